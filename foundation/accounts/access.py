"""Who may do what with an account: everybody with their own, nobody with another's."""

import rules


@rules.predicate
def is_own_account(user, account):
    """Is this account the user's own."""
    return account is not None and user.pk == account.pk


@rules.predicate
def is_own_invitation(user, invitation):
    """Is this the invitation of the user."""
    return invitation is not None and user.pk == invitation.user_id
