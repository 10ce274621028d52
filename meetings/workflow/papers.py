"""Papers of an agenda item: attached, described, taken off and put back (RULES R6.31, R8.41)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused, Workflow
from foundation.documents.models import Audience, Classification
from knowledge.states import LibraryAudience
from meetings.access import cares_for_paper, proposed_it
from meetings.asked import keeps_meeting
from meetings.models import Paper
from meetings.states import ItemState
from meetings.workflow.agenda import AGENDA, _open_meeting
from members.calendar import closing_moment
from members.models import Parameter

PAPERS = Workflow("meetings")


@AGENDA.act(
    ItemState.ON_AGENDA, ItemState.PROPOSED, may=keeps_meeting | proposed_it, hat=Hat.SECRETARIAT,
    label=_("Attach a paper"), done=_("Paper attached"),
)  # fmt: skip
def attach_paper(
    item, *, by, stored_file, title="", language="en", classification=Classification.UNCLASSIFIED,
    audience=Audience.NETWORK,
):  # fmt: skip
    """Attach a stored file to an item. Returns the `Paper`. A late paper is marked late, never blocked."""
    _open_meeting(item.meeting)
    _refuse_unfit(classification, audience)
    item.act_details = {"file": stored_file.name, "sha256": stored_file.sha256}
    return Paper.objects.create(
        item=item, stored_file=stored_file, title=title or readable(stored_file.name), language=language,
        classification=classification, audience=audience, position=item.papers.count(), added_by=by,
    )  # fmt: skip


@AGENDA.act(
    ItemState.ON_AGENDA, ItemState.PROPOSED, may=keeps_meeting | proposed_it, hat=Hat.SECRETARIAT,
    label=_("Attach from the library"), done=_("Document %(symbol)s attached"),
)  # fmt: skip
def attach_document(item, *, by, document):
    """Attach the newest file of each language of a library document. Returns the `Paper`s (RULES R10.65).

    A paper reaches everybody who gets the agenda, so only what the Network as a whole reads can be one.
    """
    _open_meeting(item.meeting)
    is_of_group = document.group_id is not None and document.group_id == item.meeting.group_id
    if document.audience in (LibraryAudience.NAMED, LibraryAudience.GROUP) and not is_of_group:
        raise Refused(_("This document is for fewer readers than the agenda. It can be named, not attached."))
    attached = set(item.papers.filter(removed_at__isnull=True).values_list("stored_file", flat=True))
    newest = document.versions.latest().select_related("stored_file").order_by("language")
    files = [version for version in newest if version.stored_file_id not in attached]
    if not files:
        raise Refused(_("There is no file of this document that is not attached already."))
    item.act_details = {"symbol": document.symbol}
    first = item.papers.count()
    return [
        Paper.objects.create(
            item=item, document=document, stored_file=version.stored_file, language=version.language,
            title=getattr(document, f"title_{version.language}", "") or document.title, position=first + number,
            classification=document.classification, audience=Audience.NETWORK, added_by=by,
        )
        for number, version in enumerate(files)
    ]  # fmt: skip


@PAPERS.act(
    may=cares_for_paper, hat=Hat.SECRETARIAT, label=_("Describe the paper"), done=_("Paper described")
)
def edit_paper(paper, *, by, **words):
    """Change title, language, classification or audience of a paper."""
    _open_meeting(paper.item.meeting)
    for name, value in words.items():
        setattr(paper, name, value)
    _refuse_unfit(paper.classification, paper.audience)
    paper.act_details = {"changed": sorted(words)}


@PAPERS.act(
    may=cares_for_paper, hat=Hat.SECRETARIAT, label=_("Take the paper off"), done=_("Paper taken off")
)
def remove_paper(paper, *, by):
    """Take a paper off its item; the file is kept and the paper can be put back."""
    _open_meeting(paper.item.meeting)
    paper.removed_at = timezone.now()


@PAPERS.act(may=cares_for_paper, hat=Hat.SECRETARIAT, label=_("Put the paper back"), done=_("Paper put back"))
def restore_paper(paper, *, by):
    """Put back a paper that was taken off."""
    paper.removed_at = None


def papers_due(meeting):
    """The instant until which papers are on time (RULES R6.31)."""
    return closing_moment(-Parameter.value_of("papers_wd"), timezone.localtime(meeting.starts_at).date())


def readable(file_name):
    """A title made from a file's name: without its ending, underscores and hyphens as spaces."""
    stem = file_name.rsplit(".", 1)[0].replace("_", " ").replace("-", " ")
    return " ".join(stem.split())[:300] or file_name


def _refuse_unfit(classification, audience):
    if classification == Classification.STRICTLY_CONFIDENTIAL and audience != Audience.NAMED:
        raise Refused(
            _("A strictly confidential paper is for named persons only. Choose that audience first.")
        )
    if classification != Classification.UNCLASSIFIED and audience == Audience.PUBLIC:
        raise Refused(_("A confidential paper cannot be public. Choose another audience first."))
