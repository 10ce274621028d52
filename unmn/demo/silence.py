"""The silence procedures of the demo: agreed, broken and asked again, and three that run in these weeks."""

from decisions import tasks_rounds
from decisions.letters.rounds import ConsultationOpened, SilenceBroken
from decisions.models import Decision, Round
from decisions.states import Period, RoundState, StateConcern
from decisions.workflow import answers, rounds, state_track
from decisions.workflow import decisions as life
from foundation.circulation.workflow import circulate
from foundation.core.workflow import THE_PORTAL
from unmn.demo.post import posted
from unmn.demo.register import facts_of

SECRETARY, ASSISTANT = "aizada-suusamyrova", "pavel-tyanshansky"
CO_CHAIRS = ("ingrid-fjordheim", "tomas-altamira")
BY_SILENCE = ("dec-04", "dec-07", "dec-08", "dec-11", "dec-12", "dec-13")
PERIODS = {10: Period.POLICY}
# What was asked about before the text that the story tells: the objection changed it.
EARLIER_TEXTS = {
    "dec-07": "The Network adopts 18 common indicators by district.",
    "dec-13": "The Network adopts the referral pathway. Labour inspectors record the status of persons whom they meet.",
}
WORDINGS = {
    "dec-13": "The Network adopts the referral pathway. Inspectors refer persons to support without recording their status.",
}  # fmt: skip
# A day off moves a deadline, so the clock of the demo looks on each of these days after the planned one.
LOOKS_AGAIN = range(12)
HOTLINE = {
    "title": "One telephone line for migrants in distress",
    "text": "The Network asks its members to refer all calls to one line, staffed in three languages day and night.",
    "lead_org": "iom", "opens_day": -4, "objection": ("unicef", -1),
    "words": "Calls of children go to the child helpline, which has trained staff.",
    "wording": "The Network asks its members to refer calls of adults to one line and calls of children to the child "
    "helpline, both staffed in three languages day and night.",
    "others": (("unhcr", "no_objection", -3, ""), ("undp", "comment", -2, "Please say who pays for the night shift.")),
}  # fmt: skip
FLYER = {
    "title": "Common flyer on safe recruitment",
    "text": "The Network uses one flyer on safe recruitment in three languages.", "lead_org": "ilo",
}  # fmt: skip


def write(diary, story):
    """The rounds of the story's decisions, and two more: one broken now, one that waits for the co-chairs."""
    for row in story["decisions"]:
        if row["slug"] in BY_SILENCE:
            _write_decision(diary, row)
    diary.write(-6, "10:10", propose, HOTLINE)
    diary.write(HOTLINE["opens_day"], "10:20", open_round, HOTLINE, {"working_days": 10}, with_letters=True)
    for organisation, kind, day, words in HOTLINE["others"]:
        diary.write(day, "12:30", respond, HOTLINE, organisation, kind, words)
    organisation, day = HOTLINE["objection"]
    diary.write(
        day, "15:10", respond, HOTLINE, organisation, "objection", HOTLINE["words"], HOTLINE["wording"]
    )
    diary.write(day, "15:11", tell_of_objection, HOTLINE)
    diary.write(-2, "10:10", propose, FLYER)
    diary.write(0, "08:10", prepare, FLYER, {"working_days": 5})


def _write_decision(diary, row):
    proposed = next(one["day"] for one in row["events"] if one["event"] == "proposed")
    diary.write(proposed, "12:00", propose, row)
    for number, one in enumerate(row["rounds"]):
        is_open = one["result"] is None
        if number:
            diary.write(one["opens_day"] - 1, "10:00", revise, row)
        diary.write(one["opens_day"], "10:20", open_round, row, one, with_letters=is_open)
        for said in one["responses"]:
            wording = WORDINGS.get(row["slug"], "") if said["response"] == "objection" else ""
            diary.write(
                said["day"], "11:40", respond, row, said["org"], said["response"], said["text"], wording
            )
        if one["extension"]:
            given = one["extension"]
            days = given["to_day"] - given["from_day"]
            diary.write(given["requested_day"], "17:00", extend, row, given["granted_by"], days)
        if not is_open:
            for later in LOOKS_AGAIN:
                diary.write(one["closes_day"] + later, "18:01", close_when_due, row)
    if row["state"] == "under_revision":
        diary.write(row["rounds"][-1]["closes_day"] + len(LOOKS_AGAIN) + 1, "10:30", revise, row)


