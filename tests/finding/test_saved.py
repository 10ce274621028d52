"""Saved searches are one's own, and write once, only when there is something new that one may see."""

from datetime import date

import pytest
from django.urls import reverse

from finding.alerts import send_search_alerts
from finding.letters import SearchAlerts
from finding.models import SavedSearch
from finding.workflow import MOST_SAVED, save_search
from foundation.circulation.models import Delivery
from foundation.core.links import sign_link
from foundation.core.workflow import Refused
from foundation.search.keeping import index_everything_stale
from tests.factories.knowledge import DocumentFactory
from tests.factories.meetings import in_days

MONDAY, TUESDAY, NEXT_MONDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 30)


def saved(user, words="kites", alerts="daily", **details):
    index_everything_stale()
    return save_search(user, name=f"My {words}", words=words, facets=(), alerts=alerts, **details)


def letters():
    return Delivery.objects.filter(circulation__occasion=SearchAlerts.occasion)


def test_a_search_is_saved_renamed_deleted_and_had_back(cast, as_user):
    client = as_user(cast.aiko)
    client.post(
        reverse("finding:saved_new") + "?q=kites&f=in:knowledge.document",
        {"name": "Kites", "alerts": "weekly"},
    )
    one = SavedSearch.objects.get()
    assert (one.user, one.words, one.facets, one.alerts) == (
        cast.aiko,
        "kites",
        ["in:knowledge.document"],
        "weekly",
    )
    client.post(reverse("finding:saved_edit", args=[one.pk]), {"name": "Kites of all", "alerts": "never"})
    assert "Kites of all" in client.get(reverse("finding:saved_list")).content.decode()
    page = client.post(reverse("finding:saved_delete", args=[one.pk]), follow=True).content.decode()
    assert "“Kites of all” is deleted." in page
    assert client.get(reverse("finding:saved_edit", args=[one.pk])).status_code == 404
    client.post(reverse("finding:saved_restore", args=[one.pk]))
    assert "Kites of all" in client.get(reverse("finding:saved_list")).content.decode()


def test_an_empty_search_or_one_too_many_is_refused_with_a_sentence(cast, as_user):
    page = as_user(cast.aiko).post(reverse("finding:saved_new"), {"name": "Nothing", "alerts": "never"})
    assert "There is nothing to look for yet." in page.content.decode()
    SavedSearch.objects.bulk_create(
        SavedSearch(user=cast.aiko, name=str(number), words="x") for number in range(MOST_SAVED)
    )
    with pytest.raises(Refused, match="Delete one"):
        saved(cast.aiko)


def test_nothing_new_sends_no_letter(cast):
    DocumentFactory(title="Kites", owner=cast.orgs.fao)
    saved(cast.aiko)
    assert send_search_alerts(TUESDAY) is None
    assert not letters().exists()


def test_one_letter_for_all_searches_of_a_person_and_never_twice(cast):
    saved(cast.aiko)
    saved(cast.aiko, "balloons")
    saved(cast.jyldyz, alerts="never")
    DocumentFactory(title="Kites over Osh", owner=cast.orgs.fao)
    DocumentFactory(title="Balloons over Osh", owner=cast.orgs.fao)
    index_everything_stale()
    send_search_alerts(MONDAY)
    send_search_alerts(MONDAY)
    letter = letters().get()
    assert letter.address == cast.aiko.email
    assert "Kites over Osh" in letter.text
    assert "Balloons over Osh" in letter.text
    assert send_search_alerts(TUESDAY) is None


def test_what_one_may_not_see_is_in_no_letter_and_comes_when_one_may(cast):
    """R8.44, R8.48: what is opened to somebody later is new to them then."""
    for user in (cast.aiko, cast.kubanych):
        saved(user)
    document = DocumentFactory(title="Kites", owner=cast.orgs.fao)
    index_everything_stale()
    send_search_alerts(MONDAY)
    assert [letter.address for letter in letters()] == [cast.aiko.email]
    type(document).objects.filter(pk=document.pk).update(audience="network-and-state")
    index_everything_stale()
    send_search_alerts(TUESDAY)
    assert sorted(letter.address for letter in letters()) == sorted([cast.aiko.email, cast.kubanych.email])


def test_a_weekly_letter_comes_once_in_a_week_and_none_on_a_day_of_rest(cast):
    saved(cast.aiko, alerts="weekly")
    for title, day, count in (
        ("Kites 1", MONDAY, 1), ("Kites 2", TUESDAY, 1), ("Kites 3", date(2026, 11, 29), 1), ("Kites 4", NEXT_MONDAY, 2),
    ):  # fmt: skip
        DocumentFactory(title=title, owner=cast.orgs.fao)
        index_everything_stale()
        send_search_alerts(day)
        assert letters().count() == count


def test_strictly_confidential_titles_stay_in_the_portal(cast):
    """R8.48."""
    one = saved(cast.aiko)
    document = DocumentFactory(
        title="Kites of a secret kind", owner=cast.orgs.fao, audience="named",
        classification="strictly-confidential",
    )  # fmt: skip
    document.named_readers.create(person=cast.aiko.person)
    index_everything_stale()
    send_search_alerts(MONDAY)
    letter = letters().get()
    assert "Kites of a secret kind" not in letter.text + letter.html
    assert "A strictly confidential document" in letter.text
    assert document.get_absolute_url() in letter.text
    assert one.name in letter.text


def test_a_signed_link_stops_the_letters_by_a_button_alone(cast, client):
    one = saved(cast.aiko)
    token = sign_link("search-alerts", in_days(9), user=cast.aiko.pk)
    url = reverse("finding:alerts_stop", args=[token])
    client.get(url)
    one.refresh_from_db()
    assert one.alerts == "daily"
    client.post(url)
    one.refresh_from_db()
    assert one.alerts == "never"
    assert client.get(reverse("finding:alerts_stop", args=["nothing"])).status_code == 410
