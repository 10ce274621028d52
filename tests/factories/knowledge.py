"""Documents of the library and their versions."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from knowledge.models import Document, DocumentVersion, NamedReader, Page, Release, Update
from knowledge.states import DocumentState, UpdateState
from tests.factories.accounts import UserFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.members import OrganisationFactory


class DocumentFactory(DjangoModelFactory):
    """A document of the library for the Network; `state=DocumentState.DRAFT, symbol=""` for a draft."""

    class Meta:
        model = Document

    title = factory.Sequence(lambda n: f"Document {n}")
    kind = "study"
    state = DocumentState.KEPT
    symbol = factory.Sequence(lambda n: f"UNMN-KG/2026/LIB/T{n}")
    owner = factory.SubFactory(OrganisationFactory)
    issued_on = date(2026, 3, 2)
    added_at = factory.LazyFunction(timezone.now)


class VersionFactory(DjangoModelFactory):
    """The original in English; `texts=["…"]` for its text, as the worker would read it."""

    class Meta:
        model = DocumentVersion
        skip_postgeneration_save = True

    document = factory.SubFactory(DocumentFactory)
    number = 1
    stored_file = factory.SubFactory(StoredFileFactory)
    made_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def texts(self, create, pages, **_options):
        for number, text in enumerate(pages or (), start=1):
            Page.objects.create(version=self, number=number, text=text)


class UpdateFactory(DjangoModelFactory):
    """An update that its author posted a moment ago; `author` is a person."""

    class Meta:
        model = Update

    title = factory.Sequence(lambda n: f"Update {n}")
    text = "Something is new."
    kind = "issue"
    language = "en"
    state = UpdateState.POSTED
    owner = factory.SelfAttribute("author.organisation")
    posted_at = factory.LazyFunction(timezone.now)


class ReleaseFactory(DjangoModelFactory):
    """A release that is asked for."""

    class Meta:
        model = Release

    document = factory.SubFactory(DocumentFactory)
    why = "Others can learn from it."
    asked_by = factory.SubFactory(UserFactory)
    asked_at = factory.LazyFunction(timezone.now)
    answer_due = factory.LazyFunction(timezone.now)


def named(document, *users):
    """Let accounts read a document by name."""
    for user in users:
        NamedReader.objects.create(document=document, person=user.person)
    document.refresh_from_db()
    return document


def released(document, by):
    """A document that was made public, without telling how."""
    now = timezone.now()
    Release.objects.create(
        document=document, state="released", why="Others can learn from it.", asked_by=by, asked_at=now,
        answer_due=now, owner_agreed=True, answered_by=by, answered_at=now, released_by=by, released_at=now,
    )  # fmt: skip
    document.audience, document.released_on = "public", timezone.localdate()
    document.release_agreed_by = document.owner.acronym or document.owner.name
    document.save()
    return document
