"""The calendar of one working group in somebody's own program: its dates only, for its people only (R8.44)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils import timezone

from foundation.core.workflow import NotPermitted
from meetings.states import MeetingKind, MeetingState, MinutesState
from members import workflow as members
from members.calendar import close_of_business
from members.models import FeedKey
from tests.calendars import events
from tests.factories.decisions import ActionPointFactory
from tests.factories.meetings import MeetingFactory, MinutesFactory, in_days
from tests.factories.review import TextFactory, VersionFactory
from tests.factories.workinggroups import DeliverableFactory, GroupFactory, forget_standing, seat
from workinggroups.models import GroupFeedKey
from workinggroups.states import GroupRole
from workinggroups.workflow import feeds


@pytest.fixture
def group(cast):
    """UNICEF leads, FAO sits, the state is a partner."""
    made = GroupFactory(slug="wg-return", name="Return and reintegration")
    seat(cast.aiko, made, GroupRole.LEAD)
    seat(cast.temir, made)
    seat(cast.kubanych, made, GroupRole.PARTNER)
    return made


@pytest.fixture
def other(cast):
    """Another group, in which the lead of the first sits too."""
    made = GroupFactory(slug="wg-data", name="Data and evidence")
    seat(cast.leila, made, GroupRole.LEAD)
    seat(cast.aiko, made)
    return made


def meets(group, title, days, state=MeetingState.CONVENED, **fields):
    return MeetingFactory(
        kind=MeetingKind.GROUP, group=group, title=title, state=state,
        starts_at=in_days(days), ends_at=in_days(days, 12), **fields,
    )  # fmt: skip


def fill(group, word, cast):
    """A meeting that comes, one in preparation, one whose minutes are reviewed, and what is owed."""
    meets(group, f"{word} meets", 20)
    meets(group, f"{word} prepares", 50, MeetingState.DRAFT)
    held = meets(group, f"{word} met", -5, MeetingState.HELD)
    version = VersionFactory(text=TextFactory())
    MinutesFactory(meeting=held, state=MinutesState.IN_REVIEW, text=version.text, review_ends=in_days(3))
    DeliverableFactory(group=group, title=f"{word} owes", owner=cast.orgs.fao)


def address_of(user, group):
    feed = feeds.make_group_feed(group, by=user)
    return reverse("home:group_feed_ics", args=[feed.pk, feed.proof])


def titles(response):
    return {str(mine["summary"]) for mine, _theirs in events(response).values()}


def test_the_feed_holds_the_meetings_deliverables_and_reviews_of_one_group_and_nothing_else(
    cast, client, group, other
):
    fill(group, "Ours", cast)
    fill(other, "Theirs", cast)
    MeetingFactory(
        state=MeetingState.CONVENED, title="Of the Network", starts_at=in_days(9), ends_at=in_days(9, 12)
    )
    ActionPointFactory(text="of the Network", owner=cast.orgs.unicef, due_on=timezone.localdate())
    response = client.get(address_of(cast.temir, group))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    found = titles(response)
    assert {
        "Ours meets", "Ours met", "Remarks on the draft minutes: Ours met",
        "Deliverable of Return and reintegration: Ours owes",
    } <= found  # fmt: skip
    assert not [title for title in found if "Ours" not in title]
    assert not [title for title in found if "Ours prepares" in title]
    assert "Return and reintegration" in response.content.decode()
    assert "Ours prepares" in titles(client.get(address_of(cast.aiko, group)))


def test_who_sits_in_two_groups_has_a_feed_of_each(cast, client, group, other):
    fill(group, "Ours", cast)
    fill(other, "Theirs", cast)
    one, two = address_of(cast.aiko, group), address_of(cast.aiko, other)
    assert not [title for title in titles(client.get(one)) if "Theirs" in title]
    assert not [title for title in titles(client.get(two)) if "Ours" in title]
    assert "Theirs meets" in titles(client.get(two))


def test_both_parsers_read_the_same_instants(cast, client, group):
    meeting = meets(group, "Third; meeting, \\ long " * 8, 20)
    owed = DeliverableFactory(group=group, title="List, of; services", owner=cast.orgs.fao)
    response = client.get(address_of(cast.kubanych, group))
    assert max(len(line.encode()) for line in response.content.decode().split("\r\n")) <= 75
    found = events(response)
    mine, theirs = found[f"meeting-{meeting.pk}@unmn.example"]
    assert mine.decoded("dtstart") == theirs.dtstart.value == meeting.starts_at
    assert mine.decoded("dtend") == theirs.dtend.value == meeting.ends_at
    assert str(mine["summary"]) == theirs.summary.value == meeting.title
    mine, theirs = found[f"deliverable-{owed.pk}@unmn.example"]
    assert mine.decoded("dtstart") == theirs.dtstart.value == close_of_business(owed.due_on)
    assert "dtend" not in mine


def test_what_is_cancelled_leaves_the_feed(cast, client, group):
    meets(group, "Called off", 12, MeetingState.CANCELLED, reason="Snow")
    assert "Called off" not in titles(client.get(address_of(cast.temir, group)))


def test_a_partner_reads_no_more_in_the_feed_than_on_the_pages(cast, client, group):
    fill(group, "Ours", cast)
    found = titles(client.get(address_of(cast.kubanych, group)))
    assert "Ours meets" in found
    assert not [title for title in found if "prepares" in title or title.startswith("Action point")]


def test_the_office_may_follow_a_group_in_which_it_does_not_sit(cast, client, group):
    fill(group, "Ours", cast)
    for user in (cast.aizada, cast.tomas):
        found = titles(client.get(address_of(user, group)))
        assert {"Ours meets", "Deliverable of Return and reintegration: Ours owes"} < found
        assert "Remarks on the draft minutes: Ours met" in found


@pytest.mark.parametrize("who", ["leila", "anara", "kwame", "stranger", "hans"])
def test_who_is_not_in_the_group_gets_no_address(cast, as_user, group, who):
    user = getattr(cast, who)
    with pytest.raises((NotPermitted, ObjectDoesNotExist)):
        feeds.make_group_feed(group, by=user)
    response = as_user(user).get(reverse("workinggroups:group_feed", args=[group.slug]))
    # A closed account is not signed in at all.
    assert response.status_code == (302 if who == "hans" else 404)
    assert not GroupFeedKey.objects.exists()


def test_a_wrong_proof_another_number_and_the_proof_of_another_kind_open_nothing(cast, client, group, other):
    feed = feeds.make_group_feed(group, by=cast.aiko)
    of_other = feeds.make_group_feed(other, by=cast.aiko)
    personal = members.make_feed(cast.aiko.person, by=cast.aiko)
    for pk, proof in (
        (feed.pk, "wrong"), (feed.pk, of_other.proof), (feed.pk, personal.proof), (9999999, feed.proof),
    ):  # fmt: skip
        assert client.get(reverse("home:group_feed_ics", args=[pk, proof])).status_code == 404
    same = GroupFeedKey.objects.create(
        pk=personal.pk + 5000, group=group, person=cast.temir.person, nonce="the same"
    )
    twin = FeedKey(pk=same.pk, person=cast.temir.person, nonce="the same")
    address = reverse("home:group_feed_ics", args=[same.pk, twin.proof])
    assert client.get(address).status_code == 404


def test_a_new_address_closes_the_old_one_and_switching_off_closes_all(cast, client, as_user, group, other):
    first, second = address_of(cast.aiko, group), address_of(cast.aiko, group)
    elsewhere, colleague = address_of(cast.aiko, other), address_of(cast.temir, group)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    as_user(cast.aiko).post(reverse("workinggroups:group_feed_close", args=[group.slug]))
    assert client.get(second).status_code == 404
    assert client.get(elsewhere).status_code == client.get(colleague).status_code == 200
    assert GroupFeedKey.objects.filter(group=group, person=cast.aiko.person).count() == 2


def test_the_address_dies_when_its_person_leaves_the_group_or_the_network(cast, client, group):
    partners, members_ = address_of(cast.kubanych, group), address_of(cast.temir, group)
    assert client.get(partners).status_code == client.get(members_).status_code == 200
    group.seats.filter(person=cast.kubanych.person).update(ends_on=timezone.localdate() - timedelta(days=1))
    cast.temir.person.left_on = timezone.localdate() - timedelta(days=1)
    cast.temir.person.save()
    forget_standing(cast.kubanych, cast.temir)
    assert client.get(partners).status_code == 404
    assert client.get(members_).status_code == 404


def test_nobody_closes_the_address_of_somebody_else(cast, group):
    feed = feeds.make_group_feed(group, by=cast.temir)
    for user in (cast.aiko, cast.aizada):
        with pytest.raises(NotPermitted):
            feeds.close_group_feed(feed, by=user)


def test_the_page_of_the_group_leads_to_the_address_and_shows_when_it_was_read(cast, as_user, client, group):
    page_url = reverse("workinggroups:group_feed", args=[group.slug])
    temir = as_user(cast.temir)
    assert page_url in temir.get(group.get_absolute_url()).content.decode()
    assert page_url in temir.get(reverse("home:calendar_feed")).content.decode()
    assert "You have no secret address yet" in temir.get(page_url).content.decode()
    temir.post(reverse("workinggroups:group_feed_make", args=[group.slug]))
    feed = GroupFeedKey.objects.get(closed_at__isnull=True)
    page = temir.get(page_url).content.decode()
    assert feed.address in page
    assert "No program has read it yet" in page
    assert feed.address not in as_user(cast.aizada).get(page_url).content.decode()
    client.get(reverse("home:group_feed_ics", args=[feed.pk, feed.proof]))
    assert "No program has read it yet" not in temir.get(page_url).content.decode()


def test_the_page_of_the_group_offers_no_calendar_to_who_is_not_in_it(cast, as_user, group):
    page = as_user(cast.leila).get(group.get_absolute_url()).content.decode()
    assert reverse("workinggroups:group_feed", args=[group.slug]) not in page


def test_the_calendar_page_shows_one_group_to_who_sits_in_it_and_hides_the_choice_of_others(
    cast, group, other, as_user
):
    fill(group, "Return", cast)
    fill(other, "Data", cast)
    listed = f"{reverse('home:calendar')}?view=list&group="
    own = as_user(cast.temir).get(listed + "wg-return")
    assert own.status_code == 200
    page = own.content.decode()
    assert "Return meets" in page
    assert "Return owes" in page
    assert "Data meets" not in page
    assert "group=wg-return" in page.split('class="tabs"')[1].split("</ul>")[0]
    assert as_user(cast.temir).get(listed + "wg-data").status_code == 404
    assert as_user(cast.temir).get(listed + "wg-nowhere").status_code == 404
    assert 'value="wg-data"' in as_user(cast.aiko).get(reverse("home:calendar")).content.decode()
    assert 'value="wg-data"' not in as_user(cast.temir).get(reverse("home:calendar")).content.decode()
