"""Many hands at the same instant, on a real PostgreSQL: one outcome, and no word is lost (RULES R4.17 to R4.21).

Every act on a round locks its decision first (`Move._lock`, `close_round`). Without that lock the objection and
the close pass each other here: the close counts before the objection is committed and adopts against it.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from decisions.models import Answer, Decision, Round
from decisions.states import AnswerKind
from decisions.workflow import answers, closing, rounds
from decisions.workflow import decisions as life
from foundation.audit.models import Act
from foundation.core.workflow import Refused
from members.states import Role
from tests.cast import make_the_cast
from tests.decisions.consulted import MONDAY, a_proposal, an_open_round, at, forget
from tests.factories.members import (
    OrganisationFactory,
    ParticipationFactory,
    PersonWithAccountFactory,
    RepresentationFactory,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def at_once(*deeds):
    """Do them all at the same moment; True where it was done, False where it was refused."""
    barrier = Barrier(len(deeds))

    def do(deed):
        try:
            barrier.wait()
            deed()
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def says(round_, user, organisation, kind, **more):
    return lambda: answers.answer(
        Round.objects.get(pk=round_.pk),
        by=user,
        organisation=organisation,
        kind=kind,
        words="Because.",
        **more,
    )


def closes(round_):
    return lambda: closing.close_round(Round.objects.get(pk=round_.pk))


def ten_members(cast):
    """The focal points of ten members, with their organisations."""
    known = [(cast.aiko, cast.orgs.unicef), (cast.temir, cast.orgs.fao), (cast.leila, cast.orgs.unhcr),
             (cast.nurzat, cast.orgs.rco), (cast.chiara, cast.orgs.iom)]  # fmt: skip
    for _number in range(5):
        organisation = OrganisationFactory()
        ParticipationFactory(organisation=organisation)
        person = PersonWithAccountFactory(organisation=organisation)
        RepresentationFactory(person=person, organisation=organisation, role=Role.FOCAL_POINT)
        known.append((person.user, organisation))
    return known


@pytest.mark.parametrize("when", ["before", "at"])
def test_ten_members_answer_and_one_objects_while_the_clock_closes_twice(when):
    """RULES R4.17, R4.18, R4.20."""
    cast = make_the_cast()
    members = ten_members(cast)
    for turn in range(4):
        round_ = an_open_round(cast, text=f"Text {turn}.")
        said = [says(round_, user, place, AnswerKind.NO_OBJECTION) for user, place in members]
        objects = says(round_, cast.temir, cast.orgs.fao, AnswerKind.OBJECTION)
        with at(round_.ends_at - timedelta(microseconds=when == "before")):
            forget(cast)
            done = at_once(*said, objects, closes(round_), closes(round_))
        assert all(done[:11])
        assert done[11:].count(True) == (when == "at")
        assert Answer.objects.filter(seat__round=round_).count() == 11
        if when == "before":
            continue
        decision = Decision.objects.get(pk=round_.decision_id)
        assert decision.state == "implemented", "Who objects at the very instant of the deadline is late."
        assert not Answer.objects.filter(seat__round=round_, is_late=False).exists()
        assert Act.objects.filter(verb="decisions.adopt", subject_id=decision.pk).count() == 1


def test_an_objection_against_the_close_leaves_one_outcome():
    """RULES R4.17, R4.18: on a running clock whose deadline passes under the hands."""
    cast = make_the_cast()
    seen = set()
    for turn in range(6):
        round_ = an_open_round(cast, text=f"Text {turn}.")
        with time_machine.travel(round_.ends_at - timedelta(milliseconds=6 * turn), tick=True):
            forget(cast)
            objects = says(round_, cast.temir, cast.orgs.fao, AnswerKind.OBJECTION)
            at_once(objects, closes(round_), closes(round_), closes(round_))
        with at(round_.ends_at + timedelta(hours=1)):
            try:
                closing.close_round(round_)
            except Refused:
                assert Round.objects.get(pk=round_.pk).closed_at
        given = Answer.objects.get(seat__round=round_)
        decision = Decision.objects.get(pk=round_.decision_id)
        seen.add(given.is_late)
        assert decision.is_taken == given.is_late
        assert Round.objects.get(pk=round_.pk).state == ("agreed" if given.is_late else "broken")
    assert seen


def test_eight_clicks_open_once_and_declare_once():
    """RULES R3.12, R3.14, R4.15."""
    cast = make_the_cast()
    with at(MONDAY):
        forget(cast)
        round_ = rounds.prepare_round(a_proposal(cast), by=cast.aizada)
        for chair in (cast.ingrid, cast.tomas):
            rounds.consent(round_, by=chair)
        clicks = [lambda: rounds.open_round(Round.objects.get(pk=round_.pk), by=cast.aizada)] * 8
        assert at_once(*clicks).count(True) == 1
        decision = a_proposal(cast, text="Another.")
        life.place_on_agenda(decision, by=cast.aizada)
        today = timezone.localdate()
        declares = [
            lambda: closing.declare_adopted(
                Decision.objects.get(pk=decision.pk), by=cast.ingrid, adopted_on=today
            )
        ] * 8
        assert at_once(*declares).count(True) == 1
    decision.refresh_from_db()
    assert decision.symbol.endswith("/DEC/1")
    assert Act.objects.filter(verb="decisions.adopt").count() == 1


def test_extensions_and_the_close_do_not_both_happen():
    """RULES R4.18, R4.21."""
    cast = make_the_cast()
    for turn in range(4):
        round_ = an_open_round(cast, text=f"Text {turn}.")

        def more(round_=round_):
            rounds.extend_round(
                Round.objects.get(pk=round_.pk), by=cast.ingrid, working_days=1, reason="More."
            )

        with at(round_.ends_at - timedelta(microseconds=1)):
            forget(cast)
            done = at_once(more, closes(round_), more, closes(round_), more)
        assert [done[1], done[3]] == [False, False]
        assert done.count(True) == 2
        round_.refresh_from_db()
        assert round_.state == "open"
        with at(round_.ends_at):
            assert at_once(more, closes(round_), closes(round_)).count(True) == 1
        assert round_.extensions.count() == 2


def test_a_withdrawal_against_an_objection_never_hangs():
    """RULES R3.9, R4.17: both lock the decision first, so neither waits for the other for ever."""
    cast = make_the_cast()
    for turn in range(6):
        round_ = an_open_round(cast, text=f"Text {turn}.")

        def withdraw(round_=round_):
            life.withdraw(Decision.objects.get(pk=round_.decision_id), by=cast.aizada, reason="Not wanted.")

        with at(MONDAY):
            forget(cast)
            objects = says(round_, cast.temir, cast.orgs.fao, AnswerKind.OBJECTION)
            objected, withdrawn = at_once(objects, withdraw)
        assert withdrawn
        assert Answer.objects.filter(seat__round=round_).count() == objected
        assert Decision.objects.get(pk=round_.decision_id).state == "withdrawn"
