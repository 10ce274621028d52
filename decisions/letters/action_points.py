"""Letters about action points: reminders by the clock, and another due date asked for and answered."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.states import Reminder
from foundation.circulation.letters import Letter
from foundation.core.moments import short_day
from members.letters import recipients_among, secretariat_recipients


def address_of(action_point):
    """The address of the page of an action point, as mail needs it."""
    return settings.SITE_URL + reverse("decisions:action_point", args=[action_point.pk])


class ActionsReminded(Letter):
    """Everything of one day that one person is to be reminded of, in one letter (RULES R10.54)."""

    occasion = "action_reminder"
    occasion_label = gettext_lazy("Reminder of action points")
    thread = "action-points"
    is_reminder = True
    reminder_switch = "wants_action_reminders"

    def __init__(self, day, owed):
        """`owed`: a dict of Recipient to a list of (Reminder, action point)."""
        self.day = day
        self.owed = owed
        self.edition = day.isoformat()

    def title(self):
        """What the list of circulations calls it."""
        return _("Reminder of action points, %(day)s") % {"day": short_day(self.day)}

    def recipients(self):
        """Whoever has something in it; nobody else gets it."""
        return list(self.owed)

    def link(self, recipient):
        """The list of action points."""
        return settings.SITE_URL + reverse("decisions:action_point_list")

    def context(self, recipient):
        """The action points of this reader, those ahead, those late, and those that co-chairs learn of."""
        rows = self.owed[recipient]
        groups = {
            name: [{"action": row, "url": address_of(row)} for which, row in rows if which == kind]
            for name, kind in (
                ("ahead", Reminder.BEFORE), ("late", Reminder.AFTER), ("told", Reminder.CO_CHAIRS),
            )
        }  # fmt: skip
        return groups | {"count": len(rows), "url": self.link(recipient)}


class DueDateAsked(Letter):
    """An owner asks for another due date: the secretariat is told at once."""

    occasion = "action_due_date_asked"
    occasion_label = gettext_lazy("Another due date asked for")

    def __init__(self, action_point):
        self.about = self.action_point = action_point
        self.thread = f"action-point-{action_point.pk}"

    def title(self):
        """What the list of circulations calls it."""
        return _("Another due date asked for: %(action)s") % {"action": self.action_point}

    def recipients(self):
        """The officers of the secretariat."""
        return secretariat_recipients()

    def link(self, recipient):
        """The page of the action point."""
        return address_of(self.action_point)

    def context(self, recipient):
        """What is asked for and why."""
        return {"action": self.action_point, "url": address_of(self.action_point)}


class DueDateAnswered(DueDateAsked):
    """The secretariat grants or refuses another due date: whoever asked is told."""

    occasion = "action_due_date_answered"
    occasion_label = gettext_lazy("Answer about a due date")

    def __init__(self, action_point, asker, *, reason=""):
        """`reason` is why it was refused; empty when it was granted."""
        super().__init__(action_point)
        self.asker = asker
        self.reason = reason

    def title(self):
        """What the list of circulations calls it."""
        return _("Answer about a due date: %(action)s") % {"action": self.action_point}

    def recipients(self):
        """Who asked."""
        return recipients_among([self.asker.person]) if hasattr(self.asker, "person") else []

    def context(self, recipient):
        """The answer."""
        return super().context(recipient) | {"reason": self.reason}
