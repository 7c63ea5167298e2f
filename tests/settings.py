"""The portal's settings with what tests need otherwise: a key, quick passwords, static files from their source."""

from __future__ import annotations

import os

os.environ.setdefault("SECRET_KEY", "for tests only, never for a server: 0123456789abcdefghijklmnopqrstuvwxyz")

from conference_portal.settings import *

SECOND_FACTOR = "offered"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Without these WhiteNoise looks for collected files, and warns on every request that there are none.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
