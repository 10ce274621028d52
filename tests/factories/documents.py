"""Stored files, renditions and symbol series."""

import hashlib

import factory
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from foundation.documents.models import Rendition, StoredFile, SymbolSeries

A_PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class StoredFileFactory(DjangoModelFactory):
    """A small PDF; `content=` for other bytes."""

    class Meta:
        model = StoredFile

    name = factory.Sequence(lambda n: f"paper-{n}.pdf")
    media_type = "application/pdf"

    @classmethod
    def _create(cls, model_class, *args, content=A_PDF, **fields):
        fields.setdefault("size", len(content))
        fields.setdefault("sha256", hashlib.sha256(content).hexdigest())
        return model_class.objects.create(file=ContentFile(content, fields["name"]), **fields)


class RenditionFactory(DjangoModelFactory):
    """`RenditionFactory(about=minutes, kind="minutes", edition="approved")`."""

    class Meta:
        model = Rendition

    kind = "agenda"
    edition = "draft-1"
    language = "en"
    stored_file = factory.SubFactory(StoredFileFactory)

    @classmethod
    def _create(cls, model_class, *args, about, **fields):
        kind = ContentType.objects.get_for_model(about)
        return model_class.objects.create(about_type=kind, about_id=about.pk, **fields)


class SymbolSeriesFactory(DjangoModelFactory):
    class Meta:
        model = SymbolSeries

    stem = factory.Sequence(lambda n: f"UNMN-KG/2026/T{n}")
