"""When an event is: days and clock times of its place, and moments made from them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import DateTimeField, F, Func, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.pages import moment


class EventTimes(models.Model):
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    from_time = models.TimeField(_("from"), null=True, blank=True)
    to_time = models.TimeField(_("to"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        default="Europe/Copenhagen",
        help_text=_("Clock times of the programme stay as they are when the zone changes."),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        written = kwargs.get("update_fields")
        if written is not None and "time_zone" not in written:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            stored = type(self)._base_manager.select_for_update().filter(pk=self.pk)
            before = stored.values_list("time_zone", flat=True).first()
            super().save(*args, **kwargs)
            if before and before != self.time_zone:
                self._keep_clock_times(before)

    def clean(self) -> None:
        """On one day, an end comes after its start."""
        super().clean()
        lasts_one_day = self.ends_on is None or self.ends_on == self.starts_on
        if self.to_time and self.from_time and lasts_one_day and self.to_time <= self.from_time:
            told = _("This must come after “from”. If it ends on another day, enter the last day too.")
            raise ValidationError({"to_time": told})

    def _keep_clock_times(self, before: str) -> None:
        """Organisers think in clock times: nine o'clock stays nine. Readers see it with the next release."""
        sessions: Any = self.sessions  # type: ignore[attr-defined]  # of the room above
        sessions.update(**{name: _same_clock(name, before, self.time_zone) for name in ("starts_at", "ends_at")})

    def local_day(self, instant: datetime | None) -> date | None:
        return timezone.localdate(instant, ZoneInfo(self.time_zone)) if instant else None

    @property
    def starts_at(self) -> datetime | None:
        """The first moment, if the day and the time are known."""
        return self._moment(self.starts_on, self.from_time)

    @property
    def ends_at(self) -> datetime | None:
        return self._moment(self.ends_on or self.starts_on, self.to_time)

    def _moment(self, day: date | None, clock: time | None) -> datetime | None:
        if day is None or clock is None:
            return None
        return datetime.combine(day, clock, tzinfo=ZoneInfo(self.time_zone))

    @property
    def is_over(self) -> bool:
        last = self.ends_on or self.starts_on
        return last is not None and last < timezone.localdate(moment(), ZoneInfo(self.time_zone))

    @property
    def is_on(self) -> bool:
        """On one of its days, or in the night after the last."""
        today = timezone.localdate(moment(), ZoneInfo(self.time_zone))
        if self.starts_on is None:
            return False
        last = self.ends_on or self.starts_on
        return self.starts_on <= today <= last + timedelta(days=1)


def _same_clock(column: str, before: str, after: str) -> Func:
    """`timezone(zone, …)` takes the clock of an instant there, and of a clock the instant: PostgreSQL 9.9.4."""
    clock = Func(Value(before), F(column), function="timezone", output_field=DateTimeField())
    return Func(Value(after), clock, function="timezone", output_field=DateTimeField())
