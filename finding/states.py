"""How often a saved search writes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Alerts(models.TextChoices):
    """When new finds of a saved search come by mail."""

    NEVER = "never", _("No letters")
    DAILY = "daily", _("Every working day")
    WEEKLY = "weekly", _("Once a week")