def _user(world, slug):
    return world.people[slug].user


def _decision(row):
    return Decision.objects.get(title=row["title"])


def _live(row):
    return Round.objects.filter(decision=_decision(row), state=RoundState.OPEN).first()


def propose(world, row):
    """The secretariat puts a text before the members."""
    due_day = row.get("implementation_due_day")
    decision = life.record_decision(
        by=_user(world, SECRETARY), title=row["title"], text=EARLIER_TEXTS.get(row.get("slug"), row["text"]),
        lead=world.organisations[row["lead_org"]], due_on=world.clock.day(due_day),
        **(facts_of(row) if "objectives" in row else {}),
    )  # fmt: skip
    if not decision.judgements.exists():
        answer = StateConcern(decision.concerns_state)
        state_track.judge_state_concern(decision, by=_user(world, SECRETARY), answer=answer, reason="")
    life.propose(decision, by=_user(world, SECRETARY))


def prepare(world, row, one):
    """Text and members are frozen; the co-chairs are told. Returns the round."""
    period = PERIODS.get(one["working_days"], Period.DEFAULT)
    return rounds.prepare_round(
        _decision(row), by=_user(world, SECRETARY), period=period,
        message="Please look at the text with your colleagues. No answer is needed if you agree.",
    )  # fmt: skip


def open_round(world, row, one, *, with_letters):
    """Both co-chairs agree, and the members are asked."""
    round_ = prepare(world, row, one)
    for chair in CO_CHAIRS:
        rounds.consent(round_, by=_user(world, chair))
    if round_.seats.filter(has_nobody=True).exists():
        rounds.override_empty_seats(
            round_, by=_user(world, CO_CHAIRS[1]), reason="The head of the agency reads it."
        )
    rounds.open_round(round_, by=_user(world, SECRETARY))
    if with_letters:
        posted(circulate(ConsultationOpened(round_), by=_user(world, SECRETARY)), opened=0.7)


def respond(world, row, organisation, kind, words, wording=""):
    """Somebody of a member says its word, if the round still runs and the member is asked in it."""
    round_, member = _live(row), world.organisations[organisation]
    voice = member.representations.on().select_related("person__user").order_by("-role").first()
    if round_ is None or voice is None or not round_.seats.filter(organisation=member).exists():
        return
    if voice.person.user_id:
        answers.answer(
            round_, by=voice.person.user, organisation=member, kind=kind, words=words, wording=wording
        )


def tell_of_objection(world, row):
    """Members and co-chairs read that silence is broken."""
    seat = next(one for one in answers.standing_objections(_live(row)))
    posted(circulate(SilenceBroken(_live(row), seat.standing), by=THE_PORTAL), opened=0.5)


def extend(world, row, chair, days):
    """A co-chair gives everybody more time."""
    rounds.extend_round(
        _live(row), by=_user(world, chair), working_days=days, reason="Staff of a member are on mission."
    )


def close_when_due(world, row):
    """The clock of the portal looks whether the deadline has come."""
    decision = _decision(row)
    for round_ in Round.objects.due_to_close().filter(decision=decision):
        tasks_rounds.close_due(round_)


def revise(world, row):
    """The secretariat changes what was objected to."""
    decision = _decision(row)
    life.begin_revision(decision, by=_user(world, SECRETARY))
    text = WORDINGS.get(row["slug"], row["text"])
    life.reword(decision, by=_user(world, SECRETARY), text=text, reason="What the objection asked for.")
