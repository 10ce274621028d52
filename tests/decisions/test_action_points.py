"""Action points: who owes what by when (RULES R6.36)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from decisions.models import ActionPoint
from decisions.states import ActionState
from decisions.workflow import action_points as life
from foundation.core.moments import day
from foundation.core.workflow import NotPermitted, Refused


@pytest.fixture
def action(cast):
    return life.record_action_point(
        by=cast.aizada, text="Send the figures", owner=cast.orgs.unicef, person=cast.aiko.person,
        due_on=timezone.localdate() + timedelta(days=3),
    )  # fmt: skip


def test_the_person_belongs_to_the_owner(cast):
    with pytest.raises(Refused, match="does not belong to UNICEF"):
        life.record_action_point(by=cast.aizada, text="X", owner=cast.orgs.unicef, person=cast.temir.person)


def test_the_owner_reports_and_marks_done_with_evidence(cast, action):
    life.report_progress(action, by=cast.jyldyz, progress="Half of it is there.")
    with pytest.raises(Refused, match="what shows that this was done"):
        life.mark_done(action, by=cast.aiko, evidence=" ")
    life.mark_done(action, by=cast.aiko, evidence="UNMN-KG/2026/DOC/1")
    assert (action.state, action.done_on) == (ActionState.DONE, timezone.localdate())


def test_another_organisation_does_not_report(cast, action):
    with pytest.raises(NotPermitted):
        life.report_progress(action, by=cast.temir, progress="Done.")


def test_a_new_due_date_needs_a_reason_and_lies_ahead(cast, action):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="Give the reason"):
        life.change_due_date(action, by=cast.aizada, due_on=tomorrow, reason="")
    with pytest.raises(Refused, match="has passed"):
        life.change_due_date(action, by=cast.aizada, due_on=tomorrow - timedelta(days=2), reason="Late.")
    life.change_due_date(action, by=cast.aizada, due_on=tomorrow, reason="Asked by UNICEF.")
    assert action.due_on == tomorrow


def test_dropped_and_reopened_with_reasons(cast, action):
    life.drop(action, by=cast.aizada, reason="Not needed.")
    life.reopen(action, by=cast.aizada, reason="Needed after all.")
    assert action.state == ActionState.OPEN


def test_the_last_day_is_not_overdue(cast, action):
    ActionPoint.objects.update(due_on=timezone.localdate())
    assert not ActionPoint.objects.overdue().exists()
    ActionPoint.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert ActionPoint.objects.overdue().get().is_overdue


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("public", 302),
        ("stranger", 404),
        ("kubanych", 404),
        ("kwame", 200),
        ("temir", 200),
        ("aiko", 200),
        ("aizada", 200),
    ],
)
def test_who_sees_an_action_point(cast, as_user, action, who, code):
    assert (
        as_user(getattr(cast, who)).get(reverse("decisions:action_point", args=[action.pk])).status_code
        == code
    )


def test_an_outsider_sees_what_its_organisation_owes_and_nothing_else(cast, as_user, action):
    own = life.record_action_point(by=cast.aizada, text="Name a contact", owner=cast.orgs.sms)
    page = as_user(cast.kubanych).get(reverse("decisions:action_point_list")).content.decode()
    assert "Name a contact" in page
    assert "Send the figures" not in page
    assert as_user(cast.kubanych).get(reverse("decisions:action_point", args=[own.pk])).status_code == 200


def test_what_stands_in_draft_minutes_is_not_seen_by_members(cast, as_user):
    draft = life.record_action_point(by=cast.aizada, text="Secret yet", owner=cast.orgs.unicef, is_draft=True)
    assert "Secret yet" not in as_user(cast.aiko).get(reverse("decisions:action_point_list")).content.decode()
    assert as_user(cast.aiko).get(reverse("decisions:action_point", args=[draft.pk])).status_code == 404


def test_the_page_keeps_what_was_typed_when_refused(cast, as_user, action):
    address = reverse("decisions:action_point_move", args=[action.pk, "change-due-date"])
    answer = as_user(cast.aizada).post(address, {"due_on": "2020-01-01", "reason": "A long reason."})
    assert (answer.status_code, "A long reason." in answer.content.decode()) == (422, True)


def test_every_word_on_progress_and_every_new_date_stays_on_the_page(cast, as_user, action):
    life.report_progress(action, by=cast.aiko, progress="A quarter is there.")
    life.report_progress(action, by=cast.aiko, progress="Half of it is there.")
    later = timezone.localdate() + timedelta(days=30)
    life.change_due_date(action, by=cast.aizada, due_on=later, reason="Asked by UNICEF.")
    page = as_user(cast.aiko).get(reverse("decisions:action_point", args=[action.pk])).content.decode()
    assert "A quarter is there." in page
    assert "Half of it is there." in page
    assert f"From {day(later - timedelta(days=27))} to" in " ".join(page.split())


def test_a_forged_drop_by_a_member_is_403(cast, as_user, action):
    address = reverse("decisions:action_point_move", args=[action.pk, "drop"])
    assert as_user(cast.aiko).post(address, {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_list_costs_the_same_for_any_length(cast, as_user, django_assert_num_queries, rows):
    for number in range(rows):
        life.record_action_point(
            by=cast.aizada, text=f"Do {number}", owner=cast.orgs.fao, person=cast.temir.person
        )
    client = as_user(cast.aiko)
    client.get(reverse("decisions:action_point_list"))
    with django_assert_num_queries(COST):
        client.get(reverse("decisions:action_point_list"))


COST = 9


def test_exports(cast, as_user, action):
    from io import BytesIO

    from openpyxl import load_workbook

    client = as_user(cast.aizada)
    answer = client.get(reverse("decisions:action_point_list_xlsx"))
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet["A2"].value == "Send the figures"
    assert client.get(reverse("decisions:action_point_list_pdf"))["Content-Type"] == "application/pdf"
