"""Working groups and what belongs to them."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.accounts import UserFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.members import LONG_AGO, OrganisationFactory, PersonFactory
from workinggroups.models import (
    Deliverable,
    GroupDocument,
    GroupNote,
    JoinRequest,
    Seat,
    TermsOfReference,
    WorkingGroup,
)
from workinggroups.states import GroupRole, GroupState, Origin


class GroupFactory(DjangoModelFactory):
    """An active permanent group; `state=GroupState.PROPOSED` for one that is not established."""

    class Meta:
        model = WorkingGroup

    slug = factory.Sequence(lambda n: f"group-{n}")
    name = factory.Sequence(lambda n: f"Group {n}")
    purpose = "To work on it together."
    state = GroupState.ACTIVE
    established_on = LONG_AGO
    decided_by = "UNMN-KG/2025/DEC/2"


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat

    group = factory.SubFactory(GroupFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    role = GroupRole.MEMBER
    starts_on = LONG_AGO


class JoinRequestFactory(DjangoModelFactory):
    class Meta:
        model = JoinRequest

    group = factory.SubFactory(GroupFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    origin = Origin.REQUEST
    made_by = factory.SubFactory(UserFactory)
    reason = "We work on this too."


class GroupDocumentFactory(DjangoModelFactory):
    class Meta:
        model = GroupDocument

    group = factory.SubFactory(GroupFactory)
    title = factory.Sequence(lambda n: f"Document {n}")
    stored_file = factory.SubFactory(StoredFileFactory)
    added_by = factory.SubFactory(UserFactory)


class DeliverableFactory(DjangoModelFactory):
    class Meta:
        model = Deliverable

    group = factory.SubFactory(GroupFactory)
    title = factory.Sequence(lambda n: f"Deliverable {n}")
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=20))
    owner = factory.SubFactory(OrganisationFactory)


class GroupNoteFactory(DjangoModelFactory):
    """A letter that was sent; `sent_at=None` for a draft."""

    class Meta:
        model = GroupNote

    group = factory.SubFactory(GroupFactory)
    title = factory.Sequence(lambda n: f"Letter {n}")
    body = "Dear colleagues, please read it."
    written_by = factory.SubFactory(UserFactory)
    sent_at = factory.LazyFunction(timezone.now)


class TermsFactory(DjangoModelFactory):
    """Terms of reference that are being drafted."""

    class Meta:
        model = TermsOfReference

    group = factory.SubFactory(GroupFactory)
    draft = "# Purpose\n\nThe group shares data.\n\nIt meets each month."


def seat(user, group, role=GroupRole.MEMBER, **fields):
    """Give the person of an account a seat for their own organisation."""
    person = user.person
    return SeatFactory(group=group, person=person, organisation=person.organisation, role=role, **fields)


def forget_standing(*users):
    """Let accounts that a test keeps be asked anew who they are."""
    for user in users:
        vars(user).pop("_standing", None)
