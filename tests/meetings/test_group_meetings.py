"""A working group meets with the whole machinery, and shows it to nobody else (RULES R8.44, USERS.md 6, 7)."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from decisions.models import ActionPoint
from foundation.circulation.models import Circulation
from foundation.core.workflow import NotPermitted
from foundation.documents.models import Audience
from meetings.letters_minutes import ApprovalRequested
from meetings.models import Meeting, Minutes, Paper
from meetings.states import ItemState, MeetingKind, MeetingState, MinutesState
from meetings.workflow import meeting as life
from meetings.workflow.agenda import add_item
from meetings.workflow.matters import matters_arising
from meetings.workflow.planning import checklist
from tests.factories.decisions import ActionPointFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaRevisionFactory,
    MeetingFactory,
    MinutesFactory,
    PaperFactory,
    in_days,
)
from tests.factories.review import TextFactory, VersionFactory
from tests.factories.workinggroups import GroupFactory, seat
from tests.searching import found
from unmn.home.calendar import what_is_when
from unmn.home.news import what_comes
from workinggroups.states import GroupRole

WORD = "Zherebyevka"


@pytest.fixture(autouse=True)
def _kinds_in_mind(db):
    """A running portal has these in mind; asked one by one in a request they look like an N+1."""
    ContentType.objects.get_for_models(*apps.get_models())


@pytest.fixture
def group(cast):
    made = GroupFactory(slug="wg-return", name="Return and reintegration")
    seat(cast.aiko, made, GroupRole.LEAD)
    seat(cast.kubanych, made, GroupRole.PARTNER)
    return made


@pytest.fixture
def meets(group):
    """A convened meeting with a circulated agenda of one open and one private item, paper, minutes, action."""
    made = MeetingFactory(
        kind=MeetingKind.GROUP,
        group=group,
        state=MeetingState.CONVENED,
        slug="wg-return-1",
        title=f"{WORD} meeting",
        number=1,
    )
    item = AgendaItemFactory(
        meeting=made, title=f"{WORD} item", is_open_to_guests=True, state=ItemState.ON_AGENDA
    )
    private = AgendaItemFactory(meeting=made, title="Private matter", state=ItemState.ON_AGENDA)
    paper = PaperFactory(item=item, title=f"{WORD} paper", audience=Audience.NETWORK_AND_STATE)
    inner = PaperFactory(item=item, title="Inner paper", audience=Audience.NETWORK)
    snapshot = {
        "items": [
            {
                "pk": row.pk, "parent": None, "number": str(number), "title": row.title, "title_ru": "", "title_ky": "",
                "kind": "discussion", "minutes": 10, "starts": "10:00", "ends": "10:10", "description": "",
                "expected_outcome": "", "presenters": [], "presenting": [], "outside_presenter": "",
                "is_open_to_guests": row.is_open_to_guests, "papers": [],
            }
            for number, row in enumerate((item, private), 1)
        ]
    }  # fmt: skip
    AgendaRevisionFactory(meeting=made, items=[item, private], snapshot=snapshot)
    Minutes.objects.filter(meeting=made).delete()
    minutes = MinutesFactory(meeting=made)
    Minutes.objects.filter(pk=minutes.pk).update(state=MinutesState.DRAFT)
    made.paper, made.inner, made.minutes_row = paper, inner, minutes
    made.action = ActionPointFactory(group=group, text=f"{WORD} action")
    return made


STRANGERS = ("temir", "anara", "kwame", "hans", "stranger")
OWN = ("aiko", "jyldyz", "kubanych", "aizada", "ingrid", "tomas")


@pytest.mark.parametrize("name", STRANGERS)
def test_who_is_not_of_the_group_sees_nothing_of_its_meeting(cast, meets, name):
    """R8.44."""
    user = getattr(cast, name)
    week = (timezone.now() - timedelta(days=200), timezone.now() + timedelta(days=200))
    assert not Meeting.objects.visible_to(user).filter(pk=meets.pk)
    assert not Paper.objects.visible_to(user).filter(item__meeting=meets)
    assert not Minutes.objects.visible_to(user).filter(meeting=meets)
    assert not ActionPoint.objects.visible_to(user).filter(pk=meets.action.pk)
    assert not found(user, WORD).get("Agendas")
    assert not [row for row in what_comes(user) if row.pk == meets.pk]
    assert WORD not in repr(what_is_when(user, *week, everybodys=True))


@pytest.mark.parametrize("name", OWN)
def test_the_groups_people_and_the_office_see_its_meeting(cast, meets, name):
    """R8.44; a colleague of the member that sits in it is in with it."""
    user = getattr(cast, name)
    assert Meeting.objects.visible_to(user).filter(pk=meets.pk)
    assert Paper.objects.visible_to(user).filter(pk=meets.paper.pk)
    assert ActionPoint.objects.visible_to(user).filter(pk=meets.action.pk)
    assert found(user, WORD)["Agendas"]


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize("page", ["meeting", "agenda", "agenda_pdf", "agenda_docx", "agenda_ics", "rsvp"])
def test_every_page_of_it_is_nowhere_for_others(cast, as_user, meets, name, page):
    """R8.44."""
    assert as_user(getattr(cast, name)).get(reverse(f"meetings:{page}", args=[meets.slug])).status_code in (
        302,
        403,
        404,
    )


def test_a_partner_reads_what_is_open_and_no_more(cast, as_user, meets):
    """R8.44: private items and papers of the members stay theirs."""
    page = as_user(cast.kubanych).get(reverse("meetings:agenda", args=[meets.slug])).content.decode()
    assert f"{WORD} item" in page
    assert "Private matter" not in page
    assert not Paper.objects.visible_to(cast.kubanych).filter(pk=meets.inner.pk)
    assert not found(cast.kubanych, "Private").get("Agendas")


def test_a_partner_of_another_group_is_a_stranger(cast, meets):
    """R8.44."""
    seat(cast.anara, GroupFactory(slug="wg-data"), GroupRole.PARTNER)
    assert not Meeting.objects.visible_to(cast.anara).filter(pk=meets.pk)


def test_the_lead_sees_the_draft_minutes_and_the_partner_only_from_the_review_on(cast, meets):
    rows = Minutes.objects.filter(meeting=meets)
    assert rows.visible_to(cast.aiko)
    assert not rows.visible_to(cast.kubanych)


def test_the_matters_of_the_network_leave_out_those_of_groups(cast, meets):
    """R10.58."""
    of_network = MeetingFactory()
    assert WORD not in repr(matters_arising(of_network))
    assert WORD in repr(matters_arising(meets))


def test_the_lead_plans_a_meeting_and_the_group_is_not_quiet(cast, group):
    """USERS.md 6; who does not lead it may not."""
    type(group).objects.update(active_at=timezone.now() - timedelta(days=300))
    group.refresh_from_db()
    times = {"starts_at": in_days(10), "ends_at": in_days(10, 12)}
    with pytest.raises(NotPermitted):
        life.plan_group_meeting(group, by=cast.kubanych, title="Third", **times)
    made = life.plan_group_meeting(group, by=cast.aiko, title="Third", **times)
    group.refresh_from_db()
    assert made.state == MeetingState.DRAFT
    assert not group.is_quiet(120)
    assert add_item(made, by=cast.aiko, title="One").is_open_to_guests


def test_the_lead_prepares_convenes_and_circulates_and_may_call_back(cast, as_user, group):
    """USERS.md 6, R10.55: the whole way by pages, without the secretariat."""
    lead = as_user(cast.aiko)
    page = reverse("meetings:group_meetings", args=[group.slug])
    assert reverse("meetings:group_meeting_new", args=[group.slug]) in lead.get(page).content.decode()
    words = {
        "kind": "working-group", "title": "First meeting", "day": in_days(30).date(), "starts": "10:00", "length": "60",
        "mode": "online", "language": "en", "online_url": "https://room.test.example/", "day_off_is_meant": "on",
    }  # fmt: skip
    answer = lead.post(reverse("meetings:group_meeting_new", args=[group.slug]), words)
    made = Meeting.objects.get(group=group)
    assert answer.url == made.get_absolute_url()
    assert "First meeting" in lead.get(page).content.decode()
    add_item(made, by=cast.aiko, title="One")
    lead.post(reverse("meetings:meeting_convene", args=[made.slug]))
    send = reverse("meetings:agenda_circulate", args=[made.slug, "draft"])
    shown = lead.get(send)
    assert shown.status_code == 200
    answer = lead.post(send, {"step": "circulate", "form_key": shown.context["form_key"], "note": ""})
    assert answer.url == made.get_absolute_url()
    mailings = Circulation.objects.filter(made_by=cast.aiko)
    assert {row.state for row in mailings} == {"held"}
    call = reverse("meetings:letter_call_back", args=[made.slug, mailings.first().pk])
    assert call in lead.get(made.get_absolute_url()).content.decode()
    assert as_user(cast.kubanych).post(call).status_code == 404
    assert lead.post(call).status_code == 302
    assert {row.state for row in Circulation.objects.filter(made_by=cast.aiko)} == {"called-back"}


def test_only_who_runs_the_group_prepares_its_meetings(cast, as_user, group):
    """USERS.md 6, R8.44."""
    address = reverse("meetings:group_meeting_new", args=[group.slug])
    expected = {"kubanych": 403, "ingrid": 403, "temir": 404, "aizada": 200, "aiko": 200}
    found = {name: as_user(getattr(cast, name)).get(address).status_code for name in expected}
    assert found == expected


def test_a_groups_meeting_has_no_steps_and_words_of_the_network(cast, as_user, meets):
    """USERS.md 6: its lead and co-lead approve; nobody invites the members or asks the co-chairs."""
    names = [step.name for step in checklist(meets)]
    assert names == ["draft", "minutes", "comments", "approved"]
    assert "lead and the co-lead" in checklist(meets)[-1].label
    text = VersionFactory(text=TextFactory(title="Minutes"), number=0).text
    Minutes.objects.filter(meeting=meets).update(
        state=MinutesState.IN_REVIEW, text=text, review_ends=timezone.now()
    )
    Minutes.objects.filter(meeting=meets).update(state=MinutesState.REVIEWED)
    page = as_user(cast.aizada).get(meets.get_absolute_url()).text
    assert "the approval of the lead and the co-lead" in page
    assert "both co-chairs" not in page
    letter = ApprovalRequested(Minutes.objects.get(meeting=meets))
    assert [one.name for one in letter.recipients()] == [cast.aiko.person.name]
