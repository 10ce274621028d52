"""What people of the demo do: each deed is one or a few calls of the workflows, by the person who does it."""

from datetime import time, timedelta

from decisions.models import Decision
from decisions.workflow import action_points, adoption
from foundation.circulation.workflow import circulate
from foundation.core.workflow import THE_PORTAL
from meetings import letters
from meetings.letters import MinutesRevised, MinutesShared
from meetings.letters_minutes import MinutesApproved, MinutesForReview
from meetings.models import AgendaRevision, Meeting
from meetings.states import Answer, Presence
from meetings.workflow import agenda, circulated, live, minutes, notes, requests, room_decisions, rsvp
from meetings.workflow import meeting as meetings
from meetings.workflow.attendance import record_attendance
from meetings.workflow.sharing import share_minutes
from members import workflow as members
from members.states import Role
from unmn.demo import register, texts
from unmn.demo.clock import frozen
from unmn.demo.post import posted
from unmn.home import weekly

SECRETARY, ASSISTANT = "aizada-suusamyrova", "pavel-tyanshansky"
CO_CHAIRS = ("ingrid-fjordheim", "tomas-altamira")
TITLES = {
    "qm-1": ("Первое ежеквартальное заседание", "Биринчи кварталдык жыйын"),
    "qm-2": ("Второе ежеквартальное заседание", "Экинчи кварталдык жыйын"),
    "qm-3": ("Третье ежеквартальное заседание", "Үчүнчү кварталдык жыйын"),
    "qm-4": ("Четвертое ежеквартальное заседание", "Төртүнчү кварталдык жыйын"),
    "qm-5": ("Пятое ежеквартальное заседание", "Бешинчи кварталдык жыйын"),
    "em-1": ("Внеочередное заседание о массовом возвращении", "Массалык кайтып келүү боюнча кезексиз жыйын"),
    "qm-6": ("Шестое ежеквартальное заседание", "Алтынчы кварталдык жыйын"),
    "anm-1": (
        "Ежегодное заседание Сети с участием заинтересованных сторон",
        "Кызыкдар тараптар менен Тармактын жылдык жыйыны",
    ),
}


def user(world, slug):
    """The account of a person of the story."""
    return world.people[slug].user


def the_meeting(slug):
    """The meeting of that name, fresh from the database."""
    return Meeting.objects.get(slug=slug)


def plan(world, row, **facts):
    """The secretariat prepares a meeting with the items of its agenda."""
    secretary = user(world, SECRETARY)
    starts_at = world.clock.at(row["day"], row["time"])
    title_ru, title_ky = TITLES.get(row["slug"], ("", ""))
    facts = {
        "title": row["title"], "title_ru": title_ru, "title_ky": title_ky, "mode": row["mode"],
        "place": "" if row["mode"] == "online" else row["place"],
        "online_url": "" if row["mode"] == "in-person" else f"https://meet.demo.example/unmn-{row['slug']}",
        "chair": world.people[row["chair"]], "is_chatham_house": row["chatham_house"],
        "requested_by": world.organisations.get(row["requested_by"]),
        "beside": "UN Country Team, in the same week" if row["kind"] == "quarterly" else "", **facts,
    }  # fmt: skip
    meeting = meetings.plan_meeting(
        by=secretary, kind=row["kind"], number=int(row["slug"].split("-")[1]), starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=row["duration_min"]), **facts,
    )  # fmt: skip
    for item in row["agenda"]:
        agenda.add_item(
            meeting, by=secretary, at_end=True, title=item["title"], kind=item["type"], minutes=item["duration_min"],
            presenting=[world.organisations[item["presenter_org"]]],
        )  # fmt: skip
    return meeting


def convene(world, slug, guests, *, with_letters):
    """The meeting is called and its guests are invited."""
    secretary, meeting = user(world, SECRETARY), the_meeting(slug)
    for guest in guests:
        meetings.invite_guest(meeting, by=secretary, organisation=world.organisations[guest])
    if meetings.is_on_short_notice(meeting):
        for co_chair in CO_CHAIRS:
            requests.agree_to_short_notice(meeting, by=user(world, co_chair))
    meetings.convene(meeting, by=secretary)
    if with_letters:
        letter = letters.MeetingInvitation(meeting)
        posted(letters.circulate_letter(letter, by=secretary), opened=0.7)
        if guests:
            guests_letter = letters.MeetingInvitation(meeting, to=letters.GUESTS)
            posted(letters.circulate_letter(guests_letter, by=secretary), opened=0.4)


