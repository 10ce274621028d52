"""What PostgreSQL itself refuses about consensus, whoever asks: triggers beside the constraints.

`OBJECTIONS` is the one place in the database that counts objections; the same is said in Python by
`Seat.standing`, and a property test holds the two against each other.
"""

import pgtrigger

# The latest answer of each seat that states a position; late ones and those that wait make none.
OBJECTIONS = """
    SELECT count(*) INTO objections FROM decisions_seat seat
    WHERE seat.round_id = THE_ROUND AND (
        SELECT answer.kind FROM decisions_answer answer
        WHERE answer.seat_id = seat.id AND NOT answer.is_late
          AND answer.kind IN ('no_objection', 'reservation', 'dissociation', 'outside_mandate',
                              'objection', 'objection_withdrawn',
                              'cleared', 'cleared_with_comments', 'no_position')
          AND (NOT answer.waits_for_confirmation OR EXISTS (
                SELECT 1 FROM decisions_confirmation word
                WHERE word.answer_id = answer.id AND NOT word.is_late))
        ORDER BY answer.id DESC LIMIT 1
    ) = 'objection';
"""


def _counting(round_id, func):
    """Put the count of standing objections of a round where a trigger says COUNT_OBJECTIONS."""
    return func.replace("COUNT_OBJECTIONS", OBJECTIONS.replace("THE_ROUND", round_id))


def adoption_is_guarded():
    """Triggers of the table of decisions: how one comes to be adopted (RULES R3.11 to R3.13, R4.18, R5.26)."""
    return [
        pgtrigger.Trigger(
            name="decisions_begin_as_drafts",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            condition=~pgtrigger.Q(new__state="draft"),
            func="RAISE EXCEPTION 'A decision begins as a draft.';",
        ),
        pgtrigger.Trigger(
            name="adoption_is_by_consensus",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(new__state="adopted") & ~pgtrigger.Q(old__state="adopted"),
            declare=[("last_round", "decisions_round"), ("objections", "integer"), ("passed", "integer")],
            func=_counting(
                "last_round.id",
                """
                IF NEW.text_hash <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN
                    RAISE EXCEPTION 'The hash is not that of the text.';
                END IF;
                SELECT * INTO last_round FROM decisions_round
                WHERE decision_id = NEW.id AND state <> 'stopped' ORDER BY number DESC LIMIT 1;
                IF last_round.id IS NOT NULL THEN
                    IF last_round.state <> 'agreed' THEN
                        RAISE EXCEPTION 'The consultation is not closed with agreement.';
                    END IF;
                    IF NOT EXISTS (SELECT 1 FROM decisions_textversion version
                                   WHERE version.id = last_round.version_id
                                     AND version.text_hash = NEW.text_hash) THEN
                        RAISE EXCEPTION 'The members agreed on another text.';
                    END IF;
                    COUNT_OBJECTIONS
                    IF objections > 0 THEN
                        RAISE EXCEPTION 'An objection stands: there is no consensus.';
                    END IF;
                ELSE
                    RAISE EXCEPTION 'Nobody was consulted.';
                END IF;
                IF NEW.adoption_mode = 'silence' AND last_round.mode <> 'silence'
                   OR NEW.adoption_mode = 'consensus_in_meeting' AND last_round.mode <> 'meeting' THEN
                    RAISE EXCEPTION 'The mode of adoption is not that of the consultation.';
                END IF;
                IF NEW.adoption_mode = 'consensus_in_meeting' AND NEW.declared_by = '' THEN
                    RAISE EXCEPTION 'A co-chair declares adoption in a meeting.';
                END IF;
                IF NEW.concerns_state = 'to_rule' THEN
                    RAISE EXCEPTION 'The co-chairs have not ruled whether it concerns the state.';
                END IF;
                IF NEW.concerns_state = 'yes' THEN
                    SELECT count(*) INTO passed FROM decisions_stateconsultation asked
                    JOIN decisions_textversion version ON version.id = asked.version_id
                    WHERE asked.decision_id = NEW.id AND asked.state <> 'cancelled'
                      AND version.text_hash = NEW.text_hash
                      AND (asked.outcome IN ('concurred', 'concurred_with_comments', 'no_view') OR (
                          SELECT count(*) FROM (
                              SELECT DISTINCT ON (office) office, ruling FROM decisions_stateruling word
                              WHERE word.consultation_id = asked.id
                                AND (asked.registered_at IS NULL OR word.at >= asked.registered_at)
                              ORDER BY office, id DESC
                          ) latest WHERE latest.ruling = 'go_on') = 2);
                    IF passed = 0 THEN
                        RAISE EXCEPTION 'The consultation of the state is not closed.';
                    END IF;
                END IF;
                RETURN NEW;
            """,
            ),
        ),
    ]


