"""The life of a document of the library.

    draft ──keep──▶ in the library ──supersede──▶ superseded
      │ ▲              │      ▲                     │    ▲
      └─┼──────────────┴──────┼──── withdraw ───────┘    │
        └──── put back ── withdrawn ─────────────────────┘

It gets its symbol when it is put on the shelves; languages and versions carry the same one (RULES R8.45).
"""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import NotPermitted, Refused, Workflow
from foundation.documents.models import Classification
from foundation.documents.symbols import next_symbol
from knowledge.access import is_secretariat, may_add, may_keep, owns_it
from knowledge.models import Document, DocumentVersion, NamedReader
from knowledge.states import DOCUMENT_MAP, DocumentKind, DocumentState, LibraryAudience
from members.standing import Standing

S = DocumentState
DOCUMENT = Workflow("knowledge", DocumentState, DOCUMENT_MAP)
# Once a document is on the shelves, these have acts of their own, with a reason or a consent.
FOR_WHOM = ("classification", "audience", "group", "owner")


def hat_in_library(user, thing):
    """The hat under which somebody acts: of two, that of the owner (RULES R2.6)."""
    document = getattr(thing, "document", thing)
    if is_secretariat.test(user) and not owns_it.test(user, document):
        return Hat.SECRETARIAT
    return Hat.MEMBER


