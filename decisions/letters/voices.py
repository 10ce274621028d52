"""Letters about one word of a member in a round: late, recorded for it, or waiting for somebody (RULES R2.5, R4.20)."""

from django.utils.translation import gettext_lazy

from decisions.letters.rounds import AboutRound
from foundation.core.templatetags.ui import in_language
from members.recipients import co_chair_recipients, focal_points_of, recipients_of


class ExtensionAsked(AboutRound):
    """A member asks for more time: only a co-chair can give it, to all."""

    occasion = "extension_asked"
    occasion_label = gettext_lazy("More time asked for")

    def __init__(self, answer):
        super().__init__(answer.seat.round)
        self.answer = answer
        self.edition = f"answer-{answer.pk}"

    def recipients(self):
        """The co-chairs and their officers-in-charge."""
        return co_chair_recipients()

    def context(self, recipient):
        """Who said what."""
        said = {"answer": self.answer, "member": in_language(self.answer.seat.names, "acronym")}
        return super().context(recipient) | said


class LateAnswer(ExtensionAsked):
    """Something came after the deadline: it changes nothing, and the co-chairs see it (RULES R4.20)."""

    occasion = "late_answer"
    occasion_label = gettext_lazy("Late answer")


class AnswerRecorded(ExtensionAsked):
    """The secretariat recorded an answer for a member: the member is told what stands for it."""

    occasion = "answer_recorded"
    occasion_label = gettext_lazy("Your answer was recorded")

    def recipients(self):
        """The focal points and alternates of that member."""
        return recipients_of(self.answer.seat.organisation)


class ConfirmationAsked(ExtensionAsked):
    """An alternate answered, and the focal point wished to confirm it (RULES R2.5)."""

    occasion = "confirmation_asked"
    occasion_label = gettext_lazy("Your confirmation is needed")

    def recipients(self):
        """The focal points of that member."""
        return focal_points_of(self.answer.seat.organisation_id)
