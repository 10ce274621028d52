"""Parts, roles and offices: begun, handed over, ended."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundation.audit.models import Act
from foundation.core.access import visible_or_404
from foundation.core.templatetags.ui import in_language
from members.forms.roles import AppointmentForm, EndForm, HandOverForm, ParticipationForm, RepresentationForm
from members.models import Appointment, Organisation, Participation, Person, Representation
from members.states import Office, Role
from members.views.acts import act_page, list_crumb, permitted_or_403
from members.views.organisations import EDIT, organisation_crumbs
from members.workflow import (
    appoint,
    begin_participation,
    begin_representation,
    end_appointment,
    end_participation,
    end_representation,
    hand_over_office,
    hand_over_representation,
)


@login_required
@require_http_methods(EDIT)
def participation_begin(request, slug):
    """An organisation begins to take a part."""
    row = visible_or_404(Organisation, request.user, slug=slug)
    permitted_or_403(request, begin_participation, row)
    return act_page(
        request, ParticipationForm(request.POST or None),
        lambda values: begin_participation(row, by=request.user, **values),
        title=_("Begin to take part"), subtitle=in_language(row), back=row.get_absolute_url(), button=_("Record"),
        done=_("The part is recorded."), crumbs=organisation_crumbs(row, _("Begin to take part")),
    )  # fmt: skip


@login_required
@require_http_methods(EDIT)
def participation_end(request, pk):
    """An organisation's part ends."""
    row = visible_or_404(Participation, request.user, pk=pk)
    permitted_or_403(request, end_participation, row)
    back = row.organisation.get_absolute_url()
    return act_page(
        request, EndForm(request.POST or None),
        lambda values: end_participation(row, by=request.user, **values),
        title=_("End taking part"), subtitle=f"{in_language(row.organisation)}, {row.get_part_display()}",
        back=back, button=_("Record the last day"), kind="danger",
        done=_("The last day is recorded."), crumbs=organisation_crumbs(row.organisation, _("End taking part")),
    )  # fmt: skip


@login_required
@require_http_methods(EDIT)
def representation_begin(request, slug):
    """Somebody becomes focal point or alternate."""
    row = visible_or_404(Organisation, request.user, slug=slug)
    permitted_or_403(request, begin_representation, row)
    form = RepresentationForm(request.POST or None, initial=_missing_role(row))
    own = form.fields["person"].queryset.filter(organisation=row)
    form.fields["person"].queryset = own
    return act_page(
        request, form, lambda values: begin_representation(row, by=request.user, **values),
        title=_("Appoint a representative"), subtitle=in_language(row), back=row.get_absolute_url(),
        button=_("Appoint"), done=_("The role is recorded."),
        text="" if own.exists() else _("Nobody of this organisation is in the directory yet. Add the person first."),
        crumbs=organisation_crumbs(row, _("Appoint a representative")),
    )  # fmt: skip


def _missing_role(organisation):
    has_focal_point = organisation.representations.on().filter(role=Role.FOCAL_POINT).exists()
    return {"role": Role.ALTERNATE if has_focal_point else Role.FOCAL_POINT}


@login_required
@require_http_methods(EDIT)
def representation_end(request, pk):
    """Somebody stops representing the organisation."""
    row = visible_or_404(Representation, request.user, pk=pk)
    permitted_or_403(request, end_representation, row)
    return act_page(
        request, EndForm(request.POST or None),
        lambda values: end_representation(row, by=request.user, **values),
        title=_("End the role"), subtitle=_who_is_what(row), back=row.organisation.get_absolute_url(),
        button=_("Record the last day"), kind="danger", done=_("The last day is recorded."),
        crumbs=organisation_crumbs(row.organisation, _("End the role")),
    )  # fmt: skip


