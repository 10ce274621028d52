"""Who was at which meeting, and the courtesy note after two absences in a row (RULES R10.63)."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.circulation.models import Circulation, Delivery
from foundation.core.workflow import THE_PORTAL, NotPermitted, Refused
from meetings.models import CourtesyNote
from meetings.states import MeetingState, Presence
from meetings.states_cadence import NoteState
from meetings.workflow import courtesy as office
from meetings.workflow.representation import map_of
from members.models import Participation
from tests.factories.meetings import AttendanceFactory, CourtesyNoteFactory, MeetingFactory, in_days
from tests.factories.members import OrganisationFactory, ParticipationFactory, PersonFactory
from unmn.home.awaiting import what_awaits


def held(days, title, **presences):
    """A meeting that was held, with the presence of organisations by their acronyms."""
    meeting = MeetingFactory(
        title=title, state=MeetingState.HELD, starts_at=in_days(days), ends_at=in_days(days, 12)
    )
    for organisation, presence in presences.items():
        record(meeting, organisation, presence)
    return meeting


def record(meeting, acronym, presence):
    from members.models import Organisation

    organisation = Organisation.objects.get(acronym=acronym)
    person = (
        None if presence in (Presence.APOLOGY, Presence.ABSENT) else PersonFactory(organisation=organisation)
    )
    AttendanceFactory(meeting=meeting, organisation=organisation, person=person, presence=presence)


@pytest.fixture
def year(cast, time_machine):
    """Two meetings held this year: FAO absent at both, UNHCR with apologies at both."""
    time_machine.move_to(timezone.now().replace(month=11, day=24))
    first = held(-100, "Fifth", UNICEF="present", FAO="absent", UNHCR="apology", IOM="remote")
    second = held(-10, "Sixth", UNICEF="alternate", FAO="absent", UNHCR="apology", IOM="present")
    record(second, "IOM", "remote")
    return first, second


def words_of(shown):
    return {str(row.organisation): row.words for row in shown.rows}


def test_the_map_holds_the_best_word_of_each_member_at_each_meeting(cast, year):
    shown = map_of(timezone.localdate().year)
    assert [str(one) for one in shown.meetings] == ["Fifth", "Sixth"]
    assert words_of(shown) == {
        "FAO": ["absent", "absent"], "IOM": ["remote", "present"], "RCO": ["not-recorded", "not-recorded"],
        "UNHCR": ["apology", "apology"], "UNICEF": ["present", "alternate"],
    }  # fmt: skip
    rows = {str(row.organisation): row for row in shown.rows}
    assert (rows["UNICEF"].represented, rows["UNICEF"].asked) == (2, 2)
    assert rows["FAO"].figures == [0, 0, 0, 0, 2]
    assert shown.of_meetings == [(2, 4), (2, 4)]


def test_who_became_a_member_later_was_not_asked_before(cast, year):
    newcomer = OrganisationFactory(acronym="NEW")
    ParticipationFactory(organisation=newcomer, starts_on=in_days(-50).date())
    assert words_of(map_of(timezone.localdate().year))["NEW"] == ["not-a-member", "not-recorded"]


def test_the_page_says_it_in_words_and_the_sheet_the_same(cast, as_user, year):
    client = as_user(cast.ingrid)
    page = client.get(reverse("meetings:representation_map")).content.decode()
    for word in ("Present", "Represented by the alternate", "Online", "Apologies", "Absent", "Not recorded"):
        assert word in page
    assert "2 of 4 members represented" in page
    data = b"".join(client.get(reverse("meetings:representation_map_xlsx")).streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = {row[0]: list(row[1:]) for row in book["Representation"].iter_rows(values_only=True)}
    assert sheet["FAO"] == ["Absent", "Absent"]
    figures = {row[0]: list(row[1:]) for row in book["Figures"].iter_rows(values_only=True)}
    assert figures["UNICEF"] == [2, 2, 1, 1, 0, 0, 0]


def test_a_year_without_meetings_is_an_empty_page(cast, as_user):
    page = as_user(cast.aizada).get(reverse("meetings:representation_map") + "?year=1999").content.decode()
    assert "No meeting has been held yet" in page


def test_two_absences_in_a_row_draft_a_note_and_apologies_do_not(cast, year):
    notes = office.draft_notes_that_are_due()
    assert [str(note.organisation) for note in notes] == ["FAO"]
    note = notes[0]
    assert (note.addressee, note.address) == ("Head of Food and Agriculture Organization", "fao@test.example")
    assert "missed FAO at its last two meetings" in note.text
    assert office.draft_notes_that_are_due() == []
    assert not Circulation.objects.exists()
    assert "FAO was absent twice in a row" in [one.title for one in what_awaits(cast.aizada)]


def test_one_meeting_with_the_organisation_there_ends_the_row(cast, year):
    held(-3, "Seventh", FAO="present")
    assert office.draft_notes_that_are_due() == []


def test_who_left_the_network_is_not_written_to(cast, year):
    Participation.objects.filter(organisation=cast.orgs.fao).update(ends_on=in_days(-1).date())
    assert office.draft_notes_that_are_due() == []


def test_a_note_is_written_looked_at_and_sent_to_one_person(cast, as_user, year):
    note = office.draft_notes_that_are_due()[0]
    client = as_user(cast.aizada)
    words = {
        "addressee": "Ms Head", "address": "head@fao.test.example", "language": "en", "subject": "Your seat",
        "text": "We missed you.", "version": "1",
    }  # fmt: skip
    client.post(note.get_absolute_url(), words)
    send = reverse("meetings:courtesy_note_send", args=[note.pk])
    assert "We missed you." in client.get(send).content.decode()
    client.post(send, {"step": "circulate", "note": ""})
    note.refresh_from_db()
    assert note.state == NoteState.SENT
    delivery = Delivery.objects.get()
    assert (delivery.address, delivery.subject) == ("head@fao.test.example", "Your seat")
    with pytest.raises(Refused, match="not possible any more"):
        office.edit_note(note, by=cast.aizada, expected=note.version, text="x")


def test_two_officers_who_write_at_once_lose_nothing(cast, as_user, year):
    note = office.draft_notes_that_are_due()[0]
    office.edit_note(note, by=cast.pavel, expected=1, text="Text of Pavel")
    words = {
        "addressee": "Ms Head", "address": "", "language": "en", "subject": "Your seat", "text": "Text of Aizada",
        "version": "1",
    }  # fmt: skip
    response = as_user(cast.aizada).post(note.get_absolute_url(), words)
    assert response.status_code == 409
    assert "Text of Pavel" in response.content.decode()
    assert "Text of Aizada" in response.content.decode()


def test_without_an_address_it_cannot_go(cast, as_user):
    note = CourtesyNoteFactory(address="")
    page = as_user(cast.aizada).get(reverse("meetings:courtesy_note_send", args=[note.pk])).content.decode()
    assert "The e-mail address is missing." in page
    with pytest.raises(Refused, match="Enter the e-mail address"):
        office.send_note(note, by=cast.aizada)


def test_a_discarded_note_is_not_drafted_again(cast, as_user, year):
    note = office.draft_notes_that_are_due()[0]
    as_user(cast.aizada).post(reverse("meetings:courtesy_note_discard", args=[note.pk]))
    note.refresh_from_db()
    assert note.state == NoteState.DISCARDED
    assert office.draft_notes_that_are_due() == []
    assert CourtesyNote.objects.count() == 1


def test_the_portal_sends_none_and_nobody_but_the_secretariat_touches_them(cast):
    note = CourtesyNoteFactory()
    for by in (THE_PORTAL, cast.ingrid, cast.aiko):
        with pytest.raises(NotPermitted):
            office.send_note(note, by=by)
    with pytest.raises(NotPermitted):
        office.discard_note(note, by=cast.ingrid)
