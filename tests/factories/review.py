"""Texts under review."""

import factory
from factory.django import DjangoModelFactory

from foundation.review.models import Comment, Paragraph, Proposal, Text, Version
from tests.factories.accounts import UserFactory


class TextFactory(DjangoModelFactory):
    class Meta:
        model = Text

    title = factory.Sequence(lambda n: f"Text {n}")


class VersionFactory(DjangoModelFactory):
    class Meta:
        model = Version

    text = factory.SubFactory(TextFactory)
    number = 0
    text_hash = "0" * 64


class ParagraphFactory(DjangoModelFactory):
    class Meta:
        model = Paragraph

    version = factory.SubFactory(VersionFactory)
    position = factory.Sequence(lambda n: n + 1)
    number = factory.SelfAttribute("position")
    anchor = factory.Sequence(lambda n: f"p{n + 1}")
    html = factory.Sequence(lambda n: f"The Network took note of report {n + 1}.")


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = Comment

    paragraph = factory.SubFactory(ParagraphFactory)
    by = factory.SubFactory(UserFactory)
    voice = "unicef"
    voice_name = "UNICEF"
    body = "Please check the figure."


class ProposalFactory(DjangoModelFactory):
    class Meta:
        model = Proposal

    paragraph = factory.SubFactory(ParagraphFactory)
    by = factory.SubFactory(UserFactory)
    voice = "unicef"
    voice_name = "UNICEF"
    wording = "The Network took note with appreciation of the report."