def rounds_are_guarded():
    """Triggers of the table of rounds: what is frozen, what closes with agreement (RULES R1.1, R4.15, R4.21)."""
    return [
        pgtrigger.Protect(name="rounds_are_kept", operation=pgtrigger.Delete),
        pgtrigger.Trigger(
            name="opening_freezes_the_round",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=~pgtrigger.Q(old__state="prepared"),
            func="""
                IF NEW.version_id IS DISTINCT FROM OLD.version_id
                   OR NEW.decision_id IS DISTINCT FROM OLD.decision_id
                   OR NEW.mode <> OLD.mode OR NEW.number <> OLD.number OR NEW.message <> OLD.message
                   OR NEW.opened_at <> OLD.opened_at OR NEW.first_ends_at IS DISTINCT FROM OLD.first_ends_at THEN
                    RAISE EXCEPTION 'An open round is frozen.';
                END IF;
                IF NEW.ends_at IS DISTINCT FROM OLD.ends_at AND NOT EXISTS (
                    SELECT 1 FROM decisions_extension given WHERE given.round_id = NEW.id
                      AND given.was = OLD.ends_at AND given.ends_at = NEW.ends_at) THEN
                    RAISE EXCEPTION 'Only an extension moves the deadline.';
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="agreement_is_the_absence_of_objection",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(new__state="agreed"),
            declare=[("objections", "integer")],
            func=_counting(
                "NEW.id",
                """
                COUNT_OBJECTIONS
                IF objections > 0 THEN
                    RAISE EXCEPTION 'An objection stands: silence is broken.';
                END IF;
                RETURN NEW;
            """,
            ),
        ),
        pgtrigger.Trigger(
            name="clearance_is_express_or_tacit_at_the_end",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(new__state="agreed", new__mode="clearance"),
            declare=[("pending", "integer"), ("leads", "integer")],
            func="""
                SELECT count(*), count(*) FILTER (WHERE seat.is_touched) INTO pending, leads
                FROM decisions_seat seat WHERE seat.round_id = NEW.id AND NOT EXISTS (
                    SELECT 1 FROM decisions_answer answer WHERE answer.seat_id = seat.id AND NOT answer.is_late
                      AND (NOT answer.waits_for_confirmation OR EXISTS (
                        SELECT 1 FROM decisions_confirmation word
                        WHERE word.answer_id = answer.id AND NOT word.is_late)));
                IF leads > 0 THEN
                    RAISE EXCEPTION 'A lead mandate holder has to answer expressly.';
                END IF;
                IF pending > 0 AND NEW.closed_at < NEW.ends_at THEN
                    RAISE EXCEPTION 'The clock of the clearance has not run out.';
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="two_broken_rounds_end_silence",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            condition=pgtrigger.Q(new__mode="silence"),
            func="""
                IF (SELECT count(*) FROM decisions_round earlier WHERE earlier.decision_id = NEW.decision_id
                      AND earlier.mode = 'silence' AND earlier.state = 'broken') >= 2 THEN
                    RAISE EXCEPTION 'After two broken rounds there is no third.';
                END IF;
                RETURN NEW;
            """,
        ),
    ]


