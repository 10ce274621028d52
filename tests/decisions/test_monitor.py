"""The monitor of implementation: ages, lateness, who owes, the last quarters (R3.9, R3.10)."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from decisions.monitor import Quarter, monitor_for
from decisions.workflow.adoption import implement
from decisions.workflow.register import order_action
from tests.decisions.consensus import adopted, proposed

TODAY = "2026-11-24 10:00+06:00"


@pytest.fixture
def autumn(cast, time_machine):
    """Three decisions: implemented in the third quarter, open and late, open without action point."""
    time_machine.move_to("2026-07-06 10:00+06:00", tick=False)
    done = adopted(cast, title="Done", due_on=date(2026, 9, 1))
    late = adopted(cast, title="Late", due_on=date(2026, 10, 1), lead=cast.orgs.iom)
    time_machine.move_to("2026-08-05 10:00+06:00", tick=False)
    implement(done, by=cast.aizada)
    time_machine.move_to(TODAY, tick=False)
    order_action(late, by=cast.aizada, text="Print", owner=cast.orgs.fao, due_on=date(2026, 11, 1))
    fresh = adopted(cast, title="Fresh", due_on=timezone.localdate() + timedelta(days=30))
    proposed(cast, title="Waiting")
    return done, late, fresh


def test_open_decisions_stand_by_age_with_what_is_late_and_unowned(cast, autumn):
    figures = monitor_for(cast.aizada)
    assert [row.title for row in figures["decisions"]] == ["Late", "Fresh"]
    assert [row.title for row in figures["late"]] == ["Late"]
    assert [row.title for row in figures["unowned"]] == ["Fresh"]
    first = figures["decisions"][0]
    assert (first.days_open, first.days_late, first.open_actions, first.late_actions) == (141, 54, 1, 1)
    assert [age["count"] for age in figures["ages"]] == [1, 1, 0, 0]
    assert [row.title for row in figures["pending"]] == ["Waiting"]


def test_the_quarters_tell_what_was_done_in_each_and_open_at_its_end(cast, autumn):
    third, fourth = monitor_for(cast.aizada)["quarters"][-2:]
    assert (str(third), third.adopted, third.implemented, third.open, third.late, third.days) == (
        "2026 Q3", 2, 1, 1, 0, 30,
    )  # fmt: skip
    assert (fourth.adopted, fourth.implemented, fourth.open, fourth.late) == (1, 0, 2, 1)


def test_a_quarter_ends_on_its_last_day():
    assert [Quarter(2026, number).ends_on for number in (1, 2, 3, 4)] == [
        date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "code"), [("aizada", 200), ("ingrid", 200), ("kwame", 200), ("aiko", 403), ("kubanych", 403)]
)
def test_who_reads_the_monitor(cast, as_user, autumn, who, code):
    page = as_user(getattr(cast, who)).get(reverse("decisions:monitor"))
    assert page.status_code == code


def test_readers_of_reports_see_no_proposals_in_it(cast, as_user, autumn):
    assert "Waiting" in as_user(cast.ingrid).get(reverse("decisions:monitor")).content.decode()
    assert "Waiting" not in as_user(cast.kwame).get(reverse("decisions:monitor")).content.decode()


def test_it_is_exported_with_a_sheet_for_each_table(cast, as_user, autumn):
    got = as_user(cast.kwame).get(reverse("decisions:monitor_xlsx"))
    book = load_workbook(io.BytesIO(b"".join(got.streaming_content) if got.streaming else got.content))
    assert book.sheetnames == ["Open decisions", "By organisation", "Quarters"]
    assert book["Open decisions"]["B2"].value == "Late"


def test_without_open_decisions_it_says_so(cast, as_user):
    assert (
        "Every adopted decision is implemented."
        in as_user(cast.aizada).get(reverse("decisions:monitor")).content.decode()
    )
