"""What a translation may have lost on the way: links, headings, entries of lists. Hints, not walls."""

from __future__ import annotations

import re
from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s)>\]]+")
_TARGET = re.compile(r"\]\(([^)\s]+)")
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
_ENTRY = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)]) ", re.MULTILINE)
_MARK = re.compile(r"\{lang=[a-z-]+\}")
_EDGE = ".,;:!?"


def hints(source: str, target: str) -> list[str]:
    if not target:
        return []
    lost = _addresses(source) - _addresses(target)
    told = [_("This link is missing in the translation: %(link)s") % {"link": link} for link in lost]
    return [*told, *_counted(source, target)]


def _addresses(text: str) -> Counter[str]:
    return Counter({link.rstrip(_EDGE) for link in (*_ADDRESS.findall(text), *_TARGET.findall(text))})


def _counted(source: str, target: str) -> list[str]:
    told = []
    was, now = len(_HEADING.findall(source)), len(_HEADING.findall(target))
    if was != now:
        words = ngettext("The source has %(was)s heading, the translation %(now)s.",
                         "The source has %(was)s headings, the translation %(now)s.", was)  # fmt: skip
        told.append(words % {"was": was, "now": now})
    was, now = len(_ENTRY.findall(source)), len(_ENTRY.findall(target))
    if was != now:
        words = ngettext("The source has %(was)s entry of a list, the translation %(now)s.",
                         "The source has %(was)s entries of lists, the translation %(now)s.", was)  # fmt: skip
        told.append(words % {"was": was, "now": now})
    if len(_MARK.findall(source)) > len(_MARK.findall(target)):
        told.append(_("The source marks words of another language, such as {lang=da}; the translation does not."))
    return told
