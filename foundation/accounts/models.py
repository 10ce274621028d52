"""Accounts: by invitation only, known by their e-mail address."""

import rules
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class DigestDay(models.TextChoices):
    """On which morning the weekly letter comes; who owes nothing gets none (RULES R10.60)."""

    MONDAY = "monday", _("Monday")
    TUESDAY = "tuesday", _("Tuesday")
    WEDNESDAY = "wednesday", _("Wednesday")
    THURSDAY = "thursday", _("Thursday")
    FRIDAY = "friday", _("Friday")
    NEVER = "never", _("Never")


class UpdatesLetter(models.TextChoices):
    """How often the letter with new updates comes; when there is nothing new, none comes."""

    NEVER = "never", _("Never")
    DAILY = "daily", _("Every working day")
    WEEKLY = "weekly", _("Once a week")
    MONTHLY = "monthly", _("Once a month")


class UserManager(BaseUserManager):
    """Makes accounts; addresses are compared without regard to case."""

    def create_user(self, email, name, *, password=None, **fields):
        """Make an account; without a password it signs in by code or passkey."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username):
        """Find an account by its address, however it is capitalised."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who can sign in. Who they are in the Network is their `members.Person`."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default="en",
        help_text=_("The language of the portal and of the letters that you receive."),
    )  # fmt: skip
    digest_day = models.CharField(
        _("weekly letter"), max_length=10, choices=DigestDay, default=DigestDay.MONDAY,
        help_text=_("One letter with everything that the Network needs from you. When nothing does, none comes."),
    )  # fmt: skip
    wants_reminders = models.BooleanField(
        _("remind me of deadlines by mail"), default=True,
        help_text=_("Invitations, agendas, minutes and other letters of the Network always come."),
    )  # fmt: skip
    wants_action_reminders = models.BooleanField(
        _("remind me of action points by mail"), default=True,
        help_text=_("Before and after the date on which an action point of your organisation is due."),
    )  # fmt: skip
    updates_letter = models.CharField(
        _("letter with new updates"), max_length=10, choices=UpdatesLetter, default=UpdatesLetter.WEEKLY,
        help_text=_("What others posted and you have not read yet. When there is nothing, none comes."),
    )  # fmt: skip
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self):
        return self.name

    def has_perm(self, permission, obj=None):
        """Say whether this person may do it: the predicates of the workflow, and nothing beside them."""
        return self.is_active and rules.has_perm(permission, self, obj)


class Invitation(models.Model):
    """The one way to an account: the secretariat invites, the invited person accepts."""

    user = models.OneToOneField(User, models.CASCADE, related_name="invitation")
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="invitations_sent")
    invited_at = models.DateTimeField(auto_now_add=True)
    valid_until = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return str(self.user)
