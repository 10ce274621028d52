"""What is typed is understood: phrases, words left out, alternatives, names in two alphabets, slips of the pen."""

import pytest

from foundation.search.finding import Asked, Found, meant_instead, suggestions
from foundation.search.keeping import index_everything_stale
from foundation.search.names import name_key
from foundation.search.query import parse, query_of, wanted_words
from tests.factories.knowledge import DocumentFactory, VersionFactory
from tests.factories.members import PersonFactory
from tests.searching import found, search


@pytest.fixture
def library(cast):
    """Four documents with pages."""
    pages = {
        "Return of migrants": [
            "Families come home to the villages.",
            "Children of return migrants go to school.",
        ],
        "Children at the border": ["Return is not the matter here; schools are."],
        "Savings of families": ["Remittances are saved."],
        "Акча которуулар жана үй-бүлө": ["Өкмөттүн чечими боюнча."],
    }
    for title, texts in pages.items():
        document = DocumentFactory(title=title, owner=cast.orgs.unicef, themes=["return"])
        VersionFactory(document=document, texts=texts)
    return cast


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ('"return migrants"', {"Return of migrants"}),
        ("children -school", set()),
        ("families -remittance", {"Return of migrants"}),
        ("remittance or village", {"Return of migrants", "Savings of families"}),
        ("remittance или village", {"Return of migrants", "Savings of families"}),
        ("school returning", {"Return of migrants", "Children at the border"}),
        ("the saving of a family", {"Savings of families"}),
        ("окмот", {"Акча которуулар жана үй-бүлө"}),
        ("-return", set()),
        ('"', set()),
        ("' | & ! :* <->", set()),
    ],
)
def test_phrases_exclusions_and_alternatives(library, query, titles):
    assert set(found(library.aiko, query).get("Library", ())) == titles


def test_a_hit_in_a_document_says_its_page_and_leads_there(library):
    hit = search(library.aiko, '"children of return"')[0]
    assert hit.page == 2
    assert "page" in hit.url
    assert "<mark>return</mark>" in hit.passage


def test_a_document_is_one_hit_however_many_of_its_pages_match(library):
    index_everything_stale()
    results = Found(Asked(library.aiko, "return"))
    assert results.count == 2
    assert results.facets["in:knowledge.document"] == 2
    assert results.facets["language:en"] == 2


def test_results_are_narrowed_by_facets_and_put_by_date(library):
    DocumentFactory(title="Return, newer", owner=library.orgs.fao, issued_on="2026-09-01")
    index_everything_stale()
    only = Found(Asked(library.aiko, "return", (f"owner:{library.orgs.fao.pk}",)))
    assert [str(hit.row) for hit in only.hits()] == ["Return, newer"]
    by_date = Found(Asked(library.aiko, "return", by_date=True))
    assert str(by_date.hits()[0].row) == "Return, newer"
    assert by_date.facets["year:2026"] == 3


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Aigul Bekova", "Бекова"), ("Айгүл Бекова", "Bekova"), ("Jyldyz Asanova", "Жылдыз"),
        ("Zhyldyz Asanova", "Jyldyz"), ("Юлдашева Нурзат", "Yuldasheva"), ("Шаршен Кыдырова", "Kydyrova"),
    ],
)  # fmt: skip
def test_names_are_found_in_latin_and_in_cyrillic_letters(cast, name, query):
    PersonFactory(name=name, organisation=cast.orgs.fao)
    assert name in found(cast.aiko, query)["People"]


def test_names_have_one_key_in_both_alphabets():
    assert name_key("Бекова") == name_key("Bekova") == "bekova"
    assert name_key("Жылдыз Тян-Шанская") == name_key("Zhyldyz Tian-Shanskaia")


def test_a_slip_of_the_pen_is_put_right_from_titles_that_one_may_see(library):
    DocumentFactory(title="Trafficking in persons", owner=library.orgs.fao)
    index_everything_stale()
    assert meant_instead(library.aiko, "traficking") == "trafficking"
    assert meant_instead(library.kubanych, "traficking") == ""


def test_suggestions_begin_as_what_is_typed(library):
    index_everything_stale()
    titles = {str(hit.row) for hit in suggestions(library.aiko, "chil")}
    assert "Children at the border" in titles
    assert "Return of migrants" not in titles
    assert "Library" not in {str(hit.source.name) for hit in suggestions(library.kubanych, "chil")}
    assert suggestions(library.aiko, "c") == []


def test_a_symbol_is_one_thing(library):
    DocumentFactory(title="With a symbol", symbol="UNMN-KG/2026/LIB/77", owner=library.orgs.fao)
    DocumentFactory(title="Another one", symbol="UNMN-KG/2026/LIB/78", owner=library.orgs.fao)
    assert found(library.aiko, "UNMN-KG/2026/LIB/77")["Library"] == ["With a symbol"]


def test_the_words_to_be_marked_are_those_that_are_wanted():
    assert wanted_words('"a phrase" -not this') == "a phrase this"
    assert query_of("-only") is None
    assert [term.is_unwanted for term in parse("a -b")[0]] == [False, True]
