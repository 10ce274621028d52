"""Letters about members and accounts; whom the Network writes to is in recipients.py, for every app."""

import hashlib
from functools import cached_property

from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.workflow import invitation_token
from foundation.circulation.letters import Letter, Remark
from foundation.core import moments
from foundation.documents.models import StoredFile
from foundation.documents.renditions import keep_rendition
from members.exports import PDF, SYMBOL, export_name, member_list_pdf
from members.list_changes import changes_between
from members.member_list import read_member_list
from members.models import Appointment, MemberListIssue, Representation
from members.recipients import (
    co_chair_recipients,
    recipient,
    recipients_among,
    recipients_of,
    recipients_of_members,
    secretariat_recipients,
)
from members.states import CorrectionState, Part

__all__ = (
    "CorrectionAnswered",
    "CorrectionProposed",
    "InvitationSent",
    "MemberListCirculated",
    "co_chair_recipients",
    "recipient",
    "recipients_among",
    "recipients_of",
    "recipients_of_members",
    "secretariat_recipients",
)


class InvitationSent(Letter):
    """The way to an account: a signed link for one person, good for 14 days."""

    occasion = "invitation"
    occasion_label = gettext_lazy("Invitation to the portal")

    def __init__(self, person, invitation):
        self.about = person
        self.invitation = invitation

    def title(self):
        """What the list of circulations calls it."""
        return _("Invitation to the portal: %(name)s") % {"name": self.about}

    def recipients(self):
        """The invited person alone, in the language of their directory entry."""
        return recipients_among([self.about])

    def context(self, recipient):
        """The link, and until when it works."""
        path = reverse("accounts:invitation", args=[invitation_token(self.invitation)])
        return {
            "link": settings.SITE_URL + path,
            "valid_until": self.invitation.valid_until,
            "invited_by": self.invitation.invited_by,
            "roles": self._roles(),
        }

    def _roles(self):
        offices = [row.get_office_display() for row in Appointment.objects.on().filter(person=self.about)]
        rows = Representation.objects.on().filter(person=self.about).select_related("organisation")
        return [*offices, *(f"{row.get_role_display()}, {row.organisation}" for row in rows)]


class MemberListCirculated(Letter):
    """The member list goes to everybody on it, with what changed since the last one."""

    occasion = "member_list_circulated"
    occasion_label = gettext_lazy("Member list")
    thread = "member-list"

    def __init__(self, issue):
        self.issue = issue
        self.about = issue if issue.pk else None
        self.edition = str(issue.number)
        self._files = {}

    def title(self):
        """What the list of circulations calls it."""
        return _("Member list No. %(number)s, as of %(day)s") % {
            "number": self.issue.number,
            "day": moments.short_day(self.issue.as_of),
        }

    def recipients(self):
        """Focal points, alternates, co-chairs, secretariat."""
        return recipients_of_members(self.issue.as_of)

    @cached_property
    def previous(self):
        """The list that was shared before this one, or None."""
        return MemberListIssue.objects.filter(number__lt=self.issue.number).first()

    def changes(self):
        """What changed since the last list, in sentences of the active language."""
        return changes_between(self.previous.entries, self.issue.entries) if self.previous else []

    def link(self, recipient):
        """The page of the list."""
        return settings.SITE_URL + reverse("members:member_list")

    def context(self, recipient):
        """What changed, and where the reader corrects their own entry."""
        slugs = {
            row["slug"] for row in self.issue.entries["organisations"]
            for person in [row["focal_point"], *row["alternates"]] if person and person["slug"] == recipient.key
        }  # fmt: skip
        entry = reverse("members:entry_confirm", args=[min(slugs)]) if slugs else ""
        return {
            "issue": self.issue,
            "previous": self.previous,
            "changes": self.changes(),
            "link": self.link(recipient),
            "entry_link": settings.SITE_URL + entry if entry else "",
        }

    def attachments(self, recipient):
        """The list as a PDF in the recipient's language; the same bytes for all of one language."""
        if recipient.language not in self._files:
            self._files[recipient.language] = self._pdf(recipient.language)
        return [self._files[recipient.language]]

    def _pdf(self, language):
        members = read_member_list(self.issue.as_of)
        data = member_list_pdf(members, language=language, number=self.issue.number)
        name = export_name(self.issue.as_of, language, "pdf")
        if not self.issue.pk:
            # Only looked at: nothing is kept until the list goes out.
            looked_at = StoredFile(
                name=name, media_type=PDF, size=len(data), sha256=hashlib.sha256(data).hexdigest()
            )
            looked_at.file = ContentFile(data, name=name)
            return looked_at
        return keep_rendition(
            self.issue, kind="member-list", edition=self.edition, language=language,
            symbol=f"{SYMBOL}/{self.issue.number}", name=name, data=data, media_type=PDF,
        ).stored_file  # fmt: skip

    def remarks(self):
        """What is to be looked at before the list goes out."""
        remarks = []
        for section in read_member_list(self.issue.as_of).sections:
            if section.part == Part.MEMBER:
                remarks += _remarks_on_members(section.entries)
        if self.previous and not self.changes():
            remarks.append(Remark("note", _("Nothing has changed since the last list.")))
        return remarks


def _remarks_on_members(entries):
    voiceless = [str(entry.organisation) for entry in entries if not entry.people]
    stale = [str(entry.organisation) for entry in entries if entry.is_stale]
    remarks = []
    if voiceless:
        words = {"organisations": ", ".join(voiceless)}
        remarks.append(Remark("warn", _("No focal point and no alternate: %(organisations)s.") % words))
    if stale:
        words = {"organisations": ", ".join(stale)}
        remarks.append(Remark("note", _("Entry not confirmed for 90 days: %(organisations)s.") % words))
    return remarks


class CorrectionProposed(Letter):
    """A focal point wants its organisation's entry corrected: the secretariat is told."""

    occasion = "entry_correction_proposed"
    occasion_label = gettext_lazy("Correction proposed to the directory")

    def __init__(self, confirmation):
        self.confirmation = confirmation
        self.about = confirmation.organisation

    def title(self):
        """What the list of circulations calls it."""
        return _("Correction proposed: %(organisation)s") % {"organisation": self.about}

    def recipients(self):
        """The officers of the secretariat."""
        return secretariat_recipients()

    def context(self, recipient):
        """What is asked for."""
        return {
            "confirmation": self.confirmation,
            "link": settings.SITE_URL + reverse("members:correction_list"),
        }


class CorrectionAnswered(CorrectionProposed):
    """The secretariat applied or declined a correction: whoever proposed it is told."""

    occasion = "entry_correction_answered"
    occasion_label = gettext_lazy("Answer to a correction")

    def __init__(self, confirmation, outcome):
        super().__init__(confirmation)
        self.is_applied = outcome == CorrectionState.APPLIED

    def title(self):
        """What the list of circulations calls it."""
        return _("Correction answered: %(organisation)s") % {"organisation": self.about}

    def recipients(self):
        """Who proposed it."""
        return recipients_among([self.confirmation.by])

    def context(self, recipient):
        """The answer, and the entry as it is now."""
        return {
            "confirmation": self.confirmation,
            "is_applied": self.is_applied,
            "link": settings.SITE_URL + self.about.get_absolute_url(),
        }
