"""Forms about the directory; the choice fields are for every app."""

from members.forms.choices import OrganisationChoiceField, PersonChoiceField

__all__ = ("OrganisationChoiceField", "PersonChoiceField")
