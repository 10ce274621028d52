"""The member list: on any day, searched in three languages, as files that read back, circulated with changes."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from foundation.circulation.models import Circulation
from members import workflow
from members.letters import MemberListCirculated
from members.list_changes import changes_between, entries_of
from members.member_list import read_member_list
from members.models import MemberListIssue, Representation
from members.states import Part
from members.workflow.issue import circulate_member_list_when_due
from tests.factories import members as make

DAY = timedelta(days=1)
LIST = "/members/"


def _section(members, part):
    return {
        entry.organisation.slug: entry
        for section in members.sections
        if section.part == part
        for entry in section.entries
    }


def test_the_list_shows_who_represented_a_member_on_a_day(cast):
    today = timezone.localdate()
    old = Representation.objects.get(person=cast.aiko.person)
    successor = make.PersonFactory(organisation=cast.orgs.unicef, name="Successor")
    workflow.hand_over_representation(old, by=cast.aizada, to=successor, on=today)
    assert _section(read_member_list(today - DAY), Part.MEMBER)["unicef"].focal_point == cast.aiko.person
    assert _section(read_member_list(), Part.MEMBER)["unicef"].focal_point == successor
    assert _section(read_member_list(date(2023, 1, 1)), Part.MEMBER) == {}


def test_an_old_list_keeps_the_old_name(cast):
    organisation = cast.orgs.fao
    workflow.edit_organisation(organisation, by=cast.aizada, version=1, acronym="FAO-NEW")
    events = organisation.events.order_by("pgh_id")
    events.filter(acronym="FAO").update(pgh_created_at=timezone.now() - 40 * DAY)
    past = _section(read_member_list(timezone.localdate() - 10 * DAY), Part.MEMBER)
    assert past["fao"].organisation.acronym == "FAO"
    assert _section(read_member_list(), Part.MEMBER)["fao"].organisation.acronym == "FAO-NEW"


def test_the_page_lists_members_and_offices(cast, as_user):
    page = as_user(cast.aiko).get(LIST).content.decode()
    assert all(name in page for name in ("UNICEF", "WHO", "SMS", "Ingrid Fjordheim", "Aizada Suusamyrova"))
    assert reverse("members:member_list_circulate") not in page
    assert reverse("members:member_list_circulate") in as_user(cast.aizada).get(LIST).content.decode()


def test_outsiders_and_strangers_do_not_get_the_list(cast, as_user):
    for user in (cast.kubanych, cast.anara, cast.stranger):
        for name in (
            "member_list",
            "member_list_pdf",
            "member_list_xlsx",
            "member_list_vcard",
            "member_list_circulate",
        ):
            assert as_user(user).get(reverse(f"members:{name}")).status_code == 404
    assert as_user(cast.public).get(LIST).status_code == 302
    assert as_user(cast.kwame).get(LIST).status_code == 200


def test_the_search_finds_kyrgyz_names_as_people_type_them(cast, as_user):
    cast.orgs.fao.name_ky = "Азык-түлүк жана айыл чарба уюму"
    cast.orgs.fao.save()
    page = as_user(cast.aiko).get(LIST, {"q": "азык-тулук"}).content.decode()
    assert "/organisations/fao/" in page
    assert "/organisations/unhcr/" not in page


def test_a_bad_date_gives_todays_list_with_the_error(cast, as_user):
    assert as_user(cast.aiko).get(LIST, {"on": "yesterday"}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_list_costs_the_same_however_long_it_is(cast, as_user, rows, django_assert_num_queries):
    for _number in range(rows):
        organisation = make.OrganisationFactory()
        make.ParticipationFactory(organisation=organisation)
        for role in ("focal-point", "alternate"):
            make.RepresentationFactory(
                organisation=organisation, person=make.PersonFactory(organisation=organisation), role=role
            )
    client = as_user(cast.aiko)
    client.get(LIST)
    with django_assert_num_queries(BUDGET):
        client.get(LIST)
    with django_assert_num_queries(BUDGET + 1):
        client.get(LIST, {"on": "2025-01-01"})


BUDGET = 10


def test_the_workbook_reads_back(cast, as_user):
    from openpyxl import load_workbook

    response = as_user(cast.aiko).get(reverse("members:member_list_xlsx"))
    book = load_workbook(io.BytesIO(b"".join(response)))
    cells = [[cell.value for cell in row] for row in book["Organisations"].iter_rows()]
    unicef = next(row for row in cells if row[1] == "UNICEF")
    assert (unicef[4], unicef[7]) == ("Aiko Minatogawa", "Jyldyz Barskoonova")
    assert "Ingrid Fjordheim" in [row[0].value for row in book["People"].iter_rows()]


def test_the_contacts_read_back(cast, as_user):
    import vobject

    response = as_user(cast.aiko).get(reverse("members:member_list_vcard"))
    cards = list(vobject.readComponents(b"".join(response).decode()))
    aiko = next(card for card in cards if card.fn.value == "Aiko Minatogawa")
    assert aiko.email.value == "aiko-minatogawa@test.example"
    assert aiko.org.value == ["United Nations Children's Fund"]
    assert len(cards) == len({card.uid.value for card in cards})


def test_one_contact_reads_back_and_hides_from_outsiders(cast, as_user):
    import vobject

    address = reverse("members:person_vcard", args=[cast.temir.person.slug])
    card = vobject.readOne(b"".join(as_user(cast.aiko).get(address)).decode())
    assert card.fn.value == "Temir Talasov"
    assert as_user(cast.kubanych).get(address).status_code == 404


def test_the_pdf_is_tagged_and_named(cast, as_user):
    from pypdf import PdfReader

    response = as_user(cast.aiko).get(reverse("members:member_list_pdf"))
    reader = PdfReader(io.BytesIO(b"".join(response)))
    words = "".join(page.extract_text() for page in reader.pages)
    assert "Aiko Minatogawa" in words
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "UNMN-KG-MEMBERS-" in response["Content-Disposition"]


def test_the_list_is_circulated_with_what_changed_since_the_last(cast):
    first = workflow.circulate_member_list(by=cast.aizada, letter=MemberListCirculated)
    Circulation.objects.update(made_at=timezone.now() - DAY)
    old = Representation.objects.get(person=cast.aiko.person)
    workflow.hand_over_representation(old, by=cast.aizada, to=cast.jyldyz.person, on=timezone.localdate())
    workflow.edit_person(cast.temir.person, by=cast.aizada, version=1, phone="+996 1")
    second = workflow.circulate_member_list(by=cast.aizada, letter=MemberListCirculated, note="Please check.")
    assert (first.number, second.number) == (1, 2)
    letter = second.circulation.deliveries.get(address="temir-talasov@test.example")
    assert "UNICEF: the focal point is Jyldyz Barskoonova; it was Aiko Minatogawa." in letter.text
    assert "UNICEF: Jyldyz Barskoonova is no longer the alternate." in letter.text
    assert "Temir Talasov has new contact details." in letter.text
    assert "Please check." in letter.text
    assert [file.media_type for file in letter.attachments.all()] == ["application/pdf"]
    assert not second.circulation.deliveries.filter(address__contains="kubanych").exists()


def test_the_same_list_is_not_circulated_twice_by_a_double_click(cast):
    from foundation.core.workflow import Refused

    workflow.circulate_member_list(by=cast.aizada, letter=MemberListCirculated)
    with pytest.raises(Refused, match="a moment ago"):
        workflow.circulate_member_list(by=cast.pavel, letter=MemberListCirculated)
    assert MemberListIssue.objects.count() == 1


def test_the_clock_circulates_when_the_agreed_time_has_passed(cast):
    wednesday = date(2027, 3, 10)
    with time_machine.travel(f"{wednesday} 10:00 +0600", tick=False):
        assert circulate_member_list_when_due(MemberListCirculated) is None
        make.MemberListIssueFactory(
            number=1, as_of=wednesday - 89 * DAY, entries=entries_of(read_member_list())
        )
        assert circulate_member_list_when_due(MemberListCirculated) is None
        make.HolidayFactory(day=wednesday + DAY)
    with time_machine.travel(f"{wednesday + DAY} 10:00 +0600", tick=False):
        assert circulate_member_list_when_due(MemberListCirculated) is None
    with time_machine.travel(f"{wednesday + 2 * DAY} 10:00 +0600", tick=False):
        issue = circulate_member_list_when_due(MemberListCirculated)
        assert issue.number == 2
        assert issue.circulation.state == "held"
        assert circulate_member_list_when_due(MemberListCirculated) is None


def test_changes_name_who_joined_and_left(cast):
    old = entries_of(read_member_list())
    today = timezone.localdate()
    workflow.begin_participation(cast.orgs.who, by=cast.aizada, part=Part.MEMBER, starts_on=today + DAY)
    fao = cast.orgs.fao.participations.get()
    workflow.end_participation(fao, by=cast.aizada, ends_on=today)
    sentences = changes_between(old, entries_of(read_member_list(today + DAY)))
    assert sentences == ["WHO joined: Member.", "FAO left: Member."]
    assert changes_between(old, old) == []


def test_the_preview_shows_the_letter_and_its_post_circulates(cast, as_user):
    client = as_user(cast.aizada)
    page = client.get(reverse("members:member_list_circulate"))
    assert page.status_code == 200
    assert MemberListIssue.objects.count() == 0
    form_key = page.context["form_key"]
    client.post(
        reverse("members:member_list_circulate"), {"step": "circulate", "note": "", "form_key": form_key}
    )
    assert MemberListIssue.objects.get().circulation.deliveries.count() > 5
    assert as_user(cast.aiko).get(reverse("members:member_list_circulate")).status_code == 403
