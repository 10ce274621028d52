"""Minutes as they are read: under review with remarks, for approval, and approved."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.audit.models import Act
from foundation.circulation.pages import preview_page
from foundation.circulation.workflow import circulate, note_opened
from foundation.core.access import refusals_as_messages
from foundation.core.workflow import Refused
from foundation.review import workflow as review
from foundation.review.forms import AnswerForm, CommentForm, DeclineForm, MergeForm, ProposalForm
from foundation.review.models import Comment, Paragraph, Proposal
from foundation.review.redline import plain, what_changed
from meetings.access import reads_ahead, sees_internal, versions_held
from meetings.access_minutes import voices_of
from meetings.asked import takes_part
from meetings.exports_minutes import attendance_of
from meetings.forms_minutes import ReturnForm
from meetings.letters.minutes_revised import comments_in_words, waits_for_its_letter
from meetings.letters_minutes import ApprovalRequested, MinutesForReview
from meetings.models import Meeting
from meetings.reading_minutes import Reading, draft_paragraphs, versions_for
from meetings.states import MinutesState
from meetings.tasks_minutes import send_approved_minutes, tell_of_the_close
from meetings.views.minutes import minutes_of
from meetings.views.room_decisions import said_of
from meetings.workflow import minutes as life
from meetings.workflow import notes
from meetings.workflow.adoption_checks import awaits_state, is_blocked
from meetings.workflow.names import names_found, text_key
from members.standing import Standing


@login_required
@require_GET
def minutes(request, slug):
    """The minutes' one page: what can be done here depends on their state and on who reads."""
    shown = minutes_of(request, slug)
    note_opened(request.user, shown)
    return render(request, "meetings/minutes.html", _page(request, shown))


def _page(request, shown):
    user = request.user
    standing = Standing.of(user)
    context = _around_the_text(user, standing, shown)
    if shown.text_id is None:
        return context | {"paragraphs": draft_paragraphs(shown), "would_end": life.review_would_end()}
    reading = Reading(shown, user)
    given = life.given_approvals(shown)
    paragraphs = reading.paragraphs()
    return context | {
        "version": reading.version,
        "symbol": shown.symbol_of(reading.version),
        "versions": reading.versions if reading.sees_remarks else [],
        "paragraphs": paragraphs,
        "internal_count": sum(par["row"].is_internal for par in paragraphs),
        "remarked": [par for par in paragraphs if par["proposals"] or par["comments"]],
        "counts": reading.counts(),
        "missing": [] if shown.state == MinutesState.APPROVED else list(life.is_not_settled(shown)),
        **_for_the_secretariat(standing, shown),
        "approvals": given,
        "my_approval": next(
            (row for row in given if standing.person and row.person_id == standing.person.pk), None
        ),
        "return_form": ReturnForm(auto_id="id_%s_return"),
        "voices": voices_of(user),
    }


def _around_the_text(user, standing, shown):
    return {
        "minutes": shown,
        "meeting": shown.meeting,
        "attendance": _attendance_for(standing, shown.meeting),
        # How the text came about is the Network's own matter.
        "acts": Act.objects.about(shown, *shown.shares.all()).open()
        if takes_part(user, shown.meeting) or not standing.is_outsider
        else None,
        "sees_internal": sees_internal(user, shown.meeting),
        "may_share": shown.state == MinutesState.APPROVED and user.has_perm("meetings.share_minutes", shown),
        "may_see_meeting": Meeting.objects.visible_to(user).filter(pk=shown.meeting_id).exists(),
        "may_take": user.has_perm("meetings.take_minutes", shown),
        "may_answer": standing.is_secretariat,
        "is_co_chair": standing.is_co_chair,
        "draft_decisions": _undeclared(shown, standing),
        # Who said what stays with the secretariat (RULES R6.34).
        "sealed": shown.entries.exclude(sealed_notes="").select_related("item")
        if standing.is_secretariat
        else (),
    }


