"""Catalogues: `.po` is in git, `.mo` is what gettext reads. Babel compiles them, so that nobody needs gettext.

`locale` holds the portal's own words; `borrowed` holds words of Django, which makemessages would take for unused.
As a command: `python -m conference_portal.kit.catalogues compile | check | collect`; only with gettext can `check` see
what is not collected yet.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CHECKOUT = Path(__file__).resolve().parents[2]
OWN = CHECKOUT / "locale"
BORROWED = CHECKOUT / "conference_portal" / "borrowed"
SOURCES = ("conference_portal", "cities", "speakers", "events", "templates")
CATALOGUE = "*/LC_MESSAGES/*.po"
ORIGINAL = "en"  # its translations are the strings themselves
# No news: with it, collecting the same strings again would be a change.
_COLLECTED_AT = re.compile(r'^"POT-Creation-Date:.*\n', re.MULTILINE)


def compile_catalogues(folder: Path) -> int:
    """How many were older than their source, and are new now."""
    stale = list(_stale(folder))
    for source in stale:
        # Written beside and renamed: a process that starts meanwhile never reads half of it.
        half_done = source.with_suffix(".mo.new")
        with half_done.open("wb") as file:
            write_mo(file, read(source))
        half_done.replace(source.with_suffix(".mo"))
    return len(stale)


def read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=source.parts[-3])


def problems(folder: Path) -> Iterator[str]:
    """What keeps a catalogue from being complete: no words, uncertain ones, other placeholders than the original's."""
    for source in sorted(folder.glob(CATALOGUE)):
        catalogue = read(source)
        for message in catalogue:
            if message.id and (reason := _fault(message, catalogue)):
                yield f"{source.relative_to(folder)}:{message.lineno}: {reason}: {_first(message)!r}"


def uncollected(folder: Path) -> Iterator[str]:
    """Strings that stand in the sources and in no catalogue, or the other way round."""
    with tempfile.TemporaryDirectory() as name:
        fresh = _collect_in(Path(name))
        for source in sorted(folder.glob(CATALOGUE)):
            have, want = _keys(read(source)), _keys(read(fresh / source.relative_to(folder)))
            for word, keys in (("not collected", want - have), ("not used any more", have - want)):
                for context, text in sorted(keys):
                    yield f"{source.relative_to(folder)}: {word}: {context}{text!r}"


def collect() -> None:
    """Takes over what the sources hold now. What is new stands there without words or, marked fuzzy, with a guess."""
    with tempfile.TemporaryDirectory() as name:
        fresh = _collect_in(Path(name))
        for source in sorted(OWN.glob(CATALOGUE)):
            collected = (fresh / source.relative_to(OWN)).read_text(encoding="utf-8")
            if source.parts[-3] == ORIGINAL:
                collected = _filter(["msgen", "-"], _filter(["msgattrib", "--clear-fuzzy", "--empty"], collected))
            source.write_text(_COLLECTED_AT.sub("", collected), encoding="utf-8")


def _stale(folder: Path) -> Iterator[Path]:
    for source in sorted(folder.glob(CATALOGUE)):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns <= source.stat().st_mtime_ns:
            yield source


def _fault(message: Message, catalogue: Catalog) -> str:
    words = [message.string] if isinstance(message.string, str) else [*(message.string or ())]
    if message.fuzzy:
        return "fuzzy"
    if not words or not all(words):
        return "not translated"
    return "; ".join(str(error) for error in message.check(catalogue))


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _keys(catalogue: Catalog) -> set[tuple[str, str]]:
    return {(message.context or "", _first(message)) for message in catalogue if message.id}


def _collect_in(copy: Path) -> Path:
    """In a copy: makemessages has no dry run and writes into whatever `locale` it sees."""
    for name in (*SOURCES, "locale"):
        shutil.copytree(CHECKOUT / name, copy / name)
    command = [sys.executable, "-m", "django", "makemessages", "--all", "--no-obsolete", "--no-location"]
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=copy, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  our own words
    return copy / "locale"


def _filter(command: list[str], text: str) -> str:
    answer = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=True)  # noqa: S603  our own words
    return answer.stdout


def check() -> int:
    found = [*problems(OWN), *problems(BORROWED)]
    if shutil.which("xgettext"):
        found += uncollected(OWN)
    else:
        sys.stderr.write("gettext is not installed: it was not checked whether every string has been collected.\n")
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["compile"]:
            compile_catalogues(OWN)
            compile_catalogues(BORROWED)
        case ["check"]:
            sys.exit(check())
        case ["collect"]:
            collect()
        case _:
            sys.exit("Say compile, check or collect.")
