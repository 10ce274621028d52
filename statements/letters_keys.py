"""Letters about the two keys of a statement and its publication (RULES R7.39, R7.40)."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from members.models import Appointment
from members.recipients import co_chair_recipients, recipients_among, recipients_of_members
from members.states import CO_CHAIR_OFFICES, Office
from statements.letters import AboutStatement, once, text_for
from statements.publication_pdf import check_address
from statements.workflow.reading import changes_since


class SignatureAsked(AboutStatement):
    """Cleared: each co-chair's office that has not signed yet is asked to (RULES R7.39)."""

    occasion = "signature_asked"
    occasion_label = gettext_lazy("Signature of a statement asked for")

    def __init__(self, statement):
        super().__init__(statement)
        self.edition = statement.text_hash[:16]

    def recipients(self):
        """The holders of the offices that have not signed, and their officers-in-charge."""
        signed = {one.office for one in self.statement.signatures.live()}
        wanted = [office for office in CO_CHAIR_OFFICES if office not in signed]
        rows = Appointment.objects.on().filter(office__in=wanted).select_related("person")
        return recipients_among([row.person for row in rows])

    def context(self, recipient):
        """Where to sign, and over which hash."""
        address = settings.SITE_URL + reverse("statements:sign", args=[self.statement.slug])
        text, name = text_for(self.statement, recipient.language)
        return super().context(recipient) | {
            "url": address, "text_hash": self.statement.text_hash, "text": text, "language_name": name,
            "embargo_until": self.statement.embargo_until,
        }  # fmt: skip


class SignatureLost(AboutStatement):
    """A changed letter voided a signature: what changed since, and that it is to be signed anew (RULES R7.39)."""

    occasion = "signature_lost"
    occasion_label = gettext_lazy("Signature of a statement lost")

    def __init__(self, signature):
        super().__init__(signature.statement)
        self.signature = signature
        self.edition = f"signature-{signature.pk}"

    def recipients(self):
        """Who signed, both co-chairs, and those who draft."""
        return once(
            [*recipients_among([self.signature.person]), *co_chair_recipients(), *self.those_who_draft()]
        )

    def context(self, recipient):
        """Whose signature, and what changed since."""
        return super().context(recipient) | {
            "signature": self.signature, "office": Office(self.signature.office).label,
            "changes": changes_since(self.signature.canonical, self.statement),
            "url": settings.SITE_URL + reverse("statements:sign", args=[self.statement.slug]),
        }  # fmt: skip


class StatementReturned(AboutStatement):
    """A co-chair returned it with a reason (RULES R7.39)."""

    occasion = "statement_returned"
    occasion_label = gettext_lazy("Statement returned by a co-chair")

    def __init__(self, statement, act):
        super().__init__(statement)
        self.act = act
        self.edition = f"act-{act.pk}"

    def recipients(self):
        """Those who draft, and both co-chairs."""
        return once([*self.those_who_draft(), *co_chair_recipients()])

    def context(self, recipient):
        """Who returned it, and why."""
        return super().context(recipient) | {"reason": self.act.reason, "who": self.act.actor_name}


class BothSigned(AboutStatement):
    """Two keys on one text: it can be published (RULES R7.39)."""

    occasion = "statement_signed"
    occasion_label = gettext_lazy("Statement signed by both co-chairs")

    def __init__(self, statement):
        super().__init__(statement)
        self.edition = statement.text_hash[:16]

    def recipients(self):
        """Those who draft, and both co-chairs."""
        return once([*self.those_who_draft(), *co_chair_recipients()])

    def context(self, recipient):
        """Who signed, over which hash."""
        keys = self.statement.signatures.live().order_by("signed_at")
        return super().context(recipient) | {
            "signatures": [{"office": Office(one.office).label, "name": one.name, "at": one.signed_at} for one in keys],
            "text_hash": self.statement.text_hash, "embargo_until": self.statement.embargo_until,
        }  # fmt: skip


class StatementPublished(AboutStatement):
    """It is public: every member has it from the Network before it reads it in the news (RULES R7.40)."""

    occasion = "statement_published"
    occasion_label = gettext_lazy("Statement published")

    def __init__(self, statement):
        super().__init__(statement)
        self.publication = statement.publication
        self.edition = self.publication.text_hash[:16]

    def recipients(self):
        """Members, co-chairs and the secretariat."""
        return recipients_of_members()

    def attachments(self, recipient):
        """The sealed PDF, the same bytes as on the public page."""
        return [self.publication.pdf]

    def context(self, recipient):
        """What was published and when, in the reader's language; what to say when somebody asks."""
        text = self.publication.in_(recipient.language)
        return super().context(recipient) | {
            "title": text.title, "published_at": self.publication.published_at, "room": super().link(recipient),
            "url": settings.SITE_URL + text.get_absolute_url(), "check_url": check_address(self.publication.symbol),
            "lines": self.statement.press_lines, "spokesperson": self.statement.spokesperson,
        }  # fmt: skip
