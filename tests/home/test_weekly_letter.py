"""What the Network needs from one person: one page, at most one letter a week, nothing else (RULES R10.60, R10.68)."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from decisions.letters import ActionsReminded
from foundation.accounts.models import DigestDay
from foundation.circulation.delivery import deliver
from foundation.circulation.message import build
from foundation.circulation.models import Circulation, Delivery
from foundation.circulation.workflow import recipients_of
from foundation.core.links import sign_link
from foundation.core.working_days import BISHKEK
from meetings.letters_minutes import ReviewReminder
from meetings.models import PaperReading
from meetings.workflow import agenda, circulated, papers
from meetings.workflow.meeting import convene
from meetings.workflow.reading import note_read, unread_papers
from members.letters import recipients_of as recipients_of_organisations
from members.models import Holiday
from members.workflow import confirm_entry
from tests.factories.decisions import ActionPointFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.meetings import MeetingFactory, MinutesFactory, in_days
from unmn.home.awaiting import what_awaits
from unmn.home.tasks import send_weekly_letters as task
from unmn.home.weekly import days_that_fall_on, send_weekly_letters

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=BISHKEK)


@pytest.fixture
def monday(cast, time_machine):
    """Eight o'clock on a Monday, and nobody owes anything."""
    time_machine.move_to(MONDAY)
    for user in (cast.aiko, cast.temir, cast.leila, cast.chiara, cast.nurzat):
        confirm_entry(user.person.organisation, by=user)
    return cast


def owes(organisation, text="Send the figures"):
    return ActionPointFactory(text=text, owner=organisation, due_on=timezone.localdate() - timedelta(days=1))


def letters():
    return Delivery.objects.filter(circulation__occasion="weekly_needs").order_by("name")


def a_meeting_with_papers(cast, count=2):
    meeting = MeetingFactory(title="Seventh quarterly meeting", starts_at=in_days(9), ends_at=in_days(9, 12))
    item = agenda.add_item(meeting, by=cast.aizada, title="Data", minutes=20)
    made = [
        papers.attach_paper(
            item, by=cast.aizada, title=f"Paper {number}", stored_file=StoredFileFactory(name=f"{number}.pdf")
        )
        for number in range(count)
    ]
    convene(meeting, by=cast.aizada)
    circulated.issue_agenda(meeting, by=cast.aizada, edition="draft")
    return meeting, made


def test_who_owes_nothing_gets_nothing(monday):
    assert send_weekly_letters() is None
    assert not letters().exists()


def test_both_representatives_get_one_letter_with_everything_they_owe(monday):
    owes(monday.orgs.unicef, "Send the figures")
    owes(monday.orgs.unicef, "Name a trainer")
    task()
    assert [one.name for one in letters()] == ["Aiko Minatogawa", "Jyldyz Barskoonova"]
    letter = letters()[0]
    assert letter.subject == "What the Network needs from you: 2 things this week"
    assert "Send the figures" in letter.text
    assert "Name a trainer" in letter.html
    circulation = Circulation.objects.get()
    assert (circulation.edition, circulation.is_personal) == ("2026-W48", True)


def test_at_most_one_letter_a_week_however_often_the_clock_strikes(monday, time_machine):
    owes(monday.orgs.unicef)
    for _hour in range(3):
        send_weekly_letters()
        time_machine.shift(timedelta(hours=1))
    assert letters().count() == 2
    monday.aiko.digest_day = DigestDay.WEDNESDAY
    monday.aiko.save()
    time_machine.move_to(MONDAY + timedelta(days=2))
    send_weekly_letters()
    assert letters().count() == 2
    time_machine.move_to(MONDAY + timedelta(days=9))
    send_weekly_letters()
    assert letters().filter(name="Aiko Minatogawa").count() == 2


def test_each_chooses_the_day_or_never(monday, time_machine):
    owes(monday.orgs.unicef)
    monday.aiko.digest_day = DigestDay.NEVER
    monday.aiko.save()
    monday.jyldyz.digest_day = DigestDay.THURSDAY
    monday.jyldyz.save()
    assert send_weekly_letters() is None
    time_machine.move_to(MONDAY + timedelta(days=3))
    send_weekly_letters()
    assert [one.name for one in letters()] == ["Jyldyz Barskoonova"]


def test_the_letter_speaks_the_language_of_its_reader(monday):
    monday.aiko.language = "ru"
    monday.aiko.save()
    owes(monday.orgs.unicef)
    send_weekly_letters()
    assert letters().get(name="Aiko Minatogawa").language == "ru"


@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2026, 11, 23), ["monday"]),
        (date(2026, 11, 24), ["tuesday"]),
        (date(2026, 11, 28), []),
        (date(2026, 12, 14), []),
        (date(2026, 12, 15), ["tuesday", "monday"]),
    ],
)
def test_a_day_of_rest_hands_its_letters_on_within_the_week(db, day, days):
    Holiday.objects.create(day=date(2026, 12, 14), name="A day off")
    assert days_that_fall_on(day) == days


def test_who_left_and_whose_account_is_shut_get_nothing(monday):
    owes(monday.orgs.unhcr)
    send_weekly_letters()
    assert [one.name for one in letters()] == ["Leila Sandervik"]


