"""The agenda as the secretariat edits it: order, times, versions, papers, proposals."""

import json
from types import SimpleNamespace

import pytest

from foundation.core.workflow import NotPermitted, Refused, Stale
from foundation.documents.models import Audience, Classification
from meetings.models import AgendaItem
from meetings.states import ItemState
from meetings.workflow import agenda as office
from meetings.workflow import meeting as life
from meetings.workflow import order
from meetings.workflow.papers import attach_paper, edit_paper, remove_paper, restore_paper
from tests.factories.documents import StoredFileFactory
from tests.factories.meetings import MeetingFactory

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def meeting(cast):
    return MeetingFactory(slug="qm-1", number=1)


@pytest.fixture
def items(cast, meeting):
    made = [office.add_item(meeting, by=cast.aizada, title=title, minutes=10) for title in "ABCD"]
    made.append(office.add_item(meeting, by=cast.aizada, title="B1", parent=made[1], minutes=5))
    return {item.title: item for item in made}


def drawn(meeting):
    return [f"{item.number} {item.title}" for item in office.agenda_of(meeting)]


def test_items_are_numbered_and_sub_items_stand_under_theirs(meeting, items):
    assert drawn(meeting) == ["1 A", "2 B", "2.1 B1", "3 C", "4 D"]


def test_clock_times_follow_from_minutes(meeting, items):
    from foundation.core.moments import clock

    times = [clock(item.starts_at) for item in office.agenda_of(meeting)]
    assert times == ["10:00", "10:10", "10:20", "10:25", "10:35"]
    assert office.minutes_beyond(meeting, office.agenda_of(meeting)) == 0


def test_the_agenda_says_by_how_much_it_is_too_long(cast, meeting, items):
    office.edit_item(items["D"], by=cast.aizada, expected=1, minutes=100)
    assert office.minutes_beyond(meeting, office.agenda_of(meeting)) == 15


@pytest.mark.parametrize(
    ("title", "direction", "result"),
    [
        ("A", "down", ["1 B", "1.1 B1", "2 A", "3 C", "4 D"]),
        ("C", "up", ["1 A", "2 C", "3 B", "3.1 B1", "4 D"]),
        ("D", "in", ["1 A", "2 B", "2.1 B1", "3 C", "3.1 D"]),
        ("C", "in", ["1 A", "2 B", "2.1 B1", "2.2 C", "3 D"]),
        ("B1", "out", ["1 A", "2 B", "3 B1", "4 C", "5 D"]),
        ("B1", "up", ["1 A", "1.1 B1", "2 B", "3 C", "4 D"]),
        ("B1", "down", ["1 A", "2 B", "3 C", "3.1 B1", "4 D"]),
    ],
)
def test_one_step_in_each_direction(cast, meeting, items, title, direction, result):
    office.move_item(meeting, by=cast.aizada, item=items[title], direction=direction)
    assert drawn(meeting) == result


@pytest.mark.parametrize(
    ("title", "direction"), [("A", "up"), ("A", "in"), ("D", "down"), ("A", "out"), ("B", "in")]
)
def test_where_an_item_cannot_go_it_stays(cast, meeting, items, title, direction):
    with pytest.raises(Refused):
        office.move_item(meeting, by=cast.aizada, item=items[title], direction=direction)
    assert drawn(meeting) == ["1 A", "2 B", "2.1 B1", "3 C", "4 D"]


def test_a_dragged_item_takes_its_sub_items_along(cast, meeting, items):
    office.move_item(meeting, by=cast.aizada, item=items["B"], before=None)
    assert drawn(meeting) == ["1 A", "2 C", "3 D", "4 B", "4.1 B1"]
    office.move_item(meeting, by=cast.aizada, item=items["A"], parent=items["B"], before=items["B1"])
    assert drawn(meeting) == ["1 C", "2 D", "3 B", "3.1 A", "3.2 B1"]


