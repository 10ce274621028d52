"""Organisations, people, offices, the calendar and the working methods of the demo network."""

import json
from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model

from members.models import (
    Appointment,
    Holiday,
    Organisation,
    Parameter,
    Participation,
    Person,
    Representation,
    Succession,
)
from members.states import Office, Part, Role

FOUNDED = -567
THE_FORMER_ALTERNATE_LEFT = -460
OFFICES = {"secretariat": Office.SECRETARIAT, "pmt-reader": Office.PMT_READER}
OBSERVERS = ("who", "unfpa")
STATE_COUNTERPARTS = ("sms", "mlssm")
READERS_OF_OTHER_LANGUAGES = {
    "azamat-kegetiev": "ru", "elena-beryozkina": "ru", "gulzat-alamedinova": "ky",
}  # fmt: skip
SHORT_NAMES = {
    "demo-akjol-municipality": "Ak-Jol", "demo-kopuro": "Köpürö", "demo-umut-nuru": "Umut Nuru",
    "demo-jumush": "Jumush Plus", "demo-tenge-pay": "Tez Tölöm", "demo-mekendesh": "Mekendesh",
    "demo-norland-aid": "Norland", "demo-alpenia-embassy": "Alpenia", "demo-kabarchy": "Kabarchy",
    "demo-workers-federation": "Workers' Federation", "demo-employers-guild": "Employers' Guild",
}  # fmt: skip
# Russian and Kyrgyz, where data/organisations.json gives no short name in brackets.
SHORT_NAMES_RU_KY = {
    "rco": ("ОПК ООН", "БУУ ТКК"), "sms": ("ГСМ", "ММК"), "mlssm": ("МТСОМ", "ЭСКММ"),
    "demo-stat-desk": ("Отдел статистики", "Статистика бөлүмү"), "demo-akjol-municipality": ("Ак-Жол", "Ак-Жол"),
    "demo-kopuro": ("Көпүрө", "Көпүрө"), "demo-umut-nuru": ("Умут нуру", "Үмүт нуру"),
    "demo-silkroad-io": ("Шелковый путь", "Жибек жолу"), "demo-alatoo-institute": ("Ала-Тоо", "Ала-Тоо"),
    "demo-jumush": ("Жумуш Плюс", "Жумуш Плюс"), "demo-tenge-pay": ("Тез төлөм", "Тез төлөм"),
    "demo-mekendesh": ("Мекендеш", "Мекендеш"), "demo-norland-aid": ("Норланд", "Норланд"),
    "demo-alpenia-embassy": ("Альпения", "Альпения"), "demo-kabarchy": ("Кабарчы", "Кабарчы"),
    "demo-workers-federation": ("Федерация профсоюзов", "Кесиптик бирликтер"),
    "demo-employers-guild": ("Гильдия работодателей", "Иш берүүчүлөр гильдиясы"),
    "unodc": ("", "БУУ БКБ"), "ohchr": ("", "БУУ АУЖКБ"), "un-women": ("", "БУУ-Аялдар"),
}  # fmt: skip
# Where a name is not written in Kyrgyz as it is in Russian.
NAMES_KY = {
    "nazgul-tashrabatova": "Назгүл Ташрабатова", "gulnara-arslanbobova": "Гүлнара Арсланбобова",
    "gulzat-alamedinova": "Гүлзат Аламединова", "gulbara-tosorova": "Гүлбара Тосорова",
    "asel-kyzylkieva": "Асел Кызылкиева", "kanykei-songkolova": "Каныкей Соңкөлова",
}  # fmt: skip
MANDATES = {
    "rco": "Coordination of the UN development system; data, partnerships and the Cooperation Framework.",
    "iom": "Migration in all its forms; coordinator and secretariat of the Network.",
    "unodc": "Trafficking in persons and smuggling of migrants.",
    "undp": "Remittances, local development and governance.",
    "un-women": "Gender equality, women in migration and women left behind.",
    "fao": "Rural livelihoods, rural migration and return to the land.",
    "unicef": "Rights of children on the move and of children left behind.",
    "unhcr": "Refugees, asylum-seekers and stateless persons.",
    "ilo": "Fair recruitment, decent work and social protection of migrant workers.",
    "unesco": "Education, recognition of qualifications and culture.",
}


def read(name):
    """One of the data files of the project."""
    return json.loads((settings.BASE_DIR / "data" / name).read_text(encoding="utf-8"))


def load_calendar():
    """The national holidays with the Network's own notes; working holidays are shown, not observed."""
    calendar = read("calendar_kg.json")
    seen = set()
    for row in (*calendar["holidays"], *calendar["working_holidays"]):
        if row["date"] in seen:
            continue
        seen.add(row["date"])
        Holiday.objects.create(
            day=date.fromisoformat(row["date"]), name=row["name_en"], name_ru=row["name_ru"],
            name_ky=row["name_ky"], is_observed=row["non_working"],
            is_estimated=row.get("estimated", False),
            no_deadline_may_end=row["date"].endswith("-12-31"),
        )  # fmt: skip


def load_parameters(clock):
    """The working methods as the first meeting adopted them."""
    since = clock.day(-537)
    for name, value in Parameter.DEFAULTS.items():
        decided_by = f"UNMN-KG/{since.year}/DEC/1"
        Parameter.objects.create(name=name, value=value, since=since, decided_by=decided_by)


