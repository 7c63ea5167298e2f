from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.admin import PortalAdmin
from conference_portal.media.forms import ImageForm
from conference_portal.media.models import Image

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest


@admin.register(Image)
class ImageAdmin(PortalAdmin):
    form = ImageForm
    group = "media"
    named = "alt"
    more_search = ("credit",)
    list_display = ("small", "name", "translations", "credit", "consent_until", "withdrawn_at")
    list_display_links = ("small", "name")
    readonly_fields = ("preview",)
    sections = (
        (None, ("file", "preview", "decorative", "credit")),
        (_("What may not be cut off"), (("focal_x", "focal_y"),)),
        (_("Consent"), (("consent_until", "withdrawn_at"),)),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.uploaded_by = request.user
        transaction.on_commit(partial(forget, obj.file.storage, form.replaced))
        super().save_model(request, obj, form, change)

    @admin.display(description=_("picture"))
    def small(self, obj: Image) -> str:
        if not obj.file:
            return ""
        return format_html('<img class="thumb" src="{}" alt="{}" loading="lazy">', obj.smallest, str(obj))

    @admin.display(description=_("picture as stored"))
    def preview(self, obj: Image) -> str:
        if not obj.pk or not obj.file:
            return "–"
        picture = format_html('<img class="preview" src="{}" alt="">', obj.smallest)
        sizes = ", ".join(f"{width} px" for width in obj.widths)
        return format_html('{}<p class="small soft">{} × {}. {}</p>', picture, obj.width, obj.height, sizes)


def forget(storage: Any, names: Iterable[str]) -> None:
    for name in names:
        storage.delete(name)
