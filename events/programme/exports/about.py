"""What every file says of the whole programme: whose it is, where it stands, and when it was released."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conference_portal.kit.languages import Text, reading_language, text

if TYPE_CHECKING:
    from datetime import date, datetime

    from events.editions.models import Event
    from events.programme.schedule import Schedule

_SHORTEST_ACRONYM = 4


@dataclass(frozen=True)
class About:
    """`host`: scheme and name, without a slash at its end; `path`: of the programme page, in this language."""

    title: Text
    slug: str
    host: str
    path: str
    language: str
    first_day: date | None
    last_day: date | None
    released_at: datetime | None
    number: int | None

    @classmethod
    def of(cls, event: Event, whole: Schedule, *, host: str) -> About:
        return cls(
            title=text(event, "title"),
            slug=event.slug,
            host=host,
            path=event.programme_address,
            language=reading_language(),
            first_day=min((day for day in (event.starts_on, *whole.dates) if day), default=None),
            last_day=max((day for day in (event.ends_on, event.starts_on, *whole.dates) if day), default=None),
            released_at=whole.released_at,
            number=whole.number,
        )

    @property
    def url(self) -> str:
        return self.host + self.path

    @property
    def acronym(self) -> str:
        """As the exchange format wants it: no hyphens, and not too short."""
        bare = self.slug.replace("-", "_")
        return bare if len(bare) >= _SHORTEST_ACRONYM else f"event_{bare}"
