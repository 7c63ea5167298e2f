"""From words to a tagged PDF (PDF/UA-1): Typst sets a sheet of ours, which reads its words from data alone, so that no
text of an editor is taken for markup."""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import segno
import typst

from conference_portal.kit.text import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

FONTS = "fontpkg_atkinson_hyperlegible"
_FAMILIES = '#set text(font: ("Atkinson Hyperlegible", "Libertinus Serif", "DejaVu Sans Mono"))\n'
_SURE = 0x250  # below it every letter is in our own font
_FORMAT = "Cf"  # joiners and marks of direction: never shown, and always needed
_MISSING = "□"


def pdf(sheet: str, words: Mapping[str, Any], *, package: str = __package__) -> bytes:
    """`sheet`: the name of a file beside this one, or in another package of ours. Without the time of writing: the same
    words are the same bytes."""
    data = _displayable(json.dumps(_printable(words), ensure_ascii=False))
    with resources.as_file(resources.files(package)) as folder:
        made: bytes = typst.compile(
            folder / sheet, root=folder, sys_inputs={"data": data}, pdf_standards="ua-1", font_paths=_fonts()
        )
    return made


def qr(address: str) -> str:
    """As SVG; `boost_error` off, so that the squares stay large enough for a camera across a corridor."""
    code: str = segno.make(address, error="m", boost_error=False).svg_inline(border=0, omitsize=True)
    return f'{code[:4]} xmlns="http://www.w3.org/2000/svg"{code[4:]}'


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Found once. Those of the system are last: they have what ours lack."""
    with resources.as_file(resources.files(FONTS)) as folder:
        return typst.Fonts(font_paths=[folder])


def _printable(words: Any) -> Any:
    if isinstance(words, str):
        return printable(words)
    if isinstance(words, dict):
        return {name: _printable(value) for name, value in words.items()}
    return [_printable(each) for each in words] if isinstance(words, list) else words


def _displayable(words: str) -> str:
    """A letter that no font has would stop the whole sheet: it becomes a square, and an emoji is left out."""
    unsure = {letter for letter in set(words) if ord(letter) >= _SURE and unicodedata.category(letter) != _FORMAT}
    missing = {ord(letter): _instead(letter) for letter in unsure if not _is_there(letter)}
    return words.translate(missing) if missing else words


def _instead(letter: str) -> str:
    return _MISSING if unicodedata.category(letter).startswith(("L", "N")) else ""


@lru_cache(maxsize=4096)
def _is_there(letter: str) -> bool:
    try:
        typst.compile(
            (_FAMILIES + '#set document(title: "-")\n#sys.inputs.letter').encode(),
            sys_inputs={"letter": letter},
            pdf_standards="ua-1",
            font_paths=_fonts(),
        )
    except typst.TypstError:
        return False
    return True
