"""An organisation: its names, its part in the Network, its people and what was done."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundation.audit.changes import with_changes
from foundation.audit.models import Act
from foundation.circulation.workflow import note_opened
from foundation.core.access import visible_or_404
from foundation.core.templatetags.ui import in_language
from members.forms.directory import OrganisationForm, SuccessionForm
from members.member_list import DAYS_A_CONFIRMATION_HOLDS
from members.models import Organisation, Person
from members.standing import Standing
from members.states import CorrectionState, Role
from members.views.acts import act_page, list_crumb, permitted_or_403, versioned_page
from members.workflow import add_organisation, edit_organisation, record_succession

EDITS = ("members.edit_organisation", "members.apply_correction")
EDIT = ["GET", "HEAD", "POST"]


def organisation_crumbs(row, *more):
    """Members, then the organisation, then what is done to it."""
    here = {"label": in_language(row, "acronym"), "url": row.get_absolute_url() if more else ""}
    return [list_crumb(), here, *({"label": label} for label in more)]


@login_required
@require_safe
def organisation(request, slug):
    """The page of one organisation; outsiders see of others no more than the names."""
    row = visible_or_404(Organisation, request.user, slug=slug)
    note_opened(request.user, row)
    standing = Standing.of(request.user)
    reads_all = standing.is_insider or standing.organisation_id == row.pk
    people = Person.objects.visible_to(request.user).filter(organisation=row)
    representations = row.representations.visible_to(request.user).select_related("person")
    participations = row.participations.order_by("-starts_on")
    confirmations = row.confirmations.visible_to(request.user).select_related("by")
    acts = Act.objects.about(row, *participations, *representations, *confirmations).open()
    context = {
        "organisation": row,
        "crumbs": organisation_crumbs(row),
        "reads_all": reads_all,
        "keeps": standing.is_secretariat,
        "represents": row.pk in standing.represents,
        "sets_confirmation": row.pk in standing.member_organisations
        and standing.represents.get(row.pk) == Role.FOCAL_POINT,
        "people": people.order_by(F("left_on").desc(nulls_first=True), "name"),
        "representations": sorted(representations, key=_newest_first),
        "participations": participations,
        "predecessors": row.precessions.select_related("predecessor"),
        "successors": row.successions.select_related("successor"),
        "confirmations": confirmations[:5],
        "is_stale": row.pk in standing.represents and not _confirmed_lately(confirmations),
        "acts": with_changes(acts, row, verbs=EDITS) if reads_all else [],
    }
    return render(request, "members/organisation.html", context)


def _confirmed_lately(confirmations):
    limit = timezone.now() - timedelta(days=DAYS_A_CONFIRMATION_HOLDS)
    return any(row.at > limit for row in confirmations if row.state != CorrectionState.DECLINED)


def _newest_first(row):
    return (row.ends_on is not None, row.role != "focal-point", -row.starts_on.toordinal())


@login_required
@require_http_methods(EDIT)
def organisation_new(request):
    """Add a body to the directory."""
    permitted_or_403(request, add_organisation)
    form = OrganisationForm(request.POST or None, initial={"kind": "un-entity"})
    form.fields.pop("version")
    made = []
    return act_page(
        request, form, lambda values: made.append(add_organisation(by=request.user, **values)),
        title=_("Add an organisation"), back=lambda: made[0].get_absolute_url(), button=_("Add"),
        done=_("The organisation is added. Say now which part it takes and who represents it."),
        crumbs=[list_crumb(), {"label": _("Add an organisation")}],
    )  # fmt: skip


@login_required
@require_http_methods(EDIT)
def organisation_edit(request, slug):
    """Edit names and contact."""
    row = visible_or_404(Organisation, request.user, slug=slug)
    permitted_or_403(request, edit_organisation, row)
    return versioned_page(
        request, OrganisationForm(request.POST or None, instance=row),
        lambda version, values: edit_organisation(row, by=request.user, version=version, **values),
        title=_("Edit %(name)s") % {"name": in_language(row, "acronym")},
        back=row.get_absolute_url(), crumbs=organisation_crumbs(row, _("Edit")),
    )  # fmt: skip


@login_required
@require_http_methods(EDIT)
def succession_new(request, slug):
    """Record which body took over."""
    row = visible_or_404(Organisation, request.user, slug=slug)
    permitted_or_403(request, record_succession, row)
    return act_page(
        request, SuccessionForm(request.POST or None),
        lambda values: record_succession(row, by=request.user, **values),
        title=_("Record a successor"), subtitle=in_language(row), back=row.get_absolute_url(), button=_("Record"),
        done=_("The successor is recorded."), crumbs=organisation_crumbs(row, _("Record a successor")),
    )  # fmt: skip
