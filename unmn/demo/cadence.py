"""Dates of the demo: the UNCT's, one of which has moved; dates that are sought; a calendar feed; a courtesy note."""

from foundation.circulation.workflow import circulate
from meetings.letters import DatesOffered
from meetings.letters.courtesy import circulate_courtesy
from meetings.models import DatePoll, UnctMeeting
from meetings.states import MeetingKind
from meetings.workflow import courtesy, polls, unct
from members import workflow as members
from members.models import Organisation
from unmn.demo import deeds
from unmn.demo.deeds import SECRETARY, the_meeting, user
from unmn.demo.post import posted
from workinggroups.models import WorkingGroup
from workinggroups.workflow import feeds

BESIDE, MOVED = 16, 17
LATER = (51, 79, 107)
OFFERED = ((79, "10:00"), (80, "14:00"), (85, "10:00"))
# Who said what of the three dates, and how.
ANSWERS = (
    ("unicef", ("yes", "yes", "yes"), ""),
    ("iom", ("yes", "yes", "if-need-be"), ""),
    ("rco", ("yes", "if-need-be", "yes"), ""),
    ("fao", ("yes", "no", "yes"), "Field mission on the second date."),
    ("undp", ("yes", "yes", "no"), ""),
    ("unhcr", ("yes", "yes", "if-need-be"), ""),
    ("ilo", ("yes", "if-need-be", "if-need-be"), ""),
)
OF_CO_CHAIRS = (("ingrid-fjordheim", "co-chair-rc", ("yes", "yes", "no")),)
# UN Women was absent twice in a row and was written to; it has been there ever since.
MISSED, WRITTEN = ("un-women", "em-1"), -110


def write(diary, upcoming):
    """Write the dates into the diary."""
    diary.write(WRITTEN, "11:00", write_to_the_head, *MISSED)
    diary.write(-20, "09:00", enter_unct_dates)
    diary.write(-13, "09:40", stand_beside, upcoming["slug"])
    diary.write(-3, "16:20", move_unct)
    diary.write(-5, "10:30", offer_dates)
    diary.write(-3, "12:00", answer)
    diary.write(-3, "17:00", make_feed, "aiko-minatogawa")
    diary.write(-3, "17:10", make_group_feed, "aiko-minatogawa")


def enter_unct_dates(world):
    """The secretariat keeps the UNCT's dates by hand."""
    for day in (BESIDE, *LATER):
        hour = "14:30" if day == BESIDE else "10:00"
        unct.add_unct_meeting(
            by=user(world, SECRETARY), starts_at=world.clock.at(day, hour), place="UN House, Bishkek, Room 1"
        )


def stand_beside(world, slug):
    """Our next meeting stands beside the UNCT's."""
    row = UnctMeeting.objects.get(starts_at=world.clock.at(BESIDE, "14:30"))
    unct.stand_beside(the_meeting(slug), by=user(world, SECRETARY), unct=row)


def move_unct(world):
    """The UNCT puts its meeting off by a day: the secretariat is asked before ours moves."""
    row = UnctMeeting.objects.get(starts_at=world.clock.at(BESIDE, "14:30"))
    unct.edit_unct_meeting(row, by=user(world, SECRETARY), starts_at=world.clock.at(MOVED, "14:30"))


def offer_dates(world):
    """Dates for the meeting after the next one."""
    poll = polls.offer_dates(
        by=user(world, SECRETARY), kind=MeetingKind.QUARTERLY, title="Eighth quarterly meeting", minutes_long=120,
        note="The second date is beside the regional conference.", closes_at=world.clock.at(9, "18:00"),
        slots=[world.clock.at(day, hour) for day, hour in OFFERED],
    )  # fmt: skip
    posted(circulate(DatesOffered(poll), by=user(world, SECRETARY)), opened=0.7)


def answer(world):
    """Most have answered; the rest is silent."""
    poll = DatePoll.objects.get()
    slots = [slot.pk for slot in poll.slots.all()]
    for slug, fits, note in ANSWERS:
        body = world.organisations[slug]
        by = deeds._somebody_of(body).user
        polls.answer_poll(
            poll, by=by, organisation=body, words=dict(zip(slots, fits, strict=True)), note=note
        )
    for slug, office, fits in OF_CO_CHAIRS:
        polls.answer_poll(
            poll, by=user(world, slug), office=office, words=dict(zip(slots, fits, strict=True))
        )


def make_feed(world, slug):
    """Somebody reads the calendar in their own program."""
    members.make_feed(world.people[slug], by=user(world, slug))


def make_group_feed(world, slug):
    """And the calendar of one of their groups beside it."""
    group = WorkingGroup.objects.active().filter(seats__person=world.people[slug]).first()
    feeds.make_group_feed(group, by=user(world, slug))


def write_to_the_head(world, organisation, slug):
    """A courtesy note after two absences, sent long ago."""
    body = Organisation.objects.get(slug=organisation)
    note = courtesy.draft_note(body, by=user(world, SECRETARY), after=the_meeting(slug))
    posted(circulate_courtesy(note, by=user(world, SECRETARY)))
