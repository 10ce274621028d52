"""What one reader sees of minutes: each paragraph with its remarks, and what this reader may add."""

from django.utils.functional import cached_property

from foundation.review.models import Comment, Proposal
from foundation.review.passages import read_one, read_out
from foundation.review.redline import plain, redline
from foundation.review.states import ProposalState
from foundation.review.workflow import is_a_record, laid_out
from meetings.access import reads_ahead, sees_internal, versions_held
from meetings.access_minutes import slugs_there, voices_of, why_not_propose
from meetings.asked import takes_part
from meetings.workflow.minutes_text import blocks_of
from members.standing import Standing


def versions_for(user, minutes):
    """The versions of minutes that `user` may read, oldest first; a new one once its letter has left."""
    rows = list(minutes.text.versions.select_related("text"))
    if reads_ahead(user, minutes.meeting):
        return rows
    held = versions_held(minutes)
    return [row for row in rows if row.pk not in held]


def version_for(user, minutes):
    """The newest version that `user` may read, or None."""
    return next(reversed(versions_for(user, minutes)), None)


class Reading:
    """The latest version of minutes as `user` reads it; a fixed number of queries for any length.

    Remarks belong to those whose meeting it was: who reads from outside gets the text alone, and a partner of
    the group that met gets no remark on an internal passage.
    """

    def __init__(self, minutes, user):
        self.minutes = minutes
        self.user = user
        self.versions = versions_for(user, minutes)
        self.version = self.versions[-1]
        self.sees_internal = sees_internal(user, minutes.meeting)
        self.sees_remarks = self.sees_internal or takes_part(user, minutes.meeting)
        is_newest = self.version.pk == minutes.text.latest.pk
        self.is_open = minutes.is_open_for_remarks and is_newest
        self.may_answer = Standing.of(user).is_secretariat and minutes.is_open_for_answers
        self.is_secretariat = Standing.of(user).is_secretariat
        self.voices = voices_of(user)
        self.there = slugs_there(minutes.meeting)

    @cached_property
    def comments(self):
        """Comments on all versions by the anchor of their paragraph; withdrawn ones are gone from the page."""
        if not self.sees_remarks:
            return {}
        rows = Comment.objects.filter(paragraph__version__text=self.minutes.text_id, withdrawn_at=None)
        return self._readable(rows.select_related("paragraph", "paragraph__version", "by"))

    @cached_property
    def proposals(self):
        """Proposals on all versions by the anchor of their paragraph, without those withdrawn."""
        if not self.sees_remarks:
            return {}
        rows = Proposal.objects.filter(paragraph__version__text=self.minutes.text_id)
        rows = rows.exclude(state=ProposalState.WITHDRAWN)
        return self._readable(rows.select_related("paragraph", "paragraph__version", "by", "applied_in"))

    def _readable(self, rows):
        """Remarks by the anchor of their paragraph, without those on passages that this reader does not read."""
        return _by_anchor(rows if self.sees_internal else rows.exclude(paragraph__anchor__in=self.hidden))

    @property
    def hidden(self):
        """The anchors of the paragraphs whose words this reader does not get."""
        return [] if self.sees_internal else list(self.version.text.internal)

    def paragraphs(self):
        """All paragraphs and headings in their order."""
        return [self.one(row) for row in read_out(self.version, sees_internal=self.sees_internal)]

    def single(self, paragraph):
        """One paragraph by itself, as this reader may read it, with what stands beside it."""
        return self.one(read_one(paragraph, sees_internal=self.sees_internal))

    def one(self, paragraph):
        """What stands beside a paragraph that was read out."""
        own = {organisation.slug for organisation in self.voices}
        comments = self.comments.get(paragraph.anchor, [])
        proposals = [self._proposal(row, own) for row in self.proposals.get(paragraph.anchor, [])]
        whys = [why_not_propose(slug, self.there, paragraph) for slug in sorted(own)]
        return {
            "row": paragraph,
            "is_action": paragraph.anchor.startswith("action-"),
            "comments": [
                {
                    "row": row,
                    "may_withdraw": self.is_open and row.voice in own and not row.answer,
                    "may_answer": self.may_answer,
                }
                for row in comments
            ],
            "proposals": proposals,
            "open_count": sum(one["row"].state == ProposalState.OPEN for one in proposals),
            "may_correct": self.may_answer and paragraph.number is not None,
            "may_withhold": self.is_secretariat
            and not paragraph.is_internal
            and paragraph.number is not None
            and not is_a_record(paragraph),
            "may_open": self.may_answer and paragraph.is_internal,
            "may_comment": self.is_open
            and bool(own)
            and paragraph.number is not None
            and not paragraph.is_withheld,
            "may_propose": self.is_open
            and paragraph.number is not None
            and not paragraph.is_withheld
            and "" in whys,
            "why_not": next(iter(whys), "") if self.is_open and whys and "" not in whys else "",
        }

    def _proposal(self, row, own):
        is_open = row.state == ProposalState.OPEN
        return {
            "row": row,
            "redline": redline(plain(row.paragraph.html), row.wording),
            "merged": redline(plain(row.paragraph.html), row.merged_wording) if row.merged_wording else "",
            "may_withdraw": is_open and self.is_open and row.voice in own,
            "may_answer": is_open and self.may_answer,
            "may_reopen": row.state == ProposalState.DECLINED and self.may_answer,
        }

    def counts(self):
        """How many remarks there are, for the line on top."""
        proposals = [row for rows in self.proposals.values() for row in rows]
        return {
            "comments": sum(map(len, self.comments.values())),
            "proposals": len(proposals),
            "open": sum(row.state == ProposalState.OPEN for row in proposals),
            "voices": len(
                {row.voice for row in proposals} | {r.voice for rows in self.comments.values() for r in rows}
            ),
        }


def _by_anchor(rows):
    found = {}
    for row in rows:
        found.setdefault(row.paragraph.anchor, []).append(row)
    return found


def draft_paragraphs(minutes):
    """The draft as it would be numbered if it were sent for review now."""
    rows = laid_out(blocks_of(minutes))
    return [{"row": row, "is_action": row.anchor.startswith("action-")} for row in rows]
