"""A signed statement goes out, is corrected, is retracted (RULES R7.37 to R7.40)."""

import io
from datetime import timedelta

import pypdf
import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from foundation.core.workflow import THE_PORTAL, NotPermitted, Refused
from foundation.documents import sealing
from statements import tasks_publishing
from statements.models import Publication, Statement
from statements.states import StatementState
from statements.workflow import correcting, publishing
from tests.statements import spoken
from tests.statements.published import ALL, corrected, embargoed, published

S = StatementState
pytestmark = pytest.mark.django_db


@pytest.fixture
def out(cast):
    return published(cast)


def refused_by_the_database(query, *params):
    with pytest.raises(DatabaseError):
        run(query, params)


def run(query, params):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, params)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_publication_is_a_snapshot_of_all_languages_with_one_reference_r7_40(out):
    statement = Statement.objects.get()
    assert statement.state == S.PUBLISHED
    assert (out.symbol, out.text_hash, out.published_at) == (
        statement.symbol, statement.text_hash, statement.published_at,
    )  # fmt: skip
    assert [(one.language, one.is_master, one.title) for one in out.texts.all()] == [
        (code, code == "en", spoken.WORDS[code][0]) for code in ("en", "ky", "ru")
    ]
    assert [one["number"] for one in out.texts.first().paragraphs] == [1, 2]


def test_the_pdf_names_reference_hash_languages_and_signers_under_a_good_seal(cast, out):
    data = out.pdf.file.read()
    words = " ".join(
        " ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages
    )
    for said in (out.symbol, "Master text", *(spoken.WORDS[code][0] for code in ("en", "ru", "ky"))):
        assert said in words
    assert out.text_hash in words.replace(" ", "")
    assert cast.ingrid.person.name in words
    assert cast.tomas.person.name in words
    report = sealing.check(data)
    assert report.is_good
    assert out.symbol in report.seals[0].reason


@pytest.mark.parametrize("name", ["aiko", "temir", "kwame", "stranger"])
def test_only_secretariat_and_co_chairs_publish(cast, name):
    statement = spoken.signed(cast)
    with pytest.raises(NotPermitted):
        publishing.publish(statement, by=getattr(cast, name))


def test_nothing_goes_out_with_one_key(cast):
    statement = spoken.cleared(cast)
    spoken.sign(statement, cast.ingrid)
    with pytest.raises(Refused):
        publishing.publish(statement, by=cast.aizada)
    assert not Publication.objects.exists()


def test_a_person_cannot_publish_before_the_embargo_ends(cast):
    statement = embargoed(cast)
    with pytest.raises(Refused, match="under embargo until"):
        publishing.publish(statement, by=cast.aizada)
    publishing.lift_embargo(statement, by=cast.aizada)
    publishing.publish(statement, by=cast.aizada)
    assert Publication.objects.count() == 1


def test_an_embargo_ends_in_the_future(cast):
    statement = spoken.signed(cast)
    with pytest.raises(Refused, match="future"):
        publishing.embargo(statement, by=cast.aizada, until=timezone.now())
    with pytest.raises(Refused, match="future"):
        publishing.move_embargo(embargoed_again(cast, statement), by=cast.aizada, until=timezone.now())


def embargoed_again(cast, statement):
    publishing.embargo(statement, by=cast.aizada, until=timezone.now() + timedelta(hours=1))
    return statement


def test_the_clock_publishes_at_the_very_instant_and_once(cast):
    statement = embargoed(cast)
    with time_machine.travel(statement.embargo_until - timedelta(seconds=1), tick=False):
        assert tasks_publishing.publish_after_embargo() == []
    with time_machine.travel(statement.embargo_until, tick=False):
        assert len(tasks_publishing.publish_after_embargo()) == 1
        assert tasks_publishing.publish_after_embargo() == []
    statement.refresh_from_db()
    assert (statement.state, statement.published_at) == (S.PUBLISHED, statement.embargo_until)


def test_a_statement_that_cannot_be_sealed_stays_under_embargo_and_is_tried_again(cast, settings):
    statement = embargoed(cast)
    with time_machine.travel(statement.embargo_until, tick=False):
        settings.SEAL_TSA_URL = "http://127.0.0.1:9/"
        assert tasks_publishing.publish_after_embargo() == []
        statement.refresh_from_db()
        assert statement.state == S.EMBARGOED
        settings.SEAL_TSA_URL = ""
        assert len(tasks_publishing.publish_after_embargo()) == 1


def test_the_clock_publishes_nothing_that_is_not_under_embargo(cast):
    spoken.signed(cast)
    assert tasks_publishing.publish_after_embargo() == []


