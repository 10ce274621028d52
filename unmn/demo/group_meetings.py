"""The group on data meets: one meeting with approved minutes, one to come, and what it reported to the Network."""

from datetime import timedelta

from meetings.models import AgendaTemplate
from meetings.states import Edition, MeetingKind, Presence
from meetings.workflow import agenda, circulated, minutes, notes, templates
from meetings.workflow import meeting as meetings
from meetings.workflow.attendance import record_attendance
from meetings.workflow.report_back import report_back
from unmn.demo import deeds
from unmn.demo.deeds import the_meeting, user
from workinggroups.models import WorkingGroup

LEAD, CO_LEAD = "ulan-naryntaev", "viktor-dolinny"
PRESENT = (LEAD, CO_LEAD, "meerim-kochkorova", "aiko-minatogawa", "azamat-kegetiev")
SHEET = (
    "Data sheet for the first quarter",
    "Лист данных за первый квартал",
    "Биринчи чейрек үчүн маалымат барагы",
)
REPORT = (
    "One breakdown of data by age, sex and region",
    "Единая разбивка данных по возрасту, полу и региону",
    "Маалыматтарды жашы, жынысы жана аймагы боюнча бирдиктүү бөлүштүрүү",
)
NOTES = {
    0: "<p>The group agreed on the agenda.</p>",
    4: "<p>The inventory of studies is ready but for two agencies. The data sheet follows in the second week.</p>",
    5: "<p>The group brings one proposal to the next quarterly meeting: one breakdown for all data sheets.</p>",
}
PAST, COMING = "wg-data-1", "wg-data-2"


def write(diary):
    """Write the meetings of the group into the diary."""
    diary.write(-48, "11:00", prepare, -34, "10:00", "First meeting", "Первая встреча", "Биринчи жолугушуу")
    diary.write(-46, "11:00", call, PAST, Edition.FINAL)
    diary.write(-34, "11:30", meet)
    diary.write(-32, "15:00", record)
    diary.write(-31, "10:00", deeds.send_for_review, PAST, -25, with_letters=False)
    diary.write(-25, "18:01", deeds.close_review, PAST)
    diary.write(-24, "10:30", approve)
    diary.write(-23, "14:00", report)
    diary.write(-6, "11:00", prepare, 15, "14:00", "Second meeting", "Вторая встреча", "Экинчи жолугушуу")
    diary.write(-5, "11:00", call, COMING, Edition.DRAFT)


def prepare(world, day, hour, title, title_ru, title_ky):
    """The lead plans a meeting; its agenda begins with the template for groups, or with the last one."""
    group, lead = WorkingGroup.objects.get(slug="wg-data"), user(world, LEAD)
    starts_at = world.clock.at(day, hour)
    meeting = meetings.plan_group_meeting(
        group, by=lead, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=80), title=title,
        title_ru=title_ru, title_ky=title_ky, mode="online", chair=world.people[LEAD],
        online_url="https://meet.demo.example/unmn-wg-data",
    )  # fmt: skip
    if templates.last_agenda(meeting) is not None:
        templates.start_from_last_agenda(meeting, by=lead)
        return
    kept = AgendaTemplate.objects.in_use().get(kind=MeetingKind.GROUP)
    templates.start_from_template(meeting, by=lead, template=kept)
    first = meeting.items.on_agenda().first()
    name, name_ru, name_ky = SHEET
    agenda.add_item(
        meeting, by=lead, after=first, title=name, title_ru=name_ru, title_ky=name_ky, minutes=20,
        presenters=[world.people["aiko-minatogawa"]],
    )  # fmt: skip


def call(world, slug, edition):
    """The lead convenes the meeting and its agenda leaves."""
    meeting, lead = the_meeting(slug), user(world, LEAD)
    meetings.convene(meeting, by=lead)
    circulated.issue_agenda(meeting, by=lead, edition=edition)


def meet(world):
    """The meeting was held; the lead ticks who was there."""
    meeting, lead = the_meeting(PAST), user(world, LEAD)
    meetings.hold(meeting, by=lead)
    for slug in PRESENT:
        person = world.people[slug]
        record_attendance(
            meeting, by=lead, organisation=person.organisation, presence=Presence.REMOTE, person=person
        )


def record(world):
    """The lead writes short minutes."""
    meeting, lead = the_meeting(PAST), user(world, LEAD)
    written = notes.begin_minutes(meeting, by=lead)
    for place, item in enumerate(meeting.items.on_agenda()):
        if place in NOTES:
            entry = notes.entry_of(written, item)
            notes.write_notes(entry, by=lead, html=NOTES[place], version=entry.version)


def approve(world):
    """The lead and the co-lead approve."""
    for slug in (LEAD, CO_LEAD):
        minutes.approve(the_meeting(PAST).record, by=user(world, slug))


def report(world):
    """What the group brings back: the next quarterly meeting is offered it."""
    title, title_ru, title_ky = REPORT
    rows = the_meeting(PAST).items.on_agenda()
    report_back(
        WorkingGroup.objects.get(slug="wg-data"), by=user(world, LEAD), title=title, title_ru=title_ru,
        title_ky=title_ky, item=rows.get(title="What the group reports to the Network"),
        description="Six agencies count in six ways. The group proposes one breakdown for every data sheet from the "
                    "next quarter on, and asks the members to use it.",
    )  # fmt: skip
