"""The agenda as circulated: frozen, numbered, saying what changed, and for each reader only what is theirs."""

import io
from datetime import timedelta

import icalendar
import pytest
import time_machine
from pypdf import PdfReader

from foundation.audit.models import Act
from foundation.circulation.models import Circulation, Delivery
from foundation.circulation.workflow import call_back, release
from foundation.core.workflow import NotPermitted, Refused
from foundation.documents.models import Audience, Classification
from meetings import letters
from meetings.states import Edition
from meetings.workflow import agenda as office
from meetings.workflow import meeting as life
from meetings.workflow.circulated import change_in_words, issue_agenda
from meetings.workflow.late_papers import ask_leave, grant_leave
from meetings.workflow.papers import attach_paper, edit_paper
from meetings.workflow.planning import checklist
from tests.factories.documents import StoredFileFactory
from tests.factories.meetings import MeetingFactory, in_days

SECRET = "Quicksilver is a private note"


@pytest.fixture
def meeting(cast):
    made = MeetingFactory(slug="qm-1", number=1, online_url="https://meet.example/x")
    life.convene(made, by=cast.aizada)
    return made


@pytest.fixture
def items(cast, meeting):
    made = [office.add_item(meeting, by=cast.aizada, title=f"Item {name}", minutes=10) for name in "ABCD"]
    office.edit_item(made[0], by=cast.aizada, expected=1, secretariat_notes=SECRET)
    return made


def sent_out(meeting, *, by, edition):
    """Circulate the agenda and let its letters leave, after which members see it."""
    made = letters.circulate_agenda(meeting, by=by, edition=edition)
    for one in made:
        release(one, by=by)
    return made


def changes_after(cast, meeting, act):
    issue_agenda(meeting, by=cast.aizada, edition=Edition.DRAFT)
    act()
    revision = issue_agenda(meeting, by=cast.aizada, edition=Edition.REVISED)
    return [change_in_words(change) for change in revision.changes]


def test_an_empty_agenda_is_not_circulated(cast, meeting):
    with pytest.raises(Refused, match="The agenda is empty"):
        issue_agenda(meeting, by=cast.aizada, edition=Edition.DRAFT)


def test_only_the_secretariat_circulates(cast, meeting, items):
    for user in (cast.ingrid, cast.aiko):
        with pytest.raises(NotPermitted):
            issue_agenda(meeting, by=user, edition=Edition.DRAFT)


def test_nothing_changed_says_nothing(cast, meeting, items):
    assert changes_after(cast, meeting, lambda: None) == []


def test_a_new_item_is_said_and_those_it_pushes_down_did_not_move(cast, meeting, items):
    said = changes_after(
        cast,
        meeting,
        lambda: office.add_item(meeting, by=cast.aizada, title="New", after=items[0], minutes=5),
    )
    assert said[0] == "Item 2 “New” is new."
    assert not [sentence for sentence in said if "moved" in sentence]
    assert "Item 3 “Item B” now begins at 10:15 (was 10:10)." in said


def test_a_moved_item_is_said_once(cast, meeting, items):
    said = changes_after(
        cast, meeting, lambda: office.move_item(meeting, by=cast.aizada, item=items[3], before=items[0])
    )
    assert "Item “Item D” moved from 4 to 1." in said
    assert len([sentence for sentence in said if "moved" in sentence]) == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"title": "Other"}, "Item 2 is now called “Other” (was “Item B”)."),
        ({"minutes": 25}, "Item 2 “Item B” now has 25 minutes (was 10)."),
        ({"kind": "decision"}, "Item 2 “Item B” is now: For decision."),
        ({"description": "More"}, "The description of item 2 “Item B” was changed."),
        ({"outside_presenter": "Prof. X"}, "Item 2 “Item B” has other presenters."),
    ],
)
def test_each_change_of_an_item_is_said(cast, meeting, items, words, sentence):
    said = changes_after(
        cast, meeting, lambda: office.edit_item(items[1], by=cast.aizada, expected=1, **words)
    )
    assert sentence in said


def test_removal_and_papers_are_said(cast, meeting, items):
    def act():
        office.remove_item(items[3], by=cast.aizada)
        attach_paper(items[0], by=cast.aizada, stored_file=StoredFileFactory(), title="The paper")

    said = changes_after(cast, meeting, act)
    assert "Item “Item D” (formerly 4) was removed." in said
    assert "Item 1 has a new paper: “The paper”." in said


def test_a_private_note_is_no_change(cast, meeting, items):
    act = lambda: office.edit_item(items[1], by=cast.aizada, expected=1, secretariat_notes=SECRET)  # noqa: E731
    assert changes_after(cast, meeting, act) == []


