"""The life of a meeting (RULES R6.30, R10.52).

in preparation ──convene──▶ convened ──hold──▶ held
      │                      │    ▲
      │                  postpone convene again
      │                      ▼    │
      └──cancel──▶ cancelled ◀── postponed
"""

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.moments import moment
from foundation.core.workflow import Refused, Workflow
from meetings.access import is_secretariat
from meetings.asked import bodies_asked, keeps_meeting, runs_group
from meetings.models import Arrival, Guest, ItemInTheRoom, Meeting, Registration, Sitting, Stretch
from meetings.models.meeting import SERIES
from meetings.states import MEETING_MAP, MeetingKind, MeetingState
from meetings.states_annual import StakeholderState
from meetings.workflow.agenda_decisions import release_all
from members.calendar import working_day_after
from members.models import Organisation, Parameter
from members.states import CO_CHAIR_OFFICES, Part
from workinggroups.workflow.groups import move_on

S = MeetingState
MEETING = Workflow("meetings", MeetingState, MEETING_MAP)
AHEAD = (S.DRAFT, S.CONVENED, S.POSTPONED)
FACTS = (
    "kind", "title", "title_ru", "title_ky", "starts_at", "ends_at", "mode", "place", "online_url", "beside",
    "beside_ru", "beside_ky", "chair", "language", "is_chatham_house", "requested_by",
)  # fmt: skip


def next_number(kind, group=None):
    """The number of the next meeting of its kind, or of its group: numbers are never used twice."""
    last = Meeting.objects.filter(kind=kind, group=group).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def overlapping(starts_at, ends_at, *, beside=None, group=None):
    """Another meeting of the Network, or of the same group, at the same time, or None."""
    group = beside.group if beside is not None else group
    rows = Meeting.objects.filter(starts_at__lt=ends_at, ends_at__gt=starts_at, group=group)
    rows = rows.exclude(state__in=(S.CANCELLED, S.POSTPONED))
    if beside is not None:
        rows = rows.exclude(pk=beside.pk)
    return rows.first()


def refuse_impossible_time(starts_at, ends_at, *, meeting=None, group=None):
    """Raise `Refused` when a meeting cannot be at that time: in the past, turned round, or over another one."""
    if ends_at <= starts_at:
        raise Refused(_("The meeting would end before it starts. Correct the hours."))
    if starts_at < timezone.now():
        raise Refused(
            gettext("%(when)s has passed. Choose a time that is still ahead.") % {"when": moment(starts_at)}
        )
    other = overlapping(starts_at, ends_at, beside=meeting, group=group)
    if other is not None:
        raise Refused(
            gettext(
                "“%(meeting)s” takes place then: %(when)s. Choose another time, or move that meeting first."
            )
            % {"meeting": other, "when": moment(other.starts_at)}
        )


@MEETING.creation(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Prepare a meeting"), done=_("Meeting prepared")
)
def plan_meeting(*, by, kind, starts_at, ends_at, number=None, **facts):
    """Enter a meeting in preparation; only secretariat and co-chairs see it until it is convened.

    Raises `Refused` for a time that has passed or is taken.
    """
    refuse_impossible_time(starts_at, ends_at)
    number = number or next_number(kind)
    slug = f"{SERIES[MeetingKind(kind)].lower()}-{number}"
    if (
        Meeting.objects.filter(kind=kind, number=number).exists()
        or Meeting.objects.filter(slug=slug).exists()
    ):
        raise Refused(gettext("There is a meeting with the number %(number)s already.") % {"number": number})
    return Meeting.objects.create(
        slug=slug, kind=kind, number=number, starts_at=starts_at, ends_at=ends_at, **facts
    )


