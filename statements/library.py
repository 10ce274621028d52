"""Which statements name a document of the library by its symbol: the library asks, and knows no statement (R10.65)."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.discussed import Place, add_place
from statements.models import Statement, title_in


@add_place
def statements_on(user, document):
    """Statements that this reader may see, in whose texts as they stand the document's symbol is named."""
    if not document.symbol:
        return []
    # `…/LIB/1` is not `…/LIB/12`.
    named = rf"{re.escape(document.symbol)}(?![0-9])"
    rows = Statement.objects.visible_to(user).filter(texts__current__paragraphs__html__regex=named)
    return [
        Place(
            on=timezone.localtime(statement.published_at).date() if statement.published_at else None,
            what=_("Joint statement %(reference)s") % {"reference": statement.symbol},
            title=title_in(statement),
            url=statement.get_absolute_url(),
        )
        for statement in rows.distinct().prefetch_related("texts")
    ]
