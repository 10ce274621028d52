"""Why somebody sees the pages of an account (RULES R10.64)."""

from django.utils.translation import gettext as _

from foundation.core.access import explains_pages


@explains_pages(
    "accounts:settings", "accounts:welcome", "account_change_password", "account_set_password",
    "account_reauthenticate", "account_logout", "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_add_webauthn", "mfa_list_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
    "mfa_generate_recovery_codes", "mfa_view_recovery_codes", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "socialaccount_connections", "usersessions_list",
)  # fmt: skip
def why_account(_user):
    """Nobody else reaches the pages of an account."""
    return _("You see this because it is your own account; nobody else sees it.")
