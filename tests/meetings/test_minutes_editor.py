"""The editor in a real browser: what is typed survives a lost line and a colleague (issue: bad input and trouble)."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from meetings.models import MinutesEntry
from meetings.workflow import notes
from tests.cast import make_the_cast, sign_in
from tests.meetings.held import a_held_meeting, draft_minutes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def signed_in(context, user, site):
    cookie = sign_in(user).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": site}])


def words():
    return re.sub(r"<[^>]+>", " ", MinutesEntry.objects.get().html).split()


def test_what_is_typed_survives_a_lost_line_and_a_colleague(page, site):
    cast = make_the_cast()
    minutes = draft_minutes(cast, a_held_meeting(cast))
    signed_in(page.context, cast.aizada, site)
    trouble = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "console", lambda said: trouble.append(said.text) if "Content Security Policy" in said.text else None
    )
    page.goto(f"{site}/meetings/{minutes.meeting.slug}/minutes/edit/")
    page.wait_for_selector("[data-ready]")
    editor, state = page.locator(".ProseMirror").first, page.locator("[data-state-of]").first

    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Online words.")
    expect(state).to_contain_text("Saved at")
    assert words()[-2:] == ["Online", "words."]

    page.context.set_offline(True)
    page.keyboard.type(" Offline words.")
    expect(state).to_contain_text("kept on this device")
    page.evaluate("window.onbeforeunload = null")
    page.context.set_offline(False)
    expect(state).to_contain_text("Saved at", timeout=15_000)
    assert words()[-2:] == ["Offline", "words."]

    entry = MinutesEntry.objects.get()
    notes.write_notes(entry, by=cast.pavel, html="<p>Pavel wrote this.</p>", version=entry.version)
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Mine.")
    page.get_by_role("button", name="Put both together").click()
    expect(state).to_contain_text("Saved at", timeout=15_000)
    assert words()[:3] == ["Pavel", "wrote", "this."]
    assert words()[-1] == "Mine."
    assert trouble == []


def test_a_tap_without_a_line_is_sent_when_it_is_back(page, site):
    cast = make_the_cast()
    meeting = a_held_meeting(cast)
    meeting.attendances.all().delete()
    signed_in(page.context, cast.aizada, site)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}/meetings/{meeting.slug}/attendance/")
    card = page.locator(f"#organisation-{cast.orgs.unicef.pk}")
    page.context.set_offline(True)
    card.get_by_role("button", name="Online").click()
    expect(card).to_contain_text("Not sent yet")
    assert not meeting.attendances.exists()
    page.context.set_offline(False)
    expect(card.locator("[data-waiting]")).to_be_hidden(timeout=15_000)
    row = meeting.attendances.get()
    assert (row.presence, row.person) == ("remote", cast.aiko.person)


def test_a_controlled_verb_offers_to_record_the_sentence(page, site):
    cast = make_the_cast()
    minutes = draft_minutes(cast, a_held_meeting(cast))
    signed_in(page.context, cast.aizada, site)
    page.goto(f"{site}/meetings/{minutes.meeting.slug}/minutes/edit/")
    page.wait_for_selector("[data-ready]")
    page.locator(".ProseMirror").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("The Network requested FAO to count again.")
    offer = page.locator(".offer")
    expect(offer).to_contain_text("The Network requested FAO to count again.")
    offer.get_by_text("Record as an action point").click()
    form = page.locator(".record-form")
    expect(form.locator("textarea[name=text]")).to_have_value("The Network requested FAO to count again.")
    expect(form.locator("select[name=owner]")).to_have_value(str(cast.orgs.fao.pk))
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".action-box").last).to_contain_text("FAO to count again")
    expect(page.locator(".offer")).to_have_count(0)