def test_sub_items_have_no_sub_items(cast, meeting, items):
    with pytest.raises(Refused, match="no sub-items of their own"):
        office.move_item(meeting, by=cast.aizada, item=items["A"], parent=items["B1"])


def test_an_item_added_below_comes_behind_the_whole_family(cast, meeting, items):
    office.add_item(meeting, by=cast.aizada, title="New", after=items["B"])
    assert drawn(meeting) == ["1 A", "2 B", "2.1 B1", "3 New", "4 C", "5 D"]
    office.add_item(meeting, by=cast.aizada, title="Sub", after=items["B1"])
    assert drawn(meeting) == ["1 A", "2 B", "2.1 B1", "2.2 Sub", "3 New", "4 C", "5 D"]


def test_removing_takes_the_sub_items_and_undo_brings_them_back(cast, meeting, items):
    taken = office.remove_item(items["B"], by=cast.aizada)
    assert drawn(meeting) == ["1 A", "2 C", "3 D"]
    office.restore_item(items["B"], by=cast.aizada, with_items=taken or [])
    assert drawn(meeting) == ["1 A", "2 B", "2.1 B1", "3 C", "4 D"]


def test_a_stale_edit_overwrites_nothing_and_shows_both(cast, meeting, items):
    office.edit_item(items["A"], by=cast.aizada, expected=1, title="Hers")
    with pytest.raises(Stale) as stale:
        office.edit_item(items["A"], by=cast.pavel, expected=1, title="His")
    assert (stale.value.current.title, stale.value.current.version) == ("Hers", 2)
    assert AgendaItem.objects.get(pk=items["A"].pk).title == "Hers"


def test_moving_does_not_make_a_text_stale(cast, meeting, items):
    office.move_item(meeting, by=cast.pavel, item=items["A"], direction="down")
    office.edit_item(items["A"], by=cast.aizada, expected=1, title="Still fine")
    assert drawn(meeting)[2] == "2 Still fine"


def test_only_the_secretariat_edits(cast, meeting, items):
    for user in (cast.ingrid, cast.aiko, cast.kubanych):
        with pytest.raises(NotPermitted):
            office.edit_item(items["A"], by=user, expected=1, title="X")


def test_a_closed_meeting_has_a_closed_agenda(cast, meeting, items):
    life.cancel(meeting, by=cast.aizada, reason="No room")
    with pytest.raises(Refused, match="can no longer be changed"):
        office.edit_item(items["A"], by=cast.aizada, expected=1, title="X")


def test_numbers_are_pure():
    rows = [SimpleNamespace(pk=n, parent_id=parent) for n, parent in ((1, None), (2, 1), (3, 1), (4, None))]
    assert [row.number for row in order.numbered(rows)] == ["1", "1.1", "1.2", "2"]


def test_the_editor_saves_only_what_was_sent(cast, meeting, items, as_user):
    item = items["A"]
    answer = as_user(cast.aizada).post(
        f"/meetings/qm-1/agenda/items/{item.pk}/",
        {"expected": 1, "sent": "description", "description": "Words"}, **JSON,
    )  # fmt: skip
    assert answer.json()["item"]["version"] == 2
    item.refresh_from_db()
    assert (item.title, item.description) == ("A", "Words")


def test_the_editor_gets_409_with_the_other_text(cast, meeting, items, as_user):
    item = items["A"]
    office.edit_item(item, by=cast.pavel, expected=1, title="His")
    answer = as_user(cast.aizada).post(
        f"/meetings/qm-1/agenda/items/{item.pk}/", {"expected": 1, "sent": "title", "title": "Hers"}, **JSON
    )
    assert answer.status_code == 409
    assert answer.json()["current"]["title"] == "His"


def test_an_empty_title_is_refused_in_words(cast, meeting, items, as_user):
    answer = as_user(cast.aizada).post(
        f"/meetings/qm-1/agenda/items/{items['A'].pk}/",
        {"expected": 1, "sent": "title", "title": " "},
        **JSON,
    )
    assert answer.status_code == 422
    assert answer.json()["refused"]