def _for_the_secretariat(standing, shown):
    """What the secretariat has to do about the text: the next version, its letter, names to look at."""
    if not standing.is_secretariat or not shown.is_open_for_answers:
        return {}
    names = names_found(shown)
    return {
        "unapplied": review.unapplied(shown.text).count(),
        "waits_for_its_letter": waits_for_its_letter(shown),
        "was_called_back": life.was_called_back(shown),
        "names": names if names and shown.names_looked_at != text_key(shown) else [],
        "comment_names": list(comments_in_words(shown)),
    }


def _attendance_for(standing, meeting):
    """The list; under the Chatham House Rule for secretariat and co-chairs only (RULES R6.34)."""
    if meeting.is_chatham_house and not (standing.is_secretariat or standing.is_co_chair):
        return []
    return attendance_of(meeting)


def _undeclared(shown, standing):
    if not standing.is_co_chair or shown.state == MinutesState.APPROVED:
        return []
    return [
        {
            "decision": decision,
            "checks": checks,
            "is_blocked": is_blocked(checks),
            "awaits": awaits_state(checks),
        }
        for decision in life.decisions_of(shown, "draft", "proposed", "on_agenda")
        for checks in [notes.adoption_checks(shown, decision)]
    ]


@login_required
@require_GET
def minutes_changes(request, slug, number):
    """What changed between one version and the one before it."""
    shown = minutes_of(request, slug)
    # How the text came about is the Network's own matter.
    sees = sees_internal(request.user, shown.meeting)
    if shown.text_id is None or not (sees or takes_part(request.user, shown.meeting)):
        raise Http404
    hidden = [] if sees else shown.text.internal
    remarks = Proposal.objects.exclude(paragraph__anchor__in=hidden).select_related("paragraph")
    known = {version.number: version for version in versions_for(request.user, shown)}
    after, before = known.get(number), known.get(number - 1)
    if after is None or before is None:
        raise Http404
    context = {
        "minutes": shown, "meeting": shown.meeting, "version": after, "before": before,
        "changes": what_changed(before, after, sees_internal=sees),
        "applied": remarks.filter(applied_in=after),
        "declined": remarks.filter(paragraph__version=before, state="declined"),
    }  # fmt: skip
    return render(request, "meetings/minutes_changes.html", context)


@login_required
def minutes_paragraph(request, slug, pk):
    """One paragraph with all that was said on it, and the forms to say more: a page, or a piece of the page."""
    shown, paragraph = paragraph_of(request, slug, pk)
    say = request.GET.get("say", "")
    return _paragraph_page(request, shown, paragraph, say=say)


def paragraph_of(request, slug, pk):
    """The minutes and one of their paragraphs that this user may read, or 404."""
    shown = minutes_of(request, slug)
    if shown.text_id is None:
        raise Http404
    rows = Paragraph.objects.select_related("version__text").filter(version__text=shown.text_id)
    if not reads_ahead(request.user, shown.meeting):
        rows = rows.exclude(version__in=versions_held(shown))
    return shown, get_object_or_404(rows, pk=pk)


def _paragraph_page(request, shown, paragraph, *, say="", form=None, about=None, status=200):
    reading = Reading(shown, request.user)
    # A remark on an older version is shown where its paragraph stands today.
    current = reading.version.paragraphs.filter(anchor=paragraph.anchor).first() or paragraph
    par = reading.single(current)
    context = {
        "minutes": shown,
        "meeting": shown.meeting,
        "par": par,
        "say": say,
        "form": form or _form(say, current, request.GET.get("about")),
        "about": str(about or request.GET.get("about") or ""),
        "may_answer": Standing.of(request.user).is_secretariat,
        "voices": voices_of(request.user),
        "opened": True,
    }
    name = "review/paragraph.html#paragraph" if request.htmx else "review/paragraph.html"
    return render(request, name, context, status=status)


