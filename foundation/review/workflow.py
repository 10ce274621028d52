"""What can be done to a text under review (RULES R6.33, R10.57).

    freeze ─► version 0 ─► comments and proposals ─► revise ─► version 1 (Rev.1) …

    proposal:  open ─► accepted | merged | declined (reason) | withdrawn;  declined ─► open

A frozen version never changes: a wording that was accepted or merged comes with the next one. The
anchors of paragraphs stay the same in all versions.
"""

import hashlib
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.moments import moment
from foundation.core.workflow import THE_PORTAL, NotPermitted, Refused, Workflow
from foundation.review.access import Saying, ask_owner, may_answer, may_remark, said_it
from foundation.review.models import Comment, Paragraph, Proposal, Text, Version
from foundation.review.redline import as_html, clean, plain
from foundation.review.states import PROPOSAL_MAP, ProposalState

S = ProposalState
TEXT = Workflow("review")
COMMENT = Workflow("review")
PROPOSAL = Workflow("review", ProposalState, PROPOSAL_MAP)
SETTLED = (S.ACCEPTED, S.MERGED)


@dataclass(frozen=True)
class Block:
    """One paragraph or heading before it is frozen."""

    html: str
    section: str = ""
    anchor: str = ""
    is_heading: bool = False
    is_decision: bool = False
    is_internal: bool = False
    voices: list = field(default_factory=list)


def freeze(text, blocks, *, by):
    """Keep `blocks` as the next version of `text`, its paragraphs numbered consecutively.

    A part of its owner's move, which locks and asks permission. Returns the Version.
    """
    latest = text.latest
    number = latest.number + 1 if latest else 0
    rows = laid_out(blocks)
    version = Version.objects.create(
        text=text, number=number, text_hash=hash_of(number, rows), made_by=None if by is THE_PORTAL else by
    )
    for row in rows:
        row.version = version
    Paragraph.objects.bulk_create(rows)
    marked = {row.anchor for row in rows if row.is_internal}
    if marked - set(text.internal):
        text.internal = sorted({*text.internal, *marked})
        text.save(update_fields=["internal"])
    return version


def laid_out(blocks):
    """The blocks as numbered paragraphs that are in no version yet; headings have no number."""
    rows, count = [], 0
    for position, block in enumerate(blocks):
        if not block.is_heading:
            count += 1
        row = Paragraph(
            position=position,
            number=None if block.is_heading else count,
            anchor=block.anchor or f"p{position + 1}",
            section=block.section,
            html=clean(block.html),
            is_decision=block.is_decision,
            voices=sorted(block.voices),
        )
        row.is_internal = block.is_internal and not block.is_heading
        rows.append(row)
    return rows


