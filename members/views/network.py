"""The Network's calendar and its parameters."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundation.audit.models import Act
from foundation.core.access import visible_or_404
from foundation.core.templatetags.ui import in_language
from members.forms.network import PARAMETER_LABELS, HolidayForm
from members.models import Holiday, Parameter
from members.standing import Standing
from members.views.acts import act_page, list_crumb, permitted_or_403
from members.views.organisations import EDIT
from members.workflow import add_holiday, edit_holiday


@login_required
@require_safe
def calendar(request):
    """The days off of a year, as the Network keeps them."""
    today = timezone.localdate()
    years = [day.year for day in Holiday.objects.visible_to(request.user).dates("day", "year")]
    if Standing.of(request.user).person is None:
        raise Http404
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isdecimal() and int(wanted) in years else today.year
    days = Holiday.objects.visible_to(request.user).filter(day__year=year)
    context = {
        "days": days,
        "acts": Act.objects.about(*days).open(),
        "year": year,
        "tabs": [
            {"label": str(one), "url": f"{reverse('members:calendar')}?year={one}", "current": one == year}
            for one in years
        ],
        "keeps": request.user.has_perm("members.edit_holiday"),
        "crumbs": [list_crumb(), {"label": _("Calendar of the Network")}],
    }
    return render(request, "members/calendar.html", context)


def _calendar_crumbs(label):
    return [
        list_crumb(),
        {"label": _("Calendar of the Network"), "url": reverse("members:calendar")},
        {"label": label},
    ]


@login_required
@require_http_methods(EDIT)
def holiday_new(request):
    """Add a day."""
    permitted_or_403(request, add_holiday)
    return act_page(
        request, HolidayForm(request.POST or None), lambda values: add_holiday(by=request.user, **values),
        title=_("Add a day"), back=reverse("members:calendar"), button=_("Add"),
        text=_("Deadlines that are set already stay where they are."),
        done=_("The day is in the calendar."), crumbs=_calendar_crumbs(_("Add a day")),
    )  # fmt: skip


@login_required
@require_http_methods(EDIT)
def holiday_edit(request, pk):
    """Edit a day."""
    row = visible_or_404(Holiday, request.user, pk=pk)
    permitted_or_403(request, edit_holiday, row)
    return act_page(
        request, HolidayForm(request.POST or None, instance=row),
        lambda values: edit_holiday(row, by=request.user, **values),
        title=in_language(row), back=f"{reverse('members:calendar')}?year={row.day.year}", button=_("Save"),
        text=_("Deadlines that are set already stay where they are."),
        done=_("The changes are saved."), crumbs=_calendar_crumbs(in_language(row)),
    )  # fmt: skip


@login_required
@require_safe
def parameters(request):
    """The working methods as numbers: in force, ahead, and before. Only a decision of the Network changes them."""
    rows = list(Parameter.objects.visible_to(request.user).order_by("-since", "-number"))
    if Standing.of(request.user).person is None:
        raise Http404
    context = {
        "keeps": request.user.has_perm("decisions.change_parameter", None),
        "reads_register": request.user.has_perm("decisions.see_register"),
        "parameters": [_parameter(name, rows) for name in Parameter.DEFAULTS],
        "acts": Act.objects.about(*rows).open(),
        "crumbs": [list_crumb(), {"label": _("Parameters")}],
    }
    return render(request, "members/parameters.html", context)


def _parameter(name, rows):
    today = timezone.localdate()
    own = [row for row in rows if row.name == name]
    current = next((row for row in own if row.since <= today), None)
    return {
        "name": name,
        "label": PARAMETER_LABELS[name],
        "value": current.value if current else Parameter.DEFAULTS[name],
        "current": current,
        "history": [row for row in own if row is not current],
    }
