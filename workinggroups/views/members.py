"""Who sits in a group: the list, its files, and the acts on seats."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.documents.files import serve_bytes
from members.models import Person
from members.standing import Standing
from workinggroups import exports
from workinggroups.forms import EndSeatForm, LeadForm, NothingForm, SeatForm
from workinggroups.models import JoinRequest
from workinggroups.states import GroupState
from workinggroups.views.frame import act_on, page_of, the_group
from workinggroups.workflow import seats


@login_required
@require_safe
def group_members(request, slug):
    """Everybody who sits in the group today, who is asked, who sat in it before."""
    group = the_group(request, slug)
    rows = list(group.seats.on().in_order())
    asked = JoinRequest.objects.visible_to(request.user).filter(group=group).open()
    in_office = Standing.of(request.user)
    is_open = group.state in (GroupState.PROPOSED, GroupState.ACTIVE)
    context = page_of(
        request, group, _("Members"), seats=rows, with_contacts=sees_contacts(request.user, group),
        known=set(Person.objects.visible_to(request.user).filter(
            pk__in=[seat.person_id for seat in rows if seat.person_id]
        ).values_list("pk", flat=True)),
        asked=asked.select_related("person", "organisation"),
        former=group.seats.exclude(pk__in=[row.pk for row in rows]).in_order() if in_office.is_insider else [],
        may_seat=is_open and request.user.has_perm("workinggroups.seat", group),
        may_end=is_open and request.user.has_perm("workinggroups.end_seat", group),
        may_invite=group.is_at_work and request.user.has_perm("workinggroups.invite_into_group", group),
        own=seats.own_seat(request.user, group) if is_open else None,
    )  # fmt: skip
    return render(request, "workinggroups/members.html", context)


def sees_contacts(user, group):
    """Addresses and telephones: for the group's people of the Network and the office, not for its partners."""
    return Standing.of(user).is_insider or (
        Standing.of(user).is_of_a_member and user.has_perm("workinggroups.see_space", group)
    )


def _listed(request, slug):
    group = the_group(request, slug)
    return group, list(group.seats.on().in_order()), sees_contacts(request.user, group)


@login_required
@require_safe
def group_members_pdf(request, slug):
    group, rows, with_contacts = _listed(request, slug)
    language = get_language()
    data = exports.members_pdf(group, rows, language=language, with_contacts=with_contacts)
    name = exports.name_of(group, "members", language, "pdf")
    return serve_bytes(data, name=name, media_type=exports.PDF, inline=True)


@login_required
@require_safe
def group_members_xlsx(request, slug):
    group, rows, with_contacts = _listed(request, slug)
    data = exports.members_xlsx(group, rows, with_contacts=with_contacts)
    name = exports.name_of(group, "members", get_language(), "xlsx")
    return serve_bytes(data, name=name, media_type=exports.XLSX)


def _back(group):
    return reverse("workinggroups:group_members", args=[group.slug])


@login_required
def seat_new(request, slug):
    """Seat somebody as the Network decided."""
    group = the_group(request, slug)
    return act_on(
        request, group, seats.seat, SeatForm(request.POST or None),
        lambda values: seats.seat(group, by=request.user, **values),
        group=group, back=_back(group), done=_("The seat is given."),
        text=_("For what the Network decided. To ask somebody first, invite them."),
    )  # fmt: skip


@login_required
def seat_end(request, slug, pk):
    group = the_group(request, slug)
    row = get_object_or_404(group.seats.select_related("person", "organisation"), pk=pk)
    return act_on(
        request, group, seats.end_seat, EndSeatForm(request.POST or None),
        lambda values: seats.end_seat(group, by=request.user, seat=row, **values),
        group=group, back=_back(group), done=_("The seat has its last day."), kind="danger",
        title=_("End the seat of %(name)s") % {"name": row.person or row.organisation}, button=_("End the seat"),
    )  # fmt: skip


@login_required
def group_leave(request, slug):
    """Leave; who is a partner of this group only sees nothing of it any more."""
    group = the_group(request, slug)
    return act_on(
        request, group, seats.leave_group, NothingForm(request.POST or None),
        lambda values: seats.leave_group(group, by=request.user),
        group=group, back=reverse("workinggroups:group_list"), done=_("Today is your last day in the group."),
        text=_("Today is then your last day in the group. To come back, ask to join or be invited."), kind="danger",
    )  # fmt: skip


@login_required
def group_lead(request, slug):
    group = the_group(request, slug)
    return act_on(
        request, group, seats.change_lead, LeadForm(request.POST or None),
        lambda values: seats.change_lead(
            group, by=request.user, organisation=values["person"].organisation, **values
        ),
        group=group, back=_back(group), done=_("The lead is handed over."),
        text=_("The predecessor's last day as lead is the day before."),
    )  # fmt: skip
