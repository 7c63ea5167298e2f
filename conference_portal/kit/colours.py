"""From a host's two brand colours to eight tokens that can be read by day and by night. OKLCH; contrast as in WCAG."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, degrees, hypot, radians, sin

RATIO = 4.55  # a little over the 4.5 that is asked, so that rounding never falls below
COLOURFUL = 0.05  # less chroma than this reads as grey
BRIGHT = 0.58  # a plane lighter than this turns inside out at night
DARKEST_NIGHT = 0.24  # a plane at night stays clear of night paper
HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
DECIMAL = r"(\d{1,3}(?:\.\d{1,6})?|\.\d{1,6})"
PARTS = rf"{DECIMAL}(%?)\s+{DECIMAL}\s+{DECIMAL}(?:deg)?"
OKLCH = re.compile(PARTS, re.IGNORECASE)
WRAPPED = re.compile(r"oklch\((.*)\)", re.IGNORECASE)


@dataclass(frozen=True)
class Colour:
    """Lightness 0 to 1, chroma 0 to 0.4 or so, hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    def __str__(self) -> str:
        return f"{self.lightness:g} {self.chroma:g} {self.hue:g}"


Palette = dict[str, Colour]

WHITE, BLACK = Colour(1, 0, 0), Colour(0, 0, 0)
DAY_PAPER, DAY_INK = Colour(0.992, 0.002, 220), Colour(0.2, 0.018, 250)
SUNK_DAY, SUNK_NIGHT = Colour(0.958, 0.005, 225), Colour(0.235, 0.016, 248)


def parse(value: str) -> Colour:
    """`#ffd43b`, `#fd3`, `oklch(0.88 0.165 95)` or `0.88 0.165 95`. Anything else is a ValueError."""
    text = value.strip()
    if HEX.fullmatch(text):
        digits = text[1:] if len(text) == len("#rrggbb") else "".join(digit * 2 for digit in text[1:])
        return _from_srgb(tuple(int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)))
    match = OKLCH.fullmatch(WRAPPED.sub(r"\1", text).strip())
    if not match:
        raise ValueError(value)
    lightness = float(match[1]) / (100 if match[2] else 1)
    chroma, hue = float(match[3]), float(match[4])
    if lightness > 1 or chroma > 0.5 or hue > 360:  # noqa: PLR2004 – no colour lies beyond
        raise ValueError(value)
    return Colour(lightness, chroma, hue)


def as_hex(colour: Colour) -> str:
    """The nearest colour that a screen can show."""
    shown = colour if _exists(colour) else fit(colour)
    return "#" + "".join(f"{round(_encoded(_clamped(part)) * 255):02x}" for part in _linear(shown))


def contrast(one: Colour, other: Colour) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=128)
def _tokens(ground: Colour, signal: Colour) -> tuple[tuple[str, Colour], ...]:
    ground = fit(ground)
    signal = _reach(fit(signal), ground)
    night_ground, night_signal = (signal, ground) if ground.lightness > BRIGHT else (ground, signal)
    if night_ground.lightness < DARKEST_NIGHT:
        night_ground = fit(Colour(DARKEST_NIGHT, max(night_ground.chroma, 0.03), night_ground.hue))
    speaking = _speaking(ground, signal)
    return (
        ("day-ground", ground),
        ("day-signal", signal),
        ("night-ground", night_ground),
        ("night-signal", _reach(night_signal, night_ground)),
        ("day-on", _text_on(ground)),
        ("night-on", _text_on(night_ground)),
        ("day-accent", _reach(speaking, SUNK_DAY)),
        ("night-accent", _reach(speaking, SUNK_NIGHT)),
    )


def tokens(ground: Colour, signal: Colour) -> Palette:
    """The eight custom properties of an edition, whatever its host has entered."""
    return dict(_tokens(ground, signal))


def stylesheet(selector_year: int, ground: Colour, signal: Colour) -> str:
    """The edition's own stylesheet: `data-edition` on any element puts it into these colours."""
    lines = "".join(f"  --{name}: {colour};\n" for name, colour in _tokens(ground, signal))
    return f'@layer base {{ [data-edition="{selector_year}"] {{\n{lines}}} }}\n'


def fit(colour: Colour) -> Colour:
    """Lower the chroma until the colour exists in sRGB."""
    chroma = colour.chroma
    while chroma > 0 and not _exists(Colour(colour.lightness, chroma, colour.hue)):
        chroma = max(0.0, chroma - 0.004)
    return Colour(round(colour.lightness, 3), round(chroma, 3), colour.hue)


def _reach(colour: Colour, against: Colour) -> Colour:
    """The nearest lightness, up or down, with enough contrast. White or black always reaches 4.58."""
    near = (_at_distance(colour, step * 0.005, against) for step in range(201))
    return next(found for found in near if found)


def _at_distance(colour: Colour, distance: float, against: Colour) -> Colour | None:
    """The better of lighter and darker by so much, if it has enough contrast."""
    levels = (colour.lightness + distance, colour.lightness - distance)
    made = [fit(Colour(level, colour.chroma, colour.hue)) for level in levels if 0 <= level <= 1]
    found = [candidate for candidate in made if contrast(candidate, against) >= RATIO]
    return max(found, key=lambda candidate: contrast(candidate, against), default=None)


def _text_on(ground: Colour) -> Colour:
    """Paper or ink, whichever reads better; on a middle grey pure white or black."""
    best = _stronger(DAY_PAPER, DAY_INK, ground)
    return best if contrast(best, ground) >= 4.5 else _stronger(WHITE, BLACK, ground)  # noqa: PLR2004


def _stronger(one: Colour, other: Colour, against: Colour) -> Colour:
    return max((one, other), key=lambda colour: contrast(colour, against))


def _speaking(ground: Colour, signal: Colour) -> Colour:
    """Which of the two may speak on paper: the signal if it has colour of its own, else the more colourful one."""
    if signal.chroma >= COLOURFUL and (signal.chroma >= ground.chroma * 0.6 or ground.chroma < COLOURFUL):
        return signal
    return ground if ground.chroma >= COLOURFUL else max((ground, signal), key=lambda colour: colour.chroma)


def _exists(colour: Colour) -> bool:
    return all(-1e-4 <= part <= 1.0001 for part in _linear(colour))  # noqa: PLR2004


def _luminance(colour: Colour) -> float:
    red, green, blue = (_clamped(part) for part in _linear(fit(colour)))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _clamped(part: float) -> float:
    return min(1.0, max(0.0, part))


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055  # noqa: PLR2004


def _decoded(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def _linear(colour: Colour) -> tuple[float, float, float]:
    """OKLCH to linear sRGB, with the constants of its author, Björn Ottosson."""
    level, hue = colour.lightness, radians(colour.hue)
    a, b = colour.chroma * cos(hue), colour.chroma * sin(hue)
    long = (level + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (level - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (level - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _from_srgb(parts: tuple[float, ...]) -> Colour:
    red, green, blue = (_decoded(part) for part in parts)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    level = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Colour(round(level, 6), round(hypot(a, b), 6), round(degrees(atan2(b, a)) % 360, 3))
