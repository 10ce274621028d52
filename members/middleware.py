"""Secretariat and co-chairs work with a second factor; a request asks once how days close."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from members.calendar import hours_asked_for_once
from members.standing import Standing

# Recovery codes alone are no second factor.
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
OPEN_ADDRESSES = ("/account/", "/static/", "/dev/", "/i18n/", "/invitation/", "/answer/")


def second_factor_where_required(get_response):
    """Lead secretariat officers and co-chairs who have no second factor yet to where they add one."""

    def middleware(request):
        standing = Standing.of(request.user)
        if (
            standing.needs_second_factor
            and not (settings.DEMO and request.session.get("demo_login"))
            and not request.path.startswith(OPEN_ADDRESSES)
            and not is_mfa_enabled(request.user, SECOND_FACTORS)
        ):
            messages.warning(
                request,
                _("Your office needs a second factor. Add a passkey or an authenticator app to go on."),
            )
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def closing_hours_once(get_response):
    """Let all deadlines of one request be counted by one look at the hour of close of business."""

    def middleware(request):
        with hours_asked_for_once():
            return get_response(request)

    return middleware
