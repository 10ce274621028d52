"""The terms of reference of a group, under the one review of all texts.

    draft ──send for review──▶ under review ──agree──▶ agreed
      ▲                            │                      │
      └────────take back───────────┴──────write anew──────┘

The text keeps its versions through all rounds; a paragraph that stays keeps its anchor, so that what changed
between any two versions can be shown word by word.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from foundation.core.moments import moment
from foundation.core.workflow import Refused, Workflow
from foundation.review import workflow as review
from foundation.review.drafting import as_draft, blocks_of, line_of, lines_of
from foundation.review.models import Text
from members.calendar import closing_moment
from members.models import Parameter
from workinggroups.access import runs
from workinggroups.models import TermsOfReference
from workinggroups.states import TERMS_MAP, TermsState
from workinggroups.workflow.groups import hat_in_group, move_on, only_at_work

T = TermsState
TERMS = Workflow("workinggroups", TermsState, TERMS_MAP)


@TERMS.creation(
    may=runs, hat=hat_in_group, label=_("Write the terms of reference"), done=_("Terms of reference begun")
)
def begin_terms(group, *, by):
    """The group's text begins, once. Returns the `TermsOfReference`."""
    if TermsOfReference.objects.filter(group=group).exists():
        raise Refused(_("This group has terms of reference already. Reload the page."))
    return TermsOfReference.objects.create(group=group)


@TERMS.act(T.DRAFT, may=runs, hat=hat_in_group, label=_("Edit the draft"), done=_("Draft edited"))
def write_terms(terms, *, by, version, draft):
    """Write the draft: paragraphs apart by an empty line, a heading begins with #. Raises `Stale`."""
    terms.take(version)
    terms.draft = draft.replace("\r\n", "\n").strip()
    move_on(terms.group)


def not_ready_for_review(terms):
    """What keeps a draft from its review, in sentences."""
    if not terms.draft.strip():
        yield _("Nothing is written yet.")
    elif terms.text_id and lines_of(terms.draft) == [
        line_of(row) for row in terms.text.latest.paragraphs.all()
    ]:
        yield _("The draft is the same as the version before. Change it first.")


@TERMS.move(
    T.DRAFT, to=T.IN_REVIEW, may=runs, hat=hat_in_group, missing=not_ready_for_review,
    label=_("Send for review"), done=_("Sent for review"),
)  # fmt: skip
def send_terms_for_review(terms, *, by, ends=None):
    """Freeze the draft as numbered paragraphs; the group remarks until `ends` (RULES R1.1)."""
    if terms.group.state != "proposed":
        only_at_work(terms.group)
    ends = ends or closing_moment(Parameter.value_of("group_review_wd"))
    if ends <= timezone.now():
        raise Refused(_("%(moment)s has passed. Choose a closing moment ahead.") % {"moment": moment(ends)})
    before = terms.text.latest if terms.text_id else None
    if before is None:
        terms.text = Text.objects.create(title=str(terms)[:300])
    review.freeze(terms.text, blocks_of(terms.draft, before), by=by)
    terms.review_ends = ends
    terms.act_details = {"review_ends": ends.isoformat()}
    move_on(terms.group)


@TERMS.act(
    T.IN_REVIEW, may=runs, hat=hat_in_group, label=_("Issue the next version"), done=_("Next version issued")
)
def issue_terms_version(terms, *, by):
    """Make the next version of every wording accepted or merged. Returns the Version."""
    if not review.unapplied(terms.text).exists():
        raise Refused(_("No wording was accepted or merged since the last version."))
    return review.revise(terms.text, by=by)


def not_agreed_yet(terms):
    """What keeps a text from being agreed, in sentences (RULES R10.59)."""
    if terms.is_open_for_remarks:
        yield _("The group has until %(moment)s for its remarks.") % {"moment": moment(terms.review_ends)}
    waiting = review.unanswered(terms.text).count() if terms.text_id else 0
    if waiting:
        yield ngettext(
            "%(count)d proposed wording waits for an answer.", "%(count)d proposed wordings wait for an answer.",
            waiting,
        ) % {"count": waiting}  # fmt: skip


@TERMS.move(
    T.IN_REVIEW, to=T.AGREED, may=runs, hat=hat_in_group, missing=not_agreed_yet,
    label=_("Record that the group agrees"), done=_("Agreed by the group"),
)  # fmt: skip
def agree_terms(terms, *, by):
    """The review is over and every wording is answered: the group agreed this text."""
    Text.objects.select_for_update().get(pk=terms.text_id)
    if review.unapplied(terms.text).exists():
        review.revise(terms.text, by=by)
    terms.agreed_on, terms.agreed_hash = timezone.localdate(), terms.text.latest.text_hash
    terms.text_hash = terms.agreed_hash
    move_on(terms.group)


@TERMS.move(
    T.IN_REVIEW,
    to=T.DRAFT,
    may=runs,
    hat=hat_in_group,
    label=_("Take back"),
    done=_("Taken back to write on"),
)
def take_terms_back(terms, *, by, reason):
    """The text needs more work than remarks can do; what was said stays with its version."""
    if not reason.strip():
        raise Refused(_("Say why: those who sent remarks read it."))
    terms.draft = as_draft(terms.text.latest)


@TERMS.move(
    T.AGREED, to=T.DRAFT, may=runs, hat=hat_in_group, label=_("Write anew"), done=_("Being written anew")
)
def write_terms_anew(terms, *, by):
    """A next edition begins from the text agreed; that one holds, and is shown, until the next is agreed."""
    only_at_work(terms.group)
    terms.draft = as_draft(terms.text.latest)
