"""The story of a joint statement: two co-chairs, two browsers, two passkeys, one text; then the public reads it."""

import re
import time

from django.urls import reverse
from playwright.sync_api import expect

from statements.states import AuthenticatedBy, StatementState, VoidedBecause
from statements.tasks import keep_statements
from tests.journeys.people import Person
from tests.journeys.quarterly import latest_letter, post_goes
from tests.statements import spoken

S = StatementState
DESK, PHONE = 1280, 390
PASSWORD = "salt and apricots in Naryn"
# So long the buttons of two browsers wait for the same instant, in milliseconds.
SOON = 700


class CoChair(Person):
    """Somebody who signs: their browser holds a passkey that says yes to every question."""

    def __init__(self, page, site, user):
        super().__init__(page, site, user)
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        devices.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
                }
            },
        )  # fmt: skip

    def makes_a_passkey(self):
        """Signs in by password this once, and adds the passkey of this machine."""
        self.user.set_password(PASSWORD)
        self.user.save()
        # Not the sign-in of the demo: what signs here has to be the passkey.
        self.page.context.clear_cookies()
        self.go(reverse("account_login"))
        self.open_details("Sign in with a password")
        box = self.page.locator("details", has_text="Sign in with a password")
        box.locator("input[type=email], input[name=login]").first.fill(self.user.email)
        box.locator("input[type=password]").fill(PASSWORD)
        self.press("button", "Sign in with the password")
        self.page.wait_for_url(lambda address: reverse("account_login") not in address)
        self.go(reverse("mfa_add_webauthn"))
        self.fill("A name for it", "This machine")
        self.press("button", "Add a passkey")
        self.page.wait_for_url(lambda address: reverse("mfa_add_webauthn") not in address)
        assert self.user.authenticator_set.filter(type="webauthn").count() == 1

    def comes_to_sign(self, statement, *, sees=()):
        """Opens the page for it, reads, and shows by the passkey that it is them."""
        self.go(f"/statements/{statement.slug}/sign/")
        for words in sees:
            self.sees(words)
        if self.page.get_by_role("button", name="Sign this text").count() == 0:
            self.press("link", "Use my passkey")
            self.press("button", re.compile("key", re.IGNORECASE))
            self.page.wait_for_url(lambda address: address.endswith("/sign/"))
        statement.refresh_from_db()
        expect(self.page.locator("code.hash").first).to_have_text(statement.text_hash)
        expect(self.page.get_by_role("button", name="Sign this text")).to_be_visible()

    def signs(self):
        """Presses the button of a page on which they have just shown who they are."""
        self.press("button", "Sign this text")
        self.sees("Signed. Thank you.")


def fits(person):
    """Nothing of the page is wider than the screen that it is read on."""
    assert person.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def the_clock_ticks(smtp_server):
    """The minute of the clock: what is to be told is told, and the post goes."""
    keep_statements()
    post_goes(smtp_server)


def both_sign_one_after_the_other(ingrid, tomas, statement):
    """In any order, each over the same hash."""
    ingrid.comes_to_sign(statement)
    ingrid.signs()
    tomas.comes_to_sign(statement)
    fits(tomas)
    tomas.signs()
    statement.refresh_from_db()
    assert statement.state == S.SIGNED
    keys = list(statement.signatures.live())
    assert {key.authenticated_by for key in keys} == {AuthenticatedBy.PASSKEY}
    assert {key.text_hash for key in keys} == {statement.text_hash}


def a_letter_changes(officer, statement):
    """The secretariat changes one letter; without saying that the signatures fall, it cannot be saved."""
    officer.go(f"/statements/{statement.slug}/text/en/edit/")
    officer.sees("Any changed letter voids the signatures")
    officer.fill("Text", spoken.WORDS["en"][1].replace("all to keep", "all, to keep"))
    officer.press("button", "Save")
    officer.sees("This text is signed. A changed letter voids the signatures")
    statement.refresh_from_db()
    assert statement.state == S.SIGNED
    officer.tick(officer.page.get_by_label("any changed letter voids the signatures"))
    officer.press("button", "Save")
    officer.sees("The text is saved.")
    officer.sees("does not count any more. The text changed on")
    statement.refresh_from_db()
    assert statement.state == S.CLEARED
    assert not statement.signatures.live().exists()
    lost = list(statement.signatures.all())
    assert [key.voided_because for key in lost] == [VoidedBecause.TEXT_CHANGED] * 2


def they_are_told_what_changed(ingrid, tomas, statement, smtp_server):
    """By letter, and on the page to sign, on a phone as well: one comma."""
    the_clock_ticks(smtp_server)
    for one in (ingrid, tomas):
        latest_letter(smtp_server, one.user, "all, to keep")
        one.comes_to_sign(statement, sees=("What changed since the lost signature",))
        change = one.page.locator("details", has_text="What changed since the lost signature")
        expect(change.locator("ins")).to_have_text([","])
    fits(tomas)


def both_sign_at_the_same_instant(ingrid, tomas, statement):
    """Two buttons are pressed by the clock of the machine; both keys count, and neither is lost."""
    at = time.time() * 1000 + SOON
    for one in (ingrid, tomas):
        button = one.page.get_by_role("button", name="Sign this text")
        button.evaluate("(button, at) => { setTimeout(() => button.click(), at - Date.now()); }", at)
    for one in (ingrid, tomas):
        one.sees("Signed. Thank you.")
    statement.refresh_from_db()
    assert statement.state == S.SIGNED
    assert statement.signatures.live().count() == 2
    assert statement.signatures.count() == 4


def it_goes_out(tomas, visitor, statement, smtp_server):
    """A co-chair publishes it on the phone; a minute before, the public finds nothing."""
    address = f"/published/{statement.slug}/en/"
    assert visitor.page.request.get(visitor.site + address).status == 404
    tomas.go(statement.get_absolute_url())
    tomas.press("link", "Publish now")
    tomas.sees("It is public at once")
    tomas.press("button", "Publish now")
    tomas.sees("The statement is published.")
    statement.refresh_from_db()
    assert statement.state == S.PUBLISHED
    the_clock_ticks(smtp_server)
    letter = latest_letter(smtp_server, tomas.user, "published this joint statement")
    assert address in letter.text
    return address


def the_public_reads_and_checks(visitor, statement, address, tmp_path):
    """Without an account: the page, the PDF, and the check of the file, whole and with one changed byte."""
    visitor.go(address)
    visitor.sees(spoken.WORDS["en"][0])
    visitor.sees("We ask all, to keep children with their families.")
    answer = visitor.page.request.get(f"{visitor.site}/published/{statement.slug}.pdf")
    assert answer.ok
    whole, broken = answer.body(), tmp_path / "broken.pdf"
    received = tmp_path / "received.pdf"
    received.write_bytes(whole)
    middle = len(whole) // 2
    broken.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    visitor.go(f"/check/{statement.symbol}/")
    visitor.sees(statement.text_hash)
    for file, verdict in ((received, "Yes: this is the very file"), (broken, "No: this file was changed")):
        visitor.page.get_by_label("PDF file").set_input_files(file)
        visitor.press("button", "Check the file")
        visitor.sees(re.compile(verdict))
