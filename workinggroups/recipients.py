"""Whom a letter to a group goes to: members of the Network, and partners in a mailing apart (RULES R10.54)."""

from members.models import Organisation
from members.recipients import recipients_among, recipients_of, secretariat_recipients
from members.states import Part

MEMBERS, PARTNERS = "members", "partners"


def group_recipients(group, to):
    """The people who sit in the group today: those of members of the Network, or its partners."""
    of_members = set(
        Organisation.objects.with_part(Part.MEMBER, Part.COORDINATOR).values_list("pk", flat=True)
    )
    seats = [
        seat for seat in group.seats.on().select_related("organisation", "person")
        if (seat.organisation_id in of_members) == (to == MEMBERS)
    ]  # fmt: skip
    named = recipients_among([seat.person for seat in seats if seat.person])
    bodies = [seat.organisation for seat in seats if seat.person is None]
    return _once([*named, *(recipients_of(*bodies) if bodies else [])])


def who_leads(group):
    """The lead and the co-leads."""
    people = [seat.person for seat in group.seats.on().leading().select_related("person") if seat.person]
    return _once(recipients_among(people))


def who_runs(group):
    """The lead, the co-leads and the secretariat."""
    return _once([*who_leads(group), *secretariat_recipients()])


def _once(recipients):
    return list({one.identity: one for one in recipients}.values())
