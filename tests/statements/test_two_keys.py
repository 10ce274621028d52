"""Two keys on one text (RULES R7.37 to R7.40): what the workflows say, and what PostgreSQL says by itself."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from decisions.models import Round
from decisions.states import AnswerKind, RoundState, StateConcern
from foundation.core.workflow import NotPermitted, Refused, Stale
from members.states import Office
from statements.canonical import canonical_text, hash_of
from statements.models import Signature, Statement
from statements.states import AuthenticatedBy, StatementState, VoidedBecause
from statements.workflow import clearance, publishing, reading, statements, texts
from statements.workflow.statements import round_of
from tests.factories import members
from tests.statements import spoken

S, K = StatementState, AnswerKind


def sql(query, *params):
    """Run SQL as somebody at the database would, with all that is checked at the end checked at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, params)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def in_database(statement):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statements_canonical_text(%s), statements_canonical_hash(%s)",
            [statement.pk, statement.pk],
        )
        return cursor.fetchone()


def test_the_reference_is_the_same_in_all_languages_and_given_at_once_r8_45(cast):
    statement = spoken.drafted(cast)
    year = timezone.localdate().year
    assert statement.symbol == f"UNMN-KG/{year}/STM/1"
    assert canonical_text(statement).count(statement.symbol) == 1


def test_canonical_text_says_master_and_translation_in_order_r7_40(cast):
    body = canonical_text(spoken.drafted(cast))
    places = [body.index(line) for line in ("[en] master text", "[ky] translation", "[ru] translation")]
    assert places == sorted(places)
    assert "# Nobody is left behind at the border\n1. We ask all" in body


