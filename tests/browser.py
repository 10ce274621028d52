"""The browser of the tests: Debian's Chromium, driven by Playwright.

Tests that use the fixture `page` are skipped, with the reason, where there is no Chromium; with CI=true
they fail. They speak to `site`: the live server at localhost, which passkeys need.
"""

import os
import shutil

import pytest

CHROMIUM = os.environ.get("PORTAL_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
]
NO_CHROMIUM = "There is no Chromium on this machine: apt-get install chromium, or set PORTAL_CHROMIUM."


def pytest_configure(config):
    """Let Django be used beside Playwright's event loop."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_runtest_setup(item):
    """Skip, or in CI fail, a test that needs the browser where there is none."""
    if CHROMIUM or "browser_type_launch_args" not in getattr(item, "fixturenames", ()):
        return
    if os.environ.get("CI") == "true":
        pytest.fail(NO_CHROMIUM, pytrace=False)
    pytest.skip(NO_CHROMIUM)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the machine's own Chromium."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Read English, in Bishkek, without animations."""
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "Asia/Bishkek",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def site(live_server, settings):
    """The address of the live server, which letters and forms know as theirs."""
    settings.SITE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url
