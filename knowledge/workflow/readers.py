"""For whom a document is: classification, audience, named readers (RULES R8.41 to R8.43)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import NotPermitted, Refused
from foundation.documents.models import Classification
from knowledge.access import may_keep, owns_it
from knowledge.models import NamedReader, Release
from knowledge.states import DocumentState, LibraryAudience, ReleaseState
from knowledge.workflow.documents import (
    DOCUMENT,
    hat_in_library,
    in_all_languages,
    refuse_foreign_group,
    refuse_unfit,
)
from members.models import Representation

S = DocumentState
HARM = list(Classification)
# From the fewest readers to the most.
WIDTH = [
    LibraryAudience.NAMED, LibraryAudience.GROUP, LibraryAudience.NETWORK, LibraryAudience.NETWORK_AND_STATE,
    LibraryAudience.PUBLIC,
]  # fmt: skip


@DOCUMENT.act(
    may=may_keep, hat=hat_in_library,
    label=_("Change the classification"), done=_("Classification: %(was)s → %(now)s"),
)  # fmt: skip
def change_classification(document, *, by, classification, reason=""):
    """Upgrade at once, by the owner or the secretariat; downgrade by the owner only, for a reason (RULES R8.43).

    What becomes confidential is not public any more; strictly confidential, it is for named persons alone.
    """
    if classification == document.classification:
        raise Refused(_("This is its classification already."))
    if HARM.index(classification) < HARM.index(document.classification):
        if not owns_it.test(by, document):
            raise NotPermitted(_("Only the owner organisation may lower the classification."))
        if not reason.strip():
            raise Refused(_("Say why the classification is lowered."))
    document.act_details = _from_to(Classification, document.classification, classification)
    document.classification = classification
    if classification != Classification.UNCLASSIFIED:
        _close_it(document, by, reason)


def _from_to(choices, was, now):
    return {"was": in_all_languages(choices(was)), "now": in_all_languages(choices(now))}


def _close_it(document, by, reason):
    """Take the readers away who may not have what is confidential."""
    if document.audience == LibraryAudience.PUBLIC:
        _end_release(document, by, reason)
    if document.audience in (LibraryAudience.PUBLIC, LibraryAudience.NETWORK_AND_STATE):
        document.audience = LibraryAudience.NETWORK
    if document.classification == Classification.STRICTLY_CONFIDENTIAL:
        document.audience, document.group = LibraryAudience.NAMED, None
        _name_its_keepers(document, by)


def _end_release(document, by, reason):
    """It is not public from this moment on; what was released stays on record."""
    rows = Release.objects.select_for_update().filter(document=document, state=ReleaseState.RELEASED)
    rows.update(
        state=ReleaseState.TAKEN_BACK, ended_by=by, ended_at=timezone.now(),
        ended_because=reason.strip() or str(_("The document was classified as confidential.")),
    )  # fmt: skip
    document.released_on, document.release_agreed_by = None, ""


def _name_its_keepers(document, by):
    """The owner's people, and who does this: else nobody could ever lower it again."""
    rows = Representation.objects.on().filter(organisation=document.owner_id)
    for person in {*rows.values_list("person", flat=True), by.person.pk}:
        NamedReader.objects.get_or_create(document=document, person_id=person)


@DOCUMENT.act(
    S.DRAFT, S.KEPT, S.SUPERSEDED, may=may_keep, hat=hat_in_library,
    label=_("Change for whom it is"), done=_("Audience: %(was)s → %(now)s"),
)  # fmt: skip
def change_audience(document, *, by, audience, group=None):
    """Say for whom it is. Fewer readers: owner and secretariat; more: the owner alone. Public is a release."""
    if document.audience == LibraryAudience.PUBLIC:
        raise Refused(_("This document is public. Take its release back first."))
    group = group if audience == LibraryAudience.GROUP else None
    refuse_unfit(document.classification, audience, group)
    if (audience, group) == (document.audience, document.group):
        raise Refused(_("This is for whom it is already."))
    is_wider = WIDTH.index(audience) > WIDTH.index(document.audience) or (
        audience == document.audience == LibraryAudience.GROUP
    )
    if document.state != S.DRAFT and is_wider and not owns_it.test(by, document):
        raise NotPermitted(_("Only the owner organisation may open its document to more readers."))
    refuse_foreign_group(by, group)
    document.act_details = _from_to(LibraryAudience, document.audience, audience)
    document.audience, document.group = audience, group


@DOCUMENT.act(
    S.DRAFT, S.KEPT, S.SUPERSEDED, may=may_keep, hat=hat_in_library,
    label=_("Name a reader"), done=_("Reader named: %(reader)s"),
)  # fmt: skip
def name_reader(document, *, by, person):
    """Let one person read it, whatever its audience."""
    _named, is_new = NamedReader.objects.get_or_create(document=document, person=person)
    if not is_new:
        raise Refused(_("%(name)s is a named reader already.") % {"name": person})
    document.act_details = {"reader": person.name}


@DOCUMENT.act(may=may_keep, hat=hat_in_library, label=_("Take off"), done=_("Reader taken off: %(reader)s"))
def unname_reader(document, *, by, person):
    """End it; of a strictly confidential document somebody of its owner always remains."""
    rest = NamedReader.objects.filter(document=document).exclude(person=person)
    if document.classification == Classification.STRICTLY_CONFIDENTIAL:
        owners = Representation.objects.on().filter(organisation=document.owner_id).values("person")
        if not rest.filter(person__in=owners).exists():
            raise Refused(
                _(
                    "Nobody of the owner organisation would be left to read it. Name another of its people first."
                )
            )
    gone, _rows = NamedReader.objects.filter(document=document, person=person).delete()
    if not gone:
        raise Refused(_("%(name)s is not a named reader.") % {"name": person})
    document.act_details = {"reader": person.name}
