"""XLIFF 1.2: what every program of translators reads, and one file may hold sources of several languages, as ours do
(2.1 knows one source language a file). Markdown stays as it is, in the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.utils.translation import gettext as _

from conference_portal.kit.decoding import Unreadable
from conference_portal.kit.elements import line_of, parsed
from conference_portal.kit.text import printable
from conference_portal.texts.incoming import Entry, Incoming, entry, gathered, key_of
from conference_portal.texts.units import DONE, MISSING, Unit

TYPE = "application/x-xliff+xml"
NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_XML = "http://www.w3.org/XML/1998/namespace"
_STATES = {MISSING: "needs-translation", DONE: "translated"}
_STALE = "needs-adaptation"


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


def read(content: bytes) -> Incoming:
    root = parsed(content)
    if _plain(root) != "xliff":
        raise Unreadable(_("This XML file is no XLIFF: its first element is “%(name)s”.") % {"name": _plain(root)[:40]})
    if root.get("version", "").startswith("2"):
        raise Unreadable(_("This is XLIFF 2. Save it as XLIFF 1.2, as the portal gave it."))
    return gathered([_entry(each) for each in root.iter() if _plain(each) == "trans-unit"])


def _entry(unit: Element) -> Entry:
    target = next((each for each in unit if _plain(each) == "target"), None)
    text = "".join(target.itertext()) if target is not None else ""
    return entry(line_of(unit), unit.get("id", ""), text)


def _plain(element: Element) -> str:
    return element.tag.rpartition("}")[2]
