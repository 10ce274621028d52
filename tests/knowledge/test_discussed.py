"""A document lists the meetings that it went through, to those who may know of them (RULES R10.65)."""

import pytest
from django.urls import reverse

from foundation.core.workflow import NotPermitted, Refused
from meetings.workflow.papers import attach_document
from tests.factories.decisions import AdoptedDecisionFactory
from tests.factories.knowledge import VersionFactory
from tests.factories.meetings import AgendaItemFactory, AgendaRevisionFactory, MeetingFactory
from tests.statements import spoken

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(cast):
    return AgendaItemFactory(
        meeting=MeetingFactory(title="Seventh meeting", slug="seventh", state="convened"), title="Return"
    )


def test_attached_to_an_item_it_says_where_it_was_discussed(cast, as_user, make, item):
    document = make(title="A study of return", title_ru="Исследование возвращения")
    VersionFactory(document=document, language="ru")
    client = as_user(cast.aizada)
    page = client.post(
        reverse("meetings:paper_from_library", args=["seventh", item.pk]), {"symbol": document.symbol}
    )
    assert page.status_code == 302
    assert [(paper.language, paper.title) for paper in item.papers.order_by("position")] == [
        ("en", "A study of return"), ("ru", "Исследование возвращения"),
    ]  # fmt: skip
    page = client.get(document.get_absolute_url()).content.decode()
    assert "Seventh meeting" in page
    assert "Agenda item: Return" in page
    # The agenda was not circulated: who does not prepare it does not learn of the item here.
    assert "Seventh meeting" not in as_user(cast.temir).get(document.get_absolute_url()).content.decode()
    AgendaRevisionFactory(meeting=item.meeting).items.add(item)
    assert "Seventh meeting" in as_user(cast.temir).get(document.get_absolute_url()).content.decode()


def test_what_is_for_fewer_readers_than_the_agenda_is_not_attached(cast, make, group, item):
    for document in (make(audience="named"), make(audience="group", group=group)):
        with pytest.raises(Refused, match="fewer readers"):
            attach_document(item, by=cast.aizada, document=document)


def test_the_same_file_is_attached_once_and_by_who_keeps_the_agenda(cast, make, item):
    document = make()
    with pytest.raises(NotPermitted):
        attach_document(item, by=cast.temir, document=document)
    attach_document(item, by=cast.aizada, document=document)
    with pytest.raises(Refused, match="attached already"):
        attach_document(item, by=cast.aizada, document=document)


def test_a_symbol_that_one_may_not_see_is_not_there(cast, as_user, make, item):
    hidden = make(audience="named", classification="strictly-confidential")
    page = as_user(cast.aizada).post(
        reverse("meetings:paper_from_library", args=["seventh", item.pk]), {"symbol": hidden.symbol}
    )
    assert "There is no document with this symbol" in page.content.decode()


def test_a_decision_that_names_the_symbol_is_listed_to_who_reads_decisions(cast, as_user, make):
    first, tenth = make(symbol="UNMN-KG/2026/LIB/1"), make(symbol="UNMN-KG/2026/LIB/10")
    AdoptedDecisionFactory(
        title="On the study", text="Takes note of UNMN-KG/2026/LIB/10.", lead=cast.orgs.iom
    )
    pages = {one: as_user(cast.temir).get(one.get_absolute_url()).content.decode() for one in (first, tenth)}
    assert "On the study" in pages[tenth]
    assert "On the study" not in pages[first]
    tenth.audience = "network-and-state"
    tenth.save()
    page = as_user(cast.kubanych).get(tenth.get_absolute_url()).content.decode()
    assert "On the study" not in page


def test_a_statement_that_names_the_symbol_stands_among_the_places_r10_65(cast, as_user, make):
    document = make(title="A study of return")
    statement = spoken.begun(cast, languages=("en",))
    spoken.write(cast, statement, "en", draft=f"We thank the authors of {document.symbol}.")
    page = as_user(cast.temir).get(document.get_absolute_url()).content.decode()
    assert statement.symbol in page
    assert statement.get_absolute_url() in page
    spoken.write(cast, statement, "en", draft=f"We thank the authors of {document.symbol}7.")
    assert statement.symbol not in as_user(cast.temir).get(document.get_absolute_url()).content.decode()
