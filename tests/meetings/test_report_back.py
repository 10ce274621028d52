"""A working group reports back to the Network, under its own name (RULES R8.44, R10.58; USERS.md 6)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.core.workflow import NotPermitted, Refused
from meetings.models import BacklogItem
from meetings.states import BacklogState, MeetingKind, MeetingState
from meetings.workflow import backlog, offers
from meetings.workflow.report_back import report_back
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, in_days
from tests.factories.workinggroups import GroupFactory, seat
from workinggroups.states import GroupRole


@pytest.fixture
def group(cast):
    made = GroupFactory(slug="wg-return", name="Return and reintegration")
    seat(cast.aiko, made, GroupRole.LEAD)
    seat(cast.jyldyz, made, GroupRole.MEMBER)
    seat(cast.kubanych, made, GroupRole.PARTNER)
    return made


@pytest.fixture
def met(group):
    return MeetingFactory(
        kind=MeetingKind.GROUP,
        group=group,
        number=1,
        slug="wg-return-1",
        state=MeetingState.HELD,
        starts_at=in_days(-9),
        ends_at=in_days(-9, 12),
    )


@pytest.fixture
def quarterly(db):
    return MeetingFactory(number=9, slug="qm-9", title="Ninth meeting")


def keys_offered(meeting):
    return {offer.key for offer in offers.from_the_backlog(meeting)}


def test_what_a_group_reports_is_offered_to_the_next_quarterly_meeting_under_its_name(cast, group, quarterly):
    row = report_back(group, by=cast.aiko, title="One list of services", description="Ready for use.")
    (offer,) = [one for one in offers.from_the_backlog(quarterly) if one.key == f"backlog-{row.pk}"]
    assert (offer.why, offer.note) == ("Report of a working group", "Return and reintegration")
    item = offers.take_offer(quarterly, by=cast.aizada, key=offer.key)
    assert "Report of the working group “Return and reintegration”." in item.description
    assert "Ready for use." in item.description
    assert list(item.presenters.all()) == [cast.aiko.person]
    assert item.proposed_by is None
    assert not keys_offered(MeetingFactory(number=10, slug="qm-10"))


def test_it_is_offered_to_no_meeting_of_a_group_and_to_no_other_kind(cast, group, met):
    report_back(group, by=cast.aiko, title="One list of services")
    assert not keys_offered(met)
    assert not keys_offered(MeetingFactory(kind=MeetingKind.ANNUAL, number=3, slug="anm-3"))


def test_only_who_leads_the_group_and_the_secretariat_report(cast, group):
    for name in ("jyldyz", "kubanych", "temir", "ingrid"):
        with pytest.raises(NotPermitted):
            report_back(group, by=getattr(cast, name), title="One list")
    assert report_back(group, by=cast.aizada, title="One list").proposer == cast.aiko.person


def test_an_item_is_reported_once_and_only_by_its_own_group(cast, group, met):
    item = AgendaItemFactory(meeting=met, title="The list")
    first = report_back(group, by=cast.aiko, title="The list", item=item)
    with pytest.raises(Refused, match="reported already"):
        report_back(group, by=cast.aiko, title="The list again", item=item)
    backlog.withdraw_backlog_item(first, by=cast.aiko)
    report_back(group, by=cast.aiko, title="The list, corrected", item=item)
    other = GroupFactory(slug="wg-data")
    with pytest.raises(Refused, match="of the group itself"):
        report_back(other, by=cast.aizada, title="Not ours", item=item)


def test_a_report_always_has_its_group(group):
    for facts in ({"origin": "report-back"}, {"origin": "proposal", "group": group}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BacklogItem.objects.create(title="Whose?", **facts)


def test_what_is_reported_is_read_by_the_groups_members_and_not_by_partners(cast, group):
    """R8.44: until an agenda takes it."""
    row = report_back(group, by=cast.aiko, title="One list")
    sees = {
        name: BacklogItem.objects.visible_to(getattr(cast, name)).filter(pk=row.pk).exists()
        for name in ("aiko", "jyldyz", "aizada", "ingrid", "kubanych", "temir", "anara", "kwame", "hans")
    }
    assert {name for name, does in sees.items() if does} == {"aiko", "jyldyz", "aizada", "ingrid"}


def test_the_lead_reports_an_item_of_a_meeting_by_pages_and_withdraws_it(cast, as_user, group, met):
    item = AgendaItemFactory(meeting=met, title="The list", description="Only for us")
    lead = as_user(cast.aiko)
    address = f"{reverse('meetings:group_report_new', args=[group.slug])}?item={item.pk}"
    assert address in lead.get(met.get_absolute_url()).text
    page = lead.get(address).text
    assert 'value="The list"' in page
    assert "Only for us" not in page
    words = {"title": "The list", "description": "Ready", "kind": "information", "minutes": "10"}
    assert lead.post(address, {**words, "title": ""}).status_code == 200
    answer = lead.post(address, words, follow=True)
    row = BacklogItem.objects.get(group=group)
    assert row.reported_from == item
    assert "The list" in answer.text
    assert address not in lead.get(met.get_absolute_url()).text
    assert "The list" not in as_user(cast.kubanych).get(
        reverse("meetings:group_meetings", args=[group.slug])
    ).text.replace(met.title, "")
    lead.post(reverse("meetings:backlog_withdraw", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == BacklogState.WITHDRAWN


def test_the_page_of_the_group_says_where_a_report_was_taken_up(cast, as_user, group, quarterly):
    row = report_back(group, by=cast.aiko, title="One list")
    page = reverse("meetings:group_meetings", args=[group.slug])
    assert "Waiting for a meeting" in as_user(cast.aiko).get(page).text
    offers.take_offer(quarterly, by=cast.aizada, key=f"backlog-{row.pk}")
    assert "Ninth meeting" not in as_user(cast.aiko).get(page).text
    assert "On an agenda" in as_user(cast.aiko).get(page).text
    type(quarterly).objects.filter(pk=quarterly.pk).update(state=MeetingState.CONVENED)
    assert "Ninth meeting" in as_user(cast.aiko).get(page).text
    assert "Return and reintegration" in as_user(cast.aizada).get(reverse("meetings:backlog")).text


def test_an_item_of_another_groups_meeting_is_not_found(cast, as_user, group):
    item = AgendaItemFactory(meeting=MeetingFactory(number=4, slug="qm-4"))
    address = reverse("meetings:group_report_new", args=[group.slug])
    assert as_user(cast.aiko).get(address, {"item": item.pk}).status_code == 404
    assert as_user(cast.aiko).get(address, {"item": "x"}).status_code == 404


def test_who_leads_a_group_takes_back_what_was_carried_over(cast, group, met):
    item = AgendaItemFactory(meeting=met, title="The list")
    row = backlog.carry_over(item, by=cast.aiko)
    assert BacklogItem.objects.visible_to(cast.aiko).filter(pk=row.pk)
    backlog.take_back_carry_over(item, by=cast.aiko)
    row.refresh_from_db()
    assert row.state == BacklogState.WITHDRAWN
