"""How a mail of ours comes into the outbox: from two templates, in one language."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from conference_portal.mail.models import Letter


def write(name: str, words: dict[str, Any], *, to: str, language: str, subject: str) -> Letter:
    """The templates emails/<name>.txt and .html, in the language that is active. It leaves with the transaction."""
    text, html = (render_to_string(f"emails/{name}.{kind}", words) for kind in ("txt", "html"))
    return Letter.objects.create(to=to, language=language, subject=subject, text=text, html=html)
