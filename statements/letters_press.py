"""The letter by which the press gets a published statement; never before its publication."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.circulation.letters import Letter, Recipient, Remark
from statements.models import PressContact, Publication
from statements.publication_pdf import check_address


class PressCopy(Letter):
    """A published statement to everybody on the list of the press, one letter each, in their language."""

    occasion = "press_copy"
    occasion_label = gettext_lazy("Press copy of a statement")

    def __init__(self, publication):
        self.about = self.publication = publication
        self.thread = f"press-{publication.pk}"
        self.edition = publication.statement.state

    def title(self):
        """What the list of circulations calls it."""
        return f"{_('Press copy of a statement')}: {self.publication.symbol}"

    def recipients(self):
        """Everybody on the list."""
        return [
            Recipient(one.name, one.email, one.language, one.outlet, key=f"press-{one.pk}")
            for one in PressContact.objects.all()
        ]

    def attachments(self, recipient):
        """The sealed PDF, the same bytes as on the page."""
        return [self.publication.pdf]

    def context(self, recipient):
        """The text in the reader's language, else in the master language."""
        text = self.publication.in_(recipient.language)
        return {
            "publication": self.publication, "text": text, "reference": self.publication.symbol,
            "url": settings.SITE_URL + text.get_absolute_url(), "check_url": check_address(self.publication.symbol),
            "lines": self.publication.statement.press_lines,
            "spokesperson": self.publication.statement.spokesperson,
        }  # fmt: skip

    def link(self, recipient):
        """The public page in the reader's language."""
        return settings.SITE_URL + reverse("public:statement", args=[self.publication.slug])

    def remarks(self):
        """Before it is public it does not leave; what was corrected or retracted is said."""
        if not Publication.objects.out().filter(pk=self.publication.pk).exists():
            yield Remark(
                "stop", _("The statement is not published yet. The press gets it with its publication.")
            )
        elif self.publication.is_retracted:
            yield Remark("stop", _("The statement was retracted."))
        elif self.publication.is_corrected:
            yield Remark(
                "warn", _("The statement was corrected. Say so in the note: the page shows the corrigendum.")
            )
