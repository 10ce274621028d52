"""The monitor of implementation: for secretariat, co-chairs and readers for the Programme Management Team."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from decisions.exports_monitor import monitor_xlsx
from decisions.exports_register import XLSX
from decisions.monitor import monitor_for
from foundation.documents.files import serve_bytes


@login_required
@require_GET
def monitor(request):
    return render(request, "decisions/monitor.html", _figures(request))


@login_required
@require_GET
def monitor_export(request):
    name = f"UNMN-KG-implementation-{timezone.localdate():%Y-%m-%d}.xlsx"
    return serve_bytes(monitor_xlsx(_figures(request)), name=name, media_type=XLSX)


def _figures(request):
    if not request.user.has_perm("decisions.see_monitor"):
        raise PermissionDenied(
            _("The monitor is for secretariat, co-chairs and readers of the Programme Management Team.")
        )
    return monitor_for(request.user)