def test_members_see_the_agenda_only_as_circulated(cast, meeting, items, as_user):
    member = as_user(cast.aiko)
    assert "Item A" not in member.get("/meetings/qm-1/agenda/").content.decode()
    sent_out(meeting, by=cast.aizada, edition="draft")
    office.edit_item(items[0], by=cast.aizada, expected=2, title="Changed since")
    page = member.get("/meetings/qm-1/agenda/").content.decode()
    assert "Item A" in page
    assert "Changed since" not in page
    assert (
        "1 change that the members have not seen"
        in as_user(cast.aizada).get("/meetings/qm-1/").content.decode()
    )


def test_private_notes_are_nowhere_in_what_is_circulated(cast, meeting, items, as_user):
    life.invite_guest(meeting, by=cast.aizada, organisation=cast.orgs.sms, items=items[:1])
    sent_out(meeting, by=cast.aizada, edition="draft")
    revision = meeting.revisions.get()
    assert SECRET not in str(revision.snapshot)
    for delivery in Delivery.objects.all():
        assert SECRET not in delivery.text + delivery.html + delivery.calendar.replace("\r\n ", "")
        for file in delivery.attachments.all():
            text = " ".join(page.extract_text() for page in PdfReader(file.file.open()).pages)
            assert "Item A" in text
            assert "Quicksilver" not in text
    for name in ("aiko", "ingrid", "kubanych", "kwame"):
        client = as_user(getattr(cast, name))
        for address in ("", "agenda/", "agenda.pdf", "agenda.docx", "agenda.ics"):
            answer = client.get(f"/meetings/qm-1/{address}")
            assert answer.status_code == 200, (name, address)
            assert SECRET.encode() not in answer.getvalue()
    assert SECRET in as_user(cast.aizada).get("/meetings/qm-1/agenda/edit/").content.decode()


def test_the_docx_holds_the_agenda_and_no_note(cast, meeting, items, as_user):
    import docx

    sent_out(meeting, by=cast.aizada, edition="draft")
    answer = as_user(cast.aiko).get("/meetings/qm-1/agenda.docx")
    document = docx.Document(io.BytesIO(answer.getvalue()))
    words = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "Item A" in words
    assert "Quicksilver" not in words + " ".join(paragraph.text for paragraph in document.paragraphs)


def test_guests_get_their_items_alone_in_a_mailing_apart(cast, meeting, items, as_user):
    life.invite_guest(meeting, by=cast.aizada, organisation=cast.orgs.sms, items=[items[1]])
    made = sent_out(meeting, by=cast.aizada, edition="draft")
    assert len(made) == 2
    of_members, of_guests = ({row.address for row in one.deliveries.all()} for one in made)
    assert cast.kubanych.person.email not in of_members
    assert of_guests == {cast.kubanych.person.email}
    letter = made[1].deliveries.get()
    assert letter.language == "ru"
    assert "Item B" in letter.text
    assert "Item A" not in letter.text + letter.html + letter.calendar
    page = as_user(cast.kubanych).get("/meetings/qm-1/agenda/").content.decode()
    assert "Item B" in page
    assert "Item A" not in page
    pdf = PdfReader(io.BytesIO(as_user(cast.kubanych).get("/meetings/qm-1/agenda.pdf").getvalue()))
    text = " ".join(sheet.extract_text() for sheet in pdf.pages)
    assert "Item B" in text
    assert "Item A" not in text


def test_each_recipient_gets_one_letter_in_one_thread(cast, meeting, items):
    first = sent_out(meeting, by=cast.aizada, edition="draft")[0]
    addresses = [row.address for row in first.deliveries.all()]
    assert len(addresses) == len(set(addresses)) == 10
    second = sent_out(meeting, by=cast.aizada, edition="final")[0]
    again = second.deliveries.get(address=cast.aiko.person.email)
    assert first.deliveries.get(address=cast.aiko.person.email).message_id in again.references


def event_of(circulation, cast):
    calendar = icalendar.Calendar.from_ical(
        circulation.deliveries.get(address=cast.aiko.person.email).calendar
    )
    event = calendar.walk("VEVENT")[0]
    return str(calendar["METHOD"]), str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"])


def test_the_calendar_keeps_its_uid_and_raises_its_sequence(cast, meeting, items):
    draft = sent_out(meeting, by=cast.aizada, edition="draft")[0]
    final = sent_out(meeting, by=cast.aizada, edition="final")[0]
    life.postpone(meeting, by=cast.aizada, reason="Flood")
    postponed = letters.circulate_letter(letters.MeetingPostponed(meeting), by=cast.aizada)
    life.convene_again(meeting, by=cast.aizada, starts_at=in_days(30), ends_at=in_days(30, 12))
    again = letters.circulate_letter(letters.MeetingInvitation(meeting), by=cast.aizada)
    life.cancel(meeting, by=cast.aizada, reason="No room")
    cancelled = letters.circulate_letter(letters.MeetingCancelled(meeting), by=cast.aizada)
    events = [event_of(one, cast) for one in (draft, final, postponed, again, cancelled)]
    assert [event[0] for event in events] == ["REQUEST", "REQUEST", "CANCEL", "REQUEST", "CANCEL"]
    assert [event[2] for event in events] == [1, 2, 3, 4, 5]
    assert len({event[1] for event in events}) == 1
    assert events[-1][3] == "CANCELLED"


