"""A document's page, its description, and the acts of its life."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.audit.models import Act
from foundation.core.access import refusals_as_messages
from foundation.documents.files import serve_bytes, store_upload
from knowledge import citation, lists
from knowledge.discussed import discussed_at
from knowledge.forms import DocumentForm, NewDocumentForm, ReasonForm, SuccessorForm
from knowledge.models import Document
from knowledge.states import AgeFocus
from knowledge.views.boxes import doings_of, release_box, versions_by_language
from knowledge.views.frame import act_on, crumbs_of, open_to_the_public, page_about, the_document
from knowledge.workflow import documents as office
from knowledge.workflow.reading import is_on_record, note_opened
from members.standing import Standing
from members.views.acts import permitted_or_403, versioned_page
from workinggroups.models import WorkingGroup

# Moves that need no words; each is a POST to its own name.
PLAIN_MOVES = {
    move.slug: move
    for move in (
        office.keep_document, office.put_back_document, office.put_back_behind, office.put_back_to_draft
    )
}  # fmt: skip
TOPICS = (*lists.SOURCES,)


@open_to_the_public
@require_safe
def document(request, pk):
    """Everything about one document that this reader may know; opening a confidential one is recorded."""
    shown = the_document(request, pk)
    note_opened(request.user, shown)
    user = request.user
    keeps = user.has_perm("knowledge.see_access_records", shown)
    languages = versions_by_language(shown)
    predecessor = Document.objects.visible_to(user).filter(pk=shown.supersedes_id).first()
    context = {
        **page_about(request, shown),
        "languages": languages,
        "can_compare": any(one.earlier for one in languages),
        "may_unname": user.has_perm("knowledge.unname_reader", shown),
        "topics": _topics(shown),
        "predecessor": predecessor,
        "successors": list(Document.objects.visible_to(user).on_the_shelves().filter(supersedes=shown)),
        "places": discussed_at(user, shown),
        "citation": citation.in_words(shown),
        "is_on_record": is_on_record(user, shown),
        "missing": office.keep_document.what_is_missing(shown) if keeps and shown.state == "draft" else [],
        "named": list(shown.named_readers.select_related("person__organisation")) if keeps else [],
        "release": release_box(user, shown) if keeps else None,
        "doings": doings_of(user, shown),
        "keeps": keeps,
        "acts": _acts(user, shown),
    }
    return render(request, "knowledge/document.html", context)


def _topics(shown):
    """What it is about: the name of each list, and what was chosen from it."""
    rows = [(name, lists.labels(name, getattr(shown, name))) for name in TOPICS]
    rows.append(("ages", [AgeFocus(age).label for age in shown.ages]))
    rows.append(("gender", [shown.get_gender_display()] if shown.gender else []))
    return [(Document._meta.get_field(name).verbose_name, words) for name, words in rows if words]


def _acts(user, shown):
    """Who did what to it is for the Network's own people."""
    if not Standing.of(user).is_insider:
        return None
    return Act.objects.about(shown, *shown.releases.all()).open()


@open_to_the_public
@require_safe
def citation_file(request, pk, form):
    """The citation as a file for reference managers."""
    shown = the_document(request, pk)
    make, media = {"bib": (citation.bibtex, citation.BIBTEX), "ris": (citation.ris, citation.RIS)}[form]
    name = f"{(shown.symbol or f'document-{shown.pk}').replace('/', '-')}.{form}"
    return serve_bytes(make(shown).encode(), name=name, media_type=media)


@login_required
def document_new(request):
    """Add a document as a draft, with its file or with an outside address."""
    permitted_or_403(request, office.add_document)
    standing = Standing.of(request.user)
    asked = WorkingGroup.objects.visible_to(request.user).filter(slug=request.GET.get("group", "")).first()
    initial = {"owner": standing.organisation_id, "language": request.LANGUAGE_CODE[:2]}
    initial |= {"audience": "group", "group": asked} if asked else {}
    form = NewDocumentForm(
        request.POST or None, request.FILES or None, user=request.user, instance=Document(), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request):
            made = _add(request.user, form.values())
            messages.success(request, _("The document is a draft. Look at it, then put it into the library."))
            return redirect(made)
    context = {
        "form": form,
        "title": _("Add to the library"),
        "crumbs": crumbs_of(None, _("Add to the library")),
    }
    return render(request, "knowledge/document_form.html", context)


def _add(user, values):
    upload = values.pop("file", None)
    stored = store_upload(upload, by=user) if upload else None
    return office.add_document(by=user, stored_file=stored, **values)


@login_required
def document_edit(request, pk):
    """Change the description; on a conflict both texts are shown."""
    shown = the_document(request, pk)
    permitted_or_403(request, office.edit_document, shown)
    form = DocumentForm(request.POST or None, user=request.user, instance=shown)
    return versioned_page(
        request, form,
        lambda version, values: office.edit_document(shown, by=request.user, version=version, **values),
        title=_("Describe the document"), back=shown.get_absolute_url(),
        crumbs=crumbs_of(shown, _("Describe the document")), template="knowledge/document_form.html",
    )  # fmt: skip


@require_POST
@login_required
def document_move(request, pk, move):
    """Put a draft into the library, or what was withdrawn back."""
    shown = the_document(request, pk)
    if move not in PLAIN_MOVES:
        raise Http404
    with refusals_as_messages(request) as refusals:
        PLAIN_MOVES[move](shown, by=request.user)
    if not refusals:
        messages.success(
            request, _("The document is in the library.") if shown.symbol else _("It is a draft again.")
        )
    return redirect(shown)


@login_required
def document_withdraw(request, pk):
    shown = the_document(request, pk)
    return act_on(
        request, shown, office.withdraw_document, ReasonForm(request.POST or None),
        lambda values: office.withdraw_document(shown, by=request.user, **values), kind="danger",
        text=_("Its readers will not find it any more. It is kept, and can be put back."),
        done=_("The document is withdrawn. It can be put back on this page."),
    )  # fmt: skip


@login_required
def document_supersede(request, pk):
    shown = the_document(request, pk)
    form = SuccessorForm(request.POST or None, user=request.user)
    return act_on(
        request, shown, office.supersede_document, form,
        lambda _values: office.supersede_document(shown, by=request.user, successor=form.successor),
        text=_("Both stay in the library and point to each other."),
        done=_("The document says now that it was superseded."),
    )  # fmt: skip
