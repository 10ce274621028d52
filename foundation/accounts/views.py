"""Accepting an invitation, one's own settings, and the language switch."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from foundation.accounts.forms import AcceptForm, SettingsForm
from foundation.accounts.models import User
from foundation.accounts.workflow import InvitationUsed, accept, change_settings, read_invitation
from foundation.core.access import refusals_as_messages
from foundation.core.links import LinkExpired
from foundation.core.workflow import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Accept an invitation; opening the link alone does nothing, for mail scanners open links (R10.61)."""
    try:
        invited = read_invitation(token)
    except Refused as refusal:
        return _closed(request, refusal)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(invited.user.language)
    form = AcceptForm(request.POST or None, user=invited.user, initial={"language": invited.user.language})
    if request.method == "POST" and form.is_valid():
        try:
            user = accept(
                invited, language=form.cleaned_data["language"], password=form.cleaned_data["password"]
            )
        except Refused as refusal:
            return _closed(request, refusal)
        return _signed_in(request, user)
    return render(request, "accounts/invitation.html", {"form": form, "invitation": invited})


def _signed_in(request, user):
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, method="invitation")
    translation.activate(user.language)
    # Somebody who comes back with a second factor is asked for it before the portal opens.
    response = perform_login(
        request, user, email_verification="none", redirect_url=reverse("accounts:welcome")
    )
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response


def _closed(request, refusal):
    context = {
        "sentence": str(refusal),
        "is_used": isinstance(refusal, InvitationUsed),
        "is_expired": isinstance(refusal, LinkExpired),
        "secretariat_email": settings.SECRETARIAT_EMAIL,
    }
    return render(request, "accounts/invitation_closed.html", context, status=410)


@login_required
@require_safe
def welcome(request):
    """The first page of a new account: a passkey makes the next sign-in a touch."""
    return render(request, "accounts/welcome.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_settings(request):
    """My settings: language, letters that come of themselves, contact, second factor, sessions."""
    form = SettingsForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            change_settings(_account(request), by=request.user, **form.cleaned_data)
        response = redirect("accounts:settings")
        if not refusals:
            # From here on the account's choice holds in this browser too.
            response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
            with translation.override(form.cleaned_data["language"]):
                messages.success(request, _("Your settings are saved."))
        return response
    return render(
        request, "accounts/settings.html", {"form": form, "person": getattr(request.user, "person", None)}
    )


def _account(request):
    """The row itself: the request's user is a wrapper that cannot be locked."""
    return User.objects.get(pk=request.user.pk)


@require_POST
def choose_language(request):
    """The language switch of the frame: for this browser, and for the account of who is signed in."""
    language = request.POST.get("language")
    is_known = language in dict(settings.LANGUAGES)
    if request.user.is_authenticated and is_known and language != request.user.language:
        change_settings(_account(request), by=request.user, language=language)
    return set_language(request)
