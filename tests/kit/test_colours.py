"""A host may enter any two colours: what is published can always be read, by day and by night."""

from __future__ import annotations

import pytest

from conference_portal.kit.colours import (
    DAY_INK,
    DAY_PAPER,
    SUNK_DAY,
    SUNK_NIGHT,
    Colour,
    as_hex,
    contrast,
    parse,
    stylesheet,
    tokens,
)

LEAST = 4.5
NAMES = (
    "day-ground", "day-signal", "night-ground", "night-signal", "day-on", "night-on", "day-accent", "night-accent",
)  # fmt: skip
# The fourteen editions as the design has them: ground, signal, then what the rule makes of them, in the order of NAMES.
# What is written on a plane is one of the series' two neutrals.
NEUTRALS = {"paper": str(DAY_PAPER), "ink": str(DAY_INK)}
EDITIONS = {
    1997: "0.48 0.165 27|0.88 0.06 40|0.48 0.165 27|0.88 0.06 40|paper paper|0.48 0.165 27|0.64 0.165 27",
    1999: "0.87 0.045 225|0.3 0.1 258|0.3 0.1 258|0.87 0.045 225|ink paper|0.3 0.1 258|0.62 0.1 258",
    2001: "0.37 0.13 262|0.88 0.165 95|0.37 0.13 262|0.88 0.165 95|paper paper|0.535 0.109 95|0.88 0.165 95",
    2003: "0.64 0.2 33|0.21 0.05 25|0.24 0.05 25|0.645 0.2 33|ink paper|0.555 0.2 33|0.645 0.2 33",
    2005: "0.94 0.012 230|0.45 0.2 262|0.45 0.2 262|0.94 0.012 230|ink paper|0.45 0.2 262|0.63 0.196 262",
    2007: "0.81 0.15 84|0.31 0.071 158|0.31 0.071 158|0.81 0.15 84|ink paper|0.535 0.106 84|0.81 0.15 84",
    2009: "0.4 0.067 195|0.83 0.096 38|0.4 0.067 195|0.83 0.096 38|paper paper|0.545 0.096 38|0.83 0.096 38",
    2011: "0.44 0.05 238|0.9 0.17 112|0.44 0.05 238|0.9 0.17 112|paper paper|0.53 0.114 112|0.9 0.17 112",
    2013: "0.23 0.03 165|0.86 0.15 163|0.24 0.03 165|0.86 0.15 163|paper paper|0.52 0.11 163|0.86 0.15 163",
    2015: "0.84 0.085 8|0.37 0.135 22|0.37 0.135 22|0.84 0.085 8|ink paper|0.37 0.135 22|0.635 0.135 22",
    2017: "0.71 0.17 52|0.25 0.06 255|0.25 0.06 255|0.71 0.17 52|ink paper|0.545 0.138 52|0.71 0.17 52",
    2019: "0.79 0.075 176|0.36 0.13 27|0.36 0.13 27|0.79 0.075 176|ink paper|0.36 0.13 27|0.635 0.13 27",
    2022: "0.88 0.165 93|0.38 0.16 263|0.38 0.16 263|0.88 0.165 93|ink paper|0.38 0.16 263|0.625 0.16 263",
    2024: "0.245 0.035 250|0.71 0.185 40|0.245 0.035 250|0.71 0.185 40|paper paper|0.55 0.169 40|0.71 0.185 40",
}  # fmt: skip
GRID = [
    Colour(level, chroma, hue)
    for level in (0, 0.3, 0.5, 0.58, 0.7, 1)
    for chroma, hue in ((0, 0), (0.15, 90), (0.3, 260))
]


@pytest.mark.parametrize("year", EDITIONS)
def test_tokens_of_the_series_are_those_of_the_design(year):
    *planes, written, day_accent, night_accent = EDITIONS[year].split("|")
    found = tokens(parse(planes[0]), parse(planes[1]))
    expected = [*planes, *(NEUTRALS[name] for name in written.split()), day_accent, night_accent]

    assert [str(found[name]) for name in NAMES] == expected


@pytest.mark.parametrize("ground", GRID, ids=str)
def test_tokens_can_always_be_read(ground):
    for signal in GRID:
        made = tokens(ground, signal)

        for scheme, papers in (("day", (DAY_PAPER, SUNK_DAY)), ("night", (SUNK_NIGHT,))):
            plane = made[f"{scheme}-ground"]
            assert contrast(made[f"{scheme}-signal"], plane) >= LEAST
            assert contrast(made[f"{scheme}-on"], plane) >= LEAST
            assert min(contrast(made[f"{scheme}-accent"], paper) for paper in papers) >= LEAST


def test_tokens_turn_a_bright_plane_inside_out_at_night():
    made = tokens(parse("oklch(0.88 0.165 93)"), parse("oklch(0.38 0.16 263)"))

    assert (made["night-ground"], made["night-signal"]) == (made["day-signal"], made["day-ground"])


def test_stylesheet_colours_any_element_of_that_edition():
    sheet = stylesheet(2024, parse("0.245 0.035 250"), parse("0.71 0.185 40"))

    assert sheet.startswith('@layer base { [data-edition="2024"] {\n  --day-ground: 0.245 0.035 250;\n')
    assert sheet.count("--") == len(NAMES)
    assert sheet.endswith("} }\n")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("#ffd43b", "#ffd43b"),
        ("#FD3", "#ffdd33"),
        (" #000000 ", "#000000"),
        ("#ffffff", "#ffffff"),
        ("oklch(0.88 0.165 95)", "#fad53b"),
        ("0.88 0.165 95", "#fad53b"),
        ("oklch(88% 0.165 95deg)", "#fad53b"),
        ("oklch(.5 0 0)", "#636363"),
    ],
)
def test_parse_reads_what_designers_write(written, shown):
    assert as_hex(parse(written)) == shown


@pytest.mark.parametrize(
    "written",
    [
        "",
        "red",
        "ffd43b",
        "#ffd4",
        "1 2 3",
        "0.5 0.1",
        "0.5 0.1 361",
        "1.5 0 0",
        "nan 0 0",
        "oklch(0.5 0.1 20",
        "#fff; }",
        "0.5 0.1 20)",
    ],
)
def test_parse_refuses_what_is_no_colour(written):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 – the value is all that it says
        parse(written)

    assert refusal.value.args == (written,)


def test_as_hex_shows_the_nearest_colour_that_exists():
    assert as_hex(Colour(0.7, 0.4, 145)) == as_hex(tokens(Colour(0.7, 0.4, 145), DAY_INK)["day-ground"])


def test_contrast_is_that_of_wcag():
    assert round(contrast(parse("#fff"), parse("#000")), 2) == 21
    assert round(contrast(parse("#767676"), parse("#fff")), 2) == 4.54
