"""A partner sees the group in which it sits and nothing else (RULES R8.44); the others see what is theirs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.core.access import why_visible
from members.standing import Standing
from tests.factories.members import PersonWithAccountFactory, RepresentationFactory
from tests.factories.workinggroups import (
    DeliverableFactory,
    GroupDocumentFactory,
    GroupNoteFactory,
    SeatFactory,
    TermsFactory,
    forget_standing,
    seat,
)
from tests.searching import search
from unmn.home.awaiting import what_awaits
from unmn.home.calendar import what_is_when
from unmn.home.news import what_changed
from workinggroups.models import GroupDocument, GroupNote, JoinRequest, TermsOfReference, WorkingGroup
from workinggroups.states import GroupAudience, GroupRole
from workinggroups.workflow import documents, seats


def seen(model, user):
    return {str(row) for row in model.objects.visible_to(user)}


@pytest.fixture
def papers(group, other, cast):
    shapes = (
        ("For all of the group", group, GroupAudience.GROUP, "unclassified"),
        ("For members only", group, GroupAudience.GROUP_MEMBERS, "unclassified"),
        ("Confidential figures", group, GroupAudience.GROUP, "confidential"),
        ("Shared by the group", group, GroupAudience.NETWORK, "unclassified"),
        ("Of the other group", other, GroupAudience.GROUP, "unclassified"),
        ("Shared by the other", other, GroupAudience.NETWORK, "unclassified"),
    )
    for title, owner, audience, classification in shapes:
        GroupDocumentFactory(group=owner, title=title, audience=audience, classification=classification)
    GroupNoteFactory(group=group, title="To all")
    GroupNoteFactory(group=group, title="To members", audience=GroupAudience.GROUP_MEMBERS)
    GroupNoteFactory(group=other, title="To the other")
    DeliverableFactory(group=group, title="List of services", owner=cast.orgs.fao)
    DeliverableFactory(group=other, title="Data sheet", owner=cast.orgs.unhcr)


EVERYTHING = {
    "For all of the group", "For members only", "Confidential figures", "Shared by the group",
    "Of the other group", "Shared by the other",
}  # fmt: skip


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("aizada", EVERYTHING), ("ingrid", EVERYTHING),
        ("aiko", EVERYTHING - {"Of the other group"}), ("jyldyz", EVERYTHING - {"Of the other group"}),
        ("leila", {"Shared by the group", "Of the other group", "Shared by the other"}),
        ("chiara", {"Shared by the group", "Shared by the other"}),
        ("kwame", {"Shared by the group", "Shared by the other"}),
        ("kubanych", {"For all of the group", "Shared by the group"}),
        ("anara", set()), ("stranger", set()), ("hans", set()),
    ],
)  # fmt: skip
def test_documents_go_to_whom_they_are_meant_for(cast, papers, who, titles):
    assert seen(GroupDocument, getattr(cast, who)) == titles


def test_the_state_counterpart_sees_its_group_and_nothing_of_another_one(cast, papers, as_user):
    user = cast.kubanych
    assert seen(WorkingGroup, user) == {"Return and reintegration"}
    assert seen(GroupNote, user) == {"To all"}
    assert seen(TermsOfReference, user) == seen(JoinRequest, user) == set()
    titles = " ".join(str(hit.title) for word in ("data", "evidence", "group", "sheet", "members", "figures")
                      for hit in search(user, word))  # fmt: skip
    for secret in (
        "Data and evidence",
        "Of the other",
        "Shared by the other",
        "members only",
        "figures",
        "sheet",
    ):
        assert secret.lower() not in titles.replace("<mark>", "").replace("</mark>", "").lower()
    now = timezone.now()
    days = what_is_when(user, now, now + timedelta(days=60), everybodys=True)
    assert [entry.title for entry in days] == ["Deliverable of Return and reintegration: List of services"]
    page = as_user(user).get(reverse("workinggroups:group_list")).content.decode()
    assert "Return and reintegration" in page
    assert "Data and evidence" not in page


def test_no_news_and_no_questions_of_other_groups_reach_the_partner(cast, group, other):
    from tests.factories.documents import StoredFileFactory

    for where, by in ((group, cast.aiko), (other, cast.leila)):
        documents.add_document(where, by=by, stored_file=StoredFileFactory(), title=f"Paper of {where}")
    documents.add_document(
        group, by=cast.aiko, stored_file=StoredFileFactory(), title="Between members",
        audience=GroupAudience.GROUP_MEMBERS,
    )  # fmt: skip
    assert [change.about for change in what_changed(cast.kubanych)] == ["Paper of Return and reintegration"]
    assert what_awaits(cast.kubanych) == []


def test_the_menu_offers_groups_to_who_sits_in_one(cast, group, as_user):
    link = reverse("workinggroups:group_list")
    assert f'href="{link}"' in as_user(cast.kubanych).get("/").content.decode()
    assert f'href="{link}"' not in as_user(cast.anara).get("/").content.decode()


def test_a_colleague_of_the_partner_is_not_in_the_group(cast, group):
    colleague = PersonWithAccountFactory(organisation=cast.orgs.sms)
    RepresentationFactory(person=colleague, organisation=cast.orgs.sms, role="alternate")
    assert seen(WorkingGroup, colleague.user) == set()


def test_who_represents_a_member_is_in_with_the_colleague_but_leads_nothing(cast, group):
    assert Standing.of(cast.aiko).groups[group.pk] == {GroupRole.LEAD}
    assert Standing.of(cast.jyldyz).groups[group.pk] == {"by-office"}
    assert not cast.jyldyz.has_perm("workinggroups.run", group)


def test_a_seat_without_a_person_is_for_whoever_represents_the_body(cast, other):
    SeatFactory(group=other, organisation=cast.orgs.who, person=None, role=GroupRole.OBSERVER)
    assert seen(WorkingGroup, cast.anara) == {"Data and evidence"}


def test_the_last_day_of_the_seat_is_the_last_day_of_seeing(cast, group):
    row = group.seats.get(person=cast.kubanych.person)
    seats.end_seat(group, by=cast.aiko, seat=row, on=timezone.localdate() - timedelta(days=1), reason="Moved")
    forget_standing(cast.kubanych)
    assert seen(WorkingGroup, cast.kubanych) == set()


def test_somebody_who_left_sits_nowhere(cast, group):
    seat(cast.hans, group)
    assert Standing.of(cast.hans).groups == {}


def test_a_partner_adds_documents_for_the_whole_group_only(cast, group):
    from foundation.core.workflow import Refused
    from tests.factories.documents import StoredFileFactory

    with pytest.raises(Refused, match="for the whole group"):
        documents.add_document(
            group,
            by=cast.kubanych,
            stored_file=StoredFileFactory(),
            title="T",
            audience=GroupAudience.NETWORK,
        )
    made = documents.add_document(group, by=cast.kubanych, stored_file=StoredFileFactory(), title="T")
    assert made.audience == GroupAudience.GROUP


def test_terms_are_the_groups_own_until_they_are_agreed(cast, group):
    text = TermsFactory(group=group)
    assert list(TermsOfReference.objects.visible_to(cast.kubanych)) == [text]
    assert not TermsOfReference.objects.visible_to(cast.leila).exists()


def test_the_reader_learns_why_they_see_a_group(cast, group):
    assert why_visible(cast.kubanych, group) == (
        "You see this as Focal point of SMS: you take part in the working group “Return and reintegration”."
    )
    assert "their space is not" in why_visible(cast.leila, group)
    assert "readers of the reports" in why_visible(cast.kwame, group)


def test_who_opens_a_confidential_document_is_written_down(cast, group, as_user):
    from foundation.audit.models import Act

    paper = GroupDocumentFactory(group=group, classification="confidential")
    as_user(cast.temir).get(reverse("workinggroups:document", args=[group.slug, paper.pk]))
    act = Act.objects.about(paper).get()
    assert (act.verb, act.actor, act.is_sealed) == ("workinggroups.read_document", cast.temir, True)
