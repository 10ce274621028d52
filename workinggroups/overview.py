"""The list of groups with what is to be known of each at a glance; the same few questions for any number."""

from datetime import timedelta

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from members.standing import Standing
from workinggroups.models import Deliverable, Seat, WorkingGroup
from workinggroups.states import LEADING, RANK, GroupState


def groups_listed(user, wanted, quiet_days):
    """The groups that `user` may see, narrowed by `wanted` (q, state, kind, only), those at work first."""
    rows = _narrowed(WorkingGroup.objects.visible_to(user), user, wanted, quiet_days)
    owed = Deliverable.objects.open().filter(group=OuterRef("pk")).order_by("due_on")
    seated = Seat.objects.on().filter(group=OuterRef("pk")).order_by().values("group")
    leads = Seat.objects.on().filter(role__in=LEADING).select_related("organisation", "person")
    rows = rows.annotate(
        next_due=Subquery(owed.values("due_on")[:1]),
        bodies=Coalesce(Subquery(seated.annotate(n=Count("organisation", distinct=True)).values("n")), 0),
    ).prefetch_related(Prefetch("seats", queryset=leads, to_attr="leads_now"))
    mine = Standing.of(user).groups
    listed = list(rows)
    for group in listed:
        group.is_mine = group.pk in mine
        group.quiet = group.is_quiet(quiet_days)
        group.is_late = group.next_due is not None and group.next_due < timezone.localdate()
        group.leads_now.sort(key=lambda seat: RANK[seat.role])
    order = {state: number for number, state in enumerate(
        (GroupState.ACTIVE, GroupState.PROPOSED, GroupState.CLOSED, GroupState.NOT_ESTABLISHED)
    )}  # fmt: skip
    return sorted(listed, key=lambda group: (order[group.state], not group.is_mine, group.name))


def _narrowed(rows, user, wanted, quiet_days):
    if wanted.get("q"):
        words = wanted["q"]
        rows = rows.filter(
            Q(name__icontains=words) | Q(name_ru__icontains=words) | Q(name_ky__icontains=words)
            | Q(acronym__icontains=words) | Q(purpose__icontains=words)
        )  # fmt: skip
    if wanted.get("state"):
        rows = rows.filter(state=wanted["state"])
    if wanted.get("kind"):
        rows = rows.filter(kind=wanted["kind"])
    if wanted.get("only") == "mine":
        rows = rows.filter(pk__in=list(Standing.of(user).groups))
    if wanted.get("only") == "quiet":
        rows = rows.quiet_since(timezone.now() - timedelta(days=quiet_days))
    return rows
