"""Putting dated rows in their place, with a sentence instead of the database's refusal."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Refused

CONFLICTS = {
    "one_focal_point_at_a_time": _(
        "There is a focal point on these days already. Hand over from them, or choose other dates."
    ),
    "one_role_per_person_at_a_time": _(
        "This person already represents the organisation on these days. End that first, or choose other dates."
    ),
    "one_part_at_a_time": _("The organisation takes this part on these days already."),
    "one_holder_per_co_chair_office": _(
        "Somebody else has this office on these days. Hand over from them, or choose other dates."
    ),
    "one_appointment_per_person_and_office": _("This person has this office on these days already."),
    "only_co_chairs_have_an_officer_in_charge": _("Only a co-chair has an officer-in-charge."),
}
WRONG_ORDER = _("The last day is before the first day. Correct the dates.")


def keep(row, conflicts=CONFLICTS):
    """Save a dated row. Raises `Refused` with a sentence where it would overlap another.

    `conflicts` gives the sentence for each constraint of the table; apps above bring their own.
    """
    if row.ends_on and row.ends_on < row.starts_on:
        raise Refused(WRONG_ORDER)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        sentence = conflicts.get(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
        if sentence is None:
            raise
        raise Refused(sentence) from error
    return row


def refuse_after_leaving(person, starts_on, ends_on=None):
    """Nobody gets a role after their last day. Raises `Refused`."""
    if person.left_on and (starts_on > person.left_on or ends_on is None or ends_on > person.left_on):
        raise Refused(
            _("%(name)s leaves the Network on %(day)s. Choose somebody else, or dates before that day.")
            % {"name": person, "day": person.left_on.strftime("%d.%m.%Y")}
        )


def last_day(row, on):
    """Set the last day of `row`. Raises `Refused` when it ended earlier, or had not begun."""
    if on < row.starts_on:
        raise Refused(WRONG_ORDER)
    if row.ends_on and row.ends_on < on:
        raise Refused(_("This ended earlier already. Reload the page."))
    row.ends_on = on
