"""Which part an organisation takes, and who represents it: from a day, to a day, handed over in one act."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused
from members.access import is_secretariat
from members.models import Handover, Participation, Representation
from members.workflow.dates import keep, last_day, refuse_after_leaving
from members.workflow.directory import DIRECTORY


@DIRECTORY.act(
    may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Begin to take part"), done=_("Takes part in the Network from %(starts_on)s"),
)  # fmt: skip
def begin_participation(organisation, *, by, part, starts_on, ends_on=None):
    """The organisation is a member, an observer, a partner… from a day on, which may lie ahead."""
    organisation.act_details = {"starts_on": starts_on.isoformat(), "part": part}
    return keep(Participation(organisation=organisation, part=part, starts_on=starts_on, ends_on=ends_on))


@DIRECTORY.act(
    may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("End taking part"), done=_("Takes part in the Network until %(ends_on)s"),
)  # fmt: skip
def end_participation(participation, *, by, ends_on):
    """The organisation's part ends with the day `ends_on`; its history stays."""
    last_day(participation, ends_on)
    participation.act_details = {"ends_on": ends_on.isoformat()}


@DIRECTORY.act(
    may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Appoint a representative"), done=_("%(name)s appointed as representative from %(starts_on)s"),
)  # fmt: skip
def begin_representation(organisation, *, by, person, role, starts_on, ends_on=None):
    """A person becomes focal point or alternate from a day on. Rule: RULES R2.4, R2.5."""
    refuse_after_leaving(person, starts_on, ends_on)
    organisation.act_details = {"name": str(person), "starts_on": starts_on.isoformat(), "role": role}
    row = Representation(
        organisation=organisation, person=person, role=role, starts_on=starts_on, ends_on=ends_on
    )
    return keep(row)


@DIRECTORY.act(
    may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("End the role"), done=_("%(name)s represents the organisation until %(ends_on)s"),
)  # fmt: skip
def end_representation(representation, *, by, ends_on):
    """The person stops representing the organisation with the day `ends_on`."""
    last_day(representation, ends_on)
    representation.act_details = {"name": str(representation.person), "ends_on": ends_on.isoformat()}


@DIRECTORY.act(
    may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Hand over"), done=_("%(name)s hands over to %(successor)s from %(starts_on)s"),
)  # fmt: skip
def hand_over_representation(representation, *, by, to, on):
    """`to` takes over the role on the day `on`; the predecessor's last day is the day before.

    An alternate who becomes the focal point stops being the alternate on the same day.
    Raises `Refused` when `on` is not after the predecessor's first day. Rule: RULES R10.62.
    """
    if to == representation.person:
        raise Refused(_("Choose somebody else: this person has the role already."))
    if on <= representation.starts_on or (representation.ends_on and on > representation.ends_on):
        raise Refused(_("The day of the handover must lie within the days of the role. Correct the date."))
    refuse_after_leaving(to, on, representation.ends_on)
    until, day_before = representation.ends_on, on - timedelta(days=1)
    representation.ends_on = day_before
    representation.save()
    _end_other_role(to, representation.organisation, on)
    keep(Representation(
        organisation=representation.organisation, person=to, role=representation.role,
        starts_on=on, ends_on=until,
    ))  # fmt: skip
    Handover.objects.create(
        predecessor=representation.person, successor=to, organisation=representation.organisation,
        role=representation.role, starts_on=on,
    )  # fmt: skip
    representation.act_details = {
        "name": str(representation.person), "successor": str(to), "starts_on": on.isoformat(),
    }  # fmt: skip


def _end_other_role(person, organisation, on):
    other = Representation.objects.on(on).filter(person=person, organisation=organisation).first()
    if other and other.starts_on < on:
        other.ends_on = on - timedelta(days=1)
        other.save()
