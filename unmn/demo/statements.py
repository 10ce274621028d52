"""The joint statements of the demo: one signed long ago, one in clearance, one that waits for the second key."""

from django.utils import timezone

from decisions.states import AnswerKind
from foundation.review import workflow as review
from foundation.review.models import Paragraph
from statements.models import Statement
from statements.states import AuthenticatedBy
from statements.workflow import clearance, signing, texts
from statements.workflow.statements import begin_statement
from unmn.demo.deeds import SECRETARY, user
from unmn.demo.statements_of_demo import COMMENTS, FACTS, LEADS, TEXTS, WORDING

# What is still asked about runs through the week in which the demo is looked at.
OPENED, OPEN_HOURS = -3, 240
PENDING = "pending"


def write(diary, story):
    """Write the statements of the story that have a text here into the diary."""
    for row in story["statements"]:
        if row["slug"] in TEXTS:
            _write(diary, row)


def _write(diary, row):
    days = {one["event"]: one["day"] for one in row["events"]}
    diary.write(days["drafted"], "11:00", begin, row)
    if row["state"] == "in_clearance":
        diary.write(OPENED, "09:30", ask, row, hours=OPEN_HOURS)
        for organisation, kind in row["clearance"]["clearances"].items():
            if kind != PENDING and organisation not in LEADS[row["slug"]]:
                diary.write(OPENED + 1, "14:30", answer, row, organisation, kind)
        diary.write(OPENED + 2, "11:20", propose, row, "ilo")
        return
    diary.write(days["in_clearance"], "09:30", ask, row)
    for organisation in LEADS[row["slug"]]:
        diary.write(days["in_clearance"], "15:30", answer, row, organisation, "cleared")
    diary.write(days["in_clearance"] + 5, "09:31", close, row)
    for one in row["signatures"]:
        diary.write(one["day"], "12:10", sign, row, one["person"])


def _statement(row):
    return Statement.objects.get(name=row["title"])


def begin(world, row):
    """The drafting lead begins it, and the secretariat writes the languages that were agreed."""
    lead = world.organisations[row["lead_org"]]
    statement = begin_statement(
        by=user(world, SECRETARY), lead=lead, name=row["title"], languages=list(TEXTS[row["slug"]]),
        lead_mandates=[world.organisations[slug] for slug in LEADS[row["slug"]]],
        spokesperson=world.people["tomas-altamira"], endorsing=[lead], **FACTS[row["slug"]],
    )  # fmt: skip
    for language, (title, draft) in TEXTS[row["slug"]].items():
        texts.write_text(
            statement, by=user(world, SECRETARY), language=language, title=title, draft=draft, expected=None
        )


def ask(world, row, hours=None):
    """The members are asked to clear it."""
    clearance.request_clearance(
        _statement(row), by=user(world, SECRETARY), hours=hours,
        message="Please look at the text with your communication colleagues.",
    )  # fmt: skip


def _voice(world, organisation):
    rows = world.organisations[organisation].representations.on().filter(person__user__isnull=False)
    row = rows.select_related("person__user").order_by("-role").first()
    return row.person.user if row else None


def answer(world, row, organisation, kind):
    """Somebody of a member says its word."""
    voice = _voice(world, organisation)
    if voice is not None:
        clearance.clear(
            _statement(row), by=voice, organisation=world.organisations[organisation], kind=AnswerKind(kind),
            words=COMMENTS.get(organisation, ""),
        )  # fmt: skip


def propose(world, row, organisation):
    """A member proposes other words for a paragraph."""
    text = texts.text_in(_statement(row), "en")
    paragraph = Paragraph.objects.get(version=text.current_id, number=2)
    review.propose_wording(
        text.text, by=_voice(world, organisation), paragraph=paragraph, wording=WORDING, voice=organisation,
        why="Many transfers go through the post.", voice_name=str(world.organisations[organisation]),
    )  # fmt: skip


def close(world, row):
    """The clock of the portal looks whether it ran out."""
    clearance.close_if_due(_statement(row))


def sign(world, row, person):
    """A co-chair turns the key; in the demo nobody has a second factor, and the signature says so."""
    statement = _statement(row)
    signing.sign(
        statement, by=user(world, person), text_hash=statement.text_hash, authenticated_by=AuthenticatedBy.DEMO,
        authenticated_at=timezone.now(),
    )  # fmt: skip
