"""Why somebody sees the pages of statements (RULES R10.64)."""

from django.utils.translation import gettext as _

from foundation.core.access import explains_pages, pages_about
from members.access import seen_as


@explains_pages("statements:statement_list", "statements:statement_new")
def why_statements(user):
    """Drafting and clearance are for insiders."""
    return seen_as(user, _("statements are drafted and cleared among the members of the Network only."))


@explains_pages(
    "statements:statement_edit", "statements:clearance_request", "statements:clearance_hold",
    "statements:wordings_take", "statements:statement_return", "statements:statement_withdraw",
)  # fmt: skip
def why_acts(user):
    """Forms of who works on a statement."""
    return seen_as(user, _("the drafting lead, the secretariat and the co-chairs work on statements."))


pages_about(
    "statement", "statements:statement", "statements:text", "statements:text_edit", "statements:review_paragraph",
    "statements:clearance_answer", "statements:clearance_record", "statements:sign",
)  # fmt: skip


@explains_pages(
    "publishing:press_list", "publishing:press_new", "publishing:press_edit", "publishing:press_remove"
)
def why_press(user):
    """Addresses of the press are the secretariat's."""
    return seen_as(user, _("the secretariat keeps the list of the press."))


@explains_pages(
    "publishing:embargo", "publishing:move_embargo", "publishing:lift_embargo", "publishing:publish",
    "publishing:corrigendum_propose", "publishing:corrigendum_drop",
)  # fmt: skip
def why_publication(user):
    """Who publishes."""
    return seen_as(user, _("the secretariat and the co-chairs publish what both co-chairs signed."))


@explains_pages("publishing:corrigendum_agree", "publishing:retract")
def why_a_co_chairs_word(user):
    """Who speaks for the Network takes a word back."""
    return seen_as(user, _("only co-chairs see what needs a co-chair's word."))


@explains_pages("publishing:press_copy")
def why_press_copy(user):
    """Letters to the press are the secretariat's."""
    return seen_as(user, _("the secretariat writes to the press."))
