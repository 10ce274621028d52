"""Addresses that come with packages: sign-in, second factor, sessions. Their packages test them.

Here: what somebody gets who is not signed in, and who is (`aiko`). A line: name, arguments, the two codes.
"""

TABLE = """
account_change_password                       -                302 302
account_confirm_email                         key=x            200 200
account_confirm_login_code                    -                302 302
account_email                                 -                302 302
account_email_verification_sent               -                200 200
account_inactive                              -                200 200
account_login                                 -                200 302
account_logout                                -                302 200
account_reauthenticate                        -                302 403
account_request_login_code                    -                200 302
account_reset_password                        -                200 200
account_reset_password_done                   -                200 200
account_reset_password_from_key               uidb36=1,key=x   200 200
account_reset_password_from_key_done          -                200 200
account_set_password                          -                302 200
account_signup                                -                200 302
mfa_activate_totp                             -                302 200
mfa_add_webauthn                              -                302 200
mfa_authenticate                              -                302 302
mfa_deactivate_totp                           -                302 404
mfa_download_recovery_codes                   -                302 404
mfa_generate_recovery_codes                   -                302 200
mfa_index                                     -                302 200
mfa_list_webauthn                             -                302 200
mfa_login_webauthn                            -                302 302
mfa_reauthenticate                            -                302 403
mfa_reauthenticate_webauthn                   -                302 403
mfa_view_recovery_codes                       -                302 404
socialaccount_connections                     -                302 200
socialaccount_login_cancelled                 -                200 200
socialaccount_login_error                     -                401 401
socialaccount_signup                          -                302 302
usersessions_list                             -                302 200
mfa_edit_webauthn                             pk=1             302 404
mfa_remove_webauthn                           pk=1             302 404
openid_connect_login                          provider_id=x    404 404
openid_connect_callback                       provider_id=x    404 404
demo:letter                                   key=none         404 404
demo:letter_html                              key=none         404 404
demo:letter_source                            key=none         404 404
demo:letter_part                              key=none,number=1 404 404
"""


def lines():
    """Name, arguments, code for the public, code for a member."""
    for line in TABLE.strip().split("\n"):
        name, arguments, public, member = line.split()
        given = dict(pair.split("=") for pair in arguments.split(",")) if arguments != "-" else {}
        yield name, given, int(public), int(member)


NAMES = [name for name, *_rest in lines()]
