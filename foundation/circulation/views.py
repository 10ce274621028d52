"""The secretariat's pages of what was sent to whom; everybody else gets 404 (RULES R8.44)."""

from datetime import timedelta
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foundation.audit.models import Act
from foundation.circulation import workflow
from foundation.circulation.access import may_circulate
from foundation.circulation.filters import CirculationFilter
from foundation.circulation.forms import AddressForm
from foundation.circulation.models import Circulation, Delivery
from foundation.circulation.pages import LetterShown
from foundation.circulation.states import DeliveryState
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.documents import files

PER_PAGE = 30


def for_the_secretariat(view):
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_circulate(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_the_secretariat
def circulation_list(request):
    rows = Circulation.objects.visible_to(request.user).with_counts().select_related("made_by")
    chosen = CirculationFilter(request.GET, queryset=rows)
    page = Paginator(chosen.qs, PER_PAGE).get_page(request.GET.get("page"))
    crumbs = [{"label": _("Circulations")}]
    return render(
        request, "circulation/circulation_list.html", {"page": page, "filter": chosen, "crumbs": crumbs}
    )


@for_the_secretariat
def circulation(request, pk):
    one = visible_or_404(
        Circulation, request.user, pk=pk,
        queryset=Circulation.objects.with_counts().select_related("made_by", "about_type"),
    )  # fmt: skip
    # A poll draws the table alone.
    template = "circulation/circulation.html" + ("#status" if request.htmx else "")
    return render(request, template, _about(request, one))


@for_the_secretariat
@require_POST
def circulation_call_back(request, pk):
    one = visible_or_404(Circulation, request.user, pk=pk)
    with refusals_as_messages(request) as refusals, transaction.atomic():
        for mailing in (one, *one.made_together()):
            workflow.call_back(mailing, by=request.user)
    if not refusals:
        messages.success(request, _("Called back. Nobody has received this letter."))
    return redirect(one)


@for_the_secretariat
@require_POST
def circulation_release(request, pk):
    one = visible_or_404(Circulation, request.user, pk=pk)
    with refusals_as_messages(request), transaction.atomic():
        for mailing in (one, *one.made_together()):
            workflow.release(mailing, by=request.user)
    return redirect(one)


@for_the_secretariat
@require_POST
def circulation_send_again(request, pk):
    one = visible_or_404(Circulation, request.user, pk=pk)
    ticked = one.deliveries.filter(pk__in=_numbers(request.POST.getlist("delivery")))
    if ticked and "confirmed" not in request.POST:
        crumbs = [*_crumbs(one), {"label": _("Send again")}]
        return render(
            request, "circulation/send_again.html", {"circulation": one, "ticked": ticked, "crumbs": crumbs}
        )
    with refusals_as_messages(request) as refusals:
        again = workflow.send_again(one, deliveries=list(ticked), by=request.user)
    if not refusals:
        words = ngettext(
            "The letter goes again to one person.", "The letter goes again to %(count)s people.", len(again)
        )
        messages.success(request, words % {"count": len(again)})
    return redirect(one)


@for_the_secretariat
@require_POST
def circulation_retry(request, pk):
    one = visible_or_404(Circulation, request.user, pk=pk)
    with refusals_as_messages(request) as refusals:
        tried = workflow.retry_failed(one, by=request.user)
    if not refusals:
        words = ngettext("One delivery is tried again.", "%(count)s deliveries are tried again.", tried)
        messages.success(request, words % {"count": tried})
    return redirect(one)


@for_the_secretariat
def delivery(request, pk):
    one = _delivery(request, pk)
    crumbs = [*_crumbs(one.circulation), {"label": one.name}]
    shown = None if one.circulation.is_personal else LetterShown.of_delivery(one)
    form = AddressForm(initial={"address": one.address}, needs_one=one.has_no_address)
    context = {
        "delivery": one,
        "shown": shown,
        "crumbs": crumbs,
        "form": form,
        "can_retry": _can_retry(request, one),
    }
    return render(request, "circulation/delivery.html", context)


@for_the_secretariat
@require_POST
def delivery_retry(request, pk):
    one = _delivery(request, pk)
    form = AddressForm(request.POST, needs_one=one.has_no_address)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["address"]))
        return redirect("circulation:delivery", one.pk)
    with refusals_as_messages(request) as refusals:
        workflow.retry(one, by=request.user, address=form.cleaned_data["address"])
    if refusals:
        return redirect("circulation:delivery", one.pk)
    messages.success(request, _("The delivery to %(name)s is tried again.") % {"name": one.name})
    return redirect(one.circulation)


@for_the_secretariat
def delivery_file(request, pk, file_pk):
    one = _delivery(request, pk)
    file = one.attachments.filter(pk=file_pk).first()
    if file is None or one.circulation.is_personal:
        raise Http404
    return files.serve(file, inline=True, request=request)


def _delivery(request, pk):
    return visible_or_404(
        Delivery, request.user, pk=pk,
        queryset=Delivery.objects.select_related("circulation").prefetch_related("attachments"),
    )  # fmt: skip


def _about(request, one):
    deliveries = list(one.deliveries.needing_attention_first())
    return {
        "circulation": one,
        "deliveries": deliveries,
        "together": one.made_together(),
        "about_url": _url_of(one.about) if _may_see(request.user, one.about) else "",
        "is_moving": _is_moving(one, deliveries),
        "seconds_left": max(0, int((one.leaves_at - timezone.now()).total_seconds()) + 1),
        "moves": {move.name for move in workflow.CIRCULATION.open_to(request.user, one)},
        "has_failures": any(_is_stuck(row) for row in deliveries),
        "acts": Act.objects.about(one).open(),
        "crumbs": [*_crumbs(one)[:1], {"label": one.title}],
    }


def _is_moving(one, deliveries):
    """Say whether looking again in a few seconds is worth it; a letter that waits for an hour does not move."""
    if one.can_be_called_back:
        return False
    soon = timezone.now() + timedelta(minutes=1)
    return any(
        row.state in (DeliveryState.HELD, DeliveryState.SENDING)
        or (row.state == DeliveryState.QUEUED and (row.next_try_at is None or row.next_try_at < soon))
        for row in deliveries
    ) and one.state != "called-back"  # fmt: skip


def _is_stuck(row):
    waits = row.state == DeliveryState.QUEUED and row.next_try_at is not None
    return bool(row.address) and (waits or row.state == DeliveryState.FAILED)


def _can_retry(request, one):
    return workflow.retry.is_open(request.user, one)


def _crumbs(one):
    return [
        {"label": _("Circulations"), "url": reverse("circulation:circulation_list")},
        {"label": one.title, "url": one.get_absolute_url()},
    ]


def _may_see(user, about):
    """Who wrote to whom is the secretariat's; what it was about may be for others alone (RULES R8.48)."""
    if about is None:
        return False
    rows = type(about)._default_manager.all()
    return not hasattr(rows, "visible_to") or rows.visible_to(user).filter(pk=about.pk).exists()


def _url_of(thing):
    return thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else ""


def _numbers(values):
    return [int(value) for value in values if value.isdecimal()]