def test_the_database_publishes_no_statement_without_its_snapshot(cast):
    statement = spoken.signed(cast)
    refused_by_the_database(
        "UPDATE statements_statement SET state='published', published_at=now() WHERE id=%s", statement.pk
    )


@pytest.mark.parametrize("table", ["publication", "publishedtext"])
def test_what_was_published_is_neither_changed_nor_deleted(out, table):
    refused_by_the_database(f"DELETE FROM statements_{table}")
    column = "text_hash" if table == "publication" else "title"
    refused_by_the_database(f"UPDATE statements_{table} SET {column}='x'")


def test_the_database_takes_no_snapshot_of_an_unsigned_text(cast, out):
    row = Publication.objects.values().get()
    kept = {
        name: value for name, value in row.items() if name not in ("id", "statement_id", "slug", "symbol")
    }
    statement = spoken.cleared(cast)
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.create(**kept, statement=statement, slug="x", symbol="x")


def test_a_corrigendum_is_issued_by_two_keys_and_leaves_the_text(cast, out):
    before = list(out.texts.values_list("title", "paragraphs"))
    statement = Statement.objects.get()
    proposed = correcting.propose_corrigendum(statement, by=cast.pavel, words=ALL, reason="A slip")
    correcting.agree_to_corrigendum(statement, by=cast.ingrid, text_hash=proposed.text_hash)
    statement.refresh_from_db()
    assert statement.state == S.PUBLISHED
    with pytest.raises(Refused, match="agreed already"):
        correcting.agree_to_corrigendum(statement, by=cast.ingrid, text_hash=proposed.text_hash)
    correcting.agree_to_corrigendum(statement, by=cast.tomas, text_hash=proposed.text_hash)
    statement.refresh_from_db()
    proposed.refresh_from_db()
    assert (statement.state, proposed.symbol) == (S.CORRECTED, f"{out.symbol}/Corr.1")
    assert proposed.issued_at
    assert list(out.texts.values_list("title", "paragraphs")) == before


def test_a_second_corrigendum_is_corr_2_and_a_dropped_one_gives_its_number_back(cast, out):
    corrected(cast, out)
    statement = Statement.objects.get()
    correcting.propose_corrigendum(statement, by=cast.aizada, words=ALL, reason="Again")
    with pytest.raises(Refused, match="waiting"):
        correcting.propose_corrigendum(statement, by=cast.aizada, words=ALL, reason="Again")
    correcting.drop_corrigendum(statement, by=cast.aizada)
    assert correcting.propose_corrigendum(statement, by=cast.aizada, words=ALL, reason="Again").number == 2


def test_a_corrigendum_is_written_in_every_language(cast, out):
    with pytest.raises(Refused, match="Кыргызча"):
        correcting.propose_corrigendum(
            Statement.objects.get(), by=cast.aizada, words={**ALL, "ky": " "}, reason="A slip"
        )


def test_one_agrees_to_the_words_that_were_shown(cast, out):
    statement = Statement.objects.get()
    correcting.propose_corrigendum(statement, by=cast.aizada, words=ALL, reason="A slip")
    with pytest.raises(Refused, match="not proposed any more"):
        correcting.agree_to_corrigendum(statement, by=cast.ingrid, text_hash="0" * 64)


def test_the_database_issues_no_corrigendum_without_both_keys(cast, out):
    statement = Statement.objects.get()
    proposed = correcting.propose_corrigendum(statement, by=cast.aizada, words=ALL, reason="A slip")
    refused_by_the_database("UPDATE statements_corrigendum SET issued_at=now()")
    correcting.agree_to_corrigendum(statement, by=cast.ingrid, text_hash=proposed.text_hash)
    refused_by_the_database("UPDATE statements_corrigendum SET issued_at=now()")
    refused_by_the_database("UPDATE statements_corrigendum SET words='{}'")
    refused_by_the_database("UPDATE statements_statement SET state='corrected'")


def test_a_co_chair_retracts_and_says_why_and_nobody_else(cast, out):
    statement = Statement.objects.get()
    with pytest.raises(NotPermitted):
        correcting.retract(statement, by=cast.aizada, words=ALL)
    correcting.retract(statement, by=cast.tomas, words=ALL)
    out = Publication.objects.out().get()
    assert (out.is_retracted, out.texts.count()) == (True, 3)
    refused_by_the_database("DELETE FROM statements_retraction")


def test_a_published_statement_is_not_published_again(cast, out):
    statement = Statement.objects.get()
    with pytest.raises(Refused):
        publishing.publish(statement, by=THE_PORTAL)
    assert Publication.objects.count() == 1
