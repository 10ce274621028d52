"""The editor in a real browser: typing, saving, ordering by keyboard and hand, two writers, a cut line."""

import re

import pytest
from playwright.sync_api import expect

from meetings.models import AgendaItem
from meetings.workflow import agenda as office
from tests.cast import sign_in
from tests.factories.meetings import MeetingFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meeting(cast):
    made = MeetingFactory(slug="qm-1", number=1)
    for title in ("Opening", "Referral pathway", "Any other business"):
        office.add_item(made, by=cast.aizada, title=title, minutes=30)
    return made


@pytest.fixture(autouse=True)
def _no_request_outlives_its_test(site, context):
    """Leave the pages while the database is still there for the requests that are under way."""
    yield
    for page in context.pages:
        page.wait_for_load_state("networkidle")
        page.goto("about:blank")


def enter(context, site, user):
    """A page of the editor in a context that is signed in as somebody."""
    cookie = sign_in(user).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    page = context.new_page()
    page.goto(f"{site}/meetings/qm-1/agenda/edit/")
    page.locator("[data-agenda][data-ready=yes]").wait_for()
    return page


def titles(page):
    rows = page.locator("[data-rows] > [data-item]")
    return [
        f"{row.locator('[data-number]').inner_text()} {row.locator('.agenda-title').input_value()}"
        for row in rows.all()
    ]


def saved(page):
    page.locator("[data-autosave][data-state=saved]").wait_for()


def item(title):
    return AgendaItem.objects.get(title=title)


def test_typing_saves_and_times_follow(cast, meeting, site, context):
    page = enter(context, site, cast.aizada)
    first = page.locator("[data-item]").first
    first.locator(".agenda-title").fill("Opening and welcome")
    first.locator("[name=minutes]").fill("15")
    assert page.locator("[data-clock]").nth(1).inner_text() == "10:15"
    assert "75 of 120 minutes" in page.locator("[data-total]").inner_text()
    page.locator("[data-autosave]:not([data-state=saved])").wait_for()
    saved(page)
    assert item("Opening and welcome").minutes == 15
    first.locator("[name=minutes]").fill("90")
    assert "30 minutes longer than the meeting" in page.locator("[data-spare]").inner_text()
    saved(page)


def test_by_keyboard_alone(cast, meeting, site, context):
    page = enter(context, site, cast.aizada)
    page.locator(".agenda-title").nth(1).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("[data-say]")).to_contain_text("is now item 1")
    assert titles(page)[0] == "1 Referral pathway"
    assert page.evaluate("document.activeElement.value") == "Referral pathway"
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".agenda-title").nth(1)).to_have_value("Referral pathway")
    page.keyboard.press("Alt+ArrowRight")
    page.locator(".is-sub").wait_for()
    expect(page.locator(".agenda-title").nth(1)).to_be_focused()
    assert titles(page) == ["1 Opening", "1.1 Referral pathway", "2 Any other business"]
    page.keyboard.press("Enter")
    expect(page.locator("[data-item]")).to_have_count(4)
    expect(page.locator(".agenda-title").nth(2)).to_be_focused()
    page.keyboard.type("Typed at once")
    saved(page)
    assert titles(page)[2] == "1.2 Typed at once"
    assert item("Typed at once").parent == item("Opening")


def slow_to_add(page):
    """Let every new item take its time, as on a slow line."""

    def wait(route):
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/agenda/items/new/", wait)


def test_titles_typed_faster_than_the_line_stay_apart(cast, meeting, site, context):
    page = enter(context, site, cast.aizada)
    slow_to_add(page)
    page.get_by_label("Title of the new item").first.focus()
    for title in ("Cash assistance", "Data on returns", "Next meeting"):
        page.keyboard.type(title)
        page.keyboard.press("Enter")
    expect(page.locator("[data-item]")).to_have_count(6)
    # What closes the meeting stays last.
    assert titles(page)[2:] == [
        "3 Cash assistance", "4 Data on returns", "5 Next meeting", "6 Any other business",
    ]  # fmt: skip


def test_enter_in_a_title_takes_the_next_words_at_once(cast, meeting, site, context):
    page = enter(context, site, cast.aizada)
    slow_to_add(page)
    page.locator(".agenda-title").first.focus()
    for title in ("", "Cash assistance", "Data on returns"):
        page.keyboard.type(title)
        page.keyboard.press("Enter")
    page.keyboard.type("Typed last")
    expect(page.locator("[data-item]")).to_have_count(6)
    expect(page.locator(".agenda-coming")).to_have_count(0)
    page.keyboard.type(" and on")
    saved(page)
    assert [one[2:] for one in titles(page)][:4] == [
        "Opening", "Cash assistance", "Data on returns", "Typed last and on",
    ]  # fmt: skip


def test_words_for_an_item_that_is_refused_are_given_back(cast, meeting, site, context):
    page = enter(context, site, cast.aizada)
    page.route("**/agenda/items/new/", lambda route: route.abort())
    page.locator(".agenda-title").first.press("Enter")
    page.keyboard.type("Not lost")
    expect(page.get_by_label("Title of the new item")).to_have_value("Not lost")
    expect(page.locator(".agenda-coming")).to_have_count(0)


