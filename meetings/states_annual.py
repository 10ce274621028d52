"""The life of a stakeholder's invitation to the Annual Network Meeting (RULES R6.35)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StakeholderState(models.TextChoices):
    """What a stakeholder has answered so far."""

    INVITED = "invited", _("Has not answered")
    REGISTERED = "registered", _("Registered")
    DECLINED = "declined", _("Does not take part")
    WITHDRAWN = "withdrawn", _("Invitation withdrawn")


_S = StakeholderState
# A new date of the meeting asks everybody anew, as it does the members.
STAKEHOLDER_MAP = {
    _S.INVITED: (_S.REGISTERED, _S.DECLINED, _S.WITHDRAWN),
    _S.REGISTERED: (_S.DECLINED, _S.INVITED, _S.WITHDRAWN),
    _S.DECLINED: (_S.REGISTERED, _S.INVITED, _S.WITHDRAWN),
    _S.WITHDRAWN: (_S.INVITED,),
}


class Channel(models.TextChoices):
    """By which way an answer came."""

    MAIL_LINK = "mail-link", _("link in a letter")
    SECRETARIAT = "secretariat", _("recorded by the secretariat")