def test_the_letter_can_be_stopped_with_one_click_in_the_mail_program(monday, client):
    owes(monday.orgs.unicef)
    send_weekly_letters()
    one = letters()[0]
    message = build(one)
    link = message["List-Unsubscribe"].strip("<>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in one.text
    path = link.split("//", 1)[1].split("/", 1)[1]
    page = client.get(f"/{path}")
    monday.aiko.refresh_from_db()
    assert page.status_code == 200
    assert monday.aiko.digest_day == DigestDay.MONDAY
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    monday.aiko.refresh_from_db()
    assert monday.aiko.digest_day == DigestDay.NEVER


def test_a_link_for_something_else_stops_nothing(monday, client):
    token = sign_link("rsvp", in_days(3), user=monday.aiko.pk)
    assert client.post(reverse("home:weekly_letter_stop", args=[token])).status_code == 410
    monday.aiko.refresh_from_db()
    assert monday.aiko.digest_day == DigestDay.MONDAY


def test_official_letters_have_no_link_that_stops_them(monday):
    letter = ReviewReminder(MinutesFactory(review_ends=in_days(3)), "halfway", [])
    assert letter.unsubscribe_url(None) == ""


def test_the_secretariat_sees_that_it_left_and_not_what_it_says(monday, as_user):
    owes(monday.orgs.unicef, "A word for UNICEF alone")
    send_weekly_letters()
    page = (
        as_user(monday.aizada).get(reverse("circulation:delivery", args=[letters()[0].pk])).content.decode()
    )
    assert "This letter is personal" in page
    assert "A word for UNICEF alone" not in page


def test_it_goes_out_through_the_mail_server_like_any_letter(monday, mailoutbox, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    owes(monday.orgs.unicef)
    send_weekly_letters()
    deliver(letters()[0].pk)
    assert [one.subject for one in mailoutbox] == ["What the Network needs from you: 1 thing this week"]


def test_papers_wait_until_the_reader_has_opened_them(monday, as_user):
    meeting, made = a_meeting_with_papers(monday)
    wanted = "Read 2 papers: Seventh quarterly meeting"
    assert wanted in [one.title for one in what_awaits(monday.aiko)]
    assert wanted in [one.title for one in what_awaits(monday.ingrid)]
    assert wanted not in [one.title for one in what_awaits(monday.aizada)]
    note_read(monday.aiko, made[:1])
    note_read(monday.aiko, made[:1])
    assert "Read 1 paper: Seventh quarterly meeting" in [one.title for one in what_awaits(monday.aiko)]
    # Another reader is not helped by it, and nobody is told.
    assert wanted in [one.title for one in what_awaits(monday.jyldyz)]
    as_user(monday.aiko).post(reverse("meetings:papers_read", args=[meeting.slug]))
    assert list(unread_papers(monday.aiko, meeting)) == []
    assert PaperReading.objects.filter(reader=monday.jyldyz).count() == 0


def test_opening_a_paper_marks_it_as_read_for_the_reader_alone(monday, as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    meeting, made = a_meeting_with_papers(monday)
    page = as_user(monday.aiko).get(reverse("meetings:agenda", args=[meeting.slug])).content.decode()
    assert page.count("not read yet") == 2
    as_user(monday.aiko).get(reverse("meetings:paper", args=[meeting.slug, made[0].pk]))
    page = as_user(monday.aiko).get(reverse("meetings:agenda", args=[meeting.slug])).content.decode()
    assert page.count("not read yet") == 1
    assert list(unread_papers(monday.aiko, meeting)) == made[1:]


def test_papers_that_the_reader_may_not_see_never_wait(monday):
    a_meeting_with_papers(monday)
    assert [one.title for one in what_awaits(monday.kubanych) if one.icon == "document"] == []
    assert [one.title for one in what_awaits(monday.hans)] == []


def test_the_page_groups_what_is_late_and_what_has_time(monday, as_user):
    owes(monday.orgs.unicef, "Send the figures")
    a_meeting_with_papers(monday)
    page = as_user(monday.aiko).get(reverse("home:needs")).content.decode()
    late, later = page.index("Late, or in need of attention"), page.index("After that")
    assert late < page.index("Send the figures") < later < page.index("Read 2 papers")


def test_the_page_of_who_owes_nothing_says_so(monday, as_user):
    assert "Nothing awaits you" in as_user(monday.temir).get(reverse("home:needs")).content.decode()


def test_reminders_do_not_go_to_those_who_switched_them_off(monday):
    minutes = MinutesFactory(review_ends=in_days(3))
    letter = ReviewReminder(minutes, "halfway", recipients_of_organisations(monday.orgs.unicef))
    assert len(recipients_of(letter)) == 2
    monday.aiko.wants_reminders = False
    monday.aiko.save()
    letter = ReviewReminder(minutes, "halfway", recipients_of_organisations(monday.orgs.unicef))
    assert [one.name for one in recipients_of(letter)] == ["Jyldyz Barskoonova"]


def test_reminders_of_action_points_have_a_switch_of_their_own(monday):
    (aiko, *_others) = recipients_of_organisations(monday.orgs.unicef)
    assert aiko.user == monday.aiko
    letter = ActionsReminded(timezone.localdate(), {aiko: []})
    aiko.user.wants_reminders = False
    assert recipients_of(letter) == [aiko]
    aiko.user.wants_reminders, aiko.user.wants_action_reminders = True, False
    assert recipients_of(letter) == []


def test_settings_are_chosen_on_one_page(monday, as_user):
    page = as_user(monday.aiko)
    page.post(reverse("accounts:settings"), {"language": "ky", "digest_day": "friday"})
    monday.aiko.refresh_from_db()
    chosen = (monday.aiko.language, monday.aiko.digest_day, monday.aiko.wants_reminders)
    assert chosen == ("ky", DigestDay.FRIDAY, False)


def test_who_has_no_part_in_the_network_chooses_the_language_only(monday, as_user):
    page = as_user(monday.stranger)
    assert "digest_day" not in page.get(reverse("accounts:settings")).content.decode()
    page.post(reverse("accounts:settings"), {"language": "ky", "digest_day": "friday"})
    monday.stranger.refresh_from_db()
    assert (monday.stranger.language, monday.stranger.digest_day) == ("ky", DigestDay.MONDAY)
