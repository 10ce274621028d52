"""The life of a joint statement (RULES R7.37)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StatementState(models.TextChoices):
    """How far a statement is; what came after its publication never undoes it (RULES R7.37)."""

    DRAFT = "draft", _("Draft")
    IN_CLEARANCE = "in_clearance", _("In clearance")
    CLEARED = "cleared", _("Cleared")
    SIGNED_BY_ONE = "signed_by_one", _("Signed by one co-chair")
    SIGNED = "signed", _("Signed by both co-chairs")
    EMBARGOED = "embargoed", _("Under embargo")
    PUBLISHED = "published", _("Published")
    CORRECTED = "corrected", _("Corrected")
    RETRACTED = "retracted", _("Retracted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_S = StatementState
# Back to cleared: a changed letter voided the signatures. Back to draft: returned, held, or not cleared.
STATEMENT_MAP = {
    _S.DRAFT: (_S.IN_CLEARANCE, _S.WITHDRAWN),
    _S.IN_CLEARANCE: (_S.CLEARED, _S.DRAFT, _S.WITHDRAWN),
    _S.CLEARED: (_S.SIGNED_BY_ONE, _S.DRAFT, _S.WITHDRAWN),
    _S.SIGNED_BY_ONE: (_S.SIGNED, _S.CLEARED, _S.DRAFT, _S.WITHDRAWN),
    _S.SIGNED: (_S.EMBARGOED, _S.PUBLISHED, _S.CLEARED, _S.DRAFT, _S.WITHDRAWN),
    _S.EMBARGOED: (_S.PUBLISHED, _S.SIGNED, _S.CLEARED, _S.DRAFT, _S.WITHDRAWN),
    _S.PUBLISHED: (_S.CORRECTED, _S.RETRACTED),
    _S.CORRECTED: (_S.RETRACTED,),
    _S.RETRACTED: (),
    _S.WITHDRAWN: (),
}

# The text may still change. From `cleared` on, a change is shown against what the members cleared.
REWORDABLE = (_S.DRAFT, _S.CLEARED, _S.SIGNED_BY_ONE, _S.SIGNED, _S.EMBARGOED)
# Members may comment and propose wording.
OPEN_FOR_REMARKS = (_S.DRAFT, _S.IN_CLEARANCE)
# What somebody signed.
WITH_KEYS = (_S.SIGNED_BY_ONE, _S.SIGNED, _S.EMBARGOED)
# Two keys on one text; what may follow is publication.
READY = (_S.SIGNED, _S.EMBARGOED)
OUT = (_S.PUBLISHED, _S.CORRECTED, _S.RETRACTED)
UNPUBLISHED = (
    _S.DRAFT, _S.IN_CLEARANCE, _S.CLEARED, _S.SIGNED_BY_ONE, _S.SIGNED, _S.EMBARGOED,
)  # fmt: skip


# In the language of the reader; on the switch of the frame each language names itself.
LANGUAGE_NAMES = {"en": _("English"), "ru": _("Russian"), "ky": _("Kyrgyz")}


class AuthenticatedBy(models.TextChoices):
    """How freshly a co-chair proved to be themselves before signing."""

    PASSKEY = "passkey", _("passkey")
    SECOND_FACTOR = "second-factor", _("code of an authenticator app")
    DEMO = "demo", _("sign-in of the demo, without a second factor")


class VoidedBecause(models.TextChoices):
    """Why a signature does not count any more."""

    TEXT_CHANGED = "text-changed", _("The text changed")
    RETURNED = "returned", _("The statement was returned")
    WITHDRAWN = "withdrawn", _("The statement was withdrawn")
