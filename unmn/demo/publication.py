"""What the demo's Network has published: a statement of two weeks ago, an old one that was corrected, and one under
embargo until International Migrants Day."""

from datetime import datetime

from django.utils import timezone

from foundation.core.working_days import BISHKEK
from statements.models import Statement
from statements.states import AuthenticatedBy
from statements.workflow import clearance, correcting, press, publishing, signing, texts
from statements.workflow.statements import begin_statement
from unmn.demo.deeds import CO_CHAIRS, SECRETARY, user

HOME, DAY = "Coming home", "International Migrants Day"
# The days of the first of them, from its beginning to the public.
BEGUN, CLEARED, SIGNED, OUT = -24, -19, -15, -12
CORRECTED_ON = -300
MIGRANTS_DAY = (12, 18)
ISSUES = {HOME: "Return and reintegration", DAY: "The contribution of migrants"}
TEXTS = {
    HOME: {
        "en": (
            "Those who come home deserve a fresh start",
            "Every year many people return to the Kyrgyz Republic after years of work abroad. They bring skills, "
            "savings and new ideas.\n\n"
            "The UN Migration Network asks employers and local authorities to recognise what they have learned, and "
            "banks to treat them as clients like any other.\n\n"
            "We stand ready to help with advice, training and first steps in business, in every region.",
        ),
        "ru": (
            "Те, кто возвращается домой, заслуживают нового начала",
            "Каждый год многие люди возвращаются в Кыргызскую Республику после лет работы за рубежом. Они привозят "
            "навыки, сбережения и новые идеи.\n\n"
            "Сеть ООН по миграции просит работодателей и местные органы власти признавать то, чему они научились, а "
            "банки – относиться к ним как к любым другим клиентам.\n\n"
            "Мы готовы помочь консультациями, обучением и первыми шагами в предпринимательстве в каждом регионе.",
        ),
        "ky": (
            "Үйүнө кайткандар жаңы башталышка татыктуу",
            "Жыл сайын көп адам чет өлкөдө жылдап иштегенден кийин Кыргыз Республикасына кайтып келет. Алар "
            "билгичтигин, топтогон каражатын жана жаңы ойлорун алып келет.\n\n"
            "БУУнун Миграция боюнча тармагы иш берүүчүлөрдү жана жергиликтүү бийликти алардын үйрөнгөнүн таанууга, ал "
            "эми банктарды аларга башка кардарлардай эле мамиле кылууга чакырат.\n\n"
            "Биз ар бир аймакта кеңеш берүүгө, окутууга жана ишкердиктеги алгачкы кадамдарга жардам берүүгө даярбыз.",
        ),
    },
    DAY: {
        "en": (
            "On International Migrants Day: one world, many journeys",
            "Today we thank everyone who works far from home, and those who wait for them.\n\n"
            "We ask all to speak about migrants with respect, and to know them before judging them.",
        ),
        "ru": (
            "В Международный день мигранта: один мир, много дорог",
            "Сегодня мы благодарим всех, кто трудится вдали от дома, и тех, кто их ждёт.\n\n"
            "Мы просим всех говорить о мигрантах с уважением и узнать их, прежде чем судить о них.",
        ),
        "ky": (
            "Эл аралык мигранттар күнүндө: дүйнө бир, жол көп",
            "Бүгүн биз үйүнөн алыс эмгектенгендерге жана аларды күткөндөргө ыраазычылык билдиребиз.\n\n"
            "Биз баарын мигранттар жөнүндө сый менен сүйлөөгө жана сындоодон мурда аларды таанып-билүүгө чакырабыз.",
        ),
    },
}  # fmt: skip
OLD = "st-01"
CORRECTION = {
    "en": "In paragraph 1, for “from Kyrgyzstan” read “from the Kyrgyz Republic”.",
    "ru": "В пункте 1 вместо слов «из Кыргызстана» следует читать «из Кыргызской Республики».",
    "ky": "1-пунктта «Кыргызстандан» деген сөз «Кыргыз Республикасынан» деп окулсун.",
}
PRESS = [
    ("Aigul Tashbulakova", "Ala-Too Herald", "desk@ala-too-herald.example", "en"),
    ("Бекзат Сарымсаков", "Вечерние новости", "news@vecherka.example", "ru"),
]


def write(diary, story):
    """Write what is published, and what waits for its day, into the diary."""
    diary.write(BEGUN, "10:10", begin, HOME, "iom")
    diary.write(CLEARED, "10:20", close, HOME)
    diary.write(SIGNED, "11:30", sign, HOME)
    diary.write(OUT, "12:00", publish, HOME)
    diary.write(BEGUN + 4, "10:10", begin, DAY, "rco")
    diary.write(CLEARED + 4, "10:20", close, DAY)
    diary.write(SIGNED + 8, "11:30", sign, DAY)
    diary.write(SIGNED + 8, "12:30", hold_back, DAY)
    diary.write(OUT, "11:00", keep_press_list)
    row = next(one for one in story["statements"] if one["slug"] == OLD)
    out = next(one["day"] for one in row["events"] if one["event"] == "published")
    diary.write(out, "09:00", publish, row["title"])
    diary.write(CORRECTED_ON, "15:00", correct, row["title"])


def _statement(name):
    return Statement.objects.get(name=name)


def begin(world, name, lead):
    """Begun, written and put before the members on one day."""
    officer = user(world, SECRETARY)
    statement = begin_statement(
        by=officer, lead=world.organisations[lead], name=name, issue=ISSUES[name], languages=list(TEXTS[name])
    )
    for language, (title, draft) in TEXTS[name].items():
        texts.write_text(statement, by=officer, language=language, title=title, draft=draft, expected=None)
    clearance.request_clearance(statement, by=officer)


def close(world, name):
    """Nobody objected."""
    clearance.close_if_due(_statement(name))


def sign(world, name):
    """Both co-chairs, one after the other."""
    for slug in CO_CHAIRS:
        statement = _statement(name)
        signing.sign(
            statement, by=user(world, slug), text_hash=statement.text_hash, authenticated_by=AuthenticatedBy.DEMO,
            authenticated_at=timezone.now(),
        )  # fmt: skip


def publish(world, name):
    """It goes out."""
    publishing.publish(_statement(name), by=user(world, SECRETARY))


def hold_back(world, name):
    """It goes out by itself at nine in the morning of the next International Migrants Day."""
    now = timezone.now().astimezone(BISHKEK)
    years = (now.year, now.year + 1)
    days = (datetime(year, *MIGRANTS_DAY, 9, tzinfo=BISHKEK) for year in years)
    publishing.embargo(
        _statement(name), by=user(world, SECRETARY), until=next(day for day in days if day > now)
    )


def correct(world, name):
    """A slip is corrected openly, with both keys."""
    statement = _statement(name)
    proposed = correcting.propose_corrigendum(
        statement, by=user(world, SECRETARY), words=CORRECTION, reason="The official name of the country."
    )
    for slug in CO_CHAIRS:
        correcting.agree_to_corrigendum(statement, by=user(world, slug), text_hash=proposed.text_hash)


def keep_press_list(world):
    """Two journalists asked for the statements."""
    for name, outlet, email, language in PRESS:
        press.add_press_contact(
            by=user(world, SECRETARY), name=name, outlet=outlet, email=email, language=language
        )
