"""Random lives of minutes: any actor, any move, any day (DESIGN 7.4; RULES R6.33)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decisions.states import DecisionState
from foundation.audit.models import Act
from foundation.core.workflow import THE_PORTAL, Refused
from foundation.review import workflow as review
from foundation.review.models import Proposal
from meetings.states import MINUTES_MAP, MinutesState
from meetings.workflow import minutes as life
from tests.cast import make_the_cast
from tests.meetings.held import a_held_meeting, draft_minutes

ACTORS = ("aizada", "aiko", "temir", "leila", "ingrid", "tomas", "portal")
MOVES = ("send", "propose", "accept", "decline", "revise", "close", "approve", "return")
STEPS = st.lists(st.tuples(st.sampled_from(ACTORS), st.sampled_from(MOVES), st.integers(0, 4)), max_size=16)
# A life that goes through, so that approval is visited too.
GOOD = [
    ("aizada", "send", 0), ("temir", "propose", 1), ("aizada", "accept", 0), ("aizada", "revise", 0),
    ("portal", "close", 40), ("ingrid", "approve", 0), ("tomas", "approve", 0),
]  # fmt: skip


class Undone(Exception):
    """Rolls one example back."""


LIFE = {
    "send": life.send_for_review,
    "close": life.close_review,
    "revise": life.issue_revision,
    "approve": life.approve,
    "return": lambda minutes, *, by: life.return_to_review(minutes, by=by, reason="Once more."),
}


def make(move, minutes, actor, user):
    """Try one move; what refuses, refuses."""
    if move in LIFE:
        return LIFE[move](minutes, by=user)
    if minutes.text is None:
        raise Refused("nothing to remark on")
    return propose(minutes, actor, user) if move == "propose" else answer(move, user)


def propose(minutes, actor, user):
    """Propose other words for the decision, in the name of the actor's organisation."""
    decision = minutes.text.latest.paragraphs.get(is_decision=True)
    voice = {"aiko": "unicef", "temir": "fao", "leila": "unhcr"}.get(actor, "iom")
    wording = f"The Network adopts it, says {voice} on {timezone.now():%d %H}."
    review.propose_wording(
        minutes.text, by=user, paragraph=decision, wording=wording, why="", voice=voice, voice_name=voice
    )


def answer(move, user):
    """Accept or decline the first proposal that is open."""
    proposal = Proposal.objects.filter(state="open").first()
    if proposal is None:
        raise Refused("nothing to answer")
    review.accept(proposal, by=user) if move == "accept" else review.decline(proposal, by=user, reason="No.")


def live(cast, minutes, steps):
    """Walk the steps and check after each what must never be false."""
    at = timezone.now()
    for actor, move, days in steps:
        at += timedelta(days=days)
        with time_machine.travel(at, tick=False):
            for name in ("aizada", "aiko", "temir", "leila", "ingrid", "tomas"):
                getattr(cast, name).__dict__.pop("_standing", None)
            user = THE_PORTAL if actor == "portal" else getattr(cast, actor)
            before, acts = (minutes.state, minutes.review_ends), Act.objects.count()
            try:
                with transaction.atomic():
                    make(move, minutes, actor, user)
            except Refused:
                minutes.refresh_from_db()
                assert ((minutes.state, minutes.review_ends), Act.objects.count()) == (before, acts)
            except AttributeError:
                # THE_PORTAL is nobody: an act that is not automatic cannot even ask it.
                minutes.refresh_from_db()
            minutes.refresh_from_db()
            always(minutes, before[0])


def always(minutes, before):
    """What holds after every step."""
    assert minutes.state == before or minutes.state in MINUTES_MAP[before]
    decision = minutes.entries.get().decisions.get()
    if minutes.state == MinutesState.APPROVED:
        approvals = list(minutes.approvals.filter(text_hash=minutes.text_hash))
        assert {row.office for row in approvals} == {"co-chair-rc", "co-chair-iom"}
        assert minutes.text.latest.text_hash == minutes.text_hash
        assert not Proposal.objects.filter(state="open").exists()
        assert decision.state == DecisionState.IMPLEMENTED
        assert minutes.text.latest.paragraphs.get(is_decision=True).html == f"<p>{decision.text}</p>"
    else:
        assert decision.state in (DecisionState.DRAFT, DecisionState.PROPOSED)
        assert minutes.symbol == ""


@pytest.mark.django_db
def test_any_life_of_minutes_stays_on_the_map():
    cast = make_the_cast()
    minutes = draft_minutes(cast, a_held_meeting(cast))
    seen = set()

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def walk(steps):
        try:
            with transaction.atomic():
                minutes.refresh_from_db()
                live(cast, minutes, steps)
                seen.add(minutes.state)
                raise Undone
        except Undone:
            pass

    walk()
    with transaction.atomic():
        minutes.refresh_from_db()
        live(cast, minutes, GOOD)
    assert minutes.state == MinutesState.APPROVED
    assert MinutesState.DRAFT in seen
