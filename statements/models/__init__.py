from statements.models.signing import CanonicalText, Clearance, ClearanceReminder, Signature
from statements.models.statement import Statement, StatementText, title_in

__all__ = (
    "CanonicalText",
    "Clearance",
    "ClearanceReminder",
    "Signature",
    "Statement",
    "StatementText",
    "title_in",
)
