"""Pictures, films, consents, links, and what young people wait for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from conference_portal.kit.formats import day
from conference_portal.kit.languages import READING, column
from conference_portal.links.collecting import SOURCES, places_in
from conference_portal.links.dead import Dead, dead
from conference_portal.media.models import Image
from conference_portal.readiness.findings import Finding, Row
from conference_portal.readiness.reading import Whole, form_of
from events.editions.models import Contact, Involvement
from events.programme.models import Appearance
from events.youthlab.models import Credit, Output, Statement, Uptake

AUDIBLE = {Output.Kind.FILM, Output.Kind.MUSIC_VIDEO, Output.Kind.PODCAST}
SOON = timedelta(days=60)  # after the last day: so long people come back to look


def pictures(whole: Whole) -> Iterator[Finding]:
    images = _images(whole)
    bare = [each for each in images if not each.decorative and not _is_described(each)]
    if images:
        yield whole.found("alt", [Row(str(each), _form(whole, each, "id_alt_da")) for each in bare])
    if films := [each for each in whole.rows(Output) if each.kind in AUDIBLE]:
        silent = [each for each in films if not _can_be_read(each)]
        yield whole.found("captions", [Row(str(each), form_of(each, "id_captions")) for each in silent])
    end = (whole.edition.ends_on or whole.opens_on or whole.today) + SOON
    ending: list[Any] = [*whole.rows(Output), *images]
    ending = sorted((each for each in ending if each.consent_until and each.consent_until < end), key=_until)
    yield whole.found(
        "consents",
        [Row(str(each), _form(whole, each, "id_consent_until"), day(each.consent_until)) for each in ending],
    )


def _is_described(image: Image) -> bool:
    return all(getattr(image, column("alt", code)) for code in READING)


def _until(row: Any) -> Any:
    return row.consent_until


def _can_be_read(output: Output) -> bool:
    return bool(output.captions) or any(getattr(output, column("transcript", code)) for code in (*READING, "other"))


def _images(whole: Whole) -> list[Image]:
    """Those that its pages show: of the host city, its people, its bodies. One query."""
    people = {each.speaker_id for each in whole.rows(Appearance)}
    people |= {each.speaker_id for each in whole.rows(Credit)}
    contacts = {each.speaker_id for each in whole.rows(Contact)} - {None}
    bodies = {each.organisation_id for each in whole.rows(Involvement)}
    shown = Q(speakers__in=people | contacts) | Q(organisations__in=bodies) | Q(cities=whole.edition.host_id)
    is_shown = Q(withdrawn_at=None) | Q(withdrawn_at__gt=timezone.now())
    return list(Image.objects.filter(pk__in=Image.objects.filter(shown).values("pk")).filter(is_shown).order_by("pk"))


def _form(whole: Whole, row: Any, part: str) -> str:
    """A picture is opened by whoever brought it."""
    is_theirs = not isinstance(row, Image) or whole.is_keeper or row.uploaded_by_id == getattr(whole.user, "pk", None)
    return form_of(row, part) if is_theirs else ""


def links(whole: Whole) -> Iterator[Finding]:
    """Of the rows that are at hand. One query."""
    rows: list[Any] = [trail[-1] for trail in whole.trails if type(trail[-1]) in SOURCES]
    rows += [each.organisation for each in whole.rows(Involvement)]
    rows += [each.room.venue for each in whole.sessions if each.room]
    rows += [whole.edition.host, *([whole.edition.venue] if whole.edition.venue else [])]
    found = dead(place for row in dict.fromkeys(rows) for place in places_in(row))
    yield whole.found("links", [_dead(each) for each in found])


def _dead(each: Dead) -> Row:
    return Row(str(each.place.row), each.url, f"{each.link.address} – {each.why}")


def statements(whole: Whole) -> Iterator[Finding]:
    answered = {each.statement_id for each in whole.rows(Uptake) if each.outcome != Uptake.Outcome.OPEN}
    found = [each for each in whole.rows(Statement) if each.pk not in answered]
    if whole.rows(Statement):
        yield whole.found("statements", [Row(str(each), form_of(each, "uptakes-group")) for each in found])
