"""The edition's emblem: the north seen from its host city.

A disc for the host, one arc for each partner city at its true bearing, the nearest inside.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Sequence

EARTH_RADIUS = 6371  # km
HEART = 0.165  # radius of the disc; the outermost arc ends at 1
STEPS = 48  # points of an arc that are measured for its bounding box


@dataclass(frozen=True)
class Position:
    """Where a city lies, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Ring:
    """One arc: middle radius and stroke in units of the outer radius, bearing and span in degrees."""

    radius: float
    stroke: float
    bearing: float
    span: float


@dataclass(frozen=True)
class Frame:
    """A canvas, the box in it that the emblem fills, and how it behaves when it does not fit."""

    width: int
    height: int
    box: tuple[int, int, int, int]
    align: str = "xMidYMid"
    beside: bool = False  # the text stands to the left, not above
    bleeds: bool = True


FRAMES = {
    "mark": Frame(100, 100, (3, 3, 94, 94), bleeds=False),
    "stamp": Frame(100, 120, (8, 36, 84, 80), bleeds=False),
    "sheet": Frame(500, 460, (24, 22, 452, 430), "xMidYMax"),
    "tall": Frame(500, 430, (20, 12, 460, 400), "xMidYMin"),
    "wide": Frame(600, 720, (6, 40, 560, 640), "xMinYMid", beside=True),
    "strip": Frame(300, 220, (10, 0, 300, 240), "xMaxYMid", beside=True),
}


def drawing(
    host: Position, partners: Sequence[Position], *, ordinal: int, frame: str = "mark", css: str = "emblem"
) -> SafeString:
    """The emblem as SVG. Decorative: whoever shows it says the same in words."""
    canvas = FRAMES[frame]
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" preserveAspectRatio="{} meet" '
        'aria-hidden="true" focusable="false">{}</svg>',
        css,
        canvas.width,
        canvas.height,
        canvas.align,
        _shapes(host, tuple(partners), ordinal, frame),
    )


def distance(one: Position, other: Position) -> float:
    """Great-circle distance in km."""
    return _distance_and_bearing(one, other)[0]


def number(value: float) -> str:
    """One decimal, and none where it is nought: a tenth of a pixel is never seen."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _distance_and_bearing(one: Position, other: Position) -> tuple[float, float]:
    """Kilometres, and the initial bearing in degrees clockwise from north."""
    here, there = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half_chord = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(east / 2) ** 2
    bearing = atan2(sin(east) * cos(there), cos(here) * sin(there) - sin(here) * cos(there) * cos(east))
    return 2 * EARTH_RADIUS * asin(sqrt(half_chord)), degrees(bearing) % 360


@lru_cache(maxsize=512)
def _shapes(host: Position, partners: tuple[Position, ...], ordinal: int, frame: str) -> SafeString:
    found = _rings(host, partners, ordinal)
    x, y, scale = _placed(found, FRAMES[frame])
    paths = "".join(_path(ring, x, y, scale) for ring in found)
    circle = f'<circle class="emblem__heart" cx="{number(x)}" cy="{number(y)}" r="{number(HEART * scale)}"/>'
    return mark_safe(paths + circle)  # noqa: S308 – numbers only


def _rings(host: Position, partners: tuple[Position, ...], ordinal: int) -> list[Ring]:
    """Nearest city first. The series grows: every edition's arcs are 9° longer than those before."""
    bearings = [bearing for _, bearing in sorted(_distance_and_bearing(host, city) for city in set(partners) - {host})]
    weights = [1 + 0.34 * place for place in range(len(bearings))]
    start, span = HEART * 1.45, min(300.0, 44.0 + 9.0 * ordinal)
    found, inner = [], start
    for bearing, weight in zip(bearings, weights, strict=True):
        band = (1 - start) / sum(weights) * weight
        stroke = band * 0.64
        found.append(Ring(inner + stroke / 2, stroke, bearing, span))
        inner += band
    return found


def _bounds(found: list[Ring]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of disc and arcs, seen from the middle of the disc."""
    xs, ys = [-HEART, HEART], [-HEART, HEART]
    for ring in found:
        outer = ring.radius + ring.stroke / 2
        for step in range(STEPS + 1):
            angle = radians(ring.bearing - ring.span / 2 + ring.span * step / STEPS - 90)
            xs.append(outer * cos(angle))
            ys.append(outer * sin(angle))
    return min(xs), min(ys), max(xs), max(ys)


def _placed(found: list[Ring], frame: Frame) -> tuple[float, float, float]:
    """Middle of the disc and scale. Most frames let arcs run out, but never the disc, and never towards the text."""
    left, top, right, bottom = _bounds(found)
    x, y, width, height = frame.box
    scale = _scale(left, top, right, bottom, frame=frame)
    overflows = (right - left) * scale > width if frame.beside else (bottom - top) * scale > height
    if frame.beside:
        middle = x - left * scale if overflows else _centred(left, right, x, width, scale=scale)
        level = y + height / 2 - (top + bottom) / 2 * scale
        lowest = max(frame.height, y + height) - HEART * scale
        return middle, min(max(level, HEART * scale), lowest), scale
    level = y - top * scale if overflows else _centred(top, bottom, y, height, scale=scale)
    return _centred(left, right, x, width, scale=scale), level, scale


def _scale(left: float, top: float, right: float, bottom: float, *, frame: Frame) -> float:
    _, _, width, height = frame.box
    fit, fill = sorted((width / (right - left), height / (bottom - top)))
    if not frame.bleeds:
        return fit
    scale = min((fit + fill) / 2, fit * 1.4, height / HEART / 2)
    if frame.beside:
        return width / (right - left) if (HEART - left) * scale > width else scale
    return min(scale, height / (bottom - top)) if (HEART - top) * scale > height else scale


def _centred(low: float, high: float, start: float, size: float, *, scale: float) -> float:
    """Centre what fits; let what does not fit run out on the side away from the disc."""
    if (high - low) * scale <= size:
        return start + (size - (high - low) * scale) / 2 - low * scale
    return start - low * scale if -low <= high else start + size - high * scale


def _path(ring: Ring, x: float, y: float, scale: float) -> str:
    radius, begin, end = (
        ring.radius * scale,
        radians(ring.bearing - ring.span / 2 - 90),
        radians(ring.bearing + ring.span / 2 - 90),
    )
    return (
        f'<path class="emblem__ring" stroke-width="{number(ring.stroke * scale)}" '
        f'd="M{number(x + radius * cos(begin))} {number(y + radius * sin(begin))}A{number(radius)} {number(radius)} 0 '
        f'{int(ring.span > 180)} 1 {number(x + radius * cos(end))} {number(y + radius * sin(end))}"/>'  # noqa: PLR2004
    )
