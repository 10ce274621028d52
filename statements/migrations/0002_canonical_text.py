"""PostgreSQL computes the canonical text of a statement by itself: the same as `statements.canonical`."""

from django.db import migrations

FUNCTIONS = r"""
CREATE FUNCTION statements_plain(html text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT normalize(
        replace(replace(replace(replace(
            regexp_replace(regexp_replace(html, '<br\s*/?>', E'\n', 'g'), '<[^>]*>', '', 'g'),
            '&lt;', '<'), '&gt;', '>'), '&nbsp;', U&'\00A0'), '&amp;', '&'),
        NFC)
$$;

CREATE FUNCTION statements_canonical_text(the_statement bigint) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT 'UN Migration Network in the Kyrgyz Republic, joint statement, canonical text 1' || E'\n'
        || 'Reference: ' || statement.symbol || E'\n'
        || 'Master language: ' || statement.master_language || E'\n'
        || coalesce((
            SELECT string_agg(
                E'\n[' || one.language || '] '
                || CASE WHEN one.language = statement.master_language THEN 'master text' ELSE 'translation' END
                || E'\n' || coalesce((
                    SELECT string_agg(
                        CASE WHEN row.number IS NULL THEN '# ' ELSE row.number || '. ' END
                        || replace(statements_plain(row.html), E'\n', E'\n\t') || E'\n',
                        '' ORDER BY row.position)
                    FROM review_paragraph row WHERE row.version_id = one.current_id), ''),
                '' ORDER BY one.language <> statement.master_language, one.language COLLATE "C")
            FROM statements_statementtext one
            WHERE one.statement_id = statement.id AND one.current_id IS NOT NULL), '')
    FROM statements_statement statement WHERE statement.id = the_statement
$$;

CREATE FUNCTION statements_canonical_hash(the_statement bigint) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT encode(sha256(convert_to(statements_canonical_text(the_statement), 'UTF8')), 'hex')
$$;
"""
BACK = """
DROP FUNCTION statements_canonical_hash(bigint);
DROP FUNCTION statements_canonical_text(bigint);
DROP FUNCTION statements_plain(text);
"""


class Migration(migrations.Migration):
    dependencies = [("statements", "0001_statements"), ("review", "0002_passages")]

    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
