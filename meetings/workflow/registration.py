"""Stakeholders register those whom they send, or decline; after the meeting the names are deleted.

The page behind the link asks, only its button answers (RULES R10.61). Acts keep how many, never who: what is
deleted some days after the meeting must stand nowhere else (RULES R10.67).
"""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import Act
from foundation.audit.states import Hat
from foundation.circulation.models import Circulation
from foundation.circulation.workflow import forget_readers
from foundation.core.links import read_link, sign_link
from foundation.core.moments import moment
from foundation.core.workflow import THE_PORTAL, Refused
from meetings.access import is_secretariat
from meetings.models import Meeting, Registrant, Registration, Stakeholder
from meetings.states import MeetingState
from meetings.states_annual import Channel, StakeholderState
from meetings.workflow.meeting import MEETING
from meetings.workflow.stakeholders import STAKEHOLDER, places_taken, registration_of
from members.models import Parameter

T = StakeholderState
LETTERS = ("stakeholder_invitation", "stakeholder_reminder", "stakeholder_news")


@STAKEHOLDER.move(
    T.INVITED, T.DECLINED, to=T.REGISTERED, may=is_secretariat, hat=Hat.SECRETARIAT, automatic=True,
    label=_("Register"), done=_("Stakeholder registered"),
)  # fmt: skip
def register(stakeholder, *, by, people, note="", channel=Channel.SECRETARIAT):
    """Register those who come: a list of dicts with `name`, `function`, `interpretation`, `access_needs`."""
    _seat(stakeholder, by, people, note, channel)


@STAKEHOLDER.act(
    T.REGISTERED, may=is_secretariat, hat=Hat.SECRETARIAT, automatic=True,
    label=_("Change the registration"), done=_("Registration of a stakeholder changed"),
)  # fmt: skip
def change_registration(stakeholder, *, by, people, note="", channel=Channel.SECRETARIAT):
    """Replace those who were registered; the latest answer counts."""
    _seat(stakeholder, by, people, note, channel)


@STAKEHOLDER.move(
    T.INVITED, T.REGISTERED, to=T.DECLINED, may=is_secretariat, hat=Hat.SECRETARIAT, automatic=True,
    label=_("Does not take part"), done=_("Stakeholder declined"),
)  # fmt: skip
def decline_registration(stakeholder, *, by, note="", channel=Channel.SECRETARIAT):
    """Say that nobody comes; names that were registered before are deleted at once."""
    _refuse_closed(stakeholder, by)
    stakeholder.registrants.all().delete()
    _answered(stakeholder, 0, note, channel)


def answer(stakeholder, *, by, people=(), is_declined=False, note="", channel=Channel.SECRETARIAT):
    """Register `people`, or change what was registered, or decline; declined twice, it is once."""
    if is_declined:
        if stakeholder.state == T.DECLINED:
            return
        decline_registration(stakeholder, by=by, note=note, channel=channel)
        return
    move = change_registration if stakeholder.state == T.REGISTERED else register
    move(stakeholder, by=by, people=people, note=note, channel=channel)


def why_closed(stakeholder):
    """Why the page behind the link shows nothing any more, in words; empty while it does."""
    meeting = stakeholder.meeting
    if stakeholder.state == T.WITHDRAWN:
        return gettext(
            "This invitation was withdrawn. Write to the secretariat if you think that it is a slip."
        )
    if meeting.state == MeetingState.CANCELLED:
        return gettext("This meeting was cancelled. You need not do anything.")
    if meeting.state == MeetingState.POSTPONED:
        return gettext("This meeting is postponed. You will be invited again when its new date is known.")
    if meeting.state != MeetingState.CONVENED or meeting.is_over:
        return gettext("This meeting is over. The names of those who registered are deleted.")
    return ""


def is_open(stakeholder):
    """Whether an answer by the link still counts."""
    return not why_closed(stakeholder) and timezone.now() <= registration_of(stakeholder.meeting).closes_at


def link_token(stakeholder):
    """The token of a stakeholder's own link; it reads until the names go, and answers until the deadline."""
    until = stakeholder.meeting.ends_at + timedelta(days=Parameter.value_of("gate_list_days"))
    return sign_link("registration", until, stakeholder=stakeholder.pk, number=stakeholder.link_number)


def behind_link(token):
    """The stakeholder of a link. Raises `LinkBroken`, `LinkExpired`, or `Refused` for one that was replaced."""
    what = read_link("registration", token)
    rows = Stakeholder.objects.select_related("meeting")
    found = rows.filter(pk__in=[what.get("stakeholder")], wiped_at=None).first()
    if found is None or found.link_number != what.get("number"):
        raise Refused(_("This link is no longer valid. Write to the secretariat: it can send you a new one."))
    return found


