"""The overview of working groups, a group's own page, and the acts of its life."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.audit.models import Act
from foundation.core.access import refusals_as_messages
from foundation.documents.files import serve, store_upload
from members.models import Organisation, Parameter
from members.standing import Standing
from members.states import Part
from members.views.acts import act_page, permitted_or_403, versioned_page
from workinggroups.forms import (
    DecisionForm,
    GroupForm,
    ListForm,
    MoveEndForm,
    NothingForm,
    ProposalForm,
    ReasonForm,
    ReopenForm,
    ReportForm,
)
from workinggroups.objectives import title_of
from workinggroups.overview import groups_listed
from workinggroups.states import GroupRole, GroupState, Origin
from workinggroups.views.frame import act_on, crumbs_of, page_of, the_group
from workinggroups.workflow import closing, seats
from workinggroups.workflow import groups as office


@login_required
@require_safe
def group_list(request):
    """All groups that one may see, with who leads, what comes next, and which are quiet."""
    if Standing.of(request.user).person is None:
        raise Http404
    form = ListForm(request.GET)
    form.is_valid()
    days = Parameter.value_of("group_stale_days")
    listed = groups_listed(request.user, form.cleaned_data, days)
    context = {
        "form": form, "groups": listed, "quiet_days": days, "is_narrowed": any(request.GET.values()),
        "may_propose": request.user.has_perm("workinggroups.propose_group"),
        "sees_all": Standing.of(request.user).is_insider or Standing.of(request.user).is_pmt_reader,
    }  # fmt: skip
    return render(request, "workinggroups/group_list.html", context)


@login_required
@require_safe
def group(request, slug):
    """What a group is for, who leads it, what it owes next, and what happened."""
    shown = the_group(request, slug)
    standing = Standing.of(request.user)
    people = list(shown.seats.on().in_order())
    asked = shown.join_requests.open().filter(person=standing.person, origin=Origin.REQUEST).first()
    links = [one for one in _links(request.user, shown) if asked is None or not one.get("joins")]
    context = page_of(
        request, shown,
        asked_to_join=asked, others=[one for one in links if not one["is_main"]],
        leads=[seat for seat in people if seat.leads],
        bodies=_bodies(people),
        coming=shown.deliverables.open().select_related("owner")[:5],
        objectives=[title_of(number) for number in shown.objectives],
        missing=_missing(shown, request.user),
        links=links,
        quiet_days=Parameter.value_of("group_stale_days"),
        # Who did what in a group is for the Network's own people.
        acts=Act.objects.about(shown).open() if standing.is_insider or standing.is_pmt_reader else None,
    )  # fmt: skip
    return render(request, "workinggroups/group.html", context)


def _bodies(people):
    """The organisations of the group, each once: members of the Network, and the others apart."""
    bodies = {seat.organisation_id: seat.organisation for seat in people}
    inside = Organisation.objects.with_part(Part.MEMBER, Part.COORDINATOR).filter(pk__in=bodies)
    members = set(inside.values_list("pk", flat=True))
    return {
        "members": [one for pk, one in bodies.items() if pk in members],
        "partners": [one for pk, one in bodies.items() if pk not in members],
    }


def _missing(shown, user):
    """Why the next step of its life is not open yet, for who takes it (RULES R10.59)."""
    if not user.has_perm("workinggroups.establish", shown):
        return []
    if shown.state == GroupState.PROPOSED:
        return office.establish.what_is_missing(shown)
    ends = shown.days_left is not None and shown.days_left <= Parameter.value_of("group_end_notice_days")
    if shown.is_at_work and (ends or shown.final_report_id):
        return closing.close_group.what_is_missing(shown)
    return []


# Act, address, is it the main one: a button for each act that is open to the reader.
BUTTONS = (
    (office.establish, "group_establish", True), (office.turn_down, "group_turn_down", False),
    (office.propose_again, "group_propose_again", False), (office.edit_group, "group_edit", False),
    (seats.change_lead, "group_lead", False), (office.move_end, "group_move_end", False),
    (office.hand_in_final_report, "group_hand_in", False), (closing.close_group, "group_close", False),
    (closing.reopen_group, "group_reopen", False),
)  # fmt: skip


def _links(user, shown):
    links = [
        {"label": move.label, "url": reverse(f"workinggroups:{name}", args=[shown.slug]), "is_main": is_main}
        for move, name, is_main in BUTTONS
        if move.is_open(user, shown)
    ]
    standing = Standing.of(user)
    is_office = standing.is_secretariat or standing.is_co_chair
    if shown.is_at_work and not is_office and user.has_perm("workinggroups.ask_to_join", shown):
        url = reverse("workinggroups:group_join", args=[shown.slug])
        links.insert(0, {"label": _("Ask to join"), "url": url, "is_main": True, "joins": True})
    own = seats.own_seat(user, shown) if shown.state in (GroupState.PROPOSED, GroupState.ACTIVE) else None
    if own is not None and own.role != GroupRole.LEAD:
        url = reverse("workinggroups:group_leave", args=[shown.slug])
        links.append({"label": seats.leave_group.label, "url": url, "is_main": False})
    return links


@login_required
def group_new(request):
    """Propose a group, with its lead where that is known."""
    permitted_or_403(request, office.propose_group)
    bodies = Organisation.objects.filter(pk__in=Standing.of(request.user).member_organisations)
    form = ProposalForm(request.POST or None, organisations=bodies)
    made = []

    def propose(values):
        lead = values.pop("lead_person", None)
        made.append(office.propose_group(by=request.user, **values))
        if lead is not None:
            _name_the_lead(request, made[0], lead)

    return act_page(
        request, form, propose, title=_("Propose a working group"),
        back=lambda: made[0].get_absolute_url(), leave=reverse("workinggroups:group_list"),
        button=_("Propose"), done=_("The group is proposed. The secretariat records the Network's decision."),
        text=_("A working group is established by a decision of the Network and closed by one, with a final report."),
        crumbs=[
            {"label": _("Working groups"), "url": reverse("workinggroups:group_list")},
            {"label": _("Propose a working group")},
        ],
    )  # fmt: skip


def _name_the_lead(request, made, person):
    """The proposal names who would lead: the seat is given with it, whoever proposes."""
    with refusals_as_messages(request):
        seats.name_first_lead(made, by=request.user, person=person)


@login_required
def group_edit(request, slug):
    shown = the_group(request, slug)
    permitted_or_403(request, office.edit_group, shown)
    return versioned_page(
        request, GroupForm(request.POST or None, instance=shown),
        lambda version, values: office.edit_group(shown, by=request.user, version=version, **values),
        title=_("Edit the group"), back=shown.get_absolute_url(), crumbs=crumbs_of(shown, _("Edit")),
    )  # fmt: skip


def _life(request, slug, move, form, text="", kind=""):
    """One step of a group's life; `form` may be a function of the group."""
    shown = the_group(request, slug)
    return act_on(
        request, shown, move, form(shown) if callable(form) else form, lambda values: move(shown, by=request.user, **values),
        group=shown, back=shown.get_absolute_url(), text=text, kind=kind,
    )  # fmt: skip


