"""Agendas of working groups begin with their own templates, items and last agenda (RULES R10.58, USERS.md 6)."""

import pytest
from django.urls import reverse

from foundation.core.workflow import Refused
from meetings.states import ItemKind, MeetingKind, MeetingState
from meetings.workflow import templates
from meetings.workflow.agenda import add_standing_items
from meetings.workflow.offers import matters_to_report
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, in_days
from tests.factories.workinggroups import GroupFactory, seat
from workinggroups.states import GroupRole


@pytest.fixture
def group(cast):
    made = GroupFactory(slug="wg-return", name="Return and reintegration")
    seat(cast.aiko, made, GroupRole.LEAD)
    seat(cast.kubanych, made, GroupRole.PARTNER)
    return made


def meeting_of(group, number, day, **facts):
    """A meeting of the group on a day from today."""
    return MeetingFactory(
        kind=MeetingKind.GROUP,
        group=group,
        number=number,
        slug=f"{group.slug}-{number}",
        starts_at=in_days(day),
        ends_at=in_days(day, 12),
        **facts,
    )


@pytest.fixture
def coming(group):
    return meeting_of(group, 2, 20)


def test_the_standing_items_of_a_group_leave_out_those_of_the_network(cast, coming):
    add_standing_items(coming, by=cast.aiko)
    rows = list(coming.items.on_agenda())
    titles = [row.title for row in rows]
    assert "What the group reports to the Network" in titles
    assert "Matters arising: action points of the group" in titles
    assert "Adoption of the agenda" not in titles
    assert ItemKind.DECISION not in {row.kind for row in rows}


def test_the_matters_arising_that_are_offered_to_a_group_are_its_own(coming):
    offer = next(matters_to_report(coming))
    assert offer.words["title"] == "Matters arising: action points of the group"


def test_a_template_for_groups_begins_with_their_items_and_holds_no_decision(cast):
    kept = templates.make_template(by=cast.aizada, name="Groups", kind=MeetingKind.GROUP)
    assert "What the group reports to the Network" in {row.title for row in kept.items.all()}
    rows = [{"title": "Vote of thanks", "kind": ItemKind.DECISION, "minutes": 5}]
    with pytest.raises(Refused, match="takes no decisions"):
        templates.make_template(by=cast.aizada, name="Wrong", kind=MeetingKind.GROUP, items=rows)


def test_the_template_pages_offer_the_kind_and_begin_with_its_items(cast, as_user):
    client = as_user(cast.aizada)
    address = reverse("meetings:template_new")
    assert f"{address}?kind=working-group" in client.get(reverse("meetings:template_list")).text
    page = client.get(address, {"kind": "working-group"}).text
    assert "What the group reports to the Network" in page
    assert '<option value="working-group" selected' in page
    assert "Adoption of the agenda" in client.get(address, {"kind": "nonsense"}).text


def test_the_lead_begins_only_with_a_template_for_groups(cast, as_user, coming):
    """The editor of a group's meeting offers that kind; another one is refused even when it is forged."""
    kept = templates.make_template(by=cast.aizada, name="For groups", kind=MeetingKind.GROUP)
    other = templates.make_template(by=cast.aizada, name="For the quarter", kind=MeetingKind.QUARTERLY)
    lead = as_user(cast.aiko)
    page = lead.get(reverse("meetings:agenda_edit", args=[coming.slug])).text
    assert "For groups" in page
    assert "For the quarter" not in page
    start = reverse("meetings:agenda_start", args=[coming.slug])
    assert lead.post(start, {"template": other.pk}).status_code == 404
    with pytest.raises(Refused, match="another kind of meeting"):
        templates.start_from_template(coming, by=cast.aizada, template=other)
    assert lead.post(start, {"template": kept.pk}).status_code == 302
    assert coming.items.on_agenda().count() == 6


def test_templates_stay_with_the_secretariat(cast, as_user, group):
    kept = templates.make_template(by=cast.aizada, name="For groups", kind=MeetingKind.GROUP)
    assert as_user(cast.aiko).get(reverse("meetings:template", args=[kept.pk])).status_code == 403


def test_the_last_agenda_is_that_of_the_same_group(cast, group, coming):
    other = GroupFactory(slug="wg-data")
    AgendaItemFactory(meeting=meeting_of(group, 1, -30, state=MeetingState.HELD), title="Ours")
    AgendaItemFactory(meeting=meeting_of(other, 1, -5, state=MeetingState.HELD), title="Theirs")
    templates.start_from_last_agenda(coming, by=cast.aiko)
    assert [row.title for row in coming.items.on_agenda()] == ["Ours"]


def test_the_list_of_meetings_shows_the_networks_own_until_a_group_is_chosen(cast, as_user, group, coming):
    """Who sits in a group finds what is coming there under a heading of its own."""
    type(coming).objects.filter(pk=coming.pk).update(title="Group meets", state=MeetingState.CONVENED)
    MeetingFactory(number=8, slug="qm-8", title="Network meets", state=MeetingState.CONVENED)
    address = reverse("meetings:meeting_list")
    office, lead = as_user(cast.aizada), as_user(cast.aiko)
    assert "Group meets" not in office.get(address).text
    assert "Group meets" in office.get(address, {"of": "all"}).text
    chosen = office.get(address, {"of": group.slug}).context["coming"]
    assert [meeting.title for meeting in chosen] == ["Group meets"]
    page = lead.get(address).text
    assert "Coming in your working groups" in page
    assert "Group meets" in page
    stranger = as_user(cast.temir).get(address, {"of": group.slug}).text
    assert "Group meets" not in stranger
    assert group.name not in stranger
