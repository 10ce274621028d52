"""To the PMT or the UNCT: the question, a look at the note, and the letter that carries it (RULES R4.23)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from decisions import escalation_note
from decisions.forms_escalation import AddresseeForm, EscalateForm
from decisions.letters.escalation import EscalationNote
from decisions.models import Decision, Escalation, TextVersion
from decisions.views.crumbs import crumbs_of
from decisions.views.looking import mark_of, was_looked_at
from decisions.workflow.decisions import address_note, escalate, live_round, send_note
from foundation.audit.models import Act
from foundation.circulation.pages import preview_page
from foundation.circulation.workflow import circulate, note_opened
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.documents.files import serve
from members.calendar import close_of_business
from members.standing import Standing
from members.views.acts import permitted_or_403


@login_required
def decision_escalate(request, pk):
    """A co-chair writes the question, reads the note as it will be, and escalates."""
    shown = visible_or_404(Decision, request.user, pk=pk)
    permitted_or_403(request, escalate, shown)
    if shown.state not in escalate.sources:
        messages.info(request, _("This decision cannot be escalated now."))
        return redirect(shown)
    if live_round(shown) is not None:
        messages.info(request, _("Members are being asked. It can be escalated once the round is over."))
        return redirect(shown)
    form, look = EscalateForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        if was_looked_at(request, form):
            made = _escalated(request, shown, dict(form.cleaned_data))
            if made is not None:
                messages.success(request, _("Escalated. The note is kept. Look at the letter and send it."))
                return redirect(made)
        else:
            look = _look(request.user, shown, form.cleaned_data)
    context = {
        "decision": shown, "form": form, "words": look, "mark": mark_of(form) if look else "",
        "crumbs": crumbs_of(shown, escalate.label),
    }  # fmt: skip
    return render(request, "decisions/escalate.html", context, status=422 if form.errors else 200)


def _escalated(request, shown, values):
    """Escalate and keep the note in one transaction; None when it was refused."""
    languages = values.pop("languages")
    with refusals_as_messages(request) as refusals, transaction.atomic():
        made = escalate(shown, by=request.user, **values)
        escalation_note.keep_notes(made, languages)
    return None if refusals else made


def _look(user, decision, values):
    """The words of the note as it would be made now; nothing is written."""
    text = TextVersion(decision=decision, title=decision.title, text=decision.text)
    return escalation_note.words_of(
        Escalation(
            decision=decision, version=text, to=values["to"], question=values["question"], reason=values["reason"],
            answer_due_at=close_of_business(values["answer_by"]), by=Standing.of(user).person, at=timezone.now(),
        )
    )  # fmt: skip


@login_required
def escalation(request, pk):
    """The note as a page, with its files; whoever may send it says to whom it goes beside its readers."""
    shown = _escalation(request, pk)
    form = AddresseeForm(request.POST or None, initial=_added(shown))
    if request.method == "POST":
        permitted_or_403(request, address_note, shown)
        if form.is_valid():
            with refusals_as_messages(request):
                address_note(shown, by=request.user, **form.cleaned_data)
            return redirect("decisions:escalation_circulate", pk=shown.pk)
    note_opened(request.user, shown)
    sees_decision = Decision.objects.visible_to(request.user).filter(pk=shown.decision_id).exists()
    files = [
        {"language": language, "kind": media_type, "extension": extension}
        for language in ("en", "ru", "ky")
        for media_type, extension in escalation_note.EXTENSIONS.items()
        if escalation_note.kept_note(shown, language, media_type)
    ]
    context = {
        "escalation": shown, "decision": shown.decision, "words": escalation_note.words_of(shown), "files": files,
        "sees_decision": sees_decision, "may_send": request.user.has_perm("decisions.send_note", shown),
        "form": form, "acts": Act.objects.about(shown).open(),
        "crumbs": crumbs_of(shown.decision, _("Note of escalation")) if sees_decision else [],
    }  # fmt: skip
    return render(request, "decisions/escalation.html", context, status=422 if form.errors else 200)


def _added(shown):
    return {
        "name": shown.added_name,
        "address": shown.added_address,
        "language": shown.added_language or "en",
    }


@login_required
@require_GET
def escalation_file(request, pk, language, extension):
    """The kept note in one language and format."""
    shown = _escalation(request, pk)
    media_type = {value: key for key, value in escalation_note.EXTENSIONS.items()}.get(extension)
    found = escalation_note.kept_note(shown, language, media_type) if media_type else None
    if found is None:
        raise Http404
    return serve(found.stored_file, inline=True, request=request)


@login_required
def escalation_circulate(request, pk):
    """The check before it leaves: to whom the note goes, and the letter of each (RULES R10.55)."""
    shown = _escalation(request, pk)
    if not request.user.has_perm("decisions.send_note", shown):
        raise PermissionDenied(_("The secretariat or a co-chair sends the note."))
    letter = EscalationNote(shown)

    def act(note):
        with transaction.atomic():
            send_note(shown, by=request.user)
            return circulate(letter, by=request.user, note=note)

    return preview_page(
        request, letter, act=act, back=shown.get_absolute_url(), title=_("Send the note"), noun=str(shown),
        after=shown.get_absolute_url(),
        crumbs=[
            *crumbs_of(shown.decision, "")[:-1],
            {"label": _("Note of escalation"), "url": shown.get_absolute_url()}, {"label": _("Send the note")},
        ],
    )  # fmt: skip


def _escalation(request, pk):
    rows = Escalation.objects.select_related("decision", "version", "by")
    return visible_or_404(Escalation, request.user, queryset=rows, pk=pk)
