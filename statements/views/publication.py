"""A signed statement goes out, and what happens to it afterwards: one page for each act."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from foundation.circulation.pages import preview_page
from foundation.circulation.workflow import circulate
from foundation.core.access import refusals_as_messages
from foundation.core.workflow import Refused
from members.views.acts import permitted_or_403
from statements import tasks
from statements.forms_publication import AgreeForm, CorrigendumForm, EmbargoForm, WordsForm
from statements.letters_press import PressCopy
from statements.models import Publication
from statements.views.frame import act_on, the_statement
from statements.workflow import correcting, press, publishing


@login_required
def publish(request, slug):
    shown = the_statement(request, slug)

    def call(_values):
        publishing.publish(shown, by=request.user)
        tasks.nudge(shown)

    return act_on(
        request, shown, publishing.publish, _empty(request), call,
        text=_(
            "It is public at once, in all its languages, with its sealed PDF; all members get it by letter. "
            "Later it can be corrected or retracted, openly."
        ),
        done=_("The statement is published."),
    )  # fmt: skip


@login_required
def embargo(request, slug):
    shown = the_statement(request, slug)
    form = EmbargoForm(request.POST or None, initial={"until": shown.embargo_until})
    return act_on(
        request, shown, publishing.embargo, form,
        lambda values: publishing.embargo(shown, by=request.user, **values),
        text=_("Until then it is nowhere outside of the Network. A changed letter voids the signatures and the embargo with them."),
    )  # fmt: skip


@login_required
def move_embargo(request, slug):
    shown = the_statement(request, slug)
    form = EmbargoForm(request.POST or None, initial={"until": shown.embargo_until})
    return act_on(
        request, shown, publishing.move_embargo, form,
        lambda values: publishing.move_embargo(shown, by=request.user, **values),
    )  # fmt: skip


@login_required
def lift_embargo(request, slug):
    shown = the_statement(request, slug)
    return act_on(
        request, shown, publishing.lift_embargo, _empty(request),
        lambda _values: publishing.lift_embargo(shown, by=request.user),
        text=_("The statement stays signed and is not published: somebody has to do that."),
    )  # fmt: skip


@login_required
def corrigendum_propose(request, slug):
    shown = the_statement(request, slug)
    form = CorrigendumForm(
        request.POST or None, publication=_publication(shown), label=_("What is corrected")
    )
    return act_on(
        request, shown, correcting.propose_corrigendum, form,
        lambda values: correcting.propose_corrigendum(
            shown, by=request.user, words=form.words, reason=values["reason"]
        ),
        text=_("Both co-chairs have to agree to the very words. The text as published stays; the corrigendum stands above it."),
    )  # fmt: skip


@login_required
def corrigendum_agree(request, slug):
    shown = the_statement(request, slug)
    waiting = correcting.open_corrigendum(shown)
    form = AgreeForm(request.POST or None, initial={"text_hash": waiting.text_hash if waiting else ""})
    words = "\n\n".join(waiting.words.values()) if waiting else ""
    return act_on(
        request, shown, correcting.agree_to_corrigendum, form,
        lambda values: correcting.agree_to_corrigendum(shown, by=request.user, **values), text=words,
    )  # fmt: skip


@login_required
def corrigendum_drop(request, slug):
    shown = the_statement(request, slug)
    return act_on(
        request, shown, correcting.drop_corrigendum, _empty(request),
        lambda _values: correcting.drop_corrigendum(shown, by=request.user),
        text=_("What was published stays as it is. The proposal stays on record."),
    )  # fmt: skip


@login_required
def retract(request, slug):
    shown = the_statement(request, slug)
    form = WordsForm(request.POST or None, publication=_publication(shown), label=_("Why, for the public"))
    return act_on(
        request, shown, correcting.retract, form,
        lambda _values: correcting.retract(shown, by=request.user, words=form.words), kind="danger",
        text=_("The page stays, with the old text, and says from now on that the Network does not stand by it. This cannot be undone."),
    )  # fmt: skip


@login_required
def press_copy(request, slug):
    """Look at the letters to the press, then send them."""
    shown = the_statement(request, slug)
    permitted_or_403(request, press.add_press_contact)
    publication = Publication.objects.out().filter(statement=shown).select_related("statement", "pdf").first()
    if publication is None:
        with refusals_as_messages(request):
            raise Refused(_("The statement is not published yet. The press gets it with its publication."))
        return redirect(shown)
    letter = PressCopy(publication)
    return preview_page(
        request, letter, act=lambda note: circulate(letter, by=request.user, note=note),
        back=shown.get_absolute_url(), title=_("Send the press copy"), noun=_("Press copy of a statement"),
    )  # fmt: skip


def _empty(request):
    """A page that only asks whether one means it."""
    return forms.Form(request.POST) if request.method == "POST" else forms.Form()


def _publication(statement):
    publication = Publication.objects.filter(statement=statement).first()
    if publication is None:
        raise Http404
    return publication
