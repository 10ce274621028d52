"""What a tap on the desk carries."""

from django import forms


class TapForm(forms.Form):
    """When a tap was made: an instant of the device, in ISO form; without it, now."""

    at = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%SZ"])

    def clean_at(self):
        """The device writes UTC."""
        from datetime import UTC  # noqa: PLC0415 -- only a tap kept offline carries a time

        at = self.cleaned_data["at"]
        return at.replace(tzinfo=UTC) if at else None


class ExtendForm(forms.Form):
    """How many minutes an item gets beyond its plan, in all."""

    extra_minutes = forms.IntegerField(min_value=0, max_value=240)


class WordingForm(forms.Form):
    """The wording of a decision as it is typed, and the version that it was typed over."""

    wording = forms.CharField(required=False, max_length=8000, strip=False)
    is_projected = forms.BooleanField(required=False)
    version = forms.IntegerField(min_value=1)
