"""A document of the library for each kind of reader, with something to leak in each."""

from django.utils import timezone

from foundation.documents.models import Upload
from knowledge.states import DocumentState
from tests.cast import EVERYBODY
from tests.factories import documents
from tests.factories.knowledge import DocumentFactory, ReleaseFactory, VersionFactory, named, released
from workinggroups.models import WorkingGroup


def make_library(world, cast, secret, *, preparers, insiders):
    """UNICEF owns nearly everything; UNHCR has one document for the group in which nobody else sits."""
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
        "other": ({"audience": "group", "group": other, "owner": cast.orgs.unhcr}, preparers | {"leila"}),
        "confidential": ({"classification": "confidential"}, insiders),
        "named": ({"audience": "named"}, preparers | owner | {"anara"}),
        "strict": (
            {"audience": "named", "classification": "strictly-confidential"},
            {"aiko", "jyldyz", "anara"},
        ),
        "draft": ({"state": DocumentState.DRAFT, "symbol": ""}, preparers | owner),
        "withdrawn": (
            {"state": DocumentState.WITHDRAWN, "withdrawn_because": "Wrong figures"},
            preparers | owner,
        ),
        "public": ({}, set(EVERYBODY)),
    }
    for name, (fields, readers) in kinds.items():
        made = _document(world, cast, secret, name, fields, readers)
        if name == "named":
            named(made, cast.anara)
        if name == "strict":
            named(made, cast.aiko, cast.jyldyz, cast.anara)
        if name == "public":
            released(made, cast.aizada)
    _one_to_decide(world, cast, secret, owner)
    # What somebody sends is nobody else's, before it is a document and after it was refused.
    upload = Upload.objects.create(
        by=cast.temir, length=5, name=secret(world, "UPLOADED-BY-TEMIR.pdf", {"temir"}),
        refusal=secret(world, "REFUSEDUPLOAD in words", {"temir"}),
    )  # fmt: skip
    world.places["upload"] = {"pk": upload.pk}


def _document(world, cast, secret, name, fields, readers):
    # One word for each document, wherever it could come out: in its title, its words, its file's name, its text.
    word = secret(world, f"LIBRARY{name.upper().replace('-', '')} of figures", readers)
    made = DocumentFactory(
        **{"owner": cast.orgs.unicef, **fields}, title=word, abstract=f"Of {word}", authors=f"Author {word}"
    )
    version = VersionFactory(
        document=made, note=f"Better {word}", texts=[f"First page, {word}"],
        stored_file=documents.StoredFileFactory(name=f"{word}.pdf"),
    )  # fmt: skip
    VersionFactory(
        document=made, number=2, revision=1, texts=[f"Second page, {word}"],
        stored_file=documents.StoredFileFactory(content=b"%PDF-1.7 second", name=f"{name}-2.pdf"),
    )  # fmt: skip
    place = {"pk": made.pk}
    world.places |= {f"lib-{name}": place, f"lib-{name}+file": place | {"version": version.pk}}
    made.refresh_from_db()
    return made


def _one_to_decide(world, cast, secret, owner):
    """A release that waits for its owner, and readers who are named."""
    document = DocumentFactory(owner=cast.orgs.unicef, title="To be released")
    named(document, cast.anara)
    keepers = {"aizada", "pavel"} | owner
    asked = ReleaseFactory(
        document=document, asked_by=cast.aizada, answer_due=timezone.now(),
        why=secret(world, "RELEASEWHY of it", keepers),
    )  # fmt: skip
    place = {"pk": document.pk}
    moves = ("agree-to-release", "decline-release", "release-document", "call-off-release")
    world.places |= {
        "lib-asked": place,
        "lib-asked+reader": place | {"reader": document.named_readers.get().pk},
        **{f"lib-asked+{move}": place | {"release": asked.pk, "move": move} for move in moves},
        **{
            f"lib-{name}+{move}": world.places[f"lib-{name}"] | {"move": move}
            for name, move in (("draft", "keep-document"), ("withdrawn", "put-back-document"))
        },
    }
