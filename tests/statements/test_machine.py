"""Any sequence of acts: nothing is published without two valid keys over the very text (RULES R7.39, R7.40).

The machine tries every act in every state, by whoever, and publishes by SQL whenever it likes; after each step
what stands in the database is held against the rule.
"""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decisions.states import AnswerKind
from foundation.core.workflow import Refused
from members.states import CO_CHAIR_OFFICES
from statements.canonical import canonical_text, hash_of
from statements.models import Statement
from statements.states import StatementState
from statements.workflow import clearance, publishing, statements
from tests.statements import spoken

S = StatementState


def ask(cast, statement):
    clearance.request_clearance(statement, by=cast.aizada)


def all_clear(cast, statement):
    round_ = statements.round_of(statement)
    for seat in round_.seats.all() if round_ else ():
        row = seat.organisation.representations.on().filter(person__user__isnull=False).first()
        if row:
            clearance.clear(
                statement, by=row.person.user, organisation=seat.organisation, kind=AnswerKind.CLEARED
            )


def run_out(cast, statement):
    if statement.state == S.IN_CLEARANCE:
        with spoken.after_the_clock(statement):
            clearance.close_if_due(statement)


def object_(cast, statement):
    clearance.clear(
        statement, by=cast.temir, organisation=cast.orgs.fao, kind=AnswerKind.OBJECTION, words="Not so."
    )


def edit(cast, statement):
    spoken.write(cast, statement, "en", title=f"Title {timezone.now()}", voids=True)


def edit_unasked(cast, statement):
    spoken.write(cast, statement, "en", title=f"Title {timezone.now()}")


def translate(cast, statement):
    spoken.write(cast, statement, "ru", title=f"Заголовок {timezone.now()}", voids=True)


def sign_rc(cast, statement):
    spoken.sign(statement, cast.ingrid)


def sign_iom(cast, statement):
    spoken.sign(statement, cast.tomas)


def sign_what_was_seen_before(cast, statement):
    spoken.sign(statement, cast.tomas, text_hash="0" * 64)


def give_back(cast, statement):
    statements.return_statement(statement, by=cast.ingrid, reason="Not yet.")


def hold(cast, statement):
    clearance.hold_clearance(statement, by=cast.aizada, reason="Wait.")


def _sql(statement, state, **facts):
    sets = "".join(f", {name} = %s" for name in facts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE statements_statement SET state = %s{sets} WHERE id = %s",
            [state, *facts.values(), statement.pk],
        )


def publish_by_sql(cast, statement):
    now = timezone.now()
    _sql(statement, "published", published_at=now, signed_at=statement.signed_at or now)


def publish(cast, statement):
    publishing.publish(statement, by=cast.aizada)


def sign_by_sql(cast, statement):
    _sql(statement, "signed", signed_at=timezone.now())


def void_by_sql(cast, statement):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE statements_signature SET voided_at = now(), voided_because = 'returned' WHERE statement_id = %s",
            [statement.pk],
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def change_by_sql(cast, statement):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE statements_statementtext SET current_id = NULL WHERE language = 'ru'")


ACTS = (
    ask, all_clear, run_out, object_, edit, edit_unasked, translate, sign_rc, sign_iom, sign_what_was_seen_before,
    give_back, hold, publish, publish_by_sql, sign_by_sql, void_by_sql, change_by_sql,
)  # fmt: skip
# The way to two keys, so that the tries around it begin from every place on it.
ON_THE_WAY = (ask, run_out, sign_rc, sign_iom)


def what_must_hold(statement):
    statement = Statement.objects.get(pk=statement.pk)
    digest = hash_of(canonical_text(statement))
    live = list(statement.signatures.live())
    assert all(key.text_hash == digest for key in live), "A signature is kept over changed text."
    needed = {S.SIGNED_BY_ONE: 1, S.SIGNED: 2, S.EMBARGOED: 2, S.PUBLISHED: 2}.get(statement.state, 0)
    assert len(live) == needed
    if needed > 1:
        assert {key.office for key in live} == set(CO_CHAIR_OFFICES)
        assert len({key.person_id for key in live}) == 2
    return statement


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(way=st.integers(0, 4), tries=st.lists(st.sampled_from(ACTS), min_size=1, max_size=5))
def test_no_sequence_publishes_without_both_keys_nor_keeps_a_key_over_changed_text(cast, way, tries):
    with transaction.atomic():
        statement = spoken.drafted(cast, languages=("en", "ru"))
        for act in (*ON_THE_WAY[:way], *tries):
            try:
                with transaction.atomic():
                    act(cast, Statement.objects.get(pk=statement.pk))
                    with connection.cursor() as cursor:
                        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            except (Refused, DatabaseError):
                pass
            what_must_hold(statement)
        transaction.set_rollback(True)


def test_the_way_itself_leads_to_two_keys_and_then_publication(cast):
    statement = spoken.drafted(cast, languages=("en", "ru"))
    for act in ON_THE_WAY:
        act(cast, Statement.objects.get(pk=statement.pk))
        what_must_hold(statement)
    statement.refresh_from_db()
    publish(cast, statement)
    assert what_must_hold(statement).state == S.PUBLISHED
    with pytest.raises(Refused):
        edit(cast, statement)