def test_the_pdf_of_a_draft_is_marked_and_a_superseded_one_says_so(cast, meeting, items, as_user):
    sent_out(meeting, by=cast.aizada, edition="draft")
    client = as_user(cast.aiko)
    first = client.get("/meetings/qm-1/agenda.pdf")
    assert "UNMN-KG-" in first["Content-Disposition"]
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(first.getvalue())).pages)
    assert "DRAFT" in text
    sent_out(meeting, by=cast.aizada, edition="final")
    old = client.get("/meetings/qm-1/agenda.pdf?revision=1")
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(old.getvalue())).pages)
    assert "Superseded by" in text


def test_mail_and_page_give_the_same_bytes(cast, meeting, items, as_user):
    made = sent_out(meeting, by=cast.aizada, edition="draft")[0]
    attached = made.deliveries.get(address=cast.aiko.person.email).attachments.get()
    assert as_user(cast.aiko).get("/meetings/qm-1/agenda.pdf").getvalue() == attached.file.open().read()


def test_the_check_before_it_leaves_says_what_is_lacking(cast, meeting, items):
    office.edit_item(items[1], by=cast.aizada, expected=1, kind="decision", minutes=120)
    said = [
        remark.sentence for letter in letters.agenda_letters(meeting, "draft") for remark in letter.remarks()
    ]
    assert "The agenda is 30 minutes longer than the meeting." in said
    assert "For decision, but without a paper: item 2." in said
    assert "Without a presenter: item 1, 2, 3, 4." in said
    assert any(sentence.startswith("Without a title in Russian") for sentence in said)


def test_the_preview_page_circulates(cast, meeting, items, as_user):
    client = as_user(cast.aizada)
    address = "/meetings/qm-1/agenda/circulate/draft/"
    page = client.get(address)
    assert page.status_code == 200
    assert not meeting.revisions.exists()
    assert client.get(address + "?file=preview-en").getvalue().startswith(b"%PDF")
    assert client.post(address, {"step": "circulate", "note": "Please read."}).status_code == 302
    assert Circulation.objects.get().note == "Please read."
    assert as_user(cast.aiko).get(address).status_code == 403


# Papers.


def paper_on(cast, item, **words):
    return attach_paper(item, by=cast.aizada, stored_file=StoredFileFactory(), **words)


def test_who_may_open_which_paper(cast, meeting, items, as_user):
    life.invite_guest(meeting, by=cast.aizada, organisation=cast.orgs.sms, items=[items[1]])
    papers = {
        "network": paper_on(cast, items[1]),
        "guests": paper_on(cast, items[1], audience=Audience.NETWORK_AND_STATE),
        "other item": paper_on(cast, items[0], audience=Audience.NETWORK_AND_STATE),
        "confidential": paper_on(cast, items[1], classification=Classification.CONFIDENTIAL),
        "named": paper_on(cast, items[1], audience=Audience.NAMED),
    }

    def opened(user):
        client = as_user(user)
        return [
            name for name, paper in papers.items()
            if client.get(f"/meetings/qm-1/papers/{paper.pk}/").status_code == 200
        ]  # fmt: skip

    assert opened(cast.aiko) == []
    sent_out(meeting, by=cast.aizada, edition="draft")
    assert opened(cast.aiko) == ["network", "guests", "other item", "confidential"]
    assert opened(cast.kubanych) == ["guests"]
    assert opened(cast.anara) == []
    assert opened(cast.ingrid) == list(papers)


def test_a_paper_attached_after_the_circulation_waits_for_the_next(cast, meeting, items, as_user):
    sent_out(meeting, by=cast.aizada, edition="draft")
    paper = paper_on(cast, items[0])
    assert as_user(cast.aiko).get(f"/meetings/qm-1/papers/{paper.pk}/").status_code == 404
    sent_out(meeting, by=cast.aizada, edition="revised")
    assert as_user(cast.aiko).get(f"/meetings/qm-1/papers/{paper.pk}/").status_code == 200


