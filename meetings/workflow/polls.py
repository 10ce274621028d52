"""Date polls: which of the offered dates suit the members and both co-chairs. Suitability, never a count of votes."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.moments import moment
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import NotPermitted, Refused, Workflow
from meetings.access_cadence import is_secretariat, says_which_dates_suit, voices_on_dates
from meetings.models import DatePoll, PollAnswer, Slot, SlotWord
from meetings.states_cadence import POLL_MAP, Fit, PollState
from members.models import Organisation
from members.states import CO_CHAIR_OFFICES, Office

POLL = Workflow("meetings", PollState, POLL_MAP)


@POLL.creation(may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Find a date"), done=_("Dates offered"))
def offer_dates(*, by, slots, closes_at, **facts):
    """Offer dates: two at least, all ahead and after the deadline for answers. Returns the `DatePoll`."""
    moments = sorted(set(slots))
    if len(moments) < 2:
        raise Refused(_("Offer at least two dates, so that there is something to choose from."))
    if closes_at <= timezone.now():
        raise Refused(_("The deadline for answers has passed. Choose a later one."))
    if moments[0] <= closes_at:
        raise Refused(
            gettext("%(when)s lies before the deadline for answers. Answer first, meet later.")
            % {"when": moment(moments[0])}
        )
    poll = DatePoll.objects.create(closes_at=closes_at, **facts)
    Slot.objects.bulk_create([Slot(poll=poll, starts_at=at) for at in moments])
    return poll


@POLL.act(
    PollState.OPEN, may=says_which_dates_suit, hat=Hat.MEMBER, label=_("Say which dates suit"),
    done=_("Said which dates suit %(for)s"),
)  # fmt: skip
def answer_poll(poll, *, by, words, organisation=None, office="", note="", channel="portal"):
    """Say for an organisation or an office what it makes of each date; `words` gives slot → `Fit`.

    The earlier answer stays in the log. Raises `Refused` after the deadline or when a date is left out.
    """
    if not poll.takes_answers:
        raise Refused(
            _("The deadline for answers has passed. Write to the secretariat if your dates changed.")
        )
    organisations, offices = voices_on_dates(by)
    if (organisation.pk not in organisations) if organisation else (office not in offices):
        raise NotPermitted(_("You cannot answer for others. Your own organisation's answer is on your page."))
    slots = list(poll.slots.all())
    if {slot.pk for slot in slots} != set(words):
        raise Refused(_("Say something to each of the dates."))
    poll.answers.filter(organisation=organisation, office=office, is_current=True).update(is_current=False)
    answer = PollAnswer.objects.create(
        poll=poll, organisation=organisation, office=office, note=note, given_by=by, channel=channel
    )
    SlotWord.objects.bulk_create([SlotWord(answer=answer, slot=slot, word=words[slot.pk]) for slot in slots])
    poll.act_details = {"for": str(organisation or Office(office).label), "channel": channel}
    return answer


@POLL.move(
    PollState.OPEN, to=PollState.SETTLED, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Choose this date"),
    done=_("Date chosen"),
)  # fmt: skip
def choose_date(poll, *, by, slot):
    """Choose one of the dates; the members are told, and the meeting is prepared on it."""
    chosen = poll.slots.filter(pk=slot).first()
    if chosen is None:
        raise Refused(_("This date is not among those that were offered."))
    if chosen.starts_at <= timezone.now():
        raise Refused(
            gettext("%(when)s has passed. Choose another date.") % {"when": moment(chosen.starts_at)}
        )
    poll.chosen = chosen


@POLL.move(
    PollState.OPEN, to=PollState.WITHDRAWN, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Withdraw"), done=_("Dates withdrawn"),
)  # fmt: skip
def withdraw_dates(poll, *, by, reason):
    """Take the offer back."""
    if not reason.strip():
        raise Refused(_("Say why the dates are withdrawn: the members will read it."))
    poll.reason = reason


@POLL.act(
    PollState.SETTLED, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Prepare the meeting"),
    done=_("Meeting prepared on the chosen date"),
)  # fmt: skip
def tie_meeting(poll, *, by, meeting):
    """Remember which meeting came of it."""
    if poll.meeting_id:
        raise Refused(_("A meeting came of these dates already."))
    poll.meeting = meeting


@dataclass
class Voice:
    """A member or a co-chair's office in the overview, with what it said of each date."""

    label: str
    organisation: Organisation | None = None
    office: str = ""
    answer: PollAnswer | None = None

    @property
    def key(self):
        """How an address names it."""
        return f"organisation-{self.organisation.pk}" if self.organisation else f"office-{self.office}"

    def word_on(self, slot):
        """What it said of this date, or an empty text."""
        if self.answer is None:
            return ""
        return next((word.word for word in self.answer.words.all() if word.slot_id == slot.pk), "")


@dataclass
class HowItSuits:
    """One date, and whom it suits."""

    slot: Slot
    against: list
    if_need_be: list
    silent: list
    words: list

    @property
    def verdict(self):
        """`suits`, `need`, `waiting` or `against`: for the badge; the sentences say it in words."""
        if self.against:
            return "against"
        if self.silent:
            return "waiting"
        return "need" if self.if_need_be else "suits"

    @property
    def sentences(self):
        """Whom it suits, in words."""
        if self.verdict == "suits":
            return [gettext("Suits all members and both co-chairs.")]
        parts = (
            (gettext("Does not suit: %(names)s."), self.against),
            (gettext("Only if need be: %(names)s."), self.if_need_be),
            (gettext("Not answered yet: %(names)s."), self.silent),
        )
        return [sentence % {"names": ", ".join(names)} for sentence, names in parts if names]


def voices_of_poll(poll):
    """All who are asked: the members of today and both co-chairs' offices, each with its answer in force."""
    answers = (
        poll.answers.filter(is_current=True)
        .select_related("organisation", "given_by")
        .prefetch_related("words")
    )
    given = {(row.organisation_id, row.office): row for row in answers}
    voices = [
        Voice(str(Office(office).label), office=office.value, answer=given.get((None, office.value)))
        for office in CO_CHAIR_OFFICES
    ]
    members = Organisation.objects.members()
    return voices + [
        Voice(in_language(row, "acronym"), organisation=row, answer=given.get((row.pk, "")))
        for row in members
    ]


def how_dates_suit(poll, voices):
    """Each date with whom it suits."""
    found = []
    for slot in poll.slots.all():
        words = [(voice, voice.word_on(slot)) for voice in voices]
        found.append(
            HowItSuits(
                slot,
                against=[voice.label for voice, word in words if word == Fit.NO],
                if_need_be=[voice.label for voice, word in words if word == Fit.IF_NEED_BE],
                silent=[voice.label for voice, word in words if not word],
                words=words,
            )
        )
    return found


def own_voices(user, poll, voices=None):
    """The voices for which `user` answers."""
    organisations, offices = voices_on_dates(user)
    return [
        voice for voice in voices or voices_of_poll(poll)
        if (voice.organisation is not None and voice.organisation.pk in organisations) or voice.office in offices
    ]  # fmt: skip
