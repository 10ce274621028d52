"""The member list as it stood on a day, read in a fixed number of queries.

Roles, offices and parts are dated, so any day can be asked for. Names and contacts come from the row
history (`pghistory`), so an old list keeps the old name (RULES R10.65, R10.66).
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.core.working_days import BISHKEK
from members.models import Appointment, EntryConfirmation, Organisation, Participation, Person, Representation
from members.states import CO_CHAIR_OFFICES, CorrectionState, Office, Part, Role

DAYS_A_CONFIRMATION_HOLDS = 90
FOLD = str.maketrans("ңөүё", "ноуе")


@dataclass
class Entry:
    """One organisation in one part, with who represents it."""

    organisation: object
    part: str
    since: object
    focal_point: object = None
    alternates: list = field(default_factory=list)
    confirmed_at: object = None

    @property
    def people(self):
        """Focal point first, then the alternates."""
        return [*([self.focal_point] if self.focal_point else []), *self.alternates]

    @property
    def is_stale(self):
        """Nobody confirmed the entry for 90 days."""
        limit = timezone.now() - timedelta(days=DAYS_A_CONFIRMATION_HOLDS)
        return self.confirmed_at is None or self.confirmed_at < limit

    def matches(self, words):
        """Say whether each of the folded words occurs somewhere in the entry, in any of its languages."""
        return all(word in self.text for word in words)

    @property
    def text(self):
        """All names in it, folded for searching."""
        parts = [getattr(self.organisation, name) for name in ORGANISATION_NAMES]
        parts += [getattr(person, name) for person in self.people for name in PERSON_NAMES]
        return fold(" ".join(parts))


@dataclass
class Section:
    """The organisations that take one part."""

    part: str
    entries: list

    @property
    def label(self):
        """The heading of the section."""
        return section_labels()[self.part]


@dataclass
class MemberList:
    """The whole list on one day."""

    as_of: object
    offices: list
    secretariat: list
    sections: list

    @property
    def people(self):
        """Everybody on the list, each once."""
        found = {row.person.pk: row.person for row in [*self.offices, *self.secretariat]}
        for section in self.sections:
            for entry in section.entries:
                found.update((person.pk, person) for person in entry.people)
        return list(found.values())

    def narrowed(self, query="", part=""):
        """The list with only the entries that match a search and take a part."""
        words = fold(query).split()
        sections = []
        for section in self.sections:
            entries = [entry for entry in section.entries if entry.matches(words)]
            if entries and part in ("", section.part):
                sections.append(Section(section.part, entries))
        return MemberList(self.as_of, self.offices, self.secretariat, sections)


ORGANISATION_NAMES = ("name", "name_ru", "name_ky", "acronym", "acronym_ru", "acronym_ky")
PERSON_NAMES = ("name", "name_ru", "name_ky", "title", "email")
ORGANISATION_KEPT = (*ORGANISATION_NAMES, "website", "email", "phone", "address")
PERSON_KEPT = (*PERSON_NAMES, "phone")


def fold(text):
    """Fold as the database's `ky_fold` does: small letters, and ң ө ү ё as those who lack them type them."""
    return text.lower().translate(FOLD)


def section_labels():
    """The headings of the sections, in the language of the reader."""
    return {
        Part.COORDINATOR: _("Coordinator and Secretariat"),
        Part.MEMBER: _("Members"),
        Part.OBSERVER: _("Observers"),
        Part.STATE_COUNTERPART: _("State counterpart"),
        Part.PARTNER: _("Partners"),
    }


def read_member_list(on=None):
    """The member list on a day (today). Always the same number of queries, however long the list is."""
    today = timezone.localdate()
    day = on or today
    appointments = _appointments(day)
    entries = _entries(day)
    if day < today:
        people = [row.person for row in appointments]
        people += [person for entry in entries for person in entry.people]
        _as_they_were(people, Person, PERSON_KEPT, day)
        _as_they_were([entry.organisation for entry in entries], Organisation, ORGANISATION_KEPT, day)
        entries.sort(key=lambda entry: entry.organisation.acronym.lower())
    else:
        _add_confirmations(entries)
    return MemberList(
        as_of=day,
        offices=[row for row in appointments if row.office in CO_CHAIR_OFFICES],
        secretariat=[row for row in appointments if row.office == Office.SECRETARIAT],
        sections=_sections(entries),
    )


def _appointments(day):
    rows = Appointment.objects.on(day).filter(office__in=(*CO_CHAIR_OFFICES, Office.SECRETARIAT))
    rows = rows.select_related("person__organisation").order_by("office", "is_in_charge", "starts_on", "pk")
    order = [*CO_CHAIR_OFFICES, Office.SECRETARIAT]
    return sorted(rows, key=lambda row: order.index(row.office))


def _entries(day):
    parts = Participation.objects.on(day).select_related("organisation").order_by("organisation__acronym")
    entries = [Entry(row.organisation, row.part, row.starts_on) for row in parts]
    rows = Representation.objects.on(day).filter(
        organisation__in={entry.organisation.pk for entry in entries}
    )
    represented = {}
    for row in rows.select_related("person").order_by("person__name"):
        represented.setdefault(row.organisation_id, []).append(row)
    for entry in entries:
        for row in represented.get(entry.organisation.pk, []):
            if row.role == Role.FOCAL_POINT:
                entry.focal_point = row.person
            else:
                entry.alternates.append(row.person)
    return entries


def _sections(entries):
    found = []
    for part in section_labels():
        of_part = [entry for entry in entries if entry.part == part]
        if of_part:
            found.append(Section(part, of_part))
    return found


def _as_they_were(rows, model, fields, day):
    """Give the rows (in memory only) the words that they had at the end of `day`."""
    end = datetime.combine(day + timedelta(days=1), time.min, BISHKEK)
    history = model.pgh_event_model.objects.filter(pgh_obj__in={row.pk for row in rows})
    found = {}
    for event in history.order_by("pgh_created_at", "pgh_id").values("pgh_obj_id", "pgh_created_at", *fields):
        # What was first known of a row stands for the time before it was written down.
        if event["pgh_obj_id"] not in found or event["pgh_created_at"] < end:
            found[event["pgh_obj_id"]] = event
    for row in rows:
        for name in fields:
            if row.pk in found:
                setattr(row, name, found[row.pk][name])


def _add_confirmations(entries):
    organisations = {entry.organisation.pk for entry in entries}
    rows = EntryConfirmation.objects.filter(
        organisation__in=organisations, state__in=(CorrectionState.CONFIRMED, CorrectionState.APPLIED)
    )
    rows = rows.order_by("organisation", "-at").distinct("organisation").values_list("organisation", "at")
    latest = dict(rows)
    for entry in entries:
        entry.confirmed_at = latest.get(entry.organisation.pk)
