"""Clearance: asked for, answered, recorded, confirmed, held (RULES R7.38)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from decisions.models import Answer
from decisions.states import Channel, RoundState
from decisions.workflow.answers import note_late_answer, seats_of
from decisions.workflow.reading import SAYS
from decisions.workflow.sentence import seat_name
from foundation.circulation.pages import preview_page
from foundation.circulation.workflow import circulate
from foundation.core.access import refusals_as_messages
from foundation.core.moments import moment
from foundation.core.workflow import Refused
from foundation.documents.files import serve, store_upload
from members.views.acts import permitted_or_403
from statements import tasks
from statements.forms import ClearanceForm, ClearanceRecordForm, ReasonForm, RequestForm
from statements.letters import ClearanceAsked
from statements.views.frame import act_on, crumbs_of, page_of, the_statement
from statements.workflow import clearance as office
from statements.workflow.statements import round_of


def _asked_for(shown):
    """Under which name a session keeps what is to be asked, from its form to the look at the letters."""
    return f"clearance-{shown.pk}"


@login_required
def clearance_request(request, slug):
    """How long the members get, and what is said to them; both clocks with their ends in full."""
    shown = the_statement(request, slug)
    kept = request.session.get(_asked_for(shown)) or {}

    def call(values):
        office.is_in_due_time(**values)
        request.session[_asked_for(shown)] = values

    usual = office.usual_hours()
    ends = {
        "hours": usual, "usual": moment(office.ends_after(usual)), "fewest": office.fewest_hours(),
        "urgent": moment(office.ends_after(office.fewest_hours())),
    }  # fmt: skip
    return act_on(
        request, shown, office.request_clearance, RequestForm(request.POST or None, initial={"hours": usual} | kept), call,
        button=_("Look at the letters"), back=reverse("statements:clearance_letters", args=[slug]),
        done=_("Nobody has been asked yet. Look at the letters first."), leave=shown.get_absolute_url(),
        text=_(
            "With the usual %(hours)s hours members have until %(usual)s; with the fewest, %(fewest)s, until %(urgent)s. "
            "A clock that ends on a day off goes on to the next working day. The text does not change meanwhile."
        )
        % ends,
    )  # fmt: skip


@login_required
def clearance_letters(request, slug):
    """The last look before the members are asked: exactly who gets what, then the clock runs (RULES R10.55)."""
    shown = the_statement(request, slug)
    permitted_or_403(request, office.request_clearance, shown)
    kept = request.session.get(_asked_for(shown))
    if shown.state not in office.request_clearance.sources:
        messages.error(request, office.request_clearance.workflow.refusal(office.request_clearance, shown))
        return redirect(shown)
    if not kept:
        return redirect("statements:clearance_request", slug=slug)

    def act(note):
        with transaction.atomic():
            office.request_clearance(shown, by=request.user, **kept)
            asked = shown.clearances.select_related("round").order_by("-number").first()
            asked.statement = shown
            letter = ClearanceAsked(asked, list(asked.round.seats.all()))
            # At once: the clock runs from here, so there is nothing left to call back.
            made = circulate(letter, by=request.user, note=note, at_once=True)
        del request.session[_asked_for(shown)]
        return made

    return preview_page(
        request, ClearanceAsked.to_come(shown, **kept), act=act,
        back=reverse("statements:clearance_request", args=[slug]), title=office.request_clearance.label,
        noun=shown.symbol, is_final=True, after=shown.get_absolute_url(),
        crumbs=crumbs_of(shown, office.request_clearance.label),
    )  # fmt: skip


@login_required
def clearance_hold(request, slug):
    """Stop the clock and take it back to a draft."""
    shown = the_statement(request, slug)

    def call(values):
        office.hold_clearance(shown, by=request.user, **values)
        tasks.nudge(shown)

    return act_on(
        request, shown, office.hold_clearance, ReasonForm(request.POST or None), call, kind="danger",
        text=_("The clock stops and the text can be changed. What members said stays on record."),
    )  # fmt: skip


@login_required
def clearance_answer(request, slug):
    """A member says what it has to say."""
    shown = the_statement(request, slug)
    round_ = round_of(shown)
    seats = seats_of(round_, request.user) if round_ else []
    if not seats:
        raise PermissionDenied(_("Your organisation is not asked about this statement."))
    if round_.state == RoundState.STOPPED:
        messages.info(request, _("Nobody is asked about this statement now. You need not answer."))
        return redirect(shown)
    wanted = request.POST.get("organisation") or request.GET.get("organisation")
    seat = next((one for one in seats if one.organisation.slug == wanted), seats[0])
    form, given = answer_with(request, shown, round_, seat, by=request.user, channel=Channel.PORTAL)
    if given is not None:
        messages.success(request, thanks_for(given, seat))
        return redirect(shown)
    context = asking(shown, round_, seat, form) | {"seats": seats}
    return render(request, "statements/answer.html", context, status=422 if form.errors else 200)


def answer_with(request, shown, round_, seat, *, by, channel):
    """The form of an answer and, when it was sent and taken, the `Answer` (else None)."""
    data = request.POST if request.method == "POST" else None
    form = ClearanceForm(data, round_=round_, seat=seat, initial={"kind": request.GET.get("kind")})
    if data is None or not form.is_valid():
        return form, None
    facts = {name: form.cleaned_data[name] for name in ("kind", "words")}
    try:
        with transaction.atomic():
            given = office.clear(shown, by=by, organisation=seat.organisation, channel=channel, **facts)
    except Refused as refusal:
        form.add_error("words" if not facts["words"].strip() else None, str(refusal))
        return form, None
    tasks.nudge(shown)
    return form, given


def asking(shown, round_, seat, form):
    """What the page of an answer shows besides the form."""
    last = shown.clearances.select_related("canonical").order_by("-number").first()
    return page_of(
        shown, _("Answer"), round=round_, seat=seat, seat_name=seat_name(seat), form=form, canonical=last.canonical,
        is_in_time=round_.is_open_for(seat), log=sorted(seat.answers.all(), key=lambda one: -one.pk),
    )  # fmt: skip


def thanks_for(given, seat):
    """What is said right after an answer was taken."""
    facts = {"name": seat_name(seat), "answer": SAYS[given.kind]}
    if given.is_late:
        return _("Kept as a late answer of %(name)s: “%(answer)s”. It changes nothing by itself.") % facts
    if not given.counts:
        return _("Recorded for %(name)s: “%(answer)s”. It counts once your focal point confirms it.") % facts
    return _("Thank you. Recorded for %(name)s: “%(answer)s”.") % facts


@login_required
def clearance_record(request, slug):
    """The secretariat writes down what a member said."""
    shown = the_statement(request, slug)
    if not request.user.has_perm("decisions.record_answer"):
        raise PermissionDenied(_("The secretariat records answers that reached it."))
    round_ = round_of(shown)
    if round_ is None or round_.state == RoundState.STOPPED:
        messages.error(request, _("Nobody is asked about this statement now."))
        return redirect(shown)
    form = ClearanceRecordForm(request.POST or None, request.FILES or None, round_=round_)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        who, upload = facts.pop("who"), facts.pop("message")
        with refusals_as_messages(request) as refusals, transaction.atomic():
            message = store_upload(upload, by=request.user) if upload else None
            office.record_clearance(
                shown,
                by=request.user,
                organisation=who.organisation,
                person=who.person,
                message=message,
                **facts,
            )
            messages.success(request, _("Recorded."))
        if not refusals:
            tasks.nudge(shown)
            return redirect(shown)
    context = page_of(shown, _("Record an answer"), round=round_, form=form)
    return render(request, "statements/answer_record.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def clearance_message(request, slug, pk):
    """The message as it came, for whoever sees the ledger."""
    shown = the_statement(request, slug)
    found = get_object_or_404(Answer, pk=pk, seat__round__clearance__statement=shown, message__isnull=False)
    return serve(found.message, request=request)


@login_required
@require_POST
def clearance_act(request, slug, act):
    """The focal point confirms an alternate's word, a co-chair takes note of a late one."""
    shown = the_statement(request, slug)
    if act not in ("confirm-answer", "note-late-answer"):
        raise Http404
    given = get_object_or_404(
        Answer.objects.select_related("seat__round"), pk=request.POST.get("answer") or 0,
        seat__round__clearance__statement=shown,
    )  # fmt: skip
    with refusals_as_messages(request):
        if act == "confirm-answer":
            permitted_or_403(request, office.confirm_clearance, shown)
            office.confirm_clearance(shown, by=request.user, given=given)
        else:
            note_late_answer(given.seat.round, by=request.user, given=given)
        messages.success(request, _("Recorded."))
        tasks.nudge(shown)
    return redirect(shown)
