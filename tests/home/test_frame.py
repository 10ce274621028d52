"""The frame around every page: what it shows to whom, and that it never breaks."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_the_style_guide_shows_every_component_in_each_language(client, language):
    client.cookies["django_language"] = language
    response = client.get(reverse("styleguide"), {"messages": "1"})
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()


def test_the_one_time_code_is_the_first_way_to_sign_in(client):
    page = client.get(reverse("account_login")).content.decode()
    assert page.index('name="email"') < page.index("passkey_login") < page.index('name="password"')


def test_a_missing_page_says_so_in_the_frame(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_the_page_for_a_fault_needs_no_context():
    page = render_to_string("500.html")
    assert "Порталда ката кетти" in page
    assert "{%" not in page


def test_a_field_with_an_error_is_tied_to_its_words(client):
    page = client.get(reverse("styleguide")).content.decode()
    assert 'aria-describedby="wrong_title_helptext wrong_title_error"' in page
    assert 'id="wrong_title_error"' in page
    assert 'id="wrong_title_helptext"' in page


def test_no_inline_script_runs_without_the_nonce_of_the_policy(client):
    response = client.get(reverse("styleguide"))
    nonce = response["Content-Security-Policy"].partition("'nonce-")[2].partition("'")[0]
    assert nonce
    assert f'<script nonce="{nonce}">' in response.content.decode()
