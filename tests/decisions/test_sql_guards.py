"""What PostgreSQL refuses whoever asks: raw SQL against each trigger and constraint of the procedure."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from decisions.models import Answer, Decision
from decisions.states import AnswerKind
from decisions.workflow import answers, closing, register, rounds, state_track
from decisions.workflow import decisions as life
from tests.decisions.consulted import MONDAY, a_proposal, an_open_round, at, forget

# Which round the statement is about (open, objected, closed, prepared), what it says, what PostgreSQL answers.
OPEN = [
    ("UPDATE decisions_round SET version_id = version_id + 1 WHERE id = %(round)s", "frozen"),
    ("UPDATE decisions_round SET message = 'Another' WHERE id = %(round)s", "frozen"),
    ("UPDATE decisions_round SET mode = 'meeting' WHERE id = %(round)s", "frozen"),
    ("UPDATE decisions_round SET number = 9 WHERE id = %(round)s", "frozen"),
    ("UPDATE decisions_round SET opened_at = now() WHERE id = %(round)s", "frozen"),
    ("UPDATE decisions_round SET first_ends_at = now() WHERE id = %(round)s", "frozen"),
    ("UPDATE decisions_round SET ends_at = ends_at + interval '1 day' WHERE id = %(round)s", "Only an extension"),
    ("UPDATE decisions_round SET ends_at = NULL WHERE id = %(round)s", "Only an extension"),
    ("UPDATE decisions_round SET state = 'prepared' WHERE id = %(round)s", "Invalid transition"),
    ("DELETE FROM decisions_round WHERE id = %(round)s", "Cannot (update or )?delete"),
    ("UPDATE decisions_round SET state = 'agreed', closed_at = ends_at - interval '1 microsecond' "
     "WHERE id = %(round)s", "silence_is_not_over_before_its_deadline"),
    ("UPDATE decisions_round SET state = 'agreed' WHERE id = %(round)s", "round_closed_iff_dated"),
    ("UPDATE decisions_round SET closed_at = now() WHERE id = %(round)s", "round_closed_iff_dated"),
    ("UPDATE decisions_round SET period = 'urgent' WHERE id = %(round)s", "have_a_reason"),
    ("DELETE FROM decisions_seat WHERE round_id = %(round)s", "Cannot (update or )?delete"),
    ("UPDATE decisions_seat SET organisation_id = %(who)s WHERE round_id = %(round)s", "keeps its place"),
    ("INSERT INTO decisions_seat (round_id, organisation_id, names, is_touched, has_nobody, outcome) "
     "VALUES (%(round)s, %(who)s, '{}', false, false, '')", "list of members asked is frozen"),
    ("DELETE FROM decisions_answer WHERE id = %(answer)s", "Cannot (update or )?delete"),
    ("UPDATE decisions_answer SET kind = 'objection' WHERE id = %(answer)s", "never changed"),
    ("UPDATE decisions_answer SET is_late = true WHERE id = %(answer)s", "never changed"),
    ("UPDATE decisions_answer SET words = 'Other' WHERE id = %(answer)s", "never changed"),
    ("UPDATE decisions_decision SET state = 'implemented' WHERE id = %(decision)s", "Invalid transition"),
    ("UPDATE decisions_decision SET state = 'adopted' WHERE id = %(decision)s", "hash is not that of the text"),
    ("UPDATE decisions_decision SET state = 'adopted', text_hash = encode(sha256(text::bytea), 'hex'), "
     "adoption_mode = 'silence' WHERE id = %(decision)s", "not closed with agreement"),
    ("UPDATE decisions_decision SET symbol = 'X' WHERE id = %(decision)s", "taken_iff_dated"),
    ("UPDATE decisions_decision SET supersedes_id = id WHERE id = %(decision)s", "supersedes_another"),
    ("UPDATE decisions_textversion SET text = 'Other'", "Cannot update"),
    ("DELETE FROM decisions_textversion", "Cannot (update or )?delete"),
]  # fmt: skip


def refuses(statement, sentence, **values):
    with pytest.raises(DatabaseError, match=sentence), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def facts(cast, round_):
    answer = Answer.objects.filter(seat__round=round_).order_by("pk").first()
    return {
        "round": round_.pk, "decision": round_.decision_id, "who": cast.orgs.who.pk,
        "answer": answer.pk if answer else 0,
    }  # fmt: skip


@pytest.fixture
def open_round(cast):
    round_ = an_open_round(cast)
    with at(MONDAY):
        answers.answer(round_, by=cast.aiko, organisation=cast.orgs.unicef, kind=AnswerKind.NO_OBJECTION)
    return round_


@pytest.mark.parametrize(("statement", "sentence"), OPEN)
def test_an_open_round_is_frozen_and_its_words_are_kept(cast, open_round, statement, sentence):
    """R1.1, R2.4, R3.11, R4.15, R4.18."""
    refuses(statement, sentence, **facts(cast, open_round))


def test_a_decision_begins_as_a_draft(cast, open_round):
    """R3.9."""
    columns = [field.column for field in Decision._meta.concrete_fields if field.column != "id"]
    chosen = [
        "'proposed'" if name == "state" else "'N'" if name == "working_reference" else name
        for name in columns
    ]
    refuses(
        f"INSERT INTO decisions_decision ({', '.join(columns)}) SELECT {', '.join(chosen)} FROM decisions_decision "
        "WHERE id = %(decision)s", "begins as a draft", **facts(cast, open_round),
    )  # fmt: skip


def test_two_rounds_are_never_live_at_once(cast, open_round):
    """R4.15."""
    refuses(
        "INSERT INTO decisions_round (decision_id, number, mode, state, version_id, period, period_reason, message, "
        "override_reason, prepared_at) SELECT decision_id, 2, mode, 'prepared', version_id, period, '', '', '', now() "
        "FROM decisions_round WHERE id = %(round)s", "one_live_round", **facts(cast, open_round),
    )  # fmt: skip


def test_agreement_is_the_absence_of_objection(cast, open_round):
    """R4.17, R4.18."""
    with at(MONDAY):
        forget(cast)
        answers.answer(open_round, by=cast.temir, organisation=cast.orgs.fao, kind="objection", words="No.")
    refuses(
        "UPDATE decisions_round SET state = 'agreed', closed_at = ends_at WHERE id = %(round)s",
        "An objection stands", **facts(cast, open_round),
    )  # fmt: skip


ANSWER = (
    "INSERT INTO decisions_answer (seat_id, kind, words, wording, part, by_id, name, capacity, channel, received_at, "
    "recorded_at, is_late, waits_for_confirmation, recorded_by_id, message_id) "
    "SELECT seat_id, {kind}, {words}, '', '', by_id, name, capacity, {channel}, {received}, {recorded}, {late}, "
    "{waits}, NULL, NULL FROM decisions_answer WHERE id = %(answer)s"
)
SOUND = {
    "kind": "'no_objection'", "words": "''", "channel": "'portal'", "received": "%(now)s", "recorded": "%(now)s",
    "late": "false", "waits": "false",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"late": "true"}, "this answer is in time"),
        ({"recorded": "%(end)s"}, "this answer is late"),
        ({"kind": "'objection'"}, "answer_that_needs_words_has_them"),
        ({"kind": "'objection'", "words": "'No.'", "waits": "true"}, "an_objection_waits_for_nobody"),
        ({"channel": "'phone'"}, "names_who_recorded_it"),
        ({"channel": "'email'"}, "names_who_recorded_it|has_its_message"),
        ({"received": "%(end)s"}, "nothing_is_recorded_before_it_came"),
    ],
)
def test_an_answer_is_what_it_says(cast, open_round, changed, sentence):
    """R2.4, R2.5, R2.6, R4.16, R4.20."""
    moments = {"now": MONDAY, "end": open_round.ends_at}
    refuses(ANSWER.format(**SOUND | changed), sentence, **facts(cast, open_round), **moments)


def test_an_answer_to_a_prepared_round_is_refused(cast, open_round):
    """R4.15."""
    with at(MONDAY):
        forget(cast)
        prepared = rounds.prepare_round(a_proposal(cast, text="Other."), by=cast.aizada)
    statement = ANSWER.replace("SELECT seat_id", "SELECT %(seat)s").format(**SOUND)
    seat = prepared.seats.first().pk
    refuses(statement, "not open yet", **facts(cast, open_round), seat=seat, now=MONDAY)


EXTENSION = (
    "INSERT INTO decisions_extension (round_id, number, was, ends_at, reason, by_id, at) "
    "SELECT %(round)s, {number}, ends_at, {until}, {reason}, %(by)s, {at} FROM decisions_round WHERE id = %(round)s"
)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"number": "3"}, "at_most_twice"),
        ({"reason": "''"}, "extension_has_a_reason"),
        ({"at": "ends_at"}, "before_the_deadline"),
        ({"until": "ends_at"}, "before_the_deadline"),
    ],
)
def test_an_extension_comes_before_the_deadline_with_a_reason_at_most_twice(
    cast, open_round, changed, sentence
):
    """R4.21."""
    sound = {"number": "1", "until": "ends_at + interval '1 day'", "reason": "'More.'", "at": "%(now)s"}
    values = facts(cast, open_round) | {"by": cast.ingrid.person.pk, "now": MONDAY}
    refuses(EXTENSION.format(**sound | changed), sentence, **values)


def test_a_confirmation_after_the_deadline_is_late(cast, open_round):
    """R2.5, R4.20."""
    values = facts(cast, open_round) | {"by": cast.aiko.person.pk, "end": open_round.ends_at}
    refuses(
        "INSERT INTO decisions_confirmation (answer_id, by_id, at, is_late) VALUES (%(answer)s, %(by)s, %(end)s, false)",
        "this confirmation is late", **values,
    )  # fmt: skip


CLOSED = [
    (
        "UPDATE decisions_round SET state = 'open', closed_at = NULL WHERE id = %(round)s",
        "Invalid transition",
    ),
    (
        "UPDATE decisions_seat SET outcome = 'objection' WHERE round_id = %(round)s",
        "keeps its place and its outcome",
    ),
    ("UPDATE decisions_decision SET text = 'Other' WHERE id = %(decision)s", "Cannot update"),
    ("UPDATE decisions_decision SET title = 'Other' WHERE id = %(decision)s", "Cannot update"),
    ("UPDATE decisions_decision SET symbol = 'Other' WHERE id = %(decision)s", "Cannot update"),
    ("UPDATE decisions_decision SET adopted_at = now() WHERE id = %(decision)s", "Cannot update"),
    ("UPDATE decisions_decision SET adopted_on = '2037-01-01' WHERE id = %(decision)s", "Cannot update"),
    ("UPDATE decisions_decision SET text_hash = 'x' WHERE id = %(decision)s", "Cannot update"),
    ("UPDATE decisions_decision SET adoption_mode = 'x' WHERE id = %(decision)s", "Cannot update"),
    ("DELETE FROM decisions_decision WHERE id = %(decision)s", "Cannot (update or )?delete"),
    ("UPDATE decisions_corrigendum SET reason = 'x'", "Cannot update"),
    ("DELETE FROM decisions_corrigendum", "Cannot (update or )?delete"),
    ("UPDATE decisions_explanation SET text = 'x'", "Cannot update"),
    ("DELETE FROM decisions_explanation", "Cannot (update or )?delete"),
    ("UPDATE audit_act SET verb = 'x'", "Cannot update"),
    ("DELETE FROM audit_act", "Cannot (update or )?delete"),
]


@pytest.mark.parametrize(("statement", "sentence"), CLOSED)
def test_what_was_adopted_stays_as_it_was(cast, open_round, statement, sentence):
    """R3.13, R3.14, R9.49."""
    with at(open_round.ends_at):
        forget(cast)
        closing.close_round(open_round)
        decision = Decision.objects.get(pk=open_round.decision_id)
        register.issue_corrigendum(
            decision, by=cast.aizada, reads_now="sheet", should_read="sheets", reason="A slip."
        )
        register.explain_position(decision, by=cast.temir, organisation=cast.orgs.fao, text="We think.")
    refuses(statement, sentence, **facts(cast, open_round))


ADOPT = (
    "UPDATE decisions_decision SET state = 'adopted', adoption_mode = 'silence', symbol = 'S', "
    "adopted_at = now(), adopted_on = '2037-03-09', text_hash = encode(sha256(text::bytea), 'hex') {more} "
    "WHERE id = %(decision)s"
)


@pytest.mark.parametrize(
    ("concern", "sentence"),
    [("yes", "consultation of the state is not closed"), ("to_rule", "have not ruled")],
)
def test_adoption_waits_for_the_state(cast, concern, sentence):
    """R5.26."""
    round_ = an_open_round(cast, concerns_state=concern)
    with at(round_.ends_at):
        closing.close_round(round_)
    refuses(ADOPT.format(more=""), sentence, decision=round_.decision_id)


def test_another_text_or_another_mode_is_not_what_members_agreed_on(cast):
    """R3.11, R3.12."""
    round_ = an_open_round(cast, concerns_state="yes")
    with at(round_.ends_at):
        closing.close_round(round_)
    other = ADOPT.replace("'silence'", "'consensus_in_meeting'").format(more="")
    refuses(other, "mode of adoption", decision=round_.decision_id)
    text = ADOPT.replace("text::bytea", "'Other'::bytea").format(more=", text = 'Other'")
    refuses(text, "another text", decision=round_.decision_id)


def test_adoption_in_a_meeting_is_declared_and_never_without_consultation(cast):
    """R3.12."""
    with at(MONDAY):
        forget(cast)
        decision = a_proposal(cast)
        life.place_on_agenda(decision, by=cast.aizada)
        round_ = life.live_round(decision)
    meeting = ADOPT.replace("'silence'", "'consensus_in_meeting'").format(more="")
    refuses(meeting, "not closed with agreement", decision=decision.pk)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE decisions_round SET state = 'agreed', closed_at = now() WHERE id = %s", [round_.pk]
        )
    refuses(meeting, "co-chair declares", decision=decision.pk)


def test_nothing_is_adopted_of_which_nobody_was_asked(cast):
    """R3.12."""
    with at(MONDAY):
        decision = a_proposal(cast)
        life.place_on_agenda(decision, by=cast.aizada)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_round SET state = 'stopped', closed_at = now()")
    refuses(ADOPT.format(more=""), "Nobody was consulted", decision=decision.pk)


def test_two_broken_rounds_end_silence(cast):
    """R4.23."""
    with at(MONDAY):
        decision = a_proposal(cast)
        life.place_on_agenda(decision, by=cast.aizada)
        version = decision.versions.get()
        life.take_off_agenda(decision, by=cast.aizada)
    insert = (
        "INSERT INTO decisions_round (decision_id, number, mode, state, version_id, period, period_reason, message, "
        "override_reason, prepared_at, opened_at, ends_at, closed_at) VALUES (%(decision)s, {number}, 'silence', "
        "'broken', %(version)s, 'default', '', '', '', now(), now(), now() + interval '1 day', now())"
    )
    values = {"decision": decision.pk, "version": version.pk}
    with transaction.atomic(), connection.cursor() as cursor:
        for number in (2, 3):
            cursor.execute(insert.format(number=number), values)
    refuses(insert.format(number=4), "no third", **values)


LETTER = [
    ("DELETE FROM decisions_stateconsultation", "Cannot (update or )?delete"),
    ("UPDATE decisions_stateconsultation SET outcome = 'concurred'", "Cannot update"),
    ("UPDATE decisions_stateconsultation SET state = 'sent'", "Invalid transition"),
    ("UPDATE decisions_stateconsultation SET registered_by_id = NULL", "iff_outcome_and_registrar"),
    ("UPDATE decisions_stateconsultation SET letter_number = ''", "dated_and_numbered"),
    ("UPDATE decisions_stateruling SET ruling = 'wait'", "Cannot update"),
    ("DELETE FROM decisions_stateruling", "Cannot (update or )?delete"),
    ("UPDATE decisions_statefollowup SET what = 'x'", "Cannot update"),
    ("DELETE FROM decisions_statefollowup", "Cannot (update or )?delete"),
    ("UPDATE decisions_statejudgement SET answer = 'no'", "Cannot update"),
    ("DELETE FROM decisions_statejudgement", "Cannot (update or )?delete"),
]


@pytest.mark.parametrize(("statement", "sentence"), LETTER)
def test_what_the_state_was_asked_and_answered_is_kept(cast, statement, sentence):
    """R5.26, R5.27."""
    with at(MONDAY):
        decision = a_proposal(cast)
        state_track.judge_state_concern(decision, by=cast.aizada, answer="yes")
        letter = state_track.draft_letter(decision, by=cast.aizada, counterpart=cast.orgs.sms)
        state_track.mark_sent(letter, by=cast.aizada, letter_number="1", sent_by="courier")
        today = (MONDAY + timedelta(hours=6)).date()
        state_track.follow_up(letter, by=cast.aizada, on=today, what="Called.")
        state_track.register_reply(letter, by=cast.aizada, outcome="does_not_concur", received_on=today)
        state_track.rule_on_state(letter, by=cast.ingrid, ruling="go_on", reason="So.")
    refuses(statement, sentence)
