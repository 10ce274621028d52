"""The pages of groups: joining, letters, the review of the text, exports; nothing typed is lost."""

import io
from datetime import timedelta

import openpyxl
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from foundation.circulation.models import Circulation, Delivery
from foundation.core.links import sign_link
from tests.factories.documents import A_PDF
from tests.factories.members import PersonFactory
from tests.factories.workinggroups import GroupFactory, GroupNoteFactory, JoinRequestFactory, TermsFactory
from workinggroups.models import GroupDocument, GroupNote, JoinRequest, TermsOfReference, WorkingGroup
from workinggroups.states import GroupKind, JoinState, Origin, TermsState
from workinggroups.tasks import send_end_reminders

TODAY = timezone.localdate


def at(name, *args):
    return reverse(f"workinggroups:{name}", args=args)


def words(response):
    return " ".join(response.content.decode().split())


def occasions():
    return sorted(Circulation.objects.values_list("occasion", flat=True))


def addresses(occasion):
    return set(Delivery.objects.filter(circulation__occasion=occasion).values_list("address", flat=True))


def test_a_member_asks_to_join_and_the_lead_accepts(cast, group, as_user):
    asked = as_user(cast.leila).post(at("group_join", group.slug), {
        "organisation": cast.orgs.unhcr.pk, "reason": "We work with those who return."
    }, follow=True)  # fmt: skip
    assert "Who runs the group is asked" in words(asked)
    joining = JoinRequest.objects.get()
    assert cast.aiko.email in addresses("group_join_asked")
    home = words(as_user(cast.aiko).get("/"))
    assert "asks to join the working group" in home
    as_user(cast.aiko).post(at("joining_accept", joining.pk))
    assert group.seats.on().filter(person=cast.leila.person, origin=Origin.REQUEST).exists()
    assert addresses("group_join_answered") == {cast.leila.email}
    assert "For all" not in home


def test_who_asked_to_join_sees_that_it_waits_and_no_second_button(cast, group, as_user):
    client, address = as_user(cast.leila), at("group", group.slug)
    assert at("group_join", group.slug) in words(client.get(address))
    joining = JoinRequestFactory(
        group=group, person=cast.leila.person, organisation=cast.orgs.unhcr, made_by=cast.leila
    )
    shown = words(client.get(address))
    assert "You asked to join this group on" in shown
    assert at("joining", joining.pk) in shown
    assert at("group_join", group.slug) not in shown


def test_a_reader_who_can_do_nothing_more_gets_no_empty_card(cast, group, as_user):
    assert ">What you can do</h2>" not in words(as_user(cast.leila).get(at("group", group.slug)))


def test_a_decline_needs_its_reason_and_the_person_reads_it(cast, group, as_user):
    joining = JoinRequestFactory(
        group=group, person=cast.leila.person, organisation=cast.orgs.unhcr, made_by=cast.leila
    )
    refused = as_user(cast.aiko).post(at("joining_decline", joining.pk), {"reason": " "}, follow=True)
    assert "Say why: the person who asks reads it." in words(refused)
    as_user(cast.aiko).post(at("joining_decline", joining.pk), {"reason": "Three of yours sit there."})
    assert "Three of yours sit there." in words(as_user(cast.leila).get(at("joining", joining.pk)))


def test_an_invited_partner_answers_by_the_link_of_the_letter(cast, group, as_user, client):
    as_user(cast.aizada).post(at("group_invite", group.slug), {
        "person": cast.anara.person.pk, "role": "observer", "reason": "You know the clinics."
    })  # fmt: skip
    joining = JoinRequest.objects.get()
    letter = Delivery.objects.get(circulation__occasion="group_invitation")
    assert letter.address == cast.anara.email
    token = letter.text.split("/answer/group/")[1].split("/")[0]
    address = reverse("group_answers:answer_group", args=[token])
    assert "You know the clinics." in words(client.get(address))
    joining.refresh_from_db()
    assert joining.state == JoinState.OPEN
    assert "you take part in the group from today" in words(client.post(address, {"answer": "yes"}))
    assert group.seats.on().filter(person=cast.anara.person, origin=Origin.INVITATION).exists()
    assert client.post(address, {"answer": "yes"}).status_code == 410


