"""What adoption at a meeting needs, each condition with its value in words (RULES R3.12)."""

from django.utils.translation import gettext_lazy as _

from decisions.states import RoundMode
from decisions.workflow import adoption
from decisions.workflow.decisions import live_round
from decisions.workflow.texts import hash_of
from foundation.core.moments import moment
from meetings.states import ItemKind
from meetings.workflow.attendance import representation
from meetings.workflow.papers import papers_due


def item_of(meeting, decision):
    """The agenda item under which a meeting deals with a decision: where it is recorded, else where it stands."""
    entry = decision.minutes_entries.filter(minutes__meeting=meeting).select_related("item").first()
    return entry.item if entry else meeting.items.on_agenda().filter(decision=decision).first()


def checks_at(meeting, decision):
    """Every condition: `{"is_met", "sentence", "is_hard"}`; what is hard no reason goes round.

    While the state's part is missing the members can still agree: adoption waits for the state then.
    """
    item = item_of(meeting, decision)
    present = representation(meeting)
    consensus, state = adoption.checks(decision, live_round(decision))
    return [
        {"is_met": present.is_enough, "sentence": " ".join(str(said) for said in present.sentences)},
        *_item_checks(item),
        _text_check(meeting, decision),
        consensus | {"is_hard": True},
        state | {"is_state": True},
    ]


def _item_checks(item):
    is_for_decision = item is not None and item.kind == ItemKind.DECISION
    was_circulated = item is not None and item.revisions.exists()
    yield {
        "is_met": is_for_decision,
        "sentence": _("The item stands on the agenda “for decision”.")
        if is_for_decision
        else _("The item does not stand on the agenda “for decision”: members could not prepare for it."),
    }
    yield {
        "is_met": was_circulated,
        "sentence": _("The item was circulated before the meeting.")
        if was_circulated
        else _("The item was not circulated before the meeting."),
    }


def circulated_text(meeting, decision):
    """The round by which the members had the text before the meeting began, or None."""
    rows = decision.rounds.filter(mode=RoundMode.MEETING, opened_at__lt=meeting.starts_at)
    return rows.select_related("version").order_by("-number").first()


def _text_check(meeting, decision):
    round_ = circulated_text(meeting, decision)
    if round_ is None:
        return {"is_met": False, "sentence": _("The text was not circulated before the meeting.")}
    said = {"moment": moment(round_.opened_at), "due": moment(papers_due(meeting))}
    if round_.version.text_hash != hash_of(decision.text):
        return {
            "is_met": False,
            "sentence": _("The text was changed since it was circulated on %(moment)s.") % said,
        }
    if round_.opened_at > papers_due(meeting):
        return {
            "is_met": False,
            "sentence": _("The text was circulated late: on %(moment)s; papers were due by %(due)s.") % said,
        }
    return {"is_met": True, "sentence": _("The text is the one circulated on %(moment)s, in time.") % said}


def is_blocked(checks):
    """Whether a hard condition fails: there is no consensus to declare."""
    return any(check.get("is_hard") and not check["is_met"] for check in checks)


def needs_reason(checks):
    """The sentences of the conditions that a co-chair can go round with a reason."""
    return [
        check["sentence"]
        for check in checks
        if not check["is_met"] and not check.get("is_hard") and not check.get("is_state")
    ]


def awaits_state(checks):
    """Whether the members can agree, but adoption waits for the state."""
    return any(check.get("is_state") and not check["is_met"] for check in checks)
