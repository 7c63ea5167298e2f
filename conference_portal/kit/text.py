"""Markdown as editors write it → safe HTML, plain words, excerpts, and slugs.

Whatever is stored, nothing leaves here but the tags below: no images, no styles, no addresses of other kinds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin

_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "hr"}
_TAGS = _HEADINGS | _TABLE | _BLOCKS | {"a", "br", "code", "em", "span", "strong"}
_ATTRIBUTES = {"a": {"href", "lang"}, "span": {"lang"}, "ol": {"start"}}
_SCHEMES = {"https", "mailto", "tel"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
# What may be more than words, anywhere and where a line begins: then the text is parsed, which takes long.
_MARKED = re.compile(r"[*_`\[\]<>&\\#|~!{}]")
_MARKED_LINE = re.compile(r"\n(?:[ \t]*(?:[-+=]|\d+[.)])| {4}| *\t)")
# What XML 1.0 cannot hold and no other format is the better for; line breaks and tabs stay.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_DEEPEST = 6
_LETTERS = str.maketrans(
    {
        "å": "aa",
        "ø": "oe",
        "æ": "ae",
        "ð": "d",
        "þ": "th",
        "ö": "o",
        "ä": "a",
        "ß": "ss",
        "œ": "oe",
        "đ": "d",
        "ł": "l",
        "ı": "i",
    },
)

_parser = MarkdownIt("commonmark", {"html": False}).enable("table")
_parser.use(attrs_plugin, spans=True, allowed=["lang"])


def markdown(value: str, *, top: int = 2) -> SafeString:
    """Safe HTML whose highest heading is `top` and whose headings never skip a level."""
    tokens = _parser.parse(value or "")
    _level_headings(tokens, top)
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        # What an editor marks inside a sentence is a name or a quotation, which no machine should translate.
        set_tag_attribute_values={"span": {"translate": "no"}},
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    return mark_safe(clean.strip())  # noqa: S308 (cleaned on the line above)


def plain(value: str) -> str:
    """The words alone, on one line: for search and descriptions."""
    return " ".join(paragraphs(value))


def addresses(value: str) -> list[str]:
    """Where the links of a text lead, each once, in their order."""
    if not value or not ("](" in value or "]:" in value or "<http" in value):
        return []
    inline = (child for token in _parser.parse(value) for child in token.children or [])
    found = (str(token.attrs["href"]) for token in inline if token.type == "link_open")
    return list(dict.fromkeys(found))


def paragraphs(value: str) -> list[str]:
    """The words alone, each paragraph, heading and entry of a list by itself: for files and mails."""
    value = value or ""
    is_marked = _MARKED.search(value) or _MARKED_LINE.search(f"\n{value}")
    blocks = _words(_parser.parse(value)) if is_marked else _PARAGRAPHS.split(value)
    return [words for block in blocks if (words := " ".join(block.split()))]


def excerpt(value: str, length: int = 155) -> str:
    """The beginning of the words, cut between two of them, no longer than `length`."""
    words = plain(value)
    if len(words) <= length:
        return words
    cut = words[:length].rpartition(" ")[0] or words[: length - 1]
    return cut.rstrip(" ,.;:–-") + "…"


def printable(value: str) -> str:
    """Without control characters, which come in by pasting and which no reader of files takes."""
    return value if value.isprintable() else _UNPRINTABLE.sub("", value)


def slug(value: str) -> str:
    """Lower-case ASCII with hyphens; Nordic letters as their usual spelling without them."""
    letters = unicodedata.normalize("NFC", value).lower().translate(_LETTERS)
    bare = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare.replace("'", "")).strip("-")


def _level_headings(tokens: Sequence[Token], top: int) -> None:
    """Each heading becomes one deeper than the heading it stands under, whatever number of # was typed."""
    above: list[str] = []
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            typed = token.tag
            while above and above[-1] >= typed:
                above.pop()
            above.append(typed)
            # heading_open, inline, heading_close: three tokens in a row
            token.tag = tokens[position + 2].tag = f"h{min(top + len(above) - 1, _DEEPEST)}"


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "lang":
        return value if _LANGUAGE.fullmatch(value) else None
    if name == "href":
        return value if _is_allowed_address(value) else None
    return value


def _is_allowed_address(value: str) -> bool:
    """Addresses of this portal, fragments, and the three schemes; never `//elsewhere`, which looks like the first."""
    if value.startswith(("/", "#")):
        return not value.startswith("//")
    return value.partition(":")[0].lower() in _SCHEMES


def _words(tokens: Sequence[Token]) -> list[str]:
    found = []
    for token in tokens:
        if token.type == "inline":
            found.append("".join(_inline(token.children or [])))
        elif token.type in {"fence", "code_block"}:
            found.append(token.content)
    return found


def _inline(tokens: Sequence[Token]) -> list[str]:
    breaks = {"softbreak", "hardbreak"}
    written = {"text", "text_special", "code_inline"}
    return [" " if token.type in breaks else token.content for token in tokens if token.type in breaks | written]
