"""Keeping a search under a name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from finding.models import SavedSearch


class SavedSearchForm(forms.ModelForm):
    """The name of a search, and whether what it finds comes by mail."""

    class Meta:
        model = SavedSearch
        fields = ("name", "alerts")
        labels = {"name": _("Name of this search"), "alerts": _("Letters")}
        help_texts = {
            "alerts": _("One letter about all of your searches, and only when there is something new."),
        }
        error_messages = {"name": {"required": _("Give the search a name by which you know it again.")}}
