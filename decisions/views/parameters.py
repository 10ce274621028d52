"""Working methods of the Network, changed by a decision from its register (RULES part 2)."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from decisions.forms_register import ParameterForm
from decisions.workflow.parameters import change_parameter
from members.standing import Standing
from members.views.acts import act_page, list_crumb


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def parameter_change(request):
    """Choose the decision and what it changes; `?decision=` comes from the page of a decision."""
    if not Standing.of(request.user).is_secretariat:
        raise PermissionDenied(_("You may not do this. Ask the secretariat if you think that you should."))
    initial = {"decision": request.GET.get("decision")}
    form = ParameterForm(request.POST or None, user=request.user, initial=initial)
    return act_page(
        request, form, lambda values: _change(request, **values), title=_("Change a working method"),
        back=reverse("members:parameters"), button=_("Record the change"), done=_("The change is recorded."),
        text=_("Deadlines that are set already stay where they are. The history keeps what was in force."),
        crumbs=[
            list_crumb(), {"label": _("Parameters"), "url": reverse("members:parameters")},
            {"label": _("Change a working method")},
        ],
    )  # fmt: skip


def _change(request, *, decision, **values):
    change_parameter(decision, by=request.user, **values)
