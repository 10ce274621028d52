from statements.models.publication import (
    Corrigendum,
    CorrigendumKey,
    PressContact,
    Publication,
    PublishedText,
    Retraction,
)
from statements.models.signing import CanonicalText, Clearance, ClearanceReminder, Signature
from statements.models.statement import Statement, StatementText, title_in

__all__ = (
    "CanonicalText",
    "Clearance",
    "ClearanceReminder",
    "Corrigendum",
    "CorrigendumKey",
    "PressContact",
    "Publication",
    "PublishedText",
    "Retraction",
    "Signature",
    "Statement",
    "StatementText",
    "title_in",
)
