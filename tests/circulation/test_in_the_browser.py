"""What only a browser shows: the member list circulated from the preview, called back, sent, and followed."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from foundation.circulation import delivery
from foundation.circulation.models import Circulation, Delivery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(cast, site, page):
    """Aizada's browser."""
    page.goto(f"{site}/dev/login/{cast.aizada.person.slug}/?next=/circulations/")
    return page


@pytest.fixture
def without_errors(page):
    """Errors of scripts and of the security policy fail the test."""
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield
    assert errors == []


def letter_shown(page):
    """The text of the letter in its shadow root, as a reader sees it."""
    return page.locator(".letter-paper").evaluate("paper => paper.shadowRoot.textContent")


def test_look_circulate_call_back_and_once_more_to_the_end(cast, site, desk, smtp_server, without_errors):
    desk.goto(f"{site}/members/circulate/")
    assert "Dear Aiko Minatogawa" not in letter_shown(desk)
    desk.get_by_label("Covering note").fill("Please check your own line.")
    desk.get_by_role("button", name="Aiko Minatogawa").click()
    desk.get_by_role("heading", name="The letter to Aiko Minatogawa").wait_for()
    assert "Please check your own line." in letter_shown(desk)
    assert desk.get_by_label("Covering note").input_value() == "Please check your own line."
    assert Circulation.objects.count() == 0

    desk.get_by_role("button", name="Circulate to").click()
    desk.get_by_role("heading", name="You can still call this back").wait_for()
    expect(desk.locator("[data-countdown]")).to_have_text(re.compile("^Still 4:"))
    desk.get_by_role("button", name="Call back").click()
    desk.get_by_text("Nobody has received it.").wait_for()
    assert smtp_server.messages == []

    desk.goto(f"{site}/members/circulate/")
    desk.get_by_role("button", name="Circulate to").dblclick()
    desk.get_by_role("button", name="Send now").click()
    desk.get_by_text("This page follows by itself.").wait_for()
    assert Circulation.objects.count() == 2
    smtp_server.refuse(cast.aiko.email, "550 5.1.1 No such person")
    going = Circulation.objects.latest("pk")
    for row in Delivery.objects.filter(circulation=going):
        delivery.deliver(row.pk)
    # Nobody reloads: the page asks by itself, and stops when nothing moves any more.
    desk.get_by_text("The mail server said: “550 5.1.1 No such person”").wait_for(timeout=10_000)
    assert desk.get_by_text("This page follows by itself.").count() == 0
    assert len(smtp_server.messages) == going.deliveries.count() - 1


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_are_accessible_and_fit(cast, site, desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(f"{site}/members/circulate/")
    looked_at = [desk.url]
    desk.get_by_role("button", name="Circulate to").click()
    desk.get_by_role("heading", name="You can still call this back").wait_for()
    row = Delivery.objects.first()
    looked_at += [desk.url, f"{site}/circulations/", f"{site}/circulations/deliveries/{row.pk}/"]
    for address in looked_at:
        desk.goto(address)
        assert Axe().run(desk).response["violations"] == []
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