@login_required
@require_http_methods(EDIT)
def representation_hand_over(request, pk):
    """A focal point or an alternate hands over to a successor."""
    row = visible_or_404(Representation, request.user, pk=pk)
    permitted_or_403(request, hand_over_representation, row)
    form = HandOverForm(request.POST or None)
    people = form.fields["to"].queryset.filter(organisation=row.organisation)
    form.fields["to"].queryset = people.exclude(pk=row.person_id)
    return act_page(
        request, form, lambda values: hand_over_representation(row, by=request.user, **values),
        title=_("Hand over"), subtitle=_who_is_what(row), back=lambda: _pack_of(row),
        button=_("Hand over"), done=_("The handover is recorded. See here what is to be moved."),
        crumbs=organisation_crumbs(row.organisation, _("Hand over")),
    )  # fmt: skip


def _pack_of(row):
    """The page of the handover that was just recorded."""
    return row.person.handovers_given.latest("made_at").get_absolute_url()


def _who_is_what(row):
    return f"{in_language(row.person)}, {row.get_role_display()}"


@login_required
@require_safe
def office_list(request):
    """Who holds the offices of the Network, who held them, who will."""
    people = Person.objects.visible_to(request.user)
    rows = Appointment.objects.filter(person__in=people).select_related("person__organisation")
    rows = rows.order_by("-starts_on", "pk")
    offices = [
        {"label": office.label, "rows": [row for row in rows if row.office == office]} for office in Office
    ]
    context = {
        "offices": [office for office in offices if office["rows"]],
        "acts": Act.objects.about(*rows).open(),
        "keeps": request.user.has_perm("members.keep_directory"),
        "today": timezone.localdate(),
        "crumbs": [list_crumb(), {"label": _("Offices of the Network")}],
    }
    return render(request, "members/office_list.html", context)


@login_required
@require_http_methods(EDIT)
def appointment_begin(request):
    """Somebody gets an office, or stands in for its holder; `?person=` fills in who."""
    permitted_or_403(request, appoint)
    chosen = Person.objects.visible_to(request.user).filter(slug=request.GET.get("person", "")).first()
    form = AppointmentForm(request.POST or None, initial={"person": chosen})
    return act_page(
        request, form, lambda values: appoint(values.pop("person"), by=request.user, **values),
        title=_("Appoint to an office"), back=reverse("members:office_list"), button=_("Appoint"),
        done=_("The appointment is recorded."), crumbs=_office_crumbs(_("Appoint to an office")),
        text=_("When somebody takes over an office, use “Hand over” beside its holder."),
    )  # fmt: skip


@login_required
@require_http_methods(EDIT)
def appointment_end(request, pk):
    """An office ends."""
    row = visible_or_404(Appointment, request.user, pk=pk)
    permitted_or_403(request, end_appointment, row)
    return act_page(
        request, EndForm(request.POST or None),
        lambda values: end_appointment(row, by=request.user, **values),
        title=_("End the office"), subtitle=_who_holds_what(row), back=reverse("members:office_list"),
        button=_("Record the last day"), kind="danger", done=_("The last day is recorded."),
        crumbs=_office_crumbs(_("End the office")),
    )  # fmt: skip


@login_required
@require_http_methods(EDIT)
def appointment_hand_over(request, pk):
    """An office goes to a successor."""
    row = visible_or_404(Appointment, request.user, pk=pk)
    permitted_or_403(request, hand_over_office, row)
    form = HandOverForm(request.POST or None)
    form.fields["to"].queryset = form.fields["to"].queryset.exclude(pk=row.person_id)
    return act_page(
        request, form, lambda values: hand_over_office(row, by=request.user, **values),
        title=_("Hand over"), subtitle=_who_holds_what(row), back=lambda: _pack_of(row),
        button=_("Hand over"), done=_("The handover is recorded. See here what is to be moved."),
        crumbs=_office_crumbs(_("Hand over")),
    )  # fmt: skip


def _who_holds_what(row):
    return f"{in_language(row.person)}, {row.get_office_display()}"


def _office_crumbs(label):
    offices = {"label": _("Offices of the Network"), "url": reverse("members:office_list")}
    return [list_crumb(), offices, {"label": label}]
