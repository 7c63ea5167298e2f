"""The search page: everything, in all languages, with a scope for each kind of thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from conference_portal.kit.languages import Text, reading_language
from conference_portal.search.models import NAMES, searchable_models
from conference_portal.search.query import Question, hits, pieces

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from conference_portal.search.models import Entry

HITS_ON_A_PAGE = 20
LONGEST_QUESTION = 200


@dataclass(frozen=True)
class Hit:
    kind: str
    where: str
    title: Text
    excerpt: Text
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Four queries: is there an exact hit, how many of each kind, this page of them, and those in the reader's language."""
    question = Question.of(request.GET.get("q", "")[:LONGEST_QUESTION])
    found = hits(question, request.user)
    counts = dict(found.order_by().values_list("kind").annotate(Count("pk")))
    kind = request.GET.get("kind", "")
    page = Paginator(found.filter(kind=kind) if kind in counts else found, HITS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "question": question,
        "page": page,
        "hits": [_hit(entry, question) for entry in page.object_list.read_in(reading_language())],
        "total": sum(counts.values()),
        "scopes": _scopes(counts, question, kind),
        "query": urlencode({"q": question.typed, **({"kind": kind} if kind in counts else {})}),
    }
    return render(request, "search/search.html", context)


def _hit(entry: Entry, question: Question) -> Hit:
    language = entry.language if entry.language != NAMES else reading_language()
    return Hit(
        kind=_label(entry.kind),
        where=str(entry.year or ""),
        title=Text(_marked(entry.title, question), language),
        excerpt=Text(_marked(entry.body, question), language),
        url=f"/{reading_language()}{entry.path}",
    )


def _marked(value: str, question: Question) -> SafeString:
    return format_html_join(
        "", "{}", [(format_html("<mark>{}</mark>", piece.text) if piece.found else piece.text,) for piece in pieces(value, question)]
    )


def _scopes(counts: dict[str, int], question: Question, kind: str) -> list[dict[str, object]]:
    everything = {"label": gettext("All"), "count": sum(counts.values()), "url": f"?{urlencode({'q': question.typed})}"}
    scopes = [
        {"label": _label(name), "count": count, "url": f"?{urlencode({'q': question.typed, 'kind': name})}", "current": name == kind}
        for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return [{**everything, "current": kind not in counts}, *scopes]


def _label(kind: str) -> str:
    names = {model.search_kind: model._meta.verbose_name for model in searchable_models()}  # noqa: SLF001 - public enough
    return capfirst(str(names.get(kind, kind)))
