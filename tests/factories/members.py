"""Organisations, people, and what ties them together."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from members.models import (
    Appointment,
    EntryConfirmation,
    FeedKey,
    Handover,
    Holiday,
    MemberListIssue,
    Organisation,
    Parameter,
    Participation,
    Person,
    Representation,
    Succession,
)
from members.states import CorrectionState, Office, OrganisationKind, Part, Role
from tests.factories.accounts import UserFactory

LONG_AGO = date(2024, 1, 1)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda n: f"organisation-{n}")
    kind = OrganisationKind.UN_ENTITY
    name = factory.Sequence(lambda n: f"Organisation {n}")
    acronym = factory.Sequence(lambda n: f"ORG{n}")


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation

    organisation = factory.SubFactory(OrganisationFactory)
    part = Part.MEMBER
    starts_on = LONG_AGO


class SuccessionFactory(DjangoModelFactory):
    class Meta:
        model = Succession

    predecessor = factory.SubFactory(OrganisationFactory)
    successor = factory.SubFactory(OrganisationFactory)


class PersonFactory(DjangoModelFactory):
    """Somebody without an account; `user=UserFactory()` gives one."""

    class Meta:
        model = Person

    slug = factory.Sequence(lambda n: f"person-{n}")
    name = factory.Sequence(lambda n: f"Person {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.LazyAttribute(lambda person: f"{person.slug}@test.example")
    title = "Programme Officer"


class PersonWithAccountFactory(PersonFactory):
    """Somebody who can sign in."""

    user = factory.SubFactory(
        UserFactory, name=factory.SelfAttribute("..name"), email=factory.SelfAttribute("..email"),
        language=factory.SelfAttribute("..language"),
    )  # fmt: skip
    language = "en"


class RepresentationFactory(DjangoModelFactory):
    class Meta:
        model = Representation

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    role = Role.FOCAL_POINT
    starts_on = LONG_AGO


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = Appointment

    person = factory.SubFactory(PersonFactory)
    office = Office.SECRETARIAT
    starts_on = LONG_AGO


class HandoverFactory(DjangoModelFactory):
    class Meta:
        model = Handover

    predecessor = factory.SubFactory(PersonFactory)
    successor = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.ALTERNATE
    starts_on = factory.LazyFunction(timezone.localdate)


class EntryConfirmationFactory(DjangoModelFactory):
    class Meta:
        model = EntryConfirmation

    organisation = factory.SubFactory(OrganisationFactory)
    by = factory.SubFactory(PersonFactory)
    state = CorrectionState.CONFIRMED


class MemberListIssueFactory(DjangoModelFactory):
    class Meta:
        model = MemberListIssue

    number = factory.Sequence(lambda n: n + 1)
    as_of = factory.LazyFunction(timezone.localdate)
    entries = factory.LazyFunction(list)


class HolidayFactory(DjangoModelFactory):
    class Meta:
        model = Holiday

    day = factory.Sequence(lambda n: date.fromordinal(date(2030, 1, 1).toordinal() + n))
    name = "A holiday"


class ParameterFactory(DjangoModelFactory):
    class Meta:
        model = Parameter

    name = "minutes_comment_wd"
    value = 5
    since = LONG_AGO
    decided_by = "Working methods"


class FeedKeyFactory(DjangoModelFactory):
    class Meta:
        model = FeedKey

    person = factory.SubFactory(PersonWithAccountFactory)
    nonce = factory.Sequence(lambda n: f"nonce-{n}")
