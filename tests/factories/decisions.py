"""Decisions and action points. A decision in a later state is reached by its workflow."""

import hashlib
from datetime import date

import factory
from factory.django import DjangoModelFactory

from decisions.models import ActionPoint, Decision, Evidence
from decisions.states import DecisionState
from tests.factories.accounts import UserFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.members import OrganisationFactory


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    title = factory.Sequence(lambda n: f"Decision {n}")
    text = "The Network decides to meet."
    working_reference = factory.Sequence(lambda n: f"D-{n}")


class AdoptedDecisionFactory(DecisionFactory):
    """As it stands in the register, for pages that only read it."""

    state = DecisionState.ADOPTED
    symbol = factory.Sequence(lambda n: f"UNMN-KG/2026/DEC/{n + 1:02}")
    adopted_on = date(2026, 9, 1)
    text_hash = factory.LazyAttribute(lambda decision: hashlib.sha256(decision.text.encode()).hexdigest())


class ActionPointFactory(DjangoModelFactory):
    class Meta:
        model = ActionPoint

    text = factory.Sequence(lambda n: f"Prepare report {n}")
    owner = factory.SubFactory(OrganisationFactory)


class EvidenceFactory(DjangoModelFactory):
    """A file beside a word on progress."""

    class Meta:
        model = Evidence

    action_point = factory.SubFactory(ActionPointFactory)
    stored_file = factory.SubFactory(StoredFileFactory)
    added_by = factory.SubFactory(UserFactory)
