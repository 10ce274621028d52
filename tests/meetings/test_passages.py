"""Internal passages inside shared minutes, and sharing them outside (issue 3.7; RULES R8.42, R8.44, R6.34)."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from docx import Document
from pypdf import PdfReader

from foundation.circulation.models import Circulation, Delivery
from foundation.circulation.workflow import call_back, circulate, release
from foundation.core.workflow import NotPermitted, Refused
from foundation.documents.models import Rendition
from foundation.review import workflow as review
from foundation.review.models import Paragraph
from foundation.review.redline import clean, what_changed
from foundation.search.keeping import index_everything_stale
from meetings.letters import MinutesShared
from meetings.letters_minutes import MinutesForReview
from meetings.models import Meeting, MinutesShare
from meetings.states import MeetingKind
from meetings.workflow import minutes as life
from meetings.workflow import notes
from meetings.workflow.sharing import guests_who_were_there, share_minutes, withdraw_share
from tests.factories.workinggroups import GroupFactory, forget_standing, seat
from tests.meetings.held import paragraph
from tests.searching import searched
from workinggroups.states import GroupRole

INSIDE = "The ministry is slow, BANANAS say."
NOTES = (
    '<p>UNICEF presented the data sheet.</p><p class="internal">' + INSIDE + "</p>"
    '<ul><li><p class="internal">FAO spoke of PAPAYAS.</p></li><li><p>All agreed.</p></li></ul>'
)

WORDS = ("BANANAS", "PAPAYAS")
OUTSIDERS = ("kwame", "kubanych")


def address(minutes, name, *more):
    return reverse(f"meetings:{name}", args=[minutes.meeting.slug, *more])


@pytest.fixture
def marked(cast, draft):
    """A draft with two internal passages."""
    entry = draft.entries.get()
    notes.write_notes(entry, by=cast.aizada, html=NOTES, version=entry.version)
    return draft


@pytest.fixture
def approved(cast, marked):
    """The same, under review with a comment, a wording and a next version, then approved by both."""
    life.send_for_review(marked, by=cast.aizada)
    inside = paragraph(marked, "BANANAS")
    says = {"voice": "unicef", "voice_name": "UNICEF"}
    review.comment(marked.text, by=cast.aiko, paragraph=inside, body="More BANANAS!", **says)
    review.correct(
        marked.text, by=cast.aizada, paragraph=inside, wording="The ministry is late, BANANAS say.",
        why="BANANAS are late", voice="secretariat", voice_name="Secretariat",
    )  # fmt: skip
    life.issue_revision(marked, by=cast.aizada)
    with time_machine.travel(marked.review_ends + timedelta(minutes=1)):
        life.close_review(marked, by=cast.aizada)
    for chair in (cast.ingrid, cast.tomas):
        life.approve(marked, by=chair)
    marked.refresh_from_db()
    return marked


@pytest.fixture
def shared(cast, approved):
    share_minutes(approved, by=cast.aizada, organisation=cast.orgs.sms)
    return approved


def read(client, url):
    """All words of an answer, whatever kind of file it is."""
    answer = client.get(url)
    data = answer.getvalue()
    if answer["Content-Type"] == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    if "wordprocessing" in answer["Content-Type"]:
        return " ".join(one.text for one in Document(BytesIO(data)).paragraphs)
    return data.decode()


def test_the_mark_survives_cleaning_and_no_other_class_does():
    assert clean('<p class="internal x">a</p><h3 class="internal">b</h3>') == (
        '<p class="internal">a</p><h3>b</h3>'
    )


def test_a_marked_paragraph_and_a_marked_point_of_a_list_become_internal_passages(cast, marked):
    life.send_for_review(marked, by=cast.aizada)
    inside = {row.html for row in Paragraph.objects.filter(anchor__in=marked.text.internal)}
    assert inside == {f"<p>{INSIDE}</p>", "<p>FAO spoke of PAPAYAS.</p>"}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_surface_shows_an_internal_passage_to_a_reader_from_outside(cast, as_user, shared, who):
    client = as_user(getattr(cast, who))
    rows = Paragraph.objects.filter(version__text=shared.text_id)
    urls = [address(shared, name) for name in
            ("minutes", "minutes_pdf", "minutes_docx", "minutes_extract", "minutes_extract_pdf")]  # fmt: skip
    urls += [address(shared, "minutes_paragraph", row.pk) for row in rows]
    urls += [f"{address(shared, 'minutes')}?history=1", "/", reverse("home:calendar"), reverse("home:needs")]
    urls += [f"{reverse('home:search')}?q={word}" for word in ("ministry", "spoke", "late")]
    index_everything_stale()
    for url in urls:
        words = read(client, url)
        assert [one for one in (*WORDS, "ministry is") if one in words] == [], url
    assert client.get(address(shared, "minutes_changes", 1)).status_code == 404
    assert not searched(client, "BANANAS").context["hits"]
    for url in urls[:3]:
        assert "[internal passage]" in read(client, url)
        assert "presented the data sheet" in read(client, url)


@pytest.mark.parametrize("who", ["aizada", "ingrid", "aiko", "leila"])
def test_insiders_read_it_shaded_with_a_label(cast, as_user, shared, who):
    client = as_user(getattr(cast, who))
    page = read(client, address(shared, "minutes"))
    assert "BANANAS" in page
    assert page.count("Internal passage: read by the Network only") == 2
    assert "BANANAS" in read(client, address(shared, "minutes_pdf"))
    assert "BANANAS" in read(client, address(shared, "minutes_docx"))
    assert searched(client, "BANANAS").context["hits"]


def test_the_number_of_the_paragraph_stays(cast, as_user, shared):
    own = paragraph(shared, "BANANAS")
    words = read(as_user(cast.kubanych), address(shared, "minutes_docx"))
    assert f"{own.number}.\t[internal passage]" in words


def test_a_comparison_for_outside_says_nothing_of_what_changed_inside(shared):
    before, after = shared.text.versions.order_by("number")
    assert what_changed(before, after, sees_internal=False) == []
    assert "BANANAS" in what_changed(before, after, sees_internal=True)[0]["redline"]


def test_the_two_editions_are_never_one_file(cast, as_user, shared):
    for one in (cast.aiko, cast.kubanych, cast.kwame):
        as_user(one).get(address(shared, "minutes_pdf"))
    kept = Rendition.objects.filter(kind="minutes", language="en").values_list("edition", flat=True)
    assert sorted(key.split("-outside")[0] for key in kept) == ["approved-1", "approved-1"]
    assert sum("outside" in key for key in kept) == 1


def test_a_passage_made_internal_later_leaves_the_page_and_the_file_at_once(cast, as_user, shared):
    client = as_user(cast.kubanych)
    assert "All agreed" in read(client, address(shared, "minutes_pdf"))
    row = paragraph(shared, "All agreed")
    as_user(cast.aizada).post(address(shared, "minutes_passage", row.pk, "withhold"))
    for name in ("minutes", "minutes_pdf", "minutes_docx"):
        assert "All agreed" not in read(client, address(shared, name))


def test_what_was_approved_as_internal_stays_internal(cast, approved):
    with pytest.raises(Refused, match="stays internal"):
        review.unseal(approved.text, by=cast.aizada, paragraph=paragraph(approved, "BANANAS"))


def test_only_the_secretariat_marks_and_only_numbered_notes(cast, as_user, in_review):
    row = paragraph(in_review, "The chair thanked")
    with pytest.raises(NotPermitted):
        review.withhold(in_review.text, by=cast.aiko, paragraph=row)
    for other in (paragraph(in_review, "adopts the data sheet"), paragraph(in_review, "Update the data")):
        with pytest.raises(Refused, match="register"):
            review.withhold(in_review.text, by=cast.aizada, paragraph=other)
    with pytest.raises(Refused, match="numbered paragraph"):
        review.withhold(in_review.text, by=cast.aizada, paragraph=paragraph(in_review, "Any other"))
    client = as_user(cast.aizada)
    client.post(address(in_review, "minutes_passage", row.pk, "withhold"))
    page = client.get(address(in_review, "minutes")).content.decode()
    assert "1 paragraph is an internal passage" in " ".join(page.split())
    client.post(address(in_review, "minutes_passage", row.pk, "open"))
    in_review.text.refresh_from_db()
    assert in_review.text.internal == []


def test_words_of_a_decision_inside_a_passage_are_warned_about(cast, draft):
    entry = draft.entries.get()
    html = '<p class="internal">The Network adopts the data sheet. FAO sighed.</p>'
    notes.write_notes(entry, by=cast.aizada, html=html, version=entry.version)
    said = [remark for remark in MinutesForReview(draft).remarks() if "is internal, but" in remark.sentence]
    assert [remark.level for remark in said] == ["warn"]
    assert "The Network adopts the data sheet." in said[0].sentence


def test_nobody_outside_reads_minutes_that_were_not_shared(cast, as_user, approved):
    for who in (cast.kubanych, cast.anara):
        assert as_user(who).get(address(approved, "minutes")).status_code == 404


def test_only_approved_minutes_are_shared_and_with_whom_is_no_member(cast, marked, approved):
    with pytest.raises(Refused, match="already"):
        share_minutes(approved, by=cast.aizada, organisation=cast.orgs.unicef)
    with pytest.raises(NotPermitted):
        share_minutes(approved, by=cast.ingrid, organisation=cast.orgs.sms)


def test_the_database_refuses_to_share_a_text_under_review(cast, in_review):
    with pytest.raises(DatabaseError, match="Only approved minutes"), transaction.atomic():
        MinutesShare.objects.create(minutes=in_review, organisation=cast.orgs.sms, shared_by=cast.aizada)


def test_guests_who_attended_are_offered(cast, approved):
    assert list(guests_who_were_there(approved.meeting)) == []
    approved.meeting.attendances.create(organisation=cast.orgs.who, name="Anara", presence="guest")
    assert list(guests_who_were_there(approved.meeting)) == [cast.orgs.who]


def test_sharing_by_page_letter_call_back_and_withdrawal(cast, as_user, approved):
    office, guest = as_user(cast.aizada), as_user(cast.kubanych)
    page = read(office, address(approved, "minutes_share"))
    assert "2 internal passages are left out" in page
    assert "BANANAS" not in page
    assert office.post(address(approved, "minutes_share"), {}).status_code == 422
    chosen = office.post(address(approved, "minutes_share"), {"other": cast.orgs.sms.pk})
    preview = chosen["Location"]
    assert "BANANAS" not in read(office, preview)
    assert office.post(preview, {"step": "circulate"}).status_code == 302
    circulation = Circulation.objects.get(occasion=MinutesShared.occasion)
    # Until the letter can no longer be called back, nobody outside reads anything.
    assert guest.get(address(approved, "minutes")).status_code == 404
    call_back(circulation, by=cast.aizada)
    assert guest.get(address(approved, "minutes")).status_code == 404
    office.post(preview, {"step": "circulate"})
    release(Circulation.objects.filter(occasion=MinutesShared.occasion).first(), by=cast.aizada)
    assert guest.get(address(approved, "minutes")).status_code == 200
    assert "секретариат поделился этим протоколом" in read(guest, address(approved, "minutes"))
    for row in Delivery.objects.filter(circulation__occasion=MinutesShared.occasion):
        files = [PdfReader(BytesIO(one.file.open().read())) for one in row.attachments.all()]
        words = row.text + row.html + " ".join(page.extract_text() for one in files for page in one.pages)
        assert "BANANAS" not in words
        assert len(files) == 1
    share = MinutesShare.objects.standing().get()
    office.post(address(approved, "minutes_share_withdraw", share.pk), {"reason": ""})
    assert guest.get(address(approved, "minutes")).status_code == 200
    office.post(address(approved, "minutes_share_withdraw", share.pk), {"reason": "A mistake"})
    assert guest.get(address(approved, "minutes")).status_code == 404
    share.refresh_from_db()
    with override("en"), pytest.raises(Refused, match="already"):
        withdraw_share(share, by=cast.aizada, reason="Twice")


def test_no_letter_to_members_quotes_a_passage(cast, marked):
    from meetings.letters import MinutesRevised
    from meetings.letters_minutes import ApprovalRequested, ReviewClosed, ReviewReminder
    from members.letters import recipients_of

    life.send_for_review(marked, by=cast.aizada)
    inside = paragraph(marked, "BANANAS")
    review.correct(
        marked.text, by=cast.aizada, paragraph=inside, wording="More BANANAS.", why="x", voice="secretariat",
        voice_name="Secretariat",
    )  # fmt: skip
    assert "BANANAS" not in "".join(str(one) for one in MinutesRevised(marked).remarks())
    life.issue_revision(marked, by=cast.aizada)
    letters = [
        MinutesForReview(marked), MinutesRevised(marked), ApprovalRequested(marked), ReviewClosed(marked, ["x"]),
        ReviewReminder(marked, "halfway", recipients_of(cast.orgs.fao)),
    ]  # fmt: skip
    for letter in letters:
        circulate(letter, by=cast.aizada)
    assert Delivery.objects.count() > len(letters)
    for row in Delivery.objects.all():
        assert "BANANAS" not in row.subject + row.text + row.html
    assert mail.outbox == []


def test_the_weekly_letter_says_nothing_of_it(cast, shared):
    from unmn.home.weekly import send_weekly_letters

    days = [timezone.localdate() + timedelta(days=more) for more in range(7)]
    send_weekly_letters(next(day for day in days if day.weekday() == 0))
    for row in Delivery.objects.all():
        assert "BANANAS" not in row.text + row.html


@pytest.fixture
def of_a_group(cast, marked):
    """The minutes of a working group that UNICEF leads, where FAO sits and the state is a partner."""
    group = GroupFactory()
    for user, role in (
        (cast.aiko, GroupRole.LEAD),
        (cast.temir, GroupRole.MEMBER),
        (cast.kubanych, GroupRole.PARTNER),
    ):
        seat(user, group, role)
        forget_standing(user)
    Meeting.objects.filter(pk=marked.meeting_id).update(group=group, kind=MeetingKind.GROUP)
    marked.refresh_from_db()
    life.send_for_review(marked, by=cast.aizada)
    return marked


def test_a_partner_of_a_group_gets_its_minutes_without_what_is_internal_by_page_and_by_mail(
    cast, as_user, of_a_group
):
    inside = paragraph(of_a_group, "BANANAS")
    says = {"voice": "fao", "voice_name": "FAO"}
    review.comment(of_a_group.text, by=cast.temir, paragraph=inside, body="More BANANAS!", **says)
    circulation = circulate(MinutesForReview(of_a_group), by=cast.aizada)
    with time_machine.travel(circulation.leaves_at, tick=False):
        for who, sees in ((cast.kubanych, False), (cast.temir, True), (cast.aiko, True)):
            client = as_user(who)
            for name in ("minutes", "minutes_pdf", "minutes_docx"):
                assert ("BANANAS" in read(client, address(of_a_group, name))) == sees, (who, name)
    mailed = {}
    for row in circulation.deliveries.all():
        sheets = [
            page for one in row.attachments.all() for page in PdfReader(BytesIO(one.file.open().read())).pages
        ]
        mailed[row.reader] = "BANANAS" in " ".join(page.extract_text() for page in sheets)
    assert (mailed[cast.kubanych], mailed[cast.temir], mailed[cast.aiko]) == (False, True, True)


def test_a_group_waits_for_the_letter_too_and_its_lead_reads_ahead(cast, as_user, of_a_group):
    circulation = circulate(MinutesForReview(of_a_group), by=cast.aizada)
    codes = {who: as_user(getattr(cast, who)).get(address(of_a_group, "minutes")).status_code
             for who in ("aiko", "temir", "kubanych", "ingrid")}  # fmt: skip
    assert codes == {"aiko": 200, "temir": 404, "kubanych": 404, "ingrid": 200}
    with time_machine.travel(circulation.leaves_at, tick=False):
        assert as_user(cast.temir).get(address(of_a_group, "minutes")).status_code == 200
