"""Form fields that stock Django lacks: days and times as people write them, languages to tick, one item a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.formats import zone_name
from conference_portal.kit.languages import READING, language_name

EARLIEST, LATEST = 1990, 2100
EXAMPLE = datetime(2026, 9, 24, 13, 30, tzinfo=UTC)
# What is spoken, interpreted and written at these conferences, beside the four that the portal speaks itself.
SPOKEN = (*READING, "no", "fi", "fo", "kl", "se", "de", "fr", "ar", "so")

ZONES = (
    "Europe/Copenhagen",
    "Europe/Stockholm",
    "Europe/Oslo",
    "Europe/Helsinki",
    "Atlantic/Reykjavik",
    "Atlantic/Faroe",
    "America/Nuuk",
    "Europe/Mariehamn",
)


def within_reach(value: date) -> None:
    """The series began in 1997; a year far off is a slip of the finger.

    Raises ValidationError.
    """
    day = timezone.localtime(value) if isinstance(value, datetime) else value  # the year that was typed
    if not EARLIEST <= day.year <= LATEST:
        raise ValidationError(_("The year must lie between 1990 and 2100."))


class Ticks(forms.CheckboxSelectMultiple):
    """Several choices, each to be ticked: plain to see, and without a key to hold."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "ticks"} | (attrs or {}), choices)


class DayInput(forms.DateInput):
    """Typed as the reader's language writes days; a script adds a button that opens the browser's calendar."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, _with_example(attrs, "date", "DATE_INPUT_FORMATS"))


class ClockInput(forms.TimeInput):
    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, _with_example(attrs, "time", "TIME_INPUT_FORMATS"))


class MomentInput(forms.SplitDateTimeWidget):
    """A day and a time, each with a name of its own: the visible label belongs to the first alone."""

    template_name = "admin/widgets/split_datetime.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, label: Any = "") -> None:
        super().__init__(attrs)
        self.label = label
        self.widgets = (DayInput(attrs), ClockInput(attrs))

    def decompress(self, value: Any) -> Any:
        """What an address proposes for a new row is text, and may be anything."""
        return super().decompress(value if isinstance(value, datetime) else None)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        parts = (gettext("date"), gettext("time"))
        for widget, part in zip(context["widget"]["subwidgets"], parts, strict=True):
            widget["attrs"]["aria-label"] = f"{self.label}: {part}" if self.label else part
        return context


class LanguagesField(forms.MultipleChoiceField):
    """Languages to tick; a code that is stored but not listed is offered too, so that saving never loses it."""

    widget = Ticks

    def prepare_value(self, value: Any) -> Any:
        found = list(value or [])
        others = (code for code in found if code not in SPOKEN)
        self.choices = [(code, language_name(code)) for code in (*SPOKEN, *others)]
        return found

    def valid_value(self, value: str) -> bool:
        return super().valid_value(value) or value in self.stored

    stored: Iterable[str] = ()


def languages_field(stored: Iterable[str], **kwargs: Any) -> LanguagesField:
    field = LanguagesField(choices=[(code, language_name(code)) for code in SPOKEN], **kwargs)
    field.stored = tuple(stored)
    return field


class ZoneField(forms.ChoiceField):
    """The time zones of the North to choose from; any other that is stored stays."""

    unset: Any = ""  # what it says while none is chosen, where none need be

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[(name, zone_name(name)) for name in ZONES], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        names = ZONES if not value or value in ZONES else (*ZONES, value)
        self.choices = [*([("", self.unset)] if self.unset else []), *((name, zone_name(name)) for name in names)]
        return value

    def valid_value(self, value: str) -> bool:
        return value in available_timezones()


class LinesField(forms.CharField):
    """A list, one item a line."""

    def __init__(self, *, is_address: bool = False, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 3})} | kwargs)
        self.is_address = is_address

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        for line in value if self.is_address else ():
            try:
                URLValidator(schemes=["https", "http"])(line)
            except ValidationError as error:
                raise ValidationError(_("“%(line)s” is no web address."), params={"line": line}) from error

    def run_validators(self, value: Any) -> None:
        """Each line has been looked at in `validate`; the validators of a text do not fit a list."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))


def _with_example(attrs: dict[str, Any] | None, kind: str, key: str) -> dict[str, Any]:
    pattern = formats.get_format(key)[0]
    # Translators: stands in an empty field for a date or a time.
    example = gettext("e.g. %(example)s") % {"example": EXAMPLE.strftime(pattern)}
    return {"placeholder": example, "data-picker": kind, "data-format": pattern, "autocomplete": "off"} | (attrs or {})
