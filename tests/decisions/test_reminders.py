"""Reminders of action points: before and after, then the co-chairs; each once, one mail a day (RULES R10.54)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from decisions.models import ActionPoint, ActionReminder
from decisions.tasks import reminders_due, send_reminders
from decisions.workflow import action_points as life
from foundation.circulation.models import Circulation
from members.models import Holiday, Parameter
from tests.factories.decisions import ActionPointFactory

TUESDAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _that_week(time_machine):
    time_machine.move_to(timezone.datetime(2026, 11, 24, 4, 0, tzinfo=timezone.get_default_timezone()))


def late_by(cast, days, owner="unicef", **more):
    return ActionPointFactory(
        owner=getattr(cast.orgs, owner), due_on=TUESDAY - timedelta(days=days), **more
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-4, []), (-3, ["before"]), (0, ["before"]), (1, ["after"]), (13, ["after"]),
        (14, ["after", "co-chairs"]), (200, ["after", "co-chairs"]),
    ],
)  # fmt: skip
def test_what_is_said_on_which_day(cast, days, said):
    late_by(cast, days)
    assert [str(which) for which, _row in reminders_due(TUESDAY)] == said


def test_days_come_from_the_parameters(cast):
    for name, value in (("action_remind_before_days", 10), ("action_tell_co_chairs_after_days", 2)):
        Parameter.objects.create(name=name, value=value, since=TUESDAY, decided_by="DEC/1")
    late_by(cast, -10)
    late_by(cast, 2)
    assert sorted(str(which) for which, _row in reminders_due(TUESDAY)) == ["after", "before", "co-chairs"]


def test_one_letter_per_person_and_day_holds_everything(cast):
    late_by(cast, 20, text="Long late")
    late_by(cast, -1, text="Soon due", person=cast.jyldyz.person)
    circulation = send_reminders(TUESDAY)
    letters = {one.address: one.text for one in circulation.deliveries.all()}
    chairs = {cast.ingrid.person.email, cast.tomas.person.email}
    assert set(letters) == {cast.aiko.person.email, cast.jyldyz.person.email} | chairs
    assert "Long late" in letters[cast.aiko.person.email]
    assert "Soon due" in letters[cast.aiko.person.email]
    assert "Long late" not in letters[cast.jyldyz.person.email]
    assert "Soon due" not in letters[cast.ingrid.person.email]


def test_each_reminder_leaves_once(cast):
    late_by(cast, 1)
    assert send_reminders(TUESDAY).deliveries.count() == 1
    late_by(cast, 1, owner="fao")
    assert send_reminders(TUESDAY) is None
    following = send_reminders(TUESDAY + timedelta(days=1))
    assert [one.address for one in following.deliveries.all()] == [cast.temir.person.email]
    assert send_reminders(TUESDAY + timedelta(days=2)) is None


def test_another_due_date_begins_anew(cast):
    action = late_by(cast, 1)
    send_reminders(TUESDAY)
    life.change_due_date(action, by=cast.aizada, due_on=TUESDAY + timedelta(days=2), reason="Asked.")
    assert send_reminders(TUESDAY + timedelta(days=1)) is not None
    assert ActionReminder.objects.count() == 2


def test_nobody_is_reminded_of_what_is_done_dropped_or_in_draft(cast):
    done, dropped = late_by(cast, 1), late_by(cast, 1)
    life.mark_done(done, by=cast.aiko, evidence="Sent")
    life.drop(dropped, by=cast.aizada, reason="Not needed")
    late_by(cast, 1, state="draft")
    assert send_reminders(TUESDAY) is None


def test_no_reminder_on_a_day_off(cast):
    late_by(cast, 1)
    Holiday.objects.create(day=TUESDAY, name="A day off")
    assert send_reminders(TUESDAY) is None
    assert send_reminders(date(2026, 11, 28)) is None
    assert not Circulation.objects.exists()
    assert ActionPoint.objects.overdue(TUESDAY).exists()