def test_somebody_without_an_account_gets_the_way_to_one_from_the_secretariat_only(cast, group, as_user):
    person = PersonFactory(organisation=cast.orgs.who, email="new@test.example")
    data = {"person": person.pk, "role": "partner", "reason": "Come"}
    refused = as_user(cast.aiko).post(at("group_invite", group.slug), data)
    assert "has no account yet" in words(refused)
    assert "Come" in refused.content.decode()
    assert not JoinRequest.objects.exists()
    as_user(cast.aizada).post(at("group_invite", group.slug), data)
    assert occasions() == ["group_invitation", "invitation"]
    joining = JoinRequest.objects.get()
    token = sign_link("group-invitation", joining.answer_by, joining=joining.pk)
    address = reverse("group_answers:answer_group", args=[token])
    as_user(cast.public).post(address, {"answer": "no", "reason": "No time"})
    joining.refresh_from_db()
    assert (joining.state, joining.answer) == (JoinState.DECLINED, "No time")


def test_a_link_that_expired_says_so(cast, group, client):
    joining = JoinRequestFactory(
        group=group, origin=Origin.INVITATION, answer_by=timezone.now() - timedelta(days=1)
    )
    token = sign_link("group-invitation", joining.answer_by, joining=joining.pk)
    response = client.get(reverse("group_answers:answer_group", args=[token]))
    assert response.status_code == 410
    assert "expired" in words(response)


def test_the_lead_writes_to_the_group_members_and_partners_apart(cast, group, as_user):
    client = as_user(cast.aiko)
    client.post(
        at("note_new", group.slug),
        {"title": "Friday", "body": "Please read.\n\nThank you.", "audience": "group"},
    )
    note = GroupNote.objects.get()
    address = at("note_circulate", group.slug, note.pk)
    page = words(client.get(address))
    assert "This goes to partners outside of the Network as well." in page
    done = client.post(address, {"step": "circulate", "note": ""})
    assert done.url == note.get_absolute_url()
    mailings = [
        set(Delivery.objects.filter(circulation=one).values_list("address", flat=True))
        for one in Circulation.objects.filter(occasion="group_letter").order_by("pk")
    ]
    assert mailings == [{cast.aiko.email, cast.temir.email}, {cast.kubanych.email}]
    subject = Delivery.objects.filter(address=cast.temir.email).get().subject
    assert subject == "[WG Return] Friday"
    assert "Please read." in words(as_user(cast.kubanych).get(note.get_absolute_url()))


def test_a_letter_for_members_only_does_not_reach_partners(cast, group, as_user):
    note = GroupNoteFactory(group=group, sent_at=None, written_by=cast.aizada, audience="group-members")
    as_user(cast.aizada).post(at("note_circulate", group.slug, note.pk), {"step": "circulate", "note": ""})
    assert addresses("group_letter") == {cast.aiko.email, cast.temir.email}
    assert as_user(cast.kubanych).get(note.get_absolute_url()).status_code == 404


