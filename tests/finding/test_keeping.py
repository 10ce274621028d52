"""The table of words is kept in step by the worker; what one may not see is gone before it ran (RULES R8.44)."""

import pytest
from django.core.management import call_command
from django.db import connection

from foundation.search.finding import Asked, Found, matching
from foundation.search.keeping import index_everything_stale, mark_everything
from foundation.search.models import Entry, Stale
from knowledge.models import Document
from knowledge.workflow import documents as office
from tests.factories.decisions import AdoptedDecisionFactory
from tests.factories.knowledge import DocumentFactory, VersionFactory


def titles(user, words):
    return {str(hit.row) for hit in Found(Asked(user, words)).hits()}


def test_what_changes_waits_for_the_worker_and_is_found_then(cast):
    index_everything_stale()
    document = DocumentFactory(title="Kites of Osh", owner=cast.orgs.fao)
    assert Stale.objects.filter(source="knowledge.document", source_id=document.pk).exists()
    assert titles(cast.aiko, "kites") == set()
    index_everything_stale()
    assert titles(cast.aiko, "kites") == {"Kites of Osh"}
    assert not Stale.objects.exists()
    Document.objects.filter(pk=document.pk).update(title="Balloons of Osh")
    index_everything_stale()
    assert (titles(cast.aiko, "kites"), titles(cast.aiko, "balloons")) == (set(), {"Balloons of Osh"})


def test_what_one_may_not_see_any_more_is_gone_before_the_worker_ran(cast):
    """R8.44: hits, counts and facets ask the keys that PostgreSQL writes in the same transaction."""
    document = DocumentFactory(title="Kites", owner=cast.orgs.fao)
    VersionFactory(document=document, texts=["Kites over the lake."])
    decision = AdoptedDecisionFactory(title="Kites are allowed")
    index_everything_stale()
    before = Found(Asked(cast.aiko, "kites"))
    assert (before.count, before.facets["in:knowledge.document"]) == (2, 1)
    Document.objects.filter(pk=document.pk).update(audience="named", classification="strictly-confidential")
    after = Found(Asked(cast.aiko, "kites"))
    assert (after.count, after.facets["in:knowledge.document"]) == (1, 0)
    assert not Entry.objects.filter(source_id=document.pk, readers__contains=["network"]).exists()
    type(decision).objects.filter(pk=decision.pk).update(state=decision.state)
    assert titles(cast.aiko, "kites") == {str(decision)}


def test_what_is_withdrawn_is_for_office_and_owner_only(cast):
    document = DocumentFactory(title="Kites", owner=cast.orgs.fao)
    index_everything_stale()
    office.withdraw_document(document, by=cast.aizada, reason="Out of date")
    assert titles(cast.aiko, "kites") == set()
    assert titles(cast.temir, "kites") == {"Kites"}


def test_the_whole_table_can_be_made_anew(cast):
    DocumentFactory(title="Kites", owner=cast.orgs.fao)
    index_everything_stale()
    Entry.objects.all().delete()
    mark_everything()
    index_everything_stale()
    assert titles(cast.aiko, "kites") == {"Kites"}


ENTRIES = """
    INSERT INTO search_entry (source, source_id, part, place, language, title, text, names, readers, facets, at)
    SELECT 'knowledge.document', number, 0, '', 'en', 'Paper ' || md5('title' || number), (
        SELECT string_agg(md5('word' || (number * place) % 3000), ' ') FROM generate_series(1, 25) place
    ), '', ARRAY['office', 'network'], ARRAY['in:knowledge.document'], now() - number * interval '1 hour'
    FROM generate_series(1, 12000) number
"""


def test_the_search_uses_its_index_and_reads_no_table_from_end_to_end(cast):
    """EXPLAIN on some thousands of entries: PostgreSQL chooses for itself."""
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES)
        cursor.execute("ANALYZE search_entry")
    one = Entry.objects.get(source_id=77)
    rare, first, second = one.title.split()[1], *one.text.split()[:2]
    for user in (cast.aizada, cast.aiko, cast.kubanych):
        for words in (rare, f'"{first} {second}"', f"{first} -{second}", f"{rare} or {first}"):
            newest = matching(Asked(user, words)).order_by("-at").values_list("pk", "facets")
            plan = newest[:3000].explain()
            # Who may see little is looked up by what they may see.
            assert "search_by_words" in plan or "search_by_reader" in plan, plan
            assert "Seq Scan on search_entry" not in plan, plan


def test_many_documents_are_for_the_demo_only(db, settings):
    settings.DEMO = False
    from django.core.management import CommandError

    with pytest.raises(CommandError, match="for the demo and for development only"):
        call_command("load_many_documents", "10")
