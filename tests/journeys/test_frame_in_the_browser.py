"""What the frame does in a browser: keys, colours, menus, and nothing typed is ever lost."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from tests.cast import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def enter(context, site):
    """`enter(user)`: sign the browser in."""

    def signed_in_as(user):
        cookie = sign_in(user).cookies["sessionid"]
        context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])

    return signed_in_as


def test_the_keyboard_reaches_search_and_the_list_of_keys(page, site, enter, cast):
    enter(cast.aizada)
    page.goto(f"{site}/styleguide/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search the portal")).to_be_focused()
    page.keyboard.type("a/b?")
    expect(page.get_by_role("combobox", name="Search the portal")).to_have_value("a/b?")
    page.locator("h1").first.click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_chosen_colours_stay_after_reloading(page, site):
    page.emulate_media(color_scheme="light")
    page.goto(f"{site}/styleguide/")
    page.get_by_role("button", name="Dark colours").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Light colours")).to_be_visible()


def test_the_menu_on_a_phone_works_without_scripts(browser, site):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/styleguide/")
    page.locator("summary", has_text="Menu").click()
    expect(page.get_by_role("button", name="Русский")).to_be_visible()
    page.get_by_role("link", name="Open a dialog").first.click()
    expect(page.get_by_role("heading", name="Cancel this meeting?")).to_be_visible()
    context.close()


def test_words_typed_when_the_session_ended_are_sent_after_signing_in_again(page, context, site, enter, cast):
    enter(cast.aiko)
    page.goto(f"{site}/members/people/{cast.aiko.person.slug}/contact/")
    phone = page.locator("main input[name=phone]")
    phone.fill("+996 312 000 111")
    context.clear_cookies(name="sessionid")
    page.locator("main button[type=submit], main .button:not(a)").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Your session has ended.")
    expect(phone).to_have_value("+996 312 000 111")

    # Signing in gives the browser a new secret against forgery as well: the page's own token is of the old one.
    context.clear_cookies(name="csrftoken")
    enter(cast.aiko)
    other_tab = context.new_page()
    other_tab.goto(f"{site}/account/settings/")
    page.locator("main button[type=submit], main .button:not(a)").last.click()
    page.wait_for_url(lambda address: "/contact/" not in address)
    cast.aiko.person.refresh_from_db()
    assert cast.aiko.person.phone == "+996 312 000 111"


def test_words_typed_when_the_line_is_lost_stay_on_the_page(page, context, site, enter, cast):
    enter(cast.aiko)
    page.goto(f"{site}/members/people/{cast.aiko.person.slug}/contact/")
    page.locator("main input[name=phone]").fill("+996 312 000 222")
    context.set_offline(True)
    page.locator("main button[type=submit], main .button:not(a)").last.click()
    expect(page.get_by_role("alert")).to_contain_text("The connection is lost.")
    expect(page.locator("main input[name=phone]")).to_have_value("+996 312 000 222")


def test_an_authenticator_application_is_connected_by_the_code_it_shows(page, site, enter, cast):
    enter(cast.temir)
    page.goto(f"{site}/account/2fa/totp/activate/")
    secret = page.locator("main form input[type=text]:not([name=code])").input_value()
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    page.locator("main form input[name=code]").fill(code)
    page.locator("main form button").click()
    page.wait_for_url(lambda address: "/totp/activate/" not in address)
    assert Authenticator.objects.filter(user=cast.temir.pk, type=Authenticator.Type.TOTP).exists()
