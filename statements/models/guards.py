"""What PostgreSQL itself refuses about signatures, whoever asks (RULES R7.39, R7.40).

The database computes the canonical text by itself (`statements_canonical_text`, made in a migration), so that
a signature holds only over the very paragraphs that are stored. A property test holds it against `canonical`.
"""

import pgtrigger

# The live signatures over the text as it is now, and all live ones.
KEYS = """
    SELECT count(DISTINCT office) FILTER (WHERE text_hash = statements_canonical_hash(THE_STATEMENT)), count(*)
    INTO keys, live FROM statements_signature
    WHERE statement_id = THE_STATEMENT AND voided_at IS NULL;
"""
COUNTED = [("keys", "integer"), ("live", "integer")]
TEXT_IS_HELD = """
    SELECT state INTO held FROM statements_statement WHERE id = THE_STATEMENT;
    IF held = 'in_clearance' THEN
        RAISE EXCEPTION 'Members are being asked about this text.';
    END IF;
    IF EXISTS (SELECT 1 FROM statements_signature
               WHERE statement_id = THE_STATEMENT AND voided_at IS NULL) THEN
        RAISE EXCEPTION 'A signed text does not change while its signatures stand.';
    END IF;
"""


def _of(row, sql):
    return sql.replace("THE_STATEMENT", row)


