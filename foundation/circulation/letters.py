"""Letters: each app subclasses `Letter` once per occasion, in its own letters.py; this app knows no meeting.

Templates: `templates/letters/<occasion>/{subject.txt,body.txt,body.html}`, rendered in the language of each
recipient with `recipient, letter, note, about, site_url, language, attachments` and the letter's own context.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from foundation.documents.models import Classification

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

WITHOUT_CONTENT = "link_only"
OCCASIONS = {}


@dataclass(frozen=True)
class Recipient:
    """One person to whom a letter goes, as the directory knew them when it was circulated."""

    name: str
    address: str
    language: str = "en"
    organisation_name: str = ""
    user: object = None
    key: str = ""

    @property
    def identity(self):
        """What tells recipients apart: one letter per address, whoever shares it."""
        return self.address.strip().lower() or f"without-address:{self.key or self.name}"


@dataclass(frozen=True)
class CalendarEvent:
    """What a letter puts into calendars: one `uid` per meeting for good, a `sequence` that rises."""

    uid: str
    sequence: int
    method: str
    status: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""


@dataclass(frozen=True)
class Remark:
    """One sentence of the check before a letter leaves (RULES R10.55).

    `level`: "stop" takes the button away, "warn" wants a second look, "note" informs.
    """

    level: str
    sentence: str


@dataclass(frozen=True)
class Rendered:
    """A letter in words, as one recipient reads it."""

    subject: str
    text: str
    html: str


class Letter:
    """One occasion on which the office writes. Subclasses say to whom, with what, and in which thread."""

    occasion = ""
    # What the filter of the list of circulations calls this occasion, translated lazily.
    occasion_label: "StrOrPromise" = ""
    about = None
    thread = ""
    edition = ""
    # Reminders do not go to those who chose to have none; every other letter of the Network always comes.
    is_reminder = False
    # Which of the reader's own choices holds back a reminder of this kind.
    reminder_switch = "wants_reminders"
    # What it says is between the portal and its reader: the pages of the secretariat show no words of it.
    is_personal = False
    # Confidential mail is a title and a link, strictly confidential the link alone. Rule: RULES R8.48.
    classification = Classification.UNCLASSIFIED

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if cls.occasion:
            OCCASIONS[cls.occasion] = cls.occasion_label or OCCASIONS.get(cls.occasion, "")

    def title(self):
        """Return what the list of circulations calls it."""
        raise NotImplementedError

    def recipients(self):
        """Return the recipients, each once per address."""
        raise NotImplementedError

    def context(self, recipient):
        """Return what the templates of this occasion need beside the common names."""
        return {}

    def attachments(self, recipient):
        """Return the stored files that go along; the letter itself says which are only linked."""
        return []

    def calendar_event(self, recipient):
        """Return the `CalendarEvent` that goes along; this base class has none."""

    def remarks(self):
        """Return the `Remark`s of the check before it leaves."""
        return []

    def link(self, recipient):
        """Return the address of the page that this letter is about."""
        path = self.about.get_absolute_url() if hasattr(self.about, "get_absolute_url") else "/"
        return settings.SITE_URL + path

    def unsubscribe_url(self, recipient):
        """Return the signed address that stops letters of this kind; official letters have none."""
        return ""

    @property
    def goes_without_content(self):
        """Say whether mail may carry no more than the title and a link (RULES R8.48)."""
        return self.classification != Classification.UNCLASSIFIED

    def attached(self, recipient):
        """Return the files that do go along, after the rule of classification."""
        return [] if self.goes_without_content else list(self.attachments(recipient))

    def event(self, recipient):
        """Return the calendar event that does go along, after the rule of classification."""
        event = self.calendar_event(recipient)
        return replace(event, description="", location="") if event and self.goes_without_content else event

    def render(self, recipient, note="", attachments=()):
        """Render the letter as `recipient` will read it, in their language."""
        with translation.override(recipient.language):
            folder = WITHOUT_CONTENT if self.goes_without_content else self.occasion
            context = {
                "recipient": recipient,
                "letter": self,
                "note": "" if self.goes_without_content else note.strip(),
                "about": self.about,
                "site_url": settings.SITE_URL,
                "secretariat_email": settings.SECRETARIAT_EMAIL,
                "language": recipient.language,
                "attachments": attachments,
            }
            context |= (
                self._without_content(recipient) if self.goes_without_content else self.context(recipient)
            )
            context["subject"] = " ".join(_plain(f"letters/{folder}/subject.txt", context).split())
            return Rendered(
                subject=context["subject"],
                text=_tidy(_plain(f"letters/{folder}/body.txt", context)),
                html=get_template(f"letters/{folder}/body.html").render(context).strip(),
            )

    def _without_content(self, recipient):
        is_strict = self.classification == Classification.STRICTLY_CONFIDENTIAL
        title = _("A document of the Network") if is_strict else self.title()
        return {"title": title, "link": self.link(recipient)}


def occasion_name(occasion):
    """Return what people call an occasion; one whose letter has no label shows its folder's name."""
    return OCCASIONS.get(occasion) or occasion.replace("_", " ").capitalize()


def _plain(name, context):
    """Render a template of plain text: nothing in it is HTML, so nothing is escaped."""
    return get_template(name).template.render(Context(context, autoescape=False))


def _tidy(text):
    """Take away the holes that template tags leave: no blanks at line ends, one empty line at most."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"
