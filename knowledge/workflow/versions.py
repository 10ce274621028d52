"""Versions and languages of a document: Rev.n, Corr.n and language versions, never overwritten (RULES R8.45)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import NotPermitted, Refused
from knowledge.access import may_keep, owns_it
from knowledge.models import DocumentVersion
from knowledge.states import DocumentState, LibraryAudience
from knowledge.workflow.documents import DOCUMENT, hat_in_library

S = DocumentState


@DOCUMENT.act(
    S.DRAFT,
    S.KEPT,
    may=may_keep,
    hat=hat_in_library,
    label=_("New version"),
    done=_("New version %(version)s"),
)
def revise_document(document, *, by, stored_file, language, note):
    """Add Rev.n: a new text that takes the place of the one before. Returns the `DocumentVersion`."""
    known = _known(document)
    _refuse_unfit(document, by, known, stored_file, language)
    _refuse_without_words(note)
    if not known:
        raise Refused(_("There is no version to revise yet. Add the first file."))
    revision = _revision(known) + 1
    return _make(document, known, by, stored_file, language, note=note, revision=revision)


@DOCUMENT.act(
    S.DRAFT,
    S.KEPT,
    may=may_keep,
    hat=hat_in_library,
    label=_("Corrigendum"),
    done=_("Corrigendum %(version)s"),
)
def correct_document(document, *, by, stored_file, language, note):
    """Add Corr.n: the same text without a mistake; the same number in each language. Returns the `DocumentVersion`."""
    known = _known(document)
    _refuse_unfit(document, by, known, stored_file, language)
    _refuse_without_words(note)
    revision = _revision(known)
    here = [one.correction for one in known if (one.language, one.revision) == (language, revision)]
    if not here:
        raise Refused(
            _("This language has no version of the present text yet. Add it as a language version.")
        )
    reached = max(one.correction for one in known if one.revision == revision)
    number = reached if max(here) < reached else reached + 1
    return _make(document, known, by, stored_file, language, note=note, revision=revision, correction=number)


@DOCUMENT.act(
    S.DRAFT, S.KEPT, may=may_keep, hat=hat_in_library,
    label=_("Language version"), done=_("Language version %(version)s"),
)  # fmt: skip
def add_language_version(document, *, by, stored_file, language, is_translation=True, note=""):
    """Add the present text in another language, under the same symbol. Returns the `DocumentVersion`."""
    known = _known(document)
    _refuse_unfit(document, by, known, stored_file, language)
    revision = _revision(known)
    if any((one.language, one.revision) == (language, revision) for one in known):
        raise Refused(
            _(
                "The present text is here in this language already. Add a new version or a corrigendum instead."
            )
        )
    return _make(
        document, known, by, stored_file, language, note=note, revision=revision,
        is_translation=is_translation and bool(known),
    )  # fmt: skip


def _known(document):
    return list(document.versions.select_related("stored_file"))


def _revision(known):
    return max((one.revision for one in known), default=0)


def _refuse_unfit(document, by, known, stored_file, language):
    if document.audience == LibraryAudience.PUBLIC and not owns_it.test(by, document):
        raise NotPermitted(
            _(
                "This document is public: only its owner may change what was released. Take the release back first."
            )
        )
    same = [one for one in known if one.stored_file.sha256 == stored_file.sha256 and one.language == language]
    if same:
        raise Refused(_("This is the same file as the version that is here already. Choose the new file."))


def _refuse_without_words(note):
    if not note.strip():
        raise Refused(_("Say in a sentence what changed: readers decide by it whether to read it again."))


def _make(document, known, by, stored_file, language, *, note="", **fields):
    number = max((one.number for one in known if one.language == language), default=0) + 1
    of_language = [one for one in known if one.language == language]
    fields.setdefault("is_translation", of_language[-1].is_translation if of_language else False)
    made = DocumentVersion.objects.create(
        document=document, number=number, language=language, stored_file=stored_file, note=note.strip(),
        made_by=by, made_at=timezone.now(), **fields,
    )  # fmt: skip
    document.act_details = {
        "version": f"{made.suffix} ({language})".strip(), "file": stored_file.name, "sha256": stored_file.sha256,
    }  # fmt: skip
    return made