def test_the_text_is_reviewed_paragraph_by_paragraph_and_agreed_when_all_is_answered(cast, group, as_user):
    TermsFactory(group=group)
    lead = as_user(cast.aiko)
    lead.post(at("terms_circulate", group.slug), {"step": "circulate", "note": ""})
    terms = TermsOfReference.objects.get()
    assert terms.state == TermsState.IN_REVIEW
    first = terms.text.latest.paragraphs.filter(number=1).get()
    partner = as_user(cast.kubanych)
    partner.post(
        at("terms_propose_wording", group.slug, first.pk),
        {"wording": "The group shares figures.", "why": "x"},
    )
    page = words(lead.get(at("terms", group.slug)))
    assert "1 proposed wording waits for an answer." in page
    proposal = first.proposals.get()
    assert (proposal.voice, proposal.voice_name) == ("sms", "SMS")
    lead.post(at("terms_proposal_act", group.slug, proposal.pk, "accept"))
    assert partner.post(at("terms_agree", group.slug)).status_code == 403
    early = lead.post(at("terms_agree", group.slug), follow=True)
    assert "The group has until" in words(early)
    TermsOfReference.objects.update(review_ends=timezone.now() - timedelta(minutes=1))
    lead.post(at("terms_agree", group.slug))
    terms.refresh_from_db()
    assert (terms.state, terms.agreed_hash) == (TermsState.AGREED, terms.text.latest.text_hash)
    assert "<ins>figures</ins>" in lead.get(at("terms_changes", group.slug, 1)).content.decode()
    outside = words(as_user(cast.leila).get(at("terms", group.slug)))
    assert "The group shares figures." in outside
    assert "Propose wording" not in outside


def test_the_agreed_text_stays_for_the_others_while_a_next_one_is_written(cast, group, as_user):
    from workinggroups.workflow import terms as office

    text = TermsFactory(group=group)
    office.send_terms_for_review(text, by=cast.aiko)
    TermsOfReference.objects.update(review_ends=timezone.now() - timedelta(minutes=1))
    text.refresh_from_db()
    office.agree_terms(text, by=cast.aiko)
    office.write_terms_anew(text, by=cast.aiko)
    office.write_terms(
        text,
        by=cast.aiko,
        version=text.version,
        draft="# Purpose\n\nSecret next words.\n\nIt meets each month.",
    )
    office.send_terms_for_review(text, by=cast.aiko)
    anchors = [
        [(row.anchor, row.number) for row in version.paragraphs.all()] for version in text.text.versions.all()
    ]
    assert anchors[0] == anchors[1]
    assert "Secret next words" not in words(as_user(cast.leila).get(at("terms", group.slug)))
    assert "Secret next words" in words(as_user(cast.kubanych).get(at("terms", group.slug)))


def test_two_who_write_the_draft_at_once_see_both_texts(cast, group, as_user):
    text = TermsFactory(group=group)
    as_user(cast.aiko).post(
        at("terms_edit", group.slug), {"version": text.version, "draft": "The first text."}
    )
    late = as_user(cast.aizada).post(
        at("terms_edit", group.slug), {"version": text.version, "draft": "My text."}
    )
    assert late.status_code == 409
    assert "The first text." in words(late)
    assert "My text." in words(late)


def test_a_file_that_is_not_what_it_says_is_refused_and_the_words_stay(cast, group, as_user):
    wrong = SimpleUploadedFile("figures.pdf", b"MZ not a pdf at all", content_type="application/pdf")
    data = {
        "file": wrong,
        "title": "Figures of May",
        "language": "en",
        "audience": "group",
        "classification": "unclassified",
    }
    response = as_user(cast.temir).post(at("document_new", group.slug), data)
    assert "Figures of May" in words(response)
    assert not GroupDocument.objects.exists()
    data["file"] = SimpleUploadedFile("figures.pdf", A_PDF, content_type="application/pdf")
    as_user(cast.temir).post(at("document_new", group.slug), data)
    assert GroupDocument.objects.get().title == "Figures of May"


def test_a_withdrawn_document_is_gone_for_all_and_can_be_put_back(cast, group, as_user):
    from tests.factories.workinggroups import GroupDocumentFactory

    paper = GroupDocumentFactory(group=group, title="Wrong figures")
    as_user(cast.aiko).post(at("document_withdraw", group.slug, paper.pk), {"reason": "Old"})
    assert "Wrong figures" not in words(as_user(cast.temir).get(at("document_list", group.slug)))
    as_user(cast.aiko).post(at("document_restore", group.slug, paper.pk))
    assert "Wrong figures" in words(as_user(cast.temir).get(at("document_list", group.slug)))