def _form(say, paragraph, about):
    if say in ("wording", "correct"):
        return ProposalForm(initial={"wording": plain(paragraph.html)}, auto_id=f"id_%s_{paragraph.pk}")
    if say == "comment":
        return CommentForm(auto_id=f"id_%s_{paragraph.pk}")
    if say == "merge":
        wording = (
            Proposal.objects.filter(pk=about, paragraph__anchor=paragraph.anchor).first() if about else None
        )
        return MergeForm(
            initial={"wording": wording.wording if wording else plain(paragraph.html)},
            auto_id=f"id_%s_{paragraph.pk}",
        )
    forms = {"decline": DeclineForm, "answer": AnswerForm}
    return forms[say](auto_id=f"id_%s_{paragraph.pk}") if say in forms else None


def paragraph_done(request, shown, paragraph):
    """The paragraph as it is now for the script, else back to it on the page."""
    if request.htmx:
        return _paragraph_page(request, shown, paragraph)
    return redirect(f"{reverse('meetings:minutes', args=[shown.meeting.slug])}#{paragraph.anchor}")


def _voice(request):
    """The organisation in whose name is spoken: the one chosen, or the only one."""
    voices = voices_of(request.user)
    chosen = request.POST.get("voice")
    return next((row for row in voices if row.slug == chosen), voices[0] if voices else None)


@login_required
@require_POST
def minutes_comment(request, slug, pk):
    shown, paragraph = paragraph_of(request, slug, pk)
    form = CommentForm(request.POST, auto_id=f"id_%s_{pk}")
    voice = _voice(request)
    if form.is_valid():
        with refusals_as_messages(request) as refusals:
            review.comment(
                shown.text, by=request.user, paragraph=paragraph, voice=voice.slug if voice else "",
                voice_name=str(voice or ""), **form.cleaned_data,
            )  # fmt: skip
        if not refusals:
            return paragraph_done(request, shown, paragraph)
    return _paragraph_page(request, shown, paragraph, say="comment", form=form, status=422)


@login_required
@require_POST
def minutes_propose_wording(request, slug, pk):
    shown, paragraph = paragraph_of(request, slug, pk)
    form = ProposalForm(request.POST, auto_id=f"id_%s_{pk}")
    voice = _voice(request)
    if form.is_valid():
        with refusals_as_messages(request) as refusals:
            review.propose_wording(
                shown.text, by=request.user, paragraph=paragraph, voice=voice.slug if voice else "",
                voice_name=str(voice or ""), **form.cleaned_data,
            )  # fmt: skip
        if not refusals:
            return paragraph_done(request, shown, paragraph)
    return _paragraph_page(request, shown, paragraph, say="wording", form=form, status=422)


@login_required
@require_POST
def minutes_correct(request, slug, pk):
    """The secretariat's own correction, in the name of the organisation that is the secretariat."""
    shown, paragraph = paragraph_of(request, slug, pk)
    form = ProposalForm(request.POST, auto_id=f"id_%s_{pk}")
    if form.is_valid():
        with refusals_as_messages(request) as refusals:
            review.correct(
                shown.text, by=request.user, paragraph=paragraph, voice="secretariat",
                voice_name=_("Secretariat"), **form.cleaned_data,
            )  # fmt: skip
        if not refusals:
            return paragraph_done(request, shown, paragraph)
    return _paragraph_page(request, shown, paragraph, say="correct", form=form, status=422)


COMMENT_ACTS = {"withdraw": (review.withdraw_comment, None), "answer": (review.answer_comment, AnswerForm)}
PROPOSAL_ACTS = {
    "withdraw": (review.withdraw_proposal, None),
    "accept": (review.accept, None),
    "reopen": (review.reopen_proposal, None),
    "decline": (review.decline, DeclineForm),
    "merge": (review.merge, MergeForm),
}


@login_required
@require_POST
def minutes_comment_act(request, slug, pk, act):
    return _remark_act(request, slug, Comment, pk, act, COMMENT_ACTS)