@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.lists(
        st.text(
            st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co"), blacklist_characters="#"), min_size=1, max_size=40
        ).filter(lambda one: one.strip()),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_postgresql_computes_the_same_canonical_text_from_what_is_stored_r7_39(cast, words):
    with transaction.atomic():
        statement = spoken.begun(cast, languages=("en",))
        spoken.write(cast, statement, "en", draft="\n\n".join(words))
        body = canonical_text(statement)
        assert in_database(statement) == (body, hash_of(body))
        assert statement.text_hash == hash_of(body)
        transaction.set_rollback(True)


@pytest.mark.parametrize("order", [("ingrid", "tomas"), ("tomas", "ingrid")])
def test_both_co_chairs_sign_in_any_order_r7_39(cast, order):
    statement = spoken.cleared(cast)
    spoken.sign(statement, getattr(cast, order[0]))
    assert statement.state == S.SIGNED_BY_ONE
    assert statement.signed_at is None
    spoken.sign(statement, getattr(cast, order[1]))
    assert statement.state == S.SIGNED
    assert {one.text_hash for one in statement.signatures.live()} == {statement.text_hash}
    assert statement.signed_at is not None


def test_one_co_chair_does_not_sign_twice_r7_39(cast):
    statement = spoken.cleared(cast)
    spoken.sign(statement, cast.ingrid)
    with pytest.raises(Refused, match="signed already"):
        spoken.sign(statement, cast.ingrid)


@pytest.mark.parametrize("who", ["aizada", "aiko", "kubanych", "anara", "kwame"])
def test_nobody_but_a_co_chair_signs_r7_39(cast, who):
    with pytest.raises(NotPermitted):
        spoken.sign(spoken.cleared(cast), getattr(cast, who))


def test_who_saw_another_text_signs_nothing_r7_39(cast):
    statement = spoken.cleared(cast)
    seen = statement.text_hash
    spoken.write(cast, statement, "ky", title="Башка аталыш")
    with pytest.raises(Refused, match="changed since you opened"):
        spoken.sign(statement, cast.ingrid, text_hash=seen)


@pytest.mark.parametrize(
    "proof",
    [
        {"authenticated_at": timedelta(minutes=5, seconds=1)},
        {"authenticated_at": timedelta(seconds=-1)},
        {"authenticated_by": "password"},
        {"authenticated_by": AuthenticatedBy.DEMO},
    ],
)
def test_one_signs_after_a_fresh_passkey_or_second_factor_only_r7_39(cast, proof, settings):
    settings.DEMO = False
    statement = spoken.cleared(cast)
    if isinstance(proof.get("authenticated_at"), timedelta):
        proof = {"authenticated_at": timezone.now() - proof["authenticated_at"]}
    with pytest.raises(Refused, match="Sign in once more"):
        spoken.sign(statement, cast.ingrid, **proof)


def test_an_officer_in_charge_signs_for_the_holder_with_the_dates_of_the_delegation_r10_53(cast):
    statement = spoken.cleared(cast)
    today = timezone.localdate()
    members.AppointmentFactory(
        person=cast.temir.person, office=Office.CO_CHAIR_RC, is_in_charge=True,
        starts_on=today - timedelta(days=1), ends_on=today,
    )  # fmt: skip
    vars(cast.temir).pop("_standing", None)
    key = spoken.sign(statement, cast.temir)
    assert (key.is_in_charge, key.signs_for, key.delegated_until) == (True, cast.ingrid.person.name, today)
    with pytest.raises(Refused, match="office has signed"):
        spoken.sign(statement, cast.ingrid)
    spoken.sign(statement, cast.tomas)
    assert statement.state == S.SIGNED


def test_one_person_does_not_turn_both_keys_r7_39(cast):
    statement = spoken.cleared(cast)
    members.AppointmentFactory(
        person=cast.ingrid.person, office=Office.CO_CHAIR_IOM, is_in_charge=True,
        starts_on=timezone.localdate(), ends_on=timezone.localdate(),
    )  # fmt: skip
    spoken.sign(statement, cast.ingrid)
    with pytest.raises(Refused, match="signed already"):
        spoken.sign(statement, cast.ingrid)


def test_a_changed_letter_voids_both_signatures_and_shows_what_changed_r7_39(cast):
    statement = spoken.signed(cast)
    with pytest.raises(Refused, match="voids the signatures"):
        spoken.write(cast, statement, "en", draft=spoken.WORDS["en"][1].replace("thank", "thanks"))
    spoken.write(cast, statement, "en", draft=spoken.WORDS["en"][1].replace("thank", "thanks"), voids=True)
    assert statement.state == S.CLEARED
    lost = reading.lost_signatures(statement)
    assert {one.voided_because for one in lost} == {VoidedBecause.TEXT_CHANGED}
    assert len(lost) == 2
    assert {one.voided_for_id for one in lost} == {texts.text_in(statement, "en").current_id}
    (change,) = reading.changes_since(lost[0].canonical, statement)
    assert change.language == "en"
    assert "<del>thank</del> <ins>thanks</ins>" in change.paragraphs[0]["redline"]


def test_a_text_saved_without_a_change_keeps_the_signatures(cast):
    statement = spoken.signed(cast)
    with pytest.raises(Refused, match="Nothing was changed"):
        spoken.write(cast, statement, "en", voids=True)
    assert statement.signatures.live().count() == 2


def test_what_two_people_write_at_once_is_shown_to_the_second(cast):
    statement = spoken.drafted(cast)
    seen = texts.text_in(statement, "en").current_id
    spoken.write(cast, statement, "en", title="Another title")
    with pytest.raises(Stale):
        texts.write_text(
            statement, by=cast.pavel, language="en", title="A third", draft="Words.", expected=seen
        )


def test_a_co_chair_returns_it_with_a_reason_and_both_signatures_fall_r7_39(cast):
    statement = spoken.signed(cast)
    with pytest.raises(Refused, match="reason"):
        statements.return_statement(statement, by=cast.tomas, reason=" ")
    statements.return_statement(statement, by=cast.tomas, reason="The second paragraph is not ours to say.")
    assert statement.state == S.DRAFT
    assert not statement.signatures.live().exists()


def test_nobody_signs_while_a_language_required_is_missing_r7_40(cast):
    statement = spoken.begun(cast)
    spoken.write(cast, statement, "en")
    clearance.request_clearance(statement, by=cast.aizada)
    with spoken.after_the_clock(statement):
        clearance.close_if_due(statement)
    statement.refresh_from_db()
    with pytest.raises(Refused, match="Kyrgyz"):
        spoken.sign(statement, cast.ingrid)


@pytest.mark.parametrize("answer", [StateConcern.YES, StateConcern.TO_RULE])
def test_nobody_signs_while_the_state_is_to_be_consulted_r7_40(cast, answer):
    statement = spoken.cleared(cast, concerns_state=answer)
    with pytest.raises(Refused, match="state"):
        spoken.sign(statement, cast.ingrid)


# ── by SQL ──


def key_of(statement, office, person, **facts):
    values = {
        "statement_id": statement.pk, "canonical_id": statement.canonical_texts.last().pk, "text_hash": statement.text_hash,
        "office": office, "person_id": person.pk, "name": person.name, "hat": "", "is_in_charge": False, "signs_for": "",
        "appointment_id": person.appointments.first().pk, "authenticated_by": "passkey",
        "authenticated_at": timezone.now(), "signed_at": timezone.now(), "voided_because": "", "voided_reason": "",
    } | facts  # fmt: skip
    names = ", ".join(values)
    sql(
        f"INSERT INTO statements_signature ({names}) VALUES ({', '.join(['%s'] * len(values))})",
        *values.values(),
    )


def refused(words):
    return pytest.raises(DatabaseError, match=words)


def set_state(statement, state, **facts):
    sets = ", ".join(f"{name} = %s" for name in facts)
    sql(f"UPDATE statements_statement SET state = %s{', ' + sets if sets else ''} WHERE id = %s",
        state, *facts.values(), statement.pk)  # fmt: skip


def test_the_database_refuses_a_signature_over_another_text_r7_39(cast):
    statement = spoken.cleared(cast)
    with refused("not the text as it stands"):
        key_of(statement, "co-chair-rc", cast.ingrid.person, text_hash="0" * 64)


def test_the_database_refuses_a_signature_without_its_state_r7_39(cast):
    statement = spoken.cleared(cast)
    with refused("do not agree"):
        key_of(statement, "co-chair-rc", cast.ingrid.person)


def test_the_database_refuses_a_signature_on_a_draft_r7_39(cast):
    statement = spoken.asked(cast)
    with refused("Only a cleared statement"):
        key_of(statement, "co-chair-rc", cast.ingrid.person)


@pytest.mark.parametrize("state", ["signed", "embargoed", "published"])
def test_the_database_refuses_every_way_round_the_second_key_r7_39_r7_40(cast, state):
    statement = spoken.cleared(cast)
    spoken.sign(statement, cast.ingrid)
    with pytest.raises(DatabaseError):
        set_state(statement, state, signed_at=timezone.now(), published_at=timezone.now())


def test_the_database_refuses_to_change_a_signed_text_r7_39(cast):
    statement = spoken.signed(cast)
    text = texts.text_in(statement, "en")
    with refused("does not change while"):
        sql("UPDATE statements_statementtext SET current_id = NULL WHERE id = %s", text.pk)
    with refused("does not change while"):
        sql("DELETE FROM statements_statementtext WHERE id = %s", text.pk)
    with refused("does not change while"):
        sql("UPDATE statements_statement SET symbol = 'X' WHERE id = %s", statement.pk)
    with refused("does not change while"):
        sql("UPDATE statements_statement SET master_language = 'ru' WHERE id = %s", statement.pk)


def test_the_database_publishes_nothing_after_a_paragraph_was_slipped_in_r7_40(cast):
    statement = spoken.signed(cast)
    version = texts.text_in(statement, "en").current_id
    sql("SELECT 1")
    sql(
        "INSERT INTO review_paragraph (version_id, position, number, anchor, section, html, is_decision, voices) "
        "VALUES (%s, 99, 99, 'x', '', '<p>And one more thing.</p>', false, '{}')", version,
    )  # fmt: skip
    with refused("Both co-chairs sign the same text|has its snapshot"):
        set_state(statement, "published", published_at=timezone.now())


def test_what_both_signed_is_published_and_keeps_its_signatures_r7_40(cast):
    statement = spoken.signed(cast)
    publishing.publish(statement, by=cast.aizada)
    assert statement.is_out
    with refused("keeps its signatures"):
        sql("UPDATE statements_signature SET voided_at = now(), voided_because = 'returned'")


def test_the_database_does_not_publish_before_the_embargo_r7_40(cast):
    statement = spoken.signed(cast, embargo_until=timezone.now() + timedelta(hours=1))
    with refused("embargo|has its snapshot"):
        set_state(statement, "published", published_at=timezone.now())


def test_the_database_keeps_signatures_and_voids_them_with_the_state_only_r7_39(cast):
    statement = spoken.signed(cast)
    with refused("Cannot delete|signatures_are_kept"):
        sql("DELETE FROM statements_signature")
    with refused("never changed"):
        sql("UPDATE statements_signature SET text_hash = %s", "0" * 64)
    with refused("do not agree"):
        sql("UPDATE statements_signature SET voided_at = now(), voided_because = 'returned'")
    with refused("has to be voided first"):
        set_state(statement, "cleared", signed_at=None)


def test_the_database_clears_nothing_that_members_did_not_clear_r7_38(cast):
    statement = spoken.asked(cast)
    with refused("have not cleared"):
        set_state(statement, "cleared")
    with refused("being asked about"):
        sql("UPDATE statements_statementtext SET current_id = NULL WHERE statement_id = %s", statement.pk)
    with refused("clock of the clearance"):
        sql("UPDATE decisions_round SET state = 'agreed', closed_at = now() WHERE mode = 'clearance'")


def test_the_database_knows_no_tacit_lead_mandate_holder_r7_38(cast):
    statement = spoken.asked(cast, leads=[cast.orgs.unicef])
    ends = round_of(statement).ends_at
    with refused("expressly"):
        sql("UPDATE decisions_round SET state = 'agreed', closed_at = %s WHERE mode = 'clearance'", ends)
    assert Round.objects.get(pk=round_of(statement).pk).state == RoundState.OPEN
    assert Signature.objects.count() == 0
    assert Statement.objects.get().state == S.IN_CLEARANCE
