"""One address, asked politely: HEAD first, GET only where that is not answered, and never more than its head."""

from __future__ import annotations

import http.client
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from urllib.parse import quote, urljoin

from conference_portal.links.guard import TIMEOUT, Forbidden, connected, spot
from conference_portal.links.models import Link

HOPS = 5
AGENT = "conference-portal-links/1 (+{address})"
FOR_GOOD = {301, 308}
MOVING = {301, 302, 303, 307, 308}
SHUT = {401, 402, 403, 405, 406, 451, 999}  # there is a page, but not for machines
BUSY = {429}
NOT_FOUND, FAULT = 400, 500
SAFE = "/?#[]@!$&'()*+,;=%:~-._"
Trouble = Link.Trouble


@dataclass(frozen=True)
class Answer:
    """What a look at an address said. `target`: where it has moved to for good."""

    status: int | None = None
    trouble: str = ""
    target: str = ""
    is_shut: bool = False
    is_busy: bool = False


def ask(address: str, *, agent: str = AGENT, inside: bool = False) -> Answer:
    """`inside`: for tests alone, see guard."""
    here, moved = address, True
    for _hop in range(HOPS + 1):
        try:
            status, location = _look(here, agent, inside=inside)
        except Forbidden:
            return Answer(trouble=Trouble.INSIDE)
        except socket.gaierror:
            return Answer(trouble=Trouble.NAME)
        except ssl.SSLCertVerificationError:
            return Answer(trouble=Trouble.SEAL)
        except (OSError, http.client.HTTPException, ValueError):
            return Answer(trouble=Trouble.SILENCE)
        if status not in MOVING or not location:
            return _answer(status, here if moved and here != address else "")
        moved = moved and status in FOR_GOOD
        here = urljoin(here, location).partition("#")[0]
    return Answer(trouble=Trouble.CIRCLE)


def _answer(status: int, target: str) -> Answer:
    if status in BUSY:
        return Answer(status, is_busy=True)
    if status in SHUT:
        return Answer(status, is_shut=True)
    if status >= FAULT:
        return Answer(status, Trouble.SERVER)
    return Answer(status, Trouble.ANSWER) if status >= NOT_FOUND else Answer(status, target=target)


def _look(address: str, agent: str, *, inside: bool) -> tuple[int, str]:
    """Many servers answer HEAD wrongly, so only what it says of a page that is there is believed."""
    status, location = _request("HEAD", address, agent, inside=inside)
    if status < NOT_FOUND or status in BUSY:
        return status, location
    return _request("GET", address, agent, inside=inside)


def _request(method: str, address: str, agent: str, *, inside: bool) -> tuple[int, str]:
    """The head of the answer; its body is not read at all. A server that drips is cut off."""
    place = spot(address, inside=inside)
    connection = connected(place)
    line: socket.socket = connection.sock
    end = Timer(TIMEOUT, _cut, [line])
    end.daemon = True
    end.start()
    try:
        path = quote(place.parts.path or "/", safe=SAFE)
        query = f"?{quote(place.parts.query, safe=SAFE)}" if place.parts.query else ""
        connection.putrequest(method, f"{path}{query}", skip_host=True, skip_accept_encoding=True)
        host = f"[{place.host}]" if ":" in place.host else place.host
        connection.putheader("Host", f"{host}:{place.parts.port}" if place.parts.port else host)
        for name, value in (("User-Agent", agent), ("Accept", "*/*"), ("Connection", "close")):
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return response.status, response.getheader("Location", "") or ""
    finally:
        end.cancel()
        connection.close()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
