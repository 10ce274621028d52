"""The register: found by words in three languages, narrowed, as of a day, exported (RULES R3.13, R9.49, R10.66)."""

import io
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from decisions.models import Decision
from decisions.states import AnswerKind, DecisionState
from decisions.workflow import action_points
from decisions.workflow.adoption import implement
from tests.decisions.consensus import adopted, proposed

LIST = "decisions:decision_list"


def titles(client, **asked):
    page = client.get(reverse(LIST), asked)
    assert page.status_code == 200
    return [row.title for row in page.context["decisions"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("indicator", ["Common indicators"]),
        ("returning worker", ["Registration of returning workers"]),
        ("мигранта", ["Права мигрантов"]),
        ("окмот", ["Өкмөт менен иштөө"]),
        ("Өкмөт", ["Өкмөт менен иштөө"]),
        ("registraton", ["Registration of returning workers"]),
        ('"returning workers" -indicators', ["Registration of returning workers"]),
        ("nothing of the kind", []),
    ],
)
def test_the_register_is_searched_in_english_russian_and_kyrgyz(cast, as_user, asked, found):
    """English and Russian endings, Kyrgyz letters typed as Russian ones, slips, phrases, exclusions."""
    adopted(cast, title="Common indicators", text="Eighteen of them.")
    adopted(cast, title="Registration of returning workers", text="A common position.")
    adopted(cast, title="Права мигрантов", text="Сеть принимает позицию.")
    adopted(cast, title="Өкмөт менен иштөө", text="Тармак чечим кабыл алат.")
    assert titles(as_user(cast.aiko), q=asked) == found


def test_background_and_symbol_are_searched_too(cast, as_user):
    one = adopted(cast, title="A", background="After the floods in Osh.")
    adopted(cast, title="B")
    client = as_user(cast.aiko)
    assert titles(client, q="flood") == ["A"]
    assert titles(client, q=one.symbol) == ["A"]


def test_the_search_stands_on_its_indexes(cast):
    """The query asks for the very expressions that are indexed: PostgreSQL needs no sequential scan."""
    adopted(cast)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Decision.objects.with_words("indicator").explain()
    assert "decisions_by_words" in plan or "decisions_by_letters" in plan


def test_words_are_marked_where_they_were_found(cast, as_user):
    adopted(cast, title="Common indicators", text="Cells <b>of</b> ten indicators.")
    page = as_user(cast.aiko).get(reverse(LIST), {"q": "indicators"}).content.decode()
    assert "Common <mark>indicators</mark>" in page
    assert "<b>of</b>" not in page


def test_the_register_is_narrowed_by_what_a_decision_is_about(cast, as_user):
    said = [(cast.temir, cast.orgs.fao, AnswerKind.RESERVATION, "Land is ours.")]
    adopted(cast, title="A", network_objectives=[4], gcm_objectives=[9, 10], lead=cast.orgs.iom, said=said)
    adopted(cast, title="B", network_objectives=[5], proposer=cast.orgs.fao)
    adopted(cast, title="C", due_on=timezone.localdate() - timedelta(days=1))
    proposed(cast, title="D", concerns_state="yes")
    client = as_user(cast.aiko)
    assert titles(client, network_objective=4) == ["A"]
    assert titles(client, gcm_objective=10) == ["A"]
    assert titles(client, reserved="on") == ["A"]
    assert titles(client, lead=cast.orgs.iom.pk) == ["A"]
    assert titles(client, proposer=cast.orgs.fao.pk) == ["B"]
    assert titles(client, overdue="on") == ["C"]
    assert titles(client, concerns_state="yes") == ["D"]
    assert titles(client, state="proposed") == ["D"]
    assert titles(client, adoption_mode="silence") == []
    assert titles(client, year=timezone.localdate().year, order="title") == ["A", "B", "C"]