@MEETING.act(
    *AHEAD,
    may=keeps_meeting,
    hat=Hat.SECRETARIAT,
    label=_("Edit the facts"),
    done=_("Meeting facts changed"),
)
def edit_meeting(meeting, *, by, expected, **facts):
    """Change facts of a meeting that is still ahead. Raises `Stale` when somebody else was quicker."""
    meeting.take(expected)
    starts_at = facts.get("starts_at", meeting.starts_at)
    ends_at = facts.get("ends_at", meeting.ends_at)
    if (starts_at, ends_at) != (meeting.starts_at, meeting.ends_at):
        refuse_impossible_time(starts_at, ends_at, meeting=meeting)
        _move_registration(meeting, starts_at - meeting.starts_at)
        meeting.moved_at = timezone.now() if meeting.state == S.CONVENED else None
    changed = [name for name, value in facts.items() if getattr(meeting, name) != value]
    for name in changed:
        if name not in FACTS:
            raise TypeError(f"{name} is not a fact of a meeting.")
        setattr(meeting, name, facts[name])
    meeting.act_details = {"changed": changed}


@MEETING.creation(
    may=runs_group,
    hat=Hat.SECRETARIAT,
    label=_("Prepare a meeting of the group"),
    done=_("Meeting of a group prepared"),
)
def plan_group_meeting(group, *, by, starts_at, ends_at, **facts):
    """Enter a meeting of a working group in preparation; who runs the group, and the office, see it (USERS.md 6).

    Raises `Refused` for a group that is not at work, and for a time that has passed or is taken.
    """
    if not group.is_at_work:
        raise Refused(_("This group is not at work. Only an active group meets."))
    move_on(group)
    refuse_impossible_time(starts_at, ends_at, group=group)
    number = next_number(MeetingKind.GROUP, group)
    return Meeting.objects.create(
        slug=f"{group.slug}-{number}"[:40], kind=MeetingKind.GROUP, group=group, number=number,
        starts_at=starts_at, ends_at=ends_at, **facts,
    )  # fmt: skip


def is_on_short_notice(meeting):
    """Whether an extraordinary meeting would be convened today with less than its notice in working days."""
    if meeting.kind != MeetingKind.EXTRAORDINARY or meeting.starts_at < timezone.now():
        return False
    first = working_day_after(timezone.localdate(), Parameter.value_of("extraordinary_notice_wd"))
    return timezone.localtime(meeting.starts_at).date() < first


def lacks_agreement(meeting):
    """Say which co-chair has not agreed to a notice that is shorter than the rule (RULES R6.30)."""
    if not is_on_short_notice(meeting):
        return []
    agreed = set(meeting.short_notices.filter(starts_at=meeting.starts_at).values_list("office", flat=True))
    return [
        gettext("The notice is shorter than %(days)s working days: it needs the agreement of the %(office)s.")
        % {"days": Parameter.value_of("extraordinary_notice_wd"), "office": office.label}
        for office in CO_CHAIR_OFFICES if office not in agreed
    ]  # fmt: skip


@MEETING.move(
    S.DRAFT, to=S.CONVENED, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Convene"), done=_("Meeting convened"), missing=lacks_agreement,
)  # fmt: skip
def convene(meeting, *, by):
    """Call the meeting: from now on the members see it, and the invitation can be circulated."""
    refuse_impossible_time(meeting.starts_at, meeting.ends_at, meeting=meeting)


@MEETING.move(
    S.CONVENED, to=S.POSTPONED, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Postpone"), done=_("Meeting postponed"),
)  # fmt: skip
def put_off(meeting, *, by, reason):
    """Put the meeting off without a new date; call `postpone`, not this."""
    if not reason.strip():
        raise Refused(_("Say why the meeting is postponed: the members will read it."))
    meeting.reason = reason
    _void_replies(meeting)


@MEETING.move(
    S.POSTPONED, to=S.CONVENED, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Convene again"), done=_("Meeting convened again"),
)  # fmt: skip
def convene_again(meeting, *, by, starts_at, ends_at):
    """Give a postponed meeting its new time. The organisations are asked anew whether they attend."""
    refuse_impossible_time(starts_at, ends_at, meeting=meeting)
    _move_registration(meeting, starts_at - meeting.starts_at)
    meeting.starts_at, meeting.ends_at, meeting.moved_at = starts_at, ends_at, timezone.now()
    meeting.version += 1


