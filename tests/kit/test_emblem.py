"""The emblem is the host's place on the map: bearings are true, the nearest city is inside, the series grows."""

from __future__ import annotations

import re

import pytest

from conference_portal.kit.emblem import FRAMES, Position, distance, drawing

AARHUS = Position(56.157, 10.211)
OSLO = Position(59.913, 10.752)
HELSINKI = Position(60.170, 24.938)
REYKJAVIK = Position(64.147, -21.943)
TRONDHEIM = Position(63.430, 10.395)
PATH = re.compile(r'stroke-width="([\d.]+)" d="M([-\d.]+) ([-\d.]+)A([\d.]+) [\d.]+ 0 ([01]) 1 ([-\d.]+) ([-\d.]+)"')
HEART = re.compile(r'cx="([-\d.]+)" cy="([-\d.]+)" r="([\d.]+)"')


def arcs(svg):
    return [tuple(map(float, found)) for found in PATH.findall(svg)]


def heart(svg):
    return tuple(map(float, HEART.search(svg).groups()))


def test_drawing_is_decorative_and_colours_itself_by_its_surroundings():
    svg = drawing(OSLO, [AARHUS], ordinal=1, frame="mark", css="emblem emblem--ink")

    assert svg.startswith('<svg class="emblem emblem--ink" viewBox="0 0 100 100" preserveAspectRatio="xMidYMid meet" ')
    assert 'aria-hidden="true" focusable="false"' in svg
    assert "#" not in svg


def test_drawing_has_an_arc_for_each_partner_and_none_for_the_host():
    svg = drawing(OSLO, [AARHUS, OSLO, HELSINKI, HELSINKI], ordinal=3, frame="mark")

    assert len(arcs(svg)) == 2


def test_drawing_puts_the_nearest_city_inside_and_makes_strokes_grow_outwards():
    rings = arcs(drawing(OSLO, [REYKJAVIK, AARHUS, HELSINKI], ordinal=3, frame="mark"))

    assert [ring[3] for ring in rings] == sorted(ring[3] for ring in rings)
    assert [ring[0] for ring in rings] == sorted(ring[0] for ring in rings)


@pytest.mark.parametrize(
    ("city", "side"), [(REYKJAVIK, "west"), (HELSINKI, "east"), (TRONDHEIM, "north"), (AARHUS, "south")]
)
def test_drawing_shows_each_city_where_it_lies(city, side):
    svg = drawing(OSLO, [city], ordinal=1, frame="mark")
    x, y, _ = heart(svg)
    ((_, x1, y1, _, _, x2, y2),) = arcs(svg)
    east, south = (x1 + x2) / 2 - x, (y1 + y2) / 2 - y

    assert side == (("west", "east")[east > 0] if abs(east) > abs(south) else ("north", "south")[south > 0])


def test_drawing_spans_more_with_every_edition_and_never_closes():
    large = [arcs(drawing(OSLO, [AARHUS], ordinal=ordinal, frame="mark"))[0][4] for ordinal in (1, 15, 16, 60)]

    assert large == [0, 0, 1, 1]
    assert drawing(OSLO, [AARHUS], ordinal=29) == drawing(OSLO, [AARHUS], ordinal=60)


def test_drawing_never_changes_for_what_it_has_drawn():
    """Compared by eye with the design once; whatever changes here changes every poster of the archive."""
    assert drawing(REYKJAVIK, [AARHUS, OSLO], ordinal=14, frame="stamp").endswith(
        '<path class="emblem__ring" stroke-width="10.1" d="M35.2 58.6A16.6 16.6 0 0 1 34.9 91.7"/>'
        '<path class="emblem__ring" stroke-width="13.5" d="M43.4 42.5A34.1 34.1 0 0 1 29.5 109"/>'
        '<circle class="emblem__heart" cx="33.6" cy="75.1" r="8"/></svg>'
    )


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("partners", [[], [OSLO], [REYKJAVIK], [AARHUS, OSLO, HELSINKI, TRONDHEIM, REYKJAVIK]])
@pytest.mark.parametrize("host", [AARHUS, REYKJAVIK, HELSINKI, TRONDHEIM])
def test_drawing_never_cuts_the_heart(host, partners, frame):
    canvas = FRAMES[frame]
    left, top, width, height = canvas.box  # reaches over the edge where the emblem may run out
    for ordinal in (1, 14, 40):
        x, y, radius = heart(drawing(host, partners, ordinal=ordinal, frame=frame))

        assert x - radius >= -0.1
        assert x + radius <= max(canvas.width, left + width) + 0.1
        assert y - radius >= -0.1
        assert y + radius <= max(canvas.height, top + height) + 0.1


def test_drawing_is_small():
    cities = [Position(55 + place / 2, 10 + place) for place in range(11)]

    assert len(drawing(OSLO, cities, ordinal=14, frame="wide")) < 1500


def test_distance_follows_the_globe():
    assert round(distance(AARHUS, REYKJAVIK)) == 1960
    assert distance(OSLO, OSLO) == 0