def hash_of(number, paragraphs):
    """SHA-256 of a version: its number, and each paragraph with its own number."""
    lines = [f"Rev.{number}", *(f"{row.number or ''}\t{row.anchor}\t{row.html}" for row in paragraphs)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def revise(text, *, by):
    """Make the next version from every wording accepted or merged since the last one; same text if none.

    A part of its owner's act. Returns the Version.
    """
    settled = list(unapplied(text))
    version = freeze(text, revised_blocks(text), by=by)
    Proposal.objects.filter(pk__in=[row.pk for row in settled]).update(applied_in=version)
    return version


def revised_blocks(text):
    """The text as its next version would say it, with every wording accepted or merged since the last one."""
    wordings = {row.paragraph.anchor: row.outcome for row in unapplied(text)}
    return [
        Block(
            html=as_html(wordings[row.anchor]) if row.anchor in wordings else row.html,
            section=row.section,
            anchor=row.anchor,
            is_heading=row.number is None,
            is_decision=row.is_decision,
            voices=row.voices,
        )
        for row in text.latest.paragraphs.all()
    ]


def unapplied(text):
    """Wordings that were accepted or merged and are in no version yet, in the order of their answers."""
    rows = Proposal.objects.filter(paragraph__version__text=text, state__in=SETTLED, applied_in__isnull=True)
    return rows.select_related("paragraph").order_by("answered_at", "pk")


def unanswered(text):
    """Proposals that wait for an answer."""
    rows = Proposal.objects.filter(paragraph__version__text=text, state=S.OPEN)
    return rows.select_related("paragraph").order_by("paragraph__position", "pk")


def _listen(text, by, paragraph, voice, *, is_wording=False):
    """Raise unless the text is open and `by` may say this here, in this name."""
    owner = text.owner
    if paragraph.version_id != text.latest.pk:
        raise Refused(
            _("A newer version of this text exists. Reload the page and look at its wording first.")
        )
    if not owner.is_open_for_remarks:
        raise Refused(
            _("The review closed on %(moment)s. Your text was not sent: write to the secretariat.")
            % {"moment": moment(owner.review_ends)}
        )
    if not ask_owner("remark_on", by, Saying(text, paragraph, voice, is_wording)):
        raise NotPermitted(
            _("Only organisations that were at the meeting propose wording, and only for their own "
              "intervention or for a decision. You can leave a comment instead.")
        )  # fmt: skip


@TEXT.act(
    may=may_remark, hat=Hat.MEMBER,
    label=_("Comment"), done=_("Comment made on a paragraph"),
)  # fmt: skip
def comment(text, *, by, paragraph, body, voice, voice_name):
    """Comment on a paragraph in the name of `voice`; it changes nothing by itself.

    Raises Refused after the deadline. Rule: RULES R6.33.
    """
    _listen(text, by, paragraph, voice)
    # A double click is one comment.
    said = Comment.objects.filter(
        paragraph=paragraph, by=by, voice=voice, body=body.strip(), withdrawn_at=None
    )
    if said.exists():
        return said.first()
    text.act_details = {"paragraph": paragraph.number, "voice": voice}
    return Comment.objects.create(
        paragraph=paragraph, by=by, voice=voice, voice_name=voice_name, body=body.strip()
    )


@TEXT.act(
    may=may_remark, hat=Hat.MEMBER,
    label=_("Propose wording"), done=_("Wording proposed for a paragraph"),
)  # fmt: skip
def propose_wording(text, *, by, paragraph, wording, why, voice, voice_name):
    """Propose other words for a paragraph, shown as a tracked change.

    Raises Refused after the deadline, when nothing differs, or when the same organisation's proposal is
    still open; NotPermitted when it was not there or it is not its own intervention. Rule: RULES R10.57.
    """
    _listen(text, by, paragraph, voice, is_wording=True)
    if paragraph.number is None:
        raise Refused(_("Headings come from the agenda and are not under review."))
    if plain(paragraph.html) == wording.strip():
        raise Refused(_("Your wording is the same as the paragraph. Change it first, or leave a comment."))
    same = Proposal.objects.filter(
        paragraph__version__text=text, paragraph__anchor=paragraph.anchor, voice=voice, state=S.OPEN
    )
    if same.filter(by=by, wording=wording.strip()).exists():
        return same.get()
    if same.exists():
        raise Refused(
            _("%(organisation)s has already proposed wording for this paragraph. Withdraw it first.")
            % {"organisation": voice_name}
        )
    text.act_details = {"paragraph": paragraph.number, "voice": voice}
    return Proposal.objects.create(
        paragraph=paragraph,
        by=by,
        voice=voice,
        voice_name=voice_name,
        wording=wording.strip(),
        reason=why.strip(),
    )


@COMMENT.act(
    may=said_it, hat=Hat.MEMBER,
    label=_("Withdraw"), done=_("Comment withdrawn"),
)  # fmt: skip
def withdraw_comment(comment, *, by):
    """Take one's own comment back; it stays in the log."""
    if comment.answer:
        raise Refused(_("This comment was already answered, so it stays."))
    comment.withdrawn_at = timezone.now()


@COMMENT.act(
    may=may_answer, hat=Hat.SECRETARIAT,
    label=_("Answer"), done=_("Comment answered"),
)  # fmt: skip
def answer_comment(comment, *, by, answer):
    """Answer a comment; an earlier answer is replaced, the log keeps both."""
    if not answer.strip():
        raise Refused(_("Write the answer first."))
    _answered(comment, by, answer)
    comment.act_details = {"answer": answer.strip()}


@PROPOSAL.move(
    S.OPEN, to=S.WITHDRAWN, may=said_it, hat=Hat.MEMBER,
    label=_("Withdraw"), done=_("Proposed wording withdrawn"),
)  # fmt: skip
def withdraw_proposal(proposal, *, by):
    """Take one's own proposal back."""


@PROPOSAL.move(
    S.OPEN, to=S.ACCEPTED, may=may_answer, hat=Hat.SECRETARIAT,
    label=_("Accept"), done=_("Proposed wording accepted"),
)  # fmt: skip
def accept(proposal, *, by):
    """Take the wording as proposed into the next version.

    Raises Refused when another wording was already taken for the paragraph. Rule: RULES R10.57.
    """
    _only_one(proposal)
    _answered(proposal, by, "")


@PROPOSAL.move(
    S.OPEN, to=S.MERGED, may=may_answer, hat=Hat.SECRETARIAT,
    label=_("Merge"), done=_("Proposed wording merged"),
)  # fmt: skip
def merge(proposal, *, by, wording):
    """Take a wording of the secretariat's own, made from the proposal, into the next version.

    It replaces a wording that was accepted or merged for the same paragraph and is not in a version yet.
    """
    if not wording.strip():
        raise Refused(_("Write the merged wording first."))
    proposal.merged_wording = wording.strip()
    _answered(proposal, by, "")


@PROPOSAL.move(
    S.OPEN, to=S.DECLINED, may=may_answer, hat=Hat.SECRETARIAT,
    label=_("Decline"), done=_("Proposed wording declined"),
)  # fmt: skip
def decline(proposal, *, by, reason):
    """Decline with a reason, which the organisation reads. Rule: RULES R10.57."""
    if not reason.strip():
        raise Refused(_("Give the reason: the organisation that proposed the wording reads it."))
    _answered(proposal, by, reason)


@PROPOSAL.move(
    S.DECLINED, to=S.OPEN, may=may_answer, hat=Hat.SECRETARIAT,
    label=_("Reopen"), done=_("Proposed wording reopened"),
)  # fmt: skip
def reopen_proposal(proposal, *, by):
    """Look at a declined proposal again."""
    _listening_still(proposal)
    proposal.answer, proposal.answered_by, proposal.answered_at = "", None, None


@TEXT.act(
    may=may_answer, hat=Hat.SECRETARIAT,
    label=_("Correct the paragraph"), done=_("Paragraph corrected by the secretariat"),
)  # fmt: skip
def correct(text, *, by, paragraph, wording, why, voice, voice_name):
    """Correct a slip of the secretariat's own; it is listed like any other correction (RULES R10.57).

    Raises Refused without a reason, when nothing differs, or once the text is approved.
    """
    if not why.strip():
        raise Refused(_("Say why: every correction is listed with its reason."))
    if paragraph.number is None or plain(paragraph.html) == wording.strip():
        raise Refused(_("Your wording is the same as the paragraph. Change it first."))
    rival = unapplied(text).filter(paragraph__anchor=paragraph.anchor).first()
    if rival is not None:
        raise Refused(
            _(
                "A wording was already taken for this paragraph. Issue the next version first, then correct it."
            )
        )
    proposal = Proposal.objects.create(
        paragraph=paragraph,
        by=by,
        voice=voice,
        voice_name=voice_name,
        wording=wording.strip(),
        reason=why.strip(),
    )
    accept(proposal, by=by)
    text.act_details = {"paragraph": paragraph.number}
    return proposal


def is_a_record(paragraph):
    """Whether a paragraph is the wording of a decision or of an action point, which have pages of their own."""
    return paragraph.is_decision or paragraph.anchor.startswith("action-")


@TEXT.act(
    may=may_answer, hat=Hat.SECRETARIAT,
    label=_("Make it an internal passage"), done=_("Paragraph made an internal passage"),
)  # fmt: skip
def withhold(text, *, by, paragraph):
    """Keep one paragraph, in all versions, from every reader who is no insider; at once and at any time.

    Raises Refused for a heading, and for a decision or an action point, which stand in their registers.
    """
    if paragraph.number is None:
        raise Refused(_("Headings come from the agenda: an internal passage is a numbered paragraph."))
    if is_a_record(paragraph):
        raise Refused(
            _("A decision or an action point stands in its register, so it is no internal passage. "
              "Reword what need not be told.")
        )  # fmt: skip
    text.internal = sorted({*text.internal, paragraph.anchor})
    text.act_details = {"paragraph": paragraph.number}


@TEXT.act(
    may=may_answer, hat=Hat.SECRETARIAT,
    label=_("Let everybody who reads the text read it"), done=_("Internal passage opened"),
)  # fmt: skip
def unseal(text, *, by, paragraph):
    """Let a paragraph be read like the others. Raises Refused once the text is approved as it is."""
    if not text.owner.is_open_for_answers:
        raise Refused(_("The text was approved with this internal passage, so it stays internal."))
    text.internal = [anchor for anchor in text.internal if anchor != paragraph.anchor]
    text.act_details = {"paragraph": paragraph.number}


def _answered(remark, by, answer):
    _listening_still(remark)
    remark.answer, remark.answered_by, remark.answered_at = answer.strip(), by, timezone.now()


def _listening_still(remark):
    text = Text.objects.select_for_update().get(pk=remark.paragraph.version.text_id)
    if not text.owner.is_open_for_answers:
        raise Refused(_("The text is approved and does not change any more."))


def _only_one(proposal):
    text = proposal.paragraph.version.text
    rival = (
        unapplied(text).filter(paragraph__anchor=proposal.paragraph.anchor).exclude(pk=proposal.pk).first()
    )
    if rival is not None:
        raise Refused(
            _("The wording of %(organisation)s was already taken for this paragraph. Merge the two instead.")
            % {"organisation": rival.voice_name}
        )