@login_required
@require_POST
def minutes_proposal_act(request, slug, pk, act):
    return _remark_act(request, slug, Proposal, pk, act, PROPOSAL_ACTS)


def _remark_act(request, slug, kind, pk, act, acts):
    shown = minutes_of(request, slug)
    remark = get_object_or_404(kind, paragraph__version__text=shown.text_id, pk=pk)
    if act not in acts:
        raise Http404
    move, shape = acts[act]
    form = shape(request.POST, auto_id=f"id_%s_{remark.paragraph_id}") if shape else None
    if form is None or form.is_valid():
        with refusals_as_messages(request) as refusals:
            move(remark, by=request.user, **(form.cleaned_data if form else {}))
        if not refusals or form is None:
            return paragraph_done(request, shown, remark.paragraph)
    return _paragraph_page(request, shown, remark.paragraph, say=act, form=form, about=pk, status=422)


def _back(slug):
    return redirect("meetings:minutes", slug=slug)


@login_required
@require_POST
def minutes_close_review(request, slug):
    shown = minutes_of(request, slug)
    with refusals_as_messages(request), transaction.atomic():
        life.close_review(shown, by=request.user)
        tell_of_the_close(shown)
    return _back(slug)


@login_required
@require_POST
def minutes_approve(request, slug):
    shown = minutes_of(request, slug)
    with refusals_as_messages(request) as refusals:
        life.approve(shown, by=request.user, text_hash=request.POST.get("text_hash", ""))
        messages.success(request, _("Your approval is recorded."))
    if not refusals and shown.state == MinutesState.APPROVED:
        send_approved_minutes.delay_on_commit(shown.pk)
    return _back(slug)


@login_required
@require_POST
def minutes_return(request, slug):
    """A co-chair returns the minutes: the review opens again and the members are told why."""
    shown = minutes_of(request, slug)
    form = ReturnForm(request.POST)
    with refusals_as_messages(request), transaction.atomic():
        if not form.is_valid():
            raise Refused(_("Give the reason: members and the secretariat read it."))
        life.return_to_review(shown, by=request.user, **form.cleaned_data)
        circulate(MinutesForReview(shown), by=request.user)
        messages.success(request, _("The review is open again, and the members are told why."))
    return _back(slug)


@login_required
def minutes_ask_approval(request, slug):
    """Ask the co-chairs to approve, once every proposal is answered."""
    shown = minutes_of(request, slug)
    back = reverse("meetings:minutes", args=[slug])
    with refusals_as_messages(request) as refusals:
        _asks(request, shown)
    if refusals:
        return redirect(back)
    letter = ApprovalRequested(shown)
    return preview_page(
        request, letter, act=lambda note: circulate(letter, by=request.user, note=note), back=back,
        title=_("Ask the lead and the co-lead to approve") if shown.meeting.group_id else _("Ask the co-chairs to approve"),
        noun=_("minutes for approval"), after=back,
    )  # fmt: skip


def _asks(request, shown):
    from foundation.core.workflow import NotPermitted  # noqa: PLC0415 -- only raised here

    if not request.user.has_perm("meetings.take_minutes", shown):
        raise NotPermitted(_("Who keeps the minutes asks for their approval."))
    missing = list(life.is_not_settled(shown))
    if shown.state != MinutesState.REVIEWED:
        missing.insert(0, _("The review is not closed."))
    if missing:
        raise Refused(" ".join(map(str, missing)))


@login_required
@require_POST
def minutes_declare_adopted(request, slug, pk):
    shown = minutes_of(request, slug)
    decision = get_object_or_404(life.decisions_of(shown), pk=pk)
    with refusals_as_messages(request):
        notes.declare_decision_adopted(
            shown, by=request.user, decision=decision, reason=request.POST.get("reason", "")
        )
        messages.success(request, said_of(decision))
    return _back(slug)
