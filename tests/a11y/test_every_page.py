"""Every page that answers 200 in the access matrix, as the person with the richest view, through axe.

Both widths in one browser and one session of the demo's sign-in; zero violations, no list of exceptions.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.cast import sign_in
from tests.matrix.table import rows
from tests.matrix.test_surfaces import FILES
from tests.matrix.world import make_the_world

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WIDTHS = (390, 1280)
# Several tests, so that the processes that share the suite share the longest of it too.
SHARES = 4
# The richest first: who gets 200 in this order looks at the page.
RICHEST = ("aizada", "ingrid", "aiko", "temir", "leila", "kubanych", "kwame", "public")
# Parts of a page, which are looked at where they stand.
PARTS = (
    "item_edit",
    "agenda_items",
    "minutes_paragraph",
    "minutes_record_form",
    "finding:suggest",
    "knowledge:upload",
)
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def pages():
    """Each page of the matrix with the person who looks at it."""
    for row in rows():
        if row.method == "GET" and row.name not in FILES and not row.name.endswith(PARTS):
            person = next((one for one in RICHEST if row.codes[one] == 200), None)
            if person:
                yield row, person


def violations(page, axe):
    """What axe finds on the page that is open, in words."""
    found = axe.run(page, options=OPTIONS).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for one in found
        for node in one["nodes"][:3]
    ]


@pytest.fixture
def everybody(site, settings, tmp_path, browser):
    """A browser context for each person who looks at pages, signed in."""
    settings.MEDIA_ROOT = tmp_path
    world = make_the_world()
    contexts = {}
    for name in RICHEST:
        contexts[name] = browser.new_context(
            locale="en-GB", timezone_id="Asia/Bishkek", reduced_motion="reduce"
        )
        client = sign_in(getattr(world.cast, name))
        if "sessionid" in client.cookies:
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
            contexts[name].add_cookies([cookie])
    yield world, contexts
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("share", range(SHARES))
def test_axe_finds_nothing_on_any_page(site, everybody, share):
    world, contexts = everybody
    axe, found = Axe(), {}
    open_pages = {name: context.new_page() for name, context in contexts.items()}
    for row, person in list(pages())[share::SHARES]:
        page = open_pages[person]
        url = site + reverse(row.name, kwargs=world.places[row.place])
        assert page.goto(url).status == 200, url
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            said = violations(page, axe)
            if wide > width:
                said.append(f"the page is {wide} pixels wide")
            if said:
                found[f"{row.name} {row.place} as {person} at {width}"] = said
    assert found == {}
