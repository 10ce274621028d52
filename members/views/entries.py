"""An organisation's own entry: confirmed or corrected by its focal point, answered by the secretariat."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.core.access import refusals_as_messages, visible_or_404
from members.forms.entry import AnswerForm, EntryForm, EntryPersonForm
from members.letters import CorrectionAnswered, CorrectionProposed
from members.models import EntryConfirmation, Organisation, Person
from members.states import CorrectionState
from members.views.acts import act_page, list_crumb, permitted_or_403
from members.views.organisations import EDIT, organisation_crumbs
from members.workflow import apply_correction, confirm_entry, decline_correction, propose_correction


@login_required
@require_http_methods(EDIT)
def entry_confirm(request, slug):
    """One's own entry as a form: right as it is, or corrected in place and sent to the secretariat."""
    row = visible_or_404(Organisation, request.user, slug=slug)
    permitted_or_403(request, confirm_entry, row)
    people = Person.objects.filter(representations__in=row.representations.on()).distinct()
    form = EntryForm(request.POST or None, instance=row)
    person_forms = [EntryPersonForm(request.POST or None, instance=one, prefix=one.slug) for one in people]
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in person_forms)]):
        corrections = form.corrections()
        for one in person_forms:
            corrections |= one.corrections()
        with refusals_as_messages(request) as refusals:
            propose_correction(
                row, by=request.user, corrections=corrections, note=form.cleaned_data["note"],
                letter=CorrectionProposed,
            )  # fmt: skip
        if not refusals:
            messages.success(
                request, _("Your correction is with the secretariat; you will be told what came of it.")
            )
            return redirect(row.get_absolute_url())
    waiting = row.confirmations.filter(state=CorrectionState.PROPOSED).select_related("by").first()
    context = {
        "organisation": row, "form": form, "person_forms": person_forms, "waiting": waiting,
        "latest": row.confirmations.exclude(state=CorrectionState.DECLINED).select_related("by").first(),
        "crumbs": organisation_crumbs(row, _("Our entry")),
    }  # fmt: skip
    return render(request, "members/entry_confirm.html", context)


@login_required
@require_POST
def entry_is_correct(request, slug):
    """The entry is right as it stands."""
    row = visible_or_404(Organisation, request.user, slug=slug)
    with refusals_as_messages(request) as refusals:
        confirm_entry(row, by=request.user)
    if not refusals:
        messages.success(request, _("Thank you. The entry is confirmed as of today."))
    return redirect(row.get_absolute_url())


@login_required
@require_safe
def correction_list(request):
    """Corrections that wait for the secretariat, with what is and what would be."""
    permitted_or_403(request, apply_correction)
    waiting = EntryConfirmation.objects.visible_to(request.user).filter(state=CorrectionState.PROPOSED)
    waiting = list(waiting.select_related("organisation", "by__organisation").order_by("at"))
    slugs = {key.rpartition(".")[0] for row in waiting for key in row.corrections if "." in key}
    people = {person.slug: person for person in Person.objects.filter(slug__in=slugs)}
    context = {
        "corrections": [{"row": row, "changes": _changes(row, people)} for row in waiting],
        "crumbs": [list_crumb(), {"label": _("Corrections proposed")}],
    }
    return render(request, "members/correction_list.html", context)


def _changes(confirmation, people):
    found = []
    for key, wanted in confirmation.corrections.items():
        slug, _dot, field = key.rpartition(".")
        subject = people.get(slug) if slug else confirmation.organisation
        if subject is not None:
            label = type(subject)._meta.get_field(field).verbose_name
            found.append(
                {"of": str(subject), "label": label, "now": getattr(subject, field), "wanted": wanted}
            )
    return found


@login_required
@require_POST
def correction_apply(request, pk):
    """Write the correction into the directory."""
    row = visible_or_404(EntryConfirmation, request.user, pk=pk)
    with refusals_as_messages(request) as refusals:
        apply_correction(row, by=request.user, letter=CorrectionAnswered)
    if not refusals:
        messages.success(request, _("The correction is applied, and who proposed it is told."))
    return redirect("members:correction_list")


@login_required
@require_http_methods(EDIT)
def correction_decline(request, pk):
    """Leave the entry as it is, with the reason."""
    row = visible_or_404(EntryConfirmation, request.user, pk=pk)
    permitted_or_403(request, decline_correction, row)
    back = reverse("members:correction_list")
    return act_page(
        request, AnswerForm(request.POST or None),
        lambda values: decline_correction(row, by=request.user, letter=CorrectionAnswered, **values),
        title=_("Decline the correction"), subtitle=str(row.organisation), back=back, button=_("Decline"),
        kind="danger", done=_("The correction is declined, and who proposed it is told."),
        crumbs=[list_crumb(), {"label": _("Corrections proposed"), "url": back}, {"label": _("Decline")}],
    )  # fmt: skip
