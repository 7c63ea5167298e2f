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
    page: list[Element] = field(default_factory=list, repr=False)  # all of it, in order; `place` is this one's
    place: int = 0
    end: int = 0

    def __iter__(self) -> Iterator[Element]:
        """This element and all within, in the order of the page."""
        return iter(self.page[self.place : self.end])

    def all(self, tag: str = "", **attributes: str | None) -> list[Element]:
        """By tag and attributes; `data_fallback=None`: whatever its value."""
        found = self.page[self.place : self.end]
        if tag:
            found = [element for element in found if element.tag == tag]
        for written, value in attributes.items():
            name = written.replace("_", "-")
            found = [element for element in found if name in element.attributes]
            if value is not None:
                found = [element for element in found if element.attributes[name] == value]
        return found

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


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page: list[Element] = []
        self.root = self.place = Element("#document", {})
        self._keep(self.root)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._within(tag, attrs)
        if tag not in VOID:
            self.place = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        for element in self.place.upwards():
            if element.tag == tag and element.parent:
                self._end(element.parent)
                return

    def handle_data(self, data: str) -> None:
        self.place.children.append(data)

    def close(self) -> None:
        super().close()
        self._end(self.root)
        self.root.end = len(self.page)

    def _within(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.place)
        self.place.children.append(element)
        self._keep(element)
        return element

    def _keep(self, element: Element) -> None:
        element.page, element.place = self.page, len(self.page)
        self.page.append(element)
        element.end = len(self.page)

    def _end(self, outer: Element) -> None:
        """What is open within it ends here."""
        while self.place is not outer:
            self.place.end = len(self.page)
            assert self.place.parent is not None
            self.place = self.place.parent


def read(html: str) -> Element:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
