"""What the admin asks of sessions and materials beyond their columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.forms import (
    DateField,
    Form,
    IntegerField,
    ModelChoiceField,
    TypedChoiceField,
)
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cities.models import Room
from conference_portal.kit import documents
from conference_portal.kit.addresses import as_key
from conference_portal.kit.clocks import ClockField, NoSuchTime, instant, later
from conference_portal.kit.edits import SeenRows
from conference_portal.kit.formats import weekday_day
from conference_portal.kit.forms import OwnedForm
from conference_portal.kit.inputs import ClockInput, DayInput
from events.editions.models import Event
from events.programme.changes import Spot
from events.programme.models import Session

LONGEST = 3 * 24 * 60  # minutes


class SessionForm(OwnedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = as_key(str(self.instance.event_id or self.initial.get("event") or self.data.get("event") or ""))
        if key and (event := Event.objects.filter(pk=key).first()):
            self._keep_to(event)

    def _keep_to(self, event: Event) -> None:
        """Sub-themes are its edition's or its own; what it repeats is of the same event; rooms lie in its city."""
        own = Q(theme__event=event) | Q(theme__edition=event.edition_id, theme__edition__isnull=False)
        others = Q(event=event) & ~Q(pk=self.instance.pk)
        for name, rows in (("subthemes", own), ("repeats", others), ("room", near(event))):
            if name in self.fields:
                field: Any = self.fields[name]
                kept = [row.pk for row in value] if isinstance(value := self._stored.get(name), list) else [value]
                field.queryset = field.queryset.filter(rows | Q(pk__in=[key for key in kept if key]))

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        event = found.get("event") or getattr(self.instance, "event", None)
        if found.get("ends_at") and not found.get("starts_at") and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Say when it begins, too."))
        if (start := found.get("starts_at")) and (end := found.get("ends_at")) and end <= start:
            found["ends_at"] = later(end, timezone.get_current_timezone())
        repeats = found.get("repeats")
        if repeats and repeats.pk == self._stored.get("repeats"):
            return found
        if repeats and (repeats.event_id != getattr(event, "pk", None) or repeats.pk == self.instance.pk):
            self.add_error("repeats", _("Choose another session of the same event."))
        return found


def near(event: Event) -> Q:
    """Rooms in its city, or in that of its edition, or in no city of the series."""
    cities = [key for key in (event.city_id, event.edition.host_id if event.edition else None) if key]
    return Q(venue__city__in=cities) | Q(venue__city=None) if cities else Q()


class MaterialForm(OwnedForm):
    def clean_file(self) -> Any:
        return documents.checked(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        session, event = found.get("session"), found.get("event")
        if session and event and session.event_id != event.pk:
            self.add_error("session", _("Choose a session of this event."))
        given = [name for name in ("url", "file") if found.get(name)]
        if len(given) != 1 and not {"url", "file"} & set(self.errors):
            self.add_error("url", _("Give a link or a file, one of the two."))
        return found


class MaterialsOfSession(SeenRows):
    """Materials of a session belong to its event, too."""

    def save_new(self, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 (Django's own signature)
        form.instance.event_id = self.instance.event_id
        return super().save_new(form, commit=commit)


class MoveForm(Form):
    """Where a session is to stand: one day, one time, how long, and a room. `days`: those of its event."""

    day = DateField(label=_("Day"), required=False, widget=DayInput)
    time = ClockField(label=_("Begins"), required=False, widget=ClockInput)
    length = IntegerField(
        label=_("Length in minutes"),
        required=False,
        min_value=1,
        max_value=LONGEST,
        help_text=_("Left empty, it has no end."),
    )
    room: Any = ModelChoiceField(label=_("Room"), required=False, queryset=None, empty_label=_("Without a room"))

    def __init__(self, *args: Any, session: Session, rooms: QuerySet[Room], days: Sequence[date]) -> None:
        self.session, self.zone = session, ZoneInfo(session.event.time_zone)
        super().__init__(*args)
        self.start: datetime  # known once the form is clean
        self.initial = self._as_it_stands()
        room: Any = self.fields["room"]
        room.queryset, room.label_from_instance = rooms, lambda row: f"{row.venue}: {row}"
        if days:
            choices = [("", _("No day yet")), *((each.isoformat(), weekday_day(each, year=True)) for each in days)]
            self.fields["day"] = TypedChoiceField(
                label=_("Day"), required=False, choices=choices, coerce=date.fromisoformat, empty_value=None
            )

    def _as_it_stands(self) -> dict[str, Any]:
        session = self.session
        if session.starts_at is None:
            return {"day": session.starts_on, "room": session.room_id}
        start = session.starts_at.astimezone(self.zone)
        length = session.ends_at and (session.ends_at - session.starts_at).total_seconds() // 60
        found = {"day": start.date(), "time": start.time(), "room": session.room_id}
        return found | {"length": int(length) if length else None}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        day, time = found.get("day"), found.get("time")
        if time and not day and "day" not in self.errors:
            self.add_error("day", _("Say on which day, too."))
        lasts_days = self.session.starts_on is not None
        if day and not time and not lasts_days and "time" not in self.errors:
            self.add_error("time", _("Say when it begins, too."))
        if day and time:
            self._find(day, time)
        return found

    def _find(self, day: date, clock: Any) -> None:
        """What is not moved keeps its moment, also where the clock shows its time twice."""
        start = self.session.starts_at
        local = start.astimezone(self.zone) if start else None
        if start and local and (local.date(), local.hour, local.minute) == (day, clock.hour, clock.minute):
            self.start = start
            return
        try:
            self.start = instant(day, clock, self.zone)
        except NoSuchTime as error:
            self.add_error("time", error)

    @property
    def spot(self) -> Spot:
        found, session = self.cleaned_data, self.session
        room = found["room"].pk if found["room"] else None
        if not found["day"]:
            return Spot(room=room)
        if not found["time"]:  # what lasts whole days, as many as before
            last = session.ends_on and session.starts_on and found["day"] + (session.ends_on - session.starts_on)
            return Spot(starts_on=found["day"], ends_on=last, room=room)
        end = self.start + timedelta(minutes=found["length"]) if found["length"] else None
        return Spot(self.start, end, room=room)
