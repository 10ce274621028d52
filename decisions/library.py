"""Which decisions name a document of the library by its symbol: the library asks, and knows no decision (R10.65)."""

import re

from django.db.models import Q
from django.utils.translation import gettext as _

from decisions.models import Decision
from knowledge.discussed import Place, add_place


@add_place
def decisions_on(user, document):
    """Decisions that this reader may see, in whose title or text the document's symbol stands."""
    if not document.symbol:
        return []
    # `…/LIB/1` is not `…/LIB/12`.
    named = rf"{re.escape(document.symbol)}(?![0-9])"
    rows = Decision.objects.visible_to(user).filter(Q(title__regex=named) | Q(text__regex=named))
    return [
        Place(
            on=decision.adopted_on,
            what=_("Decision %(reference)s") % {"reference": decision.reference},
            title=decision.title,
            url=decision.get_absolute_url(),
        )
        for decision in rows
    ]
