"""Accounts: `UserFactory` signs in by code; pass `password=` for a password."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from foundation.accounts.models import Invitation, User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person-{n}@test.example")
    language = "en"

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return model_class.objects.create_user(**fields)


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    user = factory.SubFactory(UserFactory)
    invited_by = factory.SubFactory(UserFactory)
    valid_until = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
