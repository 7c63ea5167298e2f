"""Files that editors have uploaded: served while their row may be seen, and never as a page of ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import FileField
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from conference_portal.kit.pages import never_kept
from conference_portal.kit.pictures import WIDTHS
from conference_portal.kit.text import slug
from conference_portal.media.models import Image, narrower

if TYPE_CHECKING:
    from django.db import models
    from django.http import HttpRequest

KINDS = {"webp": "image/webp", "pdf": "application/pdf"}
NARROW = re.compile(rf"-({'|'.join(map(str, WIDTHS))})(?=\.webp$)")
# A file's name is never used again; caches between ask again within the hour, since a picture may be withdrawn.
PUBLIC = "public, max-age=31536000, s-maxage=3600, immutable"


@require_safe
@never_kept
def media(request: HttpRequest, name: str) -> FileResponse:
    kind = KINDS.get(name.rpartition(".")[2])
    found = _found(request, NARROW.sub("", name)) if kind else None
    if found is None:
        raise Http404
    row, field, control = found
    try:
        file = field.storage.open(_stored(row, field, name))
    except (OSError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(
        file,
        as_attachment=kind != KINDS["webp"],  # a PDF is handed over, never shown inside our own origin
        filename=f"{slug(str(row))[:80] or 'file'}.{name.rpartition('.')[2]}",
        content_type=kind,
    )
    response["Cache-Control"] = control
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _found(request: HttpRequest, name: str) -> tuple[models.Model, Any, str] | None:
    """The row that the file belongs to, if everybody may see it, else if this user may."""
    for model, field in _owners(name.partition("/")[0]):
        rows: Any = model._default_manager.filter(**{field.name: name})
        if row := rows.visible_to(AnonymousUser()).first():
            return row, field, PUBLIC
        if request.user.is_authenticated and (row := rows.visible_to(request.user).first()):
            return row, field, "private, no-store"
    return None


def _owners(folder: str) -> list[tuple[type[models.Model], Any]]:
    """The models above that keep files in this folder: known by their field, not by import."""
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, FileField)
        and field.upload_to == folder
        and hasattr(model._default_manager.all(), "visible_to")
    ]


def _stored(row: models.Model, field: Any, asked: str) -> str:
    """The name comes from the database, never from the address."""
    name: str = getattr(row, field.name).name
    match = NARROW.search(asked)
    return narrower(name, int(match[1])) if match and isinstance(row, Image) else name