def test_reading_a_confidential_paper_is_recorded(cast, meeting, items, as_user):
    paper = paper_on(cast, items[0], classification=Classification.CONFIDENTIAL)
    sent_out(meeting, by=cast.aizada, edition="draft")
    as_user(cast.aiko).get(f"/meetings/qm-1/papers/{paper.pk}/")
    act = Act.objects.get(verb="meetings.read_paper")
    assert (act.actor, act.is_sealed) == (cast.aiko, True)
    attached = {file.name for row in Delivery.objects.all() for file in row.attachments.all()}
    assert paper.stored_file.name not in attached


def test_a_late_paper_is_marked_late(cast, items, meeting, as_user):
    import time_machine

    paper = paper_on(cast, items[0])
    edit_paper(paper, by=cast.aizada, title="Late paper")
    with time_machine.travel(meeting.starts_at - timedelta(hours=20)):
        late = paper_on(cast, items[1], title="Very late paper")
        grant_leave(ask_leave(late, by=cast.aizada, reason="The census"), by=cast.ingrid)
        sent_out(meeting, by=cast.aizada, edition="draft")
        page = as_user(cast.aiko).get("/meetings/qm-1/agenda/").content.decode()
        assert page.count('badge warm">late') == 1
    assert late.pk != paper.pk


def test_a_reader_of_reports_sees_no_title_of_a_confidential_paper(cast, meeting, items, as_user):
    paper_on(cast, items[0], title="Zinnober", classification=Classification.CONFIDENTIAL)
    sent_out(meeting, by=cast.aizada, edition="draft")
    reader = as_user(cast.kwame)
    assert "Zinnober" not in reader.get("/meetings/qm-1/agenda/").content.decode()
    sheets = PdfReader(io.BytesIO(reader.get("/meetings/qm-1/agenda.pdf").getvalue())).pages
    assert "Zinnober" not in " ".join(sheet.extract_text() for sheet in sheets)
    assert "Zinnober" in as_user(cast.aiko).get("/meetings/qm-1/agenda/").content.decode()


def test_an_agenda_that_was_called_back_is_not_in_force(cast, meeting, items, as_user):
    paper = paper_on(cast, items[0])
    circulation = letters.circulate_agenda(meeting, by=cast.aizada, edition="draft")[0]
    call_back(circulation, by=cast.aizada)
    client = as_user(cast.aiko)
    assert "Item A" not in client.get("/meetings/qm-1/").content.decode()
    assert "Item A" not in client.get("/meetings/qm-1/agenda/").content.decode()
    assert "Item A" not in client.get("/search/?q=Item").content.decode()
    assert client.get("/meetings/qm-1/agenda.pdf?revision=1").status_code == 404
    assert client.get(f"/meetings/qm-1/papers/{paper.pk}/").status_code == 404
    assert "draft" not in {step.name for step in checklist(meeting) if step.is_done}
    again = sent_out(meeting, by=cast.aizada, edition="draft")[0]
    assert again.title.startswith("Draft agenda, revision 1:")
    assert meeting.revisions.get(number=2).changes == []
    assert client.get("/meetings/qm-1/agenda/").context["revision"].symbol.endswith("/AGE/Rev.1")
    assert client.get(f"/meetings/qm-1/papers/{paper.pk}/").status_code == 200


def test_nobody_is_reminded_of_an_invitation_that_has_not_left(cast, meeting, items):
    reminder = letters.ReplyReminder(meeting)
    assert [remark.level for remark in reminder.remarks()] == ["stop"]
    letters.circulate_letter(letters.MeetingInvitation(meeting), by=cast.aizada)
    assert [remark.level for remark in reminder.remarks()] == ["note"]


def test_the_calendar_file_says_where_to_join(cast, meeting, items, as_user):
    sent_out(meeting, by=cast.aizada, edition="draft")
    calendar = icalendar.Calendar.from_ical(as_user(cast.aiko).get("/meetings/qm-1/agenda.ics").getvalue())
    assert "Online room: https://meet.example/x" in calendar.walk("VEVENT")[0]["DESCRIPTION"]


def test_an_agenda_is_not_seen_until_its_letter_cannot_be_called_back_any_more(cast, meeting, items, as_user):
    circulation = letters.circulate_agenda(meeting, by=cast.aizada, edition="draft")[0]
    reader = as_user(cast.aiko)
    pages = ("/meetings/qm-1/", "/meetings/qm-1/agenda/", "/search/?q=Item")
    with time_machine.travel(circulation.leaves_at - timedelta(seconds=1), tick=False):
        assert all("Item A" not in reader.get(page).content.decode() for page in pages)
        assert reader.get("/meetings/qm-1/agenda.pdf").status_code == 404
        assert "Item A" in as_user(cast.ingrid).get("/meetings/qm-1/agenda/").content.decode()
    with time_machine.travel(circulation.leaves_at, tick=False):
        assert "Item A" in reader.get("/meetings/qm-1/agenda/").content.decode()
        assert reader.get("/meetings/qm-1/agenda.pdf").status_code == 200
