"""Two editors on one row: a form that knows what it showed, writes only what was changed, and says what both changed.

The form carries a signed digest of every column as it was shown. Posted to a row that is locked by then, a column is
written only if this editor changed it; what somebody else changed meanwhile stays; what both changed is an error beside
the field, with what was typed kept. Saving once more is then a decision.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from hashlib import blake2b
from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

NAME = "seen"
UNKNOWN = "?"
LONGEST_COUNT = 3  # a form holds less than a thousand rows


class SeenForm(forms.ModelForm[Any]):
    """`written`: the columns that this editor changed, known once the form is clean."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written: list[str] = []
        self._accepted: dict[str, str] = {}
        self._stored: dict[str, Any] = {} if self.instance._state.adding else self._as_stored()  # noqa: SLF001 (Django documents it)

    def _as_stored(self) -> dict[str, Any]:
        """The row's values for the fields of this form. `instance` holds them only until the form is cleaned."""
        fields = [*self.instance._meta.concrete_fields, *self.instance._meta.many_to_many]
        wanted = [field for field in fields if field.name in self.fields and not field.primary_key]
        return {field.name: field.value_from_object(self.instance) for field in wanted}

    @property
    def seen_input(self) -> SafeString:
        """The hidden input with the digests: of what is shown now, or of what was shown when this editor began."""
        if not self._stored:
            return SafeString("")
        digests = self._seen() | self._accepted if self.is_bound else self._digests()
        value = signing.dumps(digests, salt=self._salt)
        return format_html('<input type="hidden" name="{}" value="{}">', self.add_prefix(NAME), value)

    @property
    def _salt(self) -> str:
        return f"kit.edits:{self.instance._meta.label_lower}:{self.instance.pk}"

    def _digests(self) -> dict[str, str]:
        return {name: digest(value) for name, value in self._stored.items()}

    def _seen(self) -> dict[str, str]:
        """What the posted form had shown. Without a word of it: what is stored. Forged or too old: nothing is known."""
        posted = self.data.get(self.add_prefix(NAME))
        if not posted:
            return self._digests()
        try:
            return {**signing.loads(posted, salt=self._salt)}
        except signing.BadSignature:
            return dict.fromkeys(self._stored, UNKNOWN)

    def _post_clean(self) -> None:
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = value.replace("\r\n", "\n")
        if self._stored:
            self._compare()
        super()._post_clean()  # type: ignore[misc]

    def _compare(self) -> None:
        seen = self._seen()
        for name, value in self._stored.items():
            if name not in self.cleaned_data:
                continue
            stored, posted = digest(value), digest(self.cleaned_data[name])
            shown = seen.get(name, stored)
            if posted in {stored, shown} or (isinstance(value, datetime) and name not in self.changed_data):
                # Not changed here; or changed by somebody else alone, whose value stays. A time that the clock shows
                # twice reads as the first of them.
                self.cleaned_data[name] = self._value(name, value)
            elif shown == stored:
                self.written.append(name)
            else:
                self._accepted[name] = stored
                self.add_error(name, ValidationError(self._told(name, value), code="both"))

    def look_again(self) -> bool:
        """Whether somebody else changed the row since it was shown; from now on that has been seen."""
        seen = self._seen()
        moved = {name: digest(value) for name, value in self._stored.items()}
        self._accepted |= {name: now for name, now in moved.items() if seen.get(name, now) != now}
        return bool(self._accepted)

    def _value(self, name: str, stored: Any) -> Any:
        field = self.instance._meta.get_field(name)
        return getattr(self.instance, name) if isinstance(field, models.ForeignKey) else stored

    def _told(self, name: str, stored: Any) -> str:
        value = self._value(name, stored)
        words = ", ".join(map(str, value)) if isinstance(value, list) else str("" if value is None else value)
        if not words:
            return _("Somebody else emptied this while you were writing. Save again to keep what you wrote.")
        told = _(
            "Somebody else changed this while you were writing. It now says: “%(value)s”. Save again to keep yours."
        )
        return told % {"value": words}

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 (Django's own signature)
        if self._stored and commit:
            self.write()
            self._save_m2m()  # type: ignore[attr-defined]
            return self.instance
        return super().save(commit)

    def write(self) -> None:
        """The changed columns of the row alone; many-to-many follow in `save_m2m`."""
        columns = {field.name for field in self.instance._meta.concrete_fields}
        changed = [name for name in self.written if name in columns]
        beside: dict[str, tuple[str, ...]] = getattr(
            self.instance, "written_beside", dict
        )()  # what follows from others
        changed += [name for source, names in beside.items() if source in changed for name in names]
        if changed:
            self.instance.save(update_fields=changed)


class SeenRows(forms.BaseInlineFormSet[Any, Any, Any]):
    """Rows that hang on another: what somebody else wrote in one is not deleted unseen, and what is written in one that
    somebody else deleted is not lost."""

    def __init__(self, data: Any = None, files: Any = None, instance: Any = None, **kwargs: Any) -> None:
        self._orphans = 0
        if data is not None and instance is not None and instance.pk:
            data, files = self._apart(data, files, instance, kwargs.get("prefix") or self.get_default_prefix())
        super().__init__(data, files, instance, **kwargs)

    def _apart(self, data: Any, files: Any, instance: Any, prefix: str) -> tuple[Any, Any]:
        """Rows that are gone by now stand as new ones, behind those that are there."""
        count = data.get(f"{prefix}-INITIAL_FORMS", "")
        is_count = count.isascii() and count.isdecimal() and len(count) <= LONGEST_COUNT
        posted = [data.get(f"{prefix}-{number}-id") for number in range(int(count) if is_count else 0)]
        rows: Any = self.model
        there = set(rows._base_manager.filter(**{self.fk.name: instance}).values_list("pk", flat=True))
        gone = [number for number, key in enumerate(posted) if key and key not in map(str, there)]
        if not gone:
            return data, files
        self._orphans = len(gone)
        kept = [number for number in range(len(posted)) if number not in gone]
        places = {f"{prefix}-{old}-": f"{prefix}-{new}-" for new, old in enumerate([*kept, *gone])}
        lost = {f"{prefix}-{number}-{name}" for number in gone for name in ("id", NAME)}
        data, files = (_moved(each, places, lost) for each in (data, files or MultiValueDict()))
        data[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
        return data, files

    def clean(self) -> None:
        super().clean()
        goes: Any = self._should_delete_form  # type: ignore[attr-defined]
        orphans = self.extra_forms[: self._orphans]
        if any(not goes(form) for form in orphans):
            told = _("Somebody else deleted a row that you had open. It is below as a new one: save again to keep it.")
            raise ValidationError(told)
        moved = [form for form in self.initial_forms if goes(form) and form.look_again()]
        if moved:
            told = _("Somebody else changed what you want to delete: “%(names)s”. Save again to delete it anyway.")
            raise ValidationError(told % {"names": ", ".join(str(form.instance) for form in moved)})


def _moved(data: Any, places: dict[str, str], lost: set[str]) -> MultiValueDict[str, Any]:
    """What was sent, with its rows in another order."""
    found = MultiValueDict[str, Any]()
    for name, values in data.lists():
        old = next((each for each in places if name.startswith(each)), "")
        if name not in lost:
            found.setlist(places.get(old, old) + name.removeprefix(old), values)
    return found


def digest(value: Any) -> str:
    return blake2b(repr(plain(value)).encode(), digest_size=9).hexdigest()


def plain(value: Any) -> Any:
    """One spelling for what a row holds, what a form shows and what a browser sends back of the same value."""
    if isinstance(value, models.QuerySet) or (isinstance(value, list) and value and isinstance(value[0], models.Model)):
        return sorted(str(row.pk) for row in value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, datetime | time):
        return _plain_time(value)
    if isinstance(value, File):
        return _plain_file(value)
    if isinstance(value, models.Model):
        return str(value.pk)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _plain_time(value: datetime | time) -> str:
    """To the minute, as forms show it."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    return value.replace(second=0, microsecond=0).isoformat()


def _plain_file(value: File[Any]) -> str:
    """A new upload is always a change."""
    return (value.name or "") if isinstance(value, FieldFile) else uuid4().hex
