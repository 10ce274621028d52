"""The demo network on a person's own machine: `make run`."""

import os

from unmn.settings.base import *  # noqa: F403
from unmn.settings.base import INSTALLED_APPS, SECRET_KEY, STATE_DIR

DEMO = True
SECRET_KEY = SECRET_KEY or "demo-only-never-used-outside-a-demo-on-one-machine"
INSTALLED_APPS = [*INSTALLED_APPS, "unmn.demo"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

DEMO_MAIL_DIR = STATE_DIR / "mail"
# Set by the supervisor when EMAIL_URL names a mail server of the person's own.
DEMO_MAIL_ELSEWHERE = os.environ.get("DEMO_MAIL_ELSEWHERE") == "1"

# A demo is started often and read by one person: no time is spent on compressing for the wire.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "svg", "html", "txt", "json", "map", "ttf"]
