"""Terms of reference of a group: drafted, reviewed, agreed; the pages of the review are foundation's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.audit.models import Act
from foundation.circulation.pages import preview_page
from foundation.circulation.workflow import circulate, note_opened
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.workflow import Refused
from foundation.documents.files import serve_bytes
from foundation.review.models import Comment, Proposal
from foundation.review.pages import ReviewPages
from foundation.review.reading import Reading
from foundation.review.redline import what_changed
from members.calendar import closing_moment
from members.models import Parameter
from members.views.acts import permitted_or_403, versioned_page
from workinggroups import exports
from workinggroups.access import voices_in
from workinggroups.forms import ReasonForm, TermsForm
from workinggroups.letters import terms_letters
from workinggroups.models import TermsOfReference
from workinggroups.states import TermsState
from workinggroups.views.frame import act_on, crumbs_of, page_of, the_group
from workinggroups.workflow import terms as office


@login_required
@require_safe
def terms(request, slug):
    """The text as it stands: under review with its remarks, agreed, or while it is written."""
    group = the_group(request, slug)
    shown = TermsOfReference.objects.visible_to(request.user).filter(group=group).first()
    context = page_of(request, group, _("Terms of reference"), terms=shown)
    context["may_begin"] = shown is None and request.user.has_perm("workinggroups.begin_terms", group)
    if shown is None:
        return render(request, "workinggroups/terms.html", context)
    shown.group = group
    note_opened(request.user, shown)
    context |= {"moves": {move.name for move in office.TERMS.open_to(request.user, shown)}}
    if context["in_space"]:
        context["acts"] = Act.objects.about(shown).open()
    version = _version_for(context["in_space"], shown)
    if version is not None:
        reading = _reading(request, shown, version)
        context |= {
            "reviewed": shown, "version": version, "paragraphs": reading.paragraphs(),
            "versions": list(shown.text.versions.all()), "voices": reading.voices,
            "missing": _missing(request, shown), "is_open": shown.is_open_for_remarks,
        }  # fmt: skip
    return render(request, "workinggroups/terms.html", context)


def _version_for(in_space, shown):
    """The newest version for the group's people; for everybody else the one that was agreed last."""
    if shown.text_id is None:
        return None
    if in_space:
        return shown.text.latest
    return shown.text.versions.filter(text_hash=shown.agreed_hash).last()


def _missing(request, shown):
    may_agree = request.user.has_perm("workinggroups.agree_terms", shown)
    return (
        office.agree_terms.what_is_missing(shown) if may_agree and shown.state == TermsState.IN_REVIEW else []
    )


def _reading(request, shown, version=None):
    return Reading(
        shown, request.user, voices=voices_in(request.user, shown.group),
        may_answer=request.user.has_perm("workinggroups.run", shown), version=version,
    )  # fmt: skip


def _terms(request, slug):
    """The text, with its group; for the acts on it."""
    group = the_group(request, slug)
    rows = TermsOfReference.objects.select_related("group", "text")
    return visible_or_404(TermsOfReference, request.user, queryset=rows, group=group)


@require_POST
@login_required
def terms_begin(request, slug):
    group = the_group(request, slug)
    with refusals_as_messages(request) as refusals:
        office.begin_terms(group, by=request.user)
    return redirect("workinggroups:terms" if refusals else "workinggroups:terms_edit", slug)


@login_required
def terms_edit(request, slug):
    """Write the draft; on a conflict both texts are shown."""
    shown = _terms(request, slug)
    permitted_or_403(request, office.write_terms, shown)
    return versioned_page(
        request, TermsForm(request.POST or None, instance=shown),
        lambda version, values: office.write_terms(shown, by=request.user, version=version, **values),
        title=_("Write the terms of reference"), back=shown.get_absolute_url(),
        crumbs=crumbs_of(shown.group, _("Edit"), at=(_("Terms of reference"), shown.get_absolute_url())),
    )  # fmt: skip


