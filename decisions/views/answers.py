"""How members answer a round in the portal, and how the secretariat records what it was told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from decisions import tasks_rounds
from decisions.forms_rounds import AnswerForm, RecordForm
from decisions.models import Answer
from decisions.states import AnswerKind, Channel, RoundState
from decisions.views.crumbs import crumbs_of
from decisions.views.rounds import the_round
from decisions.workflow.answers import answer as say
from decisions.workflow.answers import record_answer, seats_of, wish_to_confirm
from decisions.workflow.reading import SAYS, against_the_round_before, round_before, word_before
from decisions.workflow.sentence import seat_name
from foundation.circulation.workflow import note_opened
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.workflow import Refused
from foundation.documents.files import serve, store_upload
from members.models import Organisation
from members.standing import Standing
from members.states import Role


@login_required
def round_answer(request, pk, number):
    shown = the_round(request, pk, number)
    seats = seats_of(shown, request.user)
    if not seats:
        raise PermissionDenied(_("Your organisation is not asked in this round."))
    if shown.state in (RoundState.PREPARED, RoundState.STOPPED):
        messages.info(request, _("This round is not open. You need not answer."))
        return redirect(shown)
    wanted = request.POST.get("organisation") or request.GET.get("organisation")
    seat = next(
        (one for one in seats if one.organisation.slug == wanted), None if len(seats) > 1 else seats[0]
    )
    context = {"crumbs": crumbs_of(shown.decision, shown, _("Answer")), "seats": seats}
    if request.method == "POST" and wanted and (seat is None or seat.organisation.slug != wanted):
        raise PermissionDenied(_("You do not represent this member."))
    if seat is None:
        return render(request, "decisions/answer_for.html", context | {"round": shown})
    note_opened(request.user, shown)
    form, given = answer_with(request, shown, seat, by=request.user, channel=Channel.PORTAL)
    if given is not None:
        messages.success(request, thanks_for(given, seat))
        return redirect(f"{shown.get_absolute_url()}?said={seat.organisation.slug}")
    context |= asking(shown, seat, form)
    return render(request, "decisions/answer.html", context, status=422 if form.errors else 200)


def answer_with(request, shown, seat, *, by, channel):
    """The form of an answer and, when it was sent and taken, the `Answer` (else None)."""
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, round_=shown, seat=seat, initial={"kind": request.GET.get("kind")})
    if data is None or not form.is_valid():
        return form, None
    try:
        with transaction.atomic():
            given = say(shown, by=by, organisation=seat.organisation, channel=channel, **form.cleaned_data)
    except Refused as refusal:
        form.add_error("words" if not form.cleaned_data["words"].strip() else None, str(refusal))
        return form, None
    tasks_rounds.nudge(shown)
    return form, given


def asking(shown, seat, form):
    """What the page of an answer shows besides the form: text, changes, what was said before and now."""
    before = round_before(shown)
    said_before = word_before(shown, seat.organisation, before)
    keeps = said_before is not None and said_before.kind in (
        AnswerKind.NO_OBJECTION, AnswerKind.RESERVATION, AnswerKind.DISSOCIATION, AnswerKind.OUTSIDE_MANDATE,
    )  # fmt: skip
    return {
        "round": shown, "decision": shown.decision, "seat": seat, "seat_name": seat_name(seat), "form": form,
        "comparison": against_the_round_before(shown, before), "before": before, "said_before": said_before,
        "can_keep": keeps and seat.standing is None and shown.is_open,
        "log": sorted(seat.answers.all(), key=lambda one: -one.pk),
        "draft_key": f"answer-{shown.pk}-{seat.organisation_id}",
    }  # fmt: skip


def thanks_for(given, seat):
    """What is said right after an answer was taken."""
    facts = {"name": seat_name(seat), "answer": SAYS[given.kind]}
    if given.is_late:
        return (
            _(
                "Kept as a late answer of %(name)s: “%(answer)s”. It changes nothing; the co-chairs will see it."
            )
            % facts
        )
    if not given.counts:
        return _("Recorded for %(name)s: “%(answer)s”. It counts once your focal point confirms it.") % facts
    if given.kind == AnswerKind.EXTENSION_REQUEST:
        return (
            _(
                "Thank you. Recorded for %(name)s: the co-chairs are asked for more time. The deadline stays until they give it."
            )
            % facts
        )
    return _("Thank you. Recorded for %(name)s: “%(answer)s”. You can change it until the deadline.") % facts


@login_required
def record(request, pk, number):
    shown = the_round(request, pk, number)
    if not request.user.has_perm("decisions.record_answer", shown):
        raise PermissionDenied(_("The secretariat records answers that reached it."))
    form = RecordForm(request.POST or None, request.FILES or None, round_=shown)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        who, upload = facts.pop("who"), facts.pop("message")
        with refusals_as_messages(request) as refusals, transaction.atomic():
            message = store_upload(upload, by=request.user) if upload else None
            record_answer(
                shown,
                by=request.user,
                organisation=who.organisation,
                person=who.person,
                message=message,
                **facts,
            )
            messages.success(request, _("Recorded. The member is told what stands for it, and by whom."))
        if not refusals:
            tasks_rounds.nudge(shown)
            return redirect(shown)
    context = {"round": shown, "decision": shown.decision, "form": form,
               "crumbs": crumbs_of(shown.decision, shown, _("Record an answer"))}  # fmt: skip
    return render(request, "decisions/answer_record.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def answer_message(request, pk, number, answer):
    """The message as it came, for whoever sees the ledger."""
    shown = the_round(request, pk, number)
    found = get_object_or_404(Answer, pk=answer, seat__round=shown, message__isnull=False)
    return serve(found.message, request=request)


@login_required
@require_POST
def confirmation_wish(request, slug):
    """The focal point says whether alternates' answers wait for its own word (RULES R2.5)."""
    organisation = visible_or_404(Organisation, request.user, slug=slug)
    if Standing.of(request.user).represents.get(organisation.pk) is None:
        raise Http404
    is_wished = request.POST.get("is_wished") == "yes"
    with refusals_as_messages(request):
        if Standing.of(request.user).represents[organisation.pk] != Role.FOCAL_POINT:
            raise PermissionDenied(_("Only the focal point sets this."))
        wish_to_confirm(organisation, by=request.user, is_wished=is_wished)
        messages.success(
            request,
            _("Answers of your alternates wait for your confirmation from now on.") if is_wished
            else _("Answers of your alternates count at once from now on."),
        )  # fmt: skip
    return redirect("members:organisation", slug=slug)
