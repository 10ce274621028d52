"""What waits for a meeting in the demo, the templates of the secretariat, and an item that was not finished."""

from meetings.models import BacklogItem
from meetings.states import ItemKind, MeetingKind
from meetings.workflow import backlog, requests, templates
from unmn.demo.deeds import ASSISTANT, SECRETARY, the_meeting, user

TEMPLATES = (
    (MeetingKind.QUARTERLY, "Quarterly meeting"),
    (MeetingKind.EXTRAORDINARY, "Extraordinary meeting"),
    (MeetingKind.GROUP, "Working group meeting"),
)
ANNUAL = (
    ("Opening by the Co-Chairs", "Открытие сопредседателями", "Тең төрагалардын ачуусу", "information", 15),
    (
        "Progress of the Network over the year",
        "Работа Сети за год",
        "Тармактын бир жылдык иши",
        "information",
        30,
    ),
    (
        "Voices of stakeholders",
        "Слово заинтересованных сторон",
        "Кызыкдар тараптардын сөзү",
        "discussion",
        60,
    ),
    ("Recommendations to the Network", "Рекомендации Сети", "Тармакка сунуштар", "discussion", 45),
    (
        "Conclusions of the Co-Chairs",
        "Выводы сопредседателей",
        "Тең төрагалардын жыйынтыгы",
        "information",
        15,
    ),
)
BACKLOG = (
    (-40, "aiko-minatogawa", "unicef", "Birth registration of children born abroad",
     "Families return without papers for their children. UNICEF proposes to agree on one way through the offices."),
    (-19, "temir-talasov", "fao", "Seasonal work in agriculture: a common leaflet",
     "Three agencies print leaflets of their own; one in two languages would do."),
)  # fmt: skip
RECOMMENDED = (
    "A hotline in four languages for workers who return",
    "A yearly figure of the number of children left behind",
)
ASKED = (
    "leila-sandervik", "unhcr", "Families sleep at the southern crossing since Thursday; we need one division of work.",
    "Shelter and food at the crossing\nWho speaks with the border service",
)  # fmt: skip


def write(diary):
    """Write into the diary what the secretariat keeps for its meetings."""
    diary.write(-530, "10:00", keep_templates)
    for day, person, organisation, title, description in BACKLOG:
        diary.write(day, "14:20", propose, person, organisation, title, description)
    diary.write(-80, "09:30", carry_over, "qm-6", "Statement on remittance costs")
    for title in RECOMMENDED:
        diary.write(-11, "17:30", recommend, "anm-1", title)
    diary.write(-1, "16:40", ask_for_meeting, *ASKED)
    diary.write(-12, "09:15", decline, "Seasonal work in agriculture: a common leaflet")


def keep_templates(world):
    """The templates, one for each kind of meeting."""
    for kind, name in TEMPLATES:
        templates.make_template(by=user(world, SECRETARY), name=name, kind=kind)
    items = [
        {"title": title, "title_ru": title_ru, "title_ky": title_ky, "kind": kind, "minutes": minutes,
         "is_sub_item": False, "generated": ""}
        for title, title_ru, title_ky, kind, minutes in ANNUAL
    ]  # fmt: skip
    templates.make_template(
        by=user(world, SECRETARY), name="Annual Network Meeting", kind=MeetingKind.ANNUAL, items=items
    )


def propose(world, person, organisation, title, description):
    """A member proposes an item for which it does not matter at which meeting it is dealt with."""
    backlog.propose_to_backlog(
        by=user(world, person), organisation=world.organisations[organisation], title=title,
        description=description, kind=ItemKind.DISCUSSION, minutes=15,
    )  # fmt: skip


def decline(world, title):
    """The secretariat says no, with a reason."""
    backlog.decline_backlog_item(
        BacklogItem.objects.filter(title=title).first(), by=user(world, ASSISTANT),
        reason="IOM prints the common leaflet from March on; the draft is with your colleagues.",
    )  # fmt: skip


def carry_over(world, slug, title):
    """An item for which the time of the meeting did not suffice."""
    item = the_meeting(slug).items.on_agenda().filter(title=title).first()
    backlog.carry_over(item, by=user(world, SECRETARY))


def recommend(world, slug, title):
    """What the annual meeting recommends: it takes no decisions."""
    backlog.recommend(the_meeting(slug), by=user(world, SECRETARY), title=title)


def ask_for_meeting(world, person, organisation, reason, items):
    """A member asks for an extraordinary meeting, which waits for the co-chairs."""
    requests.ask_for_meeting(
        by=user(world, person), organisation=world.organisations[organisation], reason=reason, items=items
    )
