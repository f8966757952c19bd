"""Settings of the one installation. What differs between machines comes from the environment.

DATABASE_URL     a PostgreSQL to use; without it the embedded server is started.
LUMBUNG_HOME     the data folder (keys, files, runs, logs); default `.lumbung` beside the code.
LUMBUNG_MODE     `demonstration` (default), or `production`, which demands a secret of its own.
LUMBUNG_REFERENCE_<NAME>_URL, _KEY, _PER_SECOND, _TIMEOUT   where a register of another agency is asked, and how fast.
LUMBUNG_SNAP_<BANK>_URL, _CLIENT_ID, _SECRET, _PRIVATE_KEY (a file)   where a bank's API pays, and who we are there.
LUMBUNG_MESSAGES_URL, _AUTHORIZATION, _SIGNING_KEY, _TIMEOUT   the gateway for messages, and the key of its calls.
LUMBUNG_PROCESS  `web` narrows every connection to nobody's rows until somebody has signed in.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from lumbung.core import embedded, logs
from lumbung.core.home import data_folder, made_once

BASE_DIR = Path(__file__).resolve().parents[2]
LUMBUNG_HOME = data_folder()
FILE_UPLOAD_TEMP_DIR = LUMBUNG_HOME / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
DEMONSTRATION = os.environ.get("LUMBUNG_MODE", "demonstration") == "demonstration"
DEBUG = False
ALLOWED_HOSTS = os.environ.get("LUMBUNG_HOSTS", "127.0.0.1,localhost,testserver").split(",")
TRUSTED_PROXIES = os.environ.get("LUMBUNG_PROXIES", "").replace(",", " ").split()
"""Addresses or networks of web servers in front, whose word on who sends a request is believed."""


def _database(url: str) -> dict:
    """Django's description of a libpq address, sockets in `?host=` included."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    web = os.environ.get("LUMBUNG_PROCESS") == "web"
    lo, hi = ("", "") if web else ("0", ":")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": query.pop("port", None) or parts.port or "",
        "CONN_MAX_AGE": 600 if web else 0,
        "OPTIONS": {
            **query,
            "options": f"-c lumbung.reach_lo={lo} -c lumbung.reach_hi={hi} -c TimeZone=UTC -c jit=off",
        },
        "TEST": {"NAME": os.environ.get("LUMBUNG_TEST_DB", "test_lumbung"), "TEMPLATE": "template0"},
    }


SECRET_KEY = os.environ.get("LUMBUNG_SECRET") or made_once(LUMBUNG_HOME / "secret", lambda: secrets.token_urlsafe(64))
DATABASES = {"default": _database(embedded.database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CONTEXTS = [
    "core",
    "regions",
    "staff",
    "registry",
    "quality",
    "targeting",
    "payments",
    "facilities",
    "referrals",
    "proposals",
    "shops",
    "programmes",
    "in_kind",
    "cases",
    "outreach",
    "childhood",
    "districts",
    "insight",
    "exchange",
    "site",
]
INSTALLED_APPS = [
    *(f"lumbung.{name}" for name in CONTEXTS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "ninja",
    "pgtrigger",
    "procrastinate.contrib.django",
]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "counts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "counts",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
"""Who tried to sign in how often is never pushed out by what somebody had counted."""

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lumbung.staff.middleware.TokenMiddleware",
    "lumbung.core.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lumbung.staff.middleware.FirstStepsMiddleware",
    "lumbung.core.middleware.ActsMiddleware",
    "lumbung.core.middleware.ReachMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "lumbung.site.urls"
WSGI_APPLICATION = "lumbung.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lumbung.site.navigation.shell",
            ],
        },
    },
]

AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SECOND_FACTOR_REQUIRED = True
ACCOUNT_ADAPTER = "lumbung.staff.second_factor.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "60/m/ip", "reauthenticate": "10/m/user"}
ACCOUNT_FORMS = {
    "login": "lumbung.staff.sign_in_forms.SignIn",
    "change_password": "lumbung.staff.sign_in_forms.ChangePassword",
    "reauthenticate": "lumbung.staff.sign_in_forms.PasswordAgain",
}
MFA_FORMS = {
    "authenticate": "lumbung.staff.sign_in_forms.Code",
    "reauthenticate": "lumbung.staff.sign_in_forms.CodeAgain",
    "activate_totp": "lumbung.staff.sign_in_forms.FirstCode",
}
MFA_ADAPTER = "lumbung.staff.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Lumbung"
MFA_ALLOW_UNVERIFIED_EMAIL = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # a village office shares one address: lock the account, not the office
AXES_LOCKOUT_TEMPLATE = "account/lockout.html"
AXES_USERNAME_CALLABLE = "lumbung.staff.second_factor.tried_username"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("English"))]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = LUMBUNG_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMONSTRATION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if DEMONSTRATION else 31_536_000
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

REFERENCES = {
    name: {
        "address": os.environ.get(f"LUMBUNG_REFERENCE_{name.upper()}_URL", ""),
        "key": os.environ.get(f"LUMBUNG_REFERENCE_{name.upper()}_KEY", ""),
        "per_second": os.environ.get(f"LUMBUNG_REFERENCE_{name.upper()}_PER_SECOND", "10"),
        "timeout": os.environ.get(f"LUMBUNG_REFERENCE_{name.upper()}_TIMEOUT", "5"),
    }
    for name in ("dukcapil",)
}
"""Registers of other agencies (quality/references): address, key, questions a second, seconds to wait."""

SNAP = {
    bank: {
        "address": os.environ.get(f"LUMBUNG_SNAP_{bank.upper()}_URL", ""),
        "client_id": os.environ.get(f"LUMBUNG_SNAP_{bank.upper()}_CLIENT_ID", ""),
        "secret": os.environ.get(f"LUMBUNG_SNAP_{bank.upper()}_SECRET", ""),
        "private_key": os.environ.get(f"LUMBUNG_SNAP_{bank.upper()}_PRIVATE_KEY", ""),
        "partner_id": os.environ.get(f"LUMBUNG_SNAP_{bank.upper()}_PARTNER_ID", "LUMBUNG"),
        "channel_id": os.environ.get(f"LUMBUNG_SNAP_{bank.upper()}_CHANNEL_ID", "95221"),
        "timeout": os.environ.get(f"LUMBUNG_SNAP_{bank.upper()}_TIMEOUT", "10"),
    }
    for bank in ("bri", "bni", "mandiri", "btn", "bsi")
}
"""Banks' APIs (exchange/snap): address, who we are there, the file of our private key, seconds to wait."""

MESSAGES = {
    "address": os.environ.get("LUMBUNG_MESSAGES_URL", ""),
    "authorization": os.environ.get("LUMBUNG_MESSAGES_AUTHORIZATION", ""),
    "signing_key": os.environ.get("LUMBUNG_MESSAGES_SIGNING_KEY", ""),
    "timeout": os.environ.get("LUMBUNG_MESSAGES_TIMEOUT", "10"),
}
"""The gateway for messages (exchange/messaging): where it is, the `Authorization` it wants, the key of its calls."""

LOGGING = logs.settings(LUMBUNG_HOME / "logs")
