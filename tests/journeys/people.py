"""People at a browser: with a mouse or a finger, or with nothing but the keyboard.

The story of a journey speaks to both in the same words: `press`, `fill`, `type_notes`.
"""

import re

from playwright.sync_api import expect

FARTHEST = 250
# A page that makes a PDF takes its time on a busy machine.
expect.set_options(timeout=20_000)


class Person:
    """Somebody who points and clicks."""

    def __init__(self, page, site, user):
        self.page, self.site, self.user = page, site, user
        self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.set_default_timeout(20_000)

    def go(self, path):
        """Open an address of the portal, or a whole address from a letter."""
        answer = self.page.goto(path if path.startswith("http") else self.site + path)
        assert answer.ok, f"{path}: {answer.status}"

    def find(self, role, name, within=None, **exactly):
        return (within or self.page).get_by_role(role, name=name, **exactly).first

    def press(self, role, name, within=None, **exactly):
        """Activate a button, link, radio or summary by its accessible name."""
        self.activate(self.find(role, name, within, **exactly))

    def open_details(self, words):
        """Open a disclosure by the words of its summary."""
        self.activate(self.page.locator("summary", has_text=words).first)

    def activate(self, locator):
        locator.click()

    def tick(self, locator):
        locator.check()

    def fill(self, label, value, within=None):
        # What listens to the field comes with the last of the page.
        self.page.wait_for_load_state()
        (within or self.page).get_by_label(label, exact=False).first.fill(value)

    def fill_day(self, label, day):
        self.fill(label, day.isoformat())

    def choose(self, label, words, within=None):
        """Choose the option of a list that has these words."""
        locator = (within or self.page).get_by_label(label, exact=False).first
        self.choose_exactly(locator, locator.locator("option", has_text=words).first.inner_text().strip())

    def choose_exactly(self, locator, option):
        locator.select_option(label=option)

    def type_notes(self, locator, words):
        """Type into the rich editor."""
        locator.click()
        self.page.keyboard.type(words)

    def sees(self, words):
        # The words may stand in a folded part first.
        expect(self.page.get_by_text(words).locator("visible=true").first).to_be_visible()


class KeyboardPerson(Person):
    """Somebody who has no pointer: everything is reached by Tab and done by Enter, Space and letters."""

    def reach(self, locator):
        """Go to the element by Tab from where one stands; fails when the keyboard cannot get there."""
        expect(locator).to_be_visible()
        element = locator.element_handle()
        for _step in range(FARTHEST):
            if element.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {locator}.")

    def activate(self, locator):
        self.reach(locator)
        is_link_or_button = locator.evaluate("e => ['A', 'BUTTON', 'SUMMARY'].includes(e.tagName)")
        self.page.keyboard.press("Enter" if is_link_or_button else "Space")

    def tick(self, locator):
        # Tab reaches the first radio of a group; the arrows choose.
        group = self.page.locator(f"input[name='{locator.get_attribute('name')}']")
        self.reach(group.first)
        self.page.keyboard.press("Space")
        for _step in range(group.count()):
            if locator.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        expect(locator).to_be_checked()

    def fill(self, label, value, within=None):
        # What listens to the field comes with the last of the page.
        self.page.wait_for_load_state()
        locator = (within or self.page).get_by_label(label, exact=False).first
        self.reach(locator)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(value)

    def fill_day(self, label, day):
        locator = self.page.get_by_label(label, exact=False).first
        self.reach(locator)
        # Which of day and month comes first is the browser's own choice.
        for order in ("%m%d%Y", "%d%m%Y"):
            self.page.keyboard.type(day.strftime(order))
            if locator.input_value() == day.isoformat():
                return
            self.page.keyboard.press("ArrowLeft")
            self.page.keyboard.press("ArrowLeft")
        expect(locator).to_have_value(day.isoformat())

    def choose_exactly(self, locator, option):
        self.reach(locator)
        self.page.keyboard.type(option)
        expect(locator.locator("option:checked")).to_have_text(re.compile(re.escape(option)))

    def type_notes(self, locator, words):
        element = locator.element_handle()
        for _step in range(FARTHEST):
            if element.evaluate("e => e === document.activeElement || e.contains(document.activeElement)"):
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.type(words)
