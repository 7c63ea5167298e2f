"""The organisers' desk as a browser sees it: what a form holds, and what is sent when it is saved."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.db import models
from django.test import Client
from django.urls import reverse


class _Form(HTMLParser):
    """The fields of the form that changes a row, with the values that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self._inside = self._empty = 0
        self._name = ""
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = found.get("id", "").endswith("_form")
        name = found.get("name", "")
        if not self._inside or "__prefix__" in name:
            return
        if tag == "input" and name:
            self._input(name, found)
        elif tag in {"select", "textarea"}:
            self._name, self._text = name, [] if tag == "textarea" else None
            self.values.setdefault(name, [] if "multiple" in found else "")
        elif tag == "option" and "selected" in found and self._name:
            self.values[self._name] = found.get("value", "")

    def _input(self, name: str, found: dict[str, str]) -> None:
        kind = found.get("type")
        if kind == "checkbox":
            if "checked" in found:
                self.values.setdefault(name, []).append(found.get("value", "on"))
        elif kind != "file":
            self.values[name] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            # HTML drops the first line break; browsers send the others as CRLF.
            self.values[self._name] = "".join(self._text).removeprefix("\n").replace("\n", "\r\n")
        if tag in {"select", "textarea"}:
            self._name, self._text = "", None


def signed_in(user: Any, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


def address(what: str, row: models.Model | type[models.Model]) -> str:
    """`changelist` and `add` of a model; `change`, `delete` and `history` of a row."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{what}"
    return (
        reverse(name, args=[row.pk])
        if isinstance(row, models.Model) and what not in {"changelist", "add"}
        else reverse(name)
    )


def form_of(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send if the form were saved as it is shown."""
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    parser = _Form()
    parser.feed(response.content.decode())
    return parser.values


def save(client: Client, row: models.Model, **changes: Any) -> Any:
    """Open the row's form, change some fields, save."""
    return client.post(address("change", row), form_of(client, address("change", row)) | changes)
