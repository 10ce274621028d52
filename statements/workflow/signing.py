"""Two keys on one text: each co-chair signs the canonical text as it stands (RULES R7.39, R10.53).

In any order, after a fresh sign-in, with the hash of what was shown: who saw another text signs nothing.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.states import StateConcern
from decisions.workflow.adoption import waits_for_state
from foundation.core.workflow import Refused
from members.models import Appointment, Parameter
from members.standing import Standing
from members.states import CO_CHAIR_OFFICES
from statements.access import hat_worn, may_sign
from statements.models import Signature
from statements.states import LANGUAGE_NAMES, AuthenticatedBy, StatementState
from statements.workflow.statements import STATEMENT, keep_canonical, settle

S = StatementState


def state_is_awaited(statement):
    """What of the state's part is missing, in sentences (RULES R7.40, R5.26).

    The consultation is that of a decision: the state is asked by one mechanism, on the position that the
    statement states.
    """
    if statement.concerns_state == StateConcern.NO:
        return
    if statement.concerns_state == StateConcern.TO_RULE:
        yield _("The co-chairs have not ruled yet whether it is of concern to the state.")
    elif statement.state_decision_id is None:
        yield _(
            "It is of concern to the state: name the decision on which the state was consulted in its particulars."
        )
    elif statement.state_decision.concerns_state != StateConcern.YES:
        yield _("On the decision named, the state was not consulted.")
    else:
        yield from waits_for_state(statement.state_decision)


def not_ready_to_sign(statement):
    """What keeps co-chairs from signing, in sentences (RULES R10.59)."""
    written = set(statement.texts.exclude(current=None).values_list("language", flat=True))
    missing = [code for code in statement.languages if code not in written]
    if missing:
        yield _("The text is not there yet in: %(languages)s.") % {
            "languages": ", ".join(str(LANGUAGE_NAMES[code]) for code in missing)
        }
    yield from state_is_awaited(statement)


def offices_to_sign_for(statement, user):
    """The appointments under which somebody could sign this statement now, at most one for each office."""
    standing = Standing.of(user)
    if standing.person is None:
        return []
    live = list(statement.signatures.live())
    if any(one.person_id == standing.person.pk for one in live):
        return []
    taken = {one.office for one in live}
    rows = Appointment.objects.on().filter(person=standing.person, office__in=CO_CHAIR_OFFICES)
    return [row for row in rows.order_by("is_in_charge", "office") if row.office not in taken]


@STATEMENT.act(
    S.CLEARED, S.SIGNED_BY_ONE, may=may_sign, hat=hat_worn, missing=not_ready_to_sign, label=_("Sign"),
    done=_("Statement signed"),
)  # fmt: skip
def sign(statement, *, by, text_hash, authenticated_by, authenticated_at, office=None):
    """Sign the text with this hash for an office of the co-chairs. Returns the `Signature`.

    `authenticated_at` says when the person last proved, by passkey or second factor, to be themselves.
    Raises Refused when the text is another one by now, or when the proof is too old. Rule: RULES R7.39.
    """
    appointment = _appointment(statement, by, office)
    _is_fresh(authenticated_by, authenticated_at)
    settle(statement)
    if text_hash != statement.text_hash:
        raise Refused(_("The text has changed since you opened the page. Read it again, then sign."))
    now = timezone.now()
    person = appointment.person
    signature = Signature.objects.create(
        statement=statement, canonical=keep_canonical(statement), text_hash=text_hash, office=appointment.office,
        person=person, name=person.name, hat=person.title, appointment=appointment,
        is_in_charge=appointment.is_in_charge, signs_for=_holder(appointment),
        delegated_from=appointment.starts_on if appointment.is_in_charge else None,
        delegated_until=appointment.ends_on if appointment.is_in_charge else None,
        authenticated_by=authenticated_by, authenticated_at=authenticated_at, signed_at=now,
    )  # fmt: skip
    is_first = statement.state == S.CLEARED
    statement.state = S.SIGNED_BY_ONE if is_first else S.SIGNED
    statement.signed_at = None if is_first else now
    statement.act_details = {"office": appointment.office, "authenticated_by": authenticated_by}
    return signature


def _appointment(statement, user, office):
    open_to = offices_to_sign_for(statement, user)
    wanted = [row for row in open_to if office in (None, row.office)]
    if wanted:
        return wanted[0]
    if statement.signatures.live().filter(person=Standing.of(user).person).exists():
        raise Refused(_("You have signed already. It waits for the other co-chair."))
    raise Refused(_("Your office has signed already. It waits for the other co-chair."))


def _is_fresh(method, at):
    minutes = Parameter.value_of("signing_minutes")
    proves = method in (AuthenticatedBy.PASSKEY, AuthenticatedBy.SECOND_FACTOR) or (
        settings.DEMO and method == AuthenticatedBy.DEMO
    )
    if not proves or at is None or not timedelta() <= timezone.now() - at <= timedelta(minutes=minutes):
        raise Refused(
            _(
                "Sign in once more with your passkey or your second factor, then sign within %(minutes)s minutes."
            )
            % {"minutes": minutes}
        )


def _holder(appointment):
    if not appointment.is_in_charge:
        return ""
    rows = Appointment.objects.on().filter(office=appointment.office, is_in_charge=False)
    holder = rows.select_related("person").first()
    return holder.person.name if holder else ""
