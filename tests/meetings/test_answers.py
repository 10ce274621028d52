"""The office answers in writing who asked it: a meeting, an item, leave for a late paper (RULES R6.30, R6.31)."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from foundation.circulation.models import Delivery
from foundation.circulation.states import CirculationState
from meetings import letters
from meetings.states import MeetingState
from meetings.workflow import backlog, late_papers, requests
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, PaperFactory, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast):
    return requests.ask_for_meeting(
        by=cast.temir, organisation=cast.orgs.fao, reason="The border is closed", items="Border\nSeeds"
    )


def test_who_asked_for_a_meeting_reads_that_it_is_declined_and_why(cast, as_user, asked):
    url = reverse("meetings:request_decline", args=[asked.pk])
    as_user(cast.ingrid).post(url, {"reason": "It fits into the quarterly meeting"})
    sent = Delivery.objects.get()
    assert sent.address == cast.temir.person.email
    assert sent.subject == "The extraordinary meeting that you asked for: declined"
    assert "It fits into the quarterly meeting" in sent.text
    assert "Border; Seeds" in sent.html
    assert sent.circulation.state == CirculationState.RELEASED


def test_a_refused_answer_sends_nothing(cast, as_user, asked):
    as_user(cast.ingrid).post(reverse("meetings:request_decline", args=[asked.pk]), {"reason": " "})
    assert not Delivery.objects.exists()


def test_who_asked_reads_that_it_is_accepted_and_later_its_date(cast, as_user, asked):
    as_user(cast.tomas).post(reverse("meetings:request_accept", args=[asked.pk]))
    assert "accepted" in Delivery.objects.get().subject
    # A running portal has these in mind; asked one by one in a request they look like an N+1.
    ContentType.objects.get_for_models(*apps.get_models())
    day = timezone.localtime(in_days(20)).date()
    while day.weekday() > 4:
        day += timezone.timedelta(days=1)
    as_user(cast.aizada).post(reverse("meetings:request_plan", args=[asked.pk]), {
        "kind": "extraordinary", "title": "Extraordinary meeting No. 1", "day": day.isoformat(), "starts": "15:00",
        "length": 60, "mode": "hybrid", "place": "UN House", "language": "en", "day_off_is_meant": "on",
    })  # fmt: skip
    asked.refresh_from_db()
    sent = Delivery.objects.order_by("pk").last()
    assert asked.meeting.symbol in sent.subject
    assert "15:00" in sent.subject
    assert "Bishkek time" in sent.text


def test_the_proposer_of_a_declined_item_reads_why_in_the_own_language(cast, as_user):
    cast.temir.language = "ru"
    cast.temir.save()
    item = backlog.propose_to_backlog(by=cast.temir, organisation=cast.orgs.fao, title="Seeds")
    as_user(cast.aizada).post(reverse("meetings:backlog_decline", args=[item.pk]), {"reason": "Done already"})
    sent = Delivery.objects.get()
    assert (sent.address, sent.language) == (cast.temir.person.email, "ru")
    assert "Done already" in sent.text


def test_an_item_that_nobody_proposed_is_declined_without_a_letter(cast, as_user):
    item = backlog.propose_to_backlog(by=cast.aizada, organisation=None, title="Seeds")
    as_user(cast.aizada).post(reverse("meetings:backlog_decline", args=[item.pk]), {"reason": "Done already"})
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("move", "word"), [("paper_leave_grant", "leave given"), ("paper_leave_refuse", "leave refused")]
)
def test_who_asked_for_leave_and_who_handed_the_paper_in_read_the_answer(cast, as_user, move, word):
    meeting = MeetingFactory(
        number=1, state=MeetingState.CONVENED, starts_at=in_days(2), ends_at=in_days(2, 12)
    )
    paper = PaperFactory(item=AgendaItemFactory(meeting=meeting), title="Late figures", added_by=cast.temir)
    late_papers.ask_leave(paper, by=cast.aizada, reason="The census came today")
    url = reverse(f"meetings:{move}", args=[meeting.slug, paper.pk])
    as_user(cast.ingrid).post(url, {"reason": "Nobody can read it in a day"})
    sent = {one.address: one for one in Delivery.objects.all()}
    assert set(sent) == {cast.temir.person.email, cast.aizada.person.email}
    office, author = sent[cast.aizada.person.email], sent[cast.temir.person.email]
    assert word in office.subject
    assert "/leave/" in office.text
    assert "/leave/" not in author.text
    assert "Ingrid Fjordheim" in author.text
    assert ("Nobody can read it" in author.text) == (move == "paper_leave_refuse")


def test_each_of_these_letters_has_a_name_in_the_list(cast, asked):
    assert str(letters.RequestAnswered.occasion_label) == "Answer to a request for a meeting"
    assert letters.BacklogItemDeclined.occasion != letters.LeaveAnswered.occasion
