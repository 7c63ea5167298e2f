"""The service worker: kept pages of programmes, with the words that a copy says of itself in four languages."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from conference_portal.kit.languages import READING

if TYPE_CHECKING:
    from django.http import HttpRequest

SOURCE = Path(settings.BASE_DIR) / "static" / "js" / "worker"
FILES = (
    "portal.css",
    "portal.js",
    "img/favicon.svg",
    "fonts/schibsted-grotesk-700.woff2",
    "fonts/atkinson-hyperlegible-400.woff2",
    "fonts/atkinson-hyperlegible-700.woff2",
)


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Where OFFLINE_COPIES is off, one that takes away what an earlier one has left."""
    source = written() if settings.OFFLINE_COPIES else (SOURCE / "gone.js").read_text(encoding="utf-8")
    return HttpResponse(source, content_type="text/javascript; charset=utf-8")


@lru_cache(maxsize=1)
def written() -> str:
    """The same until the portal starts anew: a new one makes browsers fetch the files again."""
    given = {"WORDS": {language: words(language) for language in READING}, "FILES": [address(name) for name in FILES]}
    head = "".join(f"const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in given.items())
    return head + "".join((SOURCE / name).read_text(encoding="utf-8") for name in ("worker.js", "words.js"))


def address(name: str) -> str:
    return str(staticfiles_storage.url(name))


def words(language: str) -> dict[str, str]:
    with override(language):
        said = {
            "label": _("Saved copy"),
            # Translators: %(time)s is a date with its time: "26. september 2024 kl. 09.12".
            "copy": _("You are reading a saved copy from %(time)s."),
            "again": _("Try again"),
            "absent": _("No network"),
            "why": _("This page is not among those that this device has kept."),
            "kept": _("Kept on this device"),
        }
    return {name: escape(text) for name, text in said.items()}
