"""How tests bring a statement on its way in few words, through its workflows."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from decisions.states import AnswerKind
from statements.models import Statement
from statements.states import AuthenticatedBy
from statements.workflow import clearance, signing, texts
from statements.workflow.statements import begin_statement, round_of

WORDS = {
    "en": ("Nobody is left behind at the border", "We ask all to keep children with their families.\n\nWe thank the volunteers."),
    "ru": ("Никого не оставить на границе", "Мы просим всех не разлучать детей с семьями.\n\nМы благодарим волонтёров."),
    "ky": ("Чек арада эч ким калбасын", "Биз балдарды үй-бүлөсүнөн ажыратпоону суранабыз.\n\nЫктыярчыларга рахмат."),
}  # fmt: skip


def begun(cast, *, languages=("en", "ru", "ky"), leads=(), **facts):
    """A draft of UNICEF without any text."""
    return begin_statement(
        by=cast.aizada, lead=facts.pop("lead", cast.orgs.unicef), name=facts.pop("name", "Border"), issue="Children at the border",
        languages=list(languages), lead_mandates=list(leads), **facts,
    )  # fmt: skip


def write(cast, statement, language, title=None, draft=None, *, by=None, **more):
    """One language of it, from the version that counts now."""
    statement.refresh_from_db()
    text = texts.text_in(statement, language)
    texts.write_text(
        statement, by=by or cast.aizada, language=language, title=title or WORDS[language][0],
        draft=draft or WORDS[language][1], expected=text.current_id if text else None, **more,
    )  # fmt: skip
    return statement


def drafted(cast, **facts):
    """A draft in all its languages."""
    statement = begun(cast, **facts)
    for language in statement.languages:
        write(cast, statement, language)
    return statement


def asked(cast, **facts):
    """Put before the members."""
    details = {name: facts.pop(name) for name in ("hours", "reason", "message") if name in facts}
    statement = drafted(cast, **facts)
    clearance.request_clearance(statement, by=cast.aizada, **details)
    return statement


def after_the_clock(statement, seconds=0):
    """The time at the end of the clock, as a context."""
    return time_machine.travel(round_of(statement).ends_at + timedelta(seconds=seconds), tick=False)


def cleared(cast, **facts):
    """Cleared: all were silent to the end of the clock."""
    statement = asked(cast, **facts)
    for lead in facts.get("leads", ()):
        clearance.clear(statement, by=cast.aiko, organisation=lead, kind=AnswerKind.CLEARED)
    with after_the_clock(statement):
        clearance.close_if_due(statement)
    return Statement.objects.get(pk=statement.pk)


def sign(statement, user, **more):
    """A co-chair's key on the text as it stands."""
    statement.refresh_from_db()
    facts = {
        "text_hash": statement.text_hash, "authenticated_by": AuthenticatedBy.PASSKEY,
        "authenticated_at": timezone.now(),
    } | more  # fmt: skip
    return signing.sign(statement, by=user, **facts)


def signed(cast, **facts):
    """Both keys on one text."""
    statement = cleared(cast, **facts)
    for chair in (cast.ingrid, cast.tomas):
        sign(statement, chair)
    return statement
