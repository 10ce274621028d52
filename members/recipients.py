"""Whom the Network writes to: the members' people, the co-chairs, the secretariat; each address once."""

from foundation.circulation.letters import Recipient
from members.models import Appointment, Organisation, Person, Representation
from members.states import CO_CHAIR_OFFICES, Office, Part, Role


def recipient(person, organisation=None):
    """The one person as a recipient: in the language of their account, else of their directory entry."""
    account = person.user if person.user_id and person.user.is_active else None
    language = account.language if account else person.language
    name = getattr(person, f"name_{language}", "") or person.name
    return Recipient(
        name=name,
        address=person.email,
        language=language,
        organisation_name=str(organisation or person.organisation),
        user=account,
        key=person.slug,
    )


def _once(people):
    """Each person once, and each address once; people without an address stay, so that it is noticed."""
    found = {}
    for person, organisation in people:
        found.setdefault(person.email.lower() or person.slug, recipient(person, organisation))
    return list(found.values())


def _represented(organisations, on):
    rows = Representation.objects.on(on).filter(organisation__in=organisations)
    rows = rows.select_related("organisation", "person__user").order_by("organisation__acronym", "-role")
    return [(row.person, row.organisation) for row in rows]


def _holders(offices, on):
    rows = Appointment.objects.on(on).filter(office__in=offices)
    rows = rows.select_related("person__user", "person__organisation").order_by("office", "is_in_charge")
    return [(row.person, row.person.organisation) for row in rows]


def recipients_of_members(on=None):
    """All focal points and alternates of the members on a day (today), the co-chairs and the secretariat."""
    members = Organisation.objects.with_part(Part.MEMBER, Part.COORDINATOR, on=on)
    offices = (*CO_CHAIR_OFFICES, Office.SECRETARIAT)
    return _once([*_holders(offices, on), *_represented(members, on)])


def recipients_of(*organisations, on=None):
    """The focal points and alternates of the organisations on a day (today)."""
    return _once(_represented(organisations, on))


def focal_points_of(organisation, on=None):
    """The focal points of an organisation on a day (today), without its alternates."""
    rows = Representation.objects.on(on).filter(organisation=organisation, role=Role.FOCAL_POINT)
    rows = rows.filter(person__left_on=None).select_related("organisation", "person__user")
    return _once([(row.person, row.organisation) for row in rows])


def co_chair_recipients(on=None):
    """The co-chairs, and their officers-in-charge."""
    return _once(_holders(CO_CHAIR_OFFICES, on))


def secretariat_recipients(on=None):
    """The officers of the secretariat."""
    return _once(_holders([Office.SECRETARIAT], on))


def pmt_recipients(on=None):
    """Who reads for the Programme Management Team."""
    return _once(_holders([Office.PMT_READER], on))


def recipients_among(people):
    """Just these people (rows or a queryset of `Person`), once per address."""
    rows = Person.objects.filter(pk__in=[person.pk for person in people])
    rows = rows.select_related("organisation", "user")
    return _once([(person, person.organisation) for person in rows])
