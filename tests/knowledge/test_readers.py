"""Who reads what: classification and audience are two fields (RULES R8.41 to R8.46)."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from knowledge.access import keys_of
from knowledge.models import Document
from tests.cast import EVERYBODY
from tests.factories.knowledge import named, released
from tests.factories.workinggroups import forget_standing

OFFICE = {"aizada", "pavel", "ingrid", "tomas"}
OWNER = {"aiko", "jyldyz"}
INSIDERS = OFFICE | OWNER | {"temir", "leila", "chiara", "nurzat"}


def readers_of(cast, document):
    """The short names of everybody who sees the document now."""
    everybody = [getattr(cast, name) for name in EVERYBODY]
    forget_standing(*(user for user in everybody if user.is_authenticated))
    return {
        name
        for name, user in zip(EVERYBODY, everybody, strict=True)
        if Document.objects.visible_to(user).filter(pk=document.pk).exists()
    }


SEEN = {
    ("kept", "unclassified", "network"): INSIDERS,
    ("kept", "confidential", "network"): INSIDERS,
    ("kept", "unclassified", "network-and-state"): INSIDERS | {"kubanych"},
    ("kept", "unclassified", "group"): OFFICE | OWNER | {"temir", "kubanych"},
    ("kept", "confidential", "group"): OFFICE | OWNER | {"temir"},
    ("kept", "unclassified", "named"): OFFICE | OWNER | {"anara"},
    ("kept", "confidential", "named"): OFFICE | OWNER | {"anara"},
    ("kept", "strictly-confidential", "named"): {"anara"},
    ("superseded", "unclassified", "network"): INSIDERS,
    ("draft", "unclassified", "network-and-state"): OFFICE | OWNER,
    ("withdrawn", "unclassified", "network-and-state"): OFFICE | OWNER,
    ("draft", "strictly-confidential", "named"): {"anara"},
    ("withdrawn", "strictly-confidential", "named"): {"anara"},
}


@pytest.mark.parametrize(("state", "classification", "audience"), SEEN)
def test_exactly_those_read_it_for_whom_it_is_meant_r8_41(cast, make, group, state, classification, audience):
    because = "Wrong figures" if state == "withdrawn" else ""
    document = make(
        state=state, classification=classification, audience=audience, withdrawn_because=because,
        group=group if audience == "group" else None,
    )  # fmt: skip
    if audience == "named":
        named(document, cast.anara)
    assert readers_of(cast, document) == SEEN[state, classification, audience]


def test_everybody_reads_what_was_released_r8_42(cast, make):
    document = released(make(), cast.aizada)
    assert readers_of(cast, document) == set(EVERYBODY)


def test_the_state_reads_nothing_of_a_group_in_which_it_does_not_sit_r8_44(cast, make, group):
    group.seats.filter(person=cast.kubanych.person).update(ends_on=timezone.localdate().replace(year=2025))
    document = make(audience="group", group=group)
    assert "kubanych" not in readers_of(cast, document)


def test_who_is_taken_off_reads_it_no_more(cast, make):
    document = named(make(audience="named"), cast.anara)
    document.named_readers.all().delete()
    assert readers_of(cast, document) == OFFICE | OWNER


def test_readers_are_written_by_the_database_and_by_nobody_else(cast, make):
    document = make()
    Document.objects.filter(pk=document.pk).update(readers=["public"])
    assert "public" not in readers_of(cast, document)
    document.refresh_from_db()
    assert "public" not in document.readers


def test_somebody_without_a_part_in_the_network_holds_the_key_of_the_public_only(cast):
    for nobody in (cast.public, cast.stranger, cast.hans):
        assert keys_of(nobody) == ["public"]


@pytest.mark.parametrize(
    "fields",
    [
        {"classification": "confidential", "audience": "public"},
        {"classification": "strictly-confidential", "audience": "network"},
        {"classification": "strictly-confidential", "audience": "group"},
        {"classification": "confidential", "audience": "network-and-state"},
        {"audience": "public"},
        {"audience": "group", "group": None},
        {"state": "withdrawn"},
        {"symbol": ""},
        {"kind": "link", "address": ""},
    ],
    ids=lambda fields: "-".join(str(value) for value in fields.values()),
)
def test_the_database_refuses_what_must_never_be_true_r8_41(cast, make, fields):
    document = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**fields)
