"""The weekly letter: what the Network needs from one person, and nothing to who owes nothing (RULES R10.60)."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from foundation.circulation.letters import Letter
from foundation.core.links import read_link, sign_link
from foundation.core.workflow import Refused
from members.letters import recipients_among
from unmn.home.awaiting import in_groups, what_awaits

STOPS_FOR = timedelta(days=180)


class WeeklyNeeds(Letter):
    """To each of `people` (with `user` loaded), in their language, what awaits them; read by nobody else."""

    occasion = "weekly_needs"
    occasion_label = gettext_lazy("Weekly letter: what the Network needs from you")
    is_personal = True

    def __init__(self, people, week):
        self.people = people
        self.edition = week
        self.stops_until = timezone.now() + STOPS_FOR

    def title(self):
        """What the list of circulations calls it."""
        return _("What the Network needs from each, week %(week)s") % {"week": self.edition}

    def recipients(self):
        """Those whose letter it is; whether they owe anything was asked before."""
        return recipients_among(self.people)

    def context(self, recipient):
        """Everything that awaits the reader, in groups, and how to have no more of these."""
        awaiting = what_awaits(recipient.user)
        return {
            "groups": in_groups(awaiting),
            "count": len(awaiting),
            "link": settings.SITE_URL + reverse("home:needs"),
            "settings_link": settings.SITE_URL + reverse("accounts:settings"),
            "stop_link": self.unsubscribe_url(recipient),
        }

    def unsubscribe_url(self, recipient):
        """The signed link that stops the weekly letter of this reader."""
        token = sign_link("weekly-letter", self.stops_until, user=recipient.user.pk)
        return settings.SITE_URL + reverse("home:weekly_letter_stop", args=[token])


def reader_of(token):
    """The account whose weekly letter a link stops. Raises `Refused` with its sentence."""
    what = read_link("weekly-letter", token)
    user = User.objects.filter(pk=what.get("user"), is_active=True).first()
    if user is None:
        raise Refused(_("This account is closed: it gets no letters any more."))
    return user
