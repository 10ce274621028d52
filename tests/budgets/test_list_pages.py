"""Query budgets: a list page asks the database the same few questions for 1, 3 and 25 rows (DESIGN 7.6)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from finding.workflow import save_search
from foundation.circulation.states import CirculationState, DeliveryState
from foundation.documents.models import Upload
from foundation.search.keeping import index_everything_stale
from meetings.models import AgendaTemplate, BacklogItem, Meeting, UnctMeeting
from meetings.states import MeetingState, MinutesState
from members.models import Holiday
from statements.models import PressContact
from tests.factories.circulation import CirculationFactory, DeliveryFactory
from tests.factories.decisions import ActionPointFactory, AdoptedDecisionFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.knowledge import DocumentFactory, UpdateFactory, named, released
from tests.factories.knowledge import VersionFactory as DocumentVersionFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaRevisionFactory,
    AttendanceFactory,
    BesideFactory,
    CourtesyNoteFactory,
    DatePollFactory,
    GuestFactory,
    MeetingFactory,
    MinutesEntryFactory,
    MinutesFactory,
    PaperFactory,
    RegistrantFactory,
    ReplyFactory,
    StakeholderFactory,
    UnctMeetingFactory,
    in_days,
)
from tests.factories.members import (
    EntryConfirmationFactory,
    HolidayFactory,
    OrganisationFactory,
    ParticipationFactory,
    PersonWithAccountFactory,
    RepresentationFactory,
)
from tests.factories.review import (
    CommentFactory,
    ParagraphFactory,
    ProposalFactory,
    TextFactory,
    VersionFactory,
)
from tests.factories.workinggroups import (
    DeliverableFactory,
    GroupDocumentFactory,
    GroupFactory,
    GroupNoteFactory,
    JoinRequestFactory,
    SeatFactory,
    TermsFactory,
    seat,
)
from workinggroups.states import GroupRole, TermsState


def meeting_rows(cast, count):
    for _row in range(count):
        ahead = MeetingFactory(state=MeetingState.CONVENED, chair=cast.ingrid.person)
        ReplyFactory(meeting=ahead, organisation=cast.orgs.unicef)
        MeetingFactory(state=MeetingState.HELD, starts_at=in_days(-30), ends_at=in_days(-30, 12))


def backlog_rows(cast, count):
    for _row in range(count):
        BacklogItem.objects.create(
            title="Seasonal work", proposed_by=cast.orgs.fao, proposer=cast.temir.person
        )
        item = AgendaItemFactory(meeting=MeetingFactory(state=MeetingState.HELD))
        BacklogItem.objects.create(title=item.title, origin="carried-over", carried_from=item)


def template_rows(cast, count):
    for _row in range(count):
        number = AgendaTemplate.objects.count()
        template = AgendaTemplate.objects.create(name=f"Template {number}", kind="quarterly")
        template.items.create(position=1, title="Opening")


def member_rows(cast, count):
    for _row in range(count):
        organisation = OrganisationFactory()
        ParticipationFactory(organisation=organisation)
        person = PersonWithAccountFactory(organisation=organisation)
        RepresentationFactory(organisation=organisation, person=person)


def decision_rows(cast, count):
    for _row in range(count):
        AdoptedDecisionFactory(lead=cast.orgs.iom)


def action_rows(cast, count):
    for number in range(count):
        owner = OrganisationFactory() if number else cast.orgs.unicef
        due_on = timezone.localdate() + timedelta(days=number)
        ActionPointFactory(owner=owner, due_on=due_on, decision=AdoptedDecisionFactory())


def circulation_rows(cast, count):
    for _row in range(count):
        circulation = CirculationFactory(
            made_by=cast.aizada, about=MeetingFactory(), state=CirculationState.RELEASED
        )
        DeliveryFactory(circulation=circulation, state=DeliveryState.FAILED)
        DeliveryFactory(circulation=circulation, state=DeliveryState.QUEUED)


def correction_rows(cast, count):
    for _row in range(count):
        EntryConfirmationFactory(state="proposed", note="Please correct")


def holiday_rows(cast, count):
    first = Holiday.objects.count()
    for number in range(first, first + count):
        HolidayFactory(day=timezone.localdate().replace(month=1, day=1) + timedelta(days=number))


def home_rows(cast, count):
    meeting_rows(cast, count)
    action_rows(cast, count)
    circulation_rows(cast, count)
    for number in range(count):
        version = VersionFactory(text=TextFactory())
        held = MeetingFactory(
            state=MeetingState.HELD, starts_at=in_days(-40 - number), ends_at=in_days(-40 - number, 12)
        )
        MinutesFactory(meeting=held, state=MinutesState.IN_REVIEW, text=version.text, review_ends=in_days(3))
        ProposalFactory(paragraph=ParagraphFactory(version=version, html="<p>kites</p>"))
        ahead = MeetingFactory(state=MeetingState.CONVENED)
        item = AgendaItemFactory(meeting=ahead, title="An item with a paper")
        PaperFactory(item=item)
        AgendaRevisionFactory(meeting=ahead).items.add(item)


def stakeholder_rows(cast, count):
    """Registered and silent stakeholders of one annual meeting."""
    meeting = Meeting.objects.filter(slug="stake").first() or MeetingFactory(
        kind="annual", slug="stake", state=MeetingState.CONVENED
    )
    for _row in range(count):
        StakeholderFactory(meeting=meeting)
        RegistrantFactory(stakeholder__meeting=meeting)


def unct_rows(cast, count):
    for number in range(count):
        days = 20 + UnctMeeting.objects.count()
        unct = UnctMeetingFactory(starts_at=in_days(days))
        ours = MeetingFactory(
            state=MeetingState.CONVENED, starts_at=in_days(days, 14), ends_at=in_days(days, 16)
        )
        BesideFactory(meeting=ours, unct=unct, unct_starts_at=in_days(days + number % 2))
        DatePollFactory()


def attendance_rows(cast, count):
    for _row in range(count):
        organisation = OrganisationFactory()
        ParticipationFactory(organisation=organisation)
        meeting = MeetingFactory(state=MeetingState.HELD, starts_at=in_days(-30), ends_at=in_days(-30, 12))
        AttendanceFactory(meeting=meeting, organisation=organisation)
        CourtesyNoteFactory(organisation=organisation, after=meeting)


def group_rows(cast, count):
    for _row in range(count):
        group = GroupFactory()
        seat(cast.aiko, group, GroupRole.LEAD)
        seat(cast.kubanych, group, GroupRole.PARTNER)
        DeliverableFactory(group=group, owner=cast.orgs.unicef)


def update_rows(cast, count):
    for _row in range(count):
        UpdateFactory(author=cast.temir.person, audience="network-and-state")
        UpdateFactory(author=cast.aiko.person, state="draft", posted_at=None)


def library_rows(cast, count):
    """Documents with files in two languages, some of them for a group."""
    group = GroupFactory()
    seat(cast.kubanych, group, GroupRole.PARTNER)
    for _row in range(count):
        one = DocumentFactory(owner=OrganisationFactory(), audience="group", group=group)
        DocumentVersionFactory(document=one)
        DocumentVersionFactory(document=one, language="ru")
        released(DocumentFactory(owner=cast.orgs.fao), cast.aizada)


def press_rows(cast, count):
    known = PressContact.objects.count()
    for row in range(known, known + count):
        PressContact.objects.create(
            name="Anna", outlet="Herald", email=f"anna{row}@herald.example", language="ru"
        )


def upload_rows(cast, count):
    """Files that Aiko sent: taken, refused, half sent."""
    for number in range(count):
        Upload.objects.create(by=cast.aiko, name="half.pdf", length=9)
        Upload.objects.create(by=cast.aiko, name="a.exe", length=2, refusal="No.")
        stored = StoredFileFactory(name=f"{number}.pdf")
        Upload.objects.create(by=cast.aiko, name="a.pdf", length=2, stored_file=stored)


def saved_rows(cast, count):
    for number in range(count):
        save_search(cast.aiko, name=f"Search {number}", words="kites", facets=(), alerts="never")


# (name of the address, as whom, rows, query string, literal number of queries)
LISTS = [
    ("publishing:press_list", "aizada", press_rows, "", 6),
    ("home:home", "aizada", home_rows, "", 48),
    ("home:home", "ingrid", home_rows, "", 32),
    ("home:home", "aiko", home_rows, "", 30),
    ("home:home", "kubanych", home_rows, "", 16),
    ("home:needs", "aiko", home_rows, "", 24),
    ("home:search", "aizada", home_rows, "?q=kites", 11),
    ("home:search", "aiko", home_rows, "?q=kites", 12),
    ("home:search", "aiko", home_rows, "?q=kitez", 17),
    ("home:search", "aiko", library_rows, "?q=document", 13),
    ("finding:suggest", "aiko", library_rows, "?q=docu", 11),
    ("finding:saved_list", "aiko", saved_rows, "", 6),
    ("home:calendar", "aizada", home_rows, "?whose=all", 18),
    ("home:calendar", "aiko", home_rows, "?view=list", 16),
    ("meetings:meeting_list", "aizada", meeting_rows, "", 12),
    ("meetings:meeting_list", "aiko", meeting_rows, "", 10),
    ("meetings:representation_map", "aizada", attendance_rows, "", 11),
    ("meetings:representation_map_xlsx", "aizada", attendance_rows, "", 10),
    ("meetings:meeting_list", "aizada", unct_rows, "", 14),
    ("meetings:unct_list", "aizada", unct_rows, "", 13),
    ("home:home", "aizada", unct_rows, "", 46),
    ("meetings:backlog", "aizada", backlog_rows, "", 8),
    ("meetings:template_list", "aizada", template_rows, "", 6),
    ("members:member_list", "aiko", member_rows, "", 10),
    ("members:member_list_xlsx", "aiko", member_rows, "", 9),
    ("members:member_list_vcard", "aiko", member_rows, "", 10),
    ("members:office_list", "aizada", member_rows, "", 7),
    ("members:calendar", "aizada", holiday_rows, "", 8),
    ("members:correction_list", "aizada", correction_rows, "", 6),
    ("decisions:decision_list", "aiko", decision_rows, "", 9),
    ("decisions:decision_list_xlsx", "aiko", decision_rows, "", 11),
    ("decisions:monitor", "aizada", action_rows, "", 9),
    ("decisions:action_point_list", "aiko", action_rows, "", 10),
    ("decisions:action_point_overview", "aiko", action_rows, "", 7),
    ("decisions:action_point_list_xlsx", "aiko", action_rows, "", 7),
    ("circulation:circulation_list", "aizada", circulation_rows, "", 8),
    ("workinggroups:group_list", "aizada", group_rows, "", 9),
    ("workinggroups:group_list", "aiko", group_rows, "", 9),
    ("workinggroups:group_list", "kubanych", group_rows, "", 9),
    ("knowledge:document_list", "aizada", library_rows, "", 11),
    ("knowledge:document_list", "kubanych", library_rows, "?state=all", 11),
    ("knowledge:document_list", "public", library_rows, "", 4),
    ("knowledge:update_list", "aiko", update_rows, "", 10),
    ("knowledge:update_list", "kubanych", update_rows, "?kind=issue", 10),
    ("home:home", "aiko", group_rows, "", 32),
    ("knowledge:intake", "aiko", upload_rows, "", 9),
    ("home:calendar", "kubanych", group_rows, "?whose=all", 13),
    ("home:search", "kubanych", group_rows, "?q=group", 13),
]


def queries_of(client, url):
    """How many queries a page takes when everything that is kept between requests is there."""
    index_everything_stale()
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize(("name", "person", "rows", "query", "budget"), LISTS)
def test_a_list_takes_the_same_number_of_queries_for_any_number_of_rows(
    cast, as_user, name, person, rows, query, budget
):
    client = as_user(getattr(cast, person))
    got = {}
    for total, more in ((1, 1), (3, 2), (25, 22)):
        rows(cast, more)
        got[total] = queries_of(client, reverse(name) + query)
    assert got == {1: budget, 3: budget, 25: budget}


def a_meeting_with(cast, count):
    meeting = MeetingFactory(
        slug="full", state=MeetingState.HELD, starts_at=in_days(-3), ends_at=in_days(-3, 12)
    )
    record = MinutesFactory(meeting=meeting)
    add_to_the_meeting(cast, meeting, record, count)
    return meeting, record


def add_to_the_meeting(cast, meeting, record, count):
    for _row in range(count):
        item = AgendaItemFactory(meeting=meeting)
        item.presenters.add(cast.aiko.person)
        PaperFactory(item=item)
        MinutesEntryFactory(minutes=record, item=item)
        GuestFactory(meeting=meeting)
        AttendanceFactory(meeting=meeting)
        ReplyFactory(meeting=meeting, organisation=OrganisationFactory())


@pytest.mark.parametrize(
    ("name", "budget"),
    [("meetings:meeting", 30), ("meetings:agenda", 9), ("meetings:agenda_edit", 23), ("meetings:attendance", 18),
     ("meetings:minutes_edit", 15), ("meetings:minutes_extract", 11), ("meetings:live", 27),
     ("meetings:live_follow", 18), ("meetings:live_screen", 18),
     ("meetings:room", 20), ("meetings:briefing", 14), ("meetings:board_pack", 8)],
)  # fmt: skip
def test_the_pages_of_one_meeting_do_not_grow_with_it(cast, as_user, name, budget):
    client = as_user(cast.aizada)
    meeting, record = a_meeting_with(cast, 1)
    got = {1: queries_of(client, reverse(name, args=[meeting.slug]))}
    for total, more in ((3, 2), (25, 22)):
        add_to_the_meeting(cast, meeting, record, more)
        got[total] = queries_of(client, reverse(name, args=[meeting.slug]))
    assert got == {1: budget, 3: budget, 25: budget}


def test_the_list_of_stakeholders_does_not_grow_with_it(cast, as_user):
    client, got = as_user(cast.aizada), {}
    for total, more in ((1, 1), (3, 2), (25, 22)):
        stakeholder_rows(cast, more)
        got[total] = queries_of(client, reverse("meetings:stakeholder_list", args=["stake"]))
    assert got == {1: 19, 3: 19, 25: 19}


def test_the_page_of_the_minutes_does_not_grow_with_paragraphs_and_remarks(cast, as_user):
    client = as_user(cast.aiko)
    meeting = MeetingFactory(
        slug="full", state=MeetingState.HELD, starts_at=in_days(-3), ends_at=in_days(-3, 12)
    )
    version = VersionFactory(text=TextFactory())
    MinutesFactory(meeting=meeting, state=MinutesState.IN_REVIEW, text=version.text, review_ends=in_days(3))
    got = {}
    for total, more in ((1, 1), (3, 2), (25, 22)):
        for _row in range(more):
            paragraph = ParagraphFactory(version=version)
            CommentFactory(paragraph=paragraph, by=cast.temir, voice="fao")
            ProposalFactory(paragraph=paragraph, by=cast.leila, voice="unhcr")
        got[total] = queries_of(client, reverse("meetings:minutes", args=["full"]))
    assert got == {1: 27, 3: 27, 25: 27}


def in_a_group(cast, group, count):
    text = group.terms.text.latest
    for _row in range(count):
        SeatFactory(group=group)
        JoinRequestFactory(group=group)
        GroupDocumentFactory(group=group, owner=cast.orgs.fao)
        DeliverableFactory(group=group, owner=cast.orgs.fao)
        GroupNoteFactory(group=group)
        paragraph = ParagraphFactory(version=text)
        CommentFactory(paragraph=paragraph, by=cast.temir, voice="fao")
        ProposalFactory(paragraph=paragraph, by=cast.leila, voice="unhcr")


@pytest.mark.parametrize(
    ("name", "budget"),
    [("group", 15), ("group_members", 13), ("document_list", 9), ("deliverable_list", 9), ("note_list", 9),
     ("terms", 21)],
)  # fmt: skip
def test_the_pages_of_one_working_group_do_not_grow_with_it(cast, as_user, name, budget):
    client, group = as_user(cast.aiko), GroupFactory()
    seat(cast.aiko, group, GroupRole.LEAD)
    text = VersionFactory(text=TextFactory()).text
    TermsFactory(group=group, state=TermsState.IN_REVIEW, text=text, review_ends=in_days(3))
    got = {}
    for total, more in ((1, 1), (3, 2), (25, 22)):
        in_a_group(cast, group, more)
        got[total] = queries_of(client, reverse(f"workinggroups:{name}", args=[group.slug]))
    assert got == {1: budget, 3: budget, 25: budget}


def test_the_pages_of_one_document_do_not_grow_with_it(cast, as_user):
    """Versions, named readers, releases and openings in any number (RULES R8.45, R8.46)."""
    client, document = (
        as_user(cast.aiko),
        DocumentFactory(owner=cast.orgs.unicef, classification="confidential"),
    )
    DocumentVersionFactory(document=document)
    pages = {"document": 18, "access_record": 9, "compare": 9}
    got = {name: {} for name in pages}
    for total, more in ((1, 1), (3, 2), (25, 22)):
        for _row in range(more):
            number = document.versions.count() + 1
            DocumentVersionFactory(document=document, number=number, revision=number - 1, made_by=cast.aiko)
            reader = PersonWithAccountFactory()
            named(document, reader.user)
            document.accesses.create(reader=reader.user, what="opened", at=timezone.now())
        for name in pages:
            got[name][total] = queries_of(client, reverse(f"knowledge:{name}", args=[document.pk]))
    assert got == {name: {1: budget, 3: budget, 25: budget} for name, budget in pages.items()}
