"""Circulations and deliveries, held until a test moves them."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from foundation.circulation.models import Circulation, Delivery
from tests.factories.accounts import UserFactory


class CirculationFactory(DjangoModelFactory):
    class Meta:
        model = Circulation

    occasion = "agenda_circulated"
    title = factory.Sequence(lambda n: f"Circulation {n}")
    made_by = factory.SubFactory(UserFactory)
    leaves_at = factory.LazyFunction(timezone.now)


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = Delivery

    circulation = factory.SubFactory(CirculationFactory)
    address = factory.Sequence(lambda n: f"recipient-{n}@test.example")
    name = factory.Sequence(lambda n: f"Recipient {n}")
    organisation_name = "UNICEF"
    language = "en"
    subject = "A letter"
    text = "Dear colleague,"
    html = "<p>Dear colleague,</p>"
    message_id = factory.Sequence(lambda n: f"<delivery-{n}@test.example>")
