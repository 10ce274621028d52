"""The story of a silence procedure, told step by step, with the letters that it sends."""

import re

import time_machine
from playwright.sync_api import expect

from decisions.models import Decision
from decisions.states import AnswerKind, DecisionState
from decisions.tasks_rounds import keep_rounds
from foundation.core.moments import moment
from tests.factories import rounds
from tests.journeys.quarterly import latest_letter, link_in, post_goes

TITLE = "Common indicators for returning families"
TEXT = "The Network uses twenty common indicators for returning families from January on."
MESSAGE = "The indicators were agreed in the technical meeting."


def the_clock_ticks(smtp_server):
    """The minute of the clock: what is due is closed and told, and the post goes."""
    keep_rounds()
    post_goes(smtp_server)


def prepares(officer, decision, smtp_server, *, message=MESSAGE):
    """The secretariat freezes text and members, with a word to the members."""
    officer.go(f"/decisions/{decision.pk}/")
    officer.press("link", "Prepare a silence procedure")
    officer.fill("Message to the members", message)
    officer.press("button", "Prepare, and tell the co-chairs")
    officer.sees("Both co-chairs are told, and can stop it or agree.")
    the_clock_ticks(smtp_server)
    return decision.rounds.get(state="prepared")


def agrees(co_chair, smtp_server, *, text=TEXT):
    """A co-chair has the letter, and says the word on the page for it."""
    letter = latest_letter(smtp_server, co_chair.user, "silence procedure prepared")
    assert text in letter.text
    co_chair.go("/co-chair/")
    co_chair.sees(TITLE)
    co_chair.press("button", "It may open now")
    co_chair.sees("Your word is recorded: It may open now.")
    expect(co_chair.page.get_by_role("button", name="It may open now")).to_have_count(0)


def opens(officer, round_, smtp_server):
    """The secretariat sees that both agreed, looks at the letters, and opens."""
    officer.go(round_.get_absolute_url())
    officer.press("link", "Look at the letters and open it")
    officer.sees(MESSAGE)
    officer.sees("at once, one message each, and cannot be called back")
    officer.press("button", re.compile("^Circulate to"))
    officer.page.wait_for_load_state()
    round_.refresh_from_db()
    assert round_.is_open
    the_clock_ticks(smtp_server)


def follows_the_link(visitor, member, smtp_server):
    """From the letter to the question; nobody has to sign in, and opening it answers nothing."""
    letter = latest_letter(smtp_server, member, "All members of the Network are asked")
    assert any(part.get_content_type() == "application/pdf" for part in letter.message.walk())
    visitor.go(link_in(letter, "/answer/round/"))
    visitor.sees(f"You answer as {member.name}.")


def answers(visitor, member, smtp_server, says, *, words=""):
    """A member answers by its letter alone."""
    follows_the_link(visitor, member, smtp_server)
    visitor.tick(visitor.page.get_by_label(says, exact=True))
    if words:
        visitor.fill("Reason or words", words)
    visitor.press("button", re.compile("^Confirm the answer of"))
    visitor.sees("Thank you. Recorded for")
    the_clock_ticks(smtp_server)


def gives_more_time(co_chair, round_, smtp_server, *, asked):
    """A co-chair reads who asks for more time and why, and gives it to all."""
    latest_letter(smtp_server, co_chair.user, asked)
    co_chair.go("/co-chair/")
    co_chair.sees(asked)
    co_chair.open_details("One working day more for all")
    co_chair.fill("Reason, which all members read", "FAO is on mission.")
    co_chair.press("button", "One working day more for all")
    co_chair.sees("Your word is recorded: One working day more for all.")
    was = round_.ends_at
    round_.refresh_from_db()
    assert round_.ends_at > was
    the_clock_ticks(smtp_server)


def the_deadline_comes(round_, smtp_server):
    """The clock stands just after the deadline; the portal closes the round by itself."""
    with rounds.after(round_):
        the_clock_ticks(smtp_server)
    round_.refresh_from_db()


def asked_of_the_members(officer, co_chairs, decision, smtp_server):
    """From a text before the members to an open round. Returns the round."""
    round_ = prepares(officer, decision, smtp_server)
    for co_chair in co_chairs:
        agrees(co_chair, smtp_server, text=decision.text)
    opens(officer, round_, smtp_server)
    return round_


def reads_the_result(officer, round_, member, smtp_server):
    """The letter says what was adopted and when; the register has it under its symbol."""
    decision = Decision.objects.get(pk=round_.decision_id)
    assert decision.state in (DecisionState.ADOPTED, DecisionState.IMPLEMENTED)
    letter = latest_letter(smtp_server, member, "adopted by silence procedure")
    assert decision.symbol in letter["Subject"]
    assert moment(round_.ends_at) in letter.text
    assert TEXT in letter.text
    with time_machine.travel(round_.ends_at.replace(minute=30), tick=True):
        officer.go("/decisions/")
        officer.sees(decision.symbol)
        officer.press("link", TITLE)
        officer.sees("Adopted")
        officer.go(round_.get_absolute_url())


def a_silence_procedure_from_the_mail_alone(officer, co_chairs, visitors, cast, smtp_server):
    """Five members answer from their letters; one objects and lifts it, one asks for more time."""
    decision = rounds.proposed(by=cast.aizada, title=TITLE, text=TEXT)
    round_ = asked_of_the_members(officer, co_chairs, decision, smtp_server)
    answers(visitors["aiko"], cast.aiko, smtp_server, "No objection")
    answers(visitors["chiara"], cast.chiara, smtp_server, "A comment", words="Thank you for the work.")
    answers(visitors["leila"], cast.leila, smtp_server, "Object", words="Twenty are too many for us.")
    latest_letter(smtp_server, cast.aiko, "UNHCR objects")
    answers(visitors["leila"], cast.leila, smtp_server, "Lift our objection")
    latest_letter(smtp_server, cast.aiko, "goes on")
    answers(visitors["temir"], cast.temir, smtp_server, "Ask for more time", words="I am on mission.")
    gives_more_time(co_chairs[0], round_, smtp_server, asked="I am on mission.")
    latest_letter(smtp_server, cast.temir, "more time")
    answers(visitors["temir"], cast.temir, smtp_server, "No objection")
    answers(visitors["nurzat"], cast.nurzat, smtp_server, "Agree, with a reservation", words="Not for 2027.")
    the_deadline_comes(round_, smtp_server)
    reads_the_result(officer, round_, cast.temir, smtp_server)
    said = {seat.organisation.slug: seat.standing.kind for seat in round_.seats.all() if seat.standing}
    assert said["unhcr"] == AnswerKind.OBJECTION_WITHDRAWN
    assert said["rco"] == AnswerKind.RESERVATION
    return round_
