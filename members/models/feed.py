"""The secret address under which somebody's calendar program reads what that person may see."""

from django.conf import settings
from django.core.signing import Signer
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from members.models.person import Person


class SecretAddress(models.Model):
    """One secret address of one person for one calendar; closed ones stay on record.

    The address is proved by a signature of `nonce` with the portal's own key: who reads this table alone
    (a copy of the database, for example) cannot make the address from it. Each kind has its own `salt`, so
    that the proof of one kind opens nothing of another, and the `route` of what its program reads.
    """

    salt = ""
    route = ""

    nonce = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    read_at = models.DateTimeField(_("last read by a calendar program"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-made_at"]

    @property
    def proof(self):
        """The secret part of the address."""
        return Signer(salt=self.salt).signature(f"{self.pk}:{self.nonce}")

    def is_proved_by(self, proof):
        """Say whether this is the secret part of the address; takes the same time for any wrong one."""
        return constant_time_compare(self.proof, proof)

    @property
    def address(self):
        """The whole secret address, as it is given to a calendar program."""
        return settings.SITE_URL + reverse(self.route, args=[self.pk, self.proof])

    @property
    def webcal(self):
        """The same for the calendar of the device at which it is opened."""
        return "webcal:" + self.address.partition(":")[2]


class FeedKey(SecretAddress):
    """The address of a person's own calendar; a new one closes the one before."""

    salt = "members.feed"
    route = "home:feed_ics"

    person = models.ForeignKey(Person, models.PROTECT, related_name="feed_keys")

    class Meta(SecretAddress.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at__isnull=True), name="one_open_feed_per_person"
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.pk}"
