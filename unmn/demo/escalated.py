"""The matter of the demo on which silence was broken, and which went to the Programme Management Team."""

from decisions import escalation_note
from decisions.letters.escalation import EscalationNote
from decisions.models import Decision
from decisions.workflow import decisions as life
from foundation.circulation.workflow import circulate
from unmn.demo import silence
from unmn.demo.post import posted

SECRETARY, CO_CHAIR = "aizada-suusamyrova", "ingrid-fjordheim"
REGISTERS = {
    "title": "Exchange of case numbers between shelters",
    "text": "The Network asks shelters to tell each other the number of places taken, once a week.",
    "lead_org": "iom",
}  # fmt: skip
QUESTION = "Should shelters tell each other the number of places taken, or only whether a place is free?"
REASON = (
    "All members want that nobody is sent away. One view is that numbers help to plan; the other that in small towns "
    "a number points to persons."
)


def write(diary):
    """Proposed, asked, objected to, and escalated with a note in two languages."""
    diary.write(-31, "10:10", silence.propose, REGISTERS)
    diary.write(-30, "10:20", silence.open_round, REGISTERS, {"working_days": 5}, with_letters=False)
    diary.write(
        -28,
        "12:10",
        silence.respond,
        REGISTERS,
        "unhcr",
        "objection",
        "In small towns a number points to persons.",
    )
    for day in silence.LOOKS_AGAIN:
        diary.write(-24 + day, "18:01", silence.close_when_due, REGISTERS)
    diary.write(-9, "15:30", escalate)


def escalate(world):
    """A co-chair puts the question, and the secretariat sends the note to who reads for the PMT."""
    decision = Decision.objects.get(title=REGISTERS["title"])
    made = life.escalate(
        decision, by=world.people[CO_CHAIR].user, to="pmt", question=QUESTION, reason=REASON,
        answer_by=world.clock.day(11),
    )  # fmt: skip
    escalation_note.keep_notes(made, ["en", "ru"])
    secretary = world.people[SECRETARY].user
    life.send_note(made, by=secretary)
    posted(circulate(EscalationNote(made), by=secretary), opened=1.0)
