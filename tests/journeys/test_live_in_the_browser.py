"""The meeting as it runs, on a tablet, a projector and a member's screen; with a line that drops."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from playwright.sync_api import expect

from meetings.models import ItemInTheRoom, Stretch
from meetings.states import MeetingState
from meetings.workflow import agenda, circulated
from tests.cast import sign_in
from tests.factories.meetings import MeetingFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TABLET = {"width": 820, "height": 1180}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def begun(cast):
    """A convened meeting of two items that began five minutes ago."""
    now = timezone.now()
    meeting = MeetingFactory(
        state=MeetingState.CONVENED, starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(minutes=55)
    )
    for title in ("Opening of the meeting", "Data sheet"):
        agenda.add_item(meeting, by=cast.aizada, title=title, minutes=20, secretariat_notes="Private words")
    circulated.issue_agenda(meeting, by=cast.aizada, edition="final")
    # A running portal has these in mind; asked one by one in a request they look like an N+1.
    ContentType.objects.get_for_models(*apps.get_models())
    return meeting


@pytest.fixture
def screen_of(browser, site):
    """`screen_of(user, size)`: a browser of its own for somebody in the room."""
    contexts = []

    def opened(user, size):
        context = browser.new_context(
            viewport=size, locale="en-GB", timezone_id="Asia/Bishkek", reduced_motion="reduce"
        )
        contexts.append(context)
        value = sign_in(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": site}])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def test_screens_follow_the_desk_and_taps_survive_a_lost_line(site, screen_of, begun, cast):
    desk, wall, phone = (
        screen_of(cast.aizada, TABLET),
        screen_of(cast.pavel, TABLET),
        screen_of(cast.aiko, PHONE),
    )
    address = f"{site}/meetings/{begun.slug}/live/"
    desk.goto(address)
    wall.goto(f"{address}screen/")
    phone.goto(f"{address}follow/")
    expect(wall.get_by_role("heading", name="The meeting has not been opened yet")).to_be_visible()

    desk.get_by_role("button", name="Open the meeting").click()
    desk.get_by_role("button", name="Next: 1. Opening of the meeting").click()
    expect(desk.get_by_role("heading", name="1. Opening of the meeting")).to_be_visible()
    expect(wall.get_by_role("heading", name="1. Opening of the meeting")).to_be_visible()
    expect(phone.get_by_role("heading", name="1. Opening of the meeting")).to_be_visible()
    expect(wall.locator("[data-elapsed]")).to_contain_text("0:0")

    # The line drops: the taps are kept with their time, also over a reload of the page once it is back.
    desk.context.set_offline(True)
    desk.get_by_role("button", name="5 minutes more").click()
    tapped_at = timezone.now()
    desk.get_by_role("button", name="Next: 2. Data sheet").click()
    expect(desk.get_by_text("until the line is back: 2.")).to_be_visible()
    desk.wait_for_timeout(3000)
    desk.context.set_offline(False)
    expect(desk.get_by_role("heading", name="2. Data sheet")).to_be_visible(timeout=15000)
    expect(desk.get_by_text("until the line is back")).to_be_hidden()
    first, second = Stretch.objects.order_by("started_at")
    assert first.ended_at == second.started_at
    assert abs(second.started_at - tapped_at) < timedelta(seconds=2)
    assert ItemInTheRoom.objects.get(item__title="Opening of the meeting").extra_minutes == 5

    # The wording is on the wall while it is typed.
    desk.get_by_label("Show it on the screens").check()
    box = desk.get_by_label("Wording of the decision")
    box.press_sequentially("The Network agrees", delay=30)
    expect(wall.get_by_text("The Network agrees")).to_be_visible(timeout=15000)
    expect(phone.get_by_text("The Network agrees")).to_be_visible(timeout=15000)
    expect(box).to_be_focused()
    expect(box).to_have_value("The Network agrees")
    assert "Private words" not in wall.content() + phone.content()

    desk.get_by_role("button", name="Record it in the minutes").click()
    expect(desk.get_by_text("The decision stands in the draft minutes now").last).to_be_visible()
    assert ItemInTheRoom.objects.get(item__title="Data sheet").item.entry.decisions.count() == 1

    desk.get_by_role("button", name="Came now: FAO").click()
    expect(desk.get_by_role("button", name="Came now: FAO")).to_have_count(0)
    assert begun.attendances.get().came_at is not None

    desk.get_by_role("button", name="Close the meeting").click()
    expect(desk.get_by_role("button", name="Mark as held")).to_be_visible()
    expect(wall.get_by_role("heading", name="The meeting is closed. Thank you.")).to_be_visible(timeout=15000)
    desk.get_by_role("button", name="Mark as held").click()
    expect(desk.get_by_text("The meeting is marked as held.")).to_be_visible()


def test_two_who_type_see_both_wordings(site, screen_of, begun, cast):
    mine, theirs = screen_of(cast.aizada, TABLET), screen_of(cast.pavel, TABLET)
    address = f"{site}/meetings/{begun.slug}/live/"
    mine.goto(address)
    mine.get_by_role("button", name="Open the meeting").click()
    mine.get_by_role("button", name="Next: 1. Opening of the meeting").click()
    expect(mine.get_by_label("Wording of the decision")).to_be_visible()
    theirs.goto(address)
    theirs.get_by_label("Wording of the decision").fill("Theirs")
    theirs.get_by_role("button", name="Save the wording").click()
    expect(theirs.locator("[data-wording-state]")).to_have_text("Saved.")
    expect(mine.get_by_label("Wording of the decision")).to_have_value("Theirs", timeout=15000)
    # From here on both type over the same version, this one without a line.
    mine.context.set_offline(True)
    mine.get_by_label("Wording of the decision").fill("Mine")
    theirs.get_by_label("Wording of the decision").fill("Theirs, longer")
    expect(theirs.locator("[data-wording-state]")).to_have_text("Saved.")
    theirs.wait_for_timeout(1500)
    mine.context.set_offline(False)
    expect(mine.get_by_text("Pavel Tyanshansky typed meanwhile:")).to_be_visible(timeout=15000)
    expect(mine.locator("[data-theirs]").get_by_text("Theirs, longer")).to_be_visible()
    expect(mine.get_by_label("Wording of the decision")).to_have_value("Mine")
    mine.get_by_role("button", name="Show mine").click()
    expect(mine.locator("[data-wording-state]")).to_have_text("Saved.")
    assert ItemInTheRoom.objects.get().wording == "Mine"
