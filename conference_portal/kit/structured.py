"""What search engines read: schema.org in JSON-LD. The strict CSP lets it stand, as it is data and never run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Mapping

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def script(data: Mapping[str, Any]) -> SafeString:
    """The data as a `<script type="application/ld+json">`; nothing in it can end the element."""
    words = json.dumps({"@context": "https://schema.org", **filled(data)}, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{words}</script>')  # noqa: S308 - escaped above


def filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty: a property with nothing in it is an error to search engines."""
    return {key: filled(value) if isinstance(value, dict) else value for key, value in data.items() if value}
