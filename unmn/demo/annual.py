"""The coming Annual Network Meeting: stakeholders on its list, most of them invited, some registered, some silent."""

from datetime import timedelta

from foundation.documents.files import store_bytes
from foundation.documents.models import Audience
from foundation.documents.symbols import next_symbol
from meetings import letters
from meetings.models import AgendaTemplate, Stakeholder
from meetings.states import MeetingKind
from meetings.workflow import agenda, circulated, papers, registration, stakeholders, templates
from meetings.workflow import meeting as meetings
from members.calendar import close_of_business
from unmn.demo import papers_of_demo
from unmn.demo.deeds import ASSISTANT, CO_CHAIRS, SECRETARY, the_meeting, user
from unmn.demo.post import posted

SLUG, DAY, CLOSES = "anm-2", 72, 58
FOR_GUESTS = ("Opening by the Co-Chairs", "Voices of stakeholders", "Recommendations to the Network")
# As somebody pastes them: organisation, contact person, address, language.
PASTED = (
    ("Foundation “Tilek”", "Cholpon Ashirova", "tilek@demo.example", "ky"),
    ("Union of Migrants “Zamandash-Jol”", "Bakyt Usenov", "zamandash-jol@demo.example", "ru"),
    ("Ala-Too Chamber of Employers", "Marat Toktorov", "employers@demo.example", "ru"),
    ("Silk Road Institute of Demography", "Nazira Kalykova", "institute@demo.example", "en"),
    ("Women's Network “Ak-Kalpak”", "Gulnara Sadyrova", "ak-kalpak@demo.example", "ky"),
    ("Issyk-Köl Diaspora Council", "Ulan Beishenov", "diaspora@demo.example", "ru"),
)
LATER = ("Student Forum of Osh", "Aijan Mamytova", "students-osh@demo.example", "ky")
COMING = (
    ("tilek@demo.example", (("Cholpon Ashirova", "Director", "ru", ""), ("Jyrgal Osmonov", "Lawyer", "ru", "")), ""),
    ("zamandash-jol@demo.example", (("Bakyt Usenov", "Chairperson", "", "Step-free access"),), "We bring a short film."),
    ("institute@demo.example", (("Nazira Kalykova", "Head of research", "", ""),), ""),
)  # fmt: skip
NOT_COMING = ("employers@demo.example", "Our annual assembly is on the same day.")


def write(diary):
    """Write the annual meeting into the diary."""
    diary.write(-10, "10:00", prepare)
    diary.write(-9, "10:30", invite)
    diary.write(-9, "11:30", circulate_agenda)
    diary.write(-9, "12:00", write_to_stakeholders)
    diary.write(-4, "15:00", answer)
    diary.write(-1, "11:00", invite_one_more)


def prepare(world):
    """The meeting with the items of its template; three of them are open to guests."""
    secretary, starts_at = user(world, SECRETARY), world.clock.at(DAY, "09:30")
    meeting = meetings.plan_meeting(
        by=secretary, kind=MeetingKind.ANNUAL, number=2, title="Second Annual Network Meeting",
        title_ru="Второе ежегодное заседание Сети", title_ky="Тармактын экинчи жылдык жыйыны",
        starts_at=starts_at, ends_at=starts_at + timedelta(minutes=165), mode="in-person",
        place="UN House, Bishkek, Conference hall", chair=world.people[CO_CHAIRS[0]],
    )  # fmt: skip
    template = AgendaTemplate.objects.get(kind=MeetingKind.ANNUAL)
    templates.start_from_template(meeting, by=secretary, template=template)
    items = {item.title: item for item in meeting.items.on_agenda()}
    for title in FOR_GUESTS:
        item = items[title]
        agenda.edit_item(item, by=secretary, expected=item.version, is_open_to_guests=True)
    symbol = next_symbol(f"UNMN-KG/{starts_at.year}/ANM.2/PAP")
    name, media_type, data = papers_of_demo.make("pdf", "What stakeholders said last year", "ru", symbol)
    papers.attach_paper(
        items["Voices of stakeholders"], by=user(world, ASSISTANT), stored_file=store_bytes(name, media_type, data),
        title="What stakeholders said last year", language="ru", audience=Audience.NETWORK_AND_STATE,
    )  # fmt: skip
    meetings.convene(meeting, by=secretary)


def invite(world):
    """The list as it was pasted, and its terms."""
    meeting, secretary = the_meeting(SLUG), user(world, SECRETARY)
    stakeholders.set_registration(
        meeting, by=secretary, closes_at=close_of_business(world.clock.day(CLOSES)), capacity=40, seats=3
    )
    stakeholders.invite_stakeholders(meeting, by=secretary, rows=[_row(one) for one in PASTED])


def circulate_agenda(world):
    """The draft agenda, on which the stakeholders find their items."""
    circulated.issue_agenda(the_meeting(SLUG), by=user(world, SECRETARY), edition="draft")


def write_to_stakeholders(world):
    """The invitation goes apart from the members'."""
    letter = letters.StakeholderInvitation(the_meeting(SLUG))
    posted(letters.circulate_letter(letter, by=user(world, SECRETARY)))


def answer(world):
    """Three register by hand of the office, one declines; two are silent."""
    secretary = user(world, ASSISTANT)
    words = ("name", "function", "interpretation", "access_needs")
    for address, people, note in COMING:
        people = [dict(zip(words, person, strict=True)) for person in people]
        registration.answer(_at(address), by=secretary, people=people, note=note)
    address, note = NOT_COMING
    registration.answer(_at(address), by=secretary, is_declined=True, note=note)


def invite_one_more(world):
    """One came to the list later; its letter has not left yet."""
    stakeholders.invite_stakeholder(the_meeting(SLUG), by=user(world, SECRETARY), **_row(LATER))


def _at(address):
    return Stakeholder.objects.select_related("meeting").get(meeting__slug=SLUG, email=address)


def _row(words):
    return dict(zip(("name", "contact", "email", "language"), words, strict=True))
