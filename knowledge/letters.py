"""Letters of the library: on a release to the public, to a reader who was named, and with new updates."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from foundation.circulation.letters import Letter
from foundation.core.links import read_link, sign_link
from foundation.core.moments import moment, short_day
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import Refused
from foundation.documents.models import Classification
from members.letters import recipients_among, recipients_of, secretariat_recipients

MOST_IN_A_LETTER = 20
BEGINNING = 200
STOPS_FOR = timedelta(days=180)


class LibraryLetter(Letter):
    """A few sentences about one document, and the way to its page."""

    document = None

    def sentences(self):
        """Return the paragraphs, in the active language."""
        raise NotImplementedError

    def context(self, recipient):
        """Return what `notice` shows."""
        return {
            "heading": self.title(), "paragraphs": list(self.sentences()), "action_url": self.link(recipient),
            "action_label": _("Open it in the portal"),
        }  # fmt: skip

    @property
    def name(self):
        """The document's title in the active language."""
        return in_language(self.document, "title")


class ReaderNamed(LibraryLetter):
    """Somebody may read a document by name; of what is confidential no more than the rules allow (R8.48)."""

    occasion = "library_reader_named"
    occasion_label = gettext_lazy("Reader of a document named")

    def __init__(self, document, person):
        self.about = self.document = document
        self.person = person
        self.thread = f"document-{document.pk}"
        self.classification = document.classification

    def title(self):
        """Return what the list of circulations calls it, without a title that is for named persons alone."""
        if self.document.classification == Classification.STRICTLY_CONFIDENTIAL:
            return _("For you to read in the library: a document for named persons")
        return _("For you to read in the library: %(title)s") % {"title": self.name}

    def recipients(self):
        """Return the named person."""
        return recipients_among([self.person])

    def sentences(self):
        """Return what it is, and whose."""
        yield _("You were named as a reader of a document of %(owner)s: “%(title)s”.") % {
            "owner": in_language(self.document.owner), "title": self.name,
        }  # fmt: skip
        yield _("It is meant for you; please do not pass it on.")


class ReleaseAsked(LibraryLetter):
    """The owner is asked to agree that its document becomes public (RULES R8.42)."""

    occasion = "library_release_asked"
    occasion_label = gettext_lazy("Release of a document to the public asked for")

    def __init__(self, release):
        self.release = release
        self.about = self.document = release.document
        self.thread = f"release-{release.pk}"

    def title(self):
        """Return the subject: what is asked, and until when."""
        return _("May “%(title)s” become public? Please answer until %(moment)s") % {
            "title": self.name, "moment": moment(self.release.answer_due),
        }  # fmt: skip

    def recipients(self):
        """Return who represents the owner."""
        return recipients_of(self.document.owner)

    def sentences(self):
        """Return who asks, why, and what silence means."""
        yield _("The secretariat asks %(owner)s to agree that this document is released to the public.") % {
            "owner": in_language(self.document.owner)
        }
        yield self.release.why
        if self.release.decided_by:
            yield _("Decision of the Network: %(decision)s.") % {"decision": self.release.decided_by}
        yield _("Please agree, or say why it stays internal, until %(moment)s. After that the secretariat may release it.") % {
            "moment": moment(self.release.answer_due)
        }  # fmt: skip


class ReleaseAnswered(LibraryLetter):
    """The secretariat reads what the owner answered."""

    occasion = "library_release_answered"
    occasion_label = gettext_lazy("Release of a document answered")

    def __init__(self, release):
        self.release = release
        self.about = self.document = release.document
        self.thread = f"release-{release.pk}"

    def title(self):
        """Return the subject: the answer."""
        words = {"owner": in_language(self.document.owner, "acronym"), "title": self.name}
        if self.release.owner_agreed:
            return _("%(owner)s agrees that “%(title)s” becomes public") % words
        return _("%(owner)s does not agree that “%(title)s” becomes public") % words

    def recipients(self):
        """Return the secretariat."""
        return secretariat_recipients()

    def sentences(self):
        """Return the owner's words, and the next step."""
        if self.release.answer:
            yield self.release.answer
        if self.release.owner_agreed:
            yield _("You can release the document on its page.")


class NewUpdates(Letter):
    """To each person of `news` (`{person: [update]}`), in their language, what is new for them."""

    occasion = "new_updates"
    occasion_label = gettext_lazy("Letter with new updates")
    is_personal = True

    def __init__(self, news, day):
        self.news = news
        self.edition = day.isoformat()
        self.stops_until = timezone.now() + STOPS_FOR

    def title(self):
        """Return what the list of circulations calls it."""
        return _("New updates, %(day)s") % {"day": self.edition}

    def recipients(self):
        """Return those for whom there is something new."""
        return recipients_among(list(self.news))

    def context(self, recipient):
        """Return the updates with their first words, of what is confidential the title alone (RULES R8.48)."""
        mine = next(found for person, found in self.news.items() if person.user_id == recipient.user.pk)
        return {
            "updates": [_line(update) for update in mine[:MOST_IN_A_LETTER]],
            "count": len(mine),
            "more": max(0, len(mine) - MOST_IN_A_LETTER),
            "list_link": settings.SITE_URL + reverse("knowledge:update_list"),
            "settings_link": settings.SITE_URL + reverse("accounts:settings"),
            "stop_link": self.unsubscribe_url(recipient),
        }

    def unsubscribe_url(self, recipient):
        """Return the signed link that stops these letters for this reader."""
        token = sign_link("updates-letter", self.stops_until, user=recipient.user.pk)
        return settings.SITE_URL + reverse("update_answers:updates_stop", args=[token])


def _line(update):
    facts = [
        update.get_kind_display(),
        in_language(update.owner, "acronym"),
        short_day(timezone.localdate(update.posted_at)),
    ]
    if update.group:
        facts.append(in_language(update.group))
    return {
        "title": update.title,
        "language": update.language,
        "url": settings.SITE_URL + update.get_absolute_url(),
        "facts": " · ".join(filter(None, facts)),
        "beginning": ""
        if update.is_confidential
        else Truncator(" ".join(update.text.split())).chars(BEGINNING),
    }


def reader_of(token):
    """The account whose letters a link stops. Raises `Refused` with its sentence."""
    what = read_link("updates-letter", token)
    user = User.objects.filter(pk=what.get("user"), is_active=True).first()
    if user is None:
        raise Refused(_("This account is closed: it gets no letters any more."))
    return user
