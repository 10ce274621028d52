"""The first steps of an empty portal."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from foundation.accounts.models import User
from members.models import Holiday
from members.standing import Standing

pytestmark = pytest.mark.django_db


def test_the_first_officer_comes_by_a_link_and_only_once(capsys):
    options = {"name": "Aida Example", "email": "aida@test.example"}
    call_command("invite_first_officer", **options)
    call_command("invite_first_officer", **options)
    link = re.findall(r"/invitation/\S+", capsys.readouterr().out)[-1]
    client = Client()
    assert client.post(link, {"language": "en"}).status_code == 302
    user = User.objects.get()
    assert Standing.of(user).is_secretariat
    assert "Your office needs a second factor" in client.get("/account/welcome/").content.decode()
    with pytest.raises(CommandError, match="has an officer"):
        call_command("invite_first_officer", **options)


def test_the_calendar_is_seeded_once_and_keeps_what_the_secretariat_changed():
    call_command("seed_calendar")
    count = Holiday.objects.count()
    assert count > 20
    first = Holiday.objects.first()
    first.is_observed = not first.is_observed
    first.save()
    call_command("seed_calendar")
    assert Holiday.objects.count() == count
    assert Holiday.objects.first().is_observed == first.is_observed