def test_as_of_a_day_shows_what_had_been_adopted_in_the_state_of_that_day(cast, as_user, time_machine):
    """R10.66: implemented, opened again and superseded later, each seen on the day between."""
    time_machine.move_to("2026-03-02 10:00+06:00", tick=False)
    first = adopted(cast, title="First", due_on=date(2026, 4, 1))
    time_machine.move_to("2026-03-10 10:00+06:00", tick=False)
    implement(first, by=cast.aizada)
    time_machine.move_to("2026-03-20 10:00+06:00", tick=False)
    action_points.record_action_point(by=cast.aizada, text="Once more", owner=cast.orgs.fao, decision=first)
    time_machine.move_to("2026-05-04 10:00+06:00", tick=False)
    adopted(cast, title="Second", supersedes=first)
    client = as_user(cast.aiko)

    def stood(day):
        page = client.get(reverse(LIST), {"as_of": day})
        return {row.title: str(row.shown_state.value) for row in page.context["decisions"]}

    assert stood("2026-03-01") == {}
    assert stood("2026-03-02") == {"First": "in_implementation"}
    assert stood("2026-03-10") == {"First": "implemented"}
    assert stood("2026-03-25") == {"First": "in_implementation"}
    assert titles(client, as_of="2026-04-15", overdue="on") == ["First"]
    assert titles(client, as_of="2026-03-15", overdue="on") == []
    assert stood("2026-05-04") == {"First": "superseded", "Second": "implemented"}
    assert titles(client, as_of="2026-03-25", state="superseded") == []


def test_of_a_day_ahead_nobody_knows(cast, as_user):
    page = as_user(cast.aiko).get(reverse(LIST), {"as_of": timezone.localdate() + timedelta(days=1)})
    assert "Choose today or a day before" in page.content.decode()


def test_superseding_is_dated_and_the_text_stays(cast):
    """R3.13: an amendment is a new decision; the day is that of its adoption, and PostgreSQL wants it."""
    first = adopted(cast, title="First", text="Ten.")
    second = adopted(cast, title="Second", text="Twelve.", supersedes=first)
    first.refresh_from_db()
    assert (first.state, first.superseded_on, first.text) == (
        DecisionState.SUPERSEDED, second.adopted_on, "Ten.",
    )  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(pk=first.pk).update(superseded_on=None)


def test_the_workbook_holds_exactly_the_filtered_list_with_day_and_date_of_export(cast, as_user):
    """R9.49."""
    said = [(cast.temir, cast.orgs.fao, AnswerKind.RESERVATION, "Land is ours.")]
    adopted(cast, title="Reserved", said=said)
    adopted(cast, title="Plain")
    today = timezone.localdate()
    got = as_user(cast.aiko).get(reverse("decisions:decision_list_xlsx"), {"reserved": "on", "as_of": today})
    book = load_workbook(io.BytesIO(b"".join(got.streaming_content) if got.streaming else got.content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:2]] == ["Reserved"]
    assert "FAO (Reservation): Land is ours." in rows[1]
    assert "as of" in rows[-1][0]
    assert "exported" in rows[-1][0]
    assert "Plain" not in str(rows)
    assert f"as-of-{today:%Y-%m-%d}" in got["Content-Disposition"]


def test_action_points_in_draft_minutes_are_not_counted(cast, as_user):
    decision = adopted(cast)
    action_points.record_action_point(by=cast.aizada, text="Print", owner=cast.orgs.fao, decision=decision)
    decision.action_points.create(text="Secret", owner=cast.orgs.fao, state="draft")
    rows = as_user(cast.aiko).get(reverse(LIST)).context["decisions"]
    assert [(row.open_actions, row.action_count) for row in rows] == [(1, 1)]


def test_a_symbol_leads_to_its_decision_for_who_may_see_it(cast, as_user):
    decision = adopted(cast)
    address = reverse("decisions:decision_by_symbol") + f"?symbol={decision.symbol}"
    assert as_user(cast.aiko).get(address).url == decision.get_absolute_url()
    assert as_user(cast.kubanych).get(address).status_code == 404
    assert as_user(cast.aiko).get(reverse("decisions:decision_by_symbol")).status_code == 404