def seats_are_guarded():
    """Triggers of the table of seats: the list of members asked is frozen, the outcome written once (R4.15)."""
    return [
        pgtrigger.Protect(name="seats_are_kept", operation=pgtrigger.Delete),
        pgtrigger.Trigger(
            name="the_list_asked_is_frozen",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func="""
                IF (SELECT state FROM decisions_round WHERE id = NEW.round_id) <> 'prepared' THEN
                    RAISE EXCEPTION 'The list of members asked is frozen.';
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="a_seat_keeps_its_outcome",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func="""
                IF NEW.round_id <> OLD.round_id OR NEW.organisation_id <> OLD.organisation_id
                   OR (OLD.outcome <> '' AND NEW.outcome <> OLD.outcome) THEN
                    RAISE EXCEPTION 'A seat keeps its place and its outcome.';
                END IF;
                RETURN NEW;
            """,
        ),
    ]


def answers_are_guarded():
    """Triggers of the table of answers: each is kept, and late is a fact of the deadline (R2.4, R4.20)."""
    return [
        pgtrigger.Protect(name="answers_are_kept", operation=pgtrigger.Delete),
        pgtrigger.Trigger(
            name="answers_never_change",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func="""
                IF to_jsonb(NEW) - 'seen_by_co_chairs_at' <> to_jsonb(OLD) - 'seen_by_co_chairs_at' THEN
                    RAISE EXCEPTION 'An answer is never changed; the next one stands beside it.';
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="late_is_a_fact_of_the_deadline",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            declare=[("asked", "decisions_round"), ("has_deadline", "boolean")],
            func="""
                SELECT one.* INTO asked FROM decisions_round one
                JOIN decisions_seat seat ON seat.round_id = one.id WHERE seat.id = NEW.seat_id;
                -- A clearance waits for its lead mandate holders beyond the clock.
                SELECT asked.ends_at IS NOT NULL AND NOT (asked.mode = 'clearance' AND seat.is_touched)
                INTO has_deadline FROM decisions_seat seat WHERE seat.id = NEW.seat_id;
                IF asked.state = 'prepared' THEN
                    RAISE EXCEPTION 'The round is not open yet.';
                END IF;
                IF NEW.kind <> 'objection' AND (asked.mode = 'clearance')
                   <> (NEW.kind IN ('cleared', 'cleared_with_comments', 'no_position')) THEN
                    RAISE EXCEPTION 'This is not an answer of such a round.';
                END IF;
                IF NOT NEW.is_late AND (asked.state <> 'open'
                   OR (has_deadline AND NEW.recorded_at >= asked.ends_at)) THEN
                    RAISE EXCEPTION 'The deadline has passed: this answer is late.';
                END IF;
                IF NEW.is_late AND asked.state = 'open'
                   AND (NOT has_deadline OR NEW.recorded_at < asked.ends_at) THEN
                    RAISE EXCEPTION 'The deadline has not passed: this answer is in time.';
                END IF;
                RETURN NEW;
            """,
        ),
    ]


def confirmations_are_guarded():
    """Triggers of the table of confirmations: each is kept, and late is a fact of the deadline (R2.5, R4.20)."""
    return [
        pgtrigger.Protect(name="confirmations_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="a_late_confirmation_is_late",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            declare=[("asked", "decisions_round"), ("has_deadline", "boolean")],
            func="""
                SELECT one.* INTO asked FROM decisions_round one
                JOIN decisions_seat seat ON seat.round_id = one.id
                JOIN decisions_answer answer ON answer.seat_id = seat.id WHERE answer.id = NEW.answer_id;
                SELECT asked.ends_at IS NOT NULL AND NOT (asked.mode = 'clearance' AND seat.is_touched)
                INTO has_deadline FROM decisions_seat seat
                JOIN decisions_answer answer ON answer.seat_id = seat.id WHERE answer.id = NEW.answer_id;
                IF NOT NEW.is_late AND (asked.state <> 'open'
                   OR (has_deadline AND NEW.at >= asked.ends_at)) THEN
                    RAISE EXCEPTION 'The deadline has passed: this confirmation is late.';
                END IF;
                RETURN NEW;
            """,
        ),
    ]
