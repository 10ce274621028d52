"""Minutes from notes to approval (RULES R6.33, R6.36, R10.57)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from django.utils import timezone

from decisions.models import Decision
from decisions.states import ActionState, DecisionState
from foundation.core.workflow import THE_PORTAL, NotPermitted, Refused, Stale
from foundation.review import workflow as review
from meetings.models import Minutes, MinutesEntry
from meetings.states import MinutesState
from meetings.workflow import minutes as life
from meetings.workflow import notes
from members.states import Office
from tests.factories.members import AppointmentFactory
from tests.meetings.held import a_held_meeting, draft_minutes, paragraph

SECOND = timedelta(microseconds=1)


def test_freezing_numbers_paragraphs_consecutively_and_items_are_headings(in_review):
    rows = list(in_review.text.latest.paragraphs.values_list("number", "section", "is_decision"))
    first = f"item-{in_review.meeting.items.all()[0].pk}"
    second = f"item-{in_review.meeting.items.all()[1].pk}"
    assert rows == [
        (None, first, False),
        (1, first, False),
        (2, first, False),
        (3, first, False),
        (4, first, True),
        (5, first, False),
        (None, second, False),
    ]


def test_voices_are_the_organisations_that_a_paragraph_names(in_review):
    voices = {row.number: row.voices for row in in_review.text.latest.paragraphs.all() if row.number}
    assert voices == {1: ["unicef"], 2: ["fao"], 3: [], 4: [], 5: []}


def test_sending_for_review_proposes_decisions_and_assigns_action_points(in_review):
    entry = in_review.entries.get()
    assert entry.decisions.get().state == DecisionState.PROPOSED
    assert entry.action_points.get().state == ActionState.OPEN


def test_a_meeting_without_attendance_cannot_be_sent_for_review(cast, draft):
    draft.meeting.attendances.all().delete()
    with pytest.raises(Refused, match="Nobody's attendance is recorded yet"):
        life.send_for_review(draft, by=cast.aizada)


def test_members_may_not_send_minutes_for_review(cast, draft):
    with pytest.raises(NotPermitted):
        life.send_for_review(draft, by=cast.aiko)


def test_two_people_typing_at_once_lose_nothing(cast, draft):
    entry = draft.entries.get()
    mine, theirs = MinutesEntry.objects.get(pk=entry.pk), MinutesEntry.objects.get(pk=entry.pk)
    notes.write_notes(theirs, by=cast.pavel, html="<p>Theirs.</p>", version=entry.version)
    with pytest.raises(Stale) as stale:
        notes.write_notes(mine, by=cast.aizada, html="<p>Mine.</p>", version=entry.version)
    assert stale.value.current.html == "<p>Theirs.</p>"


def test_the_same_text_sent_twice_is_one_save(cast, draft):
    entry = draft.entries.get()
    version = entry.version
    notes.write_notes(entry, by=cast.aizada, html="<p>Once.</p>", version=version)
    notes.write_notes(entry, by=cast.aizada, html="<p>Once.</p>", version=version)
    assert entry.version == version + 1


def test_notes_keep_no_script(cast, draft):
    entry = draft.entries.get()
    notes.write_notes(
        entry, by=cast.aizada, html='<p onclick="x">a<script>alert(1)</script></p>', version=entry.version
    )
    assert entry.html == "<p>a</p>"


def test_notes_do_not_change_once_sent_for_review(cast, in_review):
    entry = in_review.entries.get()
    with pytest.raises(Refused, match="sent for review"):
        notes.write_notes(entry, by=cast.aizada, html="<p>Late.</p>", version=entry.version)


@pytest.mark.parametrize(("offset", "is_open"), [(-SECOND, True), (timedelta(0), False), (SECOND, False)])
def test_the_deadline_itself_is_too_late_for_a_comment(cast, in_review, offset, is_open):
    with time_machine.travel(in_review.review_ends + offset, tick=False):
        own = paragraph(in_review, "UNICEF presented")
        said = {
            "by": cast.aiko,
            "paragraph": own,
            "body": "Thanks.",
            "voice": "unicef",
            "voice_name": "UNICEF",
        }
        if is_open:
            review.comment(in_review.text, **said)
        else:
            with pytest.raises(Refused, match="The review closed on"):
                review.comment(in_review.text, **said)


@pytest.mark.parametrize(("offset", "closes"), [(-SECOND, False), (timedelta(0), True), (SECOND, True)])
def test_the_review_closes_at_its_deadline_and_not_before(in_review, offset, closes):
    with time_machine.travel(in_review.review_ends + offset, tick=False):
        if closes:
            life.close_review(in_review, by=THE_PORTAL)
            assert in_review.state == MinutesState.REVIEWED
        else:
            with pytest.raises(Refused, match="Members have until"):
                life.close_review(in_review, by=THE_PORTAL)


def closed(minutes):
    with time_machine.travel(minutes.review_ends, tick=False):
        life.close_review(minutes, by=THE_PORTAL)
    return minutes


def propose(minutes, user, voice, words, wording):
    return review.propose_wording(
        minutes.text, by=user, paragraph=paragraph(minutes, words), wording=wording, why="", voice=voice,
        voice_name=voice.upper(),
    )  # fmt: skip


def test_an_open_proposal_keeps_the_minutes_from_being_approved(cast, in_review):
    propose(in_review, cast.temir, "fao", "adopts", "The Network adopts the data sheet for 2027.")
    closed(in_review)
    with pytest.raises(Refused, match="1 proposed wording waits for an answer: FAO on paragraph 4"):
        life.approve(in_review, by=cast.ingrid)


def test_an_accepted_wording_comes_with_the_next_version_and_the_decision(cast, in_review):
    proposal = propose(in_review, cast.temir, "fao", "adopts", "The Network adopts the data sheet for 2027.")
    before = in_review.text.latest
    review.accept(proposal, by=cast.aizada)
    version = life.issue_revision(in_review, by=cast.aizada)
    assert (version.number, str(version)) == (1, "Rev.1")
    assert [row.anchor for row in version.paragraphs.all()] == [row.anchor for row in before.paragraphs.all()]
    assert in_review.entries.get().decisions.get().text == "The Network adopts the data sheet for 2027."
    proposal.refresh_from_db()
    assert proposal.applied_in == version


def test_both_co_chairs_approve_the_same_text(cast, in_review):
    closed(in_review)
    life.approve(in_review, by=cast.ingrid)
    in_review.refresh_from_db()
    assert in_review.state == MinutesState.REVIEWED
    life.approve(in_review, by=cast.tomas)
    in_review.refresh_from_db()
    assert in_review.state == MinutesState.APPROVED
    assert in_review.symbol == f"{in_review.meeting.symbol}/MIN"
    decision = in_review.entries.get().decisions.get()
    assert decision.state == DecisionState.IMPLEMENTED
    assert decision.adopted_on == in_review.held_on
    assert decision.declared_by == (
        "Ingrid Fjordheim (Co-Chair, UN Resident Coordinator); Tomás Altamira (Co-Chair, Head of IOM Office)"
    )


def test_nobody_approves_twice_though_holding_both_offices(cast, in_review):
    AppointmentFactory(person=cast.ingrid.person, office=Office.CO_CHAIR_IOM, is_in_charge=True)
    cast.ingrid.__dict__.pop("_standing", None)
    closed(in_review)
    life.approve(in_review, by=cast.ingrid)
    with pytest.raises(Refused, match="You have approved this text already"):
        life.approve(in_review, by=cast.ingrid)


def test_a_returned_text_voids_the_earlier_approval(cast, in_review):
    closed(in_review)
    life.approve(in_review, by=cast.ingrid)
    life.return_to_review(in_review, by=cast.tomas, reason="Paragraph 3 is not what was said.")
    assert in_review.state == MinutesState.IN_REVIEW
    closed(in_review)
    life.approve(in_review, by=cast.tomas)
    in_review.refresh_from_db()
    assert in_review.state == MinutesState.REVIEWED
    assert [row.person for row in life.given_approvals(in_review)] == [cast.tomas.person]


def test_a_text_that_changed_since_it_was_opened_is_not_approved(cast, in_review):
    closed(in_review)
    with pytest.raises(Refused, match="The text has changed"):
        life.approve(in_review, by=cast.ingrid, text_hash="f" * 64)


def test_members_do_not_approve(cast, in_review):
    closed(in_review)
    with pytest.raises(NotPermitted):
        life.approve(in_review, by=cast.aiko)


@pytest.fixture
def approved(cast, in_review):
    closed(in_review)
    life.approve(in_review, by=cast.ingrid)
    life.approve(in_review, by=cast.tomas)
    in_review.refresh_from_db()
    return in_review


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE meetings_minutes SET symbol = 'X' WHERE id = {minutes}",
        "UPDATE meetings_minutes SET state = 'reviewed' WHERE id = {minutes}",
        "DELETE FROM meetings_minutes WHERE id = {minutes}",
        "UPDATE review_paragraph SET html = '<p>other</p>' WHERE version_id = {version}",
        "DELETE FROM meetings_minutesapproval WHERE minutes_id = {minutes}",
        "UPDATE decisions_decision SET text = 'other' WHERE id = {decision}",
    ],
)
def test_approved_minutes_are_immutable_even_by_sql(approved, sql):
    words = {
        "minutes": approved.pk,
        "version": approved.text.latest.pk,
        "decision": approved.entries.get().decisions.get().pk,
    }
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(**words))


def test_minutes_need_two_approvals_even_by_sql(cast, in_review):
    closed(in_review)
    with pytest.raises(DatabaseError, match="both co-chairs"), transaction.atomic():
        Minutes.objects.filter(pk=in_review.pk).update(
            state="approved",
            symbol="X",
            approved_at=timezone.now(),
            text_hash=in_review.text.latest.text_hash,
        )


def test_a_co_chair_declares_adoption_at_the_meeting(cast, draft):
    decision = draft.entries.get().decisions.get()
    with pytest.raises(Refused, match="text was not circulated"):
        notes.declare_decision_adopted(draft, by=cast.ingrid, decision=decision)
    notes.declare_decision_adopted(draft, by=cast.ingrid, decision=decision, reason="Read out in the room.")
    decision.refresh_from_db()
    year = draft.held_on.year
    assert (decision.state, decision.symbol) == (DecisionState.IMPLEMENTED, f"UNMN-KG/{year}/DEC/1")


def test_adoption_without_representation_needs_a_reason(cast, draft):
    draft.meeting.attendances.filter(organisation=cast.orgs.rco).delete()
    decision = draft.entries.get().decisions.get()
    with pytest.raises(Refused, match="Not there: Co-Chair, UN Resident Coordinator"):
        notes.declare_decision_adopted(draft, by=cast.tomas, decision=decision)
    notes.declare_decision_adopted(draft, by=cast.tomas, decision=decision, reason="Agreed by telephone.")


def test_an_annual_meeting_takes_no_decisions(cast, draft):
    type(draft.meeting).objects.filter(pk=draft.meeting.pk).update(kind="annual")
    entry = MinutesEntry.objects.get(minutes=draft)
    with pytest.raises(Refused, match="takes no decisions"):
        notes.record_decision_here(entry, by=cast.aizada, title="A", text="B")


def test_what_is_removed_from_the_draft_is_gone(cast, draft):
    entry = draft.entries.get()
    notes.remove_from_draft(entry, by=cast.aizada, action_point=entry.action_points.get())
    assert not entry.action_points.exists()


def test_a_decision_noted_in_the_minutes_leads_to_what_else_a_proposal_says(cast, as_user):
    minutes = draft_minutes(cast, a_held_meeting(cast))
    decision = Decision.objects.get(state="draft")
    client = as_user(cast.aizada)
    page = client.get(reverse("meetings:minutes_edit", args=[minutes.meeting.slug])).content.decode()
    facts = reverse("decisions:decision_edit", args=[decision.pk])
    assert f'href="{facts}"' in page
    form = client.get(facts).content.decode()
    for name in ("network_objectives", "gcm_objectives", "mandates", "background"):
        assert f'name="{name}"' in form
