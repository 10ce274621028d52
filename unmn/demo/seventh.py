"""The coming meeting: a full agenda with notes and papers, answers, a proposal that waits, failed letters."""

from decisions.models import Decision
from foundation.circulation.workflow import circulate
from foundation.documents.files import store_bytes
from foundation.documents.symbols import next_symbol
from meetings import letters
from meetings.workflow import agenda, briefing, papers, rsvp
from meetings.workflow import meeting as meetings
from meetings.workflow.reading import note_read, unread_papers
from unmn.demo import deeds, papers_of_demo, texts
from unmn.demo.deeds import ASSISTANT, SECRETARY, the_meeting, user
from unmn.demo.directory import read
from unmn.demo.post import posted

FAILURES = {
    "elena-beryozkina@demo.example": (
        "550 5.1.1 <elena-beryozkina@demo.example>: Recipient address rejected: User unknown in virtual "
        "mailbox table"
    ),
    "olga-zarechnaya@demo.example": (
        "552 5.2.2 <olga-zarechnaya@demo.example>: Mailbox full, the message cannot be stored"
    ),
}
BEFORE = -13
# How many papers each of them has opened.
READERS = {"ingrid-fjordheim": 9, "aiko-minatogawa": 1, "temir-talasov": 2}


def write(diary, row):
    """Write the preparation of the meeting into the diary, up to what happens today."""
    extra = read("demo_qm7.json")
    slug, notice = row["slug"], row["notice_sent_day"]
    diary.write(BEFORE, "09:10", prepare, row, extra)
    diary.write(BEFORE + 1, "10:00", attach_papers, row, extra)
    diary.write(BEFORE + 1, "11:00", brief, row, extra)
    diary.write(notice, "09:30", call, slug, extra)
    diary.write(notice, "11:00", circulate_draft, slug)
    diary.write(notice + 1, "15:00", read_papers, slug)
    for organisation, answer, person, day, note in extra["replies"]:
        diary.write(day, "13:00", reply, slug, organisation, answer, person, note)
    diary.write(extra["proposal"]["day"], "15:30", propose, slug, extra["proposal"])


def prepare(world, row, extra):
    """The meeting and its items, with the private notes of the secretariat."""
    meeting = deeds.plan(
        world, {**row, "title": "Seventh quarterly meeting"}, title_ru=extra["title_ru"],
        title_ky=extra["title_ky"], beside=extra["beside"], online_url=extra["online_url"],
    )  # fmt: skip
    for story, item in zip(row["agenda"], meeting.items.on_agenda(), strict=True):
        words = extra["items"][story["slug"]]
        _describe(world, item, story, words)
        after = None
        for title, title_ru, title_ky, minutes, kind in words.get("sub_items", ()):
            after = agenda.add_item(
                meeting, by=user(world, SECRETARY), parent=item, after=after, title=title, title_ru=title_ru,
                title_ky=title_ky, minutes=minutes, kind=kind,
            )  # fmt: skip


def _describe(world, item, story, words):
    decision = story["decisions"][:1]
    found = Decision.objects.filter(title=texts.title_of_decision(decision[0])).first() if decision else None
    minutes = words["minutes"] - sum(sub[3] for sub in words.get("sub_items", ()))
    agenda.edit_item(
        item, by=user(world, SECRETARY), expected=item.version, title_ru=words["title_ru"],
        title_ky=words["title_ky"], minutes=minutes, description=words.get("description", ""),
        expected_outcome=words.get("expected_outcome", ""), secretariat_notes=words.get("notes", ""),
        is_open_to_guests=words.get("open_to_guests", False), decision=found,
        presenters=[world.people[slug] for slug in words["presenters"]], presenting=[],
        generated=words.get("generated", ""),
    )  # fmt: skip


def brief(world, row, extra):
    """What the co-chairs are told before the meeting, for their eyes only."""
    items = _items(the_meeting(row["slug"]))
    for story in row["agenda"]:
        words = extra["items"][story["slug"]]
        if "positions" in words:
            written = briefing.briefing_of(items[story["title"]])
            briefing.write_briefing(
                written, by=user(world, SECRETARY), version=written.version, purpose=words["purpose"],
                positions=words["positions"],
            )  # fmt: skip


def attach_papers(world, row, extra):
    """The papers, as real files."""
    items = _items(the_meeting(row["slug"]))
    for story in row["agenda"]:
        for kind, title, language, classification, audience in extra["items"][story["slug"]].get(
            "papers", ()
        ):
            symbol = next_symbol(f"UNMN-KG/{world.clock.day(row['day']).year}/QM.7/PAP")
            name, media_type, data = papers_of_demo.make(kind, title, language, symbol)
            papers.attach_paper(
                items[story["title"]], by=user(world, ASSISTANT), stored_file=store_bytes(name, media_type, data),
                title=title, language=language, classification=classification, audience=audience,
            )  # fmt: skip


def _items(meeting):
    return {item.title: item for item in meeting.items.on_agenda()}


def call(world, slug, extra):
    """The meeting is convened, its guests are invited to their items."""
    secretary, meeting = user(world, SECRETARY), the_meeting(slug)
    by_slug = {row["slug"]: row["title"] for row in _story(slug)["agenda"]}
    items = _items(meeting)
    for guest, wanted in extra["guests"]:
        chosen = [items[by_slug[key]] for key in wanted]
        meetings.invite_guest(meeting, by=secretary, organisation=world.organisations[guest], items=chosen)
    meetings.convene(meeting, by=secretary)
    posted(letters.circulate_letter(letters.MeetingInvitation(meeting), by=secretary), opened=0.7)


def _story(slug):
    return next(row for row in read("demo.json")["meetings"] if row["slug"] == slug)


def circulate_draft(world, slug):
    """The draft agenda goes to the members, two of whom cannot be reached, and to the guests apart."""
    assistant, meeting = user(world, ASSISTANT), the_meeting(slug)
    note = (
        "Dear colleagues, please look at items 3 and 4 before the meeting. Papers follow by their due date."
    )
    to_members, *to_guests = letters.circulate_agenda(meeting, by=assistant, edition="draft", note=note)
    posted(to_members, opened=0.6, failures=FAILURES)
    for circulation in to_guests:
        posted(circulation, opened=0.5)


def read_papers(world, slug):
    """Some read the papers at once; what the others have not read, only they see."""
    meeting = the_meeting(slug)
    for reader, most in READERS.items():
        account = user(world, reader)
        note_read(account, unread_papers(account, meeting)[:most])


def reply(world, slug, organisation, answer, person, note):
    """An organisation answers the invitation."""
    body = world.organisations[organisation]
    attendee = world.people.get(person)
    by = attendee or deeds._somebody_of(body)
    rsvp.reply(the_meeting(slug), by=by.user, organisation=body, answer=answer, attendee=attendee, note=note)


def propose(world, slug, row):
    """A member proposes an item, which waits for an answer."""
    agenda.propose_item(
        the_meeting(slug), by=user(world, row["by"]), organisation=world.organisations[row["organisation"]],
        title=row["title"], description=row["description"], minutes=row["minutes"], kind=row["kind"],
    )  # fmt: skip


def send_reminder(world):
    """What really goes through the mail server when the demo starts: reminders to those who owe an answer."""
    meeting = the_meeting("qm-7")
    for to in (letters.MEMBERS, letters.GUESTS):
        circulate(letters.ReplyReminder(meeting, to=to), by=user(world, SECRETARY), at_once=True)
