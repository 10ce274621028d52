"""Working methods change by a decision of the Network only (RULES part 2)."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from decisions.workflow.adoption import supersede
from decisions.workflow.parameters import change_parameter
from foundation.audit.models import Act
from foundation.core.moments import moment
from foundation.core.workflow import THE_PORTAL, NotPermitted, Refused
from meetings.workflow.attendance import HowRepresented
from members.calendar import close_of_business, closing_moment
from members.forms.network import PARAMETER_LABELS
from members.models import Parameter
from members.states import Office
from tests.decisions import consensus
from tests.decisions.consensus import proposed

ROOT = Path(__file__).parents[2]
APPS = ("foundation", "members", "decisions", "statements", "meetings", "workinggroups", "knowledge", "unmn")
SOURCES = [
    path for app in APPS for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts and "demo" not in path.parts
]  # fmt: skip
# Each parameter at the head of RULES part 2, and the names under which it is kept.
OF_THE_RULES = {
    "silence_default_wd": "silence_default_wd", "silence_policy_wd": "silence_policy_wd",
    "silence_urgent_wd": "silence_urgent_wd", "silence_min_hours": "silence_min_hours",
    "cob": "close_of_business_hour", "meeting_notice_wd": "meeting_notice_wd",
    "extraordinary_notice_wd": "extraordinary_notice_wd", "papers_wd": "papers_wd",
    "minutes_draft_wd": "minutes_draft_wd", "minutes_comment_wd": "minutes_comment_wd",
    "representation": "representation_percent", "both co-chairs": "representation_co_chairs",
    "state_reply_wd": "state_reply_wd", "reminders, half of the time": "silence_remind_percent",
    "reminders, 24 hours before": "silence_remind_hours",
}  # fmt: skip


def adopted(cast, **facts):
    """A decision whose words give the values that these tests set."""
    return consensus.adopted(cast, text="The Network sets the periods at 7, 8, 17, 58 and 61 days.", **facts)


def test_the_words_that_were_agreed_on_give_the_value(cast):
    values = {"name": "silence_policy_wd", "since": timezone.localdate()}
    with pytest.raises(Refused, match="does not say 1"):
        change_parameter(adopted(cast), by=cast.aizada, value=1, **values)
    assert Parameter.value_of("silence_policy_wd") == 10


def test_a_decision_changes_a_working_method_from_a_day_on(cast):
    decision, today = adopted(cast), timezone.localdate()
    ahead = today + timedelta(days=3)
    row = change_parameter(decision, by=cast.aizada, name="silence_default_wd", value=7, since=ahead)
    assert (Parameter.value_of("silence_default_wd"), Parameter.value_of("silence_default_wd", ahead)) == (
        5,
        7,
    )
    assert row.decided_by == decision.symbol
    act = Act.objects.about(decision).filter(verb="decisions.change_parameter").get()
    assert (act.actor, act.details["was"], act.details["value"]) == (cast.aizada, 5, 7)


def test_neither_a_proposal_nor_what_was_superseded_changes_anything(cast):
    values = {"name": "papers_wd", "value": 7, "since": timezone.localdate()}
    with pytest.raises(Refused):
        change_parameter(proposed(cast), by=cast.aizada, **values)
    gone = adopted(cast)
    supersede(gone, by=THE_PORTAL)
    with pytest.raises(Refused):
        change_parameter(gone, by=cast.aizada, **values)


def test_the_past_stays_as_it_was(cast):
    today = timezone.localdate()
    old = adopted(cast, on=today - timedelta(days=30))
    for since, words in (
        (today - timedelta(days=31), "before the decision"),
        (today - timedelta(days=1), "today"),
    ):
        with pytest.raises(Refused, match=words):
            change_parameter(old, by=cast.aizada, name="papers_wd", value=7, since=since)


def test_a_slip_is_corrected_on_the_same_day_and_both_values_stay(cast):
    decision, today = adopted(cast), timezone.localdate()
    values = {"by": cast.aizada, "name": "silence_default_wd", "since": today}
    change_parameter(decision, value=70 - 12, **values)
    change_parameter(decision, value=7, **values)
    assert (Parameter.value_of("silence_default_wd"), Parameter.in_force()["silence_default_wd"]) == (7, 7)
    assert list(Parameter.objects.filter(since=today).values_list("value", "number")) == [(7, 2), (58, 1)]
    acts = Act.objects.about(decision).filter(verb="decisions.change_parameter")
    assert [act.details["was"] for act in acts.order_by("pk")] == [5, 58]
    with pytest.raises(Refused, match="has that value from that day already"):
        change_parameter(decision, value=7, **values)


@pytest.mark.parametrize("who", ["aiko", "ingrid", "kwame"])
def test_only_the_secretariat_records_it(cast, who):
    values = {"name": "papers_wd", "value": 7, "since": timezone.localdate()}
    with pytest.raises(NotPermitted):
        change_parameter(adopted(cast), by=getattr(cast, who), **values)


def test_the_page_takes_the_decision_from_the_register_and_links_it_in_the_history(cast, as_user):
    decision, pending = adopted(cast), proposed(cast, title="Pending")
    desk, address = as_user(cast.aizada), reverse("decisions:parameter_change")
    page = desk.get(f"{address}?decision={decision.pk}").content.decode()
    assert f'<option value="{decision.pk}" selected>' in page
    values = {"name": "papers_wd", "value": 8, "since": timezone.localdate()}
    refused = desk.post(address, values | {"decision": pending.pk})
    assert "Select a valid choice" in refused.content.decode()
    assert (
        desk.post(
            address, values | {"value": 61, "name": "silence_default_wd", "decision": decision.pk}
        ).status_code
        == 200
    )
    assert desk.post(address, values | {"decision": decision.pk}).status_code == 302
    assert Parameter.value_of("papers_wd") == 8
    shown = as_user(cast.aiko).get(reverse("members:parameters")).content.decode()
    assert f"{reverse('decisions:decision_by_symbol')}?symbol={decision.symbol}" in shown
    outside = as_user(cast.kubanych).get(reverse("members:parameters")).content.decode()
    assert decision.symbol in outside
    assert "by-symbol" not in outside


def test_the_hour_of_close_of_business_is_a_parameter_and_the_sentence_follows(cast):
    """R1.1: set deadlines stay, later ones and their words take the hour that is in force on their day."""
    today = timezone.localdate()
    before = close_of_business(today)
    change_parameter(
        adopted(cast),
        by=cast.aizada,
        name="close_of_business_hour",
        value=17,
        since=today + timedelta(days=1),
    )
    assert close_of_business(today) == before
    assert "17:00 Bishkek time" in moment(closing_moment(3))


def test_representation_is_a_parameter_too():
    offices = (Office.RC, Office.IOM) if hasattr(Office, "RC") else tuple(Office)[:2]
    assert HowRepresented(6, 10, ()).is_enough
    assert not HowRepresented(5, 10, ()).is_enough
    assert not HowRepresented(6, 10, offices[:1]).is_enough
    assert not HowRepresented(6, 10, (), percent=66).is_enough
    assert HowRepresented(6, 10, offices[:1], offices=1).is_enough


@pytest.mark.parametrize("rule", OF_THE_RULES)
def test_every_parameter_of_the_rules_is_a_setting_with_a_label(rule):
    name = OF_THE_RULES[rule]
    assert name in Parameter.DEFAULTS
    assert name in PARAMETER_LABELS


def test_every_setting_has_a_label_and_is_used():
    everything = "\n".join(
        path.read_text(encoding="utf-8") for path in SOURCES if path.parts[-2:] != ("models", "network.py")
        and path.parts[-2:] != ("forms", "network.py")
    )  # fmt: skip
    unused = [name for name in Parameter.DEFAULTS if not re.search(rf'["\']{name}["\']', everything)]
    assert list(PARAMETER_LABELS) == list(Parameter.DEFAULTS)
    assert unused == []


COUNTERS = {"closing_moment", "working_day_after", "add_working_days", "close_of_business"}
# `next working day` is no agreed number.
SMALL = {-1, 0, 1}


def numbers_in(path):
    """Calls that count working days or close a day by a number that is written down."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        given = [part.value for part in node.args if isinstance(part, ast.Constant)]
        if called in COUNTERS and any(isinstance(value, int) and value not in SMALL for value in given):
            yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_no_number_of_the_working_methods_is_written_into_the_code():
    assert [found for path in SOURCES for found in numbers_in(path)] == []


def test_the_hour_of_closing_is_asked_of_the_calendar():
    """Nobody takes the hour with which the Network began for the one of today."""
    asking = [
        str(path.relative_to(ROOT)) for path in SOURCES
        if re.search(r"\bCLOSE_OF_BUSINESS\b", path.read_text(encoding="utf-8"))
    ]  # fmt: skip
    assert asking == ["foundation/core/working_days.py"]
