"""The Network's own calendar and its parameters, with history (RULES part 2)."""

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet


class NetworkQuerySet(VisibleQuerySet):
    """What everybody who takes part in the Network may look up."""

    def visible_to(self, user):
        """Everything for people of the Network, nothing for others."""
        from members.access import network_rows_visible_to  # noqa: PLC0415 -- access sits above models

        return network_rows_visible_to(self, user)


class Holiday(models.Model):
    """A day of the calendar that the secretariat keeps, seeded from national holidays (RULES R10.51)."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name in English"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120, blank=True)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=120, blank=True)
    is_observed = models.BooleanField(_("the Network's offices are closed"), default=True)
    no_deadline_may_end = models.BooleanField(_("no deadline may end on it"), default=False)
    is_estimated = models.BooleanField(_("the date is not fixed yet"), default=False)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ["day"]

    def __str__(self):
        return f"{self.day} {self.name}"


def parameter_names():
    """The names of all parameters; asked when needed, so that a new one takes no migration."""
    return [(name, name) for name in Parameter.DEFAULTS]


class Parameter(models.Model):
    """One setting of the Network's working methods from a day on; changed only by its decision."""

    DEFAULTS = {
        "meeting_notice_wd": 20,
        "call_for_items_wd": 15,
        "draft_agenda_wd": 10,
        "papers_wd": 5,
        "final_agenda_wd": 2,
        "extraordinary_notice_wd": 5,
        "minutes_draft_wd": 5,
        "minutes_comment_wd": 5,
        "minutes_final_wd": 2,
        "member_list_every_days": 90,
        "call_back_minutes": 5,
        "action_remind_before_days": 3,
        "action_remind_after_days": 1,
        "action_tell_co_chairs_after_days": 14,
        "silence_default_wd": 5,
        "silence_policy_wd": 10,
        "silence_urgent_wd": 2,
        "silence_short_wd": 2,
        "silence_min_hours": 48,
        "silence_told_hours": 4,
        "silence_remind_percent": 50,
        "silence_remind_hours": 24,
        "state_reply_wd": 15,
        "clearance_hours": 48,
        "clearance_urgent_hours": 24,
        "clearance_remind_hours": 12,
        "signing_minutes": 5,
        "release_answer_wd": 5,
        "update_edit_days": 7,
        "gate_list_days": 7,
        "group_stale_days": 120,
        "group_end_notice_days": 30,
        "group_review_wd": 5,
        "date_poll_wd": 5,
        "close_of_business_hour": 18,
        "representation_percent": 50,
        "representation_co_chairs": 2,
    }
    # What a value can be, where not every number makes sense.
    BOUNDS = {
        "meeting_notice_wd": (1, 120),
        "call_for_items_wd": (1, 120),
        "draft_agenda_wd": (1, 120),
        "papers_wd": (1, 120),
        "final_agenda_wd": (1, 120),
        "extraordinary_notice_wd": (1, 120),
        "minutes_draft_wd": (1, 60),
        "minutes_comment_wd": (1, 60),
        "minutes_final_wd": (1, 60),
        "date_poll_wd": (1, 60),
        "group_review_wd": (1, 60),
        "state_reply_wd": (1, 120),
        "release_answer_wd": (1, 60),
        "update_edit_days": (1, 60),
        "close_of_business_hour": (12, 23),
        "representation_percent": (0, 99),
        "representation_co_chairs": (0, 2),
        "silence_default_wd": (1, 60),
        "silence_policy_wd": (1, 60),
        "silence_urgent_wd": (1, 60),
        "silence_short_wd": (1, 60),
        "silence_remind_percent": (1, 99),
        "clearance_hours": (1, 240),
        "clearance_urgent_hours": (1, 240),
        "clearance_remind_hours": (1, 120),
        "signing_minutes": (1, 60),
    }

    name = models.CharField(_("name"), max_length=60, choices=parameter_names)
    value = models.IntegerField(_("value"))
    since = models.DateField(_("in force from"))
    number = models.PositiveSmallIntegerField(
        default=1, help_text="A later one for the same day corrects a slip of the one before."
    )
    decided_by = models.CharField(_("decision"), max_length=200)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-since", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["name", "since", "number"], name="values_of_a_day_are_numbered")
        ]
        triggers = [
            pgtrigger.Protect(
                name="parameters_keep_their_history", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.name} = {self.value}"

    @classmethod
    def value_of(cls, name, on=None):
        """The value in force on a day (today, when not given)."""
        rows = cls.objects.filter(name=name, since__lte=on or timezone.localdate()).order_by(
            "-since", "-number"
        )
        found = rows.values_list("value", flat=True).first()
        return cls.DEFAULTS[name] if found is None else found

    @classmethod
    def in_force(cls, on=None):
        """All values in force on a day (today, when not given), by name, in one query."""
        rows = cls.objects.filter(since__lte=on or timezone.localdate()).order_by("since", "number")
        return {**cls.DEFAULTS, **dict(rows.values_list("name", "value"))}
