"""Letters about the part of the state: what the co-chairs have to rule, and a reply that is overdue (RULES R5)."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.circulation.letters import Letter
from members.letters import co_chair_recipients, secretariat_recipients


class ConcernToRule(Letter):
    """Whether a proposal concerns the state is contested, or left to the co-chairs: they are told at once."""

    occasion = "state_concern_to_rule"
    occasion_label = gettext_lazy("To rule: is it of concern to the state?")

    def __init__(self, decision):
        self.about = self.decision = decision
        self.thread = f"decision-{decision.pk}"

    def title(self):
        """What the list of circulations calls it."""
        return _("To rule: is it of concern to the state? %(decision)s") % {"decision": self.decision}

    def recipients(self):
        """The co-chairs and their officers-in-charge."""
        return co_chair_recipients()

    def context(self, recipient):
        """The proposal, and who contested what for which reason."""
        last = self.decision.judgements.select_related("by", "organisation").last()
        return {"decision": self.decision, "last": last, "url": self.link(recipient)}


class StateReplyOverdue(Letter):
    """The state has not answered in time: the secretariat reminds it, the co-chairs decide how to go on."""

    occasion = "state_reply_overdue"
    occasion_label = gettext_lazy("Reply of the state overdue")

    def __init__(self, consultation):
        self.about = self.consultation = consultation
        self.thread = f"decision-{consultation.decision_id}"
        self.edition = consultation.reply_due_on.isoformat()

    def title(self):
        """What the list of circulations calls it."""
        return _("Reply of the state overdue: %(decision)s") % {"decision": self.consultation.decision}

    def recipients(self):
        """The officers of the secretariat and the co-chairs."""
        people = [*secretariat_recipients(), *co_chair_recipients()]
        return list({one.address.lower(): one for one in people}.values())

    def link(self, recipient):
        """The page of the letter to the state."""
        key = [self.consultation.decision_id, self.consultation.pk]
        return settings.SITE_URL + reverse("decisions:state_consultation", args=key)

    def context(self, recipient):
        """Whom the Network asked about what, and when the reply was due."""
        return {
            "consultation": self.consultation, "decision": self.consultation.decision, "url": self.link(recipient),
        }  # fmt: skip
