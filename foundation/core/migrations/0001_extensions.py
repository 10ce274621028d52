"""What PostgreSQL needs to know before the first table: ranges in constraints, trigrams, Kyrgyz folding."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

FOLD = """
CREATE FUNCTION ky_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT translate(lower(t), 'ңөүё', 'ноуе') $$;
"""
SORT = """
CREATE FUNCTION ky_sort(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT replace(replace(replace(replace(lower(t), 'ё', U&'е\\FFFD'), 'ң', U&'н\\FFFD'),
                          'ө', U&'о\\FFFD'), 'ү', U&'у\\FFFD') $$;
"""


class Migration(migrations.Migration):
    run_before = [("members", "0001_initial")]
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION ky_fold(text)"),
        migrations.RunSQL(SORT, "DROP FUNCTION ky_sort(text)"),
    ]
