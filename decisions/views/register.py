"""The register of decisions: found, narrowed, as of a day, exported."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET

from decisions import exports_decision
from decisions import exports_register as exports
from decisions.models import Decision
from decisions.reading_register import as_shown, register_for, title_of
from foundation.core.access import visible_or_404
from foundation.documents.files import serve, serve_bytes

PAGE = 25
# The first line of the filter; the rest stands behind “More”.
ABOVE = ("q", "state", "year", "order")


@login_required
@require_GET
def decision_list(request):
    register = register_for(request.user, request.GET)
    page = Paginator(register.qs, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": register,
        "above": [register.form[name] for name in ABOVE],
        "below": [register.form[name] for name in register.form.fields if name not in ABOVE],
        "page": page,
        "decisions": as_shown(page, register),
        "title": title_of(register),
        "address": request.build_absolute_uri(),
    }
    return render(request, "decisions/decision_list.html", context)


@login_required
@require_GET
def decision_list_xlsx(request):
    register = register_for(request.user, request.GET)
    if not register.form.is_valid():
        return _said_on_the_page(request)
    return serve_bytes(
        exports.register_xlsx(register), name=exports.name_of(register, "xlsx"), media_type=exports.XLSX
    )


@login_required
@require_GET
def decision_list_pdf(request):
    register = register_for(request.user, request.GET)
    if not register.form.is_valid():
        return _said_on_the_page(request)
    data, name = exports.register_pdf(register), exports.name_of(register, "pdf")
    return serve_bytes(data, name=name, media_type=exports.PDF, inline=True)


def _said_on_the_page(request):
    """A file of something else than was asked for helps nobody: the list says what is wrong with the filter."""
    return redirect(f"{reverse('decisions:decision_list')}?{request.GET.urlencode()}")


@login_required
@require_GET
def decision_by_symbol(request):
    """Go to the decision that bears a symbol, where something names it by its symbol only."""
    symbol = request.GET.get("symbol", "")
    if not symbol:
        raise Http404
    return redirect(visible_or_404(Decision, request.user, symbol=symbol))


@login_required
@require_GET
def decision_pdf(request, pk):
    """One decision as a document, in the language of the page or in that of `?language=`."""
    shown = visible_or_404(Decision, request.user, pk=pk)
    language = _language_of(request)
    if shown.is_taken:
        return serve(exports_decision.kept_pdf(shown, language), inline=True, request=request)
    data, name = exports_decision.decision_pdf(shown, language), exports_decision.name_of(shown, language)
    return serve_bytes(data, name=name, media_type=exports.PDF, inline=True)


def _language_of(request):
    wanted = request.GET.get("language", "")
    return wanted if wanted in dict(settings.LANGUAGES) else (translation.get_language() or "en")[:2]
