"""Why somebody sees the pages of statements (RULES R10.64)."""

from django.utils.translation import gettext as _

from foundation.core.access import explains_pages, pages_about
from members.access import seen_as


@explains_pages("statements:statement_list", "statements:statement_new")
def why_statements(user):
    """Drafting and clearance are for insiders."""
    return seen_as(user, _("statements are drafted and cleared among the members of the Network only."))


pages_about(
    "statement",
    "statements:statement", "statements:statement_edit", "statements:text", "statements:text_edit",
    "statements:wordings_take", "statements:review_paragraph", "statements:clearance_request",
    "statements:clearance_answer", "statements:clearance_record", "statements:clearance_hold", "statements:sign",
    "statements:statement_return", "statements:statement_withdraw", "statements:signature_lost",
)  # fmt: skip
