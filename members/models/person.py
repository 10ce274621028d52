"""People: who they are and how to reach them."""

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import Versioned
from foundation.search.triggers import is_searched
from members.models.organisation import Organisation


class PersonQuerySet(VisibleQuerySet):
    """People in the directory."""

    def visible_to(self, user):
        """The whole directory for insiders; outsiders see the secretariat, the co-chairs and their own."""
        from members.access import people_visible_to  # noqa: PLC0415 -- access sits above models

        return people_visible_to(self, user)


@pghistory.track()
class Person(Versioned):
    """Somebody in the directory; with an account when they were invited."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200, blank=True)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="people", verbose_name=_("organisation")
    )
    title = models.CharField(_("position"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    language = models.CharField(
        _("language of letters"), max_length=5, choices=settings.LANGUAGES, default="en"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person"
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        triggers = [is_searched("members.person")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of this person."""
        return reverse("members:person", args=[self.slug])
