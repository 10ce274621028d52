"""The letter with new updates: once in a period, of what its reader may see and has not seen (R8.44, R10.54, R10.61)."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from foundation.accounts.workflow import change_settings
from foundation.circulation.models import Delivery
from foundation.core.links import sign_link
from foundation.core.working_days import BISHKEK
from knowledge.digest import period_begins, send_updates_letters
from knowledge.letters import MOST_IN_A_LETTER, NewUpdates
from knowledge.models import Update
from knowledge.tasks import send_updates_letters as task
from knowledge.workflow import updates as office
from tests.factories.knowledge import UpdateFactory
from tests.factories.meetings import in_days

FRIDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)
NEXT_MONDAY, FIRST = date(2026, 11, 30), date(2026, 12, 1)


def at(day, hour=12, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BISHKEK)


@pytest.fixture
def news(cast):
    """`news(title, day)`: FAO posts for everybody in the Network."""

    def post(title="Kites", moment=None, **details):
        details = {"author": cast.temir.person, **details}
        return UpdateFactory(title=title, posted_at=moment or at(FRIDAY), **details)

    return post


def letters(user=None):
    rows = Delivery.objects.filter(circulation__occasion=NewUpdates.occasion).order_by("pk")
    return rows.filter(reader=user) if user else rows


def chose(user, every):
    change_settings(user, by=user, updates_letter=every)


@pytest.fixture
def alone(cast):
    """Nobody but Aiko has letters."""
    type(cast.aiko).objects.exclude(pk=cast.aiko.pk).update(updates_letter="never")
    return cast.aiko


def test_it_comes_weekly_to_everybody_who_has_not_chosen_otherwise(cast, news):
    """R8.44: to whom the update is meant for, and not to who wrote it."""
    news()
    send_updates_letters(MONDAY)
    insiders = ("aizada", "pavel", "ingrid", "tomas", "nurzat", "chiara", "aiko", "jyldyz", "leila")
    assert {one.reader for one in letters()} == {getattr(cast, name) for name in insiders}


def test_nothing_is_sent_when_there_is_nothing(cast):
    assert send_updates_letters(MONDAY) is None
    task()
    assert not letters().exists()


def test_it_tells_of_what_was_posted_before_the_week_began(alone, news):
    news("Before midnight", at(date(2026, 11, 22), 23, 59))
    news("After midnight", at(MONDAY, 0, 0))
    send_updates_letters(MONDAY)
    assert "Before midnight" in letters().get().text
    assert "After midnight" not in letters().get().text
    send_updates_letters(NEXT_MONDAY)
    assert "After midnight" in letters().last().text
    assert "Before midnight" not in letters().last().text


def test_a_clock_that_stood_still_writes_later_and_says_the_same(alone, news):
    news()
    news("Of Monday itself", at(MONDAY))
    send_updates_letters(date(2026, 11, 26))
    assert "Of Monday itself" not in letters().get().text


def test_run_twice_or_all_the_week_it_writes_once(alone, news):
    news()
    for day in (MONDAY, MONDAY, TUESDAY, FRIDAY):
        send_updates_letters(day)
    assert letters().count() == 1


@pytest.mark.parametrize(
    ("every", "days", "count"),
    [
        ("never", (MONDAY, TUESDAY, NEXT_MONDAY), 0),
        ("daily", (MONDAY, TUESDAY, TUESDAY, date(2026, 11, 28), NEXT_MONDAY), 3),
        ("weekly", (MONDAY, TUESDAY, NEXT_MONDAY, FIRST), 2),
        ("monthly", (MONDAY, TUESDAY, NEXT_MONDAY, FIRST, date(2026, 12, 2)), 2),
    ],
)
def test_as_often_as_the_reader_chose_and_on_no_day_of_rest(alone, news, every, days, count):
    chose(alone, every)
    for number, day in enumerate(days):
        news(f"Kites {number}", at(date(2026, 10, 15), number))
        send_updates_letters(day)
    assert letters().count() == count


def test_periods_begin_with_the_day_the_monday_and_the_first():
    thursday = date(2026, 12, 3)
    begun = [period_begins(every, thursday) for every in ("daily", "weekly", "monthly")]
    assert begun == [thursday, NEXT_MONDAY, FIRST]


def test_who_chooses_another_period_gets_no_second_letter_in_it(alone, news):
    news()
    send_updates_letters(MONDAY)
    chose(alone, "monthly")
    news("More kites", at(date(2026, 10, 15)))
    assert send_updates_letters(TUESDAY) is None


def test_what_was_opened_in_the_portal_comes_in_no_letter(alone, as_user, news):
    as_user(alone).get(news().get_absolute_url())
    assert send_updates_letters(MONDAY) is None


def test_what_was_in_a_letter_does_not_come_again_though_changed(alone, cast, news):
    made = news()
    send_updates_letters(MONDAY)
    Update.objects.filter(pk=made.pk).update(text="Other words")
    assert send_updates_letters(NEXT_MONDAY) is None


def test_what_was_withdrawn_or_narrowed_before_it_left_is_in_no_letter(cast, news):
    gone, narrowed = news("Gone"), news("Narrowed", audience="network-and-state")
    office.withdraw_update(gone, by=cast.temir, reason="Wrong figures")
    office.change_update_readers(narrowed, by=cast.temir, classification="unclassified", audience="network")
    send_updates_letters(MONDAY)
    assert not letters(cast.kubanych).exists()
    assert "Narrowed" in letters(cast.aiko).get().text
    assert not [one for one in letters() if "Gone" in one.text + one.html]


def test_a_partner_gets_what_is_meant_for_it_in_its_own_language(cast, news, group):
    """R8.44, R10.54: the words around are in the reader's language, the update in its own."""
    news("Only for members")
    news("Kites of the group", audience="group", group=group)
    send_updates_letters(MONDAY)
    letter = letters(cast.kubanych).get()
    assert letter.language == "ru"
    assert "Kites of the group" in letter.text
    assert "Only for members" not in letter.text + letter.html
    assert letters(cast.aiko).get().language == "en"


