"""The text in one language: read with its remarks, written, changed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.core.workflow import NotPermitted, Refused, Stale
from foundation.review.drafting import line_of
from foundation.review.models import Comment, Proposal
from foundation.review.pages import ReviewPages
from foundation.review.reading import Reading
from foundation.review.redline import redline
from foundation.review.workflow import unapplied
from members.models import Organisation
from members.standing import Standing
from members.views.acts import permitted_or_403
from statements import tasks
from statements.forms import TakeForm, TextForm
from statements.states import LANGUAGE_NAMES
from statements.views.frame import act_on, page_of, the_statement
from statements.workflow import texts as office


def _text(request, slug, language):
    """A statement and its text in one language, or 404."""
    statement = the_statement(request, slug)
    text = office.text_in(statement, language)
    if text is None or text.current_id is None:
        raise Http404
    text.statement = statement
    return statement, text


def _reading(request, text):
    voices = Organisation.objects.filter(pk__in=Standing.of(request.user).member_organisations)
    answers = request.user.has_perm("review.accept", text.text)
    return Reading(text, request.user, voices=list(voices), may_answer=answers, version=text.current)


@login_required
@require_safe
def text(request, slug, language):
    """One language with all that was said on each paragraph."""
    statement, shown = _text(request, slug, language)
    reading = _reading(request, shown)
    context = page_of(
        statement, LANGUAGE_NAMES[language], reviewed=shown, text=shown, name=LANGUAGE_NAMES[language],
        paragraphs=reading.paragraphs(), voices=reading.voices, version=shown.current,
        is_open=shown.is_open_for_remarks, may_answer=reading.may_answer,
        taken=unapplied(shown.text).count(),
        may_write=statement.is_rewordable and request.user.has_perm("statements.write_text", statement),
    )  # fmt: skip
    return render(request, "statements/text.html", context)


@login_required
def text_edit(request, slug, language):
    """Write one language; on a conflict both texts are shown and nothing is lost."""
    statement = the_statement(request, slug)
    permitted_or_403(request, office.write_text, statement)
    if language not in statement.languages:
        raise Http404
    shown = office.text_in(statement, language)
    draft = _draft_of(shown)
    initial = {"expected": shown.current_id, "title": shown.title, "draft": draft} if shown else {}
    form = TextForm(request.POST or None, initial=initial, statement=statement)
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            office.write_text(statement, by=request.user, language=language, **form.cleaned_data)
        except Stale as stale:
            messages.error(request, str(stale))
            conflict = office.text_in(statement, language)
            form = _over(form, conflict, statement)
        except NotPermitted as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except Refused as refusal:
            form.add_error(
                "voids" if statement.has_keys and not form.cleaned_data["voids"] else None, str(refusal)
            )
        else:
            tasks.nudge(statement)
            messages.success(request, _("The text is saved."))
            return redirect(statement)
    context = page_of(
        statement, LANGUAGE_NAMES[language], form=form, name=LANGUAGE_NAMES[language], language=language,
        is_master=language == statement.master_language, master=_master(statement, language),
        conflict=_both(conflict, form) if conflict else None,
    )  # fmt: skip
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "statements/text_edit.html", context, status=status)


def _draft_of(shown):
    return "\n\n".join(line_of(row) for row in office.paragraphs_of(shown))


def _over(form, current, statement):
    data = form.data.copy()
    data["expected"] = str(current.current_id)
    return TextForm(data, statement=statement)


def _both(current, form):
    """What differs between the text as it is now and what was written, by word."""
    return {
        "title": redline(current.title, form.data.get("title", "")),
        "text": redline(_draft_of(current), form.data.get("draft", "").replace("\r\n", "\n")),
    }


def _master(statement, language):
    """The master text beside a translation that is being written."""
    if language == statement.master_language:
        return None
    found = office.text_in(statement, statement.master_language)
    return {"title": found.title, "draft": _draft_of(found)} if found else None


@login_required
def wordings_take(request, slug, language):
    """Take every accepted wording into the text."""
    statement, shown = _text(request, slug, language)
    taken = list(unapplied(shown.text))

    def call(values):
        office.take_wordings(statement, by=request.user, language=language, **values)
        tasks.nudge(statement)

    return act_on(
        request, statement, office.take_wordings,
        TakeForm(request.POST if request.method == "POST" else None, statement=statement), call,
        text=_("Paragraphs that change: %(numbers)s.")
        % {"numbers": ", ".join(str(one.paragraph.number) for one in taken)},
    )  # fmt: skip


def _pages(request, slug, language):
    statement, shown = _text(request, slug, language)
    return ReviewPages(
        request, _reading(request, shown), template="statements/paragraph.html",
        context=page_of(statement, LANGUAGE_NAMES[language], _("Paragraph"), text=shown, name=LANGUAGE_NAMES[language]),
    )  # fmt: skip


@login_required
@require_safe
def review_paragraph(request, slug, language, pk):
    return _pages(request, slug, language).paragraph(pk)


@require_POST
@login_required
def review_comment(request, slug, language, pk):
    return _pages(request, slug, language).say(pk, "comment")


@require_POST
@login_required
def review_propose_wording(request, slug, language, pk):
    return _pages(request, slug, language).say(pk, "wording")


@require_POST
@login_required
def review_correct(request, slug, language, pk):
    return _pages(request, slug, language).say(pk, "correct")


@require_POST
@login_required
def review_comment_act(request, slug, language, pk, act):
    return _pages(request, slug, language).act(Comment, pk, act)


@require_POST
@login_required
def review_proposal_act(request, slug, language, pk, act):
    return _pages(request, slug, language).act(Proposal, pk, act)