def test_by_hand_a_row_is_dragged_to_the_top(cast, meeting, site, context):
    page = enter(context, site, cast.aizada)
    handle = page.locator("[data-handle]").nth(2).bounding_box()
    top = page.locator("[data-item]").first.bounding_box()
    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 10, top["y"] + 30, steps=5)
    page.mouse.move(handle["x"] + 10, top["y"] + 4, steps=3)
    page.mouse.up()
    expect(page.locator(".agenda-title").first).to_have_value("Any other business")
    assert titles(page) == ["1 Any other business", "2 Opening", "3 Referral pathway"]
    page.reload()
    assert titles(page)[0] == "1 Any other business"


def test_remove_has_an_undo(cast, meeting, site, context):
    page = enter(context, site, cast.aizada)
    row = page.locator("[data-item]").nth(1)
    row.locator("summary").first.click()
    row.locator("[data-remove]").click()
    page.get_by_text("Removed: “Referral pathway”.").wait_for()
    assert titles(page) == ["1 Opening", "2 Any other business"]
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-item]")).to_have_count(3)
    assert titles(page)[1] == "2 Referral pathway"


def test_two_writers_lose_nothing(cast, meeting, site, browser, browser_context_args):
    one = enter(browser.new_context(**browser_context_args), site, cast.aizada)
    two = enter(browser.new_context(**browser_context_args), site, cast.pavel)
    two.locator(".agenda-title").nth(1).fill("Referral pathway, his")
    saved(two)
    one.locator(".agenda-title").first.fill("Opening, hers")
    one.locator(".agenda-title").nth(1).fill("Referral pathway, hers")
    panel = one.locator(".agenda-conflict")
    panel.wait_for()
    assert panel.locator("[data-mine]").inner_text() == "Referral pathway, hers"
    assert panel.locator("[data-theirs]").inner_text() == "Referral pathway, his"
    assert AgendaItem.objects.filter(title="Referral pathway, his").exists()
    panel.get_by_role("button", name="Merge by hand").click()
    panel.locator("[data-merged]").fill("Referral pathway, ours")
    panel.get_by_role("button", name="Use this text").click()
    saved(one)
    assert item("Referral pathway, ours").version == 3
    assert AgendaItem.objects.filter(title="Opening, hers").exists()
    one.context.close()
    two.context.close()


def test_two_writers_of_two_fields_do_not_meet(cast, meeting, site, context):
    page = enter(context, site, cast.aizada)
    office.edit_item(item("Opening"), by=cast.pavel, expected=1, description="His words")
    page.locator(".agenda-title").first.fill("Her title")
    saved(page)
    kept = item("Her title")
    assert (kept.description, kept.version) == ("His words", 3)
    assert page.locator("[name=description]").first.input_value() == "His words"
    assert page.locator(".agenda-conflict").count() == 0


def test_a_cut_line_loses_no_word(cast, meeting, site, context):
    page = enter(context, site, cast.aizada)
    context.set_offline(True)
    page.locator(".agenda-title").first.fill("Typed without a line")
    page.locator("#trouble:not([hidden])").wait_for()
    assert page.locator("[data-autosave]").get_attribute("data-state") == "unsaved"
    context.set_offline(False)
    saved(page)
    assert AgendaItem.objects.filter(title="Typed without a line").exists()


def test_a_closed_browser_finds_the_words_again(cast, meeting, site, context):
    page = enter(context, site, cast.aizada)
    context.set_offline(True)
    page.locator(".agenda-title").first.fill("Typed before the fall")
    page.locator("#trouble:not([hidden])").wait_for()
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{site}/meetings/qm-1/agenda/edit/")
    expect(page.locator(".agenda-title").first).to_have_value("Typed before the fall")
    saved(page)
    assert AgendaItem.objects.filter(title="Typed before the fall").exists()


def test_an_ended_session_keeps_the_text_until_one_is_back(cast, meeting, site, context):
    page = enter(context, site, cast.aizada)
    context.clear_cookies(name="sessionid")
    page.locator(".agenda-title").first.fill("Typed after the session")
    page.get_by_text(re.compile("Your session has ended")).wait_for()
    assert not AgendaItem.objects.filter(title="Typed after the session").exists()
    cookie = sign_in(cast.aizada).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    page.evaluate("dispatchEvent(new Event('focus'))")
    saved(page)
    assert AgendaItem.objects.filter(title="Typed after the session").exists()


def test_presenters_are_found_by_typing(cast, meeting, site, context):
    page = enter(context, site, cast.aizada)
    row = page.locator("[data-item]").first
    row.locator("summary").first.click()
    search = row.locator("[data-pick=presenters] [data-search-input]")
    search.press_sequentially("aiko")
    search.press("Enter")
    saved(page)
    assert [person.name for person in item("Opening").presenters.all()] == ["Aiko Minatogawa"]


def test_files_are_dropped_and_refused_in_words(cast, meeting, site, context):
    page = enter(context, site, cast.aizada)
    row = page.locator("[data-item]").first
    row.locator("summary").first.click()
    files = row.locator("input[type=file]")
    files.set_input_files(
        [
            {"name": "good-paper.txt", "mimeType": "text/plain", "buffer": b"Words\n"},
            {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"MZ not a pdf"},
        ]
    )
    row.locator("[data-paper]").wait_for()
    row.locator(".agenda-upload .agenda-refused:not([hidden])").wait_for()
    assert row.locator("[data-paper] [name=title]").input_value() == "good paper"
    row.locator("[data-paper-remove]").click()
    page.get_by_role("button", name="Undo").click()
    row.locator("[data-paper]").wait_for()
    assert item("Opening").papers.get().removed_at is None
