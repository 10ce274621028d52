"""Texts that somebody is asked about: frozen, numbered, told apart by their hash (RULES R3.13, R4.15)."""

import hashlib

from django.utils import timezone

from decisions.models import TextVersion


def hash_of(text):
    """The SHA-256 of a text, in hexadecimal; PostgreSQL computes the same from its UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def freeze_text(decision):
    """Keep the present text as a version; the same text is kept once. Returns the `TextVersion`."""
    digest = hash_of(decision.text)
    kept = decision.versions.filter(text_hash=digest).first()
    if kept is not None:
        return kept
    return TextVersion.objects.create(
        decision=decision, number=decision.versions.count(), title=decision.title, text=decision.text,
        text_hash=digest, made_at=timezone.now(),
    )  # fmt: skip


def names_of(organisation):
    """The names of a body as they are today, to be kept with what it says today (RULES R10.66)."""
    names = ("name", "name_ru", "name_ky", "acronym", "acronym_ru", "acronym_ky")
    return {name: getattr(organisation, name) for name in names}
