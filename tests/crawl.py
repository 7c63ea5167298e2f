"""The portal with its own archive as readers meet it: every address of the sitemap, asked through the front of ready
bytes once in a run; tests look at what came back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any
from unittest.mock import patch
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from modeltranslation.translator import translator

from conference_portal.archive.loading import load
from conference_portal.kit import pages
from conference_portal.kit.languages import READING, STORED
from conference_portal.kit.ready import Front, Store
from conference_portal.kit.text import plain
from conference_portal.kit.versions import Version
from tests.kit.front import Answer, StillWatch
from tests.reading import Element, read

HOST = "http://localhost"
# All in one worker: the archive is loaded and read once, however many tests look at what came back.
IN_EACH_LANGUAGE = [pytest.param(language, marks=pytest.mark.xdist_group("crawl")) for language in READING]
ELSEWHERE = ("/static/", "/admin/")  # files are collected when the portal is served; the admin has tests of its own
PRINTED = re.compile(r"/(?:programme|day-sheets|door-signs)\.(?:pdf|xlsx)")  # slow to make: in one language only


@dataclass(frozen=True)
class Visit:
    address: str
    answer: Answer

    @cached_property
    def tree(self) -> Element:
        return read(self.answer.body.decode())

    @property
    def main(self) -> Element:
        return self.tree.all("main")[0]

    @cached_property
    def links(self) -> set[str]:
        """Addresses in the portal that the page leads to, with fragment."""
        places = {urljoin(HOST + self.address, element.get("href")) for element in self.tree.all(href=None)}
        return {place.removeprefix(HOST) for place in places if place.startswith(f"{HOST}/")}


@dataclass(frozen=True)
class Crawl:
    language: str
    visits: dict[str, Visit]
    beyond: dict[str, int]  # where pages lead that are not in the sitemap, and the answer's status
    stored: dict[str, set[str]]  # every text of the archive, and the languages that it stands in


@contextmanager
def served() -> Iterator[Front]:
    """The portal behind its front, in this process and transaction, which the end of a request must not close."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield Front(WSGIHandler(), watch=StillWatch(), store=Store(100_000_000))
    for signal in signals:
        signal.connect(close_old_connections)


@cache
def crawl() -> dict[str, Crawl]:
    """By language. Open the database first; the archive is gone again afterwards."""
    with transaction.atomic(), served() as front, patch.object(pages, "snapshot", _one_state):
        load()
        sitemap = re.findall(r"<loc>http://localhost([^<]+)</loc>", Answer(front, "/sitemap.xml").body.decode())
        stored = stored_texts()
        found = {language: Crawl(language, *_walk(front, language, sitemap), stored) for language in READING}
        transaction.set_rollback(True)
    pages.forget()
    return found


@contextmanager
def _one_state(_moment: datetime) -> Iterator[Version]:
    """Nobody writes while the pages are read: they share what they share when the portal is served."""
    yield Version(0, 0)


def _walk(front: Front, language: str, sitemap: list[str]) -> tuple[dict[str, Visit], dict[str, int]]:
    mine = [address for address in sitemap if address.startswith(f"/{language}/")]
    visits = {address: Visit(address, Answer(front, address)) for address in mine}
    linked = {urlsplit(link)._replace(fragment="").geturl() for visit in visits.values() for link in visit.links}
    beyond = [link for link in sorted(linked - {*sitemap}) if not _is_elsewhere(link, language, visits)]
    return visits, {link: Answer(front, link).status for link in beyond}


def _is_elsewhere(link: str, language: str, visits: dict[str, Visit]) -> bool:
    """Beside what ELSEWHERE names: the same page in another language, or at its address without language."""
    first = link.removeprefix("/").partition("/")[0]
    other = first in READING and first != language
    printed = language != READING[0] and PRINTED.search(link)
    return bool(link.startswith(ELSEWHERE) or other or printed or f"/{language}{link}" in visits)


def stored_texts() -> dict[str, set[str]]:
    """By paragraph, as plain words."""
    found: dict[str, set[str]] = defaultdict(set)
    for model in translator.get_registered_models(abstract=False):
        fields = translator.get_options_for_model(model).all_fields
        things: list[Any] = list(model._default_manager.all())
        for thing in things:
            for name in fields:
                for language in STORED:
                    written = thing.other_language if language == "other" else language
                    for paragraph in (getattr(thing, f"{name}_{language}") or "").split("\n\n"):
                        found[words(plain(paragraph))].add(written)
    del found[""]
    return found


def words(value: str) -> str:
    return " ".join(value.split())
