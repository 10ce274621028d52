"""What the demo's Network asked the state, and what came back: answered, overdue, asked for changes, drafted."""

from django.utils import timezone

from decisions import state_letter
from decisions.models import Decision, StateConsultation
from decisions.workflow import decisions as life
from decisions.workflow import state_track
from decisions.workflow.proposing import write_down
from meetings.models import Meeting
from meetings.workflow.linked_decisions import link_decision

SECRETARY, ASSISTANT = "aizada-suusamyrova", "pavel-tyanshansky"
STILL_AWAITED = "dec-11"
OFFERED_ON = -264
SKILLS = {
    "title": "Common position on the recognition of skills of returning workers",
    "text": "The Network recommends that skills gained abroad are recognised within thirty days.",
    "background": "Returning workers wait for months until their skills are recognised.",
    "kind": "policy", "lead": "ilo", "concern_reason": "It speaks about a service of the state.",
}  # fmt: skip
SEASONAL = {
    "title": "Joint advice on seasonal work abroad",
    "text": "The Network adopts the joint advice and offers it to the state employment service.",
    "background": "Applications for seasonal work double each spring.", "kind": "routine", "lead": "fao",
    "concern_reason": "The employment service of the state would hand it out.",
}  # fmt: skip
MESSAGES = {
    "title": "Messages for International Migrants Day",
    "text": "The Network uses five common messages on 18 December.",
    "background": "One voice on one day.", "kind": "routine", "lead": "unicef", "concern_reason": "",
}  # fmt: skip


def _user(world, slug):
    return world.people[slug].user


def _decision(row):
    return Decision.objects.get(title=row["title"])


def write(diary, story):
    """Every decision of the story that concerns the state, and three proposals of these weeks."""
    for row in story["decisions"]:
        asked = row["state_consultation"]
        if not asked:
            continue
        if row["slug"] == STILL_AWAITED:
            diary.write(OFFERED_ON, "12:05", judge_concerned, row)
            diary.write(asked["sent_day"], "11:00", ask, row, asked)
            diary.write(asked["reminder_day"], "15:00", remind, row)
            continue
        meeting, item = _where_adopted(story["meetings"], row)
        diary.write(asked["sent_day"], "08:30", propose_and_ask, row, asked)
        diary.write(asked["reply_day"], "09:00", answered, row, asked)
        link_day = max(asked["sent_day"], meeting["notice_sent_day"])
        diary.write(link_day, "09:50", put_on_agenda, row, meeting["slug"], item)
    diary.write(-40, "10:30", propose, SKILLS, "yes")
    diary.write(-32, "16:00", ask, SKILLS, {"counterpart": "mlssm", "language": "ky"})
    diary.write(-6, "11:30", answered, SKILLS, {
        "outcome": "asks_for_changes", "comment": "The Ministry asks to refer to the national qualifications framework.",
    })  # fmt: skip
    diary.write(-10, "10:30", propose, SEASONAL, "yes")
    diary.write(-3, "12:00", draft, SEASONAL, {"counterpart": "mlssm"})
    diary.write(-10, "11:30", propose, MESSAGES, "no")
    diary.write(-3, "14:00", contest, MESSAGES, "leila-sandervik", "unhcr")


def _where_adopted(meetings, row):
    """The meeting that adopted it, and the number of its agenda item."""
    for meeting in meetings:
        for number, item in enumerate(meeting["agenda"]):
            if row["slug"] in item["decisions"] and meeting["day"] == row["adopted_day"]:
                return meeting, number
    raise LookupError(row["slug"])


def propose(world, row, concern):
    """The lead organisation's proposal is before the members, with who judged whether the state is concerned."""
    secretary = _user(world, SECRETARY)
    lead = world.organisations[row["lead"]]
    facts = {name: row[name] for name in ("title", "text", "background", "kind", "concern_reason")}
    decision = write_down(by=secretary, proposer=lead, lead=lead, concern=concern, **facts)
    life.propose(decision, by=secretary)


def propose_and_ask(world, row, asked):
    """A decision of the story is proposed, and the state is asked on the same day."""
    secretary, lead = _user(world, SECRETARY), world.organisations[row["lead_org"]]
    decision = write_down(
        by=secretary, proposer=lead, lead=lead, title=row["title"], text=row["text"], concern="yes",
        concern_reason="It touches on what the state does.", due_on=world.clock.day(row["implementation_due_day"]),
        gcm_objectives=row["gcm"], network_objectives=[int(code.split("-")[1]) for code in row["objectives"]],
    )  # fmt: skip
    life.propose(decision, by=secretary)
    ask(world, row, asked)


def judge_concerned(world, row):
    """The secretariat says that it concerns the state."""
    state_track.judge_state_concern(
        _decision(row), by=_user(world, SECRETARY), answer="yes", reason="It shares data of the state."
    )


def draft(world, row, asked):
    """A letter is drafted. Returns it."""
    counterpart = world.organisations[asked["counterpart"]]
    return state_track.draft_letter(
        _decision(row),
        by=_user(world, ASSISTANT),
        counterpart=counterpart,
        language=asked.get("language", "ru"),
    )


def ask(world, row, asked):
    """The signed letter leaves with its number; what was sent is kept."""
    letter = draft(world, row, asked)
    number = f"17-04/{StateConsultation.objects.count() + 11}"
    state_track.mark_sent(
        letter, by=_user(world, SECRETARY), letter_number=number, sent_by="courier",
        reply_due_on=world.clock.day(asked.get("reply_due_day")),
    )  # fmt: skip
    state_letter.keep_as_sent(letter)


def _letter(row):
    return _decision(row).state_consultations.get()


def answered(world, row, asked):
    """The reply is registered on the day on which it came."""
    state_track.answer_of_state(
        _letter(row), by=_user(world, ASSISTANT), outcome=asked["outcome"], comment=asked["comment"] or "",
        received_on=timezone.localdate(), their_number="02-3/118",
    )  # fmt: skip


def remind(world, row):
    """The secretariat reminds the counterpart by telephone."""
    state_track.follow_up(
        _letter(row), by=_user(world, SECRETARY), on=timezone.localdate(),
        what="Called the international department: the letter is with the legal department.",
    )  # fmt: skip


def contest(world, row, person, organisation):
    """A member sees it otherwise: the co-chairs rule."""
    state_track.contest_state_concern(
        _decision(row), by=_user(world, person), organisation=world.organisations[organisation],
        reason="One message speaks about registration rules, so the state should be asked.",
    )  # fmt: skip


def put_on_agenda(world, row, meeting, number):
    """The item of the agenda deals with it: members are asked when the agenda leaves."""
    item = list(Meeting.objects.get(slug=meeting).items.on_agenda())[number]
    link_decision(item, by=_user(world, SECRETARY), decision=_decision(row))
