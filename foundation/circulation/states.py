"""The life of a circulation and of each of its deliveries."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CirculationState(models.TextChoices):
    """Where a circulation stands as a whole."""

    HELD = "held", _("Leaves in a few minutes")
    RELEASED = "released", _("Sent out")
    CALLED_BACK = "called-back", _("Called back")


CIRCULATION_MAP = {
    CirculationState.HELD: (CirculationState.RELEASED, CirculationState.CALLED_BACK),
    CirculationState.RELEASED: (),
    CirculationState.CALLED_BACK: (),
}


class DeliveryState(models.TextChoices):
    """Where the letter to one person stands."""

    HELD = "held", _("Waiting")
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    CALLED_BACK = "called-back", _("Called back")


DELIVERY_MAP = {
    DeliveryState.HELD: (DeliveryState.QUEUED, DeliveryState.CALLED_BACK),
    DeliveryState.QUEUED: (DeliveryState.SENDING, DeliveryState.FAILED),
    DeliveryState.SENDING: (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.QUEUED),
    DeliveryState.SENT: (),
    DeliveryState.FAILED: (DeliveryState.QUEUED,),
    DeliveryState.CALLED_BACK: (),
}

ON_THE_WAY = (DeliveryState.HELD, DeliveryState.QUEUED, DeliveryState.SENDING)
