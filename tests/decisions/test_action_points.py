"""Action points: who owes what by when (RULES R6.36)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from decisions.models import ActionPoint
from decisions.overview import by_organisation
from decisions.states import ActionState, Age
from decisions.workflow import action_points as life
from foundation.circulation.models import Circulation
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


def test_the_owner_asks_for_another_date_and_the_secretariat_grants_it(cast, as_user, action):
    wanted = timezone.localdate() + timedelta(days=30)
    address = reverse("decisions:action_point_move", args=[action.pk, "ask-for-due-date"])
    as_user(cast.jyldyz).post(address, {"due_on": wanted, "reason": "The ministry is late."})
    asked = Circulation.objects.get(occasion="action_due_date_asked")
    assert {one.address for one in asked.deliveries.all()} == {
        cast.aizada.person.email, cast.pavel.person.email,
    }  # fmt: skip
    assert "asks for another due date" in as_user(cast.aizada).get("/").content.decode()
    as_user(cast.aizada).post(reverse("decisions:action_point_move", args=[action.pk, "grant-due-date"]))
    action.refresh_from_db()
    assert (action.due_on, action.wanted_due_on, action.wanted_by) == (wanted, None, None)
    told = Circulation.objects.get(occasion="action_due_date_answered").deliveries.get()
    assert told.address == cast.jyldyz.person.email
    page = as_user(cast.temir).get(reverse("decisions:action_point", args=[action.pk])).content.decode()
    assert "The ministry is late." in page


def test_a_refusal_has_a_reason_and_leaves_the_date(cast, action):
    was, wanted = action.due_on, timezone.localdate() + timedelta(days=30)
    with pytest.raises(Refused, match="has not asked"):
        life.grant_due_date(action, by=cast.aizada)
    with pytest.raises(Refused, match="Say why"):
        life.ask_for_due_date(action, by=cast.aiko, due_on=wanted, reason=" ")
    with pytest.raises(Refused, match="on that day already"):
        life.ask_for_due_date(action, by=cast.aiko, due_on=was, reason="Why not.")
    with pytest.raises(NotPermitted):
        life.ask_for_due_date(action, by=cast.aizada, due_on=wanted, reason="For them.")
    life.ask_for_due_date(action, by=cast.aiko, due_on=wanted, reason="Late.")
    with pytest.raises(Refused, match="Give the reason"):
        life.refuse_due_date(action, by=cast.aizada, reason="")
    life.refuse_due_date(action, by=cast.aizada, reason="The PMT waits for it.")
    assert (action.due_on, action.wanted_due_on) == (was, None)


def test_evidence_is_a_file_and_a_link_that_readers_of_the_action_point_open(cast, as_user, action):
    address = reverse("decisions:action_point_move", args=[action.pk, "report-progress"])
    file = SimpleUploadedFile("figures.csv", b"year,people\n2026,12\n")
    as_user(cast.aiko).post(
        address, {"progress": "Half of it.", "file": file, "link": "https://example.org/figures"}
    )
    kept, linked = action.evidence.all()
    assert (kept.stored_file.name, linked.link) == ("figures.csv", "https://example.org/figures")
    page = as_user(cast.temir).get(reverse("decisions:action_point", args=[action.pk])).content.decode()
    assert "figures.csv" in page
    assert "https://example.org/figures" in page
    opened = reverse("decisions:action_point_evidence", args=[action.pk, kept.pk])
    assert as_user(cast.temir).get(opened).status_code == 200
    assert as_user(cast.kubanych).get(opened).status_code == 404
    assert as_user(cast.temir).get(
        reverse("decisions:action_point_evidence", args=[action.pk, linked.pk])
    ).status_code == 404  # fmt: skip


def test_a_file_that_the_network_does_not_exchange_keeps_the_words(cast, as_user, action):
    address = reverse("decisions:action_point_move", args=[action.pk, "mark-done"])
    file = SimpleUploadedFile("run.exe", b"MZ\x90\x00")
    answer = as_user(cast.aiko).post(address, {"evidence": "It runs.", "file": file})
    action.refresh_from_db()
    assert (answer.status_code, action.state, action.evidence.count()) == (422, ActionState.OPEN, 0)
    assert "It runs." in answer.content.decode()


def test_the_overview_counts_by_organisation_and_by_age(cast, as_user, action):
    today = timezone.localdate()
    for owner, days in ((cast.orgs.fao, 5), (cast.orgs.fao, 100), (cast.orgs.unicef, 20)):
        ActionPoint.objects.create(text=f"Late by {days}", owner=owner, due_on=today - timedelta(days=days))
    first, second = by_organisation(ActionPoint.objects.all())
    assert (first["owner"], first["open"], first["late"], first["longest"]) == (cast.orgs.fao, 2, 2, 100)
    assert (second["owner"], second["open"], second["late"]) == (cast.orgs.unicef, 2, 1)
    client = as_user(cast.aiko)
    page = client.get(reverse("decisions:action_point_overview")).content.decode()
    assert "Late by 100" in page
    only = client.get(reverse("decisions:action_point_list"), {"age": "month"}).content.decode()
    assert ("Late by 20" in only, "Late by 5" in only) == (True, False)


@pytest.mark.parametrize(
    ("days", "age"), [(0, Age.AHEAD), (1, Age.WEEKS), (14, Age.WEEKS), (15, Age.MONTH), (31, Age.QUARTER),
                      (90, Age.QUARTER), (91, Age.LONGER), (None, Age.UNDATED)],
)  # fmt: skip
def test_the_age_of_a_row_and_of_the_list_agree(cast, days, age):
    due_on = None if days is None else timezone.localdate() - timedelta(days=days)
    row = ActionPoint.objects.create(text="Old", owner=cast.orgs.fao, due_on=due_on)
    assert row.age == age
    assert [one for one in Age if ActionPoint.objects.aged(one).exists()] == [age]


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
    assert as_user(cast.aiko).post(address, {"reason": "Not ours."}).status_code == 403


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


COST = 10


def test_exports(cast, as_user, action):
    from io import BytesIO

    from openpyxl import load_workbook

    client = as_user(cast.aizada)
    answer = client.get(reverse("decisions:action_point_list_xlsx"))
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet["A2"].value == "Send the figures"
    assert client.get(reverse("decisions:action_point_list_pdf"))["Content-Type"] == "application/pdf"
