"""The story of a text that a member objects to: revised, asked again, put to the state, adopted, carried out."""

from datetime import timedelta

import time_machine
from playwright.sync_api import expect

from decisions.models import Decision
from decisions.states import AnswerKind, DecisionState, RoundState, StateConcern
from tests.factories import rounds
from tests.journeys.consensus import (
    TEXT,
    TITLE,
    answers,
    asked_of_the_members,
    follows_the_link,
    the_clock_ticks,
    the_deadline_comes,
)
from tests.journeys.people import Person

BETTER = TEXT.replace("twenty", "twelve")
ACTIONS = ("Publish the list of indicators", "Train the focal points on the indicators")
DESK, PHONE = 1280, 390


def hours_after(round_):
    """The evening of the deadline, with a clock that goes on."""
    return time_machine.travel(round_.ends_at + timedelta(hours=2), tick=True)


def revises(officer, decision):
    """The secretariat reads the objection, changes a word, sees the change by word, and keeps it."""
    officer.go(f"/decisions/{decision.pk}/")
    officer.press("link", "Revise the text")
    officer.sees("Twenty are too many for us.")
    officer.fill("Text", BETTER)
    expect(officer.page.locator("#redline ins", has_text="twelve")).to_be_visible()
    expect(officer.page.locator("#redline del", has_text="twenty")).to_be_visible()
    officer.press("button", "Keep the new text")
    officer.sees("The new text is kept.")
    decision.refresh_from_db()
    assert decision.text == BETTER


def keeps_the_answer(visitor, member, smtp_server):
    """Who had no objection sees how little changed, and keeps the answer with one button."""
    follows_the_link(visitor, member, smtp_server)
    visitor.sees("1 word changed since")
    expect(visitor.page.locator("ins", has_text="twelve")).to_be_visible()
    visitor.press("button", "Keep it: No objection")
    visitor.sees("Thank you. Recorded for")
    the_clock_ticks(smtp_server)


def asks_the_state(officer, decision):
    """The letter is drafted about the text that the members agreed on, sent, and answered."""
    officer.go(f"/decisions/{decision.pk}/")
    officer.press("link", "Draft the letter to the state")
    officer.press("button", "Draft", exact=True)
    officer.press("link", "Mark as sent")
    officer.fill("Outgoing number", "UNMN/14")
    officer.press("button", "Mark as sent")
    officer.sees("UNMN/14")
    officer.press("link", "Register the reply")
    officer.tick(officer.page.get_by_label("Concurred", exact=True))
    officer.fill("Their number", "01-7/88")
    officer.press("button", "Register the reply")
    officer.sees("01-7/88")
    decision.refresh_from_db()
    assert decision.state in (DecisionState.ADOPTED, DecisionState.IMPLEMENTED)


def orders(officer, decision):
    """Two action points are born of the decision."""
    for words in ACTIONS:
        officer.go(f"/decisions/{decision.pk}/")
        officer.press("link", "Add an action point")
        dialog = officer.page.get_by_role("dialog")
        officer.fill("What is to be done", words, within=dialog)
        officer.choose("Owner organisation", "UNICEF", within=dialog)
        officer.press("button", "Add an action point", within=dialog)
        officer.sees(words)
    officer.sees("2 of 2 action points are open.")


def carries_out(member, decision):
    """The owner says what shows that each is done."""
    for action_point in decision.action_points.all():
        member.go(f"/action-points/{action_point.pk}/")
        member.open_details("Mark as done")
        member.page.locator("#id_evidence_mark-done").fill("UNMN-KG/2026/INF/3")
        member.press("button", "Mark as done")
        member.sees("Action point done")


def closes(officer, decision):
    """All is done: the secretariat closes the decision with a note, which stays on its page."""
    officer.go(f"/decisions/{decision.pk}/")
    officer.sees("All action points are closed.")
    officer.press("link", "Mark as implemented")
    dialog = officer.page.get_by_role("dialog")
    officer.fill("Closing note", "All offices count with the same twelve indicators.", within=dialog)
    officer.press("button", "Mark as implemented", within=dialog)
    officer.sees("All offices count with the same twelve indicators.")
    decision.refresh_from_db()
    assert decision.state == DecisionState.IMPLEMENTED


def an_objection_that_becomes_a_better_text(sit_down, cast, smtp_server):
    """Each part begins on the evening of a deadline, with everybody sitting down anew."""
    decision = rounds.proposed(title=TITLE, text=TEXT, concerns_state=StateConcern.YES)
    aiko, leila = (sit_down(None, Person, PHONE) for _name in range(2))
    first = asked_of_the_members(*_network(sit_down, cast), decision, smtp_server)
    answers(aiko, cast.aiko, smtp_server, "No objection")
    answers(leila, cast.leila, smtp_server, "Object", words="Twenty are too many for us.")
    the_deadline_comes(first, smtp_server)
    assert first.state == RoundState.BROKEN
    with hours_after(first):
        officer, co_chairs = _network(sit_down, cast)
        revises(officer, decision)
        second = asked_of_the_members(officer, co_chairs, decision, smtp_server)
        keeps_the_answer(aiko, cast.aiko, smtp_server)
        answers(leila, cast.leila, smtp_server, "No objection")
        the_deadline_comes(second, smtp_server)
    said = second.seats.get(organisation=cast.orgs.unicef).standing
    assert said.kind == AnswerKind.NO_OBJECTION
    with hours_after(second):
        officer, _co_chairs = _network(sit_down, cast)
        decision = Decision.objects.get(pk=decision.pk)
        assert decision.state == DecisionState.AWAITING_STATE
        asks_the_state(officer, decision)
        orders(officer, decision)
        carries_out(sit_down(cast.aiko, Person, PHONE), decision)
        closes(officer, decision)


def _network(sit_down, cast):
    co_chairs = [sit_down(user, Person, PHONE) for user in (cast.ingrid, cast.tomas)]
    return sit_down(cast.aizada, Person, DESK), co_chairs
