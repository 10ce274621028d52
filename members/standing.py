"""Who somebody is in the Network today: offices, and whom they represent. Loaded once per request."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from members.models.appointment import Appointment
from members.models.organisation import Participation
from members.models.representation import Representation
from members.states import CO_CHAIR_OFFICES, Office, Part


@dataclass(frozen=True)
class Standing:
    """The hats of one person on one day."""

    person: object = None
    offices: frozenset = field(default_factory=frozenset)
    in_charge: frozenset = field(default_factory=frozenset)
    represents: dict = field(default_factory=dict)
    member_organisations: frozenset = field(default_factory=frozenset)
    parts: frozenset = field(default_factory=frozenset)

    @classmethod
    def of(cls, user):
        """The standing of an account (anonymous: none at all), kept on the account for the request."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return NO_STANDING
        if not hasattr(user, "_standing"):
            user._standing = cls._load(user)
        return user._standing

    @classmethod
    def _load(cls, user):
        person = getattr(user, "person", None)
        if person is None or (person.left_on and person.left_on < timezone.localdate()):
            return NO_STANDING
        appointments = list(Appointment.objects.on().filter(person=person))
        represents = {
            row.organisation_id: row.role for row in Representation.objects.on().filter(person=person)
        }
        participations = Participation.objects.on().filter(
            organisation__in=[person.organisation_id, *represents]
        )
        parts = {(row.organisation_id, row.part) for row in participations}
        return cls(
            person=person,
            offices=frozenset(Office(row.office) for row in appointments),
            in_charge=frozenset(Office(row.office) for row in appointments if row.is_in_charge),
            represents=represents,
            member_organisations=frozenset(
                pk for pk, part in parts if part == Part.MEMBER and pk in represents
            ),
            parts=frozenset(part for pk, part in parts if pk == person.organisation_id),
        )

    @cached_property
    def groups(self):
        """The working groups in which they sit: key → roles. Asked of the database once, when first needed."""
        return _groups_of(self.person, self.represents, self.member_organisations) if self.person else {}

    @property
    def is_secretariat(self):
        """A secretariat officer."""
        return Office.SECRETARIAT in self.offices

    @property
    def is_co_chair(self):
        """A co-chair, or the officer-in-charge of one."""
        return any(office in self.offices for office in CO_CHAIR_OFFICES)

    @property
    def co_chair_offices(self):
        """The co-chair offices that this person may act for."""
        return [office for office in CO_CHAIR_OFFICES if office in self.offices]

    @property
    def represents_a_member(self):
        """The focal point or an alternate of a member organisation."""
        return bool(self.member_organisations)

    @property
    def is_insider(self):
        """Belongs to the Network itself: what is exchanged internally is for these people."""
        return self.is_secretariat or self.is_co_chair or self.represents_a_member

    @property
    def is_pmt_reader(self):
        """Reads reports for the Programme Management Team."""
        return Office.PMT_READER in self.offices

    @property
    def is_outsider(self):
        """Takes part from outside: a state body, a partner or an observer."""
        return self.person is not None and not self.is_insider and not self.is_pmt_reader

    @property
    def is_of_a_member(self):
        """Belongs to a member of the Network, as its representative or as one of its staff."""
        return self.is_insider or bool(self.parts & {Part.MEMBER, Part.COORDINATOR})

    @property
    def organisation_id(self):
        """The organisation that this person belongs to, or None."""
        return self.person.organisation_id if self.person else None

    @property
    def needs_second_factor(self):
        """Secretariat and co-chairs sign in with a second factor."""
        return self.is_secretariat or self.is_co_chair


# In a group because one represents a member that sits there through somebody else.
BY_OFFICE = "by-office"


def _groups_of(person, represents, members):
    """The working groups in which somebody sits today: key of the group → the roles there.

    One sits by a seat of one's own, or for a body that one represents where its seat names nobody; who
    represents a member of the Network is in with the colleague who sits, but leads nothing. A partner's
    colleagues are not in: a seat opens the group to that person only (RULES R8.44).
    """
    seats = type(person).group_seats.rel.related_model.objects.on()
    found = {}
    for seat in seats.filter(Q(person=person) | Q(organisation__in=represents)):
        roles = found.setdefault(seat.group_id, set())
        if seat.person_id == person.pk or (seat.person_id is None and seat.organisation_id in represents):
            roles.add(seat.role)
        elif seat.organisation_id in members:
            roles.add(BY_OFFICE)
    return {group: roles for group, roles in found.items() if roles}


NO_STANDING = Standing()
