"""Courtesy notes: drafted after two absences in a row, written, sent or discarded by the secretariat."""

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.moments import short_day
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import THE_PORTAL, Refused, Workflow
from meetings.access_cadence import is_secretariat
from meetings.models import CourtesyNote
from meetings.states_cadence import NOTE_MAP, NoteState
from meetings.workflow.representation import absent_twice
from members.states import OrganisationKind

COURTESY = Workflow("meetings", NoteState, NOTE_MAP)
WORDS = ("addressee", "address", "language", "subject", "text")


@COURTESY.creation(
    may=is_secretariat, hat=Hat.PORTAL, label=_("Draft a courtesy note"), done=_("Courtesy note drafted"),
    automatic=True,
)  # fmt: skip
def draft_note(organisation, *, by, after):
    """Draft the note about an organisation's absences up to the meeting `after`. Returns the `CourtesyNote`."""
    language = "ru" if organisation.kind == OrganisationKind.STATE_BODY else "en"
    with translation.override(language):
        subject = gettext("Representation of %(organisation)s in the UN Migration Network") % {
            "organisation": in_language(organisation, "acronym")
        }
        text = _first_text(organisation, after)
        addressee = gettext("Head of %(organisation)s") % {"organisation": in_language(organisation)}
    return CourtesyNote.objects.create(
        organisation=organisation, after=after, addressee=addressee[:200], address=organisation.email,
        language=language, subject=subject[:200], text=text,
    )  # fmt: skip


def _first_text(organisation, after):
    words = {
        "organisation": in_language(organisation, "acronym"), "meeting": in_language(after, "title"),
        "day": short_day(after.starts_at),
    }  # fmt: skip
    return "\n\n".join([
        gettext("The Network missed %(organisation)s at its last two meetings, most recently at “%(meeting)s” on %(day)s.")
        % words,
        gettext("The voice of %(organisation)s matters for what the Network agrees by consensus. We would be grateful to "
                "know whether the focal point and the alternate are still the right ones, and how we can help.") % words,
        gettext("The dates of the coming meetings and the papers are in the portal of the Network."),
    ])  # fmt: skip


def draft_notes_that_are_due():
    """Draft a note for each member that was absent twice in a row and has none for it yet."""
    return [
        draft_note(organisation, by=THE_PORTAL, after=meeting)
        for organisation, meeting in absent_twice()
        if not CourtesyNote.objects.filter(organisation=organisation, after=meeting).exists()
    ]


@COURTESY.act(
    NoteState.DRAFT, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Edit"), done=_("Courtesy note edited")
)
def edit_note(note, *, by, expected, **words):
    """Change the words of a draft. Raises `Stale` when somebody else was quicker."""
    note.take(expected)
    for name, value in words.items():
        if name not in WORDS:
            raise TypeError(f"{name} is not a part of a courtesy note.")
        setattr(note, name, value)


@COURTESY.move(
    NoteState.DRAFT, to=NoteState.SENT, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Send"),
    done=_("Courtesy note sent"),
)  # fmt: skip
def send_note(note, *, by):
    """Let it go; the letter is circulated in the same transaction by the caller."""
    if not note.address:
        raise Refused(_("Enter the e-mail address first."))


@COURTESY.move(
    NoteState.DRAFT, to=NoteState.DISCARDED, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Discard"),
    done=_("Courtesy note discarded"),
)  # fmt: skip
def discard_note(note, *, by):
    """Put it away: it is not sent, and none is drafted again for the same absence."""
