"""What is the same everywhere. Everything that differs by place is read from the environment."""

import os
from pathlib import Path

import dj_database_url
import dj_email_url
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from kombu import Queue

BASE_DIR = Path(__file__).resolve().parent.parent.parent
STATE_DIR = Path(os.environ.get("PORTAL_STATE_DIR", BASE_DIR / "var"))

DEBUG = False
DEMO = False
SECRET_KEY = os.environ.get("SECRET_KEY", "")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django_linear_migrations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "heroicons",
    "js_asset",
    "pgtrigger",
    "pghistory",
    "template_partials",
    "csp",
    "foundation.core",
    "foundation.audit",
    "foundation.search",
    "foundation.accounts",
    "foundation.documents",
    "foundation.circulation",
    "foundation.review",
    "members",
    "workinggroups",
    "knowledge",
    "decisions",
    "statements",
    "meetings",
    "finding",
    "unmn.home",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "foundation.accounts.middleware.language_of_the_reader",
    "django.contrib.messages.middleware.MessageMiddleware",
    "members.middleware.second_factor_where_required",
    "members.middleware.closing_hours_once",
    "foundation.search.middleware.found_at_once",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "unmn.urls"
WSGI_APPLICATION = "unmn.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "unmn.home.context.page_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "foundation.core.templatetags.ui",
                "heroicons.templatetags.heroicons",
                "template_partials.templatetags.partials",
            ],
        },
    }
]
FORMS_URLFIELD_ASSUME_HTTPS = True
FORM_RENDERER = "foundation.core.forms.PortalFormRenderer"

DATABASES = {
    "default": dj_database_url.config(default="postgres:///unmn", conn_max_age=60, conn_health_checks=True)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "foundation.accounts.backends.AccountBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"

ACCOUNT_ADAPTER = "foundation.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "foundation.accounts.adapters.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
# "password1" is what lets somebody sign in with a password; signing up is closed by the adapter.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# RFC 6238, 5.2: a code that is one step old still counts, for clocks and hands that are slow.
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "foundation.accounts.forms.AddPasskeyForm"}
MFA_ADAPTER = "foundation.accounts.adapters.SecondFactorAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {}
if os.environ.get("OIDC_SERVER_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": os.environ.get("OIDC_ID", "oidc"),
                "name": os.environ.get("OIDC_NAME", "Single sign-on"),
                "client_id": os.environ["OIDC_CLIENT_ID"],
                "secret": os.environ["OIDC_CLIENT_SECRET"],
                "settings": {"server_url": os.environ["OIDC_SERVER_URL"]},
            }
        ]
    }

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("ky", "Кыргызча")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Bishkek"
USE_TZ = True

# The seal of published documents (foundation.documents.sealing): a key file, or a hardware module.
SEAL_PKCS12 = os.environ.get("SEAL_PKCS12", "")
SEAL_PKCS12_PASSWORD = os.environ.get("SEAL_PKCS12_PASSWORD", "")
SEAL_PKCS11_MODULE = os.environ.get("SEAL_PKCS11_MODULE", "")
SEAL_PKCS11_SLOT = int(os.environ.get("SEAL_PKCS11_SLOT") or 0)
SEAL_PKCS11_PIN = os.environ.get("SEAL_PKCS11_PIN", "")
SEAL_PKCS11_KEY_LABEL = os.environ.get("SEAL_PKCS11_KEY_LABEL", "")
# The certificates of the authority (PEM) by which the check page knows our seal; the key file may hold them.
SEAL_ROOTS = os.environ.get("SEAL_ROOTS", "")
# Whether validation data is fetched from the authority when sealing, to be kept in the file for later years.
SEAL_FETCHES = os.environ.get("SEAL_FETCHES") == "1"
# A time-stamp authority by RFC 3161, optional.
SEAL_TSA_URL = os.environ.get("SEAL_TSA_URL", "")
SEAL_TSA_TIMEOUT = 20
SEAL_DEMO_DIR = STATE_DIR / "seal"

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "foundation.core.staticfiles.FontFinder",
]
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", STATE_DIR / "files"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "foundation.core.staticfiles.PortalStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
MAX_PAPER_BYTES = 25 * 1024 * 1024
# What the public may give to the check page; a published PDF is far smaller.
MAX_CHECKED_BYTES = 10 * 1024 * 1024
# The library takes larger files, in pieces. How many a person may have open, and how long they are kept.
MAX_UPLOAD_BYTES = int(os.environ.get("MAX_UPLOAD_MEGABYTES", "200")) * 1024 * 1024
MAX_OPEN_UPLOADS = 100
MAX_OPEN_UPLOAD_BYTES = 10 * MAX_UPLOAD_BYTES
UPLOADS_KEPT_DAYS = 7
# A virus scanner, `unix:/run/clamav/clamd.ctl` or `tcp://scanner:3310`; without one files are not scanned.
CLAMAV = os.environ.get("CLAMAV", "")

