"""The archive's files as they stand on disk: what they say, and on which line.

The tree of nodes is read, not Python values, since only nodes know their lines, and since YAML 1.1 reads the keys `no`
and `on`, a language and a date, as false and true.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

_QUOTED = {"'", '"', "|", ">"}
_NOTHING = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, order=True)
class Fault:
    """Why a file is refused."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


@dataclass(frozen=True)
class Item:
    """A word, a list or a record of a file, and the line that it begins on (a record's part: the line of its key)."""

    value: str | list[Item] | dict[str, Item]
    line: int

    @property
    def kind(self) -> str:
        return {str: "a word", list: "a list", dict: "a record"}[type(self.value)]


class UnreadableError(Exception):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


def paths(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.y*ml") if path.is_file())


def digest(folder: Path) -> str:
    """Of all names and contents: the same digest, the same archive."""
    found = hashlib.sha256()
    for path in paths(folder):
        data = path.read_bytes()
        found.update(f"{path.relative_to(folder)}\0{len(data)}\0".encode())
        found.update(data)
    return found.hexdigest()


def read(path: Path) -> Item:
    """Raises UnreadableError."""
    data = path.read_bytes()
    try:
        node = yaml.compose(data.decode(), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableError(line, "This is not UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableError(line, f"This is not YAML: {error.problem}.") from error
    except yaml.reader.ReaderError as error:
        line = data.decode()[: error.position].count("\n") + 1
        raise UnreadableError(line, f"This character has no place in a text: U+{error.character:04X}.") from error
    if node is None:
        raise UnreadableError(1, "The file is empty.")
    return _item(node, node.start_mark.line + 1)


def _item(node: yaml.Node, line: int) -> Item:
    if isinstance(node, yaml.ScalarNode):
        if node.style not in _QUOTED and node.value in _NOTHING:
            raise UnreadableError(line, "Nothing stands here: leave the key out.")
        return Item(node.value, line)
    if isinstance(node, yaml.SequenceNode):
        return Item([_item(part, part.start_mark.line + 1) for part in node.value], line)
    return Item(dict(_entries(node)), line)


def _entries(node: yaml.Node) -> Iterator[tuple[str, Item]]:
    seen: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise UnreadableError(line, "A key is one word.")
        if key.value in seen:
            raise UnreadableError(line, f"The key “{key.value}” stands here twice.")
        seen.add(key.value)
        yield key.value, _item(value, line)
