"""`make bench`: what a page of each kind costs, built and kept, in this process, on the archive of `make run`.

CPU time of this thread, best of several: the machine's other work does not count.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from conference_portal.kit.local import prepare

PAGES = {
    "home": "/en/",
    "archive": "/en/editions/",
    "edition": "/en/2024/",
    "theme": "/en/2024/theme/",
    "programme": "/en/2022/programme/",
    "events": "/en/events/",
    "cities": "/en/cities/",
    "city": "/en/cities/aarhus/",
    "topics": "/en/topics/",
    "search": "/en/search/?q=aarhus",
    "sitemap": "/sitemap.xml",
}
BUILDS, HITS = 10, 300


def main() -> None:
    prepare()
    from conference_portal.wsgi import application

    sys.stdout.write(f"{'page':<11}{'status':>7}{'queries':>9}{'built ms':>10}{'kept ms':>9}{'bytes':>9}{'gzip':>8}\n")
    for name, address in PAGES.items():
        path, _, query = address.partition("?")
        built = Visit(application.application, path, query)
        kept = Visit(application, path, query)
        queries = built.count_queries()
        if built.status != "200":
            sys.stdout.write(f"{name:<11}{built.status:>7}\n")
            continue
        costs = f"{built.best(BUILDS):>10.1f}{kept.best(HITS):>9.2f}"
        sizes = f"{len(built.body):>9}{len(gzip.compress(built.body)):>8}"
        sys.stdout.write(f"{name:<11}{built.status:>7}{queries:>9}{costs}{sizes}\n")


class Visit:
    """One address asked of one application, as gunicorn would ask it."""

    def __init__(self, application: Callable[..., Iterable[bytes]], path: str, query: str) -> None:
        self.application, self.path, self.query = application, path, query
        self.status, self.body = "", b""

    def __call__(self) -> None:
        chunks = self.application(self._environ(), self._start)
        self.body = b"".join(chunks)
        if close := getattr(chunks, "close", None):
            close()

    def best(self, times: int) -> float:
        """Milliseconds."""
        self()
        return min(self._one() for _ in range(times))

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

    def _one(self) -> float:
        begun = time.thread_time()
        self()
        return (time.thread_time() - begun) * 1000

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