def test_presenters_are_set_and_cleared(cast, meeting, items, as_user):
    client, address = as_user(cast.aizada), f"/meetings/qm-1/agenda/items/{items['A'].pk}/"
    keys = [cast.aiko.person.pk, cast.temir.person.pk]
    client.post(address, {"expected": 1, "sent": "presenters", "presenters": keys}, **JSON)
    assert set(items["A"].presenters.values_list("pk", flat=True)) == set(keys)
    client.post(address, {"expected": 2, "sent": "presenters"}, **JSON)
    assert not items["A"].presenters.exists()


def test_without_script_the_forms_work_as_pages(cast, meeting, items, as_user):
    client = as_user(cast.aizada)
    assert client.post("/meetings/qm-1/agenda/items/new/", {"title": "E"}).status_code == 302
    client.post(f"/meetings/qm-1/agenda/items/{items['A'].pk}/move/", {"direction": "down"})
    assert drawn(meeting)[2] == "2 A"
    page = client.get(f"/meetings/qm-1/agenda/items/{items['A'].pk}/")
    assert page.status_code == 200
    form = {"expected": 1, "title": "A2", "kind": "decision", "minutes": 5}
    assert client.post(f"/meetings/qm-1/agenda/items/{items['A'].pk}/", form).status_code == 302
    page = client.post(f"/meetings/qm-1/agenda/items/{items['A'].pk}/", {**form, "title": "Mine"})
    assert page.status_code == 409
    assert "Mine" in page.content.decode()
    assert "A2" in page.content.decode()


def test_members_and_co_chairs_do_not_reach_the_editor(cast, meeting, items, as_user):
    life.convene(meeting, by=cast.aizada)
    assert as_user(cast.aiko).get("/meetings/qm-1/agenda/edit/").status_code == 302
    assert as_user(cast.aiko).get("/meetings/qm-1/agenda/items/", **JSON).status_code == 403
    assert as_user(cast.aiko).get(f"/meetings/qm-1/agenda/items/{items['A'].pk}/").status_code == 404
    forged = as_user(cast.aiko).post("/meetings/qm-1/agenda/items/new/", {"title": "X"}, **JSON)
    assert forged.status_code == 403


def test_the_editor_costs_the_same_queries_however_long_the_agenda_is(
    cast, meeting, items, as_user, django_assert_max_num_queries
):
    client = as_user(cast.aizada)
    for number in range(20):
        item = office.add_item(meeting, by=cast.aizada, title=f"More {number}")
        item.presenters.add(cast.aiko.person)
    client.get("/meetings/qm-1/agenda/edit/")
    with django_assert_max_num_queries(40):
        client.get("/meetings/qm-1/agenda/edit/")


# Papers.


def test_a_paper_is_attached_described_taken_off_and_put_back(cast, meeting, items):
    paper = attach_paper(items["A"], by=cast.aizada, stored_file=StoredFileFactory(name="my_paper-final.pdf"))
    assert paper.title == "my paper final"
    edit_paper(paper, by=cast.aizada, title="The paper")
    remove_paper(paper, by=cast.aizada)
    assert paper.removed_at
    restore_paper(paper, by=cast.aizada)
    assert paper.removed_at is None


def test_strictly_confidential_papers_are_for_named_persons(cast, meeting, items):
    paper = attach_paper(items["A"], by=cast.aizada, stored_file=StoredFileFactory())
    with pytest.raises(Refused, match="named persons only"):
        edit_paper(paper, by=cast.aizada, classification=Classification.STRICTLY_CONFIDENTIAL)
    edit_paper(
        paper, by=cast.aizada, classification=Classification.STRICTLY_CONFIDENTIAL, audience=Audience.NAMED
    )


