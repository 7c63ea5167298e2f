"""Which servers may be asked at all, and by which address: an editor's link must not reach into the house.

A name is looked up once, every address that it has must be on the open internet, and the connection goes to one of
these: a name that answers otherwise the second time reaches nothing."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443}
TIMEOUT = 10
# Networks that carry an address of the older kind in one of the newer kind: what is inside is looked at.
CARRIERS = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Forbidden(Exception):  # noqa: N818 (as a person would say)
    """Not on the open internet, or no address of the web."""


@dataclass(frozen=True)
class Spot:
    """Where a connection goes."""

    parts: SplitResult
    host: str
    port: int
    address: str


def spot(address: str, *, inside: bool = False) -> Spot:
    """`inside`: the house itself may be asked, too; for tests alone.

    Raises Forbidden, OSError (of the name)."""
    parts, host, port = _parts(address)
    found = {entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    addresses = sorted(str(each) for each in found)
    if not addresses or (not inside and not all(is_open(each) for each in addresses)):
        raise Forbidden(address)
    return Spot(parts, host, port, addresses[0])


def _parts(address: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, KeyError) as error:  # a bad port, a bad name, another scheme
        raise Forbidden(address) from error
    if not host:
        raise Forbidden(address)
    return parts, host, port


def is_open(address: str) -> bool:
    """On the open internet: not this machine, not a network of a house, not one that is kept for something else."""
    try:
        found: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if any(found in network for network in CARRIERS) or found.teredo or found.sixtofour:
            return False
        found = found.ipv4_mapped or found
    special = found.is_multicast or found.is_reserved or found.is_unspecified or found.is_loopback
    return found.is_global and not found.is_link_local and not special


def connected(place: Spot) -> http.client.HTTPConnection:
    """To the very address that was looked at; the certificate must still be that of the name.

    Raises OSError."""
    line: Any = socket.create_connection((place.address, place.port), timeout=TIMEOUT)
    if place.parts.scheme == "https":
        try:
            line = ssl.create_default_context().wrap_socket(line, server_hostname=place.host)
        except BaseException:
            line.close()
            raise
    connection = http.client.HTTPConnection(place.host, place.port, timeout=TIMEOUT)
    connection.sock = line
    return connection
