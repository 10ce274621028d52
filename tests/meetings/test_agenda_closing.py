"""New items come before what closes a meeting, unless somebody puts them elsewhere (RULES R10.58)."""

import pytest

from meetings.workflow import agenda, backlog, offers
from meetings.workflow import meeting as life
from meetings.workflow.standing_items import STANDING_ITEMS, title_in
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db


def titles_of(meeting):
    return [item.title for item in meeting.items.on_agenda()]


@pytest.mark.parametrize(
    "closing", [["Any other business"], ["Any other business: dates", "Closing of the meeting"]]
)
def test_what_is_added_comes_before_what_closes_the_meeting(cast, closing):
    meeting = MeetingFactory(number=40)
    for title in ("Adoption of the agenda", *closing):
        agenda.add_item(meeting, by=cast.aizada, at_end=True, title=title)
    agenda.add_item(meeting, by=cast.aizada, title="New")
    kept = backlog.propose_to_backlog(by=cast.temir, organisation=cast.orgs.fao, title="From the backlog")
    offers.take_offer(meeting, by=cast.aizada, key=f"backlog-{kept.pk}")
    life.convene(meeting, by=cast.aizada)
    item = agenda.propose_item(meeting, by=cast.temir, organisation=cast.orgs.fao, title="Proposed")
    offers.take_offer(meeting, by=cast.aizada, key=f"proposal-{item.pk}")
    assert titles_of(meeting) == ["Adoption of the agenda", "New", "From the backlog", "Proposed", *closing]


def test_where_somebody_puts_an_item_it_stays(cast):
    meeting = MeetingFactory(number=41)
    agenda.add_standing_items(meeting, by=cast.aizada)
    last = meeting.items.on_agenda().last()
    assert last.title == "Any other business"
    after = agenda.add_item(meeting, by=cast.aizada, after=last, title="After all")
    assert titles_of(meeting)[-2:] == ["Any other business", "After all"]
    # Once something else is last, the agenda ends with it: new items come behind it.
    agenda.add_item(meeting, by=cast.aizada, title="New")
    assert titles_of(meeting)[-3:] == ["Any other business", "After all", "New"]
    agenda.move_item(meeting, by=cast.aizada, item=after, direction="up")
    assert titles_of(meeting)[-3:] == ["After all", "Any other business", "New"]


def test_titles_in_russian_close_a_meeting_as_well(cast):
    meeting = MeetingFactory(number=42)
    title = title_in(STANDING_ITEMS[-1][0], "ru")
    agenda.add_item(meeting, by=cast.aizada, title=title)
    agenda.add_item(meeting, by=cast.aizada, title="Новый пункт")
    assert titles_of(meeting) == ["Новый пункт", title]
