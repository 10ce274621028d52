"""A real server behind TLS. What must be given is asked for at start, not guessed."""

import os

from django.core.exceptions import ImproperlyConfigured

from unmn.settings.base import *  # noqa: F403

for name in ("SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "DATABASE_URL"):
    if not os.environ.get(name):
        raise ImproperlyConfigured(f"Set {name} in the environment; README.md says how.")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