@login_required
def terms_circulate(request, slug):
    """Look at the letter that opens the review; circulating it freezes the text."""
    shown = _terms(request, slug)
    permitted_or_403(request, office.send_terms_for_review, shown)
    missing = office.send_terms_for_review.what_is_missing(shown)
    if shown.state != TermsState.DRAFT or missing:
        with refusals_as_messages(request):
            raise Refused(" ".join(map(str, missing)) or _("This text was sent for review already."))
        return redirect(shown)
    ends = closing_moment(Parameter.value_of("group_review_wd"))

    def act(note):
        with transaction.atomic():
            office.send_terms_for_review(shown, by=request.user, ends=ends)
            return [circulate(letter, by=request.user, note=note) for letter in terms_letters(shown, ends)]

    return preview_page(
        request, terms_letters(shown, ends), act=act, back=shown.get_absolute_url(),
        title=_("Send the terms of reference for review"), noun=str(shown), after=shown.get_absolute_url(),
    )  # fmt: skip


def _moved(request, slug, move, done):
    shown = _terms(request, slug)
    with refusals_as_messages(request):
        move(shown, by=request.user)
        messages.success(request, done)
    return redirect(shown)


@require_POST
@login_required
def terms_issue_version(request, slug):
    return _moved(request, slug, office.issue_terms_version, _("The next version is under review now."))


@require_POST
@login_required
def terms_agree(request, slug):
    return _moved(request, slug, office.agree_terms, _("Recorded: the group agreed its terms of reference."))


@require_POST
@login_required
def terms_write_anew(request, slug):
    return _moved(
        request, slug, office.write_terms_anew, _("The agreed text holds until the next one is agreed.")
    )


@login_required
def terms_take_back(request, slug):
    shown = _terms(request, slug)
    return act_on(
        request, shown, office.take_terms_back, ReasonForm(request.POST or None),
        lambda values: office.take_terms_back(shown, by=request.user, **values),
        group=shown.group, back=shown.get_absolute_url(), kind="danger",
        text=_("The review ends, and the text can be written on. What was said stays with its version."),
    )  # fmt: skip


@login_required
@require_safe
def terms_pdf(request, slug):
    shown = _terms(request, slug)
    version = _version_for(request.user.has_perm("workinggroups.see_space", shown.group), shown)
    if version is None:
        raise Http404
    language = get_language()
    data = exports.terms_pdf(shown, version, language=language)
    name = exports.name_of(shown.group, "ToR", language, "pdf")
    return serve_bytes(data, name=name, media_type=exports.PDF, inline=True)


def _in_space(request, slug):
    """The text with what was said on it: for the group's own people and the office."""
    shown = _terms(request, slug)
    if shown.text_id is None or not request.user.has_perm("workinggroups.see_space", shown.group):
        raise Http404
    return shown


@login_required
@require_safe
def terms_changes(request, slug, number):
    """What changed between one version and the one before it."""
    shown = _in_space(request, slug)
    after = get_object_or_404(shown.text.versions, number=number)
    before = get_object_or_404(shown.text.versions, number=number - 1) if number else None
    if before is None:
        raise Http404
    context = page_of(
        request,
        shown.group,
        terms=shown,
        version=after,
        before=before,
        changes=what_changed(before, after, sees_internal=True),
    )
    context["crumbs"] = crumbs_of(
        shown.group, str(after), at=(_("Terms of reference"), shown.get_absolute_url())
    )
    return render(request, "workinggroups/terms_changes.html", context)


def _pages(request, slug):
    shown = _in_space(request, slug)
    crumbs = crumbs_of(shown.group, _("Paragraph"), at=(_("Terms of reference"), shown.get_absolute_url()))
    context = {"terms": shown, "group": shown.group, "crumbs": crumbs}
    return ReviewPages(
        request, _reading(request, shown), template="workinggroups/terms_paragraph.html", context=context
    )


@login_required
@require_safe
def terms_paragraph(request, slug, pk):
    return _pages(request, slug).paragraph(pk)


@require_POST
@login_required
def terms_comment(request, slug, pk):
    return _pages(request, slug).say(pk, "comment")


@require_POST
@login_required
def terms_propose_wording(request, slug, pk):
    return _pages(request, slug).say(pk, "wording")


@require_POST
@login_required
def terms_correct(request, slug, pk):
    return _pages(request, slug).say(pk, "correct")


@require_POST
@login_required
def terms_comment_act(request, slug, pk, act):
    return _pages(request, slug).act(Comment, pk, act)


@require_POST
@login_required
def terms_proposal_act(request, slug, pk, act):
    return _pages(request, slug).act(Proposal, pk, act)
