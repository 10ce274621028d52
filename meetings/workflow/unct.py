"""UNCT meetings, and our meetings beside them: when theirs moves, the secretariat is asked before ours does."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.moments import moment
from foundation.core.workflow import Refused, Workflow
from meetings.access_cadence import is_secretariat
from meetings.models import Beside, UnctMeeting, UnctSource
from meetings.states import MeetingState
from meetings.workflow.meeting import AHEAD, MEETING, edit_meeting, postpone

UNCT = Workflow("meetings")


@UNCT.creation(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Add a UNCT meeting"), done=_("UNCT meeting added")
)
def add_unct_meeting(*, by, starts_at, **facts):
    """Enter a date of the UNCT by hand."""
    if starts_at < timezone.now():
        raise Refused(
            gettext("%(when)s has passed. Enter a date that is still ahead.") % {"when": moment(starts_at)}
        )
    return UnctMeeting.objects.create(starts_at=starts_at, **facts)


@UNCT.act(may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Edit"), done=_("UNCT meeting changed"))
def edit_unct_meeting(unct, *, by, **facts):
    """Correct a date that is kept by hand; one of our meetings beside it waits for a word first."""
    if unct.uid:
        raise Refused(_("This date comes from the UNCT calendar. It changes there."))
    for name, value in facts.items():
        setattr(unct, name, value)


@UNCT.act(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("It does not take place"),
    done=_("UNCT meeting does not take place"),
)  # fmt: skip
def drop_unct_meeting(unct, *, by):
    """Record that a UNCT meeting does not take place; the row stays for our meetings beside it."""
    if unct.vanished_at is not None:
        raise Refused(_("This is recorded already."))
    unct.vanished_at = timezone.now()


@UNCT.creation(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Read the dates from a calendar"),
    done=_("Address of the UNCT calendar changed"),
)  # fmt: skip
def set_unct_source(*, by, address, only_with=""):
    """Say from which address the dates are read; an empty one ends it. Returns the `UnctSource`."""
    source, _is_new = UnctSource.objects.get_or_create(is_only=True)
    source.address, source.only_with = address.strip(), only_with.strip()
    source.problem, source.server_said, source.checked_at = "", "", None
    source.save()
    return source


@UNCT.act(
    may=is_secretariat, hat=Hat.PORTAL, label=_("Take over the dates"), done=_("UNCT calendar read"),
    automatic=True,
)  # fmt: skip
def take_unct_dates(source, *, by, found):
    """Take over what was read: `found` gives uid → facts. Dates ahead that are no longer there have vanished."""
    source.checked_at, source.problem, source.server_said = timezone.now(), "", ""
    known = {row.uid: row for row in UnctMeeting.objects.exclude(uid="").select_for_update()}
    changed = [uid for uid, facts in found.items() if _take(known.get(uid), uid, facts)]
    gone = (
        UnctMeeting.objects.exclude(uid="")
        .exclude(uid__in=found)
        .filter(starts_at__gte=timezone.now(), vanished_at__isnull=True)
    )
    source.act_details = {"changed": len(changed), "vanished": gone.update(vanished_at=timezone.now())}


def _take(row, uid, facts):
    """Write one date; says whether anything changed."""
    if row is None:
        UnctMeeting.objects.create(uid=uid, **facts)
        return True
    before = {name: getattr(row, name) for name in facts}
    if before == facts and row.vanished_at is None:
        return False
    for name, value in facts.items():
        setattr(row, name, value)
    row.vanished_at = None
    row.save()
    return True


@MEETING.act(
    *AHEAD, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Put beside a UNCT meeting"),
    done=_("Put beside a UNCT meeting"),
)  # fmt: skip
def stand_beside(meeting, *, by, unct):
    """Put our meeting beside a UNCT meeting, or beside none (`unct=None`): its date is watched from now on."""
    Beside.objects.filter(meeting=meeting).delete()
    meeting.beside = meeting.beside_ru = meeting.beside_ky = ""
    if unct is not None:
        if unct.vanished_at is not None:
            raise Refused(_("That UNCT meeting does not take place. Choose another one."))
        Beside.objects.create(meeting=meeting, unct=unct, unct_starts_at=unct.starts_at)
        _say_beside(meeting, unct)


@MEETING.act(
    *AHEAD, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Keep our date"),
    done=_("Date kept although the UNCT meeting changed"),
)  # fmt: skip
def keep_our_date(meeting, *, by):
    """Answer the question: ours stays. Beside a UNCT meeting that is no longer on it stands no more."""
    beside = Beside.objects.select_related("unct").filter(meeting=meeting).first()
    if beside is None or not beside.is_open_question:
        raise Refused(_("Nothing waits for an answer here."))
    if beside.is_vanished:
        stand_beside(meeting, by=by, unct=None)
        return
    Beside.objects.filter(pk=beside.pk).update(unct_starts_at=beside.unct.starts_at)
    _say_beside(meeting, beside.unct)


def _say_beside(meeting, unct):
    """Write beside which meeting ours stands, with its hour as readers of each language say it."""
    for name, code in (("beside", "en"), ("beside_ru", "ru"), ("beside_ky", "ky")):
        setattr(meeting, name, f"{unct.title}, {moment(unct.starts_at, code)}"[:200])


def move_our_date(meeting, *, by, starts_at, ends_at, reason):
    """Answer the question: ours moves too. A convened meeting is convened anew, one in preparation just changes."""
    with transaction.atomic():
        if meeting.state == MeetingState.DRAFT:
            edit_meeting(meeting, by=by, expected=meeting.version, starts_at=starts_at, ends_at=ends_at)
        else:
            postpone(meeting, by=by, reason=reason, starts_at=starts_at, ends_at=ends_at)
        keep_our_date(meeting, by=by)


def same_distance(beside):
    """When ours would be if it kept its distance to the UNCT meeting; None where that one vanished."""
    if beside.is_vanished:
        return None
    return beside.meeting.starts_at + (beside.unct.starts_at - beside.unct_starts_at)
