"""The letter about what saved searches found: one for each person, nothing to who has no news."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from foundation.circulation.letters import Letter
from foundation.core.links import read_link, sign_link
from foundation.core.workflow import Refused
from foundation.documents.models import Classification
from members.letters import recipients_among

MOST_IN_A_LETTER = 10
STOPS_FOR = timedelta(days=180)


class SearchAlerts(Letter):
    """To each person of `news` (`{person: [(saved search, hits)]}`), in their language, what was found anew."""

    occasion = "search_alerts"
    occasion_label = gettext_lazy("What saved searches found")
    is_personal = True

    def __init__(self, news, day):
        self.news = news
        self.edition = day.isoformat()
        self.stops_until = timezone.now() + STOPS_FOR

    def title(self):
        """What the list of circulations calls it."""
        return _("What saved searches found, %(day)s") % {"day": self.edition}

    def recipients(self):
        """Those whose searches found something new."""
        return recipients_among(list(self.news))

    def context(self, recipient):
        """Titles and links, no passages: the words of what is confidential stay in the portal (RULES R8.48)."""
        mine = next(found for person, found in self.news.items() if person.user_id == recipient.user.pk)
        searches = [
            {
                "name": saved.name, "url": saved.get_absolute_url(), "count": len(hits),
                "hits": [_line(hit) for hit in hits[:MOST_IN_A_LETTER]],
                "more": max(0, len(hits) - MOST_IN_A_LETTER),
            }
            for saved, hits in mine
        ]  # fmt: skip
        return {
            "searches": searches,
            "count": sum(one["count"] for one in searches),
            "saved_link": settings.SITE_URL + reverse("finding:saved_list"),
            "stop_link": self.unsubscribe_url(recipient),
        }

    def unsubscribe_url(self, recipient):
        """The signed link that stops these letters for this reader."""
        token = sign_link("search-alerts", self.stops_until, user=recipient.user.pk)
        return settings.SITE_URL + reverse("finding:alerts_stop", args=[token])


def _line(hit):
    if getattr(hit.row, "classification", "") == Classification.STRICTLY_CONFIDENTIAL:
        return {"title": _("A strictly confidential document"), "url": hit.url, "where": hit.source.name}
    return {"title": strip_tags(str(hit.title)), "url": hit.url, "where": hit.source.name}


def reader_of(token):
    """The account whose letters a link stops. Raises `Refused` with its sentence."""
    what = read_link("search-alerts", token)
    user = User.objects.filter(pk=what.get("user"), is_active=True).first()
    if user is None:
        raise Refused(_("This account is closed: it gets no letters any more."))
    return user
