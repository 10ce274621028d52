"""Signing in: by code, by password, with the second factor that an office needs, by single sign-on."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core import mail
from django.test import Client, RequestFactory
from django.utils import timezone

from foundation.accounts.adapters import AccountAdapter, SocialAccountAdapter
from foundation.circulation.models import Delivery


def a_code(secret):
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counter))


def sign_in_by_code(email):
    client = Client()
    response = client.post("/account/login/code/", {"email": email})
    assert response.status_code == 302
    code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", mail.outbox[-1].body).group(0)
    return client, client.post(response.headers["Location"], {"code": code})


def test_a_member_signs_in_by_code_which_nobody_else_reads(cast):
    client, response = sign_in_by_code(cast.temir.email)
    assert response.status_code == 302
    assert client.get("/members/").status_code == 200
    assert mail.outbox[-1].to == [cast.temir.email]
    assert not Delivery.objects.exists()


def test_the_code_comes_in_the_language_of_the_account(cast):
    cast.kubanych.language = "ru"
    cast.kubanych.save()
    client = Client(headers={"accept-language": "en"})
    client.post("/account/login/code/", {"email": cast.kubanych.email})
    assert len(mail.outbox) == 1


def test_an_unknown_address_gets_no_letter_and_no_hint(cast):
    response = Client().post("/account/login/code/", {"email": "nobody@test.example"})
    assert response.status_code == 302
    assert mail.outbox == []


def test_nobody_can_sign_up(cast):
    assert "invitation" in Client().get("/account/signup/").content.decode()


@pytest.mark.parametrize("who", ["aizada", "ingrid", "tomas"])
def test_an_office_without_a_second_factor_is_led_to_set_one_up(cast, who):
    client, _response = sign_in_by_code(getattr(cast, who).email)
    response = client.get("/members/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/account/2fa/"
    page = client.get("/account/2fa/")
    assert page.status_code == 200
    assert "Your office needs a second factor" in page.content.decode()
    assert client.get("/account/2fa/totp/activate/").status_code == 200


def test_setting_up_an_authenticator_opens_the_portal(cast):
    client, _response = sign_in_by_code(cast.aizada.email)
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    response = client.post("/account/2fa/totp/activate/", {"code": a_code(secret)})
    assert response.status_code == 302
    assert client.get("/members/").status_code == 200


def test_after_the_code_the_second_factor_is_asked_for(cast):
    secret = generate_totp_secret()
    TOTP.activate(cast.aizada, secret)
    client, response = sign_in_by_code(cast.aizada.email)
    assert response.headers["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/members/").status_code == 302
    assert client.get("/account/settings/").status_code == 302
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert client.get("/account/settings/").status_code == 302
    client.post("/account/2fa/authenticate/", {"code": a_code(secret)})
    assert client.get("/members/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(cast):
    client = Client()
    client.force_login(cast.aizada)
    Authenticator.objects.create(user=cast.aizada, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert client.get("/members/").headers["Location"] == "/account/2fa/"


def test_a_member_needs_no_second_factor(cast):
    client = Client()
    client.force_login(cast.aiko)
    assert client.get("/members/").status_code == 200


def sign_on(email, *, verified=True):
    request = RequestFactory().get("/")
    request.session = {}
    request.user = type("Nobody", (), {"is_authenticated": False})()
    request._messages = FallbackStorage(request)
    login = SocialLogin(
        account=SocialAccount(provider="oidc", uid=email),
        email_addresses=[EmailAddress(email=email, verified=verified)],
    )
    with request_context(request):
        SocialAccountAdapter(request).pre_social_login(request, login)
    return login


def test_single_sign_on_finds_the_account_by_its_verified_address(cast, settings):
    app = {
        "provider_id": "oidc",
        "name": "Ours",
        "client_id": "x",
        "secret": "y",
        "settings": {"server_url": "https://sso.test.example"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    assert sign_on("TEMIR-TALASOV@test.example").user == cast.temir


@pytest.mark.parametrize(
    ("email", "verified"),
    [
        ("temir-talasov@test.example", False),
        ("nobody@test.example", True),
        ("hans-windmuhle@test.example", True),
    ],
)
def test_single_sign_on_refuses_whom_it_does_not_know(cast, email, verified):
    with pytest.raises(ImmediateHttpResponse) as refusal:
        sign_on(email, verified=verified)
    assert refusal.value.response.status_code == 403
    assert "no account for you yet" in refusal.value.response.content.decode()


@pytest.mark.parametrize(
    ("template", "subject"),
    [
        ("account/email/password_changed", "Your password was changed"),
        ("account/email/password_set", "A password was set for your account"),
        ("account/email/password_reset", "Your password was changed"),
        ("mfa/email/totp_activated", "An authenticator app was added"),
        ("mfa/email/totp_deactivated", "The authenticator app was removed"),
        ("mfa/email/recovery_codes_generated", "New recovery codes were made"),
        ("mfa/email/webauthn_added", "A passkey was added"),
        ("mfa/email/webauthn_removed", "A passkey was removed"),
        ("socialaccount/email/account_connected", "Single sign-on was connected to your account"),
        ("socialaccount/email/account_disconnected", "Single sign-on was disconnected from your account"),
    ],
)
def test_who_changes_the_ways_to_sign_in_is_told_by_letter(cast, template, subject):
    request = RequestFactory().get("/")
    with request_context(request):
        AccountAdapter(request).send_notification_mail(template, cast.aizada, {"user": cast.aizada})
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == (subject, [cast.aizada.email])
    assert "Bishkek time" in letter.body
    assert "Dear Aizada Suusamyrova," in letter.body


def test_a_forgotten_password_is_chosen_anew_by_a_link(cast):
    Client().post("/account/password/reset/", {"email": cast.temir.email})
    letter = mail.outbox[-1]
    assert letter.subject == "A new password for the UN Migration Network portal"
    link = re.search(r"http://[^/]+(/account/password/reset/key/\S+)", letter.body).group(1)
    client = Client()
    form = client.get(link, follow=True)
    words = "a-long-sentence-of-words"
    client.post(form.request["PATH_INFO"], {"password1": words, "password2": words})
    assert Client().post("/account/login/", {"login": cast.temir.email, "password": words}).status_code == 302


def test_a_mail_server_that_is_down_is_said_and_breaks_nothing(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = Client().post("/account/login/code/", {"email": cast.temir.email}, follow=True)
    assert response.status_code == 200
    assert "the mail server does not answer" in response.content.decode()


def test_who_signed_in_just_now_sees_the_recovery_codes_and_who_did_long_ago_is_asked_again(cast):
    client, _response = sign_in_by_code(cast.aizada.email)
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    client.post("/account/2fa/totp/activate/", {"code": a_code(secret)})
    assert client.get("/account/2fa/recovery-codes/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        response = client.get("/account/2fa/recovery-codes/")
        assert response.headers["Location"].startswith("/account/2fa/reauthenticate/")
