"""Kinds of organisations, their parts in the Network, and the offices that people hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What kind of body an organisation is."""

    UN_ENTITY = "un-entity", _("UN entity")
    STATE_BODY = "state-body", _("State body")
    LOCAL_AUTHORITY = "local-authority", _("Local authority")
    INTERNATIONAL = "international-organisation", _("International organisation")
    CIVIL_SOCIETY = "ngo-cso", _("Civil society organisation")
    DIASPORA = "diaspora-organisation", _("Diaspora organisation")
    ACADEMIA = "academia", _("Academic institution")
    WORKERS_EMPLOYERS = "workers-employers", _("Workers' or employers' organisation")
    PRIVATE_SECTOR = "private-sector", _("Private sector")
    DONOR = "donor", _("Development partner")
    MEDIA = "media", _("Media")
    COMMUNITY = "community", _("Community")


class Part(models.TextChoices):
    """The part that an organisation takes in the Network, from one day to another."""

    COORDINATOR = "coordinator", _("Coordinator and Secretariat")
    MEMBER = "member", _("Member")
    OBSERVER = "observer", _("Observer")
    STATE_COUNTERPART = "state-counterpart", _("State counterpart")
    PARTNER = "partner", _("Partner")


class Role(models.TextChoices):
    """How a person represents an organisation."""

    FOCAL_POINT = "focal-point", _("Focal point")
    ALTERNATE = "alternate", _("Alternate")


class Office(models.TextChoices):
    """Offices of the Network: they act, not the persons who hold them (RULES R10.53)."""

    CO_CHAIR_RC = "co-chair-rc", _("Co-Chair, UN Resident Coordinator")
    CO_CHAIR_IOM = "co-chair-iom", _("Co-Chair, Head of IOM Office")
    SECRETARIAT = "secretariat", _("Secretariat")
    PMT_READER = "pmt-reader", _("Programme Management Team")


CO_CHAIR_OFFICES = (Office.CO_CHAIR_RC, Office.CO_CHAIR_IOM)


class CorrectionState(models.TextChoices):
    """What became of a focal point's word on its own entry."""

    CONFIRMED = "confirmed", _("Confirmed as correct")
    PROPOSED = "proposed", _("Correction proposed")
    APPLIED = "applied", _("Correction applied")
    DECLINED = "declined", _("Correction declined")


CORRECTION_MAP = {
    CorrectionState.CONFIRMED: (),
    CorrectionState.PROPOSED: (CorrectionState.APPLIED, CorrectionState.DECLINED),
    CorrectionState.APPLIED: (),
    CorrectionState.DECLINED: (),
}
