"""A quarterly meeting that was held yesterday, with notes that two organisations are named in."""

from datetime import timedelta

from django.utils import timezone

from meetings.models import Attendance, Meeting
from meetings.states import ItemKind, MeetingState, Presence
from meetings.workflow import notes
from tests.factories.meetings import AgendaItemFactory, AgendaRevisionFactory, MeetingFactory, in_days

NOTES = "<p>UNICEF presented the data sheet.</p><ul><li>FAO welcomed the data sheet.</li><li>The chair thanked all.</li></ul>"


def a_held_meeting(cast, **facts):
    """Convened, held, with attendance of RCO, IOM, UNICEF and FAO; UNHCR sent apologies."""
    meeting = MeetingFactory(starts_at=in_days(-1), ends_at=in_days(-1) + timedelta(hours=2), **facts)
    # Its earlier life is another test's matter: the rows of the map are walked one by one.
    for state in (MeetingState.CONVENED, MeetingState.HELD):
        Meeting.objects.filter(pk=meeting.pk).update(state=state)
    meeting.refresh_from_db()
    for organisation, user in (("rco", "ingrid"), ("iom", "tomas"), ("unicef", "aiko"), ("fao", "temir")):
        Attendance.objects.create(
            meeting=meeting, organisation=getattr(cast.orgs, organisation), person=getattr(cast, user).person,
            presence=Presence.PRESENT,
        )  # fmt: skip
    Attendance.objects.create(meeting=meeting, organisation=cast.orgs.unhcr, presence=Presence.APOLOGY)
    return meeting


def draft_minutes(cast, meeting):
    """Minutes with notes, one decision and one action point under the first item."""
    item = AgendaItemFactory(meeting=meeting, title="Data and evidence", kind=ItemKind.DECISION)
    AgendaItemFactory(meeting=meeting, title="Any other business")
    AgendaRevisionFactory(meeting=meeting, items=[item])
    minutes = notes.begin_minutes(meeting, by=cast.aizada)
    entry = notes.entry_of(minutes, item)
    notes.write_notes(entry, by=cast.aizada, html=NOTES, version=entry.version)
    notes.record_decision_here(
        entry,
        by=cast.aizada,
        title="Data sheet",
        text="The Network adopts the data sheet.",
        lead=cast.orgs.iom,
    )
    notes.record_action_here(
        entry, by=cast.aizada, text="Update the data sheet", owner=cast.orgs.unicef, person=cast.aiko.person,
        due_on=timezone.localdate() + timedelta(days=14),
    )  # fmt: skip
    return minutes


def paragraph(minutes, words):
    """The paragraph of the latest version that contains `words`."""
    return minutes.text.latest.paragraphs.get(html__contains=words)
