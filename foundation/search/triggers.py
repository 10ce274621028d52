"""The trigger by which a table tells that the words of a row have changed."""

import pgtrigger

READERS_AT_ONCE = """
    IF TG_OP = 'UPDATE' AND NEW.readers IS DISTINCT FROM OLD.readers THEN
        UPDATE search_entry SET readers = NEW.readers WHERE source = 'LABEL' AND source_id = NEW.id;
    END IF;
"""


def is_searched(label, *, key="id", name="words_are_indexed_anew", has_readers=False):
    """Mark the row of `label` stale whenever a row of this table changes; `key`: the column with its primary key.

    With `has_readers` the keys of who may see it are taken over at once, in the same transaction: what somebody
    may not see any more is not found from that moment on, whatever the worker does.
    """
    keep_readers = READERS_AT_ONCE.replace("LABEL", label) if has_readers else ""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            {keep_readers}
            INSERT INTO search_stale (source, source_id)
            SELECT '{label}', touched.id FROM (
                SELECT CASE WHEN TG_OP = 'DELETE' THEN OLD.{key} ELSE NEW.{key} END AS id
            ) touched WHERE touched.id IS NOT NULL
            ON CONFLICT DO NOTHING;
            RETURN NULL;
        """,  # noqa: S608 -- label and key are written in code
    )
