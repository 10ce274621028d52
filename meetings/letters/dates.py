"""Letters about a date poll: the question, the reminder, the answer that was found."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.circulation.letters import Letter
from foundation.core.links import sign_link
from foundation.core.templatetags.ui import in_language
from meetings import preflight
from meetings.states_cadence import PollState
from meetings.workflow.polls import how_dates_suit, voices_of_poll
from members.letters import recipients_of_members
from members.models import Appointment, Representation
from members.states import CO_CHAIR_OFFICES


class DatesOffered(Letter):
    """Which of these dates suit? With a link by which one answers for one's organisation or office."""

    occasion = "dates_offered"
    occasion_label = gettext_lazy("Dates offered")
    edition = "offered"

    def __init__(self, poll):
        self.about = self.poll = poll
        self.thread = f"dates-{poll.pk}"
        self._voices = None

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Which dates suit: %(title)s") % {"title": in_language(self.poll, "title")}

    def recipients(self):
        """All members' people, the co-chairs and the secretariat."""
        return recipients_of_members()

    def voice_of(self, someone):
        """For whom a recipient answers: `organisation-7`, `office-co-chair-rc`, or an empty text."""
        if self._voices is None:
            self._voices = _voices_by_account()
        return self._voices.get(someone.user.pk, "") if someone.user else ""

    def context(self, someone):
        """The dates, and the link for the answer (RULES R10.61)."""
        voice, answer_url = self.voice_of(someone), ""
        if voice and self.poll.state == PollState.OPEN:
            token = sign_link(
                "dates", self.poll.closes_at, poll=self.poll.pk, user=someone.user.pk, voice=voice
            )
            answer_url = settings.SITE_URL + reverse("answers:answer_dates", args=[token])
        return {
            "poll": self.poll, "slots": [(slot.starts_at, slot.ends_at) for slot in self._slots()],
            "answer_url": answer_url, "poll_url": settings.SITE_URL + self.poll.get_absolute_url(),
            "heading": self.title(),
        }  # fmt: skip

    def _slots(self):
        return self.poll.slots.select_related("poll")

    def remarks(self):
        """Recipients without an address, and dates on which the offices are closed."""
        return preflight.of_recipients(self, to_guests=False) + preflight.of_dates(self.poll)


class DatesReminder(DatesOffered):
    """A reminder to those who have not said which dates suit, and to nobody else."""

    occasion = "dates_reminder"
    occasion_label = gettext_lazy("Reminder about dates")
    edition = "reminder"
    is_reminder = True

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Reminder: which dates suit: %(title)s") % {"title": in_language(self.poll, "title")}

    def recipients(self):
        """Those who answer for a member or an office that is silent."""
        silent = {voice.key for voice in voices_of_poll(self.poll) if voice.answer is None}
        return [one for one in recipients_of_members() if self.voice_of(one) in silent]

    def remarks(self):
        """Only the recipients."""
        return preflight.of_recipients(self, to_guests=False)


class DateChosen(DatesOffered):
    """The date that was chosen; the invitation follows."""

    occasion = "date_chosen"
    occasion_label = gettext_lazy("Date chosen")
    edition = "chosen"

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Date chosen: %(title)s") % {"title": in_language(self.poll, "title")}

    def context(self, someone):
        """With the date."""
        chosen = self.poll.slots.select_related("poll").get(pk=self.poll.chosen_id)
        return super().context(someone) | {"starts_at": chosen.starts_at, "ends_at": chosen.ends_at}

    def remarks(self):
        """Whom the date does not suit, or who has not answered."""
        chosen = next(
            one
            for one in how_dates_suit(self.poll, voices_of_poll(self.poll))
            if one.slot.pk == self.poll.chosen_id
        )
        level = preflight.note if chosen.verdict == "suits" else preflight.warn
        return preflight.of_recipients(self, to_guests=False) + [
            level(sentence) for sentence in chosen.sentences
        ]


LETTERS = {
    "offered": (DatesOffered, (PollState.OPEN,)), "reminder": (DatesReminder, (PollState.OPEN,)),
    "chosen": (DateChosen, (PollState.SETTLED,)),
}  # fmt: skip


def _voices_by_account():
    """Account → voice: the co-chair's office first, since it has nobody else to answer for it."""
    rows = Representation.objects.on().filter(person__user__isnull=False).select_related("person")
    found = {row.person.user_id: f"organisation-{row.organisation_id}" for row in rows}
    offices = Appointment.objects.on().filter(office__in=CO_CHAIR_OFFICES, person__user__isnull=False)
    return found | {row.person.user_id: f"office-{row.office}" for row in offices.select_related("person")}
