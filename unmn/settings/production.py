"""A real server behind TLS. What must be given is asked for at start, not guessed."""

import os

from django.core.exceptions import ImproperlyConfigured

from unmn.settings.base import *  # noqa: F403

NEEDED = ("SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "DATABASE_URL", "CELERY_BROKER_URL", "EMAIL_URL")
MISSING = [name for name in NEEDED if not os.environ.get(name)]
if MISSING:
    raise ImproperlyConfigured(
        f"Set {', '.join(MISSING)} in the environment: PORTAL_MODE is production. "
        "README.md says how; for a demo on one machine use `make run`."
    )

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