def load_organisations(clock):
    """Organisations by slug, each with its part in the Network and its dates."""
    data = read("organisations.json")
    found = {}
    for group in ("members", "potential_members", "external"):
        for row in data[group]:
            found[row["slug"]] = _organisation(row)
    for slug in (row["slug"] for row in data["members"]):
        _takes_part(clock, found[slug], Part.MEMBER)
    _takes_part(clock, found["iom"], Part.COORDINATOR)
    for slug in OBSERVERS:
        _takes_part(clock, found[slug], Part.OBSERVER, since=-355)
    for slug in STATE_COUNTERPARTS:
        _takes_part(clock, found[slug], Part.STATE_COUNTERPART)
    for row in data["external"]:
        if row["slug"] not in STATE_COUNTERPARTS:
            _takes_part(clock, found[row["slug"]], Part.PARTNER, since=-446)
    Succession.objects.create(
        predecessor=found["sms"], successor=found["mlssm"],
        note="2021: functions of the Service divided among ministries; the Ministry is competent since November.",
    )  # fmt: skip
    return found


def _organisation(row):
    slug = row["slug"]
    acronym = row["acronym"] or SHORT_NAMES[slug]
    name_ru, acronym_ru = _name_and_short_name(row["name_ru"])
    name_ky, acronym_ky = _name_and_short_name(row["name_ky"])
    short_ru, short_ky = SHORT_NAMES_RU_KY.get(slug, ("", ""))
    return Organisation.objects.create(
        slug=slug, kind=row["kind"], name=row["name_en"], name_ru=name_ru, name_ky=name_ky, acronym=acronym,
        acronym_ru=short_ru or acronym_ru, acronym_ky=short_ky or acronym_ky, mandate=MANDATES.get(slug, ""),
        email=f"office-{slug.removeprefix('demo-')}@demo.example",
        website=f"https://{slug.removeprefix('demo-')}.demo.example/",
    )  # fmt: skip


def _name_and_short_name(name):
    """Split "Детский фонд ООН (ЮНИСЕФ)": the directory keeps the two apart. A remark in brackets stays."""
    full, bracket, short = name.removesuffix(")").partition(" (")
    is_short = bracket and short.strip("«»")[:1].isupper()
    return (full, short.strip("«»")) if is_short else (name, "")


def _takes_part(clock, organisation, part, since=FOUNDED):
    Participation.objects.create(organisation=organisation, part=part, starts_on=clock.day(since))


def load_people(clock, organisations):
    """People by slug, all with an account; their offices and whom they represent."""
    found = {}
    for number, row in enumerate(read("demo.json")["people"]):
        person = _person(clock, row, organisations[row["organisation"]], number)
        found[row["slug"]] = person
        _give_offices(clock, person, row["roles"])
        _give_representation(clock, person, row)
    Appointment.objects.create(
        person=found["chiara-montefiore"], office=Office.CO_CHAIR_IOM, is_in_charge=True,
        starts_on=clock.day(-210), ends_on=clock.day(-196),
    )  # fmt: skip
    return found


def _person(clock, row, organisation, number):
    user = get_user_model().objects.create_user(
        row["email"], row["name"], language=row["language"], is_active=True
    )
    return Person.objects.create(
        slug=row["slug"], name=row["name"], name_ru=row["name_ru"],
        name_ky=NAMES_KY.get(row["slug"], row["name_ru"]), organisation=organisation,
        title=row["title"], email=row["email"], language=row["language"], user=user,
        phone=f"+996 000 55 {number // 10:02} {number % 10:02}",
        left_on=None if row["active"] else clock.day(THE_FORMER_ALTERNATE_LEFT),
    )  # fmt: skip


def _give_offices(clock, person, roles):
    if "co-chair" in roles:
        is_rc = person.organisation.slug == "rco"
        office = Office.CO_CHAIR_RC if is_rc else Office.CO_CHAIR_IOM
        Appointment.objects.create(person=person, office=office, starts_on=clock.day(FOUNDED))
    for role in roles:
        if role in OFFICES:
            Appointment.objects.create(person=person, office=OFFICES[role], starts_on=clock.day(FOUNDED))


def _give_representation(clock, person, row):
    """Members name focal point and alternate; of other bodies the first person is the focal point."""
    holds_office = {"co-chair", "secretariat", "pmt-reader"} & set(row["roles"])
    if holds_office:
        return
    role = Role.ALTERNATE if "alternate" in row["roles"] else Role.FOCAL_POINT
    if role == Role.FOCAL_POINT and person.organisation.representations.exists():
        role = Role.ALTERNATE
    starts = THE_FORMER_ALTERNATE_LEFT + 1 if row["slug"] == "azamat-kegetiev" else FOUNDED
    Representation.objects.create(
        person=person, organisation=person.organisation, role=role, starts_on=clock.day(starts),
        ends_on=None if row["active"] else clock.day(THE_FORMER_ALTERNATE_LEFT),
    )  # fmt: skip


def let_some_read_other_languages(people):
    """From today some members read Russian or Kyrgyz, so that the next letters go out in three languages."""
    for slug, language in READERS_OF_OTHER_LANGUAGES.items():
        person = people[slug]
        person.language = person.user.language = language
        person.save(update_fields=["language"])
        person.user.save(update_fields=["language"])
