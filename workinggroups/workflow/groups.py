"""The life of a working group.

    proposed ──establish──▶ active ──close──▶ closed
       │  ▲                   ▲                 │
       │  └─propose again─┐   └─────reopen──────┘
       └──turn down──▶ not established

A group is established by a decision of the Network and closed by one, with a final report. The decision is
named by its symbol; the register of decisions, an app above, may point back.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused, Workflow
from members.standing import Standing
from members.workflow.directory import free_slug
from workinggroups.access import is_secretariat, leads, office, represents_a_member, runs
from workinggroups.models import WorkingGroup
from workinggroups.states import GROUP_MAP, GroupKind, GroupRole, GroupState

S = GroupState
GROUP = Workflow("workinggroups", GroupState, GROUP_MAP)


def hat_in_group(user, thing):
    """The hat under which somebody acts in a group: several kinds of people may do the same (RULES R2.6)."""
    standing = Standing.of(user)
    if standing.is_secretariat and not (getattr(thing, "pk", None) and leads.test(user, thing)):
        return Hat.SECRETARIAT
    if standing.is_co_chair and not standing.is_of_a_member:
        return Hat.CO_CHAIR
    return Hat.MEMBER if standing.is_of_a_member else Hat.PARTICIPANT


def move_on(group, at=None):
    """Something happened in the group: it is not quiet. Also for meetings, which an app above knows of."""
    group.active_at = max(group.active_at, at or timezone.now())
    WorkingGroup.objects.filter(pk=group.pk, active_at__lt=group.active_at).update(active_at=group.active_at)


def only_at_work(group):
    """Raise `Refused` unless the group is active."""
    if not group.is_at_work:
        raise Refused(
            _("This group is “%(state)s”: nothing can be added to it.") % {"state": group.get_state_display()}
        )


@GROUP.creation(
    may=office | represents_a_member, hat=hat_in_group,
    label=_("Propose a working group"), done=_("Working group proposed"),
)  # fmt: skip
def propose_group(*, by, slug="", **fields):
    """A member, the secretariat or a co-chair proposes a group. Raises `Refused` where it cannot end or must."""
    _refuse_wrong_end(fields.get("kind"), fields.get("ends_on"), fields.get("ends_event", ""))
    words = fields.get("acronym") or fields["name"]
    return WorkingGroup.objects.create(slug=slug or free_slug(WorkingGroup, words), **fields)


def _refuse_wrong_end(kind, ends_on, ends_event):
    if kind == GroupKind.AD_HOC and not (ends_on or ends_event):
        raise Refused(_("An ad hoc group ends: give its last day, or the event with which it ends."))
    if kind == GroupKind.PERMANENT and (ends_on or ends_event):
        raise Refused(_("A permanent group has no end. Choose “ad hoc”, or take the end away."))


@GROUP.act(
    S.PROPOSED, S.ACTIVE, S.NOT_ESTABLISHED, may=runs, hat=hat_in_group,
    label=_("Edit"), done=_("Facts of the group edited"),
)  # fmt: skip
def edit_group(group, *, by, version, **fields):
    """Change names, purpose, objectives; the end has an act of its own once the group is at work.

    Raises `Stale` when somebody else saved since `version`.
    """
    group.take(version)
    if group.state == S.ACTIVE and {"kind", "ends_on", "ends_event"} & set(fields):
        raise Refused(_("The end of a group that works is moved with a reason. Use “Move the end”."))
    changed = [name for name, value in fields.items() if getattr(group, name) != value]
    for name in changed:
        setattr(group, name, fields[name])
    _refuse_wrong_end(group.kind, group.ends_on, group.ends_event)
    group.act_details = {"changed": changed}


def not_ready_to_begin(group):
    """What keeps a proposed group from being established, in sentences (RULES R10.59)."""
    if not group.seats.filter(role=GroupRole.LEAD).exists():
        yield _("The group has no lead yet: name its lead first.")


@GROUP.move(
    S.PROPOSED, to=S.ACTIVE, may=is_secretariat, hat=Hat.SECRETARIAT, missing=not_ready_to_begin,
    label=_("Record that it is established"), done=_("Established by %(decided_by)s"),
)  # fmt: skip
def establish(group, *, by, decided_by, on):
    """The Network decided to have the group; from then on it works."""
    if not decided_by.strip():
        raise Refused(_("Name the decision that establishes the group."))
    if on > timezone.localdate():
        raise Refused(_("A decision is recorded once it is taken. Correct the date."))
    group.decided_by, group.established_on, group.active_at = decided_by.strip(), on, timezone.now()
    group.act_details = {"decided_by": group.decided_by, "established_on": on.isoformat()}


@GROUP.move(
    S.PROPOSED, to=S.NOT_ESTABLISHED, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Not established"), done=_("Not established"),
)  # fmt: skip
def turn_down(group, *, by, reason):
    """The Network did not take the proposal up; who proposed it reads why."""
    if not reason.strip():
        raise Refused(_("Say why the group is not established: who proposed it reads this."))
    group.reason = reason.strip()


@GROUP.move(
    S.NOT_ESTABLISHED, to=S.PROPOSED, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Propose again"), done=_("Proposed again"),
)  # fmt: skip
def propose_again(group, *, by):
    """The matter comes back."""
    group.reason = ""


@GROUP.act(
    S.ACTIVE, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Move the end"), done=_("End moved from %(was_on)s to %(ends_on)s"),
)  # fmt: skip
def move_end(group, *, by, ends_on, reason):
    """An ad hoc group works longer, or shorter, for a reason."""
    if group.kind != GroupKind.AD_HOC:
        raise Refused(_("A permanent group has no end."))
    if not reason.strip():
        raise Refused(_("Say why the end moves."))
    if ends_on < timezone.localdate():
        raise Refused(_("This day has passed. Choose a day ahead, or close the group."))
    if ends_on == group.ends_on:
        raise Refused(_("This is the end that the group has already. Choose another day."))
    was = group.ends_on.isoformat() if group.ends_on else ""
    group.ends_on, group.act_details = ends_on, {"was_on": was, "ends_on": ends_on.isoformat()}


@GROUP.act(
    S.ACTIVE, may=runs, hat=hat_in_group, label=_("Hand in the final report"), done=_("Final report handed in"),
)  # fmt: skip
def hand_in_final_report(group, *, by, stored_file):
    """The group has done its work: its report goes with the decision that closes it."""
    group.final_report, group.active_at = stored_file, timezone.now()
    group.act_details = {"file": stored_file.name, "sha256": stored_file.sha256}
