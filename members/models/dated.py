"""Rows that hold from one day to another; handovers end one and begin the next, so history stays."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet


class DatedQuerySet(VisibleQuerySet):
    """Rows that hold on a given day."""

    def visible_to(self, user):
        """Those of the people, or else of the organisations, that `user` may see (RULES R8.44)."""
        from members.access import dated_rows_visible_to  # noqa: PLC0415 -- access sits above models

        return dated_rows_visible_to(self, user)

    def on(self, day=None):
        """Those in force on `day` (today in Bishkek, when not given); the last day counts."""
        day = day or timezone.localdate()
        return self.filter(Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Dated(models.Model):
    """From `starts_on` up to and with `ends_on` (empty: still in force)."""

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            )
        ]

    @property
    def is_open(self):
        """Say whether it is in force today or will be: it can be ended or handed over."""
        return self.ends_on is None or self.ends_on >= timezone.localdate()

    def holds_on(self, day):
        """Say whether it is in force on `day`."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def never_two_at_once(name, *fields, condition=None):
    """A constraint: no two rows that agree in `fields` (and meet `condition`) hold on the same day."""
    days = Func(
        F("starts_on"), F("ends_on"), Value("[]"), function="daterange", output_field=DateRangeField()
    )
    return ExclusionConstraint(
        name=name,
        expressions=[(days, RangeOperators.OVERLAPS), *((field, RangeOperators.EQUAL) for field in fields)],
        condition=condition,
    )