@login_required
def group_establish(request, slug):
    return _life(request, slug, office.establish, DecisionForm(request.POST or None))


@login_required
def group_turn_down(request, slug):
    return _life(request, slug, office.turn_down, ReasonForm(request.POST or None), kind="danger")


@login_required
def group_propose_again(request, slug):
    return _life(request, slug, office.propose_again, NothingForm(request.POST or None))


@login_required
def group_move_end(request, slug):
    return _life(
        request, slug, office.move_end,
        lambda shown: MoveEndForm(request.POST or None, initial={"ends_on": shown.ends_on}),
    )  # fmt: skip


@login_required
def group_close(request, slug):
    text = _("The group's pages stay readable: for its partners for 30 days, for the others for good.")
    return _life(request, slug, closing.close_group, DecisionForm(request.POST or None), text)


@login_required
def group_reopen(request, slug):
    text = _("Partners whose seats ended with the group are invited again.")
    return _life(request, slug, closing.reopen_group, ReopenForm(request.POST or None), text)


@login_required
def group_hand_in(request, slug):
    """The final report of the group."""
    shown = the_group(request, slug)

    def hand_in(values):
        stored = store_upload(values["file"], by=request.user)
        office.hand_in_final_report(shown, by=request.user, stored_file=stored)

    return act_on(
        request, shown, office.hand_in_final_report, ReportForm(request.POST or None, request.FILES or None),
        hand_in, group=shown, back=shown.get_absolute_url(), button=_("Hand in"),
        text=_("It is read by everybody who sees the group; the Network's decision to close the group rests on it."),
    )  # fmt: skip


@login_required
@require_safe
def group_report(request, slug):
    """The final report, for who sees the group."""
    shown = the_group(request, slug)
    if shown.final_report is None:
        raise Http404
    return serve(shown.final_report, inline=True, request=request)