def statements_are_guarded():
    """Triggers of the table of statements: which state needs which keys (RULES R7.37, R7.39, R7.40)."""
    return [
        pgtrigger.Trigger(
            name="statements_begin_as_drafts",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            condition=~pgtrigger.Q(new__state="draft"),
            func="RAISE EXCEPTION 'A statement begins as a draft.';",
        ),
        pgtrigger.Protect(name="statements_are_kept", operation=pgtrigger.Delete),
        pgtrigger.Trigger(
            name="two_keys_on_one_text",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__state__df=pgtrigger.F("new__state")),
            declare=COUNTED,
            func=_of("NEW.id", KEYS)  # noqa: S608 -- constants alone
            + """
                IF NEW.state IN ('draft', 'in_clearance', 'cleared', 'withdrawn') AND live > 0 THEN
                    RAISE EXCEPTION 'A signature still stands: it has to be voided first.';
                END IF;
                IF NEW.state = 'signed_by_one' AND (keys <> 1 OR live <> 1) THEN
                    RAISE EXCEPTION 'Signed by one needs one signature over the very text.';
                END IF;
                IF NEW.state IN ('signed', 'embargoed', 'published') AND (keys <> 2 OR live <> 2) THEN
                    RAISE EXCEPTION 'Both co-chairs sign the same text.';
                END IF;
                IF NEW.state = 'cleared' AND OLD.state = 'in_clearance' AND NOT EXISTS (
                    SELECT 1 FROM statements_clearance asked JOIN decisions_round one ON one.id = asked.round_id
                    WHERE asked.statement_id = NEW.id AND one.state = 'agreed' AND asked.number = (
                        SELECT max(number) FROM statements_clearance WHERE statement_id = NEW.id)) THEN
                    RAISE EXCEPTION 'The members have not cleared it.';
                END IF;
                IF NEW.state IN ('embargoed', 'published') THEN
                    IF NOT EXISTS (SELECT 1 FROM statements_statementtext
                                   WHERE statement_id = NEW.id AND language = NEW.master_language
                                     AND current_id IS NOT NULL) THEN
                        RAISE EXCEPTION 'The master language is missing.';
                    END IF;
                    IF NEW.concerns_state = 'to_rule' THEN
                        RAISE EXCEPTION 'The co-chairs have not ruled whether it concerns the state.';
                    END IF;
                    IF NEW.concerns_state = 'yes' AND NOT EXISTS (
                        SELECT 1 FROM decisions_stateconsultation asked
                        WHERE asked.decision_id = NEW.state_decision_id AND asked.state <> 'cancelled'
                          AND (asked.outcome IN ('concurred', 'concurred_with_comments', 'no_view') OR (
                              SELECT count(*) FROM (
                                  SELECT DISTINCT ON (office) office, ruling FROM decisions_stateruling word
                                  WHERE word.consultation_id = asked.id
                                    AND (asked.registered_at IS NULL OR word.at >= asked.registered_at)
                                  ORDER BY office, id DESC
                              ) latest WHERE latest.ruling = 'go_on') = 2)) THEN
                        RAISE EXCEPTION 'The consultation of the state is not closed.';
                    END IF;
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="what_is_signed_keeps_its_reference",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__symbol__df=pgtrigger.F("new__symbol"))
            | pgtrigger.Q(old__master_language__df=pgtrigger.F("new__master_language")),
            declare=[("held", "text")],
            func=_of("OLD.id", TEXT_IS_HELD) + "RETURN NEW;",
        ),
    ]


def texts_are_guarded():
    """Triggers of the table of language versions: a text that is asked about or signed stands still."""
    return [
        pgtrigger.Trigger(
            name="a_signed_text_does_not_grow",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            declare=[("held", "text")],
            func=_of("NEW.statement_id", TEXT_IS_HELD) + "RETURN NEW;",
        ),
        pgtrigger.Trigger(
            name="a_signed_text_does_not_change",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__current_id__df=pgtrigger.F("new__current_id"))
            | pgtrigger.Q(old__language__df=pgtrigger.F("new__language"))
            | pgtrigger.Q(old__statement_id__df=pgtrigger.F("new__statement_id"))
            | pgtrigger.Q(old__text_id__df=pgtrigger.F("new__text_id")),
            declare=[("held", "text")],
            func=_of("OLD.statement_id", TEXT_IS_HELD) + "RETURN NEW;",
        ),
        pgtrigger.Trigger(
            name="a_signed_text_does_not_shrink",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            declare=[("held", "text")],
            func=_of("OLD.statement_id", TEXT_IS_HELD) + "RETURN OLD;",
        ),
    ]


def signatures_are_guarded():
    """Triggers of the table of signatures: over the very text, kept for good, voided once (RULES R7.39)."""
    return [
        pgtrigger.Protect(name="signatures_are_kept", operation=pgtrigger.Delete),
        pgtrigger.Trigger(
            name="one_signs_the_very_text",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            declare=[("held", "text")],
            func="""
                SELECT state INTO held FROM statements_statement WHERE id = NEW.statement_id FOR UPDATE;
                IF held NOT IN ('cleared', 'signed_by_one') THEN
                    RAISE EXCEPTION 'Only a cleared statement is signed.';
                END IF;
                IF NEW.text_hash <> statements_canonical_hash(NEW.statement_id) THEN
                    RAISE EXCEPTION 'This is not the text as it stands.';
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="a_signature_is_only_ever_voided",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            declare=[("held", "text")],
            func="""
                IF OLD.voided_at IS NOT NULL OR (
                    to_jsonb(NEW) - 'voided_at' - 'voided_because' - 'voided_reason' - 'voided_by_id' - 'voided_for_id'
                    <> to_jsonb(OLD) - 'voided_at' - 'voided_because' - 'voided_reason' - 'voided_by_id' - 'voided_for_id'
                ) THEN
                    RAISE EXCEPTION 'A signature is never changed.';
                END IF;
                SELECT state INTO held FROM statements_statement WHERE id = NEW.statement_id;
                IF held IN ('published', 'corrected', 'retracted') THEN
                    RAISE EXCEPTION 'What is published keeps its signatures.';
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="state_and_signatures_agree",
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.Update,
            timing=pgtrigger.Deferred,
            declare=[("held", "text"), *COUNTED],
            func="""
                SELECT state INTO held FROM statements_statement WHERE id = NEW.statement_id;
            """  # noqa: S608 -- constants alone
            + _of("NEW.statement_id", KEYS)
            + """
                IF live <> keys OR live <> (
                    (held = 'signed_by_one')::int
                    + 2 * (held IN ('signed', 'embargoed', 'published', 'corrected', 'retracted'))::int) THEN
                    RAISE EXCEPTION 'State and signatures do not agree.';
                END IF;
                RETURN NULL;
            """,
        ),
    ]