def test_a_group_is_proposed_on_a_page_with_its_lead(cast, as_user):
    data = {
        "name": "Climate and mobility", "kind": "ad-hoc", "ends_event": "The note is adopted", "purpose": "A note",
        "objectives": ["2", "9"], "lead_person": cast.temir.person.pk, "proposed_by": cast.orgs.fao.pk,
    }  # fmt: skip
    as_user(cast.temir).post(at("group_new"), data)
    made = WorkingGroup.objects.get()
    assert (made.slug, made.objectives, made.state) == ("climate-and-mobility", [2, 9], "proposed")
    assert made.seats.get().person == cast.temir.person
    wrong = as_user(cast.temir).post(at("group_new"), data | {"kind": "permanent"})
    assert "A permanent group has no end" in words(wrong)


def test_the_list_says_which_groups_are_quiet_and_filters_them(cast, group, other, as_user):
    WorkingGroup.objects.filter(pk=other.pk).update(active_at=timezone.now() - timedelta(days=130))
    page = words(as_user(cast.aizada).get(at("group_list")))
    assert "Quiet for 120 days" in page
    quiet = words(as_user(cast.aizada).get(at("group_list"), {"only": "quiet"}))
    assert "Data and evidence" in quiet
    assert "Return and reintegration" not in quiet.partition("<main")[2]
    mine = words(as_user(cast.temir).get(at("group_list"), {"only": "mine"}))
    assert "Data and evidence" not in mine.partition("<main")[2]


@pytest.mark.parametrize(("who", "sees_contacts"), [("temir", True), ("kubanych", False)])
def test_the_member_list_goes_out_as_pdf_and_xlsx_without_contacts_for_partners(
    cast, group, as_user, who, sees_contacts
):
    client = as_user(getattr(cast, who))
    pdf = b"".join(client.get(at("group_members_pdf", group.slug)).streaming_content)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "Aiko Minatogawa" in text
    assert ("aiko-minatogawa@" in text.replace("\n", "")) is sees_contacts
    sheet = b"".join(client.get(at("group_members_xlsx", group.slug)).streaming_content)
    cells = {
        cell.value
        for row in openpyxl.load_workbook(io.BytesIO(sheet)).worksheets[0].iter_rows()
        for cell in row
    }
    assert ("Aiko Minatogawa" in cells, cast.aiko.email in cells) == (True, sees_contacts)


def test_who_runs_a_group_is_reminded_once_before_its_end(cast, group):
    from unmn.demo.clock import frozen

    WorkingGroup.objects.filter(pk=group.pk).update(
        kind=GroupKind.AD_HOC, ends_on=TODAY() + timedelta(days=20)
    )
    monday = timezone.now() + timedelta(days=(7 - TODAY().weekday()) % 7)
    with frozen(monday):
        day = TODAY()
        assert len(send_end_reminders(day)) == 1
        assert send_end_reminders(day) == []
    assert addresses("group_ends") == {cast.aiko.email, cast.aizada.email, cast.pavel.email}


def test_a_group_that_ends_with_an_event_is_asked_about_once_in_a_quarter(cast):
    from datetime import date

    GroupFactory(kind=GroupKind.AD_HOC, ends_event="The review is submitted")
    GroupFactory(kind=GroupKind.AD_HOC, ends_on=date(2030, 1, 1))
    assert len(send_end_reminders(date(2026, 10, 5))) == 1
    assert send_end_reminders(date(2026, 11, 23)) == []
    assert send_end_reminders(date(2026, 11, 22)) == []  # a Sunday
    assert len(send_end_reminders(date(2027, 1, 11))) == 1


def test_what_is_missing_for_closing_is_said_and_the_button_is_not_there(cast, group, as_user):
    WorkingGroup.objects.filter(pk=group.pk).update(
        kind=GroupKind.AD_HOC, ends_on=TODAY() + timedelta(days=5)
    )
    page = words(as_user(cast.aizada).get(group.get_absolute_url()))
    assert "The final report is not handed in yet." in page
    assert at("group_close", group.slug) not in page
