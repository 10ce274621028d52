"""The secret address under which somebody's calendar program reads the dates of one group."""

from django.db import models
from django.db.models import Q

from members.models import Person, SecretAddress
from workinggroups.models.group import WorkingGroup


class GroupFeedKey(SecretAddress):
    """The address of a group's calendar for one person; a new one closes that person's one before."""

    salt = "workinggroups.feed"
    route = "home:group_feed_ics"

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="feed_keys")
    person = models.ForeignKey(Person, models.PROTECT, related_name="group_feed_keys")

    class Meta(SecretAddress.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(closed_at__isnull=True),
                name="one_open_feed_per_person_and_group",
            )
        ]

    def __str__(self):
        return f"{self.group}, {self.person}: {self.pk}"
