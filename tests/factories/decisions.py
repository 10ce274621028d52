"""Decisions and action points. A decision in a later state is reached by its workflow."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from decisions.models import ActionPoint, Decision, Evidence
from decisions.workflow.closing import declare_adopted
from decisions.workflow.decisions import propose
from foundation.core.workflow import THE_PORTAL
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
    """As it stands in the register: put on an agenda and declared adopted on a day."""

    adopted_on = date(2026, 9, 1)

    @classmethod
    def _create(cls, model, *args, adopted_on, declared_by="Both co-chairs", **fields):
        decision = super()._create(model, *args, **fields)
        propose(decision, by=THE_PORTAL)
        declare_adopted(decision, by=THE_PORTAL, adopted_on=adopted_on, declared_by=declared_by)
        return decision


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
