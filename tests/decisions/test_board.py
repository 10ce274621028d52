"""The consensus board shows names and words, and nothing that counts (RULES R3.11)."""

import pytest
import time_machine
from django.urls import reverse

from decisions.workflow import answers as voice
from decisions.workflow import decisions as life
from decisions.workflow import rounds
from decisions.workflow.state_track import judge_state_concern


@pytest.fixture
def asked(cast):
    with time_machine.travel("2026-11-23 10:00+06:00", tick=False):
        decision = life.record_decision(by=cast.aizada, title="Data sheet", text="The Network adopts it.")
        judge_state_concern(decision, by=cast.aizada, answer="no")
        life.propose(decision, by=cast.aizada)
        round_ = rounds.prepare_round(decision, by=cast.aizada)
        rounds.override_empty_seats(round_, by=cast.ingrid, reason="They are being replaced.")
        for co_chair in (cast.ingrid, cast.tomas):
            rounds.consent(round_, by=co_chair)
        rounds.open_round(round_, by=cast.aizada)
        yield round_


def test_it_says_who_objects_and_who_is_missing(cast, as_user, asked):
    voice.answer(asked, by=cast.aiko, organisation=cast.orgs.unicef, kind="objection", words="Not agreed.")
    body = as_user(cast.temir).get(reverse("decisions:board", args=[asked.decision_id])).content.decode()
    assert "UNICEF has an objection." in body
    assert "Not agreed." in body
    assert "Monday 30 November 2026, 18:00 Bishkek time (UTC+6)" in body


def test_it_answers_304_until_somebody_says_something(cast, as_user, asked):
    client, address = as_user(cast.ingrid), reverse("decisions:board", args=[asked.decision_id])
    tag = client.get(address).headers["ETag"]
    asks = {"X-Requested-With": "fetch", "If-None-Match": tag}
    assert client.get(address, headers=asks).status_code == 304
    voice.answer(asked, by=cast.aiko, organisation=cast.orgs.unicef, kind="no_objection")
    assert client.get(address, headers=asks).status_code == 200


@pytest.mark.parametrize(("who", "code"), [("aiko", 200), ("ingrid", 200), ("kwame", 404), ("kubanych", 404)])
def test_it_is_for_the_network(cast, as_user, asked, who, code):
    address = reverse("decisions:board", args=[asked.decision_id])
    assert as_user(getattr(cast, who)).get(address).status_code == code


def test_all_consultations_stand_on_one_page(cast, as_user, asked):
    body = as_user(cast.aiko).get(reverse("decisions:board_list")).content.decode()
    assert "Data sheet" in body
    assert "Waiting for" in body
    assert as_user(cast.kubanych).get(reverse("decisions:board_list")).status_code == 403
