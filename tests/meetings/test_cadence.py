"""The cadence clock, and our meetings beside those of the UNCT (RULES R6.30, R10.63)."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from foundation.core.workflow import NotPermitted, Refused
from foundation.core.working_days import BISHKEK
from meetings.models import Beside, Meeting, UnctMeeting
from meetings.models.cadence import open_questions
from meetings.states import MeetingKind, MeetingState
from meetings.workflow import unct as office
from meetings.workflow.cadence import cadence, quarter_of
from tests.factories.meetings import BesideFactory, MeetingFactory, UnctMeetingFactory
from unmn.home.awaiting import what_awaits

TODAY = datetime(2026, 11, 24, 12, tzinfo=BISHKEK)


def at(month, day, hour=10, year=2026):
    return datetime(year, month, day, hour, tzinfo=BISHKEK)


@pytest.fixture
def _today(time_machine):
    time_machine.move_to(TODAY, tick=False)


def said(beat):
    return [beat.sentence, beat.proposal_in_words]


@pytest.mark.usefixtures("_today")
class TestTheClock:
    def test_it_says_what_is_missing_and_proposes_the_afternoon_of_the_next_unct(self, cast):
        UnctMeetingFactory(starts_at=at(12, 9))
        quarter, following, year = cadence()
        assert said(quarter) == [
            "Q4 2026: no meeting yet, 37 days left.",
            "Next UNCT meeting: Wednesday 9 December 2026, 10:00 Bishkek time (UTC+6). Propose 14:00 the same day?",
        ]
        assert quarter.proposal == at(12, 9, 14)
        assert quarter.is_urgent
        assert said(following) == ["Q1 2027: no meeting yet, 127 days left.", ""]
        assert not following.is_urgent
        assert year.sentence == "2026: no annual meeting yet, 37 days left."

    def test_it_says_when_the_notice_can_no_longer_be_kept(self, cast):
        UnctMeetingFactory(starts_at=at(12, 9))
        assert not cadence()[0].keeps_notice

    def test_a_unct_meeting_in_the_afternoon_leaves_us_the_morning(self, cast):
        UnctMeetingFactory(starts_at=at(12, 9, 15))
        assert cadence()[0].proposal == at(12, 9, 10)

    def test_a_time_that_is_taken_is_not_proposed(self, cast):
        UnctMeetingFactory(starts_at=at(12, 9))
        UnctMeetingFactory(starts_at=at(12, 16))
        MeetingFactory(kind=MeetingKind.EXTRAORDINARY, starts_at=at(12, 9, 13), ends_at=at(12, 9, 15))
        assert cadence()[0].proposal == at(12, 16, 14)

    @pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.CONVENED, MeetingState.HELD])
    def test_a_meeting_in_the_quarter_satisfies_it(self, cast, state):
        MeetingFactory(
            title="Seventh quarterly meeting", state=state, starts_at=at(12, 9), ends_at=at(12, 9, 12)
        )
        assert cadence()[0].sentence == (
            "Q4 2026: Seventh quarterly meeting, Wednesday 9 December 2026, 10:00 Bishkek time (UTC+6)."
        )

    @pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.POSTPONED])
    def test_one_that_is_cancelled_or_put_off_does_not(self, cast, state):
        MeetingFactory(state=state, reason="Snow", starts_at=at(12, 9), ends_at=at(12, 9, 12))
        assert cadence()[0].meeting is None

    def test_the_year_wants_one_annual_meeting(self, cast):
        MeetingFactory(
            kind=MeetingKind.ANNUAL,
            title="Annual",
            state=MeetingState.HELD,
            starts_at=at(3, 4),
            ends_at=at(3, 4, 12),
        )
        assert cadence()[-1].meeting.title == "Annual"
        assert cadence()[0].meeting is None


def test_quarters_begin_and_end_where_the_year_says():
    assert quarter_of(date(2026, 2, 28)) == (date(2026, 1, 1), date(2026, 3, 31))
    assert quarter_of(date(2026, 4, 1)) == (date(2026, 4, 1), date(2026, 6, 30))
    assert quarter_of(date(2026, 12, 31)) == (date(2026, 10, 1), date(2026, 12, 31))


@pytest.mark.usefixtures("_today")
def test_one_click_opens_the_form_filled_in_and_the_meeting_is_tied(cast, as_user):
    unct = UnctMeetingFactory(starts_at=at(12, 9))
    client = as_user(cast.aizada)
    page = client.get(reverse("meetings:meeting_list")).content.decode()
    address = f"{reverse('meetings:meeting_new')}?unct={unct.pk}"
    assert address in page
    assert address in client.get(reverse("home:home")).content.decode()
    form = client.get(address).context["form"]
    assert (form.initial["day"], form.initial["starts"]) == (date(2026, 12, 9), "14:00")
    client.post(address, {
        "kind": "quarterly", "title": "Seventh", "day": "2026-12-09", "starts": "14:00", "length": "120",
        "mode": "hybrid", "language": "en", "beside": "",
    })  # fmt: skip
    meeting = Meeting.objects.get()
    assert meeting.unct_link.unct == unct
    assert "9 December 2026, 10:00" in meeting.beside


@pytest.mark.usefixtures("_today")
def test_the_clock_names_the_meeting_in_the_language_of_the_reader(cast):
    MeetingFactory(title="Seventh", title_ru="Седьмое заседание", starts_at=at(12, 9), ends_at=at(12, 9, 12))
    with override("ru"):
        sentence = cadence()[0].sentence
    assert "Седьмое заседание" in sentence
    assert "Seventh" not in sentence


@pytest.mark.usefixtures("_today")
def test_the_clock_is_for_secretariat_and_co_chairs(cast, as_user):
    for user, sees in ((cast.aizada, True), (cast.ingrid, True), (cast.aiko, False), (cast.kubanych, False)):
        for name in ("home:home", "meetings:meeting_list"):
            page = as_user(user).get(reverse(name)).content.decode()
            assert ("no meeting yet" in page) is sees
    assert "meetings/new/" not in as_user(cast.ingrid).get(reverse("home:home")).content.decode()


@pytest.fixture
def beside(cast, time_machine):
    """Ours at 14:00, convened, beside a UNCT meeting at 10:00."""
    time_machine.move_to(TODAY, tick=False)
    meeting = MeetingFactory(
        title="Seventh", state=MeetingState.CONVENED, starts_at=at(12, 9, 14), ends_at=at(12, 9, 16)
    )
    return BesideFactory(meeting=meeting, unct=UnctMeetingFactory(starts_at=at(12, 9)))


def move_the_unct(cast, unct, starts_at):
    office.edit_unct_meeting(unct, by=cast.aizada, starts_at=starts_at)


def test_nothing_is_asked_while_the_unct_stays(cast, beside):
    assert list(open_questions()) == []


def test_when_the_unct_moves_the_secretariat_is_asked_and_ours_stays_until_then(cast, beside):
    move_the_unct(cast, beside.unct, at(12, 10))
    assert "The UNCT has moved. Does ours move too? Seventh" in [
        one.title for one in what_awaits(cast.aizada)
    ]
    assert "Seventh" not in str([one.title for one in what_awaits(cast.ingrid)])
    beside.meeting.refresh_from_db()
    assert beside.meeting.starts_at == at(12, 9, 14)


def test_moving_ours_keeps_the_distance_and_goes_on_to_the_invitation(cast, as_user, beside):
    move_the_unct(cast, beside.unct, at(12, 10, 9))
    client = as_user(cast.aizada)
    address = reverse("meetings:unct_move", args=[beside.meeting.slug])
    form = client.get(address).context["form"]
    assert (form.initial["day"], form.initial["starts"]) == (date(2026, 12, 10), "13:00")
    answer = client.post(
        address, {"day": "2026-12-10", "starts": "13:00", "length": "120", "reason": "The UNCT moved."}
    )
    assert answer.url == reverse("meetings:meeting_circulate", args=[beside.meeting.slug, "invitation"])
    beside.meeting.refresh_from_db()
    assert (beside.meeting.starts_at, beside.meeting.state) == (at(12, 10, 13), MeetingState.CONVENED)
    assert list(open_questions()) == []


def test_a_meeting_in_preparation_just_moves(cast, as_user, beside):
    draft = MeetingFactory(starts_at=at(12, 9, 8), ends_at=at(12, 9, 9))
    link = BesideFactory(meeting=draft, unct=beside.unct)
    move_the_unct(cast, beside.unct, at(12, 11))
    office.move_our_date(draft, by=cast.aizada, starts_at=at(12, 11, 8), ends_at=at(12, 11, 9), reason="")
    link.refresh_from_db()
    assert not link.is_open_question
    assert Meeting.objects.get(pk=draft.pk).state == MeetingState.DRAFT


def test_keeping_ours_answers_the_question_until_the_unct_moves_again(cast, as_user, beside):
    move_the_unct(cast, beside.unct, at(12, 10))
    as_user(cast.aizada).post(reverse("meetings:unct_keep", args=[beside.meeting.slug]))
    assert list(open_questions()) == []
    move_the_unct(cast, beside.unct, at(12, 11))
    assert len(open_questions()) == 1


def test_a_unct_meeting_that_is_off_is_a_question_too_and_keeping_ours_unties_it(cast, beside):
    office.drop_unct_meeting(beside.unct, by=cast.aizada)
    assert [link.is_vanished for link in open_questions()] == [True]
    office.keep_our_date(beside.meeting, by=cast.aizada)
    assert not Beside.objects.exists()
    assert Meeting.objects.get().beside == ""


def test_where_nothing_is_asked_nothing_can_be_answered(cast, beside):
    with pytest.raises(Refused, match="Nothing waits"):
        office.keep_our_date(beside.meeting, by=cast.aizada)


def test_only_the_secretariat_keeps_dates(cast, beside):
    for user in (cast.ingrid, cast.aiko, cast.kubanych):
        with pytest.raises(NotPermitted):
            office.add_unct_meeting(by=user, starts_at=at(12, 20))
        with pytest.raises(NotPermitted):
            office.stand_beside(beside.meeting, by=user, unct=None)


def test_a_date_that_has_passed_is_not_entered_and_one_of_the_calendar_is_not_edited(cast, beside):
    with pytest.raises(Refused, match="has passed"):
        office.add_unct_meeting(by=cast.aizada, starts_at=TODAY - timedelta(days=1))
    read = UnctMeetingFactory(uid="abc", starts_at=at(12, 20))
    with pytest.raises(Refused, match="changes there"):
        office.edit_unct_meeting(read, by=cast.aizada, starts_at=at(12, 21))


def test_the_dates_are_kept_by_hand_on_a_page(cast, as_user, time_machine):
    time_machine.move_to(TODAY, tick=False)
    client = as_user(cast.aizada)
    client.post(reverse("meetings:unct_new"), {"title": "UNCT", "day": "2026-12-09", "starts": "10:00"})
    unct = UnctMeeting.objects.get()
    client.post(
        reverse("meetings:unct_edit", args=[unct.pk]),
        {"title": "UNCT", "day": "2026-12-10", "starts": "11:00"},
    )
    unct.refresh_from_db()
    assert unct.starts_at == at(12, 10, 11)
    client.post(reverse("meetings:unct_drop", args=[unct.pk]))
    assert "No date of the UNCT is known" in client.get(reverse("meetings:unct_list")).content.decode()


def test_a_meeting_is_put_beside_and_taken_away_on_its_page(cast, as_user, beside):
    other = UnctMeetingFactory(starts_at=at(12, 16))
    address = reverse("meetings:unct_beside", args=[beside.meeting.slug])
    client = as_user(cast.aizada)
    client.post(address, {"unct": other.pk})
    assert Beside.objects.get().unct == other
    client.post(address, {"unct": ""})
    assert not Beside.objects.exists()
