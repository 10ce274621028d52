"""How people come into a group: they ask, or they are invited; both are answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from members.models import Organisation, Person
from workinggroups.models.group import WorkingGroup
from workinggroups.states import JOIN_MAP, GroupRole, JoinState, Origin


class JoinRequestQuerySet(VisibleQuerySet):
    """Requests to join, and invitations."""

    def visible_to(self, user):
        """The office, who leads the group, and whom it is about."""
        from workinggroups.access import joinings_visible_to  # noqa: PLC0415 -- access sits above models

        return joinings_visible_to(self, user)

    def open(self):
        """Those that wait for an answer."""
        return self.filter(state=JoinState.OPEN)


class JoinRequest(models.Model):
    """A wish to join that the group answers, or an invitation that the invited person answers."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="join_requests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="join_requests")
    role = models.CharField(_("role"), max_length=20, choices=GroupRole, default=GroupRole.MEMBER)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.REQUEST)
    reason = models.TextField(_("why"), blank=True)
    state = models.CharField(max_length=20, choices=JoinState, default=JoinState.OPEN)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    answer_by = models.DateTimeField(
        null=True, blank=True, help_text="Until when the link in the letter of invitation works."
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(state="open"), name="one_open_joining_for_each_person"
            ),
            models.CheckConstraint(
                name="request_to_join_declined_for_a_reason",
                condition=~Q(origin="request", state="declined") | ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="people_join_by_request_or_invitation", condition=Q(origin__in=("request", "invitation"))
            ),
        ]
        triggers = [follows_its_map("joining_follows_its_map", JOIN_MAP)]

    def __str__(self):
        return f"{self.person} → {self.group}"

    def get_absolute_url(self):
        """The page on which it is answered."""
        return reverse("workinggroups:joining", args=[self.pk])

    @property
    def is_invitation(self):
        """Whether the person is asked, rather than the group."""
        return self.origin == Origin.INVITATION
