"""The languages of a statement side by side, the master first (RULES R7.40)."""

from django.db.models import Count, Q

from foundation.review.models import Proposal
from foundation.review.passages import read_out
from foundation.review.states import ProposalState
from foundation.review.workflow import SETTLED
from statements.states import LANGUAGE_NAMES


def columns_of(statement, user):
    """One column for each language required: its text as it stands, what is open in it, what one may do."""
    texts = {one.language: one for one in statement.texts.select_related("current__text", "current__made_by")}
    counts = _counts(texts.values())
    may_write = statement.is_rewordable and user.has_perm("statements.write_text", statement)
    columns = []
    for code in statement.ordered_languages:
        text = texts.get(code)
        if text is not None:
            text.statement = statement
        columns.append(
            {
                "language": code, "name": LANGUAGE_NAMES[code], "text": text,
                "is_master": code == statement.master_language, "may_write": may_write,
                "paragraphs": read_out(text.current, sees_internal=True) if text and text.current else [],
                **(counts.get(text.text_id, {}) if text else {}),
            }
        )  # fmt: skip
    return columns


def _counts(texts):
    """How many wordings wait for an answer, and how many were taken and are in no version yet, by text."""
    rows = Proposal.objects.filter(paragraph__version__text__in=[one.text_id for one in texts])
    rows = rows.values("paragraph__version__text").annotate(
        waiting=Count("pk", filter=Q(state=ProposalState.OPEN)),
        taken=Count("pk", filter=Q(state__in=SETTLED, applied_in=None)),
    )
    return {row.pop("paragraph__version__text"): row for row in rows}