def issue(world, slug, edition, *, with_letters):
    """The agenda leaves the office as its next revision."""
    assistant, meeting = user(world, ASSISTANT), the_meeting(slug)
    revision = circulated.issue_agenda(meeting, by=assistant, edition=edition)
    if with_letters:
        # To the members only: a PDF for each of thirteen guests would take as long as all the rest.
        circulation = circulate(letters.AgendaCirculated(meeting, revision), by=assistant)
        AgendaRevision.objects.filter(pk=revision.pk).update(circulation=circulation)
        posted(circulation, opened=0.8)


def answer_invitations(world, row):
    """Each organisation says who comes, as the attendance will show it."""
    meeting = the_meeting(row["slug"])
    coming = Answer.ONLINE if row["mode"] == "online" else Answer.IN_PERSON
    for one in row["attendance"]:
        organisation = world.organisations[one["organisation"]]
        attendee = world.people.get(one["person"])
        by = attendee or _somebody_of(organisation)
        if by is not None:
            answer = coming if attendee else Answer.APOLOGY
            rsvp.reply(meeting, by=by.user, organisation=organisation, answer=answer, attendee=attendee)


def _somebody_of(organisation):
    row = organisation.representations.on().select_related("person__user").order_by("-role").first()
    return row.person if row else None


def take_attendance(world, row):
    """The meeting begins: it is held, and the secretariat ticks who is there."""
    secretary, meeting = user(world, ASSISTANT), the_meeting(row["slug"])
    if row["slug"] == "qm-6":
        _run(world, meeting)
    meetings.hold(meeting, by=user(world, SECRETARY))
    for slug in CO_CHAIRS:
        person = world.people[slug]
        presence = Presence.REMOTE if row["mode"] == "online" else Presence.PRESENT
        record_attendance(
            meeting, by=secretary, organisation=person.organisation, presence=presence, person=person
        )
    for one in row["attendance"]:
        organisation = world.organisations[one["organisation"]]
        person = world.people.get(one["person"])
        who = {"person": person}
        if person is None and one["status"] == "present":
            who = {"name": f"Representative of {organisation}"}
        presence = _presence(row, one, person)
        if one["organisation"] == "unesco" and row["slug"] == "qm-6":
            who["came_at"] = time(10, 20)
        record_attendance(meeting, by=secretary, organisation=organisation, presence=presence, **who)


# By how many minutes each item of the sixth meeting was shorter or longer than its plan.
DRIFT = (2, -3, 8, 0, 5, -4)


def _run(world, meeting):
    """The sixth meeting ran on the portal's clock: its actual times stand beside the plan."""
    secretary, at = user(world, SECRETARY), meeting.starts_at + timedelta(minutes=3)
    with frozen(meeting.ends_at + timedelta(minutes=15)):
        live.open_sitting(meeting, by=secretary, at=at)
        for number, item in enumerate(meeting.items.on_agenda()):
            live.start_item(meeting, by=secretary, item=item.pk, at=at)
            at += timedelta(minutes=max(1, item.minutes + DRIFT[number % len(DRIFT)]))
        live.close_sitting(meeting, by=secretary, at=at)


def _presence(row, one, person):
    if one["status"] == "absent":
        return Presence.ABSENT
    if one["status"] != "present":
        return Presence.APOLOGY
    if one.get("capacity") == "invited":
        return Presence.GUEST
    if row["mode"] == "online":
        return Presence.REMOTE
    is_alternate = person.representations.filter(role=Role.ALTERNATE).exists()
    return Presence.ALTERNATE if is_alternate else Presence.PRESENT


def write_minutes(world, row, adopted, owed):
    """The secretariat writes what was said; decisions and action points are born under their items."""
    secretary, meeting = user(world, SECRETARY), the_meeting(row["slug"])
    record = notes.begin_minutes(meeting, by=secretary)
    items = dict(zip((item["slug"] for item in row["agenda"]), meeting.items.on_agenda(), strict=True))
    places = texts.where_action_points_are_born(row, owed)
    for item in row["agenda"]:
        entry = notes.entry_of(record, items[item["slug"]])
        notes.write_notes(entry, by=secretary, html=texts.notes_of(row, item), version=entry.version)
        if row["chatham_house"] and item is row["agenda"][0]:
            notes.seal_notes(entry, by=secretary, sealed_notes=texts.SEALED)
        taken = {row["slug"]: _record_and_adopt(world, record, entry, row) for row in adopted[item["slug"]]}
        carried_out = [taken[row["slug"]] for row in adopted[item["slug"]] if row["implemented_day"] is None]
        for point in places.get(item["slug"], ()):
            notes.record_action_here(
                entry, by=secretary, text=point["text"], owner=world.organisations[point["owner_org"]],
                person=world.people[point["owner_person"]], due_on=world.clock.day(point["due_day"]),
                decision=carried_out[0] if carried_out else None,
            )  # fmt: skip


