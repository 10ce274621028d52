"""Why can I see this, and what happened to it: on every page of a thing, in words (RULES R9.49, R10.64)."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

import unmn.urls  # noqa: F401 -- loads every app's access.py, as each request does
from foundation.audit.changes import with_changes
from foundation.audit.models import Act
from foundation.audit.record import record
from foundation.core.access import REASONS, why_visible
from foundation.core.workflow import THE_PORTAL
from meetings.states import MeetingState
from meetings.workflow import agenda, papers
from meetings.workflow import meeting as meetings
from members.workflow import add_holiday, edit_holiday, edit_own_contact, edit_person, set_parameter
from tests.factories.decisions import ActionPointFactory, AdoptedDecisionFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.meetings import MeetingFactory


@pytest.fixture
def meeting(cast):
    made = MeetingFactory(title="Seventh quarterly meeting")
    meetings.invite_guest(made, by=cast.aizada, organisation=cast.orgs.sms)
    meetings.convene(made, by=cast.aizada)
    return made


def test_the_reason_names_the_hat_under_which_somebody_sees_it(cast, meeting):
    said = {name: why_visible(getattr(cast, name), meeting) for name in ("aiko", "aizada", "ingrid", "kwame")}
    assert said == {
        "aiko": "You see this as Focal point of UNICEF: the meeting was convened with all members.",
        "aizada": "You see this as Secretariat: the meeting was convened with all members.",
        "ingrid": "You see this as Co-Chair, UN Resident Coordinator: the meeting was convened with all members.",
        "kwame": (
            "You see this as Programme Management Team: readers of the reports see every meeting that was convened."
        ),
    }
    assert (
        why_visible(cast.kubanych, meeting)
        == "You see this as Focal point of SMS: your organisation is invited to this meeting."
    )
    assert why_visible(cast.public, meeting) == ""


def test_a_draft_says_that_only_who_prepares_sees_it(cast):
    draft = MeetingFactory(state=MeetingState.DRAFT)
    assert "only secretariat and co-chairs" in why_visible(cast.tomas, draft)


def test_the_owner_of_an_action_point_reads_that_it_is_its_own(cast):
    point = ActionPointFactory(owner=cast.orgs.sms)
    assert why_visible(cast.kubanych, point).endswith("your organisation owns this action point.")
    assert why_visible(cast.aiko, point).endswith("shared with members and readers of the reports.")


def test_everything_with_a_page_can_say_why(cast):
    assert set(REASONS) == {
        "meetings.meeting", "meetings.agendarevision", "meetings.agendaitem", "meetings.paper", "meetings.minutes",
        "decisions.decision", "decisions.actionpoint", "decisions.stateconsultation", "decisions.escalation",
        "knowledge.document", "knowledge.update", "statements.statement",
        "members.organisation", "members.person",
        "members.handover", "meetings.datepoll", "meetings.meetingrequest", "meetings.backlogitem",
        "circulation.circulation", "circulation.delivery", "meetings.registration",
        "workinggroups.workinggroup", "workinggroups.groupdocument", "workinggroups.deliverable",
        "workinggroups.termsofreference", "workinggroups.groupnote", "workinggroups.joinrequest",
    }  # fmt: skip


def test_pages_carry_the_line(cast, meeting, as_user):
    pages = {
        meeting.get_absolute_url(): "the meeting was convened",
        reverse("decisions:decision", args=[AdoptedDecisionFactory().pk]): "what the Network adopted",
        reverse(
            "members:person", args=[cast.temir.person.slug]
        ): "the directory is shared inside the Network",
        reverse("members:person", args=[cast.aiko.person.slug]): "it is your own entry",
        reverse("members:organisation", args=["fao"]): "the directory is shared inside the Network",
    }
    client = as_user(cast.aiko)
    for url, words in pages.items():
        page = client.get(url).content.decode()
        assert "Internal." in page
        assert words in page


def test_an_edit_shows_the_old_and_the_new_value(cast, as_user):
    person = cast.temir.person
    edit_own_contact(person, by=cast.temir, version=person.version, phone="+996 000 1", title="Adviser")
    edit_own_contact(person, by=cast.temir, version=person.version, phone="+996 000 2")
    page = as_user(cast.aiko).get(person.get_absolute_url()).content.decode()
    assert "<del>+996 000 1</del>" in page
    assert "<ins>+996 000 2</ins>" in page
    acts = with_changes(Act.objects.about(person), person, verbs=("members.edit_own_contact",))
    assert [[(one.label, one.was, one.now) for one in act.changes] for act in acts] == [
        [("telephone", "+996 000 1", "+996 000 2")],
        [("position", "Programme Officer", "Adviser"), ("telephone", "", "+996 000 1")],
    ]


def test_fields_that_a_reader_does_not_see_stay_out_of_the_history(cast):
    person = cast.temir.person
    edit_person(person, by=cast.aizada, version=person.version, phone="+996 000 1")
    (act,) = with_changes(
        Act.objects.about(person), person, verbs=("members.edit_person",), hidden=("phone",)
    )
    assert not hasattr(act, "changes")


def test_sealed_acts_stay_out_and_the_history_has_pages(cast, meeting, as_user):
    record(meeting, "meetings.read_paper", by=cast.leila, is_sealed=True)
    for _time in range(20):
        record(meeting, "meetings.edit_meeting", by=cast.aizada)
    client = as_user(cast.aiko)
    newest = client.get(meeting.get_absolute_url()).content.decode()
    older = client.get(f"{meeting.get_absolute_url()}?history=2").content.decode()
    assert "Leila Sandervik" not in newest + older
    assert "?history=2" in newest
    assert "Meeting convened" in older
    assert "Meeting convened" not in newest.split("history-heading")[1]


def test_the_line_speaks_the_language_of_the_reader(cast, meeting):
    with translation.override("ru"):
        assert why_visible(cast.aiko, meeting)


def test_the_agenda_in_the_making_tells_what_was_done_to_its_items_and_papers(cast, as_user):
    meeting = MeetingFactory(state=MeetingState.DRAFT)
    first = agenda.add_item(meeting, by=cast.aizada, title="Opening words")
    second = agenda.add_item(meeting, by=cast.aizada, title="Return figures")
    agenda.edit_item(first, by=cast.pavel, expected=first.version, title="Opening")
    paper = papers.attach_paper(second, by=cast.aizada, stored_file=StoredFileFactory())
    papers.edit_paper(paper, by=cast.aizada, title="Figures of 2026", language="en")
    agenda.remove_item(second, by=cast.aizada)
    editor = as_user(cast.aizada).get(reverse("meetings:agenda_edit", args=[meeting.slug])).content.decode()
    history = editor.split('id="history-heading"')[1]
    assert "<del>Opening words</del>" in history
    assert "<ins>Opening</ins>" in history
    assert "Agenda item removed" in history
    described = reverse("meetings:paper_edit", args=[meeting.slug, paper.pk])
    assert (
        "Aizada Suusamyrova"
        in as_user(cast.aizada).get(described).content.decode().split("history-heading")[2]
    )


def test_days_off_and_parameters_tell_who_changed_them(cast, as_user):
    day = add_holiday(by=cast.aizada, day=date(2026, 12, 31), name="Last day of the year")
    edit_holiday(day, by=cast.pavel, is_observed=True)
    url = f"{reverse('members:calendar')}?year=2026"
    page = as_user(cast.aiko).get(url).content.decode().split('id="history-heading"')[1]
    assert "Day of the calendar edited" in page
    assert "Pavel Tyanshansky" in page
    set_parameter(
        by=THE_PORTAL, name="papers_wd", value=6, since=date(2026, 1, 1), decided_by="UNMN-KG/2026/DEC.1"
    )
    page = (
        as_user(cast.aiko)
        .get(reverse("members:parameters"))
        .content.decode()
        .split('id="history-heading"')[1]
    )
    assert "Parameter changed" in page
