"""Updates of several members in three languages, one of a partner in its group, and this morning's letters."""

from knowledge.digest import send_updates_letters
from knowledge.models import Update
from knowledge.workflow import updates
from unmn.demo.deeds import user
from unmn.demo.library import the_document
from unmn.demo.post import posted
from workinggroups.models import WorkingGroup

# day, author, organisation, kind, language, for whom, documents, title, text
UPDATES = (
    (
        -40, "leila-sandervik", "unhcr", "issue", "en", {}, (),
        "More requests for legal help at two border points",
        "Partners at two border points report more people who ask for legal help before they travel on.\n\n"
        "We shall look at the figures together with the others in January. Whoever sees the same is asked to tell us.",
    ),
    (
        -17, "aiko-minatogawa", "unicef", "research", "en", {}, ("children",),
        "Children who stay behind: the autumn survey is done",
        "The autumn survey on children of migrant workers is done in three oblasts. First results confirm what the study "
        "in the library says of schooling.\n\nThe tables come in spring; questions are welcome until then.",
    ),
    (
        -11, "temir-talasov", "fao", "activity", "ky", {"audience": "network-and-state"}, ("climate",),
        "Баткенде дыйкандар үчүн окутуу башталды",
        "Баткен облусунда кайтып келген үй-бүлөлөр үчүн айыл чарба боюнча окутуу башталды. Биринчи топто 24 адам бар.\n\n"
        "Экинчи топко катышуучуларды жазында тандайбыз.",
    ),
    (
        -8, "chiara-montefiore", "iom", "issue", "ru", {"group": "wg-return"}, ("returns",),
        "Возвращающиеся спрашивают о признании дипломов",
        "В консультационных центрах всё чаще спрашивают о признании дипломов и свидетельств, полученных за рубежом.\n\n"
        "Предлагаем обсудить это на следующем заседании группы.",
    ),
    (
        -6, "gulnara-arslanbobova", "sms", "activity", "ru", {"group": "wg-return"}, (),
        "Открыто третье окно для вернувшихся граждан",
        "В Оше открыто третье окно, в котором вернувшиеся граждане получают справки за один приём. Часы работы прежние.",
    ),
    (
        -4, "aizada-suusamyrova", "iom", "activity", "en", {}, (),
        "Network days in December: who shows what",
        "Eleven organisations have told us what they will show at the Network days. The hall holds twelve tables, so one is free.",
    ),
)  # fmt: skip
DRAFT = (
    "Notes for a post on seasonal work",
    "To be written once the figures of the season are there.",
)
WRONG = (
    "Hotline: new number from Monday",
    "The number changes on Monday.",
    "The operator has put the change off; the old number stays.",
)


def write(diary):
    """Write what was posted into the diary, a draft, what was taken back, and the letters of this morning."""
    for row in UPDATES:
        diary.write(row[0], "12:10", post, row)
    diary.write(-14, "09:10", post_in_error)
    diary.write(-13, "09:40", withdraw)
    diary.write(-2, "17:20", draft)
    diary.write(-1, "09:30", correct)
    diary.write(0, "08:45", send_letters)


def _draft(world, who, owner, **fields):
    if "group" in fields:
        fields |= {"audience": "group", "group": WorkingGroup.objects.get(slug=fields["group"])}
    return updates.write_update(by=user(world, who), owner=world.organisations[owner], **fields)


def post(world, row):
    """Somebody writes an update, looks at it and posts it."""
    _day, who, owner, kind, language, whom, documents, title, text = row
    made = _draft(
        world, who, owner, kind=kind, language=language, title=title, text=text,
        documents=[the_document(key) for key in documents], **whom,
    )  # fmt: skip
    updates.post_update(made, by=user(world, who))


def post_in_error(world):
    """A post that does not hold."""
    made = _draft(
        world, "nurzat-alatoova", "rco", kind="activity", language="en", title=WRONG[0], text=WRONG[1]
    )
    updates.post_update(made, by=user(world, "nurzat-alatoova"))


def withdraw(world):
    """It is taken back, with the reason."""
    updates.withdraw_update(
        Update.objects.get(title=WRONG[0]), by=user(world, "nurzat-alatoova"), reason=WRONG[2]
    )


def draft(world):
    """Something that waits for its figures."""
    _draft(world, "temir-talasov", "fao", kind="research", language="en", title=DRAFT[0], text=DRAFT[1])


def correct(world):
    """A number is put right within the days in which words can be changed."""
    made = Update.objects.get(title=UPDATES[-1][7])
    updates.edit_update(
        made, by=user(world, "aizada-suusamyrova"), version=made.version,
        text=made.text.replace("Eleven", "Ten").replace("one is free", "two are free"),
    )  # fmt: skip


def send_letters(world):
    """The letters of this morning."""
    circulation = send_updates_letters()
    if circulation:
        posted(circulation, opened=0.4)