def test_of_confidential_ones_it_has_the_title_and_the_link_alone(alone, news):
    """R8.48."""
    made = news("A title", classification="confidential", text="Words that stay in the portal")
    send_updates_letters(MONDAY)
    letter = letters().get()
    assert made.get_absolute_url() in letter.text
    assert "Words that stay" not in letter.text + letter.html


def test_old_news_is_no_news_and_a_long_letter_goes_on_in_the_next(alone, news):
    news("Of last winter", at(date(2026, 1, 15)))
    for number in range(MOST_IN_A_LETTER + 1):
        news(f"Kites {number:02}", at(FRIDAY, 1, number))
    send_updates_letters(MONDAY)
    letter = letters().get()
    assert "And 1 more" in letter.text
    assert "Of last winter" not in letter.text
    assert "Kites 00" not in letter.text
    send_updates_letters(NEXT_MONDAY)
    assert "Kites 00" in letters().last().text


def test_who_left_or_has_no_account_any_more_gets_none(alone, news):
    news()
    type(alone).objects.update(is_active=False)
    assert send_updates_letters(MONDAY) is None


def test_a_signed_link_stops_the_letters_by_a_button_alone(cast, client, news):
    """R10.61."""
    news()
    send_updates_letters(MONDAY)
    letter = letters(cast.aiko).get()
    assert letter.unsubscribe_url in letter.text
    url = reverse("update_answers:updates_stop", args=[letter.unsubscribe_url.rstrip("/").split("/")[-1]])
    client.get(url)
    cast.aiko.refresh_from_db()
    assert cast.aiko.updates_letter == "weekly"
    assert "You get no letters with updates any more." in client.post(url).content.decode()
    cast.aiko.refresh_from_db()
    assert cast.aiko.updates_letter == "never"
    other = sign_link("search-alerts", in_days(9), user=cast.jyldyz.pk)
    assert client.post(reverse("update_answers:updates_stop", args=[other])).status_code == 410


def test_the_settings_page_has_the_choice(cast, as_user):
    client = as_user(cast.aiko)
    choices = {"language": "en", "digest_day": "monday", "updates_letter": "monthly"}
    client.post(reverse("accounts:settings"), choices)
    cast.aiko.refresh_from_db()
    assert cast.aiko.updates_letter == "monthly"
    assert "Letter with new updates" in client.get(reverse("accounts:settings")).content.decode()
    assert "updates_letter" not in as_user(cast.stranger).get(reverse("accounts:settings")).content.decode()
