"""Letters about rounds of consultation (RULES R4, R10.50, R10.54): what happened, what is asked, until when."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.exports_rounds import announced_pdf, kept_pdf
from decisions.states import AnswerKind, RoundState
from decisions.workflow.reading import against_the_round_before, result_of, word_before
from decisions.workflow.rounds import (
    CONSENT_NEEDED,
    co_chairs_look_until,
    day_of,
    first_deadline,
    is_not_ready_to_open,
)
from decisions.workflow.sentence import seat_name
from foundation.circulation.letters import Letter, Remark
from foundation.core.links import sign_link
from foundation.core.moments import moment
from foundation.core.templatetags.ui import in_language
from members.calendar import is_working_day
from members.models import Representation
from members.recipients import (
    co_chair_recipients,
    recipient,
    recipients_of_members,
    secretariat_recipients,
)

SATURDAY = 5
LINK = "round"
# A link reads the deadline that the round has now, which an extension may have moved; this is only its outer end.
LINK_LIVES = timedelta(days=120)


class AboutRound(Letter):
    """What all letters about one round share."""

    def __init__(self, round_):
        self.about = self.round = round_
        self.decision = round_.decision
        self.thread = f"decision-{round_.decision_id}"
        self.edition = "1"
        self._seats = self._voices = None

    @property
    def ends_at(self):
        """The deadline; before the opening the one that it would get now."""
        return self.round.ends_at or first_deadline(self.round)

    def title(self):
        """What the list of circulations calls it."""
        return f"{self.occasion_label}: {self.decision.reference}"

    def recipients(self):
        """Members, co-chairs and the secretariat; never the state (RULES R10.54)."""
        return recipients_of_members()

    def link(self, recipient):
        """The page of the round."""
        return settings.SITE_URL + self.round.get_absolute_url()

    def context(self, recipient):
        """The names that all these letters use."""
        return {
            "decision": self.decision, "round": self.round, "reference": self.decision.reference,
            "ends_at": self.ends_at, "url": self.link(recipient), "text": self.round.version.text,
            "links": self.links(recipient),
        }  # fmt: skip

    @property
    def seats(self):
        """The seats that it is about: those of the round, or those that were given."""
        if self._seats is None:
            self._seats = list(self.round.seats.select_related("organisation"))
        return self._seats

    def links(self, recipient):
        """The links with which this reader answers, one for each seat; none while nothing is asked (R10.61)."""
        if self.round.closed_at is not None or not self.round.is_silence:
            return []
        mine = self.voices.get(recipient.identity, (None, []))[1]
        return [self._link_for(recipient, seat) for seat in mine]

    @property
    def voices(self):
        """Recipients by identity, with the seats for which each speaks today."""
        if self._voices is None:
            self._voices = _voices_of(self.seats)
        return self._voices

    def _link_for(self, recipient, seat):
        url = self.link(recipient)
        if recipient.user is not None:
            token = sign_link(
                LINK, self.ends_at + LINK_LIVES, round=self.round.pk, user=recipient.user.pk,
                organisation=seat.organisation_id,
            )  # fmt: skip
            url = settings.SITE_URL + reverse("round_answers:answer_round", args=[token])
        before = word_before(self.round, seat.organisation)
        return {"name": seat_name(seat), "url": url, "before": before}


class RoundPrepared(AboutRound):
    """Both co-chairs look before it opens: they can stop it or agree (RULES R4.15)."""

    occasion = "round_prepared"
    occasion_label = gettext_lazy("Silence procedure prepared")

    def recipients(self):
        """The co-chairs and their officers-in-charge."""
        return co_chair_recipients()

    def links(self, recipient):
        """Nothing is asked yet."""
        return []

    def context(self, recipient):
        """What is asked, for which period, and what their agreement is needed for."""
        return super().context(recipient) | {
            "looks_until": co_chairs_look_until(self.round),
            "needs_both": self.round.period in CONSENT_NEEDED,
            "empty": ", ".join(seat_name(seat) for seat in self.round.seats.filter(has_nobody=True)),
        }


class RoundStopped(AboutRound):
    """A co-chair stopped it before it opened."""

    occasion = "round_stopped"
    occasion_label = gettext_lazy("Silence procedure stopped")

    def __init__(self, round_, *, reason="", who=""):
        super().__init__(round_)
        self.reason, self.who = reason, who

    def recipients(self):
        """Secretariat and co-chairs: nobody else has heard of it."""
        return [*secretariat_recipients(), *co_chair_recipients()]

    def context(self, recipient):
        """Who stopped it and why."""
        return super().context(recipient) | {"reason": self.reason, "who": self.who}


class ToMembers(AboutRound):
    """A letter to those who speak for seats of the round: one for each person, with a link for each seat."""

    def __init__(self, round_, seats=None):
        super().__init__(round_)
        if seats is not None:
            self._seats = list(seats)

    def recipients(self):
        """Focal points and alternates of these seats, one letter for each person."""
        return [one for one, _seats in self.voices.values()]


def _voices_of(seats):
    by_organisation = {seat.organisation_id: seat for seat in seats}
    rows = Representation.objects.on().filter(organisation__in=list(by_organisation), person__left_on=None)
    found = {}
    for row in rows.select_related("organisation", "person__user").order_by("organisation__acronym", "-role"):
        one = recipient(row.person, row.organisation)
        found.setdefault(one.identity, (one, []))[1].append(by_organisation[row.organisation_id])
    return found


class ConsultationOpened(ToMembers):
    """The members are asked: the text, what silence means, the deadline, the link to answer (RULES R4.15)."""

    occasion = "consultation_opened"
    occasion_label = gettext_lazy("Silence procedure opened")

    def context(self, recipient):
        """With what changed since the text before, and what this reader said then."""
        comparison = against_the_round_before(self.round)
        return super().context(recipient) | {"comparison": comparison}

    def attachments(self, recipient):
        """The text as PDF, the same bytes for all of one language."""
        if self.round.state == RoundState.PREPARED:
            return [announced_pdf(self.round, recipient.language)]
        return [kept_pdf(self.round, recipient.language)]

    def remarks(self):
        """The check before it leaves (RULES R10.55, R10.51)."""
        if self.round.state != RoundState.PREPARED:
            return []
        said = [Remark("stop", str(sentence)) for sentence in is_not_ready_to_open(self.round)]
        empty = [seat_name(seat) for seat in self.round.seats.filter(has_nobody=True)]
        if empty:
            said.append(
                Remark("warn", _("Nobody active represents %(members)s.") % {"members": ", ".join(empty)})
            )
        said += self._about_accounts() + self._about_the_day()
        if not self.decision.mandates.exists():
            said.append(Remark("note", _("The decision names no mandates that it touches.")))
        return said

    def _about_accounts(self):
        without = [one.name for one in self.recipients() if one.user is None]
        if not without:
            return []
        text = _(
            "%(names)s have no account: their letter has no link to answer. Invite them, or record their answer."
        )
        return [Remark("warn", text % {"names": ", ".join(without)})]

    def _about_the_day(self):
        ends = self.ends_at
        said = [Remark("note", _("The deadline is %(moment)s.") % {"moment": moment(ends)})]
        following = day_of(ends) + timedelta(days=1)
        if following.weekday() < SATURDAY and not is_working_day(following):
            said.append(Remark("warn", _("The day after the deadline is a day off: many will be away.")))
        return said


class RoundReminded(ToMembers):
    """To those who owe an answer: halfway, and some hours before the deadline (RULES R10.54)."""

    occasion = "round_reminder"
    occasion_label = gettext_lazy("Reminder to answer a consultation")
    is_reminder = True

    def __init__(self, round_, which, seats):
        super().__init__(round_, seats)
        self.edition = f"{which}-{round_.ends_at:%Y%m%d%H%M}"


class SilenceBroken(AboutRound):
    """An objection stands: members and co-chairs are told at once (RULES R4.17)."""

    occasion = "silence_broken"
    occasion_label = gettext_lazy("Silence broken")

    def __init__(self, round_, objection):
        super().__init__(round_)
        self.objection = objection
        self.edition = f"answer-{objection.pk}"

    def context(self, recipient):
        """Who objects, why, and with which wording."""
        return super().context(recipient) | {
            "member": in_language(self.objection.seat.names, "acronym"), "objection": self.objection,
        }  # fmt: skip


class SilenceResumed(SilenceBroken):
    """All objections were lifted before the deadline: silence goes on (RULES R4.19)."""

    occasion = "silence_resumed"
    occasion_label = gettext_lazy("Objection withdrawn: silence goes on")


class RoundExtended(AboutRound):
    """More time for everybody (RULES R4.21)."""

    occasion = "round_extended"
    occasion_label = gettext_lazy("More time to answer")

    def __init__(self, extension):
        super().__init__(extension.round)
        self.extension = extension
        self.edition = str(extension.number)

    def context(self, recipient):
        """Until when, and why."""
        return super().context(recipient) | {"extension": self.extension, "ends_at": self.extension.ends_at}


class RoundResult(AboutRound):
    """How it ended: text, date, mode, reservations, dissociations (RULES R4.25)."""

    occasion = "round_result"
    occasion_label = gettext_lazy("Result of a silence procedure")

    def context(self, recipient):
        """What came of it, and the positions that are printed with the decision."""
        seats = self.round.seats.prefetch_related("answers__confirmations")
        said = [(seat_name(seat), seat.standing) for seat in seats]
        kinds = (AnswerKind.RESERVATION, AnswerKind.DISSOCIATION, AnswerKind.OBJECTION)
        self.decision.refresh_from_db()
        return super().context(recipient) | {
            "result": result_of(self.round), "effective_at": self.round.effective_at,
            "printed": [{"name": name, "said": one} for name, one in said if one and one.kind in kinds],
        }  # fmt: skip