def in_all_languages(choice):
    """The words for a choice in each language of the portal, for the record of an act."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(choice.label)
    return found


def refuse_unfit(classification, audience, group=None):
    """Raise `Refused` where classification and audience do not go together (RULES R8.41)."""
    if audience == LibraryAudience.PUBLIC:
        raise Refused(_("Making a document public is an act of its own: ask for its release."))
    if classification == Classification.STRICTLY_CONFIDENTIAL and audience != LibraryAudience.NAMED:
        raise Refused(
            _("What is strictly confidential is for named persons only. Choose that audience first.")
        )
    if classification != Classification.UNCLASSIFIED and audience == LibraryAudience.NETWORK_AND_STATE:
        raise Refused(
            _("What is confidential is not for the state counterpart as such. Name its people as readers.")
        )
    if audience == LibraryAudience.GROUP and group is None:
        raise Refused(_("Choose the working group for which the document is meant."))


def refuse_foreign_owner(by, owner):
    """Raise `NotPermitted` unless `by` may speak for the owner: its people and the secretariat."""
    standing = Standing.of(by)
    if not standing.is_secretariat and owner.pk not in standing.member_organisations:
        raise NotPermitted(_("You may add documents of your own organisation only."))


def refuse_foreign_group(by, group):
    """Raise `NotPermitted` for a group in which `by` does not sit; the secretariat reaches all of them."""
    standing = Standing.of(by)
    if group is not None and not standing.is_secretariat and group.pk not in standing.groups:
        raise NotPermitted(_("You may choose working groups in which you take part only."))


@DOCUMENT.creation(
    may=may_add, hat=hat_in_library, label=_("Add to the library"), done=_("Document added as a draft")
)
def add_document(*, by, owner, stored_file=None, language="en", is_translation=False, **fields):
    """Write down a draft, with its first file or with an outside address. Returns the `Document`.

    Who adds what is strictly confidential is its first named reader; else nobody could go on with it.
    """
    refuse_foreign_owner(by, owner)
    refuse_foreign_group(by, fields.get("group"))
    classification = fields.get("classification", Classification.UNCLASSIFIED)
    refuse_unfit(classification, fields.get("audience", LibraryAudience.NETWORK), fields.get("group"))
    document = Document.objects.create(owner=owner, added_by=by, added_at=timezone.now(), **_tidy(fields))
    if classification == Classification.STRICTLY_CONFIDENTIAL:
        NamedReader.objects.create(document=document, person=by.person)
    if stored_file is not None:
        DocumentVersion.objects.create(
            document=document, number=1, language=language, is_translation=is_translation,
            stored_file=stored_file, made_by=by, made_at=timezone.now(),
        )  # fmt: skip
        document.act_details = {"file": stored_file.name, "sha256": stored_file.sha256}  # type: ignore[attr-defined]
    return document


def _tidy(fields):
    """A group is kept only where the document is meant for it; an outside link leads somewhere."""
    if fields.get("audience") != LibraryAudience.GROUP:
        fields["group"] = None
    _refuse_link_to_nowhere(fields.get("kind"), fields.get("address"))
    return fields


@DOCUMENT.act(
    S.DRAFT, S.KEPT, S.SUPERSEDED, may=may_keep, hat=hat_in_library,
    label=_("Describe"), done=_("Description changed"),
)  # fmt: skip
def edit_document(document, *, by, version, **fields):
    """Change the description; for whom it is, of a draft only. Raises `Stale` when somebody else saved first."""
    document.take(version)
    changed = [name for name, value in fields.items() if getattr(document, name) != value]
    if document.state != S.DRAFT and set(changed) & set(FOR_WHOM):
        raise Refused(
            _(
                "For whom a document is, and how it is classified, is changed by acts of their own, on its page."
            )
        )
    if "owner" in changed:
        refuse_foreign_owner(by, fields["owner"])
    if "group" in changed:
        refuse_foreign_group(by, fields["group"])
    for name in changed:
        setattr(document, name, fields[name])
    _refuse_link_to_nowhere(document.kind, document.address)
    if document.state == S.DRAFT:
        _keep_fit(document, by)
    document.act_details = {"changed": changed}


def _keep_fit(draft, by):
    """What is said of its readers goes together, and somebody can go on with it."""
    refuse_unfit(draft.classification, draft.audience, draft.group)
    if draft.audience != LibraryAudience.GROUP:
        draft.group = None
    if draft.classification == Classification.STRICTLY_CONFIDENTIAL:
        NamedReader.objects.get_or_create(document=draft, person=by.person)


def _refuse_link_to_nowhere(kind, address):
    if kind == DocumentKind.LINK and not address:
        raise Refused(_("Give the address of the outside link."))


def not_ready_for_the_shelves(document):
    """What keeps a draft from being put into the library, in sentences (RULES R10.59)."""
    if not document.address and not document.versions.exists():
        yield _("There is nothing to read yet: add a file, or the address of an outside link.")
    if document.issued_on is None:
        yield _("The date of the document is missing: people look for documents by their year.")


@DOCUMENT.move(
    S.DRAFT, to=S.KEPT, may=may_keep, hat=hat_in_library, missing=not_ready_for_the_shelves,
    label=_("Put into the library"), done=_("Put into the library as %(symbol)s"),
)  # fmt: skip
def keep_document(document, *, by):
    """Put a draft on the shelves: from now on its readers find it, under its symbol."""
    document.symbol = next_symbol(f"UNMN-KG/{timezone.localdate().year}/LIB")
    document.act_details = {"symbol": document.symbol}


@DOCUMENT.move(
    S.KEPT, to=S.SUPERSEDED, may=may_keep, hat=hat_in_library,
    label=_("Name its successor"), done=_("Superseded by %(successor)s"),
)  # fmt: skip
def supersede_document(document, *, by, successor):
    """Another document of the library takes the place of this one; both stay and point to each other."""
    successor = Document.objects.select_for_update(of=("self",)).get(pk=successor.pk)
    if not successor.is_on_the_shelves or successor.pk == document.pk:
        raise Refused(_("Choose another document that is in the library."))
    if not may_keep.test(by, successor):
        raise NotPermitted(_("You may name a document of your own organisation as the successor only."))
    if successor.supersedes_id not in (None, document.pk):
        raise Refused(
            _("“%(title)s” supersedes another document already. Make one successor for each.")
            % {"title": successor.title}
        )
    if document.pk in _followers(successor):
        raise Refused(_("“%(title)s” was itself superseded by this document.") % {"title": successor.title})
    successor.supersedes = document
    successor.save(update_fields=["supersedes"])
    document.act_details = {"successor": successor.symbol}


def _followers(document):
    """The keys of all that superseded a document, one after the other."""
    found, wave = set(), {document.pk}
    while wave:
        rows = Document.objects.filter(supersedes__in=wave).values_list("pk", flat=True)
        wave = set(rows) - found
        found |= wave
    return found


@DOCUMENT.move(
    S.DRAFT, S.KEPT, S.SUPERSEDED, to=S.WITHDRAWN, may=may_keep, hat=hat_in_library,
    label=_("Withdraw"), done=_("Withdrawn"),
)  # fmt: skip
def withdraw_document(document, *, by, reason):
    """Take a document off the shelves, for a reason; it is kept and can be put back."""
    if not reason.strip():
        raise Refused(_("Say why the document is withdrawn."))
    if document.audience == LibraryAudience.PUBLIC:
        raise Refused(_("This document is public. Take its release back first, then withdraw it."))
    document.withdrawn_because = reason.strip()


def _has_successor(document):
    return document.successors.exclude(state=S.WITHDRAWN).exists()


def not_straight_back(document):
    """Why a withdrawn document does not go back as a current one."""
    if not document.symbol:
        yield _("It was never in the library: it goes back to its draft.")
    elif _has_successor(document):
        yield _("It has a successor: it goes back behind that one.")


def not_behind(document):
    """Why a withdrawn document does not go back as a superseded one."""
    if not document.symbol or not _has_successor(document):
        yield _("It has no successor in the library.")


def not_to_its_draft(document):
    """Why a withdrawn document does not go back to its draft."""
    if document.symbol:
        yield _("It has its symbol already.")


@DOCUMENT.move(
    S.WITHDRAWN, to=S.KEPT, may=may_keep, hat=hat_in_library, missing=not_straight_back,
    label=_("Put back"), done=_("Put back into the library"),
)  # fmt: skip
def put_back_document(document, *, by):
    """Put a withdrawn document back on the shelves."""
    document.withdrawn_because = ""


@DOCUMENT.move(
    S.WITHDRAWN, to=S.SUPERSEDED, may=may_keep, hat=hat_in_library, missing=not_behind,
    label=_("Put back"), done=_("Put back behind its successor"),
)  # fmt: skip
def put_back_behind(document, *, by):
    """Put back a withdrawn document that has a successor: it says so."""
    document.withdrawn_because = ""


@DOCUMENT.move(
    S.WITHDRAWN, to=S.DRAFT, may=may_keep, hat=hat_in_library, missing=not_to_its_draft,
    label=_("Put back"), done=_("Put back to its draft"),
)  # fmt: skip
def put_back_to_draft(document, *, by):
    """Take a discarded draft up again."""
    document.withdrawn_because = ""
