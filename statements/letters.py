"""Letters about statements (RULES R7, R10.50, R10.54): what is asked, until when, and what became of it."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.workflow.clearances import clearance_to_come
from decisions.workflow.sentence import seat_name
from foundation.circulation.letters import Letter, Remark
from foundation.core.links import sign_link
from foundation.review.passages import read_out
from foundation.review.redline import plain
from members.models import Representation
from members.recipients import (
    focal_points_of,
    recipient,
    recipients_among,
    recipients_of,
    recipients_of_members,
    secretariat_recipients,
)
from statements.models import Clearance, title_in
from statements.states import LANGUAGE_NAMES
from statements.workflow.clearance import ends_after

LINK = "clearance"
# A lead mandate holder is waited for beyond the clock; this is only the outer end of a link.
LINK_LIVES = timedelta(days=60)


class AboutStatement(Letter):
    """What all letters about one statement share."""

    def __init__(self, statement):
        self.about = self.statement = statement
        self.thread = f"statement-{statement.pk}"
        self.edition = "1"

    def title(self):
        """What the list of circulations calls it."""
        return f"{self.occasion_label}: {self.statement.symbol}"

    def context(self, recipient):
        """The names that all these letters use."""
        return {
            "statement": self.statement, "reference": self.statement.symbol,
            "title": title_in(self.statement, recipient.language),
            "url": settings.SITE_URL + self.statement.get_absolute_url(),
        }  # fmt: skip

    def those_who_draft(self):
        """The drafting lead's people and the secretariat, each once."""
        drafter = [self.statement.lead_person] if self.statement.lead_person else []
        return once(
            [*recipients_of(self.statement.lead), *recipients_among(drafter), *secretariat_recipients()]
        )


def once(recipients):
    """Each recipient once, in their order."""
    return list({one.identity: one for one in recipients}.values())


class ToSeats(AboutStatement):
    """To those who speak for seats of a clearance: one letter for each person, a link for each seat."""

    def __init__(self, clearance, seats):
        super().__init__(clearance.statement)
        self.clearance, self.round = clearance, clearance.round
        self.edition = str(clearance.number)
        self.seats = seats
        self._voices = self._voices_of(seats)

    def _voices_of(self, seats):
        by_organisation = {seat.organisation_id: seat for seat in seats}
        rows = Representation.objects.on().filter(
            organisation__in=list(by_organisation), person__left_on=None
        )
        found = {}
        for row in rows.select_related("organisation", "person__user").order_by(
            "organisation__acronym", "-role"
        ):
            one = recipient(row.person, row.organisation)
            found.setdefault(one.identity, (one, []))[1].append(by_organisation[row.organisation_id])
        return found

    def recipients(self):
        """Focal points and alternates of these seats."""
        return [one for one, _seats in self._voices.values()]

    def context(self, recipient):
        """The text in the language of the reader, else the master; and the links to answer by."""
        mine = self._voices.get(recipient.identity, (None, []))[1]
        text, name = text_for(self.statement, recipient.language)
        return super().context(recipient) | {
            "ends_at": self.round.ends_at, "message": self.round.message, "text": text, "language_name": name,
            "links": [self._link_for(recipient, seat) for seat in mine],
        }  # fmt: skip

    def _link_for(self, recipient, seat):
        url = settings.SITE_URL + self.statement.get_absolute_url()
        if recipient.user is not None:
            token = sign_link(
                LINK, self.round.ends_at + LINK_LIVES, clearance=self.clearance.pk, user=recipient.user.pk,
                organisation=seat.organisation_id,
            )  # fmt: skip
            url = settings.SITE_URL + reverse("clearance_answers:answer_clearance", args=[token])
        return {"name": seat_name(seat), "url": url, "is_lead": seat.is_touched}


