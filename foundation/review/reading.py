"""What one reader sees of a text under review: each paragraph with its remarks, and what may be added."""

from dataclasses import dataclass, field
from functools import cached_property

from foundation.review.models import Comment, Proposal
from foundation.review.passages import read_out
from foundation.review.redline import plain, redline
from foundation.review.states import ProposalState


@dataclass
class Reading:
    """A version of the text of `owner` as `user` reads it; a fixed number of queries for any length.

    `voices` are the organisations (with `slug`) in whose name this reader writes; `may_answer` says whether
    they answer remarks, `sees_internal` whether internal passages, and remarks at all, are theirs to read. The
    owner points to its text, and says `is_open_for_remarks`, `is_open_for_answers`, `review_ends` and
    `review_address(page, *args)`.
    """

    owner: object
    user: object
    voices: list = field(default_factory=list)
    may_answer: bool = False
    version: object = None
    sees_internal: bool = True

    def __post_init__(self):
        self.version = self.version or self.owner.text.latest
        self.is_open = self.owner.is_open_for_remarks
        self.may_answer = self.may_answer and self.owner.is_open_for_answers
        self.own = {organisation.slug for organisation in self.voices}

    @cached_property
    def comments(self):
        """Comments on all versions by the anchor of their paragraph; withdrawn ones are gone from the page."""
        if not self.sees_internal:
            return {}
        rows = Comment.objects.filter(paragraph__version__text=self.owner.text_id, withdrawn_at=None)
        return _by_anchor(rows.select_related("paragraph", "paragraph__version", "by"))

    @cached_property
    def proposals(self):
        """Proposals on all versions by the anchor of their paragraph, without those withdrawn."""
        if not self.sees_internal:
            return {}
        rows = Proposal.objects.filter(paragraph__version__text=self.owner.text_id)
        rows = rows.exclude(state=ProposalState.WITHDRAWN)
        return _by_anchor(rows.select_related("paragraph", "paragraph__version", "by", "applied_in"))

    def paragraphs(self):
        """All paragraphs and headings in their order."""
        return [self.one(row) for row in read_out(self.version, sees_internal=self.sees_internal)]

    def one(self, paragraph):
        """One paragraph with what stands beside it."""
        comments = self.comments.get(paragraph.anchor, [])
        proposals = [self._proposal(row) for row in self.proposals.get(paragraph.anchor, [])]
        is_open = self.is_open and bool(self.own) and paragraph.number is not None
        return {
            "row": paragraph,
            "is_action": False,
            "comments": [
                {
                    "row": row,
                    "may_withdraw": self.is_open and row.voice in self.own and not row.answer,
                    "may_answer": self.may_answer,
                }
                for row in comments
            ],
            "proposals": proposals,
            "open_count": sum(one["row"].state == ProposalState.OPEN for one in proposals),
            "may_correct": self.may_answer and paragraph.number is not None,
            "may_comment": is_open,
            "may_propose": is_open,
            "why_not": "",
        }

    def _proposal(self, row):
        is_open = row.state == ProposalState.OPEN
        before = plain(row.paragraph.html)
        return {
            "row": row,
            "redline": redline(before, row.wording),
            "merged": redline(before, row.merged_wording) if row.merged_wording else "",
            "may_withdraw": is_open and self.is_open and row.voice in self.own,
            "may_answer": is_open and self.may_answer,
            "may_reopen": row.state == ProposalState.DECLINED and self.may_answer,
        }


def _by_anchor(rows):
    found = {}
    for row in rows:
        found.setdefault(row.paragraph.anchor, []).append(row)
    return found
