"""Places at a browser, for every journey."""

import pytest

from tests.cast import sign_in


@pytest.fixture
def sit_down(browser, site, settings, tmp_path):
    """`sit_down(user, kind, width)`: somebody at a browser of their own; nobody when `user` is None."""
    settings.MEDIA_ROOT = tmp_path
    contexts, people = [], []

    def seated(user, kind, width):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="en-GB", timezone_id="Asia/Bishkek",
            reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        if user is not None:
            cookie = sign_in(user).cookies["sessionid"]
            context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])
        people.append(kind(context.new_page(), site, user))
        return people[-1]

    yield seated
    for context in contexts:
        context.close()
    assert [error for person in people for error in person.errors] == []
