"""The parts of a document's page: its versions by language, its release, and what this reader can do."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.states import ReleaseState
from knowledge.workflow import documents, readers, releases, versions

HEADLINES = {
    "keep-document": _("Put into the library"), "put-back-document": _("Put back"),
    "put-back-behind": _("Put back"), "put-back-to-draft": _("Put back"),
}  # fmt: skip


@dataclass
class InLanguage:
    """A document in one language: the newest file, and those before it."""

    name: str
    code: str
    newest: object
    earlier: list = field(default_factory=list)
    is_behind: bool = False


def versions_by_language(document):
    """Each language with its newest version first; one that lacks the newest text says so (RULES R8.45)."""
    rows = document.versions.select_related("stored_file", "made_by__person").order_by("language", "-number")
    found = {}
    for row in rows:
        row.document = document
        if row.language in found:
            found[row.language].earlier.append(row)
        else:
            found[row.language] = InLanguage(row.get_language_display(), row.language, row)
    newest = max((one.newest.revision for one in found.values()), default=0)
    for one in found.values():
        one.is_behind = one.newest.revision < newest
    return list(found.values())


@dataclass(frozen=True)
class Doing:
    """One act that this reader can do: a page with a form, or a button that posts."""

    label: str
    url: str
    is_post: bool = False
    is_main: bool = False
    kind: str = "secondary"


def doings_of(user, document):
    """The acts that are open to this reader now, the next step of its life first."""
    if not user.is_authenticated:
        return []
    found = []
    for move in documents.DOCUMENT.open_to(user, document):
        if move.slug in HEADLINES:
            url = reverse("knowledge:document_move", args=[document.pk, move.slug])
            found.append(Doing(HEADLINES[move.slug], url, is_post=True, is_main=True, kind=""))
        elif move in PAGES:
            url = reverse(f"knowledge:{PAGES[move]}", args=[document.pk])
            label = _("Add a file") if move is versions.add_language_version else move.label
            found.append(Doing(label, url, kind=KINDS.get(move, "secondary")))
    if _may_ask(user, document):
        url = reverse("knowledge:release_ask", args=[document.pk])
        found.append(Doing(_("Ask for release to the public"), url))
    return sorted(found, key=lambda doing: (not doing.is_main, doing.kind == "danger"))


PAGES = {
    documents.edit_document: "document_edit",
    versions.add_language_version: "version_new",
    documents.supersede_document: "document_supersede",
    readers.change_audience: "audience",
    readers.change_classification: "classification",
    readers.name_reader: "reader_name",
    documents.withdraw_document: "document_withdraw",
}
KINDS = {documents.withdraw_document: "danger"}


def _may_ask(user, document):
    return (
        user.has_perm("knowledge.ask_for_release", document)
        and not list(releases.not_releasable(document))
        and not document.releases.on_the_way().exists()
    )


def release_box(user, document):
    """The release on its way, or the last one, with what this reader can do to it and what is missing."""
    rows = document.releases.select_related("asked_by__person", "answered_by__person", "released_by__person")
    release = rows.first()
    if release is None:
        return None
    release.document = document
    may = releases.RELEASE.open_to(user, release)
    release.doings = [
        Doing(move.label, reverse("knowledge:release_move", args=[document.pk, release.pk, move.slug]))
        for move in may
    ]
    is_waiting = release.state in (ReleaseState.ASKED, ReleaseState.AGREED)
    release.waits_for = list(releases.not_agreed_yet(release)) if is_waiting else []
    return release
