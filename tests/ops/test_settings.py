"""Production asks for what it needs; the demo's routes exist in the demo only; search reads Kyrgyz."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from unmn.demo.lint import PRODUCTION
from unmn.demo.processes import CHECKOUT

ROUTES = """
import django; django.setup()
from django.urls import Resolver404, resolve
for address in ("/dev/mail/", "/dev/login/aizada-suusamyrova/", "/styleguide/"):
    try:
        resolve(address)
    except Resolver404:
        continue
    print(address)
"""


def python(*arguments, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=CHECKOUT, capture_output=True, text=True, check=False,
        env={**kept, "DJANGO_SETTINGS_MODULE": "unmn.settings", **environment},
    )  # fmt: skip


def test_production_names_everything_that_is_missing_at_once():
    done = python("manage.py", "check", SITE_URL="https://portal.example")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(
        "Set SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL, CELERY_BROKER_URL, EMAIL_URL in the environment: "
        "PORTAL_MODE is production. README.md says how; for a demo on one machine use `make run`."
    )


def test_an_unknown_mode_is_refused():
    done = python("manage.py", "check", PORTAL_MODE="prod")
    assert done.stderr.splitlines()[-1].endswith("it must be production, demo or test.")


def test_the_routes_of_the_demo_exist_in_the_demo_only():
    production = python("-c", ROUTES, **PRODUCTION)
    assert (production.stdout, production.returncode) == ("", 0)
    demo = python("-c", ROUTES, PORTAL_MODE="demo")
    assert demo.stdout.split() == ["/dev/mail/", "/dev/login/aizada-suusamyrova/", "/styleguide/"]


@pytest.mark.django_db
def test_search_sees_the_kyrgyz_letters():
    with connection.cursor() as cursor:
        cursor.execute("select show_trgm('ө') <> '{}', lower('ҢӨҮ') = 'ңөү'")
        assert cursor.fetchone() == (True, True)