def text_for(statement, language):
    """The words in a language, else in the master language, with the name of the language."""
    texts = {one.language: one for one in statement.texts.select_related("current__text") if one.current_id}
    text = texts.get(language) or texts.get(statement.master_language)
    if text is None:
        return "", ""
    words = "\n\n".join(plain(row.html) for row in read_out(text.current, sees_internal=True))
    return words, LANGUAGE_NAMES[text.language]


class ClearanceAsked(ToSeats):
    """The members are asked to clear a statement (RULES R7.38)."""

    occasion = "clearance_asked"
    occasion_label = gettext_lazy("Clearance of a statement asked for")

    @classmethod
    def to_come(cls, statement, *, hours, message="", **_more):
        """The letter as it would go now, to look at before the members are asked; its links are not for anybody."""
        round_, seats = clearance_to_come(
            message=message, leads=statement.lead_mandates.all(), ends_at=ends_after(hours)
        )
        number = statement.clearances.count() + 1
        return cls(Clearance(statement=statement, number=number, round=round_, hours=hours), seats)

    def remarks(self):
        """Which members nobody answers for, and which languages are not written yet (RULES R10.55)."""
        unheard = [seat_name(seat) for seat in self.seats if seat.has_nobody]
        if unheard:
            yield Remark(
                "warn", _("Nobody represents these members today, so they get no letter: %(members)s.")
                % {"members": ", ".join(unheard)},
            )  # fmt: skip
        written = {one.language for one in self.statement.texts.all() if one.current_id}
        missing = [str(LANGUAGE_NAMES[code]) for code in self.statement.languages if code not in written]
        if missing:
            yield Remark(
                "warn", _("The text is not there yet in: %(languages)s.") % {"languages": ", ".join(missing)}
            )


class ClearanceReminded(ToSeats):
    """To those who owe an answer, some hours before the clock runs out (RULES R10.54)."""

    occasion = "clearance_reminder"
    occasion_label = gettext_lazy("Reminder to clear a statement")
    is_reminder = True


class ClearanceObjected(AboutStatement):
    """A member objects: all are told at once (RULES R7.38)."""

    occasion = "clearance_objected"
    occasion_label = gettext_lazy("Objection to a statement")

    def __init__(self, statement, answer):
        super().__init__(statement)
        self.answer = answer
        self.edition = f"answer-{answer.pk}"

    def recipients(self):
        """Members, co-chairs and the secretariat."""
        return recipients_of_members()

    def context(self, recipient):
        """Who objects, and why."""
        said = {"answer": self.answer, "member": seat_name(self.answer.seat)}
        return super().context(recipient) | said


class ClearanceRecorded(ClearanceObjected):
    """The secretariat recorded an answer: the member is told what stands for it (RULES R2.6)."""

    occasion = "clearance_recorded"
    occasion_label = gettext_lazy("Your answer on a statement was recorded")

    def recipients(self):
        """The focal points and alternates of that member."""
        return recipients_of(self.answer.seat.organisation)


class ClearanceConfirmationAsked(ClearanceObjected):
    """An alternate answered, and the focal point wished to confirm it (RULES R2.5)."""

    occasion = "clearance_confirmation"
    occasion_label = gettext_lazy("Your confirmation is needed")

    def recipients(self):
        """The focal points of that member."""
        return focal_points_of(self.answer.seat.organisation_id)

    def context(self, recipient):
        """Until when it can be confirmed."""
        return super().context(recipient) | {"ends_at": self.answer.seat.round.ends_at}


class ClearanceResult(AboutStatement):
    """How a clearance ended: cleared, not cleared, or held."""

    occasion = "clearance_result"
    occasion_label = gettext_lazy("Result of a clearance")

    def __init__(self, clearance):
        super().__init__(clearance.statement)
        self.clearance = clearance
        self.edition = str(clearance.number)

    def recipients(self):
        """Members, co-chairs and the secretariat."""
        return recipients_of_members()

    def context(self, recipient):
        """What came of it."""
        said = {"outcome": self.clearance.round.state, "reason": self.statement.returned}
        return super().context(recipient) | said
