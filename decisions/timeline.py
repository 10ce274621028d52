"""The life of a decision in the order of time: what happened, who did it in which capacity, when (RULES R9.49).

It is told by the acts on record, through what the reader may see: who reads adopted decisions only is told of
their adoption and what followed, not of what was said on the way.
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.access import acts_visible_to, is_insider
from decisions.models import Round, StateConsultation
from decisions.states import ActionState
from foundation.audit.models import Act
from foundation.core.templatetags.ui import in_language, in_words

# What is told elsewhere on the page: each answer in the ledger, each word on progress with its action point.
OF_ROUNDS = (
    "consent", "override_empty_seats", "open_round", "begin_meeting_round", "extend_round", "stop_round",
    "end_with_the_decision", "close_agreed", "close_broken",
)  # fmt: skip
OF_LETTERS = (
    "draft_letter",
    "mark_sent",
    "register_reply",
    "rule_on_state",
    "follow_up",
    "cancel_consultation",
)
OF_ACTIONS = ("record_action_point", "assign", "mark_done", "drop", "reopen")
# What only repeats what a round says of itself.
REPEATED = ("enter_consultation",)


@dataclass
class Event:
    """One thing that happened: when, in words, by whom under which hat, why, and where it stands."""

    at: datetime
    words: str
    who: str = ""
    hat: str = ""
    about: str = ""
    detail: str = ""
    url: str = ""
    order: int = 0


def timeline_of(decision, user, *, actions=()):
    """The events of a decision, the earliest first. `actions`: its action points that the reader sees."""
    events = [_of_act(act) for act in acts_visible_to(user, decision) if not act.verb.endswith(REPEATED)]
    if is_insider.test(user):
        rounds = decision.rounds.visible_to(user)
        events += _of_parts(
            rounds, OF_ROUNDS, _round_name, "decisions:round", lambda row: (decision.pk, row.number)
        )
        letters = decision.state_consultations.visible_to(user)
        events += _of_parts(
            letters,
            OF_LETTERS,
            _letter_name,
            "decisions:state_consultation",
            lambda row: (decision.pk, row.pk),
        )
    owed = [row for row in actions if row.state != ActionState.DRAFT]
    events += _of_parts(owed, OF_ACTIONS, str, "decisions:action_point", lambda row: (row.pk,))
    events += [*_on_agendas(decision, user), *_in_minutes(decision, user)]
    return sorted(events, key=lambda event: (event.at, event.order))


def _of_act(act, about="", url=""):
    return Event(
        at=_when(act), words=in_words(act), who=_who(act), hat=act.get_hat_display(), about=about,
                detail=_detail(act),
        url=url,
        order=act.pk,

    )  # fmt: skip


def _when(act):
    # The clock may have been late to write it down: what counts is the deadline (RULES R4.18).
    effective = act.details.get("effective_at")
    return datetime.fromisoformat(effective) if effective else act.at


def _who(act):
    if act.actor_name and act.organisation_name:
        return f"{act.actor_name} ({act.organisation_name})"
    return act.actor_name


def _detail(act):
    said = act.details
    if act.reason:
        return act.reason
    if act.verb == "decisions.change_parameter":
        return _("%(was)s → %(value)s") % {"was": said.get("was", ""), "value": said.get("value", "")}
    return said.get("paper", "") if isinstance(said.get("paper", ""), str) else ""


def _of_parts(rows, names, name, address, arguments):
    rows = {row.pk: row for row in rows}
    if not rows:
        return []
    verbs = [f"decisions.{one}" for one in names]
    acts = Act.objects.about(*rows.values()).open().filter(verb__in=verbs)
    return [
        _of_act(act, name(rows[act.subject_id]), _address(address, *arguments(rows[act.subject_id])))
        for act in acts
    ]


def _address(name, *arguments):
    return reverse(name, args=arguments)


def _round_name(round_: Round):
    return _("Round %(number)s") % {"number": round_.number}


def _letter_name(letter: StateConsultation):
    name = in_language(letter.names, "name")
    if letter.letter_number:
        return _("Letter %(number)s to %(body)s") % {"number": letter.letter_number, "body": name}
    return _("Letter to %(body)s") % {"body": name}


def _on_agendas(decision, user):
    """The circulated agendas on which it stood, of meetings that the reader sees."""
    items = list(decision.agenda_items.filter(revisions__isnull=False).distinct().select_related("meeting"))
    for item in _of_visible(items, "meeting", user):
        yield Event(
            at=item.meeting.starts_at, words=_("On the agenda of a meeting"),
            about=in_language(item.meeting, "title"), detail=in_language(item, "title"),
            url=reverse("meetings:agenda", args=[item.meeting.slug]),
        )  # fmt: skip


def _in_minutes(decision, user):
    """The minutes in which it is recorded, where the reader sees them."""
    entries = list(decision.minutes_entries.select_related("minutes__meeting", "item"))
    for entry in _of_visible(entries, "minutes", user):
        meeting = entry.minutes.meeting
        yield Event(
            at=max(meeting.ends_at, decision.made_at), words=_("Recorded in the minutes"), about=in_language(meeting, "title"),
            detail=in_language(entry.item, "title"),
            url=f"{reverse('meetings:minutes', args=[meeting.slug])}#decision-{decision.pk}",
        )  # fmt: skip


def _of_visible(rows, part, user):
    # Upwards by reverse accessor only: whether this reader may see them, meetings and minutes say themselves.
    parts = [getattr(row, part) for row in rows]
    if not parts:
        return []
    model = type(parts[0])
    seen = set(
        model.objects.visible_to(user).filter(pk__in=[one.pk for one in parts]).values_list("pk", flat=True)
    )
    return [row for row in rows if getattr(row, part).pk in seen]
