"""XLIFF 1.2: what every program of translators reads, and one file may hold sources of several languages, as ours do
(2.1 knows one source language a file). Markdown stays as it is, in the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

from conference_portal.kit.text import printable
from conference_portal.texts.incoming import Entry, Incoming, Unreadable, entry, gathered, key_of
from conference_portal.texts.units import DONE, MISSING, Unit

TYPE = "application/x-xliff+xml"
NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_XML = "http://www.w3.org/XML/1998/namespace"
_STATES = {MISSING: "needs-translation", DONE: "translated"}
_STALE = "needs-adaptation"
_MOST_TAGS, _DEEPEST = 500_000, 50


def written(found: Sequence[Unit], year: int) -> bytes:
    """In reading order; a part of the file for each run of one source language."""
    root = Element("xliff", {"xmlns": NAMESPACE, "version": "1.2"})
    for number, (language, run) in enumerate(groupby(found, lambda unit: unit.source_language), 1):
        texts = list(run)
        about = {"original": f"{year}-{number}", "source-language": language, "target-language": texts[0].code}
        part = SubElement(root, "file", about | {"datatype": "plaintext"})
        body = SubElement(part, "body")
        for unit in texts:
            _write(body, unit, year)
    indent(root, " ")
    for each in root.iter():
        if each.tag in {"source", "target", "note"}:
            each.tail = each.tail or "\n"
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _write(body: Element, unit: Unit, year: int) -> None:
    texts = SubElement(body, "trans-unit", {"id": str(key_of(unit, year)), f"{{{_XML}}}space": "preserve"})
    if limit := unit.column_field.max_length:
        texts.set("maxwidth", str(limit))
        texts.set("size-unit", "char")
    SubElement(texts, "source", {f"{{{_XML}}}lang": unit.source_language}).text = printable(unit.source)
    target = SubElement(texts, "target", {f"{{{_XML}}}lang": unit.code, "state": _STATES.get(unit.state, _STALE)})
    target.text = printable(unit.target)
    SubElement(texts, "note").text = printable(" › ".join([*unit.where, f"{unit.kind}, {unit.label}"]))
    if unit.former:
        before = _("The translation was made from: %(text)s") % {"text": unit.former.said}
        SubElement(texts, "note").text = printable(before)


class _Numbered(DefusedXMLParser):
    """Elements know their line."""

    _depth = 0

    def _start(self, *args: Any, **kwargs: Any) -> Any:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unreadable(_("This XML file is nested too deeply."))
        element = super()._start(*args, **kwargs)  # type: ignore[misc]  # of the parser in Python
        element.line = self.parser.CurrentLineNumber
        return element

    def _end(self, *args: Any) -> Any:
        self._depth -= 1
        return super()._end(*args)  # type: ignore[misc]  # of the parser in Python


def read(content: bytes) -> Incoming:
    root = _parsed(content)
    if _plain(root) != "xliff":
        raise Unreadable(_("This XML file is no XLIFF: its first element is “%(name)s”.") % {"name": _plain(root)[:40]})
    if root.get("version", "").startswith("2"):
        raise Unreadable(_("This is XLIFF 2. Save it as XLIFF 1.2, as the portal gave it."))
    return gathered([_entry(each) for each in root.iter() if _plain(each) == "trans-unit"])


def _entry(unit: Element) -> Entry:
    target = next((each for each in unit if _plain(each) == "target"), None)
    text = "".join(target.itertext()) if target is not None else ""
    return entry(getattr(unit, "line", 0), unit.get("id", ""), text)


def _plain(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _parsed(content: bytes) -> Element:
    if content.count(b"<") > _MOST_TAGS:
        raise Unreadable(_("This XML file is far larger than the texts of an edition."))
    parser = _Numbered(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise Unreadable(
            _("This XML file defines or fetches things of its own (DTD, entities). It was not read.")
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(_("This XML file is broken: %(reason)s.") % {"reason": error}) from error
    return root
