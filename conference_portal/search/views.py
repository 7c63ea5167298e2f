"""The search page: everything, in all languages, with a scope for each kind of thing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from conference_portal.kit.languages import Text, reading_language
from conference_portal.search.models import Entry, kinds
from conference_portal.search.query import LENGTH, Marker, Question, find, pieces, shown

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from conference_portal.search.query import Hit

HITS_ON_A_PAGE = 20
LONGEST_QUESTION = 200


@dataclass(frozen=True)
class Row:
    """A hit as the page prints it."""

    kind: str
    where: Text
    title: Text
    excerpt: Text
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    question = Question.of(request.GET.get("q", "")[:LONGEST_QUESTION])
    found = find(question, request.user)
    counts = Counter(kind for kind, _pk in found.keys)
    kind = request.GET.get("kind", "")
    keys = [key for key in found.keys if key[0] == kind] if kind in counts else found.keys
    page = Paginator(keys, HITS_ON_A_PAGE).get_page(request.GET.get("page"))
    marker = Marker(question)
    context = {
        "question": question,
        "page": page,
        "hits": [_row(hit, marker) for hit in shown(page.object_list, question)],
        "total": len(found.keys),
        "closest": found.closest,
        "scopes": _scopes(counts, question, kind),
        "query": _query(question, kind if kind in counts else ""),
    }
    return render(request, "search/search.html", context)


def _row(hit: Hit, marker: Marker) -> Row:
    entry, beside = hit.entry, hit.beside
    return Row(
        kind=_label(entry.kind),
        where=_where(entry),
        title=_marked(entry.title, entry.title_language, marker, length=len(entry.title)),
        excerpt=_marked(beside.body, beside.language, marker),
        url=f"/{reading_language()}{entry.path}",
    )


def _where(entry: Entry) -> Text:
    """The year is said once."""
    language = entry.place_language or reading_language()
    year = str(entry.year or "")
    if not entry.place or not year or year in entry.place:
        return Text(entry.place or year, language)
    return Text(f"{entry.place}, {year}", language)


def _marked(value: str, language: str, marker: Marker, *, length: int = LENGTH) -> Text:
    """Names are in every reader's language."""
    parts = pieces(value, marker, icelandic=language == "is", length=length)
    words = format_html_join("", "{}", ((_piece(part.text, found=part.found),) for part in parts))
    return Text(words, language or reading_language())


def _piece(words: str, *, found: bool) -> str | SafeString:
    return format_html("<mark>{}</mark>", words) if found else words


def _scopes(counts: Counter[str], question: Question, kind: str) -> list[dict[str, object]]:
    """All, and each kind that was found, the most frequent first."""
    scopes = [
        {"label": _label(name, many=True), "count": count, "url": f"?{_query(question, name)}", "current": name == kind}
        for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    everything = {"label": gettext("All"), "count": counts.total(), "url": f"?{_query(question)}"}
    return [{**everything, "current": kind not in counts}, *scopes]


def _query(question: Question, kind: str = "") -> str:
    return urlencode({"q": question.typed, **({"kind": kind} if kind else {})})


def _label(kind: str, *, many: bool = False) -> str:
    names = kinds()[kind]._meta
    return capfirst(str(names.verbose_name_plural if many else names.verbose_name))