def _record_and_adopt(world, record, entry, row):
    proposed = Decision.objects.filter(title=row["title"]).first()
    if proposed is not None:
        room_decisions.declare_here(
            record.meeting,
            by=record.meeting.chair.user,
            decision=proposed,
            reason="The text was read out in the room.",
        )
        return None
    decision = notes.record_decision_here(
        entry, by=user(world, SECRETARY), title=row["title"], text=row["text"],
        lead=world.organisations[row["lead_org"]],
        due_on=world.clock.day(row["implementation_due_day"]),
    )  # fmt: skip
    register.before_adoption(world, decision, row)
    chair = record.meeting.chair.user
    notes.declare_decision_adopted(
        record, by=chair, decision=decision, reason="The text was before the members in the room."
    )
    return decision


def send_for_review(world, slug, closes, *, with_letters):
    """The draft leaves for review until the closing day."""
    record = the_meeting(slug).record
    ends = world.clock.at(closes, "18:00")
    if list(minutes.names_are_left(record)):
        minutes.let_names_stay(record, by=user(world, SECRETARY))
    minutes.send_for_review(record, by=user(world, SECRETARY), ends=ends)
    if with_letters:
        posted(circulate(MinutesForReview(record), by=user(world, SECRETARY)), opened=0.8)


def close_review(world, slug, *, with_letters=False):
    """The clock closes the review; what was accepted is put into the next version, and the members are told."""
    record = the_meeting(slug).record
    minutes.close_review(record, by=THE_PORTAL)
    if texts.has_unapplied(record):
        minutes.issue_revision(record, by=user(world, SECRETARY))
        if with_letters:
            posted(circulate(MinutesRevised(record), by=user(world, SECRETARY)), opened=0.6)


def share_outside(world, slug, organisations):
    """The approved minutes go to organisations from outside, without their internal passages."""
    record, by = the_meeting(slug).record, user(world, SECRETARY)
    letter = MinutesShared(record, [world.organisations[one] for one in organisations])
    letter.is_leaving = True
    circulation = posted(circulate(letter, by=by), opened=0.5)
    for organisation in letter.organisations:
        share_minutes(record, by=by, organisation=organisation, circulation=circulation)


def approve(world, slug, *, with_letters):
    """Both co-chairs approve; the approved minutes are circulated."""
    for chair in CO_CHAIRS:
        minutes.approve(the_meeting(slug).record, by=user(world, chair))
    if with_letters:
        letter = MinutesApproved(the_meeting(slug).record)
        posted(circulate(letter, by=user(world, ASSISTANT)), opened=0.6)


def implement(world, slug):
    """All that a decision asks for is done."""
    title = texts.title_of_decision(slug)
    decision = Decision.objects.get(title=title)
    note = register.CLOSING_NOTES.get(slug, "All that was asked for is done.")
    adoption.implement(decision, by=user(world, SECRETARY), closing_note=note)


def do(world, row):
    """The owner closes an action point with evidence."""
    point = texts.action_point(row)
    action_points.mark_done(point, by=user(world, row["owner_person"]), evidence="Sent to the secretariat.")


def report(world, row):
    """The owner says how far it is."""
    point = texts.action_point(row)
    action_points.report_progress(
        point,
        by=user(world, row["owner_person"]),
        progress=texts.PROGRESS.get(row["slug"], "Work is under way."),
        **texts.evidence(row["slug"]),
    )
    if row["slug"] in texts.WANTED:
        action_points.ask_for_due_date(
            point,
            by=user(world, row["owner_person"]),
            due_on=world.clock.day(texts.WANTED[row["slug"]]),
            reason="The third consultation waits for the school holidays to end in the province.",
        )


def confirm_entries(world, slugs):
    """Focal points look at their organisation's entry and find it right."""
    for slug in slugs:
        organisation = world.organisations[slug]
        person = _somebody_of(organisation)
        members.confirm_entry(organisation, by=person.user)


def hand_over_focal_point(world, slug, successor, day):
    """A focal point hands over on a day ahead; what still names the predecessor is to be moved."""
    row = world.people[slug].representations.on().get()
    members.hand_over_representation(
        row, by=user(world, SECRETARY), to=world.people[successor], on=world.clock.day(day)
    )


def send_weekly_letters(world):
    """Monday morning: whoever owes something has it in one letter."""
    circulation = weekly.send_weekly_letters()
    if circulation:
        posted(circulation)


def propose_correction(world, slug, by):
    """A focal point corrects its entry."""
    members.propose_correction(
        world.organisations[slug], by=user(world, by),
        corrections={"phone": "+996 000 55 77 01", "azamat-kegetiev.title": "Senior Protection Associate"},
        note="Please update our switchboard number and Mr Kegetiev's position.",
    )  # fmt: skip
