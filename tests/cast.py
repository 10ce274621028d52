"""The cast: the people as whom the tests act, with the names of the demo and of the screenshots.

`cast.aizada` is an account (its person is `cast.aizada.person`), `cast.orgs.unicef` an organisation.
They are made by factories, five members and no meeting: a test makes the rows it needs.

    aizada, pavel    secretariat (IOM)              ingrid   co-chair, Resident Coordinator
    tomas            co-chair, Head of IOM Office   aiko     focal point of UNICEF
    jyldyz           alternate of UNICEF            temir    focal point of FAO
    leila            focal point of UNHCR           hans     her former alternate, who left
    chiara, nurzat   focal points of IOM and RCO    kwame    reader for the PMT
    kubanych         State Migration Service, reads Russian
    anara            WHO, an observer               stranger an account that is no person
"""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone, translation

from members.states import Office, OrganisationKind, Part, Role

EVERYBODY = (
    "public", "stranger", "hans", "kubanych", "anara", "kwame", "temir", "leila", "chiara", "nurzat",
    "aiko", "jyldyz", "tomas", "ingrid", "pavel", "aizada",
)  # fmt: skip

ORGANISATIONS = {
    "rco": ("RCO", "UN Resident Coordinator Office", OrganisationKind.UN_ENTITY, [Part.MEMBER]),
    "iom": (
        "IOM", "International Organization for Migration", OrganisationKind.UN_ENTITY,
        [Part.MEMBER, Part.COORDINATOR],
    ),
    "unicef": ("UNICEF", "United Nations Children's Fund", OrganisationKind.UN_ENTITY, [Part.MEMBER]),
    "fao": ("FAO", "Food and Agriculture Organization", OrganisationKind.UN_ENTITY, [Part.MEMBER]),
    "unhcr": ("UNHCR", "UN Refugee Agency", OrganisationKind.UN_ENTITY, [Part.MEMBER]),
    "who": ("WHO", "World Health Organization", OrganisationKind.UN_ENTITY, [Part.OBSERVER]),
    "sms": ("SMS", "State Migration Service", OrganisationKind.STATE_BODY, [Part.STATE_COUNTERPART]),
}  # fmt: skip

# short name: slug, name, organisation, language, offices, role
PEOPLE = {
    "aizada": ("aizada-suusamyrova", "Aizada Suusamyrova", "iom", "en", [Office.SECRETARIAT], None),
    "pavel": ("pavel-tyanshansky", "Pavel Tyanshansky", "iom", "en", [Office.SECRETARIAT], None),
    "ingrid": ("ingrid-fjordheim", "Ingrid Fjordheim", "rco", "en", [Office.CO_CHAIR_RC], None),
    "tomas": ("tomas-altamira", "Tomás Altamira", "iom", "en", [Office.CO_CHAIR_IOM], None),
    "nurzat": ("nurzat-alatoova", "Nurzat Alatoova", "rco", "en", [], Role.FOCAL_POINT),
    "chiara": ("chiara-montefiore", "Chiara Montefiore", "iom", "en", [], Role.FOCAL_POINT),
    "aiko": ("aiko-minatogawa", "Aiko Minatogawa", "unicef", "en", [], Role.FOCAL_POINT),
    "jyldyz": ("jyldyz-barskoonova", "Jyldyz Barskoonova", "unicef", "en", [], Role.ALTERNATE),
    "temir": ("temir-talasov", "Temir Talasov", "fao", "en", [], Role.FOCAL_POINT),
    "leila": ("leila-sandervik", "Leila Sandervik", "unhcr", "en", [], Role.FOCAL_POINT),
    "kubanych": ("kubanych-sarychelekov", "Kubanych Sarychelekov", "sms", "ru", [], Role.FOCAL_POINT),
    "anara": ("anara-buranova", "Anara Buranova", "who", "en", [], Role.FOCAL_POINT),
    "kwame": ("kwame-riverstone", "Kwame Riverstone", "unicef", "en", [Office.PMT_READER], None),
}


def make_the_cast():
    """Write the cast into the database and answer it as a namespace."""
    # Plugins are imported before Django is ready; the factories need its models.
    from tests.factories import accounts, members

    cast = SimpleNamespace(orgs=SimpleNamespace(), public=AnonymousUser())
    for slug, (acronym, name, kind, parts) in ORGANISATIONS.items():
        organisation = members.OrganisationFactory(
            slug=slug, acronym=acronym, name=name, kind=kind, email=f"{slug}@test.example"
        )
        for part in parts:
            members.ParticipationFactory(organisation=organisation, part=part)
        setattr(cast.orgs, slug.replace("-", "_"), organisation)
    for short, (slug, name, home, language, offices, role) in PEOPLE.items():
        organisation = getattr(cast.orgs, home)
        person = members.PersonWithAccountFactory(
            slug=slug, name=name, organisation=organisation, language=language
        )
        for office in offices:
            members.AppointmentFactory(person=person, office=office)
        if role:
            members.RepresentationFactory(person=person, organisation=organisation, role=role)
        setattr(cast, short, person.user)
    cast.hans = _a_former_alternate(cast, members)
    cast.stranger = accounts.UserFactory(name="A stranger", email="stranger@test.example")
    return cast


def _a_former_alternate(cast, members):
    left_on = timezone.localdate() - timedelta(days=30)
    hans = members.PersonWithAccountFactory(
        slug="hans-windmuhle", name="Hans Windmühle", organisation=cast.orgs.unhcr, left_on=left_on
    )
    members.RepresentationFactory(
        person=hans, organisation=cast.orgs.unhcr, role=Role.ALTERNATE,
        starts_on=date(2024, 1, 1), ends_on=left_on,
    )  # fmt: skip
    return hans.user


def sign_in(user):
    """A test client signed in as `user` as in the demo, so without a second factor."""
    client = Client()
    if user.is_authenticated:
        client.force_login(user)
        session = client.session
        session["demo_login"] = True
        session.save()
    return client


@pytest.fixture(autouse=True)
def _english():
    """Each test begins in English, whatever language the last page of the one before spoke."""
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db):
    """The people of the Network, as accounts by their short names."""
    return make_the_cast()


@pytest.fixture
def as_user(db):
    """`as_user(cast.aiko).get(…)`: a client signed in as somebody; `cast.public` is nobody."""
    return sign_in
