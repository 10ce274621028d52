"""Decisions on agendas: linked, consulted on with the agenda, following their item, offered again (RULES R4.23, R10.58)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from decisions.models import Decision
from decisions.states import DecisionState, RoundMode, StateConcern
from decisions.workflow import decisions as life
from decisions.workflow import rounds
from decisions.workflow.proposing import write_down
from foundation.core.workflow import Refused
from meetings.states import ItemKind, MeetingKind, MeetingState
from meetings.workflow import agenda
from meetings.workflow import meeting as meetings
from meetings.workflow.circulated import issue_agenda
from meetings.workflow.linked_decisions import link_decision, unlink_decision
from meetings.workflow.matters import matters_arising
from meetings.workflow.offers import offered_to, take_offer
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming(cast):
    return MeetingFactory(number=2, title="QM two", state=MeetingState.CONVENED)


@pytest.fixture
def decision(cast):
    made = write_down(
        by=cast.temir,
        proposer=cast.orgs.fao,
        title="Data sheet",
        text="The Network adopts it.",
        concern=StateConcern.NO,
    )
    life.propose(made, by=cast.temir)
    return made


def linked(cast, meeting, decision):
    item = agenda.add_item(meeting, by=cast.aizada, title="Data")
    link_decision(item, by=cast.aizada, decision=decision)
    return item


def keys(meeting):
    return [offer.key for offer in offered_to(meeting)]


def test_members_are_asked_when_the_agenda_leaves_and_not_before(cast, coming, decision):
    item = linked(cast, coming, decision)
    assert item.kind == ItemKind.DECISION
    decision.refresh_from_db()
    assert decision.state == DecisionState.PROPOSED
    issue_agenda(coming, by=cast.aizada, edition="draft")
    decision.refresh_from_db()
    assert decision.state == DecisionState.ON_AGENDA
    assert life.live_round(decision).mode == RoundMode.MEETING
    issue_agenda(coming, by=cast.aizada, edition="final")
    assert decision.rounds.count() == 1


@pytest.mark.parametrize("way", ["remove", "unlink", "cancel"])
def test_when_its_item_goes_it_is_a_proposal_again(cast, coming, decision, way):
    item = linked(cast, coming, decision)
    issue_agenda(coming, by=cast.aizada, edition="draft")
    if way == "remove":
        agenda.remove_item(item, by=cast.aizada)
    elif way == "unlink":
        unlink_decision(item, by=cast.aizada)
    else:
        meetings.cancel(coming, by=cast.aizada, reason="Snow")
    decision.refresh_from_db()
    assert decision.state == DecisionState.PROPOSED


def test_it_follows_its_item_when_the_meeting_is_postponed(cast, coming, decision):
    linked(cast, coming, decision)
    issue_agenda(coming, by=cast.aizada, edition="draft")
    meetings.postpone(coming, by=cast.aizada, reason="Snow", starts_at=in_days(30), ends_at=in_days(30, 12))
    decision.refresh_from_db()
    assert decision.state == DecisionState.ON_AGENDA


def test_it_stands_on_one_agenda_at_a_time(cast, coming, decision):
    linked(cast, coming, decision)
    later = MeetingFactory(number=3, starts_at=in_days(60), ends_at=in_days(60, 12))
    with pytest.raises(Refused, match="stands on the agenda"):
        linked(cast, later, decision)


def test_r6_35_an_annual_meeting_is_neither_linked_nor_offered_decisions(cast, decision):
    annual = MeetingFactory(kind=MeetingKind.ANNUAL, number=9)
    life.defer(decision, by=cast.aizada, reason="Later")
    item = AgendaItemFactory(meeting=annual, title="Data")
    with pytest.raises(Refused, match="takes no decisions"):
        link_decision(item, by=cast.aizada, decision=decision)
    assert f"decision-{decision.pk}" not in keys(annual)


def test_a_silence_procedure_runs_to_its_end_first(cast, coming, decision):
    rounds.prepare_round(decision, by=cast.aizada)
    with pytest.raises(Refused, match="silence procedure"):
        linked(cast, coming, decision)


def test_r10_58_a_deferred_decision_is_offered_and_taken_with_one_click(cast, coming, decision):
    life.defer(decision, by=cast.aizada, reason="Later")
    key = f"decision-{decision.pk}"
    assert key in keys(coming)
    item = take_offer(coming, by=cast.aizada, key=key)
    decision.refresh_from_db()
    assert (item.decision, item.kind, decision.state) == (decision, ItemKind.DECISION, DecisionState.PROPOSED)
    assert key not in keys(coming)


def test_r4_23_what_found_no_consensus_or_came_back_escalated_is_offered(cast, coming, decision):
    life.place_on_agenda(decision, by=cast.aizada)
    assert f"decision-{decision.pk}" not in keys(coming)
    life.find_no_consensus(decision, by=cast.aizada, reason="UNHCR disagrees.")
    assert f"decision-{decision.pk}" in keys(coming)
    life.escalate(
        decision, by=cast.ingrid, to="pmt", reason="No consensus.", question="Which text?",
        answer_by=timezone.localdate() + timedelta(days=9),
    )  # fmt: skip
    assert f"decision-{decision.pk}" in keys(coming)
    take_offer(coming, by=cast.aizada, key=f"decision-{decision.pk}")
    issue_agenda(coming, by=cast.aizada, edition="draft")
    decision.refresh_from_db()
    assert decision.state == DecisionState.ON_AGENDA


def test_matters_arising_say_what_keeps_a_pending_decision(cast, coming, decision):
    lines = [line for group in matters_arising(coming)["groups"] for line in group["lines"]]
    line = next(one for one in lines if one["pk"] == decision.pk)
    assert line["sentence_en"] == "The members have not been asked yet."


def test_r4_15_matters_arising_do_not_tell_of_a_round_that_is_only_prepared(cast, coming, decision):
    rounds.prepare_round(decision, by=cast.aizada)
    lines = [line for group in matters_arising(coming)["groups"] for line in group["lines"]]
    assert [one["sentence_en"] for one in lines] == ["The members have not been asked yet."]


def test_a_proposal_is_written_from_its_item_and_linked(cast, as_user, coming):
    item = agenda.add_item(coming, by=cast.aizada, title="Data sheet")
    page = as_user(cast.aizada)
    assert page.get(reverse("meetings:item_decision", args=[coming.slug, item.pk])).status_code == 200
    page.post(reverse("meetings:item_decision_new", args=[coming.slug, item.pk]), {
        "title": "Data sheet", "text": "The Network adopts it.", "kind": "routine", "act": "draft",
    })  # fmt: skip
    item.refresh_from_db()
    assert item.decision == Decision.objects.get()
    page.post(reverse("meetings:item_decision_unlink", args=[coming.slug, item.pk]))
    item.refresh_from_db()
    assert item.decision is None


def test_the_editor_links_a_pending_decision(cast, as_user, coming, decision):
    item = agenda.add_item(coming, by=cast.aizada, title="Data sheet")
    address = reverse("meetings:item_decision", args=[coming.slug, item.pk])
    assert as_user(cast.tomas).get(address).status_code == 403
    as_user(cast.aizada).post(address, {"decision": decision.pk})
    assert (
        decision.working_reference
        in as_user(cast.aizada).get(reverse("meetings:agenda_edit", args=[coming.slug])).content.decode()
    )


def test_r4_15_the_same_words_for_the_meeting_ask_nobody_anew(cast, coming, decision):
    life.place_on_agenda(decision, by=cast.aizada)
    life.amend_for_meeting(decision, by=cast.aizada, text=f"  {decision.text} ")
    assert decision.rounds.count() == 1
    life.amend_for_meeting(decision, by=cast.aizada, text="Other words.")
    assert decision.rounds.count() == 2


def test_the_list_offers_only_what_can_be_linked(cast, as_user, coming, decision):
    free = write_down(by=cast.aizada, title="Flyer", text="The Network uses it.", concern=StateConcern.NO)
    silent = write_down(by=cast.aizada, title="Hotline", text="The Network asks.", concern=StateConcern.NO)
    life.propose(silent, by=cast.aizada)
    rounds.prepare_round(silent, by=cast.aizada)
    item = linked(cast, coming, decision)
    other = agenda.add_item(coming, by=cast.aizada, title="Other")

    def offered(one):
        address = reverse("meetings:item_decision", args=[coming.slug, one.pk])
        return set(as_user(cast.aizada).get(address).context["form"].fields["decision"].queryset)

    assert (offered(other), offered(item)) == ({free}, {free, decision})


def test_the_decision_says_at_its_top_on_which_agenda_it_stands(cast, as_user, coming, decision):
    linked(cast, coming, decision)
    body = as_user(cast.aizada).get(decision.get_absolute_url()).content.decode()
    assert "It stands on the agenda of a meeting" in body
    assert reverse("meetings:meeting", args=[coming.slug]) in body
    assert body.index("It stands on the agenda") < body.index('class="decision-box')
