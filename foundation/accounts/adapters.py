"""Where allauth asks the portal: nobody signs up, people are invited."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only."""

    def is_open_for_signup(self, request):
        """Nobody can make an account for themselves."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on finds an invited account; it never makes one."""

    def is_open_for_signup(self, request, sociallogin):
        """Nobody can make an account for themselves."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: passkeys and one-time codes."""
