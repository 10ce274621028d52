"""Signed links in mail: one purpose each, readable by nobody else, dead after their hour (RULES R10.61)."""

import re

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Refused


class LinkExpired(Refused):
    """The link was good once; its hour has passed."""


class LinkBroken(Refused):
    """The link was cut short or changed on its way."""


# What `sign_link` makes: a text, its time and its signature, each in the letters of an address.
TOKEN = re.compile(r"(?<=[/=\"'])\.?[\w-]+:[\w-]+:[\w-]{20,}")
MASK = "•••"


def mask_links(text: str) -> str:
    """The same text without its signed tokens: who reads over somebody's shoulder cannot answer for them."""
    return TOKEN.sub(MASK, text)


def sign_link(purpose: str, until, **what) -> str:
    """A token for the address of a mail link; `until` is the instant at which it stops working."""
    return signing.dumps({"until": until.timestamp(), **what}, salt=f"link.{purpose}", compress=True)


def read_link(purpose: str, token: str) -> dict:
    """What the link stands for. Raises `LinkBroken` or `LinkExpired`."""
    try:
        what = signing.loads(token, salt=f"link.{purpose}")
    except signing.BadSignature as error:
        raise LinkBroken(
            _("This link is not complete. Copy the whole of it from the letter, or sign in instead.")
        ) from error
    if timezone.now().timestamp() > what.pop("until"):
        raise LinkExpired(_("This link has expired. Sign in to the portal, or write to the secretariat."))
    return what
