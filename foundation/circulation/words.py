"""What became of a delivery, in words: the mail server's own, or the portal's in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

NO_ADDRESS = gettext_noop(
    "No e-mail address is known for this person. Type one beside the name and send again; "
    "then add it to the directory."
)
BAD_ADDRESS = gettext_noop(
    "This is not an e-mail address. Correct it beside the name and send again; then correct the directory."
)
UNREACHABLE = gettext_noop(
    "The mail server cannot be reached. The letter waits and is tried again by itself."
)
NOT_WRITABLE = gettext_noop("This message cannot be sent as it is. Correct the address, or circulate again.")
FILE_MISSING = gettext_noop("An attachment of this letter is missing in the portal. Circulate it again.")

OURS = (NO_ADDRESS, BAD_ADDRESS, UNREACHABLE, NOT_WRITABLE, FILE_MISSING)


def with_detail(sentence, detail):
    """Join one of our sentences, which the page translates, with what the machine said beside it."""
    return f"{sentence} ({detail})"


def what_happened(kept):
    """Return the words that a delivery keeps as people read them; the server's are quoted as they came."""
    for sentence in OURS:
        if kept.startswith(sentence):
            return _(sentence) + kept.removeprefix(sentence)
    return _("The mail server said: “%(words)s”") % {"words": kept} if kept else ""
