"""The machinery of moves: state, permission, lock, act (DESIGN of the workflow; RULES R9.49)."""

import threading

import pytest
import rules
from django.db import ProgrammingError, connection, transaction
from django.db.utils import DatabaseError, InternalError
from django.utils.translation import gettext_lazy as _

from decisions.models import ActionPoint
from decisions.states import ACTION_MAP, ActionState
from foundation.accounts.models import User
from foundation.audit.models import Act
from foundation.audit.states import Hat
from foundation.core.workflow import ACTS, THE_PORTAL, NotPermitted, Refused, Workflow
from members.models import Organisation

is_allowed = rules.predicate(lambda user, obj: user.email == "may@demo.example")


@pytest.fixture(scope="module")
def errands():
    """A workflow of the test's own on action points, taken out of the registers afterwards."""
    flow = Workflow("errands", ActionState, ACTION_MAP)
    word = {"may": is_allowed, "hat": Hat.SECRETARIAT, "label": _("Finish"), "done": _("Finished")}

    @flow.move(ActionState.OPEN, to=ActionState.DONE, automatic=True, **word)
    def finish(errand, *, by, reason=""):
        errand.done_on = errand.due_on

    @flow.move(
        ActionState.OPEN, to=ActionState.DROPPED, missing=lambda errand: ["It is still wanted."], **word
    )
    def drop_it(errand, *, by):
        pass

    @flow.act(**word)
    def fail_halfway(errand, *, by):
        errand.text = "half written"
        errand.save()
        raise Refused("Not today.")

    yield {"flow": flow, "finish": finish, "drop": drop_it, "fail": fail_halfway}
    for move in flow.moves:
        rules.remove_perm(move.verb)
        del ACTS[move.verb]


@pytest.fixture
def errand(db):
    owner = Organisation.objects.create(slug="x", kind="un-entity", name="X", acronym="X")
    return ActionPoint.objects.create(text="Buy paper", owner=owner, due_on="2026-12-01")


@pytest.fixture
def may(db):
    return User.objects.create_user("may@demo.example", "May")


@pytest.fixture
def may_not(db):
    return User.objects.create_user("maynot@demo.example", "Maynot")


def test_a_move_changes_the_state_and_leaves_one_act(errands, errand, may):
    errands["finish"](errand, by=may, reason="Bought.")
    act = Act.objects.about(errand).get()
    assert (act.verb, act.before, act.after, act.reason, act.hat, act.actor) == (
        "errands.finish", "open", "done", "Bought.", "secretariat", may,
    )  # fmt: skip


def test_who_may_not_is_refused_and_nothing_changes(errands, errand, may_not):
    with pytest.raises(NotPermitted):
        errands["finish"](errand, by=may_not)
    errand.refresh_from_db()
    assert (errand.state, Act.objects.count()) == ("open", 0)


def test_a_move_that_the_state_does_not_allow_is_refused_with_a_sentence(errands, errand, may):
    errands["finish"](errand, by=may)
    with pytest.raises(Refused, match="not possible any more"):
        errands["finish"](errand, by=may)
    assert Act.objects.count() == 1


def test_what_is_missing_hides_the_button_and_refuses_the_move(errands, errand, may):
    assert errands["flow"].open_to(may, errand) == [errands["finish"], errands["fail"]]
    with pytest.raises(Refused, match="still wanted"):
        errands["drop"](errand, by=may)


def test_a_refusal_halfway_leaves_nothing_behind(errands, errand, may):
    with pytest.raises(Refused):
        errands["fail"](errand, by=may)
    assert ActionPoint.objects.get().text == "Buy paper"


def test_the_portal_makes_automatic_moves_only(errands, errand):
    with pytest.raises(NotPermitted):
        errands["fail"](errand, by=THE_PORTAL)
    errands["finish"](errand, by=THE_PORTAL)
    assert Act.objects.get().hat == "portal"


def test_a_move_off_the_map_fails_when_it_is_declared(errands):
    with pytest.raises(TypeError, match="not on the map"):
        errands["flow"].move(
            ActionState.DONE, to=ActionState.DROPPED, may=is_allowed, hat=Hat.SELF, label="", done=""
        )


def test_a_row_that_was_deleted_meanwhile_is_refused(errands, errand, may):
    ActionPoint.objects.all().delete()
    with pytest.raises(Refused, match="no longer exists"):
        errands["finish"](errand, by=may)


def test_postgresql_refuses_a_change_of_state_off_the_map(errand):
    ActionPoint.objects.filter(pk=errand.pk).update(state="done", done_on="2026-12-01")
    with pytest.raises((InternalError, ProgrammingError, DatabaseError)), transaction.atomic():
        ActionPoint.objects.filter(pk=errand.pk).update(state="dropped", done_on=None)


def test_postgresql_refuses_to_change_or_delete_an_act(errands, errand, may):
    errands["finish"](errand, by=may)
    for statement in ("UPDATE audit_act SET verb = 'x'", "DELETE FROM audit_act"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_finish_it_once(errands, errand, may):
    outcomes = []
    start = threading.Barrier(8)

    def click():
        start.wait()
        try:
            errands["finish"](ActionPoint.objects.get(pk=errand.pk), by=may)
            outcomes.append("done")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _click in range(8)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert sorted(outcomes) == ["done"] + ["refused"] * 7
    assert Act.objects.count() == 1
