"""Finished pages as ready, compressed bytes, answered before Django's middleware: no query, and no database needed.

`kept(application)` wraps the WSGI application. What may be kept is decided inside (`kit.pages`), which leaves a note in
the request's environ; here the finished answer, with every header that middleware added, becomes bytes with an ETag.
"""

from __future__ import annotations

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from conference_portal.kit.versions import Version, Watch

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEEP = "portal.keep"
AWAY = "portal.database_is_away"
OLDEST = 24 * 60 * 60
_LONGEST_ADDRESS = 2000
_OVERHEAD = 2_000  # bytes of objects around a page
_LARGEST_SHARE = 16  # no page takes more than this part of the store
_SMALLEST_PACKED = 200
_PACKED_TYPES = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")
_NOT_IN_304 = {"content-type", "content-length", "content-encoding"}
_TURN_SECONDS = 2.0

Address = tuple[str, str, str, str]
Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Keep:
    """The note that a page may be kept: the version it was built from, and how long a clock lets it be right."""

    version: Version
    asked: float  # monotonic, before the version was read
    every: int  # seconds: the page is right within this period of the clock
    period: int


@dataclass(frozen=True)
class Page:
    keep: Keep
    headers: Headers
    body: bytes
    packed: bool
    tag: str
    made: float = field(default_factory=time.monotonic)

    @property
    def size(self) -> int:
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers)

    def is_current(self, version: Version | None) -> bool:
        return self.keep.version == version and self.keep.period == period_of(self.keep.every)

    def is_young(self) -> bool:
        return time.monotonic() - self.made < OLDEST

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        packed = self.packed and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        tag = f'"{self.tag}-gzip"' if packed else f'"{self.tag}"'
        headers = [*self.headers, ("ETag", tag), ("Vary", "Accept-Encoding")]
        if _is_known(environ.get("HTTP_IF_NONE_MATCH", ""), self.tag):
            start_response("304 Not Modified", [pair for pair in headers if pair[0].lower() not in _NOT_IN_304])
            return []
        body = gzip.decompress(self.body) if self.packed and not packed else self.body
        encoding = [("Content-Encoding", "gzip")] if packed else []
        start_response("200 OK", [*headers, *encoding, ("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


class Store:
    """Pages of one process, the least recently read leaving first when there are too many bytes."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._pages: OrderedDict[Address, Page] = OrderedDict()
        self._lock = Lock()

    def get(self, address: Address) -> Page | None:
        with self._lock:
            page = self._pages.get(address)
            if page is not None:
                self._pages.move_to_end(address)
            return page

    def put(self, address: Address, page: Page) -> None:
        self.drop(address)
        if page.size * _LARGEST_SHARE > self._limit:
            return
        with self._lock:
            self._pages[address] = page
            self._size += _weight(address, page)
            while self._size > self._limit:
                self._size -= _weight(*self._pages.popitem(last=False))

    def drop(self, address: Address) -> None:
        with self._lock:
            if page := self._pages.pop(address, None):
                self._size -= _weight(address, page)

    def __len__(self) -> int:
        return len(self._pages)


def _weight(address: Address, page: Page) -> int:
    """A page counts with its address: many small ones at long addresses take room, too."""
    return page.size + sum(map(len, address)) + _OVERHEAD


@dataclass
class _Answer:
    """What the application said, held back until it is known whether the page is kept."""

    status: str = ""
    headers: Headers = field(default_factory=list)

    def start(self, status: str, headers: Headers, _error: Any = None, /) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return lambda _data: None


class Front:
    def __init__(self, application: WSGIApplication, *, watch: Watch, store: Store) -> None:
        self.application, self.watch, self.store = application, watch, store
        self._turns: dict[Address, Lock] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        address = address_of(environ)
        if address is None:
            return self._ask(None, environ, start_response)
        self.watch.begin()
        page = self._right_now(address)
        if page is None and self.store.get(address):
            with self._turn(address):  # after a change many ask for one page at once: it is built once
                page = self._right_now(address)
                if page is None:
                    return self._ask(address, environ, start_response)
        if page is None:
            return self._ask(address, environ, start_response)
        return page.answer(environ, start_response)

    def _right_now(self, address: Address) -> Page | None:
        page = self.store.get(address)
        if page and (page.is_current(self.watch.version) or (self.watch.is_away and page.is_young())):
            return page
        return None

    def _ask(self, address: Address | None, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if address and self.watch.is_away:
            environ[AWAY] = True
        said = _Answer()
        chunks = self.application(environ, said.start)
        keep: Keep | None = environ.get(KEEP)
        if keep and address and environ["REQUEST_METHOD"] == "GET" and _is_for_everyone(said):
            page = _page(keep, said, _read(chunks))
            self.watch.observe(keep.version, asked=keep.asked)
            self.store.put(address, page)
            return page.answer(environ, start_response)
        if address and (old := self._outlives(address, said)):
            _close(chunks)
            return old.answer(environ, start_response)
        start_response(said.status, said.headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            _close(chunks)
            return []
        return chunks

    def _outlives(self, address: Address, said: _Answer) -> Page | None:
        """The kept page where the portal can just now not say better; what is gone is forgotten."""
        if not said.status.startswith("503"):
            if not said.status.startswith("200"):
                self.store.drop(address)
            return None
        page = self.store.get(address)
        return page if page and page.is_young() else None

    @contextmanager
    def _turn(self, address: Address) -> Iterator[None]:
        turn = self._turns.setdefault(address, Lock())
        mine = turn.acquire(timeout=_TURN_SECONDS)
        try:
            yield
        finally:
            if mine:
                self._turns.pop(address, None)
                turn.release()


def kept(application: WSGIApplication) -> Front:
    return Front(application, watch=Watch(), store=Store(settings.PAGE_STORE_MEGABYTES * 1_000_000))


def address_of(environ: WSGIEnvironment) -> Address | None:
    """What a page is kept under; None for requests that are somebody's own, or not for reading."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
        return None
    cookies = environ.get("HTTP_COOKIE", "").split(";")
    if is_personal(part.partition("=")[0].strip() for part in cookies):
        return None
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    query = environ.get("QUERY_STRING", "")
    host = environ.get("HTTP_X_FORWARDED_HOST", "") if settings.USE_X_FORWARDED_HOST else ""
    address = (_scheme(environ), host or environ.get("HTTP_HOST", ""), path, query)
    return address if sum(map(len, address)) <= _LONGEST_ADDRESS else None


def is_personal(cookies: Iterable[str]) -> bool:
    """Whether these cookies may make the answer one person's: a session, or a message after a form."""
    return not {settings.SESSION_COOKIE_NAME, "messages"}.isdisjoint(cookies)


def period_of(every: int) -> int:
    return int(timezone.now().timestamp()) // every


def _scheme(environ: WSGIEnvironment) -> str:
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        return "https" if environ.get(name, "").split(",")[0].strip() == secure else "http"
    return str(environ["wsgi.url_scheme"])


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.split(","):
        name, _, weight = part.partition(";")
        if name.strip().lower() == "gzip":
            return weight.replace(" ", "").lower() not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _is_known(header: str, tag: str) -> bool:
    known = {part.strip().removeprefix("W/").strip('"').removesuffix("-gzip") for part in header.split(",")}
    return tag in known


def _is_for_everyone(said: _Answer) -> bool:
    names = {name.lower() for name, _ in said.headers}
    vary = ",".join(value for name, value in said.headers if name.lower() == "vary")
    varied = {part.strip().lower() for part in vary.split(",")}
    return said.status.startswith("200") and "set-cookie" not in names and varied <= {"", "accept-encoding"}


def _page(keep: Keep, said: _Answer, body: bytes) -> Page:
    ours = {"etag", "vary", "content-length", "content-encoding", "last-modified"}
    headers = [pair for pair in said.headers if pair[0].lower() not in ours]
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    packed = len(body) >= _SMALLEST_PACKED and kind.startswith(_PACKED_TYPES)
    tag = hashlib.sha256(body).hexdigest()[:32]
    return Page(keep, headers, gzip.compress(body, 6, mtime=0) if packed else body, packed, tag)


def _read(chunks: Iterable[bytes]) -> bytes:
    try:
        return b"".join(chunks)
    finally:
        _close(chunks)


def _close(chunks: Iterable[bytes]) -> None:
    if close := getattr(chunks, "close", None):
        close()
