"""Who may be signed in: an active account whose person is still in the Network."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.utils import timezone


def has_left(user):
    """Say whether the person of this account had their last day; an account that is no person has not."""
    person = getattr(user, "person", None)
    return bool(person and person.left_on and person.left_on < timezone.localdate())


class AccountBackend(AuthenticationBackend):
    """Sign-in by code, password or passkey; access ends with the last day, whatever the clock's tasks do."""

    def user_can_authenticate(self, user):
        """Refuse closed accounts, and people who have left."""
        return super().user_can_authenticate(user) and not has_left(user)

    def get_user(self, user_id):
        """Fetch the account of a session with its person; nobody when it may not be used any more."""
        users = get_user_model().objects.select_related("person__organisation")
        user = users.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