@MEETING.act(
    MeetingState.CONVENED, MeetingState.HELD, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Draw the gate list"), done=_("Gate list drawn"),
)  # fmt: skip
def draw_gate_list(meeting, *, by):
    """List who is to be let in on the day of the meeting. Returns the `Registrant`s, by organisation."""
    registration = registration_of(meeting)
    if registration.wiped_at is not None:
        raise Refused(_("The gate list of this meeting was deleted, as it is after every meeting."))
    rows = Registrant.objects.filter(stakeholder__meeting=meeting, stakeholder__state=T.REGISTERED)
    found = list(rows.select_related("stakeholder").order_by("stakeholder__name", "seat"))
    meeting.act_details = {"count": len(found)}
    return found


def deleted_on(meeting):
    """The day from which on no name is kept any more."""
    return timezone.localtime(_forgotten_at(meeting)).date()


def forget_what_is_due():
    """Delete the names of each meeting whose days have passed; a meeting that is put off keeps them."""
    rows = Meeting.objects.filter(registration__wiped_at=None, stakeholders__isnull=False)
    due = [row for row in rows.distinct() if _is_due(row)]
    for meeting in due:
        forget_names(meeting, by=THE_PORTAL)
    return due


@MEETING.act(
    may=is_secretariat, hat=Hat.PORTAL, automatic=True,
    label=_("Delete the names of the gate list"), done=_("Names of the gate list deleted"),
)  # fmt: skip
def forget_names(meeting, *, by):
    """Delete names, addresses, notes and the words of the letters; keep how many came from which organisation."""
    if not _is_due(meeting):
        raise Refused(_("The names are deleted some days after the meeting, not before it."))
    now = timezone.now()
    Registrant.objects.filter(stakeholder__meeting=meeting).delete()
    Stakeholder.objects.filter(meeting=meeting).update(contact="", email="", note="", wiped_at=now)
    Registration.objects.filter(meeting=meeting).update(wiped_at=now)
    kind = ContentType.objects.get_for_model(meeting)
    for circulation in Circulation.objects.filter(about_type=kind, about_id=meeting.pk, occasion__in=LETTERS):
        forget_readers(circulation, by=THE_PORTAL)


def _is_due(meeting):
    return meeting.state != MeetingState.POSTPONED and _forgotten_at(meeting) <= timezone.now()


def _forgotten_at(meeting):
    """Some days after the meeting, or after it was cancelled where that was earlier."""
    ended = meeting.ends_at
    if meeting.state == MeetingState.CANCELLED:
        acts = Act.objects.about(meeting).filter(verb="meetings.cancel").order_by("-pk")
        ended = min(ended, acts.values_list("at", flat=True).first() or ended)
    return ended + timedelta(days=Parameter.value_of("gate_list_days"))


def _seat(stakeholder, by, people, note, channel):
    _refuse_closed(stakeholder, by)
    terms = Registration.objects.select_for_update().get(meeting=stakeholder.meeting_id)
    if not people:
        raise Refused(_("Write the name of at least one person, or say that you do not take part."))
    if len(people) > terms.seats:
        raise Refused(
            gettext("At most %(seats)s persons can be registered for one organisation.")
            % {"seats": terms.seats}
        )
    free = terms.capacity - places_taken(stakeholder.meeting, beside=stakeholder)
    if len(people) > free:
        raise Refused(_no_room(free))
    stakeholder.registrants.all().delete()
    Registrant.objects.bulk_create(
        Registrant(stakeholder=stakeholder, seat=seat, **words) for seat, words in enumerate(people, start=1)
    )
    _answered(stakeholder, len(people), note, channel)


def _no_room(free):
    if free <= 0:
        return gettext("All places are taken. Write to the secretariat: it tells you when one becomes free.")
    return ngettext(
        "Only %(count)s place is left. Register fewer persons, or write to the secretariat.",
        "Only %(count)s places are left. Register fewer persons, or write to the secretariat.", free,
    ) % {"count": free}  # fmt: skip


def _answered(stakeholder, count, note, channel):
    stakeholder.registered_count, stakeholder.note = count, note.strip()
    stakeholder.answered_at, stakeholder.channel = timezone.now(), channel
    stakeholder.act_details = {"count": count, "channel": str(channel)}


def _refuse_closed(stakeholder, by):
    if stakeholder.wiped_at is not None:
        raise Refused(_("The names of this meeting were deleted. Its list stays as it is."))
    closed = why_closed(stakeholder)
    if closed:
        raise Refused(closed)
    closes_at = registration_of(stakeholder.meeting).closes_at
    if by is THE_PORTAL and timezone.now() > closes_at:
        raise Refused(
            gettext("Registration closed on %(when)s. Write to the secretariat.")
            % {"when": moment(closes_at)}
        )
