"""Any sequence of acts: nothing is published without two valid keys over the very text (RULES R7.39, R7.40).

The machine tries every act in every state, by whoever, publishes at once, at the end of an embargo and by SQL
whenever it likes, corrects and retracts; after each step what stands in the database is held against the rule.
"""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decisions.states import AnswerKind
from foundation.core.workflow import Refused
from members.states import CO_CHAIR_OFFICES
from statements.canonical import canonical_text, hash_of
from statements.models import Publication, Statement
from statements.states import OUT, StatementState
from statements.tasks_publishing import publish_after_embargo
from statements.workflow import clearance, correcting, publishing, statements
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


def put_under_embargo(cast, statement):
    publishing.embargo(statement, by=cast.aizada, until=timezone.now() + timedelta(hours=5))


def embargo_ends(cast, statement):
    if statement.state == S.EMBARGOED:
        with time_machine.travel(statement.embargo_until, tick=False):
            publish_after_embargo()


def lift_embargo(cast, statement):
    publishing.lift_embargo(statement, by=cast.aizada)


def in_all_languages(words):
    return {"en": words, "ru": f"{words} (ru)"}


def propose_corrigendum(cast, statement):
    correcting.propose_corrigendum(
        statement, by=cast.aizada, words=in_all_languages(f"Read six, {timezone.now()}."), reason="A slip"
    )


def agree(cast, statement, user):
    waiting = correcting.open_corrigendum(statement)
    correcting.agree_to_corrigendum(statement, by=user, text_hash=waiting.text_hash if waiting else "")


def agree_rc(cast, statement):
    agree(cast, statement, cast.ingrid)


def agree_iom(cast, statement):
    agree(cast, statement, cast.tomas)


def drop_corrigendum(cast, statement):
    correcting.drop_corrigendum(statement, by=cast.aizada)


def retract(cast, statement):
    correcting.retract(statement, by=cast.tomas, words=in_all_languages("We do not stand by it."))


def withdraw(cast, statement):
    statements.withdraw_statement(statement, by=cast.ingrid, reason="Not now.")


def take_back_by_sql(cast, statement):
    _sql(statement, "draft")


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
    give_back, hold, withdraw, publish, put_under_embargo, embargo_ends, lift_embargo, propose_corrigendum, agree_rc,
    agree_iom, drop_corrigendum, retract, publish_by_sql, sign_by_sql, void_by_sql, change_by_sql, take_back_by_sql,
)  # fmt: skip
# The ways to two keys and beyond, so that the tries around them begin from every place on them.
ON_THE_WAY = (ask, run_out, sign_rc, sign_iom)
AFTERWARDS = (propose_corrigendum, agree_rc, agree_iom, retract)
WAYS = (
    (*ON_THE_WAY, publish, *AFTERWARDS),
    (*ON_THE_WAY, put_under_embargo, embargo_ends, *AFTERWARDS),
)


def what_must_hold(statement):
    statement = Statement.objects.get(pk=statement.pk)
    digest = hash_of(canonical_text(statement))
    live = list(statement.signatures.live())
    assert all(key.text_hash == digest for key in live), "A signature is kept over changed text."
    needed = {S.SIGNED_BY_ONE: 1, S.SIGNED: 2, S.EMBARGOED: 2} | dict.fromkeys(OUT, 2)
    assert len(live) == needed.get(statement.state, 0)
    if len(live) > 1:
        assert {key.office for key in live} == set(CO_CHAIR_OFFICES)
        assert len({key.person_id for key in live}) == 2
    what_is_out_was_signed(statement, live)
    return statement


def what_is_out_was_signed(statement, live):
    """A publication is there if and only if the statement is out, and says word by word what both signed."""
    published = Publication.objects.filter(statement=statement).first()
    assert (published is not None) == (statement.state in OUT)
    if published is None:
        return
    body = canonical_text(statement)
    assert published.canonical.body == body
    assert published.text_hash == hashlib.sha256(body.encode()).hexdigest()
    assert {key.text_hash for key in live} == {published.text_hash}
    assert {one["office"] for one in published.signers} == set(CO_CHAIR_OFFICES)
    for text in published.texts.all():
        assert text.title in body
        assert all(one["words"] in body for one in text.paragraphs)
    for one in statement.corrigenda.exclude(issued_at=None):
        keys = list(one.keys.all())
        assert {key.office for key in keys} == set(CO_CHAIR_OFFICES)
        assert {key.text_hash for key in keys} == {one.text_hash}
    assert hasattr(statement, "retraction") == (statement.state == S.RETRACTED)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    way=st.sampled_from(WAYS), far=st.integers(0, 10),
    tries=st.lists(st.sampled_from(ACTS), min_size=1, max_size=5),
)  # fmt: skip
def test_no_sequence_publishes_without_both_keys_nor_keeps_a_key_over_changed_text(cast, way, far, tries):
    with transaction.atomic():
        statement = spoken.drafted(cast, languages=("en", "ru"))
        for act in (*way[:far], *tries):
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


@pytest.mark.parametrize("way", WAYS)
def test_the_ways_themselves_lead_to_two_keys_publication_corrigendum_and_retraction(cast, way):
    statement = spoken.drafted(cast, languages=("en", "ru"))
    states = []
    for act in way:
        act(cast, Statement.objects.get(pk=statement.pk))
        states.append(what_must_hold(statement).state)
    assert states[3] == S.SIGNED
    assert states[-4:] == [S.PUBLISHED, S.PUBLISHED, S.CORRECTED, S.RETRACTED]
    statement.refresh_from_db()
    for act in (edit, publish, give_back):
        with pytest.raises(Refused):
            act(cast, statement)
