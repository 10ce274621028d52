"""How a group ends: by a decision, with a final report; and how it is opened again."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from foundation.audit.states import Hat
from foundation.core.moments import short_day
from foundation.core.workflow import THE_PORTAL, Refused
from workinggroups.access import is_secretariat
from workinggroups.states import GroupRole, GroupState, JoinState
from workinggroups.workflow.groups import GROUP
from workinggroups.workflow.joining import withdraw_joining

S = GroupState
PARTNERS_READ_ON = timedelta(days=30)


def not_ready_to_close(group):
    """What keeps a group from being closed, in sentences (RULES R10.59)."""
    if group.final_report_id is None:
        yield _("The final report is not handed in yet.")
    owed = group.deliverables.open().count()
    if owed:
        yield ngettext(
            "%(count)d deliverable is still owed: deliver it or drop it.",
            "%(count)d deliverables are still owed: deliver them or drop them.",
            owed,
        ) % {"count": owed}


@GROUP.move(
    S.ACTIVE, to=S.CLOSED, may=is_secretariat, hat=Hat.SECRETARIAT, missing=not_ready_to_close,
    label=_("Record that it is closed"), done=_("Closed by %(decided_by)s"),
)  # fmt: skip
def close_group(group, *, by, decided_by, on):
    """The Network closed the group. Its space can be read on: by partners for 30 days, by the others for good."""
    if not decided_by.strip():
        raise Refused(_("Name the decision that closes the group."))
    if on > timezone.localdate() or on < group.established_on:
        raise Refused(
            _("The group was established on %(day)s. Choose a day from then until today.")
            % {"day": short_day(group.established_on)}
        )
    group.closed_by, group.closed_on = decided_by.strip(), on
    group.act_details = {"decided_by": group.closed_by, "closed_on": on.isoformat()}
    last = timezone.localdate() + PARTNERS_READ_ON
    for seat in group.seats.on().filter(role__in=(GroupRole.PARTNER, GroupRole.OBSERVER)):
        if seat.ends_on is None or seat.ends_on > last:
            seat.ends_on = last
            seat.save()
    for joining in group.join_requests.filter(state=JoinState.OPEN):
        withdraw_joining(joining, by=THE_PORTAL)


@GROUP.move(
    S.CLOSED, to=S.ACTIVE, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Reopen"), done=_("Reopened by %(decided_by)s"),
)  # fmt: skip
def reopen_group(group, *, by, decided_by, reason):
    """The Network decided to take the work up again; partners whose seats ended are invited anew."""
    if not decided_by.strip() or not reason.strip():
        raise Refused(_("Name the decision, and say why the group works again."))
    group.closed_on, group.closed_by, group.active_at = None, "", timezone.now()
    group.act_details = {"decided_by": decided_by.strip()}
