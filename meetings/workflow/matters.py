"""Matters arising: open decisions and actions, and what changed since the last meeting (RULES R10.58).

Plain data, so that it is live until the agenda is circulated and frozen in its snapshot from then on.
"""

from datetime import date

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext

from decisions.models import ActionPoint, Decision
from decisions.states import PENDING, ActionState, DecisionState
from decisions.workflow.sentence import what_is_missing
from foundation.audit.models import Act
from foundation.core.moments import short_day
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import ACTS
from meetings.models import Meeting
from meetings.states import MeetingState

OPEN_DECISIONS = (DecisionState.ADOPTED, DecisionState.IN_IMPLEMENTATION)
NOBODY = {"acronym": "", "acronym_ru": "", "acronym_ky": ""}


def meeting_before(meeting):
    """The last meeting that was held before this one, or None."""
    rows = Meeting.objects.filter(
        state=MeetingState.HELD, starts_at__lt=meeting.starts_at, group=meeting.group_id
    )
    return rows.exclude(pk=meeting.pk).order_by("-starts_at").first()


def matters_arising(meeting):
    """What is open, by organisation, each with what was done since the meeting before."""
    before = meeting_before(meeting)
    since = before.ends_at if before else None
    rows = [*([] if meeting.group_id else _decisions(since)), *_actions(since).filter(group=meeting.group_id)]
    news = _news(rows, since)
    groups = {}
    for row in rows:
        body = row.lead if isinstance(row, Decision) else row.owner
        group = groups.setdefault(body.pk if body else 0, {"organisation": _names(body), "lines": []})
        group["lines"].append(_line(row, news.get((type(row), row.pk), [])))
    ordered = sorted(groups.values(), key=lambda group: (not group["organisation"]["acronym"],
                                                         group["organisation"]["acronym"]))  # fmt: skip
    return {"since": since.isoformat() if since else "", "groups": ordered}


def _decisions(since):
    wanted = Q(state__in=(*OPEN_DECISIONS, *PENDING))
    if since is not None:
        wanted |= Q(state=DecisionState.IMPLEMENTED, implemented_on__gte=since.date())
    rows = Decision.objects.filter(wanted).select_related("lead").order_by("symbol")
    # What the sentence of each pending one reads.
    return rows.prefetch_related("rounds__seats__answers__confirmations", "state_consultations__version",
                                 "state_consultations__rulings")  # fmt: skip


def _actions(since):
    wanted = Q(state=ActionState.OPEN)
    if since is not None:
        wanted |= Q(state=ActionState.DONE, done_on__gte=since.date())
    return ActionPoint.objects.filter(wanted).select_related("owner").order_by("due_on", "pk")


def _news(rows, since):
    """Verbs of what was done to each row since then, the latest last."""
    found = {}
    if since is None:
        return found
    kinds = ContentType.objects.get_for_models(ActionPoint, Decision)
    models = {kind.pk: model for model, kind in kinds.items()}
    acts = Act.objects.open().filter(
        subject_type__in=models, subject_id__in=[row.pk for row in rows], at__gt=since
    )
    for kind, pk, verb in acts.order_by("at", "pk").values_list("subject_type", "subject_id", "verb"):
        verbs = found.setdefault((models[kind], pk), [])
        if verb in verbs:
            verbs.remove(verb)
        verbs.append(verb)
    return found


def _names(body):
    if body is None:
        return NOBODY
    return {name: getattr(body, name) for name in NOBODY}


def _line(row, verbs):
    is_decision = isinstance(row, Decision)
    due = row.due_on
    is_closed = row.state in (DecisionState.IMPLEMENTED, ActionState.DONE)
    return {
        "what": "decision" if is_decision else "action", "pk": row.pk,
        "symbol": row.reference if is_decision else "", "text": row.title if is_decision else row.text,
        "state": row.state, "due": due.isoformat() if due else "", "is_closed": is_closed,
        "progress": "" if is_decision else row.progress, "news": verbs,
        **(_what_keeps(row) if is_decision else {}),
    }  # fmt: skip


def _what_keeps(decision):
    """Why a pending decision is not adopted yet, in the three languages, as it was on that day (RULES R10.59)."""
    if decision.state not in PENDING:
        return {}
    said = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said[f"sentence_{code}"] = " ".join(what_is_missing(decision))
    return said


def matters_in_words(matters, on):
    """The same for a reader: groups with headings, lines with their state, date and news in words.

    `on`: the day from which "overdue" is told, that is when the snapshot was made.
    """
    return [
        {
            "heading": in_language(group["organisation"], "acronym") or gettext("The Network"),
            "lines": [_line_in_words(line, on) for line in group["lines"]],
        }
        for group in matters.get("groups", [])
    ]


def _line_in_words(line, on):
    states = DecisionState if line["what"] == "decision" else ActionState
    due = line["due"]
    done = [str(ACTS[verb].done) for verb in line["news"] if verb in ACTS]
    return line | {
        "state_label": str(states(line["state"]).label),
        "due_label": short_day(_day(due)) if due else "",
        "is_overdue": bool(due) and not line["is_closed"] and _day(due) < on,
        "news_label": "; ".join(done),
        "sentence_label": in_language(line, "sentence"),
    }


def _day(text):
    return date.fromisoformat(text)