def test_a_file_that_is_not_what_it_says_is_refused_in_words(cast, meeting, items, as_user):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = as_user(cast.aizada).post(
        f"/meetings/qm-1/agenda/items/{items['A'].pk}/papers/new/",
        {"file": SimpleUploadedFile("paper.pdf", b"MZ\x90\x00 this is a program")}, **JSON,
    )  # fmt: skip
    assert answer.status_code == 422
    assert json.loads(answer.content)["refused"]


def test_uploading_answers_the_row_of_the_paper(cast, meeting, items, as_user):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = as_user(cast.aizada).post(
        f"/meetings/qm-1/agenda/items/{items['A'].pk}/papers/new/",
        {"file": SimpleUploadedFile("notes.txt", b"Plain words\n")}, **JSON,
    )  # fmt: skip
    assert answer.status_code == 200
    assert "notes.txt" in answer.json()["html"]


# Proposals.


def test_a_member_proposes_and_the_secretariat_answers(cast, meeting, as_user):
    life.convene(meeting, by=cast.aizada)
    client = as_user(cast.aiko)
    data = {"organisation": cast.orgs.unicef.pk, "title": "New data", "description": "Why", "kind": "discussion",
            "minutes": 15}  # fmt: skip
    assert client.post("/meetings/qm-1/propose/", data).status_code == 302
    item = AgendaItem.objects.get()
    assert (item.state, item.proposed_by, item.proposer) == ("proposed", cast.orgs.unicef, cast.aiko.person)
    assert client.get(f"/meetings/qm-1/proposals/{item.pk}/").status_code == 200
    assert as_user(cast.temir).get(f"/meetings/qm-1/proposals/{item.pk}/").status_code == 404
    as_user(cast.aizada).post(f"/meetings/qm-1/proposals/{item.pk}/accept/")
    item.refresh_from_db()
    assert item.state == ItemState.ON_AGENDA
    assert cast.aiko.person in item.presenters.all()


def test_declining_wants_a_reason_that_is_mailed_to_the_proposer(cast, meeting, as_user):
    from foundation.circulation.models import Delivery

    life.convene(meeting, by=cast.aizada)
    item = office.propose_item(meeting, by=cast.aiko, organisation=cast.orgs.unicef, title="New data")
    client = as_user(cast.aizada)
    client.post(f"/meetings/qm-1/proposals/{item.pk}/decline/", {"reason": ""})
    item.refresh_from_db()
    assert item.state == ItemState.PROPOSED
    client.post(f"/meetings/qm-1/proposals/{item.pk}/decline/", {"reason": "It was discussed in June."})
    letter = Delivery.objects.get()
    assert letter.address == cast.aiko.person.email
    assert "It was discussed in June." in letter.text


def test_a_proposal_is_withdrawn_by_its_own_organisation_only(cast, meeting):
    life.convene(meeting, by=cast.aizada)
    item = office.propose_item(meeting, by=cast.aiko, organisation=cast.orgs.unicef, title="New data")
    with pytest.raises(NotPermitted):
        office.withdraw_item(item, by=cast.temir)
    office.withdraw_item(item, by=cast.jyldyz)
    assert item.state == ItemState.WITHDRAWN


def test_nobody_proposes_for_another_organisation(cast, meeting):
    life.convene(meeting, by=cast.aizada)
    with pytest.raises(Refused, match="that you represent"):
        office.propose_item(meeting, by=cast.aiko, organisation=cast.orgs.fao, title="X")
    with pytest.raises(NotPermitted):
        office.propose_item(meeting, by=cast.kubanych, organisation=cast.orgs.sms, title="X")


def test_standing_items_begin_an_empty_agenda_in_three_languages(cast, meeting):
    office.add_standing_items(meeting, by=cast.aizada)
    assert drawn(meeting)[0] == "1 Adoption of the agenda"
    assert all(item.title_ru and item.title_ky for item in meeting.items.all())
    with pytest.raises(Refused):
        office.add_standing_items(meeting, by=cast.aizada)
