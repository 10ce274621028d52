"""Who may do what in the procedure: each act, exactly these people (RULES R2.6, R2.7, R4.15, R4.21, R5.27)."""

import pytest

from decisions.workflow import answers, closing, parameters, register, rounds, state_track  # noqa: F401 -- they register
from decisions.workflow.decisions import DECISION, NOTE
from decisions.workflow.rounds import ROUND
from decisions.workflow.state_track import STATE_TRACK
from foundation.core.workflow import ACTS, NotPermitted
from tests.cast import EVERYBODY
from tests.decisions.consulted import MONDAY, a_proposal, an_open_round, at, forget

OFFICE = {"aizada", "pavel"}
CHAIRS = {"ingrid", "tomas"}
MEMBERS = {"aiko", "jyldyz", "temir", "leila", "nurzat", "chiara"}
FOCAL = MEMBERS - {"jyldyz"}
# UNICEF proposed it.
PROPOSER = {"aiko", "jyldyz"}
BRING_FORWARD = OFFICE | CHAIRS | PROPOSER

DECISION_ACTS = {
    "reword": BRING_FORWARD, "propose": BRING_FORWARD, "begin_revision": BRING_FORWARD,
    "withdraw": BRING_FORWARD, "add_paper": BRING_FORWARD, "judge_state_concern": BRING_FORWARD,
    "place_on_agenda": OFFICE | CHAIRS, "take_off_agenda": OFFICE | CHAIRS, "amend_for_meeting": OFFICE | CHAIRS,
    "find_no_consensus": OFFICE | CHAIRS, "defer": OFFICE | CHAIRS, "take_up_again": OFFICE | CHAIRS,
    "prepare_round": OFFICE | CHAIRS, "enter_consultation": OFFICE | CHAIRS,
    "escalate": CHAIRS, "await_state": CHAIRS, "adopt": CHAIRS, "supersede": CHAIRS, "rule_state_concern": CHAIRS,
    "begin_implementation": OFFICE, "implement": OFFICE, "issue_corrigendum": OFFICE, "order_action": OFFICE, "change_parameter": OFFICE,
    "contest_state_concern": MEMBERS, "explain_position": MEMBERS,
    # Asked of the round; on a decision they are the portal's alone.
    "raise_objection": set(), "resume_consultation": set(),
}  # fmt: skip
ROUND_ACTS = {
    "begin_meeting_round": OFFICE | CHAIRS, "begin_clearance": OFFICE | CHAIRS, "open_round": OFFICE | CHAIRS,
    "consent": CHAIRS, "override_empty_seats": CHAIRS, "stop_round": CHAIRS, "end_with_the_decision": CHAIRS,
    "extend_round": CHAIRS, "close_agreed": CHAIRS, "close_broken": CHAIRS, "note_late_answer": CHAIRS,
    "answer": MEMBERS, "confirm_answer": FOCAL, "record_answer": OFFICE,
}  # fmt: skip
NOTE_ACTS = {"address_note": OFFICE | CHAIRS, "send_note": OFFICE | CHAIRS}
LETTER_ACTS = {
    "change_letter": OFFICE, "mark_sent": OFFICE, "correct_sending": OFFICE, "register_reply": OFFICE, "follow_up": OFFICE,
    "cancel_consultation": OFFICE, "rule_on_state": CHAIRS,
}  # fmt: skip


def who_may(cast, verb, thing):
    forget(cast)
    return {name for name in EVERYBODY if getattr(cast, name).has_perm(f"decisions.{verb}", thing)}


@pytest.mark.parametrize(
    ("acts", "kind"),
    [(DECISION_ACTS, "decision"), (ROUND_ACTS, "round"), (LETTER_ACTS, "letter"), (NOTE_ACTS, "note")],
)
def test_exactly_these_may(cast, acts, kind):
    round_ = an_open_round(cast, proposer=cast.orgs.unicef)
    thing = {"decision": round_.decision, "round": round_}.get(kind)
    if kind == "letter":
        with at(MONDAY):
            thing = state_track.draft_letter(round_.decision, by=cast.aizada, counterpart=cast.orgs.sms)
    assert {verb: who_may(cast, verb, thing) for verb in acts} == acts


def test_the_table_names_every_act():
    listed = {*DECISION_ACTS, *ROUND_ACTS, *LETTER_ACTS, *NOTE_ACTS}
    there = {
        move.name
        for flow in (DECISION, ROUND, STATE_TRACK, NOTE)
        for move in flow.moves
        if not move.is_creation
    }
    assert there - listed == set()
    assert listed <= {verb.partition(".")[2] for verb in ACTS}


def test_a_member_may_not_act_on_what_another_member_proposed(cast):
    with at(MONDAY):
        forget(cast)
        decision = a_proposal(cast, proposer=cast.orgs.unicef)
        for name in ("temir", "leila"):
            with pytest.raises(NotPermitted):
                register.add_paper(decision, by=getattr(cast, name), title="x", upload=None)


def test_the_portal_does_only_what_the_clock_does():
    people_only = {
        "answer", "record_answer", "confirm_answer", "consent", "stop_round", "open_round", "extend_round",
        "prepare_round", "withdraw", "escalate", "defer", "rule_on_state", "judge_state_concern", "rule_state_concern",
        "contest_state_concern", "register_reply", "explain_position",
    }  # fmt: skip
    assert not [verb for verb in people_only if ACTS[f"decisions.{verb}"].automatic]
