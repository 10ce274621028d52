"""Each organisation keeps its own entry true: its focal point confirms it, or proposes corrections."""

from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.circulation.workflow import circulate
from foundation.core.workflow import Refused, Workflow
from members.access import is_secretariat, represents_it
from members.models import EntryConfirmation, Person
from members.states import CORRECTION_MAP, CorrectionState
from members.workflow.directory import edit_organisation, edit_person

ENTRY = Workflow("members", CorrectionState, CORRECTION_MAP)

OWN_FIELDS = (
    "name", "name_ru", "name_ky", "acronym", "acronym_ru", "acronym_ky",
    "website", "email", "phone", "address", "mandate",
)  # fmt: skip
PEOPLE_FIELDS = ("name", "name_ru", "name_ky", "title", "email", "phone")


@ENTRY.creation(
    may=represents_it, hat=Hat.MEMBER,
    label=_("Confirm that the entry is correct"), done=_("Entry confirmed as correct"),
)  # fmt: skip
def confirm_entry(organisation, *, by):
    """The focal point or an alternate says that the entry is right as it stands today."""
    return EntryConfirmation.objects.create(
        organisation=organisation, by=by.person, state=CorrectionState.CONFIRMED
    )


@ENTRY.creation(
    may=represents_it, hat=Hat.MEMBER, label=_("Propose a correction"), done=_("Correction proposed")
)
def propose_correction(organisation, *, by, corrections, note="", letter=None):
    """Ask the secretariat to change fields (`phone`, or `<slug of a person>.phone`) or anything said in `note`.

    `letter` is the class of letter that tells the secretariat. Raises `Refused` when nothing is asked for.
    """
    if not corrections and not note.strip():
        raise Refused(_("Nothing was changed. Confirm the entry instead, or write what is wrong."))
    proposed = EntryConfirmation.objects.create(
        organisation=organisation, by=by.person, state=CorrectionState.PROPOSED,
        corrections=corrections, note=note,
    )  # fmt: skip
    if letter:
        circulate(letter(proposed), by=by, at_once=True)
    return proposed


@ENTRY.move(
    CorrectionState.PROPOSED, to=CorrectionState.APPLIED,
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Apply"), done=_("Correction applied"),
)  # fmt: skip
def apply_correction(confirmation, *, by, answer="", letter=None):
    """Write what was proposed into the directory. Raises `Refused` where a field cannot take it."""
    organisation = confirmation.organisation
    own, others = _sorted_out(confirmation.corrections)
    if own:
        edit_organisation(organisation, by=by, version=organisation.version, **own)
    for slug, fields in others.items():
        person = Person.objects.get(slug=slug)
        edit_person(person, by=by, version=person.version, **fields)
    confirmation.answer = answer
    _tell(confirmation, CorrectionState.APPLIED, letter, by)


@ENTRY.move(
    CorrectionState.PROPOSED, to=CorrectionState.DECLINED,
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Decline"), done=_("Correction declined"),
)  # fmt: skip
def decline_correction(confirmation, *, by, reason, letter=None):
    """Leave the entry as it is, and say why."""
    if not reason.strip():
        raise Refused(_("Say why the correction is declined."))
    confirmation.answer = reason
    _tell(confirmation, CorrectionState.DECLINED, letter, by)


def _tell(confirmation, outcome, letter, by):
    """Tell whoever proposed it; somebody who has left by now is not written to."""
    if letter and not confirmation.by.left_on:
        circulate(letter(confirmation, outcome), by=by, at_once=True)


def _sorted_out(corrections):
    own, others = {}, {}
    for key, value in corrections.items():
        slug, _dot, field = key.rpartition(".")
        if slug and field in PEOPLE_FIELDS:
            others.setdefault(slug, {})[field] = value
        elif not slug and field in OWN_FIELDS:
            own[field] = value
    return own, others
