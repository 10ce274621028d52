"""Search finds what one may see, in three languages, and says nothing about the rest."""

import pytest
from django.urls import reverse

from foundation.core.highlighting import fold, snippet, stems
from meetings.states import ItemState, MeetingState, MinutesState
from tests.factories.decisions import ActionPointFactory, AdoptedDecisionFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaRevisionFactory,
    GuestFactory,
    MeetingFactory,
    MinutesFactory,
    PaperFactory,
    in_days,
)
from tests.factories.review import ParagraphFactory, TextFactory, VersionFactory
from tests.searching import found, search


@pytest.fixture
def secrets(cast):
    """One row of each kind that speaks of kites; some of them are not for everybody."""
    meeting = MeetingFactory(title="Kites over Bishkek", state=MeetingState.CONVENED)
    MeetingFactory(title="Kites in preparation", state=MeetingState.DRAFT)
    item = AgendaItemFactory(meeting=meeting, title="Kites of the members")
    guest_item = AgendaItemFactory(meeting=meeting, title="Kites for guests", is_open_to_guests=True)
    AgendaItemFactory(meeting=meeting, title="Kites not circulated")
    PaperFactory(item=item, title="Kites paper")
    snapshot = {"items": [_frozen(item), _frozen(guest_item)]}
    AgendaRevisionFactory(meeting=meeting, snapshot=snapshot, items=[item, guest_item])
    version = VersionFactory(text=TextFactory())
    ParagraphFactory(version=version, position=1, html="<p>UNICEF spoke of kites.</p>")
    past = MeetingFactory(
        state=MeetingState.HELD, title="Sixth meeting", starts_at=in_days(-20), ends_at=in_days(-20, 12)
    )
    MinutesFactory(meeting=past, state=MinutesState.IN_REVIEW, text=version.text, review_ends=in_days(3))
    AdoptedDecisionFactory(title="Kites are allowed", text="The Network flies kites.")
    ActionPointFactory(text="Buy kites", owner=cast.orgs.fao)
    ActionPointFactory(text="Lend kites", owner=cast.orgs.sms)
    cast.meeting = meeting
    return cast


def _frozen(item):
    return {
        "pk": item.pk, "title": item.title, "title_ru": "", "title_ky": "", "description": "",
    }  # fmt: skip


def test_the_secretariat_finds_everything(secrets):
    assert found(secrets.aizada, "kites") == {
        "Meetings": ["Kites in preparation", "Kites over Bishkek"],
        "Agendas": ["Kites not circulated", "Kites for guests", "Kites of the members"],
        "Papers": ["Kites paper"],
        "Minutes": ["Sixth meeting, paragraph 1"],
        "Decisions": [str(secrets_decision())],
        "Action points": ["Lend kites", "Buy kites"],
    }


def secrets_decision():
    from decisions.models import Decision

    return Decision.objects.get()


def test_a_member_finds_agendas_as_they_were_circulated(secrets):
    assert found(secrets.aiko, "kites") == {
        "Meetings": ["Kites over Bishkek"],
        "Agendas": ["Kites for guests", "Kites of the members"],
        "Papers": ["Kites paper"],
        "Minutes": ["Sixth meeting, paragraph 1"],
        "Decisions": [str(secrets_decision())],
        "Action points": ["Lend kites", "Buy kites"],
    }


def test_an_outsider_finds_its_own_and_not_even_a_count_of_the_rest(secrets, as_user):
    assert found(secrets.kubanych, "kites") == {"Action points": ["Lend kites"]}
    GuestFactory(meeting=secrets.meeting, organisation=secrets.orgs.sms)
    assert found(secrets.kubanych, "kites") == {
        "Meetings": ["Kites over Bishkek"],
        "Agendas": ["Kites for guests"],
        "Action points": ["Lend kites"],
    }
    page = as_user(secrets.kubanych).get(reverse("home:search"), {"q": "kites"}).content.decode()
    assert "Kites of the members" not in page
    assert "Minutes" not in page.partition("<main")[2].partition("</main>")[0]


def test_a_reader_for_the_pmt_finds_no_minutes_under_review(secrets):
    assert "Minutes" not in found(secrets.kwame, "kites")
    assert found(secrets.kwame, "kites")["Meetings"] == ["Kites over Bishkek"]


@pytest.mark.parametrize("name", ["stranger", "hans"])
def test_who_has_no_part_finds_nothing(secrets, name):
    assert search(getattr(secrets, name), "kites") == []


def test_the_public_is_asked_to_sign_in(db, client):
    response = client.get(reverse("home:search"), {"q": "kites"})
    assert response.status_code == 302


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Повестка дня заседания", "повестки"),
        ("Возвращение и реинтеграция", "возвращению"),
        ("Өзгөн шаарындагы жыйын", "озгон"),
        ("Күн тартибин бекитүү", "кун тартиби"),
        ("Referral pathways for children", "pathway"),
        ("Migrants returning to villages", "return"),
        ("Trafficking in persons", "trafficing"),
    ],
)
def test_endings_slips_and_kyrgyz_letters_do_not_matter(cast, title, query):
    MeetingFactory(title="Other", title_ru=title, state=MeetingState.CONVENED)
    assert found(cast.aizada, query)["Meetings"] == ["Other"]


def test_people_and_organisations_are_found_by_name(cast):
    assert found(cast.aiko, "jyldyz")["People"] == ["Jyldyz Barskoonova"]
    assert found(cast.aiko, "Refugee")["Organisations"] == ["UN Refugee Agency"]
    assert "People" not in found(cast.kubanych, "jyldyz")


def test_a_snippet_marks_the_words_and_escapes_the_rest():
    text = "<p>Before &amp; <script>x</script> the kites rose.</p>"
    assert snippet(text, "kites") == "Before &amp;amp; x the <mark>kites</mark> rose."
    assert snippet("a" * 300, "kites").endswith(" …")


def test_folding_keeps_the_length():
    for text in ("Өзгөн", "İstanbul", "Straße", "ЁЖ"):
        assert len(fold(text)) == len(text)
    assert stems("Повестки дня") == ["повест", "дня"]


def test_too_short_a_query_finds_nothing(cast, as_user):
    page = as_user(cast.aiko).get(reverse("home:search"), {"q": "k"}).content.decode()
    assert "What are you looking for?" in page
    page = as_user(cast.aiko).get(reverse("home:search"), {"q": "xyzzyqq"}).content.decode()
    assert "Nothing was found" in page


def test_a_removed_item_is_not_found(secrets):
    from meetings.models import AgendaItem

    AgendaItem.objects.filter(title="Kites not circulated").update(state=ItemState.WITHDRAWN)
    assert "Kites not circulated" in found(secrets.aizada, "kites")["Agendas"]
    assert "Kites not circulated" not in found(secrets.aiko, "kites")["Agendas"]
