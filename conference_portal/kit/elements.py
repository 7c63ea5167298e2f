"""XML of strangers: bounded, without definitions of its own, and with elements that know their line."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

from conference_portal.kit.decoding import Unreadable

MOST_TAGS, DEEPEST = 500_000, 50


class _Numbered(DefusedXMLParser):
    _depth = 0

    def _start(self, *args: Any, **kwargs: Any) -> Any:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable(_("This XML file is nested too deeply."))
        element = super()._start(*args, **kwargs)  # type: ignore[misc]  # of the parser in Python
        element.line = self.parser.CurrentLineNumber
        return element

    def _end(self, *args: Any) -> Any:
        self._depth -= 1
        return super()._end(*args)  # type: ignore[misc]  # of the parser in Python


def parsed(content: bytes) -> Element:
    """The first element. Raises Unreadable."""
    if content.count(b"<") > MOST_TAGS:
        raise Unreadable(_("This XML file is far too large."))
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


def line_of(element: Element) -> int:
    """As people count; 0 if nobody knows."""
    return getattr(element, "line", 0)
