"""How tests bring a statement to the public in few words, through its workflows."""

from datetime import timedelta

from django.utils import timezone

from statements.models import Publication, Statement
from statements.workflow import correcting, publishing
from tests.statements import spoken

ALL = {
    "en": "For “five” read “six”.",
    "ru": "Вместо «пять» читать «шесть».",
    "ky": "«Беш» дегенди «алты» деп окуңуз.",
}


def published(cast, **facts):
    """A statement that went out at once."""
    statement = spoken.signed(cast, **facts)
    publishing.publish(statement, by=cast.aizada)
    return Publication.objects.get(statement=statement)


def embargoed(cast, hours=5, **facts):
    """A statement under embargo."""
    statement = spoken.signed(cast, **facts)
    publishing.embargo(statement, by=cast.aizada, until=timezone.now() + timedelta(hours=hours))
    return Statement.objects.get(pk=statement.pk)


def corrected(cast, publication):
    """With a corrigendum to which both co-chairs agreed."""
    statement = Statement.objects.get(pk=publication.statement_id)
    proposed = correcting.propose_corrigendum(statement, by=cast.aizada, words=ALL, reason="A slip")
    for chair in (cast.ingrid, cast.tomas):
        correcting.agree_to_corrigendum(statement, by=chair, text_hash=proposed.text_hash)
    return Publication.objects.get(pk=publication.pk)
