"""Whom the Annual Network Meeting invites from outside, and on which terms they register (RULES R6.35).

invited ──register──▶ registered ◀──▶ declined        (answers: `registration`)
   ▲ └──withdraw──▶ withdrawn ──invite again──┘
"""

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.moments import moment
from foundation.core.workflow import Refused, Workflow
from meetings.access import is_secretariat
from meetings.models import Registration, Stakeholder
from meetings.models.stakeholder import MOST_SEATS
from meetings.states import MeetingKind
from meetings.states_annual import STAKEHOLDER_MAP, StakeholderState
from meetings.workflow.meeting import AHEAD, MEETING
from members.calendar import closing_moment
from members.models import Organisation

T = StakeholderState
STAKEHOLDER = Workflow("meetings", StakeholderState, STAKEHOLDER_MAP)
CLOSES_BEFORE_WD = 3


def registration_of(meeting):
    """The terms of registration: as the secretariat set them, else three working days before, 60 and 3 places."""
    found = Registration.objects.filter(meeting=meeting).first()
    if found is not None:
        return found
    day = timezone.localtime(meeting.starts_at).date()
    return Registration(meeting=meeting, closes_at=closing_moment(-CLOSES_BEFORE_WD, day))


@MEETING.act(
    *AHEAD, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Set the terms of registration"), done=_("Terms of registration set"),
)  # fmt: skip
def set_registration(meeting, *, by, closes_at, capacity, seats):
    """Say until when stakeholders register, and for how many places. Returns the `Registration`."""
    _refuse_other_kinds(meeting)
    if closes_at >= meeting.starts_at:
        raise Refused(
            gettext("Registration must close before the meeting begins: %(when)s.")
            % {"when": moment(meeting.starts_at)}
        )
    if not 1 <= seats <= MOST_SEATS or capacity < seats:
        raise Refused(
            _("Give each organisation between 1 and 10 places, and not more than there are in all.")
        )
    taken = places_taken(meeting)
    if capacity < taken:
        raise Refused(
            gettext("%(count)s persons are registered already. Offer at least as many places.")
            % {"count": taken}
        )
    terms, _is_new = Registration.objects.update_or_create(
        meeting=meeting, defaults={"closes_at": closes_at, "capacity": capacity, "seats": seats}
    )
    meeting.act_details = {"closes_at": closes_at.isoformat(), "capacity": capacity, "seats": seats}
    return terms


@MEETING.act(
    *AHEAD, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Invite a stakeholder"), done=_("Stakeholder put on the list"),
)  # fmt: skip
def invite_stakeholder(meeting, *, by, name="", contact="", email="", language="ru", organisation=None):
    """Put an organisation from outside on the list of this meeting; its letter is circulated apart.

    Raises `Refused` for a member, for one that is on the list, and for an address that is on it.
    """
    _refuse_other_kinds(meeting)
    name = (name or str(organisation or "")).strip()
    email = email.strip().lower()
    if not name or not email:
        raise Refused(_("An invitation needs the name of the organisation and an e-mail address."))
    _refuse_members(name, organisation)
    _refuse_twice(meeting, name, email)
    _keep_terms(meeting)
    meeting.act_details = {"organisation": name}
    return Stakeholder.objects.create(
        meeting=meeting, organisation=organisation, name=name, contact=contact.strip(), email=email,
        language=language,
    )  # fmt: skip


def invite_stakeholders(meeting, *, by, rows):
    """Put many on the list at once, all or none; a refusal names the line. Returns the rows made."""
    with transaction.atomic():
        made = []
        for number, row in enumerate(rows, start=1):
            try:
                made.append(invite_stakeholder(meeting, by=by, **row))
            except Refused as refusal:
                raise Refused(
                    gettext("Line %(number)s: %(sentence)s") % {"number": number, "sentence": refusal}
                ) from refusal
        return made


@STAKEHOLDER.act(
    T.INVITED, T.REGISTERED, T.DECLINED, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Correct the entry"), done=_("Entry of a stakeholder corrected"),
)  # fmt: skip
def edit_stakeholder(stakeholder, *, by, name, contact, email, language):
    """Correct name, contact, address or language. A new address gets a new link; the old one stops working."""
    _refuse_wiped(stakeholder)
    email = email.strip().lower()
    _refuse_twice(stakeholder.meeting, name, email, beside=stakeholder)
    if email != stakeholder.email:
        stakeholder.link_number += 1
    stakeholder.name, stakeholder.contact, stakeholder.email = name.strip(), contact.strip(), email
    stakeholder.language = language


@STAKEHOLDER.move(
    T.INVITED, T.REGISTERED, T.DECLINED, to=T.WITHDRAWN, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Withdraw the invitation"), done=_("Invitation of a stakeholder withdrawn"),
)  # fmt: skip
def withdraw_stakeholder(stakeholder, *, by):
    """Take the invitation back: the link says so, and the places are free again."""
    _refuse_wiped(stakeholder)
    stakeholder.answered_at, stakeholder.registered_count, stakeholder.channel = None, 0, ""


@STAKEHOLDER.move(
    T.WITHDRAWN, to=T.INVITED, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Invite again"), done=_("Stakeholder invited again"),
)  # fmt: skip
def invite_stakeholder_again(stakeholder, *, by):
    """Undo `withdraw_stakeholder`; the stakeholder answers anew."""
    _refuse_wiped(stakeholder)


def places_taken(meeting, *, beside=None):
    """How many persons are registered, those of `beside` left out."""
    rows = Stakeholder.objects.filter(meeting=meeting, state=T.REGISTERED)
    if beside is not None:
        rows = rows.exclude(pk=beside.pk)
    return sum(rows.values_list("registered_count", flat=True))


def stakeholders_in_numbers(meeting):
    """How many are invited, registered and silent: `{"invited": 9, "registered": 4, "silent": 3}`."""
    rows = Stakeholder.objects.filter(meeting=meeting).invited().values_list("state")
    found = dict(rows.annotate(count=Count("pk")).order_by())
    return {
        "invited": sum(found.values()), "registered": found.get(T.REGISTERED, 0),
        "silent": found.get(T.INVITED, 0),
    }  # fmt: skip


def _keep_terms(meeting):
    """Freeze the suggested terms with the first invitation: a holiday entered later moves no deadline (R1.3)."""
    terms = registration_of(meeting)
    if terms.pk is None:
        terms.save()


def _refuse_other_kinds(meeting):
    if meeting.kind != MeetingKind.ANNUAL:
        raise Refused(_("Stakeholders are invited to the Annual Network Meeting. Invite a guest instead."))


def _refuse_members(name, organisation):
    members = Organisation.objects.members()
    same = Q(acronym__iexact=name) | Q(name__iexact=name)
    found = members.filter(pk=organisation.pk).first() if organisation else members.filter(same).first()
    if found is not None:
        raise Refused(
            gettext("%(organisation)s is a member and is invited with all members.") % {"organisation": found}
        )


def _refuse_twice(meeting, name, email, beside=None):
    rows = Stakeholder.objects.filter(meeting=meeting)
    if beside is not None:
        rows = rows.exclude(pk=beside.pk)
    if rows.filter(name__iexact=name).exists():
        raise Refused(gettext("%(name)s is on the list already.") % {"name": name})
    if rows.filter(email=email).exists():
        raise Refused(gettext("%(address)s is on the list already.") % {"address": email})


def _refuse_wiped(stakeholder):
    if stakeholder.wiped_at is not None:
        raise Refused(_("The names of this meeting were deleted. Its list stays as it is."))
