"""The life of a working group: established by a decision, closed by one with a final report."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from foundation.audit.models import Act
from foundation.core.workflow import NotPermitted, Refused, Stale
from members.models import Parameter
from tests.factories.documents import StoredFileFactory
from tests.factories.workinggroups import DeliverableFactory, GroupFactory, forget_standing, seat
from workinggroups.models import WorkingGroup
from workinggroups.states import GroupKind, GroupRole, GroupState, JoinState, Origin
from workinggroups.workflow import closing, deliverables, groups, joining, seats

TODAY = timezone.localdate


def proposed(cast, **facts):
    facts = {"name": "Climate and mobility", "purpose": "To look at it", "kind": GroupKind.PERMANENT} | facts
    return groups.propose_group(by=cast.temir, proposed_by=cast.orgs.fao, **facts)


def test_a_member_proposes_a_group_and_only_the_secretariat_records_its_decision(cast):
    group = proposed(cast)
    seats.name_first_lead(group, by=cast.temir, person=cast.temir.person)
    forget_standing(cast.temir)
    with pytest.raises(NotPermitted):
        groups.establish(group, by=cast.temir, decided_by="DEC/4", on=TODAY())
    groups.establish(group, by=cast.aizada, decided_by="UNMN-KG/2026/DEC/4", on=TODAY())
    assert (group.state, group.decided_by) == (GroupState.ACTIVE, "UNMN-KG/2026/DEC/4")
    assert Act.objects.about(group).first().details["decided_by"] == "UNMN-KG/2026/DEC/4"


def test_a_group_without_a_lead_is_not_established(cast):
    group = proposed(cast)
    assert [str(one) for one in groups.establish.what_is_missing(group)] == [
        "The group has no lead yet: name its lead first."
    ]
    with pytest.raises(Refused, match="no lead yet"):
        groups.establish(group, by=cast.aizada, decided_by="DEC/4", on=TODAY())


@pytest.mark.parametrize(
    ("kind", "ends"),
    [(GroupKind.AD_HOC, {}), (GroupKind.PERMANENT, {"ends_event": "A day"})],
)
def test_an_ad_hoc_group_ends_and_a_permanent_one_does_not(cast, kind, ends):
    with pytest.raises(Refused):
        proposed(cast, kind=kind, **ends)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupFactory(kind=kind, **ends)


def test_a_proposal_that_is_not_taken_up_keeps_its_reason(cast):
    group = proposed(cast)
    with pytest.raises(Refused, match="Say why"):
        groups.turn_down(group, by=cast.aizada, reason=" ")
    groups.turn_down(group, by=cast.aizada, reason="The Network waits for the census.")
    groups.propose_again(group, by=cast.aizada)
    assert (group.state, group.reason) == (GroupState.PROPOSED, "")


def test_the_end_moves_with_a_reason_that_stays_in_the_history(cast):
    group = GroupFactory(kind=GroupKind.AD_HOC, ends_on=TODAY() + timedelta(days=9))
    later = TODAY() + timedelta(days=99)
    with pytest.raises(Refused, match="Say why"):
        groups.move_end(group, by=cast.aizada, ends_on=later, reason="")
    groups.move_end(group, by=cast.aizada, ends_on=later, reason="The census is late.")
    act = Act.objects.about(group).first()
    assert (group.ends_on, act.reason) == (later, "The census is late.")
    with pytest.raises(Refused, match="Move the end"):
        groups.edit_group(group, by=cast.aizada, version=group.version, ends_on=TODAY())


def test_two_who_edit_at_once_overwrite_nothing(cast, group):
    version = group.version
    groups.edit_group(group, by=cast.aiko, version=version, purpose="First")
    with pytest.raises(Stale):
        groups.edit_group(group, by=cast.aizada, version=version, purpose="Second")
    group.refresh_from_db()
    assert group.purpose == "First"


def test_a_group_closes_when_its_report_is_there_and_nothing_is_owed(cast, group):
    owed = DeliverableFactory(group=group, owner=cast.orgs.unicef)
    said = [str(one) for one in closing.close_group.what_is_missing(group)]
    assert said == [
        "The final report is not handed in yet.", "1 deliverable is still owed: deliver it or drop it.",
    ]  # fmt: skip
    groups.hand_in_final_report(group, by=cast.aiko, stored_file=StoredFileFactory())
    deliverables.drop_deliverable(owed, by=cast.aiko, reason="Done by others")
    closing.close_group(group, by=cast.aizada, decided_by="UNMN-KG/2026/DEC/9", on=TODAY())
    assert (group.state, group.closed_by) == (GroupState.CLOSED, "UNMN-KG/2026/DEC/9")


def test_partners_read_on_for_thirty_days_and_open_questions_end_with_the_group(cast, group):
    asked = joining.ask_to_join(group, by=cast.leila, organisation=cast.orgs.unhcr, reason="We help")
    groups.hand_in_final_report(group, by=cast.aiko, stored_file=StoredFileFactory())
    closing.close_group(group, by=cast.aizada, decided_by="DEC/9", on=TODAY())
    asked.refresh_from_db()
    assert asked.state == JoinState.WITHDRAWN
    ends = dict(group.seats.values_list("role", "ends_on"))
    assert ends[GroupRole.PARTNER] == TODAY() + timedelta(days=30)
    assert ends[GroupRole.LEAD] is None
    with pytest.raises(Refused, match="nothing can be added"):
        deliverables.plan_deliverable(group, by=cast.aiko, title="More", owner=cast.orgs.fao, due_on=TODAY())


def test_a_closed_group_is_reopened_by_a_decision(cast, group):
    groups.hand_in_final_report(group, by=cast.aiko, stored_file=StoredFileFactory())
    closing.close_group(group, by=cast.aizada, decided_by="DEC/9", on=TODAY())
    with pytest.raises(Refused, match="Name the decision"):
        closing.reopen_group(group, by=cast.aizada, decided_by="", reason="More to do")
    closing.reopen_group(group, by=cast.aizada, decided_by="DEC/11", reason="More to do")
    assert (group.state, group.closed_on, group.closed_by) == (GroupState.ACTIVE, None, "")


def test_postgresql_refuses_what_the_map_and_the_rules_refuse(cast, group):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workinggroups_workinggroup SET state = 'proposed' WHERE id = %s", [group.pk])
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workinggroups_workinggroup SET state = 'closed' WHERE id = %s", [group.pk])
    with pytest.raises(IntegrityError), transaction.atomic():
        seat(cast.leila, group, GroupRole.LEAD)


def test_only_a_member_of_the_network_leads_a_group(cast, group):
    with pytest.raises(Refused, match="not a member of the Network"):
        seats.change_lead(
            group, by=cast.aizada, organisation=cast.orgs.sms, person=cast.kubanych.person, on=TODAY()
        )
    assert group.seats.on().get(role=GroupRole.LEAD).person == cast.aiko.person


def test_the_lead_is_handed_over_in_one_act(cast, group):
    tomorrow = TODAY() + timedelta(days=1)
    seats.change_lead(group, by=cast.aiko, organisation=cast.orgs.fao, person=cast.temir.person, on=tomorrow)
    assert group.seats.on().get(role=GroupRole.LEAD).person == cast.aiko.person
    assert group.seats.on(tomorrow).get(role=GroupRole.LEAD).person == cast.temir.person
    assert not group.seats.on(tomorrow).filter(role=GroupRole.MEMBER, person=cast.temir.person).exists()


def test_a_lead_does_not_leave_a_group_without_one(cast, group):
    with pytest.raises(Refused, match="Change the lead first"):
        seats.leave_group(group, by=cast.aiko)
    seats.leave_group(group, by=cast.temir)
    assert group.seats.get(person=cast.temir.person).ends_on == TODAY()


def test_a_seat_ends_with_a_reason(cast, group):
    row = group.seats.get(person=cast.temir.person)
    with pytest.raises(Refused, match="Say why"):
        seats.end_seat(group, by=cast.aiko, seat=row, on=TODAY(), reason="")
    with pytest.raises(NotPermitted):
        seats.end_seat(group, by=cast.temir, seat=row, on=TODAY(), reason="So")
    seats.end_seat(group, by=cast.aiko, seat=row, on=TODAY(), reason="New tasks")
    assert "Temir" in Act.objects.about(group).first().details["name"]


def test_who_sits_came_by_decision_request_or_invitation(cast, group):
    seats.seat(group, by=cast.aizada, organisation=cast.orgs.iom, person=cast.chiara.person)
    asked = joining.ask_to_join(group, by=cast.leila, organisation=cast.orgs.unhcr, reason="We help")
    joining.accept_joining(asked, by=cast.aiko)
    invited = joining.invite_into_group(
        group, by=cast.aiko, person=cast.anara.person, role=GroupRole.OBSERVER
    )
    joining.accept_joining(invited, by=cast.anara)
    came = dict(group.seats.values_list("organisation__slug", "origin"))
    assert came["iom"] == Origin.DECISION
    assert came["unhcr"] == Origin.REQUEST
    assert came["who"] == Origin.INVITATION


def test_a_deliverable_is_delivered_with_evidence_and_its_day_moves_with_a_reason(cast, group):
    owed = DeliverableFactory(group=group, owner=cast.orgs.fao, due_on=TODAY() - timedelta(days=2))
    assert owed.is_overdue
    with pytest.raises(Refused, match="Show it"):
        deliverables.deliver(owed, by=cast.temir)
    deliverables.move_due_day(
        owed, by=cast.aiko, due_on=TODAY() + timedelta(days=5), reason="The census is late"
    )
    deliverables.deliver(owed, by=cast.temir, evidence="UNMN-KG/2026/7")
    assert (owed.state, owed.delivered_on) == ("delivered", TODAY())
    with pytest.raises(NotPermitted):
        deliverables.take_up_again(owed, by=cast.temir)
    deliverables.take_up_again(owed, by=cast.aiko)
    assert (owed.state, owed.evidence) == ("planned", "")


def test_a_group_without_activity_is_quiet_after_the_days_of_the_parameter(cast, group):
    assert not group.is_quiet(Parameter.value_of("group_stale_days"))
    WorkingGroup.objects.filter(pk=group.pk).update(active_at=timezone.now() - timedelta(days=121))
    group.refresh_from_db()
    assert group.is_quiet(Parameter.value_of("group_stale_days"))
    deliverables.plan_deliverable(group, by=cast.aiko, title="A list", owner=cast.orgs.fao, due_on=TODAY())
    group.refresh_from_db()
    assert not group.is_quiet(120)


def test_a_successor_is_offered_the_seats_of_the_predecessor(cast, group):
    from tests.factories.members import HandoverFactory
    from unmn.home.reassigning import reassign, to_move

    handover = HandoverFactory(
        predecessor=cast.aiko.person,
        successor=cast.jyldyz.person,
        organisation=cast.orgs.unicef,
        role="focal-point",
    )
    (one,) = to_move(handover)
    assert (one.kind, one.title) == ("group-seat", "Return and reintegration")
    reassign(handover, one, by=cast.aizada)
    assert group.seats.on().get(role=GroupRole.LEAD).person == cast.jyldyz.person
    assert to_move(handover) == []


def test_who_leaves_the_network_leaves_its_groups_on_the_same_day(cast, group):
    from members.workflow import leave

    leave(cast.temir.person, by=cast.aizada, on=TODAY())
    assert group.seats.get(person=cast.temir.person).ends_on == TODAY()
