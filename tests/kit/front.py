"""What the front is tried with: an application that says what it is told, and a reader who remembers the answer."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from conference_portal.kit.ready import KEEP, Keep
from conference_portal.kit.versions import Version, Watch

LONG = "Storbyens hjerte og smerte. " * 50


class StillWatch(Watch):
    """A watch that is told what it knows; it asks nobody."""

    away = False

    def begin(self):
        pass

    @property
    def is_away(self):
        return self.away


class Application:
    """Stands for Django: says what it is told to say, and counts how often it is asked."""

    def __init__(self):
        self.version = Version(1, 0)
        self.body, self.status, self.headers, self.keeps, self.asked, self.closed = LONG, "200 OK", [], True, 0, 0

    def __call__(self, environ, start_response):
        self.asked += 1
        self.environ = environ
        if self.keeps:
            hour = int(datetime.now(UTC).timestamp()) // 3600
            environ[KEEP] = Keep(self.version, asked=float(self.asked), every=3600, period=hour)
        start_response(self.status, [("Content-Type", "text/html; charset=utf-8"), *self.headers])
        self.chunks = Chunks(self)
        return self.chunks


class Chunks:
    def __init__(self, application):
        self.application = application

    def __iter__(self):
        yield self.application.body.encode()

    def close(self):
        self.application.closed += 1


class Answer:
    def __init__(self, front, address="/da/", method="GET", **environ):
        path_info, _, query = address.partition("?")
        given = {"REQUEST_METHOD": method, "PATH_INFO": path_info, "QUERY_STRING": query, "HTTP_HOST": "localhost"}
        plain = {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http", "wsgi.input": BytesIO()}
        self.body = b"".join(front({**plain, **given, **environ}, self.start))

    def start(self, status, headers):
        self.status, self.headers = int(status.split()[0]), dict(headers)

    def __eq__(self, other):
        return (self.status, self.body, self.headers) == (other.status, other.body, other.headers)

    def __hash__(self):
        return hash((self.status, self.body))
