"""A co-chair finds on one page what needs a word, and says it there (RULES R4.15, R4.20, R4.21, R5.26)."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from decisions.states import SentBy, StateConcern, StateOutcome
from decisions.workflow import answers as voice
from decisions.workflow import decisions as life
from decisions.workflow import rounds, state_track
from unmn.home.awaiting import what_awaits

PAGE = "/co-chair/"


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-23 10:00+06:00", tick=False) as at:
        yield at


@pytest.fixture
def prepared(cast, clock):
    decision = life.record_decision(
        by=cast.aizada, title="Data sheet", text="The Network adopts the data sheet."
    )
    state_track.judge_state_concern(decision, by=cast.aizada, answer="no")
    life.propose(decision, by=cast.aizada)
    return rounds.prepare_round(decision, by=cast.aizada)


@pytest.mark.parametrize(
    ("who", "code"), [("ingrid", 200), ("tomas", 200), ("aizada", 404), ("aiko", 404), ("kubanych", 404)]
)
def test_it_is_for_co_chairs(cast, as_user, who, code):
    assert as_user(getattr(cast, who)).get(PAGE).status_code == code


def test_with_nothing_to_say_it_says_so(cast, as_user):
    assert "Nothing needs your word now" in as_user(cast.ingrid).get(PAGE).content.decode()


def test_both_agree_from_their_page_and_it_leaves_the_list(cast, as_user, prepared):
    rounds.override_empty_seats(prepared, by=cast.tomas, reason="They are being replaced.")
    for who in (cast.ingrid, cast.tomas):
        client = as_user(who)
        assert "Data sheet" in client.get(PAGE).content.decode()
        client.post(PAGE, {"key": f"round-{prepared.pk}", "button": "consent-opening"})
        assert "Data sheet" not in client.get(PAGE).content.decode()
    assert not list(rounds.is_not_ready_to_open(prepared))


def test_stopping_asks_for_a_reason_and_keeps_what_was_typed(cast, as_user, prepared):
    client, word = as_user(cast.ingrid), {"key": f"round-{prepared.pk}", "button": "stop"}
    assert client.post(PAGE, word | {"reason": " "}).status_code == 422
    client.post(PAGE, word | {"reason": "Not now."})
    prepared.refresh_from_db()
    assert prepared.state == "stopped"
    again = client.post(PAGE, word | {"reason": "Not now."})
    assert "settled meanwhile" in again.content.decode()


def test_more_time_is_given_to_all_from_the_page(cast, as_user, prepared):
    rounds.override_empty_seats(prepared, by=cast.tomas, reason="They are being replaced.")
    for who in (cast.ingrid, cast.tomas):
        rounds.consent(prepared, by=who)
    rounds.open_round(prepared, by=cast.aizada)
    was = prepared.ends_at
    voice.answer(
        prepared, by=cast.temir, organisation=cast.orgs.fao, kind="extension_request", words="We travel."
    )
    client = as_user(cast.ingrid)
    assert "FAO asks for more time: We travel." in client.get(PAGE).content.decode()
    client.post(PAGE, {"key": f"time-{prepared.pk}", "button": "extend-1", "reason": "FAO travels."})
    prepared.refresh_from_db()
    assert prepared.ends_at > was
    assert "asks for more time" not in client.get(PAGE).content.decode()


def test_a_ruling_on_the_state_is_given_from_the_page(cast, as_user, clock):
    decision = life.record_decision(
        by=cast.aizada,
        title="Registration",
        text="The Network proposes.",
        concerns_state=StateConcern.TO_RULE,
    )
    life.propose(decision, by=cast.aizada)
    as_user(cast.tomas).post(
        PAGE, {"key": f"concern-{decision.pk}", "button": "concern-yes", "reason": "Its rules."}
    )
    decision.refresh_from_db()
    assert decision.concerns_state == StateConcern.YES


def test_co_chairs_who_differ_both_read_the_others_word(cast, as_user, clock):
    decision = life.record_decision(by=cast.aizada, title="Registration", text="The Network proposes.")
    life.propose(decision, by=cast.aizada)
    letter = state_track.draft_letter(decision, by=cast.aizada, counterpart=cast.orgs.sms)
    state_track.mark_sent(letter, by=cast.aizada, letter_number="17-04/12", sent_by=SentBy.COURIER)
    state_track.answer_of_state(
        letter, by=cast.aizada, outcome=StateOutcome.ASKS_FOR_CHANGES, received_on=timezone.localdate(),
        comment="Shorter.",
    )  # fmt: skip
    first, second = as_user(cast.ingrid), as_user(cast.tomas)
    ruled = {"key": f"state-{letter.pk}", "reason": "The meeting is near."}
    first.post(PAGE, ruled | {"button": "ruling-go_on"})
    assert "Registration" not in first.get(PAGE).content.decode()
    assert "The meeting is near." in second.get(PAGE).content.decode()
    second.post(PAGE, ruled | {"button": "ruling-wait", "reason": "They call tomorrow."})
    assert "You differ." in first.get(PAGE).content.decode()
    assert "They call tomorrow." in first.get(PAGE).content.decode()
    assert "You differ." in second.get(PAGE).content.decode()


def test_it_is_the_first_thing_of_a_co_chairs_navigation(cast, as_user):
    assert reverse("home:my_word") in as_user(cast.ingrid).get("/").content.decode()
    assert reverse("home:my_word") not in as_user(cast.aiko).get("/").content.decode()


def test_home_and_weekly_letter_name_the_same_things_as_their_page(cast, as_user, prepared):
    """R10.53, R10.60: one source for the page, the home and the letter."""
    concern = life.record_decision(
        by=cast.aizada,
        title="Registration",
        text="The Network proposes.",
        concerns_state=StateConcern.TO_RULE,
    )
    life.propose(concern, by=cast.aizada)
    client = as_user(cast.ingrid)
    here, home = client.get(PAGE).content.decode(), client.get("/").content.decode()
    for title, anchor in (("Data sheet", f"round-{prepared.pk}"), ("Registration", f"concern-{concern.pk}")):
        assert title in here
        assert f"{PAGE}#word-{anchor}" in home
        assert f'id="word-{anchor}"' in here
    assert {one.title for one in what_awaits(cast.ingrid)} >= {"Data sheet", "Registration"}
    assert "Registration" not in {one.title for one in what_awaits(cast.aiko)}


@pytest.fixture
def urgent(cast, clock):
    decision = life.record_decision(
        by=cast.aizada, title="Border", text="The Network says so.", kind="urgent"
    )
    state_track.judge_state_concern(decision, by=cast.aizada, answer="no")
    life.propose(decision, by=cast.aizada)
    reason = "The border opens on Friday."
    return rounds.prepare_round(decision, by=cast.aizada, period="urgent", period_reason=reason)


def test_an_urgent_round_says_why_and_that_it_waits_for_both(cast, as_user, urgent):
    """R4.15, and the parameters: both co-chairs agree to the urgent period."""
    body = as_user(cast.ingrid).get(PAGE).content.decode()
    assert "The border opens on Friday." in body
    assert "It does not open before both co-chairs agree to the shorter period." in body
    assert "It can open without your word" not in body


def test_the_two_words_on_an_urgent_round_are_told_apart(cast, as_user, urgent):
    client, key = as_user(cast.ingrid), f"round-{urgent.pk}"
    said = client.post(PAGE, {"key": key, "button": "consent-urgent"}, follow=True).content.decode()
    assert "Your word is recorded: Agree to the urgent period." in said
    assert "still needed" in said
    assert "You have agreed to the shorter period." in said
    second = as_user(cast.tomas).post(PAGE, {"key": key, "button": "consent-urgent"}, follow=True)
    assert "Both co-chairs have said so." in second.content.decode()


def test_a_ruling_says_whose_word_is_still_needed(cast, as_user, clock):
    decision = life.record_decision(
        by=cast.aizada, title="Registration", text="The Network proposes.", concerns_state="yes"
    )
    life.propose(decision, by=cast.aizada)
    letter = state_track.draft_letter(decision, by=cast.aizada, counterpart=cast.orgs.sms)
    state_track.mark_sent(letter, by=cast.aizada, letter_number="17-04/12", sent_by=SentBy.COURIER)
    state_track.answer_of_state(
        letter, by=cast.aizada, outcome=StateOutcome.DOES_NOT_CONCUR, received_on=timezone.localdate()
    )
    ruled = {"key": f"state-{letter.pk}", "reason": "The meeting is near.", "button": "ruling-go_on"}
    first = as_user(cast.ingrid).post(PAGE, ruled, follow=True).content.decode()
    assert "that word is still needed" in first
    second = as_user(cast.tomas).post(PAGE, ruled, follow=True).content.decode()
    assert "Both co-chairs have ruled to go on." in second


def test_a_missing_reason_is_said_at_its_field(cast, as_user, prepared):
    word = {"key": f"round-{prepared.pk}", "button": "stop", "reason": "  "}
    body = as_user(cast.ingrid).post(PAGE, word).content.decode()
    assert body.count("Give the reason first.") == 1
    assert 'aria-invalid="true"' in body
