"""Who sits in a group: an organisation, mostly by a named person, from one day to another."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Organisation, Person
from members.models.dated import Dated, DatedQuerySet, never_two_at_once
from workinggroups.models.group import WorkingGroup
from workinggroups.states import LEADING, GroupRole, Origin


class SeatQuerySet(DatedQuerySet):
    """Seats in groups."""

    def visible_to(self, user):
        """Those in the groups that `user` may see."""
        return self.filter(group__in=WorkingGroup.objects.visible_to(user))

    def leading(self):
        """Leads and co-leads."""
        return self.filter(role__in=LEADING)

    def in_order(self):
        """Leads first, then co-leads, members, partners, observers; by organisation within."""
        rank = models.Case(
            *(models.When(role=role, then=number) for number, role in enumerate(GroupRole)),
            output_field=models.IntegerField(),
        )
        rows = self.select_related("organisation", "person__organisation", "group")
        return rows.order_by(rank, "organisation__acronym", "person__name", "pk")


class Seat(Dated):
    """An organisation sits in a group; without a person, whoever represents it does."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="group_seats")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="group_seats", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=GroupRole, default=GroupRole.MEMBER)
    origin = models.CharField(_("came"), max_length=20, choices=Origin, default=Origin.DECISION)

    objects = SeatQuerySet.as_manager()  # type: ignore[misc]  # a narrower queryset of the same kind

    class Meta(Dated.Meta):
        ordering = ["group", "organisation", "starts_on"]
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("one_lead_of_a_group_at_a_time", "group", condition=Q(role=GroupRole.LEAD)),
            never_two_at_once("one_seat_for_each_person_in_a_group", "group", "person"),
            never_two_at_once(
                "one_seat_without_a_person_for_each_body", "group", "organisation",
                condition=Q(person__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.group}: {self.person or self.organisation} ({self.get_role_display()})"

    @property
    def leads(self):
        """Whether it is the lead's or a co-lead's."""
        return self.role in LEADING
