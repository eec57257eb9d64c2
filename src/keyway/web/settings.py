"""Django's settings: one module, values from the environment, safe defaults for one's own machine.

The values that may be set from outside are declared in ``keyway.web.environment``.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from keyway.web.environment import (
    Environment,
    mail_from_url,
    origins_of,
    postgresql_from_url,
    providers_of,
)

PACKAGE = Path(__file__).resolve().parents[1]
_checkout = PACKAGE.parents[1]
BASE_DIR = _checkout if (_checkout / "pyproject.toml").is_file() else Path.cwd()

_environment = Environment.of_process(BASE_DIR)

# --- where things are ----------------------------------------------------------------------------

IS_PRODUCTION = _environment.one_of("KEYWAY_MODE", ("local", "production")) == "production"
DATA_DIR = Path(_environment["KEYWAY_DATA"] or BASE_DIR / "var").resolve()
REFERENCE_DIR = DATA_DIR / "reference"
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"


def _chosen_state() -> str:
    """Return the postal code asked for, else the one remembered from the last start, else AZ."""
    remembered = DATA_DIR / "state"
    before = remembered.read_text(encoding="utf-8").strip() if remembered.is_file() else ""
    return (_environment["KEYWAY_STATE"] or before or "AZ").upper()


def _secret_key() -> str:
    """Return the secret key: from the environment, from its file, or one for this process only."""
    kept = DATA_DIR / "secret-key"
    key = _environment["KEYWAY_SECRET_KEY"]
    if key or kept.is_file():
        return key or kept.read_text(encoding="utf-8").strip()
    if IS_PRODUCTION:
        return _environment.demand(
            "KEYWAY_SECRET_KEY",
            "Production signs sessions with it: set it to 50 random characters or more, "
            f"or run `keyway up` once, which writes {kept}.",
        )
    return secrets.token_urlsafe(50)


KEYWAY_STATE = _chosen_state()
SECRET_KEY = _secret_key()
DEBUG = False

# --- who may ask ---------------------------------------------------------------------------------

if IS_PRODUCTION:
    _environment.demand(
        "KEYWAY_HOSTS", "Production answers only to names it knows: set it to your host name."
    )
ALLOWED_HOSTS = _environment.listed("KEYWAY_HOSTS") + (
    [] if IS_PRODUCTION else ["localhost", "127.0.0.1", "[::1]"]
)

AUTH_USER_MODEL = "partners.Person"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "keyway.partners.access.desk.DeskBackend",
]
LOGIN_URL = "account_login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "keyway.web.accounts.passwords.LongEnough"},
    {"NAME": f"{_validation}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
    {"NAME": "keyway.web.accounts.passwords.NotBreached"},
]
BREACHED_PASSWORDS = _environment["KEYWAY_BREACHED_PASSWORDS"]
SESSION_COOKIE_AGE = 12 * 3600
STAFF_SESSION_REST_SECONDS = 3600
STEP_UP_SECONDS = 15 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if IS_PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrf"

# --- signing in ----------------------------------------------------------------------------------

ACCOUNT_ADAPTER = "keyway.web.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Codes, not links: mail filters open links, and a code works on the phone and at the desk.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Known and unknown addresses are answered alike; both get a letter.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = STEP_UP_SECONDS
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = _environment.whole("KEYWAY_PROXIES")
MFA_ADAPTER = "keyway.web.accounts.adapters.FactorsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Keyway"
MFA_TOTP_TOLERANCE = 1  # phones whose clock is half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION  # passkeys on http://localhost
SOCIALACCOUNT_ADAPTER = "keyway.web.accounts.adapters.ProvidersAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
_providers = providers_of(_environment)
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": _providers}}

# --- what a page may do ---------------------------------------------------------------------------

# Public pages: nothing is allowed that is not named.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # The button of another organization's sign-in leads there through a redirect of ours.
        "form-action": [SELF, *origins_of(_providers)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# The back office is Wagtail's: some of its pages hold inline scripts that carry no nonce. Its styles
# keep to the strict rule (measured: docs/decisions/0012), but for one empty style element: the editor
# of translations puts one in and fills it by script. The fingerprint is that of no text at all.
_EMPTY = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
STAFF_PATH = "staff/"
STAFF_SECURITY_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, _EMPTY],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [SELF],
    "frame-ancestors": [SELF],
}

# --- what is installed ---------------------------------------------------------------------------

INSTALLED_APPS = [
    "keyway.promote",
    "keyway.needs",
    "keyway.credentials",
    "keyway.intake",
    "keyway.partners",
    "keyway.web",
    "keyway.web.content",
    "keyway.web.privacy",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "keyway.web.content.apps.PeopleDesk",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "ninja",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "keyway.web.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "keyway.web.frame.kept.KeptPages",
    "django.middleware.gzip.GZipMiddleware",
    "keyway.web.frame.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "keyway.web.frame.middleware.Languages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "keyway.web.frame.opening.OneCircle",
    "keyway.web.accounts.middleware.SessionLimits",
    "keyway.web.accounts.middleware.SecondFactors",
    "keyway.web.frame.opening.SecondWall",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "keyway.web.frame.middleware.RefusalPages",
    # Below the pages of refusals, so that it is asked first.
    "keyway.web.accounts.middleware.FreshProof",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "keyway.web.urls"
WSGI_APPLICATION = "keyway.web.keeping.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "keyway": "keyway.web.frame.tags",
                "forms": "keyway.web.frame.form_tags",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "keyway.web.frame.context.frame",
            ],
        },
    }
]

# --- where records are kept ----------------------------------------------------------------------

_sqlite: dict[str, object] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "keyway.sqlite3",
    # Opening a connection runs the pragmas, which cost a page three times its own work.
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        # A deferred transaction that turns to writing fails at once when another writes.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL, for NORMAL loses acknowledged writes when the power goes.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY; "
        "PRAGMA journal_size_limit=27103364; "
        # What is erased is overwritten in the file, not only forgotten by it.
        "PRAGMA secure_delete=ON;",
    },
}
_database_url = _environment["KEYWAY_DATABASE_URL"]
DATABASES = {"default": postgresql_from_url(_database_url) if _database_url else _sqlite}
_owner_url = _environment["KEYWAY_DATABASE_OWNER_URL"]
DATABASE_OWNER = postgresql_from_url(_owner_url) if _owner_url else None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that all workers count guesses together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "keyway_cache",
        "KEY_FUNCTION": "keyway.web.keeping.unreadable.key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Public pages, drawn once a minute in each worker.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- language ------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
USE_I18N = USE_TZ = True
# Where a language writes dates and times otherwise than Django would.
FORMAT_MODULE_PATH = ["keyway.web.locale"]
TIME_ZONE = "UTC"
WAGTAIL_I18N_ENABLED = True
# A new translation waits as a draft: published at once, it would be in its original's words.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# --- files ---------------------------------------------------------------------------------------

# `keyway up` gathers the static files under names that carry their fingerprint; where that has not
# been done (tests, single commands), they are found in their rooms under their plain names.
_gathered = (STATIC_ROOT / "staticfiles.json").is_file()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage."
        + ("ManifestStaticFilesStorage" if _gathered else "StaticFilesStorage")
    },
}
WHITENOISE_USE_FINDERS = not _gathered
WHITENOISE_AUTOREFRESH = False

# --- the back office -----------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Keyway"
_home = f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if IS_PRODUCTION else "http://localhost:8000"
WAGTAILADMIN_BASE_URL = (_environment["KEYWAY_ADDRESS"] or _home).rstrip("/")
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no page of the back office calls an outside host
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Passwords are chosen by whoever uses them, on the pages of their own account; none opens a page.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_PRIVATE_PAGES = {"SHARED_PASSWORD": False}
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAILIMAGES_IMAGE_MODEL = "promote.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "keyway.promote.forms.media.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # always handed over as a file, never opened as a page
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- messages ------------------------------------------------------------------------------------

globals().update(mail_from_url(_environment["KEYWAY_EMAIL_URL"]))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _environment["KEYWAY_EMAIL_FROM"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # Links are keys: whoever reads the log must not be able to use one.
    "formatters": {
        "plain": {
            "()": "keyway.web.keeping.lines.Discreet",
            "format": "%(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": _environment["KEYWAY_LOG_LEVEL"]},
}
