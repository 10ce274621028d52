"""Proposing a decision, its papers, and whether the state is concerned (RULES R3.9, R3.14, R5.26, R8.41)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from decisions.models import BackgroundPaper, Decision
from decisions.states import DecisionState, StateConcern, TextKind
from decisions.workflow import decisions as life
from decisions.workflow import register, state_track
from decisions.workflow.closing import declare_adopted
from decisions.workflow.proposing import change_proposal, stamp_of, write_down
from foundation.audit.models import Act
from foundation.audit.states import Hat
from foundation.circulation.models import Circulation
from foundation.core.workflow import NotPermitted, Refused, Stale
from foundation.documents.models import Audience, Classification

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def filled(**more):
    return {
        "title": "Data sheet",
        "text": "The Network adopts the data sheet.",
        "kind": "routine",
        "bar": "",
    } | more


def proposed(cast, **facts):
    facts = {"title": "Data sheet", "text": "The Network adopts the data sheet."} | facts
    decision = write_down(by=cast.temir, proposer=cast.orgs.fao, **facts)
    life.propose(decision, by=cast.temir)
    return decision


def test_a_member_proposes_in_the_name_of_its_organisation(cast, as_user):
    client = as_user(cast.temir)
    client.post(
        reverse("decisions:decision_new"),
        filled(
            proposer=cast.orgs.fao.pk, background="Why", lead=cast.orgs.iom.pk, concern="yes", concern_reason="Data",
            mandates=[cast.orgs.unicef.pk], network_objectives=[9], gcm_objectives=[1, 23], act="propose",
        ),
    )  # fmt: skip
    decision = Decision.objects.get()
    assert (decision.state, decision.proposer, decision.symbol) == (DecisionState.PROPOSED, cast.orgs.fao, "")
    assert decision.working_reference.startswith("UNMN-KG/")
    assert (decision.network_objectives, decision.gcm_objectives) == ([9], [1, 23])
    assert list(decision.mandates.all()) == [cast.orgs.unicef]
    assert set(Act.objects.about(decision).values_list("hat", flat=True)) == {Hat.MEMBER}


def test_a_member_does_not_propose_for_another(cast, as_user):
    answer = as_user(cast.temir).post(reverse("decisions:decision_new"), filled(proposer=cast.orgs.unicef.pk))
    assert answer.status_code == 422
    assert not Decision.objects.exists()
    with pytest.raises(NotPermitted):
        life.draft_proposal(cast.orgs.unicef, by=cast.temir, title="T", text="X")


@pytest.mark.parametrize("who", ["kubanych", "anara", "kwame", "stranger"])
def test_who_is_not_of_the_network_proposes_nothing(cast, as_user, who):
    assert as_user(getattr(cast, who)).get(reverse("decisions:decision_new")).status_code == 403


@pytest.mark.parametrize("who", ["aizada", "ingrid"])
def test_secretariat_and_co_chairs_write_down_a_proposal(cast, as_user, who):
    as_user(getattr(cast, who)).post(reverse("decisions:decision_new"), filled(act="draft"))
    assert Decision.objects.get().state == DecisionState.DRAFT


def test_a_draft_is_seen_by_its_proposer_secretariat_and_co_chairs_only(cast, as_user):
    decision = write_down(by=cast.temir, proposer=cast.orgs.fao, title="T", text="X")
    address = decision.get_absolute_url()
    seen = {
        who: as_user(getattr(cast, who)).get(address).status_code
        for who in ("temir", "aiko", "aizada", "tomas")
    }
    assert seen == {"temir": 200, "aiko": 404, "aizada": 200, "tomas": 200}


def test_nothing_typed_is_lost_on_an_error(cast, as_user):
    page = as_user(cast.temir).post(
        reverse("decisions:decision_new"), filled(title="", text="Long words", proposer=cast.orgs.fao.pk)
    )
    assert page.status_code == 422
    assert "Long words" in page.content.decode()


def test_two_people_who_change_a_proposal_do_not_overwrite_each_other(cast, as_user):
    decision = proposed(cast)
    stamp = stamp_of(decision)
    change_proposal(decision, by=cast.temir, stamp=stamp, title="T", text="Theirs", lead=None, due_on=None)
    with pytest.raises(Stale):
        change_proposal(decision, by=cast.aizada, stamp=stamp, title="T", text="Mine", lead=None, due_on=None)
    answer = as_user(cast.aizada).post(
        reverse("decisions:decision_edit", args=[decision.pk]), filled(text="Mine", stamp=stamp)
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Theirs" in page
    assert "Mine" in page


def test_what_members_are_asked_about_is_not_edited(cast, as_user):
    decision = proposed(cast)
    life.place_on_agenda(decision, by=cast.aizada)
    answer = as_user(cast.temir).get(reverse("decisions:decision_edit", args=[decision.pk]))
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("kind", "concern"),
    [
        (TextKind.POLICY, StateConcern.YES),
        (TextKind.URGENT, StateConcern.YES),
    ],
)
def test_r5_26_policy_texts_concern_the_state_unless_somebody_says_otherwise(cast, kind, concern):
    decision = write_down(by=cast.temir, proposer=cast.orgs.fao, title="T", text="X", kind=kind)
    assert decision.concerns_state == concern
    judged = decision.judgements.get()
    assert (judged.by, judged.answer) == (cast.temir.person, concern)


def test_r5_26_nobody_is_said_to_have_judged_what_was_left_open(cast, as_user):
    decision = write_down(by=cast.temir, proposer=cast.orgs.fao, title="T", text="X", kind=TextKind.ROUTINE)
    assert not decision.judgements.exists()
    assert "nobody has said it yet" in as_user(cast.temir).get(decision.get_absolute_url()).content.decode()


def test_r5_26_a_routine_matter_is_asked_about_before_members_see_it(cast, as_user):
    client, address = as_user(cast.temir), reverse("decisions:decision_new")
    answer = client.post(address, filled(proposer=cast.orgs.fao.pk, act="propose"))
    assert answer.status_code == 422
    assert "Say whether it is of concern to the state." in answer.content.decode()
    assert client.post(address, filled(proposer=cast.orgs.fao.pk, act="draft")).status_code == 302
    assert Decision.objects.get().state == DecisionState.DRAFT


def test_what_is_adopted_is_not_contested(cast, as_user):
    decision = proposed(cast)
    declare_adopted(decision, by=cast.ingrid, adopted_on=timezone.localdate())
    answer = as_user(cast.aiko).get(reverse("decisions:decision_concern", args=[decision.pk, "contest"]))
    assert answer.status_code == 302


def test_after_proposing_the_next_step_stands_first(cast, as_user):
    decision = proposed(cast)
    desk = as_user(cast.aizada)
    assert (
        "Nobody has said yet whether it is of concern to the state"
        in desk.get(decision.get_absolute_url()).content.decode()
    )
    state_track.judge_state_concern(decision, by=cast.aizada, answer=StateConcern.NO)
    body = desk.get(decision.get_absolute_url()).content.decode()
    assert "Next step: ask the members" in body
    first = body.index(reverse("decisions:round_prepare", args=[decision.pk]))
    assert first < body.index('class="decision-box')
    assert "Next step" not in as_user(cast.aiko).get(decision.get_absolute_url()).content.decode()


def test_a_withdrawal_says_why_in_a_few_words(cast, as_user):
    decision = proposed(cast)
    address = reverse("decisions:decision_move", args=[decision.pk, "withdraw"])
    for reason in ("", "   ", "x"):
        assert as_user(cast.temir).post(address, {"reason": reason}).status_code == 422
    assert as_user(cast.temir).post(address, {"reason": "Not needed any more."}).status_code == 302


def test_r5_26_any_member_contests_and_a_co_chair_rules(cast, as_user):
    decision = proposed(cast)
    address = reverse("decisions:decision_concern", args=[decision.pk, "contest"])
    as_user(cast.aiko).post(address, {"organisation": cast.orgs.unicef.pk, "reason": "It is state policy."})
    decision.refresh_from_db()
    assert decision.concerns_state == StateConcern.TO_RULE
    told = Circulation.objects.get(occasion="state_concern_to_rule")
    assert {one.address for one in told.deliveries.all()} == {
        cast.ingrid.person.email,
        cast.tomas.person.email,
    }
    state_track.ruling_on_concern(decision, by=cast.ingrid, answer=StateConcern.YES, reason="It is.")
    assert decision.concerns_state == StateConcern.YES
    with pytest.raises(Refused, match="co-chairs rule on this now"):
        state_track.judge_state_concern(decision, by=cast.aizada, answer=StateConcern.NO)
    page = as_user(cast.aiko).get(decision.get_absolute_url()).content.decode()
    assert "It is state policy." in page


def test_r5_26_a_member_does_not_contest_for_another_and_not_without_reason(cast):
    decision = proposed(cast)
    with pytest.raises(Refused, match="do not represent"):
        state_track.contest_state_concern(decision, by=cast.aiko, organisation=cast.orgs.fao, reason="So")
    with pytest.raises(Refused, match="reason"):
        state_track.contest_state_concern(decision, by=cast.aiko, organisation=cast.orgs.unicef, reason=" ")


def paper(cast, decision, **access):
    upload = SimpleUploadedFile("note.pdf", PDF, "application/pdf")
    return register.add_paper(decision, by=cast.temir, title="Note", upload=upload, **access)


def test_r8_41_papers_follow_the_decision_and_their_audience(cast, as_user):
    decision = proposed(cast)
    for_all, for_some = paper(cast, decision), paper(cast, decision, audience=Audience.NAMED)

    def answers(who, shown):
        address = reverse("decisions:decision_paper", args=[decision.pk, shown.pk])
        return as_user(getattr(cast, who)).get(address).status_code

    assert [answers(who, for_all) for who in ("aiko", "temir", "aizada", "kubanych", "kwame")] == [
        200,
        200,
        200,
        404,
        404,
    ]
    assert [answers(who, for_some) for who in ("aiko", "temir", "aizada", "ingrid")] == [404, 200, 200, 200]


def test_r8_41_a_strictly_confidential_paper_is_for_named_persons(cast):
    with pytest.raises(Refused, match="named persons only"):
        paper(cast, proposed(cast), classification=Classification.STRICTLY_CONFIDENTIAL)


def test_a_paper_is_added_and_removed_on_the_page_by_its_proposer_only(cast, as_user):
    decision = proposed(cast)
    add = reverse("decisions:decision_paper_new", args=[decision.pk])
    upload = SimpleUploadedFile("note.pdf", PDF, "application/pdf")
    words = {"title": "Note", "language": "en", "classification": "unclassified", "audience": "network"}
    assert as_user(cast.aiko).post(add, words | {"upload": upload}).status_code == 403
    upload.seek(0)
    assert as_user(cast.temir).post(add, words | {"upload": upload}).status_code == 302
    shown = BackgroundPaper.objects.get()
    remove = reverse("decisions:decision_paper_remove", args=[decision.pk, shown.pk])
    assert as_user(cast.aiko).post(remove).status_code == 403
    assert as_user(cast.temir).post(remove).status_code == 302
    assert not BackgroundPaper.objects.visible_to(cast.aizada).exists()


def test_the_same_proposal_sent_twice_is_there_once(cast, as_user):
    client = as_user(cast.temir)
    for code in (302, 200):
        answer = client.post(
            reverse("decisions:decision_new"), filled(proposer=cast.orgs.fao.pk, act="propose", concern="no")
        )
        assert answer.status_code == code
    assert f"is there already, as {Decision.objects.get().reference}" in answer.content.decode()


def test_a_new_due_day_lies_ahead_and_a_past_one_loses_nothing(cast, as_user):
    answer = as_user(cast.temir).post(
        reverse("decisions:decision_new"), filled(proposer=cast.orgs.fao.pk, due_on="2020-01-01")
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This day is past" in page
    assert "The Network adopts the data sheet." in page
