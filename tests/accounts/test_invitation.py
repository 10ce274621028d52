"""An invitation's life: sent in the person's language, accepted by a click, dead when used, old or withdrawn."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from foundation.accounts.models import Invitation, User
from foundation.circulation.models import Delivery
from foundation.core.workflow import NotPermitted, Refused
from members.letters import InvitationSent
from members.workflow import invite, leave, withdraw_invitation
from tests.factories import members as make

PASSWORD = "a-long-sentence-of-words"


@pytest.fixture
def newcomer(cast):
    return make.PersonFactory(
        slug="asel", name="Asel Example", organisation=cast.orgs.fao, email="asel@test.example", language="ru"
    )


def link_in(delivery):
    return re.search(r"/invitation/[^\s]+", delivery.text).group(0)


def test_the_invitation_goes_at_once_to_one_person_in_her_language(cast, as_user, newcomer):
    response = as_user(cast.aizada).post("/members/people/asel/invite/", follow=True)
    assert "asel@test.example" in response.content.decode()
    delivery = Delivery.objects.get()
    assert (delivery.address, delivery.language, delivery.circulation.state) == (
        "asel@test.example",
        "ru",
        "released",
    )
    user = User.objects.get(email="asel@test.example")
    assert not user.is_active
    assert not user.has_usable_password()


def test_opening_the_link_does_nothing_and_accepting_signs_in(cast, newcomer):
    invite(newcomer, by=cast.aizada, letter=InvitationSent)
    link = link_in(Delivery.objects.get())
    client = Client()
    assert client.get(link).status_code == 200
    assert not User.objects.get(email="asel@test.example").is_active
    response = client.post(link, {"language": "ky"})
    assert response.headers["Location"] == "/account/welcome/"
    user = User.objects.get(email="asel@test.example")
    assert (user.is_active, user.language) == (True, "ky")
    assert client.get("/account/welcome/").status_code == 200
    assert Client().get(link).status_code == 410


def test_the_page_behind_the_link_speaks_the_language_of_who_is_invited(cast, newcomer):
    invite(newcomer, by=cast.aizada, letter=InvitationSent)
    page = Client(headers={"accept-language": "en"}).get(link_in(Delivery.objects.get()))
    assert '<html lang="ru"' in page.content.decode()


def test_a_password_may_be_chosen_and_must_be_a_good_one(cast, newcomer):
    newcomer.language = "en"
    newcomer.save()
    invite(newcomer, by=cast.aizada, letter=InvitationSent)
    link = link_in(Delivery.objects.get())
    weak = Client().post(link, {"language": "en", "password": "1234", "password_again": "1234"})
    assert weak.status_code == 200
    different = Client().post(link, {"language": "en", "password": PASSWORD, "password_again": "other"})
    assert "not the same" in different.content.decode()
    assert not User.objects.get(email="asel@test.example").is_active
    Client().post(link, {"language": "en", "password": PASSWORD, "password_again": PASSWORD})
    response = Client().post("/account/login/", {"login": "asel@test.example", "password": PASSWORD})
    assert response.status_code == 302


def test_an_expired_link_says_so(cast, newcomer):
    invite(newcomer, by=cast.aizada, letter=InvitationSent)
    link = link_in(Delivery.objects.get())
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        response = Client().get(link)
    assert response.status_code == 410
    assert "expired" in response.content.decode()


def test_a_newer_invitation_makes_the_older_link_useless(cast, newcomer):
    invite(newcomer, by=cast.aizada, letter=InvitationSent)
    old = link_in(Delivery.objects.get())
    invite(newcomer, by=cast.pavel, letter=InvitationSent)
    new = link_in(Delivery.objects.latest("pk"))
    assert "newer invitation" in Client().get(old).content.decode()
    assert Client().get(new).status_code == 200


def test_a_withdrawn_link_is_dead(cast, as_user, newcomer):
    invite(newcomer, by=cast.aizada, letter=InvitationSent)
    link = link_in(Delivery.objects.get())
    as_user(cast.aizada).post("/members/people/asel/withdraw-invitation/")
    assert "withdrawn" in Client().get(link).content.decode()
    assert not Invitation.objects.exists()
    with pytest.raises(Refused, match="no invitation"):
        withdraw_invitation(newcomer, by=cast.aizada)


def test_a_broken_link_says_so(cast):
    assert Client().get("/invitation/nonsense/").status_code == 410


def test_who_cannot_be_invited_gets_a_sentence(cast, newcomer):
    with pytest.raises(Refused, match="has an account already"):
        invite(cast.temir.person, by=cast.aizada)
    with pytest.raises(Refused, match="has left the Network"):
        invite(cast.hans.person, by=cast.aizada)
    without = make.PersonFactory(organisation=cast.orgs.fao, email="")
    with pytest.raises(Refused, match="no e-mail address"):
        invite(without, by=cast.aizada)
    with pytest.raises(NotPermitted):
        invite(newcomer, by=cast.aiko)


def test_accepting_in_somebody_elses_browser_signs_the_other_out(cast, as_user, newcomer):
    invite(newcomer, by=cast.aizada, letter=InvitationSent)
    client = as_user(cast.temir)
    link = link_in(Delivery.objects.get())
    assert "Temir Talasov" in client.get(link).content.decode()
    client.post(link, {"language": "en"})
    assert client.session["_auth_user_id"] == str(User.objects.get(email="asel@test.example").pk)


def test_who_left_cannot_sign_in_and_is_signed_out(cast, as_user):
    client = as_user(cast.temir)
    assert client.get("/account/settings/").status_code == 200
    leave(cast.temir.person, by=cast.aizada, on=timezone.localdate())
    assert client.get("/account/settings/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert client.get("/account/settings/").status_code == 302
        asked = Client()
        asked.post("/account/login/code/", {"email": cast.temir.email})
        code = re.search(r"^[A-Z0-9-]{6,}$", mail.outbox[-1].body, re.M)
        if code:
            asked.post("/account/login/code/confirm/", {"code": code.group(0)})
        assert asked.get("/account/settings/").status_code == 302


def test_the_language_is_kept_on_the_account(cast, as_user):
    client = as_user(cast.temir)
    client.post("/i18n/setlang/", {"language": "ru", "next": "/account/settings/"})
    cast.temir.refresh_from_db()
    assert cast.temir.language == "ru"
    client.post("/account/settings/", {"language": "ky"})
    assert client.get("/account/settings/").headers["Content-Language"] == "ky"


def test_the_address_page_of_the_account_is_the_secretariats(cast, as_user):
    assert as_user(cast.temir).get("/account/email/").headers["Location"] == "/account/settings/"
