"""An update for each kind of reader, with something to leak in each."""

from foundation.core.links import sign_link
from tests.factories.knowledge import UpdateFactory
from workinggroups.models import WorkingGroup


def make_updates(world, cast, secret, *, preparers, insiders):
    """UNICEF writes nearly all; FAO has a draft, UNHCR and the state write each in a group of theirs."""
    owner = {"aiko", "jyldyz"}
    group, other = WorkingGroup.objects.get(slug="wg"), WorkingGroup.objects.get(slug="wg-other")
    kinds = {
        "network": ({}, insiders),
        "state": ({"audience": "network-and-state"}, insiders | {"kubanych"}),
        "group": ({"audience": "group", "group": group}, preparers | owner | {"temir", "kubanych"}),
        "of-members": (
            {"audience": "group", "group": group, "classification": "confidential"},
            preparers | owner | {"temir"},
        ),
        "other": ({"audience": "group", "group": other, "author": cast.leila.person}, preparers | {"leila"}),
        "partner": (
            {"audience": "group", "group": group, "author": cast.kubanych.person},
            preparers | owner | {"temir", "kubanych"},
        ),
        "confidential": ({"classification": "confidential"}, insiders),
        "draft": ({"author": cast.temir.person, "state": "draft", "posted_at": None}, {"temir"}),
        "withdrawn": ({"state": "withdrawn", "withdrawn_because": "Wrong figures"}, preparers | owner),
    }
    for name, (fields, readers) in kinds.items():
        short = name.replace("-", "").upper()
        made = UpdateFactory(
            **{"author": cast.aiko.person, **fields}, title=secret(world, f"UPDATE{short} of today", readers),
            text=secret(world, f"UPDATEWORDS{short} in the text", readers),
        )  # fmt: skip
        world.places[f"upd-{name}"] = {"pk": made.pk}
    world.places |= {
        "upd-draft+post-update": world.places["upd-draft"] | {"move": "post-update"},
        "upd-withdrawn+put-back-update": world.places["upd-withdrawn"] | {"move": "put-back-update"},
        "updates-letter": {"token": sign_link("updates-letter", world.coming.ends_at, user=cast.aizada.pk)},
    }
