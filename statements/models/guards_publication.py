"""What PostgreSQL itself refuses about publication: a snapshot is what both signed, and never changes (R7.40)."""

import pgtrigger


def frozen(name):
    """Neither changed nor deleted, by anybody."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


def publications_are_guarded():
    """A snapshot is made only of a signed text, over the very hash, after the embargo."""
    return [
        frozen("publications_are_frozen"),
        pgtrigger.Trigger(
            name="what_is_published_was_signed",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            declare=[("held", "statements_statement%ROWTYPE"), ("keys", "integer")],
            func="""
                SELECT * INTO held FROM statements_statement WHERE id = NEW.statement_id FOR UPDATE;
                IF held.state NOT IN ('signed', 'embargoed') THEN
                    RAISE EXCEPTION 'Only a statement that both co-chairs signed is published.';
                END IF;
                IF NEW.text_hash <> statements_canonical_hash(NEW.statement_id) THEN
                    RAISE EXCEPTION 'This is not the text as it stands.';
                END IF;
                SELECT count(DISTINCT office) INTO keys FROM statements_signature
                WHERE statement_id = NEW.statement_id AND voided_at IS NULL AND text_hash = NEW.text_hash;
                IF keys <> 2 THEN
                    RAISE EXCEPTION 'Both co-chairs sign the very text that is published.';
                END IF;
                IF held.embargo_until IS NOT NULL AND NEW.published_at < held.embargo_until THEN
                    RAISE EXCEPTION 'The embargo has not ended.';
                END IF;
                IF NOT EXISTS (SELECT 1 FROM statements_canonicaltext
                               WHERE id = NEW.canonical_id AND text_hash = NEW.text_hash) THEN
                    RAISE EXCEPTION 'The canonical text is another one.';
                END IF;
                RETURN NEW;
            """,
        ),
    ]


def published_needs_its_snapshot():
    """A statement becomes public together with its snapshot, in all its languages, or not at all."""
    return pgtrigger.Trigger(
        name="published_needs_its_snapshot",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__state__df=pgtrigger.F("new__state")),
        func="""
            IF NEW.state = 'published' AND NOT EXISTS (
                SELECT 1 FROM statements_publication out
                WHERE out.statement_id = NEW.id AND out.text_hash = statements_canonical_hash(NEW.id)
                  AND out.published_at = NEW.published_at
                  AND (SELECT count(*) FROM statements_publishedtext WHERE publication_id = out.id)
                    = (SELECT count(*) FROM statements_statementtext
                       WHERE statement_id = NEW.id AND current_id IS NOT NULL)) THEN
                RAISE EXCEPTION 'What is published has its snapshot.';
            END IF;
            IF NEW.state = 'corrected' AND NOT EXISTS (
                SELECT 1 FROM statements_corrigendum WHERE statement_id = NEW.id AND issued_at IS NOT NULL) THEN
                RAISE EXCEPTION 'What is corrected has its corrigendum.';
            END IF;
            IF NEW.state = 'retracted' AND NOT EXISTS (
                SELECT 1 FROM statements_retraction WHERE statement_id = NEW.id) THEN
                RAISE EXCEPTION 'What is retracted says why.';
            END IF;
            RETURN NEW;
        """,
    )


def corrigenda_are_guarded():
    """A corrigendum changes only by being issued with two keys, or dropped."""
    return [
        pgtrigger.Protect(name="corrigenda_are_kept", operation=pgtrigger.Delete),
        pgtrigger.Trigger(
            name="a_corrigendum_needs_two_keys",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Insert,
            declare=[("keys", "integer")],
            func="""
                IF TG_OP = 'UPDATE' AND (OLD.issued_at IS NOT NULL OR OLD.dropped_at IS NOT NULL
                   OR to_jsonb(NEW) - 'issued_at' - 'dropped_at' <> to_jsonb(OLD) - 'issued_at' - 'dropped_at') THEN
                    RAISE EXCEPTION 'A corrigendum is never changed.';
                END IF;
                IF NEW.issued_at IS NOT NULL THEN
                    SELECT count(DISTINCT office) INTO keys FROM statements_corrigendumkey
                    WHERE corrigendum_id = NEW.id AND text_hash = NEW.text_hash;
                    IF keys <> 2 THEN
                        RAISE EXCEPTION 'Both co-chairs agree to a corrigendum.';
                    END IF;
                END IF;
                RETURN NEW;
            """,
        ),
    ]


def keys_to_corrigenda_are_guarded():
    """A co-chair agrees to the very words."""
    return [
        frozen("keys_to_corrigenda_are_kept"),
        pgtrigger.Trigger(
            name="one_agrees_to_the_very_words",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func="""
                IF NOT EXISTS (SELECT 1 FROM statements_corrigendum
                               WHERE id = NEW.corrigendum_id AND text_hash = NEW.text_hash
                                 AND issued_at IS NULL AND dropped_at IS NULL) THEN
                    RAISE EXCEPTION 'These are not the words of the corrigendum.';
                END IF;
                RETURN NEW;
            """,
        ),
    ]
