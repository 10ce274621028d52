"""Meetings and what belongs to them. Later states are reached by the workflow."""

from datetime import datetime, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from foundation.core.working_days import BISHKEK
from meetings.models import (
    AgendaItem,
    AgendaRevision,
    Attendance,
    Beside,
    CourtesyNote,
    DatePoll,
    Guest,
    Meeting,
    Minutes,
    MinutesApproval,
    MinutesEntry,
    Paper,
    PollAnswer,
    Registrant,
    Reply,
    Slot,
    SlotWord,
    Stakeholder,
    UnctMeeting,
    UnctSource,
)
from meetings.states import Answer, Edition, MeetingKind, Presence
from members.states import Office
from tests.factories.accounts import UserFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.members import OrganisationFactory, PersonFactory


def in_days(days, hour=10):
    """An instant so many days from today, at a full hour in Bishkek."""
    return datetime.combine(timezone.localdate() + timedelta(days=days), time(hour), BISHKEK)


class MeetingFactory(DjangoModelFactory):
    """A quarterly meeting in preparation, 16 days from today, two hours long."""

    class Meta:
        model = Meeting

    kind = MeetingKind.QUARTERLY
    number = factory.Sequence(lambda n: n + 1)
    slug = factory.LazyAttribute(lambda meeting: f"{meeting.kind[:1]}m-{meeting.number}")
    title = factory.LazyAttribute(lambda meeting: f"Quarterly meeting {meeting.number}")
    starts_at = factory.LazyFunction(lambda: in_days(16))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + timedelta(hours=2))
    place = "UN House, Bishkek, Room 1"


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Item {n + 1}")


class PaperFactory(DjangoModelFactory):
    class Meta:
        model = Paper

    item = factory.SubFactory(AgendaItemFactory)
    title = factory.Sequence(lambda n: f"Paper {n + 1}")
    stored_file = factory.SubFactory(StoredFileFactory)
    added_by = factory.SubFactory(UserFactory)


class AgendaRevisionFactory(DjangoModelFactory):
    """An agenda as circulated; `items=[…]` names the items that it held."""

    class Meta:
        model = AgendaRevision
        skip_postgeneration_save = True

    meeting = factory.SubFactory(MeetingFactory)
    number = 1
    edition = Edition.DRAFT
    snapshot = factory.LazyFunction(lambda: {"items": []})

    @factory.post_generation
    def items(self, create, given):
        """Tie the items."""
        if create and given:
            self.items.set(given)


class GuestFactory(DjangoModelFactory):
    class Meta:
        model = Guest

    meeting = factory.SubFactory(MeetingFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class ReplyFactory(DjangoModelFactory):
    class Meta:
        model = Reply

    meeting = factory.SubFactory(MeetingFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    answer = Answer.IN_PERSON
    given_by = factory.SubFactory(UserFactory)
    channel = "portal"


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    presence = Presence.PRESENT


class StakeholderFactory(DjangoModelFactory):
    """A stakeholder that has not answered."""

    class Meta:
        model = Stakeholder

    meeting = factory.SubFactory(MeetingFactory, kind=MeetingKind.ANNUAL)
    name = factory.Sequence(lambda n: f"Foundation {n + 1}")
    email = factory.Sequence(lambda n: f"foundation-{n + 1}@test.example")


class RegistrantFactory(DjangoModelFactory):
    """The one person whom a registered stakeholder sends."""

    class Meta:
        model = Registrant

    stakeholder = factory.SubFactory(
        StakeholderFactory,
        state="registered",
        registered_count=1,
        answered_at=factory.LazyFunction(timezone.now),
    )
    seat = 1
    name = factory.Sequence(lambda n: f"Person {n + 1}")


class MinutesFactory(DjangoModelFactory):
    class Meta:
        model = Minutes

    meeting = factory.SubFactory(MeetingFactory)


class MinutesEntryFactory(DjangoModelFactory):
    class Meta:
        model = MinutesEntry

    minutes = factory.SubFactory(MinutesFactory)
    item = factory.SubFactory(AgendaItemFactory, meeting=factory.SelfAttribute("..minutes.meeting"))
    html = "<p>The Network took note.</p>"


class MinutesApprovalFactory(DjangoModelFactory):
    class Meta:
        model = MinutesApproval

    minutes = factory.SubFactory(MinutesFactory)
    office = Office.CO_CHAIR_RC
    person = factory.SubFactory(PersonFactory)
    text_hash = "0" * 64


class UnctMeetingFactory(DjangoModelFactory):
    """A meeting of the UNCT 16 days from today at 10:00, kept by hand."""

    class Meta:
        model = UnctMeeting

    starts_at = factory.LazyFunction(lambda: in_days(16))


class UnctSourceFactory(DjangoModelFactory):
    class Meta:
        model = UnctSource

    address = "https://calendar.test.example/unct.ics"


class BesideFactory(DjangoModelFactory):
    """Ours beside a UNCT meeting, as agreed."""

    class Meta:
        model = Beside

    meeting = factory.SubFactory(MeetingFactory)
    unct = factory.SubFactory(UnctMeetingFactory)
    unct_starts_at = factory.SelfAttribute("unct.starts_at")


class DatePollFactory(DjangoModelFactory):
    """Dates 20 and 21 days from today, answers within five."""

    class Meta:
        model = DatePoll
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Quarterly meeting No. {n + 1}")
    closes_at = factory.LazyFunction(lambda: in_days(5, 18))

    @factory.post_generation
    def slots(self, create, given):
        """The dates."""
        for days in given or (20, 21):
            SlotFactory(poll=self, starts_at=in_days(days))


class SlotFactory(DjangoModelFactory):
    class Meta:
        model = Slot

    poll = factory.SubFactory(DatePollFactory)
    starts_at = factory.LazyFunction(lambda: in_days(22))


class PollAnswerFactory(DjangoModelFactory):
    class Meta:
        model = PollAnswer

    poll = factory.SubFactory(DatePollFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    given_by = factory.SubFactory(UserFactory)


class SlotWordFactory(DjangoModelFactory):
    class Meta:
        model = SlotWord

    answer = factory.SubFactory(PollAnswerFactory)
    slot = factory.SubFactory(SlotFactory)
    word = "yes"


class CourtesyNoteFactory(DjangoModelFactory):
    class Meta:
        model = CourtesyNote

    organisation = factory.SubFactory(OrganisationFactory)
    after = factory.SubFactory(MeetingFactory)
    addressee = "Head of the agency"
    address = "head@test.example"
    subject = "Representation"
    text = "We missed you."
