"""Organisations and people: added and kept true by the secretariat; nobody's words are overwritten."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from foundation.accounts.workflow import change_address
from foundation.audit.states import Hat
from foundation.core.workflow import Refused, Workflow
from members.access import is_own_entry, is_secretariat
from members.models import Organisation, Person, Succession

DIRECTORY = Workflow("members")

LATIN = str.maketrans(
    dict(zip("абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя", [
        "a", "b", "v", "g", "d", "e", "e", "j", "z", "i", "i", "k", "l", "m", "n", "n", "o", "o", "p", "r", "s",
        "t", "u", "u", "f", "kh", "ts", "ch", "sh", "sch", "", "y", "", "e", "yu", "ya",
    ], strict=True))
)  # fmt: skip


def free_slug(model, words):
    """A new part of an address, made of `words` (Cyrillic ones too), that no row of `model` has."""
    wanted = slugify(words.lower().translate(LATIN))[:50] or model.__name__.lower()
    taken = set(model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, number = wanted, 2
    while slug in taken or slug == "new":
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _write(row, fields):
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    row.act_details = {"changed": changed}


@DIRECTORY.creation(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Add an organisation"), done=_("Organisation added")
)
def add_organisation(*, by, slug="", **fields):
    """Add a body to the directory; the part that it takes in the Network is a step of its own."""
    slug = slug or free_slug(Organisation, fields.get("acronym") or fields["name"])
    return Organisation.objects.create(slug=slug, **fields)


@DIRECTORY.act(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Edit"), done=_("Entry of the organisation edited")
)
def edit_organisation(organisation, *, by, version, **fields):
    """Change names or contact. Raises `Stale` when somebody else saved since `version`."""
    organisation.take(version)
    _write(organisation, fields)


@DIRECTORY.act(
    may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Record a successor"), done=_("%(successor)s recorded as successor"),
)  # fmt: skip
def record_succession(organisation, *, by, successor, on=None, note=""):
    """Record that `successor` took over, wholly or in part. Rule: RULES R10.66."""
    if successor == organisation:
        raise Refused(_("An organisation cannot succeed itself. Choose the body that took over."))
    if Succession.objects.filter(predecessor=organisation, successor=successor).exists():
        raise Refused(_("This succession is recorded already."))
    organisation.act_details = {"successor": str(successor)}
    return Succession.objects.create(predecessor=organisation, successor=successor, on=on, note=note)


def _refuse_taken_address(email, person=None):
    others = Person.objects.filter(email__iexact=email, left_on__isnull=True)
    other = others.exclude(pk=person.pk if person else 0).first() if email else None
    if other:
        raise Refused(
            _("%(name)s already has the address %(email)s. Each person needs an address of their own.")
            % {"name": other, "email": email}
        )


@DIRECTORY.creation(may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Add a person"), done=_("Person added"))
def add_person(*, by, slug="", **fields):
    """Add somebody to the directory; what they do in the Network and their account are steps of their own."""
    _refuse_taken_address(fields.get("email", ""))
    return Person.objects.create(slug=slug or free_slug(Person, fields["name"]), **fields)


@DIRECTORY.act(may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Edit"), done=_("Entry of the person edited"))
def edit_person(person, *, by, version, **fields):
    """Change names or contact; a new address is the new address of the account as well.

    Raises `Stale` when somebody else saved since `version`, `Refused` when the address is another person's.
    """
    person.take(version)
    if fields.get("email", person.email) != person.email:
        _refuse_taken_address(fields["email"], person)
        if person.user and not fields["email"]:
            raise Refused(_("Somebody with an account needs an address. Write the new one."))
        if person.user:
            change_address(person.user, fields["email"])
    if person.user and fields.get("name", person.name) != person.user.name:
        person.user.name = fields["name"]
        person.user.save(update_fields=["name"])
    _write(person, fields)


@DIRECTORY.act(
    may=is_own_entry, hat=Hat.SELF, label=_("Edit my contact details"), done=_("Own contact details edited")
)
def edit_own_contact(person, *, by, version, **fields):
    """Somebody corrects their own names, position and telephone; the address stays with the secretariat."""
    if not set(fields) <= {"name_ru", "name_ky", "title", "phone"}:
        raise Refused(_("Ask the secretariat to change your name or address."))
    person.take(version)
    _write(person, fields)
