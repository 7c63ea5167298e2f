"""`make bench`: what a page of each kind costs, built and kept, in this process, on the archive of `make run`.

CPU time of this thread. Every round asks for a trivial page as well, through the same middleware, without a query: the
ratio to it says more than milliseconds, which are another number on every machine and at every hour.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import time
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

from conference_portal.kit.local import prepare

TRIVIAL = "/healthz/live"
DEBATE = "/en/events/debat-udsatte-bydele-2023/"
PAGES = {
    "home": "/en/",
    "editions": "/en/editions/",
    "edition": "/en/2024/",
    "theme": "/en/2024/theme/",
    "subtheme": "/en/2024/theme/community/",
    "page": "/en/2024/pages/about/",
    "youth": "/en/2022/youth/",
    "events": "/en/events/",
    "event": DEBATE,
    "programme": f"{DEBATE}programme/",
    "session": f"{DEBATE}programme/panelsamtale/",
    "speaker": "/en/speakers/karsten-rieder/",
    "cities": "/en/cities/",
    "city": "/en/cities/aarhus/",
    "topics": "/en/topics/",
    "topic": "/en/topics/participation/",
    "search": "/en/search/?q=ungdom",
    "privacy": "/en/privacy/",
    "sitemap": "/sitemap.xml",
    "brand": "/brand/all.css",
}
ROUNDS, HITS = 15, 30
# What issue 3 promises of the edition page, and the house of every page.
MOST_QUERIES, MOST_BUILT, MOST_KEPT = 12, 30.0, 1.0
HEADS = (
    ("queries", 9),
    ("built ms", 10),
    ("x trivial", 11),
    ("kept ms", 9),
    ("x trivial", 11),
    ("bytes", 9),
    ("gzip", 8),
)


def main() -> None:
    prepare()
    from conference_portal.wsgi import application

    trivial = Visit(application.application, TRIVIAL)
    sys.stdout.write(f"{'page':<12}{''.join(f'{head:>{width}}' for head, width in HEADS)}\n")
    for name, address in PAGES.items():
        built, kept = Visit(application.application, address), Visit(application, address)
        queries = built.count_queries()
        if built.status != "200":
            sys.stdout.write(f"{name:<12}answers {built.status}\n")
            continue
        costs = side_by_side(trivial, built, kept)
        sizes = f"{len(built.body):>9}{len(gzip.compress(built.body)):>8}"
        over = queries > MOST_QUERIES or costs[0] > MOST_BUILT or costs[2] > MOST_KEPT
        row = f"{queries:>9}{costs[0]:>10.1f}{costs[1]:>11.1f}{costs[2]:>9.3f}{costs[3]:>11.2f}{sizes}"
        sys.stdout.write(f"{name:<12}{row}{'  over the promise' if over else ''}\n")
        sys.stdout.flush()


def side_by_side(trivial: Visit, built: Visit, kept: Visit) -> tuple[float, float, float, float]:
    """Milliseconds and ratio, built and kept. Ratios are taken within a round, in which the machine is the same."""
    for visit in (trivial, built, kept):
        visit()
    rounds = [(trivial.cost(HITS), built.cost(1), kept.cost(HITS)) for _ in range(ROUNDS)]
    ratios = median(row[1] / row[0] for row in rounds), median(row[2] / row[0] for row in rounds)
    return min(row[1] for row in rounds), ratios[0], min(row[2] for row in rounds), ratios[1]


class Visit:
    """One address asked of one application, as gunicorn would ask it."""

    def __init__(self, application: Callable[..., Iterable[bytes]], address: str) -> None:
        self.application = application
        self.path, _, self.query = address.partition("?")
        self.status, self.body = "", b""

    def __call__(self) -> None:
        chunks = self.application(self._environ(), self._start)
        self.body = b"".join(chunks)
        if close := getattr(chunks, "close", None):
            close()

    def cost(self, times: int) -> float:
        """Milliseconds of one, on average."""
        begun = time.thread_time()
        for _ in range(times):
            self()
        return (time.thread_time() - begun) * 1000 / times

    def count_queries(self) -> int:
        from django.db import connection

        count = 0

        def counted(execute: Callable[..., Any], *words: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*words)

        self()
        with connection.execute_wrapper(counted):
            self()
        return count

    def _start(self, status: str, _headers: list[tuple[str, str]], _error: Any = None) -> None:
        self.status = status.partition(" ")[0]

    def _environ(self) -> dict[str, Any]:
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_ACCEPT_ENCODING": "gzip",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference_portal.settings")
    main()
