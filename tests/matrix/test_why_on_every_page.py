"""Every page that somebody signed in gets says why they see it, in one line (RULES R10.64).

The exceptions stand here with their reason; a new page without a line fails.
"""

import pytest
from django.urls import reverse

from tests.matrix import third_parties
from tests.matrix.table import rows
from tests.matrix.test_every_url import asked

pytestmark = pytest.mark.django_db
LINE = 'class="why '
FOOTER = 'class="passport"'
WITHOUT = {
    "home:weekly_letter_stop": "opened by a signed link, signed in or not",
    "answers:answer": "opened by a signed link, signed in or not",
    "answers:answer_dates": "opened by a signed link, signed in or not",
    "answers:registration": "opened by a signed link, signed in or not",
    "group_answers:answer_group": "opened by a signed link, signed in or not",
    "clearance_answers:answer_clearance": "opened by a signed link, signed in or not",
    "round_answers:answer_round": "opened by a signed link, signed in or not",
    "door:here": "opened by a signed link, signed in or not",
    "accounts:invitation": "opened by a signed link, signed in or not",
    "demo:letter_list": "the demo's mailbox is no part of the office",
    "demo:sign_in_as": "the demo's sign-in is no part of the office",
    "public:statement_list": "public, and the same for everybody",
    "public:statement_in": "public, and the same for everybody",
    "public:check": "public, and the same for everybody",
    "public:check_any": "public, and the same for everybody",
    "styleguide": "the demo's style guide is no part of the office",
}
# Nobody of these two is signed in: the account of who left is shut.
OUTSIDE = ("public", "hans")
# A screen on a wall shows no frame.
WITHOUT_FOOTER = ("meetings:live_screen", "decisions:board")
PAGES = [row for row in rows() if row.method == "GET" and row.name not in WITHOUT]


def is_page(text):
    """A whole page of ours, not a file, a fragment or data."""
    return "<main" in text


def explained_to(person, name):
    """Somebody without a part in the Network gets the public front page, which says nothing internal."""
    return name != "home:home" or person != "stranger"


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row.name}-{row.place}")
def test_every_page_says_why_its_reader_sees_it(world, row):
    silent, unmarked = [], []
    for person in [one for one, code in row.codes.items() if code == 200 and one not in OUTSIDE]:
        _code, text = asked(world.clients[person], reverse(row.name, kwargs=world.places[row.place]))
        if is_page(text):
            if explained_to(person, row.name) and LINE not in text:
                silent.append(person)
            if FOOTER not in text and row.name not in WITHOUT_FOOTER:
                unmarked.append(person)
    assert (silent, unmarked) == ([], [])


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        (name, arguments)
        for name, arguments, public, member in third_parties.lines()
        if member == 200 and public == 302
    ],
)
def test_pages_of_ones_own_account_say_that_they_are_ones_own(world, name, arguments):
    _code, text = asked(world.clients["aiko"], reverse(name, kwargs=arguments))
    assert LINE in text


def test_nobody_who_is_not_signed_in_reads_why(world):
    for name in ("home:home", "account_login"):
        _code, text = asked(world.clients["public"], reverse(name))
        assert LINE not in text
        assert FOOTER not in text


def test_a_refusal_does_not_say_why_one_sees_it(world):
    _code, text = asked(world.clients["aiko"], reverse("meetings:representation_map"))
    assert LINE not in text
