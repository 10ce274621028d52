"""Agendas to begin with, kept by the secretariat."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import Versioned
from meetings.states import Generated, ItemKind, MeetingKind


class AgendaTemplateQuerySet(VisibleQuerySet):
    """Templates of agendas."""

    def visible_to(self, user):
        """Templates are a tool of the secretariat; co-chairs may read them."""
        from meetings.access import templates_visible_to  # noqa: PLC0415 -- access sits above models

        return templates_visible_to(self, user)

    def in_use(self):
        """Those that were not put away."""
        return self.filter(is_put_away=False)


class AgendaTemplate(Versioned):
    """The items with which agendas of one kind of meeting begin."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind of meeting"), max_length=20, choices=MeetingKind)
    is_put_away = models.BooleanField(default=False)

    objects = AgendaTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(is_put_away=False), name="agenda_templates_in_use_have_own_names"
            )
        ]

    def __str__(self):
        return self.name


class TemplateItem(models.Model):
    """One item of a template; a sub-item belongs to the item above it."""

    template = models.ForeignKey(AgendaTemplate, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=300)
    title_ru = models.CharField(_("title in Russian"), max_length=300, blank=True)
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ItemKind, default=ItemKind.DISCUSSION)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    is_sub_item = models.BooleanField(_("sub-item of the item above"), default=False)
    generated = models.CharField(_("fills itself with"), max_length=20, choices=Generated, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["template", "position"], name="template_items_have_own_places"),
            models.CheckConstraint(
                name="first_template_item_is_no_sub_item", condition=Q(position__gt=1) | Q(is_sub_item=False)
            ),
        ]

    def __str__(self):
        return self.title
