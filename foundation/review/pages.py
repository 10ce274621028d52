"""The pages of a review: one paragraph with its remarks, and what is said on it; each app's view hands its `Reading`.

The templates in `templates/review/` take their addresses from the owner: `{% review_url "comment" paragraph.pk %}`.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from foundation.core.access import refusals_as_messages
from foundation.review import workflow as review
from foundation.review.forms import AnswerForm, CommentForm, DeclineForm, MergeForm, ProposalForm
from foundation.review.models import Comment, Paragraph, Proposal
from foundation.review.passages import read_one
from foundation.review.redline import plain

ACTS = {
    Comment: {
        "withdraw": (review.withdraw_comment, None), "answer": (review.answer_comment, AnswerForm),
    },
    Proposal: {
        "withdraw": (review.withdraw_proposal, None), "accept": (review.accept, None),
        "reopen": (review.reopen_proposal, None), "decline": (review.decline, DeclineForm),
        "merge": (review.merge, MergeForm),
    },
}  # fmt: skip
SAYINGS = {"comment": CommentForm, "wording": ProposalForm, "correct": ProposalForm}


class ReviewPages:
    """The pages for one request: `reading` says who reads what, `template` draws a paragraph as a whole page."""

    def __init__(self, request, reading, *, template, context):
        self.request, self.reading = request, reading
        self.template, self.context = template, context

    def paragraph(self, pk):
        """Show one paragraph with all that was said on it, and the form to say more that `?say=` asks for."""
        paragraph = self._paragraph(pk)
        say, about = self.request.GET.get("say", ""), self.request.GET.get("about")
        return self._page(paragraph, say=say, form=self._form(say, paragraph, about), about=about)

    def say(self, pk, what):
        """Take a comment, a proposed wording ("wording") or a correction of who answers ("correct")."""
        paragraph = self._paragraph(pk)
        form = SAYINGS[what](self.request.POST, auto_id=f"id_%s_{pk}")
        if form.is_valid():
            with refusals_as_messages(self.request) as refusals:
                self._said(what, paragraph, form.cleaned_data)
            if not refusals:
                return self._done(paragraph)
        return self._page(paragraph, say=what, form=form, status=422)

    def act(self, kind, pk, act):
        """Withdraw or answer a remark: `kind` is Comment or Proposal."""
        remark = get_object_or_404(kind, paragraph__version__text=self.reading.owner.text_id, pk=pk)
        if act not in ACTS[kind]:
            raise Http404
        move, shape = ACTS[kind][act]
        form = shape(self.request.POST, auto_id=f"id_%s_{remark.paragraph_id}") if shape else None
        if form is None or form.is_valid():
            with refusals_as_messages(self.request) as refusals:
                move(remark, by=self.request.user, **(form.cleaned_data if form else {}))
            if not refusals or form is None:
                return self._done(remark.paragraph)
        return self._page(remark.paragraph, say=act, form=form, about=pk, status=422)

    def _said(self, what, paragraph, words):
        voices = self.reading.voices
        voice = next((row for row in voices if row.slug == self.request.POST.get("voice")), None)
        voice = voice or (voices[0] if voices else None)
        move = {"comment": review.comment, "wording": review.propose_wording, "correct": review.correct}[what]
        name = {"voice": voice.slug if voice else "", "voice_name": str(voice or "")}
        if what == "correct":
            name = {"voice": "secretariat", "voice_name": _("Secretariat")}
        move(self.reading.owner.text, by=self.request.user, paragraph=paragraph, **name, **words)

    def _paragraph(self, pk):
        rows = Paragraph.objects.select_related("version__text")
        found = get_object_or_404(rows, version__text=self.reading.owner.text_id, pk=pk)
        return read_one(found, sees_internal=self.reading.sees_internal)

    def _page(self, paragraph, *, say="", form=None, about=None, status=200):
        # A remark on an older version is shown where its paragraph stands today.
        rows = Paragraph.objects.filter(version=self.reading.version.pk).select_related("version__text")
        latest = rows.filter(anchor=paragraph.anchor).first() or paragraph
        shown = read_one(latest, sees_internal=self.reading.sees_internal)
        context = {
            "reviewed": self.reading.owner, "par": type(self.reading)(**self._anew()).one(shown),
            "say": say, "form": form, "about": str(about or ""), "may_answer": self.reading.may_answer,
            "voices": self.reading.voices, "opened": True, **self.context,
        }  # fmt: skip
        template = "review/paragraph.html#paragraph" if self.request.htmx else self.template
        return render(self.request, template, context, status=status)

    def _anew(self):
        """The reading once more: what was said a moment ago is to be seen."""
        names = ("owner", "user", "voices", "may_answer", "version", "sees_internal")
        return {name: getattr(self.reading, name) for name in names}

    def _done(self, paragraph):
        if self.request.htmx:
            return self._page(paragraph)
        return redirect(f"{self.reading.owner.get_absolute_url()}#{paragraph.anchor}")

    def _form(self, say, paragraph, about):
        auto_id = f"id_%s_{paragraph.pk}"
        if say in ("wording", "correct"):
            return ProposalForm(initial={"wording": plain(paragraph.html)}, auto_id=auto_id)
        if say == "merge":
            wording = Proposal.objects.filter(pk=about or 0, paragraph__anchor=paragraph.anchor).first()
            words = wording.wording if wording else plain(paragraph.html)
            return MergeForm(initial={"wording": words}, auto_id=auto_id)
        shape = {"comment": CommentForm, "decline": DeclineForm, "answer": AnswerForm}.get(say)
        return shape(auto_id=auto_id) if shape else None
