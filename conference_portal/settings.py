"""Settings: safe for production by default; `DEBUG=1` opens development. The README lists every name read here."""

from __future__ import annotations

from pathlib import Path

import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.env import database, env_bool, env_choice, env_int, env_list, env_secret, env_str

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env_str("VAR_DIR", str(BASE_DIR / "var")))

DEBUG = env_bool("DEBUG", default=False)
SECRET_KEY = env_secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "modeltranslation",
    "conference_portal.accounts.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "conference_portal.kit",
    "conference_portal.accounts.apps.AccountsConfig",
    "conference_portal.media",
    "conference_portal.search",
    "conference_portal.history",
    "conference_portal.mail",
    "cities",
    "speakers",
    "events.editions",
    "events.programme",
    "events.youthlab",
    "events.questions",
    "events.handover",
    "conference_portal.archive",
    "conference_portal.texts",
    "conference_portal.links",
    "conference_portal.readiness",
    "conference_portal.site",
]

# The order is a decision: headers on every answer, files before sessions, and the view alone in its snapshot.
MIDDLEWARE = [
    "conference_portal.kit.security.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "conference_portal.site.previews.PreviewMiddleware",
    "conference_portal.kit.negotiation.LanguageMiddleware",
    "conference_portal.kit.security.CleanMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "conference_portal.kit.security.UserMiddleware",
    "conference_portal.accounts.middleware.SecondStepMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "conference_portal.kit.moved.MovedMiddleware",
    "conference_portal.kit.pages.PagesMiddleware",
]

ROOT_URLCONF = "conference_portal.urls"
WSGI_APPLICATION = "conference_portal.wsgi.application"

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
                "conference_portal.site.context.portal",
            ],
        },
    },
]

DATABASES = {"default": database(env_secret("DATABASE_URL", default="postgres:///portal"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# 16 MB for each guess, which graphics cards have little of; hashes of before are made anew when somebody signs in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Everybody who comes to the desk needs a second step, or may have one: `serve`, for one's own machine, only offers it.
SECOND_FACTOR = env_choice("SECOND_FACTOR", "required", among=("required", "offered"))
SESSION_ENGINE = "conference_portal.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60  # a day's work, whatever happens in it
SESSION_IDLE_AGE = 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "conference_portal.site.errors.expired"
CSRF_COOKIE_HTTPONLY = True
HTTPS = env_bool("HTTPS", default=False)
# Browsers take a name with this beginning from this host alone, over TLS.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (f"{'__Host-' if HTTPS else ''}{name}" for name in ("sessionid", "csrftoken"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env_bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# Languages: four to read in; a fifth column for texts that come in none of them.
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("sv", _("Swedish")), ("en", _("English")), ("is", _("Icelandic"))]
MODELTRANSLATION_LANGUAGES = ("da", "sv", "en", "is", "other")
MODELTRANSLATION_DEFAULT_LANGUAGE = "da"
MODELTRANSLATION_FALLBACK_LANGUAGES = {
    "default": ("en", "da", "sv", "is", "other"),
    "da": ("en", "sv", "is", "other"),
    "sv": ("da", "en", "is", "other"),
    "en": ("da", "sv", "is", "other"),
    "is": ("en", "da", "sv", "other"),
}
# Both go before Django's own catalogues: the portal's words, and those of Django that it lacks or says otherwise.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "conference_portal" / "borrowed"]
FORMAT_MODULE_PATH = ["conference_portal.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", VAR_DIR / "assets"]
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]  # var/assets is built by `serve` and `prepare`
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "conference_portal.site.assets.Storage"},
}
FORM_RENDERER = "conference_portal.kit.forms.Renderer"
LOGIN_REDIRECT_URL = "/admin/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000

EMAIL_BACKEND = env_str("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST, EMAIL_PORT = env_str("EMAIL_HOST", "localhost"), env_int("EMAIL_PORT", 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env_str("EMAIL_HOST_USER"), env_secret("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 20
CONTACT_EMAIL = env_str("CONTACT_EMAIL", "portal@example.org")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env_str("MAIL_FROM") or CONTACT_EMAIL
# Where links in mails lead: never to the host that a request claims to come for.
PORTAL_ADDRESS = env_str("PORTAL_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
CONTACT_PHONE = env_str("CONTACT_PHONE", "+45 00 00 00 00")
# Finished pages are kept in each process under the content version: see kit.pages, kit.ready, kit.versions.
PAGE_STORE_MEGABYTES = env_int("PAGE_STORE_MEGABYTES", 64)
NEVER_KEPT_PATHS = ("/admin/", "/media/")
OFFLINE_COPIES = env_bool("OFFLINE_COPIES", default=True)  # off: service workers out there take themselves away
# Columns that a gate compares with now: a moment that passes is a new version without a write.
CONTENT_MOMENTS = {
    "editions_edition": ("announced_at",),
    "editions_event": ("published_at", "join_released_at", "registration_closes_at", "questions_close_at"),
    "editions_page": ("published_at",),
    "youthlab_output": ("published_at",),
    "media_image": ("withdrawn_at",),
}
# Tables whose changes no public page shows. All others move the content version; a test holds the list.
UNWATCHED_TABLES = (
    "accounts_backupcode",
    "accounts_secondstep",
    "accounts_signin",
    "accounts_try",
    "editions_membership",
    "editions_invitation",
    "editions_previewlink",
    "mail_letter",
    "search_entry",
    "history_change",
    "archive_loaded",
    "programme_importedsession",
    "programme_importmemory",
    "programme_upload",
    "programme_speakerentry",
    "programme_entryfile",
    "handover_handover",
    "texts_confirmed",
    "texts_file",
    "links_link",
    "links_told",
)
# Whose changes the history records, down to the single row; and what of these is written by machines or never changed.
RECORDED_APPS = ("media", "cities", "speakers", "editions", "programme", "youthlab", "questions")
UNRECORDED_TABLES = (
    "editions_invitation",
    "editions_previewlink",
    "programme_placement",
    "programme_placement_speakers",
    "programme_importedsession",
    "programme_importmemory",
    "programme_upload",
    "programme_speakerentry",
    "programme_entryfile",
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env_str("LOG_LEVEL", "WARNING")},
    # What readers mistype (404, 400, foreign hosts) is no fault of the portal's.
    "loggers": {
        "conference_portal.accounts": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
