"""A joint statement is begun, described, returned, withdrawn (RULES R7.37, R7.39).

    draft ─► in clearance ─► cleared ─► signed by one ─► signed ─► (under embargo) ─► published
      ▲           │             ▲ │           │             │              │
      └───held, ──┴─────────────┼─┴─returned──┴─────────────┴──────────────┘
        not cleared             └── a changed letter voids all signatures

Whatever voids a signature keeps it, with the reason and the version that did it.
"""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.workflow.clearances import stop_clearance
from foundation.core.workflow import Refused, Workflow
from foundation.core.working_days import BISHKEK
from foundation.documents.symbols import next_symbol
from members.standing import Standing
from statements.access import hat_worn, may_begin, may_draft, may_return, may_withdraw
from statements.canonical import canonical_text, hash_of
from statements.models import CanonicalText, Statement
from statements.states import STATEMENT_MAP, StatementState, VoidedBecause

S = StatementState
STATEMENT = Workflow("statements", StatementState, STATEMENT_MAP)
FIXED_AFTER_DRAFT = ("master_language", "languages", "lead_mandates")
PLAIN = (
    "name", "issue", "occasion", "lead", "lead_person", "master_language", "languages", "concerns_state",
    "state_decision", "embargo_until", "first_readers", "press_lines", "spokesperson",
)  # fmt: skip
MANY = ("lead_mandates", "endorsing")


@STATEMENT.creation(may=may_begin, hat=hat_worn, label=_("Begin a statement"), done=_("Statement begun"))
def begin_statement(*, by, lead, **facts):
    """Begin a statement, which gets its reference at once. Returns the `Statement`.

    A member begins one in its own name; the secretariat and the co-chairs in anybody's.
    """
    standing = Standing.of(by)
    speaks_for_lead = lead.pk in standing.member_organisations
    if not (speaks_for_lead or standing.is_secretariat or standing.is_co_chair):
        raise Refused(_("You do not represent %(organisation)s.") % {"organisation": lead})
    year = timezone.now().astimezone(BISHKEK).year
    symbol = next_symbol(f"UNMN-KG/{year}/STM")
    statement = Statement(
        slug=f"{year}-stm-{symbol.rpartition('/')[2]}", symbol=symbol, lead=lead, made_by=by,
        **{name: value for name, value in facts.items() if name in PLAIN},
    )  # fmt: skip
    _languages_hold_the_master(statement)
    statement.save()
    for name in MANY:
        getattr(statement, name).set(facts.get(name, ()))
    return statement


@STATEMENT.act(
    S.DRAFT, S.IN_CLEARANCE, S.CLEARED, S.SIGNED_BY_ONE, S.SIGNED, S.EMBARGOED, may=may_draft, hat=hat_worn,
    label=_("Change the particulars"), done=_("Particulars changed"),
)  # fmt: skip
def describe(statement, *, by, version, **facts):
    """Change what stands beside the text: it is not signed, so no signature is lost.

    Raises `Stale`, and Refused for what is fixed once members were asked, or would take an embargo away.
    """
    statement.take(version)
    if statement.state != S.DRAFT and any(_differs(statement, name, facts) for name in FIXED_AFTER_DRAFT):
        raise Refused(
            _(
                "Languages and lead mandate holders change in a draft only. Return the statement to draft first."
            )
        )
    if statement.state == S.EMBARGOED and _differs(statement, "embargo_until", facts):
        raise Refused(_("The embargo runs. Lift it or move it where the statement is published."))
    for name in PLAIN:
        if name in facts:
            setattr(statement, name, facts[name])
    _languages_hold_the_master(statement)
    for name in MANY:
        if name in facts:
            getattr(statement, name).set(facts[name])
    settle(statement)


def _differs(statement, name, facts):
    if name not in facts:
        return False
    if name in MANY:
        return {one.pk for one in facts[name]} != set(getattr(statement, name).values_list("pk", flat=True))
    if name == "languages":
        return set(facts[name]) != set(statement.languages)
    return facts[name] != getattr(statement, name)


def _languages_hold_the_master(statement):
    known = [code for code, _label in settings.LANGUAGES]
    wanted = {*statement.languages, statement.master_language}
    statement.languages = [code for code in known if code in wanted]


def settle(statement):
    """Write down the hash of the text as it stands; the move that calls it saves the row."""
    has_text = statement.texts.exclude(current=None).exists()
    statement.text_hash = hash_of(canonical_text(statement)) if has_text else ""


def keep_canonical(statement):
    """Keep the canonical text as it stands, once; members or co-chairs are about to be asked about it."""
    body = canonical_text(statement)
    kept, is_new = CanonicalText.objects.get_or_create(
        statement=statement, text_hash=hash_of(body), defaults={"body": body}
    )
    if is_new:
        kept.versions.set(statement.texts.exclude(current=None).values_list("current", flat=True))
    return kept


def void_signatures(statement, *, because, by, reason="", version=None):
    """Void every signature that stands, and say why. Returns how many there were."""
    voided = 0
    for signature in statement.signatures.live():
        signature.voided_at = timezone.now()
        signature.voided_because, signature.voided_reason = because, reason
        signature.voided_by = by if getattr(by, "pk", None) else None
        signature.voided_for = version
        signature.save()
        voided += 1
    statement.signed_at = None
    return voided


@STATEMENT.move(
    S.CLEARED, S.SIGNED_BY_ONE, S.SIGNED, S.EMBARGOED, to=S.DRAFT, may=may_return, hat=hat_worn,
    label=_("Return with a reason"), done=_("Statement returned"),
)  # fmt: skip
def return_statement(statement, *, by, reason):
    """A co-chair does not sign it as it is: back to a draft, which members clear anew. Rule: RULES R7.39."""
    _reason_is_given(reason)
    statement.act_details = {
        "voided": void_signatures(statement, because=VoidedBecause.RETURNED, by=by, reason=reason.strip())
    }
    statement.returned, statement.cleared_at = reason.strip(), None


@STATEMENT.move(
    S.DRAFT, S.IN_CLEARANCE, S.CLEARED, S.SIGNED_BY_ONE, S.SIGNED, S.EMBARGOED, to=S.WITHDRAWN, may=may_withdraw,
    hat=hat_worn, label=_("Withdraw"), done=_("Statement withdrawn"),
)  # fmt: skip
def withdraw_statement(statement, *, by, reason):
    """It will not be said. What was cleared and signed stays on record."""
    _reason_is_given(reason)
    stop_clearance(round_of(statement))
    void_signatures(statement, because=VoidedBecause.WITHDRAWN, by=by, reason=reason.strip())
    statement.withdrawn_reason, statement.embargo_until = reason.strip(), None


def round_of(statement):
    """The round of its last clearance, or None."""
    last = statement.clearances.select_related("round").order_by("-number").first()
    return last.round if last else None


def _reason_is_given(reason):
    if not str(reason).strip():
        raise Refused(_("Give the reason first."))