vars().update(dj_email_url.config(default="smtp://localhost:25"))
EMAIL_TIMEOUT = 30
SECRETARIAT_EMAIL = os.environ.get("SECRETARIAT_EMAIL", "secretariat@unmn.example")
DEFAULT_FROM_EMAIL = os.environ.get(
    "DEFAULT_FROM_EMAIL", f"UN Migration Network Secretariat <{SECRETARIAT_EMAIL}>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Whether the UNCT calendar may be read from an address inside a private network (an office's own server).
PRIVATE_CALENDARS = os.environ.get("PRIVATE_CALENDARS") == "1"

# A worker that dies keeps its letter this long; the sweep then gives it to another (foundation/circulation).
DELIVERY_LEASE_SECONDS = int(os.environ.get("DELIVERY_LEASE_SECONDS", "120"))
# How long a nudge may lie with the broker before it is taken for lost.
DELIVERY_NUDGE_SECONDS = int(os.environ.get("DELIVERY_NUDGE_SECONDS", "300"))

CELERY_BROKER_URL = os.environ.get(
    "CELERY_BROKER_URL", os.environ.get("REDIS_URL", "redis://localhost:6379/0")
)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Letters queue by themselves, so that the clock never waits behind three hundred of them.
CELERY_TASK_QUEUES = [Queue("celery", routing_key="celery"), Queue("letters", routing_key="letters")]
CELERY_TASK_ROUTES = {"circulation.deliver": {"queue": "letters", "routing_key": "letters"}}
CELERY_BEAT_SCHEDULE = {
    "accounts": {"task": "members.close_accounts", "schedule": crontab(minute=2)},
    "member list": {
        "task": "members.circulate_list",
        "schedule": crontab(minute=5, hour="9-17", day_of_week="mon-fri"),
    },
    "courtesy notes": {"task": "meetings.draft_courtesy_notes", "schedule": crontab(minute=40, hour=8)},
    "gate lists": {"task": "meetings.forget_names", "schedule": crontab(minute=50, hour=3)},
    "UNCT calendar": {"task": "meetings.read_unct_calendar", "schedule": crontab(minute=25)},
    # At eight; an hour later and one more, should the clock have stood still: nobody gets it twice.
    "weekly letter": {"task": "home.send_weekly_letters", "schedule": crontab(minute=0, hour="8-10")},
    "handovers": {"task": "home.send_handover_packs", "schedule": crontab(minute="*/10", hour="7-19")},
    "words of files": {"task": "knowledge.read_waiting", "schedule": 15.0, "options": {"expires": 15}},
    "unfinished uploads": {"task": "knowledge.clean_up_uploads", "schedule": crontab(minute=20, hour=4)},
    "search": {"task": "search.keep_in_step", "schedule": 15.0, "options": {"expires": 15}},
    # At half past eight; an hour later and one more, should the clock have stood still.
    "saved searches": {"task": "finding.send_search_alerts", "schedule": crontab(minute=30, hour="8-10")},
    # In the morning; every hour of it once more, should the clock have stood still: nobody gets it twice.
    "updates": {"task": "knowledge.send_updates_letters", "schedule": crontab(minute=45, hour="8-10")},
    "search anew": {"task": "search.index_anew", "schedule": crontab(minute=20, hour=2, day_of_week="sun")},
    "letters": {"task": "circulation.sweep", "schedule": 20.0, "options": {"expires": 60}},
    "replies of the state": {
        "task": "decisions.remind_of_state_replies",
        "schedule": crontab(minute=35, hour="8-12"),
    },
    "action points": {"task": "decisions.remind_owners", "schedule": crontab(minute=30, hour="8-12")},
    "working groups": {"task": "workinggroups.remind_of_ends", "schedule": crontab(minute=10, hour="9-12")},
    "reviews": {"task": "meetings.keep_reviews", "schedule": 60.0, "options": {"expires": 60}},
    "embargoes": {"task": "statements.publish_due", "schedule": 10.0, "options": {"expires": 30}},
    "statements": {"task": "statements.keep_statements", "schedule": 60.0, "options": {"expires": 60}},
    "rounds": {"task": "decisions.keep_rounds", "schedule": 60.0, "options": {"expires": 60}},
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        # ProseMirror places its widgets by style attributes; style elements stay under the nonce.
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

NETWORK_NAME = _("UN Migration Network in the Kyrgyz Republic")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
    # It warns of every seal whose validation data is not fetched, and of every bad file on the check page.
    "loggers": {"pyhanko": {"level": "CRITICAL"}, "pyhanko_certvalidator": {"level": "CRITICAL"}},
}
