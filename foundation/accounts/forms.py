"""Accepting an invitation, and one's own settings."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import DigestDay, UpdatesLetter

LETTERS_OF_THEMSELVES = ("digest_day", "updates_letter", "wants_reminders", "wants_action_reminders")


class LanguageForm(forms.Form):
    """The language of the portal and of letters."""

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES,
        help_text=_("The language of the portal and of the letters that you receive."),
    )  # fmt: skip


class SettingsForm(LanguageForm):
    """The language, and which letters come of themselves."""

    digest_day = forms.ChoiceField(
        label=_("Weekly letter"), choices=DigestDay.choices, required=False,
        help_text=_("One letter with everything that the Network needs from you. When nothing does, none comes."),
    )  # fmt: skip
    updates_letter = forms.ChoiceField(
        label=_("Letter with new updates"), choices=UpdatesLetter.choices, required=False,
        help_text=_("What others posted and you have not read yet. When there is nothing, none comes."),
    )  # fmt: skip
    wants_reminders = forms.BooleanField(
        label=_("Remind me of deadlines by mail"), required=False,
        help_text=_("Invitations, agendas, minutes and other letters of the Network always come."),
    )  # fmt: skip

    wants_action_reminders = forms.BooleanField(
        label=_("Remind me of action points by mail"), required=False,
        help_text=_("Before and after the date on which an action point of your organisation is due."),
    )  # fmt: skip

    def __init__(self, *args, user, **options):
        names = ("language", *LETTERS_OF_THEMSELVES)
        super().__init__(*args, initial={name: getattr(user, name) for name in names}, **options)
        if not hasattr(user, "person"):
            # Whoever has no part in the Network gets no letters of it.
            for name in LETTERS_OF_THEMSELVES:
                del self.fields[name]

    def clean_digest_day(self):
        """A form that was open since before this choice existed changes nothing of it."""
        return self.cleaned_data["digest_day"] or self.initial["digest_day"]

    def clean_updates_letter(self):
        """The same of a form that was open since before this choice existed."""
        return self.cleaned_data["updates_letter"] or self.initial["updates_letter"]


class AcceptForm(LanguageForm):
    """What an invited person chooses; without a password one signs in by code or passkey."""

    password = forms.CharField(
        label=_("Password"), required=False, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("You can leave this empty: the portal sends a code to your address each time, or you add a passkey."),
    )  # fmt: skip
    password_again = forms.CharField(
        label=_("The password once more"), required=False, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args, user, **options):
        self.user = user
        super().__init__(*args, **options)

    def clean_password(self):
        """A password that is given must be a good one."""
        password = self.cleaned_data["password"]
        if password:
            validate_password(password, self.user)
        return password

    def clean(self):
        """Both must be the same."""
        fields = super().clean()
        if fields.get("password", "") != fields.get("password_again", "") and "password" in fields:
            self.add_error("password_again", _("The two passwords are not the same. Type them again."))
        return fields


class AddPasskeyForm(AddWebAuthnForm):
    """A name for the passkey; it opens the portal by itself unless the person unticks that."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["name"].label = _("A name for it")
        self.fields["name"].help_text = _("For example: telephone, office laptop.")
        self.fields["passwordless"].label = _("Sign in with it alone, without a code or a password")
        self.fields["passwordless"].help_text = ""
        self.fields["passwordless"].initial = True
