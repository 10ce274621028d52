"""The hats under which people act."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Hat(models.TextChoices):
    """In which capacity somebody acted: one person may wear several (RULES R2.6)."""

    SECRETARIAT = "secretariat", _("as secretariat")
    CO_CHAIR = "co-chair", _("as co-chair")
    MEMBER = "member", _("as member")
    PARTICIPANT = "participant", _("as participant")
    SELF = "self", _("for themselves")
    PORTAL = "portal", _("by the portal itself")