@MEETING.move(
    S.DRAFT, S.CONVENED, S.POSTPONED, to=S.CANCELLED, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Cancel the meeting"), done=_("Meeting cancelled"),
)  # fmt: skip
def cancel(meeting, *, by, reason):
    """Call the meeting off for good. Decisions on its agenda are proposals again, offered to the next one."""
    if not reason.strip():
        raise Refused(_("Say why the meeting is cancelled: the members will read it."))
    release_all(meeting)
    meeting.reason = reason


def postpone(meeting, *, by, reason, starts_at=None, ends_at=None):
    """Put the meeting off; with a new time it is convened again at once. Answers to the invitation are void."""
    if starts_at is not None:
        refuse_impossible_time(starts_at, ends_at, meeting=meeting)
    with transaction.atomic():
        put_off(meeting, by=by, reason=reason)
        if starts_at is not None:
            convene_again(meeting, by=by, starts_at=starts_at, ends_at=ends_at)


def has_begun(meeting):
    """Whether its time has come, or it was opened before its time."""
    return meeting.starts_at <= timezone.now() or Sitting.objects.filter(meeting=meeting).exists()


def not_started(meeting):
    """Say that a meeting which has not begun cannot have been held; one that was opened in the room has begun."""
    if has_begun(meeting):
        return []
    return [
        gettext("The meeting can be marked as held once it has begun: %(when)s.")
        % {"when": moment(meeting.starts_at)}
    ]


@MEETING.move(
    S.CONVENED, to=S.HELD, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Mark as held"), done=_("Meeting held"), missing=not_started,
)  # fmt: skip
def hold(meeting, *, by):
    """Record that the meeting took place; a clock that still runs stops."""
    stop_the_clock(meeting, timezone.now())
    if meeting.group_id is not None:
        move_on(meeting.group, min(meeting.starts_at, timezone.now()))


def stop_the_clock(meeting, at):
    """End the item and the meeting that run. Who waits at the door is forgotten (RULES R10.67)."""
    Stretch.objects.filter(sitting__meeting=meeting, ended_at__isnull=True).update(ended_at=at)
    ItemInTheRoom.objects.filter(sitting__meeting=meeting).update(is_projected=False)
    running = Sitting.objects.filter(meeting=meeting, ended_at__isnull=True)
    running.update(ended_at=at, beat=F("beat") + 1)
    Arrival.objects.filter(meeting=meeting).delete()


@MEETING.act(
    *AHEAD, may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Invite a guest"), done=_("Guest invited")
)
def invite_guest(meeting, *, by, organisation, items=()):
    """Invite an organisation that is not a member, to all open items or to `items` only. Returns the `Guest`."""
    if bodies_asked(meeting).filter(pk=organisation.pk).exists():
        raise Refused(
            gettext("%(organisation)s is invited already: the meeting is for it.")
            % {"organisation": organisation}
        )
    guest, is_new = Guest.objects.get_or_create(meeting=meeting, organisation=organisation)
    guest.items.set(items)
    meeting.act_details = {"organisation": str(organisation), "is_new": is_new}
    return guest


@MEETING.act(
    *AHEAD, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Withdraw the invitation"), done=_("Invitation of a guest withdrawn"),
)  # fmt: skip
def withdraw_guest(meeting, *, by, guest):
    """Take back the invitation of a guest; it no longer sees the meeting."""
    if guest.meeting_id != meeting.pk:
        raise Refused(_("That guest is invited to another meeting."))
    meeting.act_details = {"organisation": str(guest.organisation)}
    guest.delete()


def possible_guests():
    """The organisations that may be invited as guests: all that are not members."""
    return Organisation.objects.exclude(pk__in=Organisation.objects.with_part(Part.MEMBER).values("pk"))


def _void_replies(meeting):
    """Everybody is asked anew; what stakeholders had written fills their forms, and takes no place."""
    meeting.replies.filter(is_current=True).update(is_current=False)
    answered = meeting.stakeholders.filter(state__in=(StakeholderState.REGISTERED, StakeholderState.DECLINED))
    answered.update(state=StakeholderState.INVITED, answered_at=None, registered_count=0, channel="")


def _move_registration(meeting, later_by):
    """Registration closes as long before the new date as it did before the old one."""
    if later_by:
        Registration.objects.filter(meeting=meeting).update(closes_at=F("closes_at") + later_by)
