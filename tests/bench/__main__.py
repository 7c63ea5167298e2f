"""`make bench`: what a page of each kind costs in this process: built cold, built again, and kept.

CPU time of this thread, on a database of its own with the archive and two invented programmes. Cold is the first page
after a change: nothing is remembered. Again is another address of the same content. Every round asks for a trivial page
as well, through the same middleware, without a query: the ratio to it says more than milliseconds, which are another
number on every machine and at every hour.
"""

from __future__ import annotations

import gc
import gzip
import io
import os
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

from conference_portal.kit.postgres import THROWAWAY, Cluster, default_home
from tests.bench.programmes import FIRST_DAY, schedule_xml, table

TRIVIAL = "/healthz/live"
DEBATE = "/en/events/debat-udsatte-bydele-2023/"
BENCH = "/en/events/bench-"
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
    "outline": f"{DEBATE}programme/",
    "programme 150": f"{BENCH}150/programme/",
    "programme 400": f"{BENCH}400/programme/",
    "one day of 150": f"{BENCH}150/programme/?day=2",
    "session": f"{BENCH}150/programme/{{slug}}/",
    "xml 150": f"{BENCH}150/programme.xml",
    "ics 150": f"{BENCH}150/programme.ics",
    "json 150": f"{BENCH}150/programme.json",
    "csv 150": f"{BENCH}150/programme.csv",
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
MOST_QUERIES, MOST_KEPT = 12, 1.0
MOST_BUILT = {"edition": 30, "programme 150": 30, "session": 10, "xml 150": 80, "ics 150": 60}  # milliseconds
HEADS = (
    ("queries", 9),
    ("cold ms", 10),
    ("again ms", 10),
    ("x trivial", 11),
    ("kept ms", 9),
    ("x trivial", 11),
    ("bytes", 9),
    ("gzip", 8),
)


def main() -> None:
    cluster = Cluster(default_home("postgres-test"), options=THROWAWAY, name=f"bench_{os.getpid()}")
    os.environ |= {"DATABASE_URL": cluster.start(), "SECRET_KEY": "bench"}
    try:
        fill()
        measure()
    finally:
        cluster.leave("immediate")


def fill() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_archive", verbosity=0)
    for sessions in (150, 400):
        path = written(f"bench-{sessions}.xml", schedule_xml(sessions))
        told(f"import of {sessions} sessions", "import_programme", f"bench-{sessions}", path, new=f"Bench {sessions}")
        told(f"release of {sessions} sessions", "release_programme", f"bench-{sessions}")
    hand_over(400)
    told("import of 2,000 rows", "import_programme", "bench-2000", written("bench.csv", table(2000)), new="Bench 2000")


def hand_over(sessions: int) -> None:
    """An edition that nobody else measures, for the next host: a draft with its own programme of that size."""
    from cities.models import City
    from events.editions.models import Edition, Event

    name, path = "bench-handover", written("bench-handover.xml", schedule_xml(sessions))
    told(f"import of {sessions} sessions", "import_programme", name, path, new="Bench handover")
    edition = Edition.objects.create(year=2097, host=City.objects.get(slug="aarhus"), starts_on=FIRST_DAY)
    Event.objects.filter(slug=name).update(edition=edition)
    told(f"handover of {sessions} sessions", "handover", "2097", "2099", host="oslo", starts="2099-09-16")


def written(name: str, content: bytes) -> str:
    path = Path(tempfile.gettempdir()) / name
    path.write_bytes(content)
    return str(path)


def told(what: str, command: str, *words: str, **options: str) -> None:
    """Seconds of the clock, the database's part included, as an organiser waits for it."""
    from django.core.management import call_command

    begun = time.perf_counter()
    call_command(command, *words, apply=True, stdout=io.StringIO(), stderr=sys.stderr, **options)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{what}: {time.perf_counter() - begun:.2f} s, this process has taken {peak} MB at most\n")
    sys.stdout.flush()


def measure() -> None:
    from conference_portal.wsgi import application

    gc.freeze()  # as the server does before it forks
    trivial = Visit(application.application, TRIVIAL)
    sys.stdout.write(f"{'page':<16}{''.join(f'{head:>{width}}' for head, width in HEADS)}\n")
    programme = Visit(application, f"{BENCH}150/programme/")
    programme.encoding = "identity"
    programme()
    slug = re.findall(r'data-session="([^"]+)"', programme.body.decode())[5]
    for name, page in PAGES.items():
        address = page.format(slug=slug)
        built, kept = Visit(application.application, address), Visit(application, address)
        queries = built.count_queries()
        if built.status != "200":
            sys.stdout.write(f"{name:<16}answers {built.status}\n")
            continue
        cold, ratio, again, held, held_ratio = side_by_side(trivial, built, kept)
        over = queries > MOST_QUERIES or cold > MOST_BUILT.get(name, 40) or held > MOST_KEPT
        row = f"{queries:>9}{cold:>10.1f}{again:>10.1f}{ratio:>11.1f}{held:>9.3f}{held_ratio:>11.2f}"
        sizes = f"{len(built.body):>9}{len(gzip.compress(built.body)):>8}"
        sys.stdout.write(f"{name:<16}{row}{sizes}{'  over the promise' if over else ''}\n")
        sys.stdout.flush()


def side_by_side(trivial: Visit, built: Visit, kept: Visit) -> tuple[float, float, float, float, float]:
    """Milliseconds and ratio. Ratios are taken within a round, in which the machine is the same."""
    for visit in (trivial, built, kept):
        visit()
    rounds = [(trivial.cost(HITS), built.cost_cold(), built.cost(1), kept.cost(HITS)) for _ in range(ROUNDS)]
    cold, held = (median(row[column] / row[0] for row in rounds) for column in (1, 3))
    lowest = [min(row[column] for row in rounds) for column in range(4)]
    return lowest[1], cold, lowest[2], lowest[3], held


class Visit:
    """One address asked of one application, as gunicorn would ask it."""

    def __init__(self, application: Callable[..., Iterable[bytes]], address: str) -> None:
        self.application = application
        self.path, _, self.query = address.partition("?")
        self.status, self.body, self.encoding = "", b"", "gzip"

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

    def cost_cold(self) -> float:
        """The same, with nothing remembered."""
        from conference_portal.kit.pages import forget

        forget()
        return self.cost(1)

    def count_queries(self) -> int:
        """Of a page that is built with nothing remembered."""
        from django.db import connection

        from conference_portal.kit.pages import forget

        count = 0

        def counted(execute: Callable[..., Any], *words: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*words)

        self()
        forget()
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
            "HTTP_ACCEPT_ENCODING": self.encoding,
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
