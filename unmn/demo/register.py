"""What the demo's register shows beside the texts: reservations, explanations, a corrigendum, a successor."""

from django.utils import timezone

from decisions.models import Decision
from decisions.states import AnswerKind, Channel
from decisions.workflow import answers, decisions, register
from decisions.workflow.closing import declare_adopted
from members.states import Role
from unmn.demo import texts

SECRETARY, CO_CHAIR = "aizada-suusamyrova", "ingrid-fjordheim"
CLOSING_NOTES = {
    "dec-01": "All members received the working methods; the portal runs by them.",
    "dec-02": "The group met for the first time and adopted its terms of reference.",
    "dec-03": "The group met for the first time; UNODC chairs, UNHCR co-chairs.",
    "dec-05": "The common position was handed over and quoted in the revised rules.",
    "dec-07": "The first data sheet with the eighteen indicators is out.",
    "dec-08": "The statement was signed by both co-chairs and published in three languages.",
}
CORRIGENDUM = {
    "reads_now": "RCO co-chairs", "should_read": "the Resident Coordinator Office co-chairs",
    "reason": "The office is named in full in texts that leave the Network.",
}  # fmt: skip
EXPLANATION = (
    "We understand the participation of the Service as advice on return; decisions on single returns are not "
    "part of the group's work."
)
SUCCESSOR = {
    "title": "Working Group on data and evidence: quarterly reports",
    "text": "The Network confirms the permanent group; IOM chairs, the Resident Coordinator Office co-chairs. "
    "The group reports to each quarterly meeting.",
}  # fmt: skip


def user(world, slug):
    """The account of a person of the story."""
    return world.people[slug].user


def the_decision(slug):
    """The decision of the story, fresh from the database."""
    return Decision.objects.get(title=texts.title_of_decision(slug))


def facts_of(row):
    """Which objectives a decision touches, as the story says."""
    own = [int(code.removeprefix("OBJ-")) for code in row["objectives"]]
    return {"network_objectives": own, "gcm_objectives": row["gcm"]}


def before_adoption(world, decision, row):
    """What is written beside the text, and what members say in the room before a co-chair declares adoption."""
    decisions.reword(decision, by=user(world, SECRETARY), text=decision.text, **facts_of(row))
    if not row["positions"]:
        return
    decisions.propose(decision, by=user(world, SECRETARY))
    decisions.place_on_agenda(decision, by=user(world, SECRETARY))
    for one in row["positions"]:
        organisation = world.organisations[one["org"]]
        speaker = (
            organisation.representations.on().filter(role=Role.FOCAL_POINT).select_related("person").get()
        )
        answers.record_answer(
            decisions.live_round(decision), by=user(world, SECRETARY), organisation=organisation,
            person=speaker.person, kind=AnswerKind(one["kind"]), words=one["text"], channel=Channel.ROOM,
            received_at=timezone.now(),
        )  # fmt: skip


def write(diary):
    """Correct a slip, explain a position, and let a later decision take the place of an early one."""
    diary.write(-500, "10:20", correct)
    diary.write(-250, "15:40", explain)
    diary.write(-61, "16:30", supersede)


def correct(world):
    """A corrigendum to the decision on the group on data."""
    register.issue_corrigendum(the_decision("dec-02"), by=user(world, SECRETARY), **CORRIGENDUM)


def explain(world):
    """UNHCR explains how it reads the decision on return."""
    organisation = world.organisations["unhcr"]
    speaker = (
        organisation.representations.on().filter(role=Role.FOCAL_POINT).select_related("person__user").get()
    )
    register.explain_position(
        the_decision("dec-09"), by=speaker.person.user, organisation=organisation, text=EXPLANATION
    )


def supersede(world):
    """The group on data reports once a quarter: the decision that established it is superseded."""
    earlier = the_decision("dec-02")
    later = decisions.record_decision(
        by=user(world, SECRETARY), lead=earlier.lead, supersedes=earlier,
        network_objectives=earlier.network_objectives, gcm_objectives=earlier.gcm_objectives, **SUCCESSOR,
    )  # fmt: skip
    decisions.propose(later, by=user(world, SECRETARY))
    declare_adopted(later, by=user(world, CO_CHAIR), adopted_on=timezone.localdate())
