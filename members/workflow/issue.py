"""The member list is shared regularly: numbered, kept as it stood, with what changed since the last one."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.circulation.states import CirculationState
from foundation.circulation.workflow import circulate
from foundation.core.workflow import THE_PORTAL, Refused
from members.access import is_secretariat
from members.calendar import is_working_day
from members.list_changes import entries_of
from members.member_list import read_member_list
from members.models import MemberListIssue, Parameter
from members.workflow.directory import DIRECTORY

JUST_NOW = _("The member list was circulated a moment ago. Look at the circulations.")


def next_issue():
    """The member list that would be circulated now; not saved."""
    today = timezone.localdate()
    number = (MemberListIssue.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    return MemberListIssue(number=number, as_of=today, entries=entries_of(read_member_list(today)))


@DIRECTORY.creation(
    may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Circulate the member list"), done=_("Member list circulated"), automatic=True,
)  # fmt: skip
def circulate_member_list(*, by, letter, note=""):
    """Number and keep the list of today, and send it to everybody on it.

    `letter` is the class of letter that carries it. Raises `Refused` when it went out minutes ago already.
    """
    last = MemberListIssue.objects.select_for_update(of=("self",)).select_related("circulation").first()
    if last and _went_out_just_now(last.circulation):
        raise Refused(JUST_NOW)
    issue = next_issue()
    try:
        with transaction.atomic():
            issue.save()
    except IntegrityError as error:
        raise Refused(JUST_NOW) from error
    issue.circulation = circulate(
        letter(issue), by=by, note=note, hold_minutes=Parameter.value_of("call_back_minutes")
    )
    issue.save()
    return issue


def _went_out_just_now(circulation):
    """One that was called back may go again at once."""
    if circulation is None or circulation.state == CirculationState.CALLED_BACK:
        return False
    return circulation.made_at > timezone.now() - timedelta(minutes=2)


def member_list_is_due(today=None):
    """Say whether the agreed time since the last list has passed (never before the first one went out)."""
    today = today or timezone.localdate()
    last = MemberListIssue.objects.first()
    every = Parameter.value_of("member_list_every_days", today)
    return bool(last and every and today >= last.as_of + timedelta(days=every))


def circulate_member_list_when_due(letter):
    """For the clock: circulate by the portal itself when the list is due; answer the issue or None."""
    if member_list_is_due() and is_working_day(timezone.localdate()):
        return circulate_member_list(by=THE_PORTAL, letter=letter)
    return None
