"""How letters about a meeting leave: one call each, for the views and for the demo."""

from django.db import transaction

from foundation.circulation.workflow import circulate
from meetings.letters.agenda import AgendaCirculated, ItemAnswered
from meetings.letters.answers import BacklogItemDeclined, LeaveAnswered, RequestAnswered
from meetings.letters.base import GUESTS, MEMBERS
from meetings.letters.meeting import MeetingCancelled, MeetingInvitation, MeetingPostponed, ReplyReminder
from meetings.models import AgendaRevision
from meetings.states import Edition, MeetingState
from meetings.workflow.circulated import (
    issue_agenda,
    latest_revision,
    raise_sequence,
    unissued,
)
from members.models import Parameter

WHEN = {
    "invitation": (MeetingState.CONVENED,), "reminder": (MeetingState.CONVENED,),
    "postponed": (MeetingState.POSTPONED,), "cancelled": (MeetingState.CANCELLED,),
}  # fmt: skip


def circulate_agenda(meeting, *, by, edition, note=""):
    """Issue the agenda as the next revision and circulate it, to the members and apart from them to the guests.

    Returns the list of `Circulation`s, the members' first.
    """
    with transaction.atomic():
        revision = issue_agenda(meeting, by=by, edition=edition)
        mailings = [AgendaCirculated(meeting, revision)]
        if meeting.guests.exists():
            mailings.append(AgendaCirculated(meeting, revision, to=GUESTS))
        made = [
            circulate(letter, by=by, note=note, hold_minutes=_minutes_to_call_back())
            for letter in mailings if letter.recipients()
        ]  # fmt: skip
        AgendaRevision.objects.filter(pk=revision.pk).update(circulation=made[0] if made else None)
    return made


def circulate_letter(letter, *, by, note=""):
    """Circulate a letter about a meeting; calendars take it as the newest. Returns the `Circulation`."""
    with transaction.atomic():
        if letter.is_sequenced:
            raise_sequence(letter.meeting, by=by)
        return circulate(letter, by=by, note=note, hold_minutes=_minutes_to_call_back())


def answer_proposer(item, *, by):
    """Tell the proposer at once what became of the item; nobody is told where no proposer is known."""
    if item.proposer_id:
        circulate(ItemAnswered(item), by=by, at_once=True)


def answer_requester(asked, *, by):
    """Tell who asked for a meeting what the co-chairs answered, and its date once it is planned."""
    circulate(RequestAnswered(asked), by=by, at_once=True)


def answer_backlog_proposer(item, *, by):
    """Tell the proposer that an item waits for no meeting any more; nobody where none is known."""
    if item.proposer_id:
        circulate(BacklogItemDeclined(item), by=by, at_once=True)


def answer_about_leave(leave, *, by):
    """Tell who asked, and who handed the paper in, what the co-chair answered."""
    letter = LeaveAnswered(leave)
    if letter.recipients():
        circulate(letter, by=by, at_once=True)


def agenda_letters(meeting, edition):
    """The mailings of an agenda as they would go now: with the revision that is not issued yet."""
    revision = unissued(meeting, Edition(edition))
    letters = [AgendaCirculated(meeting, revision)]
    if meeting.guests.exists():
        letters.append(AgendaCirculated(meeting, revision, to=GUESTS))
    return letters


def agenda_for_guests(meeting):
    """The agenda in force, for guests who were invited after it went out."""
    return AgendaCirculated(meeting, latest_revision(meeting), to=GUESTS)


def letter_of(occasion, meeting, *, to=MEMBERS):
    """The letter of an occasion named in an address, or None."""
    found = {
        "invitation": MeetingInvitation, "postponed": MeetingPostponed, "cancelled": MeetingCancelled,
        "reminder": ReplyReminder,
    }.get(occasion)  # fmt: skip
    return found(meeting, to=to) if found else None


def _minutes_to_call_back():
    return Parameter.value_of("call_back_minutes")
