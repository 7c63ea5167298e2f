"""Small drawings from the emblem's disc and arcs: sub-themes counted in arcs, seals of people, states."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from math import cos, radians, sin

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from conference_portal.kit.emblem import number

# radius, stroke, bearing of the middle and span of the first, second … arc
ARCS = ((5.5, 1.5, 40, 230), (8.1, 1.7, 165, 190), (10.9, 1.9, 285, 160), (13.9, 2.1, 50, 140), (17.1, 2.3, 170, 125))
SEAL_ARCS = 6  # more editions than this look the same: very often
PARTICLES = {"af", "av", "da", "de", "den", "der", "du", "la", "van", "von", "zu"}
LETTERS = re.compile(r"[^\W_][^\s]*")  # a word from its first letter on
BESIDE_THE_NAME = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
STATES = {
    "open": '<circle cx="8" cy="8" r="6.5"/>',
    "taken-up": '<circle cx="8" cy="8" r="6.5"/><path class="state__fill" d="M8 1.5a6.5 6.5 0 0 0 0 13z"/>',
    "answered": '<circle class="state__fill" cx="8" cy="8" r="7.5"/>',
    "not": '<circle cx="8" cy="8" r="6.5"/><path d="M3.4 12.6l9.2-9.2"/>',
    "full": '<circle class="state__fill" cx="8" cy="8" r="7.5"/>',
}


def arcs(count: int, *, css: str = "") -> SafeString:
    """One arc for the first sub-theme, two for the second: told apart without colour."""
    shown = ARCS[: max(1, min(count, len(ARCS)))]
    half = shown[-1][0] + shown[-1][1] / 2 + 0.3
    paths = "".join(
        _arc(12, 12, radius, stroke, bearing - span / 2 - 90, bearing + span / 2 - 90)
        for radius, stroke, bearing, span in shown
    )
    return format_html(
        '<svg class="{}" viewBox="{} {} {} {}" aria-hidden="true" focusable="false">'
        '<circle cx="12" cy="12" r="3" fill="currentColor"/><g fill="none" stroke="currentColor">{}</g></svg>',
        f"sub-theme__arcs {css}".strip(),
        number(12 - half),
        number(12 - half),
        number(2 * half),
        number(2 * half),
        mark_safe(paths),  # noqa: S308 – numbers only
    )


def seal(name: str, *, count: int = 1, edition: int | None = None, large: bool = False) -> SafeString:
    """Initials and one arc for each edition that the person took part in, in the colours of the first."""
    paths = _rings(max(1, min(count, SEAL_ARCS)))
    return format_html(
        '<svg class="seal{}"{} viewBox="0 0 90 90" aria-hidden="true" focusable="false">{}'
        '<text x="7" y="80" font-size="30">{}</text></svg>',
        " seal--large" if large else "",
        format_html(' data-edition="{}"', edition) if edition else "",
        mark_safe(paths),  # noqa: S308 – numbers only
        initials(name),
    )


def state(name: str) -> SafeString:
    """Open ring, half, full, struck: a shape for each state, so that colour is never alone."""
    shape = STATES[name.replace("_", "-")]
    return mark_safe(f'<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{shape}</svg>')  # noqa: S308 – ours


def initials(name: str) -> str:
    """First and last name's letters; `Ylfa Brandsdóttir` is YB, `Birgitte von Holst` BH, `Þóra` Þ, `U (band)` U."""
    said = LETTERS.findall(BESIDE_THE_NAME.sub(" ", name)) or LETTERS.findall(name)
    words = [word for word in said if word.lower() not in PARTICLES] or said
    ends = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0].upper() for word in ends)


@cache
def _rings(shown: int) -> str:
    step = min(15.0, 48 / max(1, shown - 1))
    return "".join(_arc(90, 0, 17 + step * place, (5 + 2.4 * place) * step / 15, 80, 190) for place in range(shown))


def _arc(x: float, y: float, radius: float, stroke: float, *ends: float) -> str:
    ((begin, end),) = pairwise(map(radians, ends))
    return (
        f'<path stroke-width="{number(stroke)}" d="M{number(x + radius * cos(begin))} {number(y + radius * sin(begin))}'
        f"A{number(radius)} {number(radius)} 0 {int(abs(ends[1] - ends[0]) > 180)} 1 "  # noqa: PLR2004
        f'{number(x + radius * cos(end))} {number(y + radius * sin(end))}"/>'
    )
