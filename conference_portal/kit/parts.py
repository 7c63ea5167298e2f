"""Parts of a page in another language: the attributes that say so to machines, and the marks that say so to readers."""

from __future__ import annotations

import re
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from conference_portal.kit.languages import Text, only_in, reading_language
from conference_portal.kit.languages import text as text_of

RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}
NOTHING = mark_safe("")
# What turns the direction of writing, or is written from the right: it must not reach the words around it.
TURNING = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]")


def isolated(words: str) -> SafeString:
    """Words that are escaped, for the middle of a sentence: in `<bdi>` where they could turn what follows."""
    turns = not words.isascii() and TURNING.search(words)
    return mark_safe(f"<bdi>{words}</bdi>" if turns else words)  # noqa: S308


def found(thing: Any, field: str = "") -> Text:
    """The text that a tag is asked for: a field of a thing, a text that is at hand, or plain words."""
    if field:
        return text_of(thing, field)
    if isinstance(thing, Text):
        return thing
    return Text("" if thing is None else thing if isinstance(thing, str) else str(thing), reading_language())


def language(text: Text) -> list[tuple[str, str]]:
    """`lang` and, for Arabic and its like, `dir`; nothing for what is in the language of the page."""
    return spoken(text) if text.is_fallback else []


def spoken(text: Text) -> list[tuple[str, str]]:
    return [("lang", text.language), ("dir", "rtl" if text.language.partition("-")[0] in RIGHT_TO_LEFT else "")]


def attributes(pairs: list[tuple[str, str]]) -> SafeString:
    return format_html_join("", ' {}="{}"', [pair for pair in pairs if pair[1]])


def mark(text: Text) -> SafeString:
    """Beside a title: “Only in Danish”."""
    if not text or not text.is_fallback:
        return NOTHING
    return format_html(
        ' <small class="language-mark" data-fallback="{}" lang="{}">{}</small>',
        text.language,
        reading_language(),
        only_in(text.language, alone=text.alone),
    )


def note(text: Text) -> SafeString:
    """Above a block: “This text is only in Danish”."""
    if not text or not text.is_fallback:
        return NOTHING
    return format_html(
        '<p class="language-mark" data-fallback="{}" lang="{}">{}</p>',
        text.language,
        reading_language(),
        only_in(text.language, block=True, alone=text.alone),
    )


def is_said(text: Text, beside: Any) -> bool:
    """Words beside it carry the same mark."""
    return isinstance(beside, Text) and bool(beside) and beside.language == text.language
