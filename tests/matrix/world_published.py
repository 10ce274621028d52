"""Statements at the door: one ready to go out, one under embargo whose title could leak, one published."""

from datetime import timedelta

from django.utils import timezone

from statements.models import PressContact
from statements.workflow import clearance, correcting, publishing
from tests.statements import spoken


def make_published(world, cast, secret, *, insiders):
    """What the public pages and the acts of publication are asked about."""
    out = _signed(cast, "Published statement")
    publishing.publish(out, by=cast.aizada)
    words = {"en": secret(world, "CORRIGENDUMWAITS for two keys", insiders)}
    correcting.propose_corrigendum(out, by=cast.aizada, words=words, reason="A slip")
    held = _signed(cast, secret(world, "UNDEREMBARGO statement", insiders))
    publishing.embargo(held, by=cast.aizada, until=timezone.now() + timedelta(hours=9))
    ready = _signed(cast, secret(world, "READYTOGO statement", insiders))
    contact = PressContact.objects.create(
        name=secret(world, "JOURNALIST of the press", {"aizada", "pavel"}), outlet="Outlet",
        email="press@outlet.example", language="ru",
    )  # fmt: skip
    world.places |= {
        "in-russian": {"language": "ru"}, "ready": {"slug": ready.slug}, "press": {"pk": contact.pk},
        "published": {"slug": out.slug}, "published-in": {"slug": out.slug, "language": "en"},
        "under-embargo": {"slug": held.slug}, "under-embargo-in": {"slug": held.slug, "language": "en"},
        "published-check": {"reference": out.symbol}, "embargo-check": {"reference": held.symbol},
    }  # fmt: skip


def _signed(cast, title):
    statement = spoken.write(cast, spoken.begun(cast, languages=("en",)), "en", title=title)
    clearance.request_clearance(statement, by=cast.aizada)
    with spoken.after_the_clock(statement):
        clearance.close_if_due(statement)
    for chair in (cast.ingrid, cast.tomas):
        spoken.sign(statement, chair)
    return statement
