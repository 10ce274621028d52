"""The secretariat's list of stakeholders of an annual meeting: invited, registered, silent; the gate list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.audit.models import Act
from foundation.circulation.pages import preview_page
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.templatetags.ui import in_language
from foundation.documents.files import file_name, serve_bytes
from meetings import exports_gate, letters
from meetings.exports import PDF
from meetings.exports_representation import XLSX
from meetings.forms.stakeholders import (
    CorrectStakeholderForm,
    PasteForm,
    RegistrationForms,
    StakeholderForm,
    TermsForm,
)
from meetings.letters.stakeholders import OF_STAKEHOLDERS, StakeholderInvitation, registration_url
from meetings.models import Meeting, Stakeholder
from meetings.states import MeetingKind, Mode
from meetings.states_annual import StakeholderState
from meetings.workflow import registration as answers
from meetings.workflow import stakeholders as office
from members.views.acts import act_page, permitted_or_403


@login_required
@require_safe
def stakeholder_list(request, slug):
    meeting = _meeting(request, slug)
    rows = Stakeholder.objects.visible_to(request.user).filter(meeting=meeting)
    rows = list(rows.prefetch_related("registrants").select_related("organisation"))
    written = StakeholderInvitation(meeting).invited_addresses()
    for row in rows:
        row.is_written_to = row.email in written
    terms = office.registration_of(meeting)
    groups = {state.value: [row for row in rows if row.state == state] for state in StakeholderState}
    taken = sum(row.registered_count for row in rows)
    return render(request, "meetings/stakeholder_list.html", _page(meeting) | {
        "groups": groups, "terms": terms, "taken": taken, "is_empty": not rows,
        "free": max(0, terms.capacity - taken), "deleted_on": answers.deleted_on(meeting),
        "unwritten": sum(1 for row in groups["invited"] if not row.is_written_to),
        "silent": sum(1 for row in groups["invited"] if row.is_written_to),
        "was_written": bool(written), "moves": {move.name for move in office.MEETING.open_to(request.user, meeting)},
        "has_gate": meeting.mode != Mode.ONLINE, "acts": _acts(meeting),
    })  # fmt: skip


@login_required
def stakeholder_new(request, slug):
    meeting = _meeting(request, slug)
    permitted_or_403(request, office.invite_stakeholder, meeting)
    return act_page(
        request, StakeholderForm(request.POST or None),
        lambda values: office.invite_stakeholder(meeting, by=request.user, **values),
        title=_("Invite a stakeholder"), subtitle=in_language(meeting, "title"), back=_list(meeting),
        button=_("Put on the list"), done=_("It is on the list. Its letter goes when you circulate the invitation."),
        text=_("Choose an organisation of the directory, or type one for this meeting only."),
        crumbs=_page(meeting, _("Invite a stakeholder"))["crumbs"],
    )  # fmt: skip


@login_required
def stakeholder_paste(request, slug):
    meeting = _meeting(request, slug)
    permitted_or_403(request, office.invite_stakeholder, meeting)
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            made = office.invite_stakeholders(meeting, by=request.user, rows=form.cleaned_data["lines"])
        if not refusals:
            sentence = ngettext(
                "%(count)s organisation is on the list now.", "%(count)s organisations are on the list now.", len(made)
            )  # fmt: skip
            messages.success(request, sentence % {"count": len(made)})
            return redirect(_list(meeting))
    return render(request, "members/act.html", _page(meeting, _("Paste a list")) | {
        "form": form, "title": _("Paste a list"), "subtitle": in_language(meeting, "title"),
        "button": _("Put on the list"), "back": _list(meeting),
        "text": _("All lines are taken, or none: what is wrong is named, and your text stays here."),
    })  # fmt: skip


@login_required
def stakeholder_edit(request, slug, pk):
    meeting, row = _stakeholder(request, slug, pk)
    permitted_or_403(request, office.edit_stakeholder, row)
    return act_page(
        request, CorrectStakeholderForm(request.POST or None, instance=Stakeholder.objects.get(pk=row.pk)),
        lambda values: office.edit_stakeholder(row, by=request.user, **values),
        title=_("Correct the entry"), subtitle=str(row), back=_list(meeting), button=_("Save"),
        done=_("The entry is corrected."), crumbs=_page(meeting, str(row))["crumbs"],
        text=_("A new address needs a new letter: links that went to the old address stop working."),
    )  # fmt: skip


@login_required
def stakeholder_register(request, slug, pk):
    """Register, or decline, for a stakeholder that told the secretariat; open after the deadline as well."""
    meeting, row = _stakeholder(request, slug, pk)
    permitted_or_403(request, answers.register, row)
    terms = office.registration_of(meeting)
    forms = RegistrationForms(row, terms.seats, request.POST or None)
    is_declined = request.POST.get("answer") == "decline"
    if request.method == "POST" and forms.is_valid():
        with refusals_as_messages(request) as refusals:
            answers.answer(row, by=request.user, is_declined=is_declined, **forms.words)
        if not refusals:
            messages.success(request, _("The answer of %(name)s is recorded.") % {"name": row})
            return redirect(_list(meeting))
        row.refresh_from_db()
    return render(request, "meetings/stakeholder_register.html", _page(meeting, str(row)) | {
        "stakeholder": row, "forms": forms, "terms": terms, "back": _list(meeting),
        "url": registration_url(row), "deleted_on": answers.deleted_on(meeting),
    })  # fmt: skip


@require_POST
@login_required
def stakeholder_withdraw(request, slug, pk):
    return _moved(request, slug, pk, office.withdraw_stakeholder, _("The invitation is withdrawn."))


@require_POST
@login_required
def stakeholder_invite_again(request, slug, pk):
    return _moved(request, slug, pk, office.invite_stakeholder_again, _("The invitation stands again."))


@login_required
def stakeholder_terms(request, slug):
    meeting = _meeting(request, slug)
    permitted_or_403(request, office.set_registration, meeting)
    form = TermsForm.of(office.registration_of(meeting), request.POST or None)
    return act_page(
        request, form, lambda values: office.set_registration(meeting, by=request.user, **form.facts),
        title=_("Terms of registration"), subtitle=in_language(meeting, "title"), back=_list(meeting),
        button=_("Save"), done=_("The terms are saved."), crumbs=_page(meeting, _("Terms of registration"))["crumbs"],
    )  # fmt: skip


@login_required
def stakeholder_circulate(request, slug, occasion):
    """Look at the letter to the stakeholders before it leaves."""
    meeting = _meeting(request, slug)
    permitted_or_403(request, office.invite_stakeholder, meeting)
    letter_class, states = OF_STAKEHOLDERS.get(occasion, (None, ()))
    if meeting.state not in states:
        raise Http404
    letter = letter_class(meeting)
    return preview_page(
        request, letter, act=lambda note: letters.circulate_letter(letter, by=request.user, note=note),
        back=_list(meeting), title=letter.title(), noun=letter.title(),
    )  # fmt: skip


@login_required
@require_safe
def gate_list_pdf(request, slug):
    return _gate_list(request, slug, exports_gate.gate_list_pdf, "pdf", PDF)


@login_required
@require_safe
def gate_list_xlsx(request, slug):
    return _gate_list(request, slug, exports_gate.gate_list_xlsx, "xlsx", XLSX)


def _gate_list(request, slug, make, extension, media_type):
    """Names for the guards, made at this moment and stored nowhere (RULES R10.67)."""
    meeting = _meeting(request, slug)
    permitted_or_403(request, answers.draw_gate_list, meeting)
    with refusals_as_messages(request):
        rows = answers.draw_gate_list(meeting, by=request.user)
        language = get_language()
        name = file_name(meeting.symbol, "GATE", language=language, extension=extension)
        return serve_bytes(make(meeting, rows, language), name=name, media_type=media_type)
    return redirect(_list(meeting))


def _moved(request, slug, pk, move, sentence):
    meeting, row = _stakeholder(request, slug, pk)
    with refusals_as_messages(request) as refusals:
        move(row, by=request.user)
    if not refusals:
        messages.success(request, sentence)
    return redirect(_list(meeting))


def _meeting(request, slug):
    """An annual meeting, for those who prepare it; for others there is no such page."""
    if not request.user.has_perm("meetings.see_preparation"):
        raise Http404
    return visible_or_404(Meeting, request.user, slug=slug, kind=MeetingKind.ANNUAL)


def _stakeholder(request, slug, pk):
    meeting = _meeting(request, slug)
    rows = Stakeholder.objects.select_related("meeting")
    return meeting, visible_or_404(Stakeholder, request.user, queryset=rows, meeting=meeting, pk=pk)


def _acts(meeting):
    verbs = [f"meetings.{move}" for move in (
        "invite_stakeholder", "set_registration", "draw_gate_list", "forget_names",
    )]  # fmt: skip
    return Act.objects.about(meeting).filter(verb__in=verbs)[:20]


def _list(meeting):
    return reverse("meetings:stakeholder_list", args=[meeting.slug])


def _page(meeting, label=""):
    crumbs = [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()},
    ]  # fmt: skip
    if label:
        crumbs.append({"label": _("Stakeholders"), "url": _list(meeting)})
    return {"meeting": meeting, "crumbs": [*crumbs, {"label": label or _("Stakeholders")}]}
