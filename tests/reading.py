"""A page as a tree, for tests that ask what stands where and in which language. Standard library only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "template"}


@dataclass(eq=False)
class Element:
    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Element]:
        """This element and all within, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    def all(self, tag: str = "", **attributes: str | None) -> list[Element]:
        """By tag and attributes; `data_fallback=None`: whatever its value."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [element for element in self if tag in {"", element.tag} and element.has(wanted)]

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def words(self) -> str:
        return " ".join("".join(text for _owner, text in self.texts()).split())

    @property
    def lang(self) -> str:
        return next((element.get("lang") for element in self.upwards() if element.get("lang")), "")

    def upwards(self) -> Iterator[Element]:
        place: Element | None = self
        while place:
            yield place
            place = place.parent

    def texts(self) -> Iterator[tuple[Element, str]]:
        """Every piece of text with the element that it stands in."""
        for child in self.children:
            if isinstance(child, str):
                yield self, child
            elif child.tag not in SILENT:
                yield from child.texts()

    def has(self, wanted: dict[str, str | None]) -> bool:
        return all(name in self.attributes and value in {None, self.attributes[name]} for name, value in wanted.items())


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.place = Element("#document", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.place)
        self.place.children.append(element)
        if tag not in VOID:
            self.place = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.place.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.place))

    def handle_endtag(self, tag: str) -> None:
        for element in self.place.upwards():
            if element.tag == tag and element.parent:
                self.place = element.parent
                return

    def handle_data(self, data: str) -> None:
        self.place.children.append(data)


def read(html: str) -> Element:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
