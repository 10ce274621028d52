"""Where allauth asks the portal: nobody signs up, people are invited."""

import logging
import time
from smtplib import SMTPException

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from foundation.accounts.backends import has_left

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only; messages about them go out in the language of the account.

    They go straight to the mail server and are no circulation: a one-time code is nobody else's to read.
    """

    def is_open_for_signup(self, request):
        """Nobody can make an account for themselves."""
        return False

    def format_email_subject(self, subject):
        """The subject as it is: our own words name the Network."""
        return str(subject)

    def send_mail(self, template_prefix, email, context):
        """Send one message, in the language that its account chose."""
        user = context.get("user") or get_user_model().objects.filter(email__iexact=email).first()
        language = getattr(user, "language", None) or translation.get_language() or "en"
        with translation.override(language):
            names = {"network": settings.NETWORK_NAME, "secretariat_email": settings.SECRETARIAT_EMAIL}
            try:
                super().send_mail(template_prefix, email, {"user": user, **context, **names})
            except (OSError, SMTPException):
                logger.exception("A message about an account could not be sent.")
                self._say_that_no_mail_leaves()

    def _say_that_no_mail_leaves(self):
        """A mail server that is down must not look like a broken portal."""
        if self.request is not None:
            messages.error(
                self.request,
                _(
                    "The message could not be sent: the mail server does not answer. Wait a few minutes and "
                    "try again, or sign in with a passkey or a password."
                ),
            )

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell somebody what changed in their account, at the address that the directory has."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def is_reauthentication_required(self, *, app, **options):
        """Ask again only who signed in some time ago: a first passkey is added right after the first code."""
        now = time.time()
        user = getattr(self.request, "user", None)
        records = get_authentication_records(self.request, user) if user else []
        if any(now - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records):
            return False
        return super().is_reauthentication_required(app=app, **options)

    def pre_login(self, request, user, **options):
        """Stop somebody who has left, by whichever way they come."""
        if has_left(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **options)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on finds an invited account by its verified address; it never makes one."""

    def is_open_for_signup(self, request, sociallogin):
        """Nobody can make an account for themselves."""
        return False

    def pre_social_login(self, request, sociallogin):
        """Connect to the active account with a verified address of the sign-on, or refuse with a page."""
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        verified = [one.email.lower() for one in sociallogin.email_addresses if one.verified]
        users = get_user_model().objects.filter(email__in=verified, is_active=True)
        user = next((one for one in users if not has_left(one)), None)
        if user is None:
            said = [one.email for one in sociallogin.email_addresses]
            page = render(request, "socialaccount/not_invited.html", {"addresses": said}, status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, user)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """Nothing of the provider's error is shown; allauth's page says that it did not work."""

    def get_connect_redirect_url(self, request, socialaccount):
        """Back to one's settings."""
        return redirect("accounts:settings").url


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: passkeys and one-time codes."""

    def get_totp_issuer(self):
        """The name beside the code in an authenticator app."""
        return "UNMN Kyrgyz Republic"
