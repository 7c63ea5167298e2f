"""What each record of the archive may hold. Keys are the names of columns; what a column is decides how it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from modeltranslation.translator import translator

from cities.models import City, Room, Venue
from conference_portal.kit.languages import STORED, column
from events.editions.models import (
    Contact,
    Edition,
    Event,
    Involvement,
    KeyDate,
    Organisation,
    Page,
    SubTheme,
    Theme,
    Topic,
)
from events.programme.models import Appearance, Material, Session
from events.questions.models import Guide, Prompt
from events.youthlab.models import Credit, Output, Statement
from speakers.models import Speaker


@dataclass(frozen=True, eq=False)
class Kind:
    name: str
    model: type[models.Model]
    holds: str  # the columns that a file may give
    key: tuple[str, ...] = ("slug",)  # which of them tell one record from the next in its owner; none: it has but one
    needs: str = ""
    parts: Mapping[str, Kind] = field(default_factory=dict)
    in_root: bool = False  # its key is its own wherever it stands
    is_line: bool = False  # a line of its owner without an address: it goes when its line goes
    may_repeat: bool = False  # two lines of one key are two records

    @cached_property
    def fields(self) -> dict[str, models.Field[Any, Any]]:
        return {name: self.model._meta.get_field(name) for name in self.holds.split()}  # type: ignore[misc]

    @cached_property
    def translated(self) -> frozenset[str]:
        return frozenset(translator.get_options_for_model(self.model).all_fields) & frozenset(self.holds.split())

    def blank(self) -> dict[str, Any]:
        """The columns of a record whose file says nothing."""
        found: dict[str, Any] = {"other_language": ""}
        for name, column_ in self.fields.items():
            if name in self.translated:
                found |= {column(name, language): None for language in STORED}
            elif column_.many_to_many:
                found[name] = []
            else:
                found[name] = None if column_.is_relation else column_.get_default()
        return found

    def named(self, words: Iterable[str]) -> str:
        """What tells the record from others in its owner, as a part of a key: slashes stand between those."""
        return f"{self.name}:{'+'.join(words).replace('/', '|')}" if self.key else self.name

    @cached_property
    def required(self) -> frozenset[str]:
        return frozenset(self.needs.split())

    @cached_property
    def is_placed(self) -> bool:
        return any(column.name == "position" for column in self.model._meta.fields)


ROOM = Kind(
    "room", Room, "slug name position access hearing_loop step_free capacity shared", needs="slug name"
)  # fmt: skip
VENUE = Kind(
    "venue", Venue, "slug name address map_url access", needs="slug name", parts={"rooms": ROOM}, in_root=True
)  # fmt: skip
CITY = Kind(
    "city",
    City,
    "slug name locative aliases country time_zone latitude longitude profile help_name help_phone",
    needs="slug name country",
    parts={"venues": VENUE},
)
TOPIC = Kind("topic", Topic, "slug title description", needs="slug title")
ORGANISATION = Kind("organisation", Organisation, "slug name abbreviation parent url city", needs="slug name")
SPEAKER = Kind("speaker", Speaker, "slug name sort_name biography links", needs="slug name")
PAGE = Kind("page", Page, "slug title body position published_at", needs="slug title")

SUBTHEME = Kind("subtheme", SubTheme, "slug phrase keyword text topics", needs="slug keyword")
THEME = Kind("theme", Theme, "title statement", key=(), parts={"subthemes": SUBTHEME})
INVOLVEMENT = Kind(
    "involvement",
    Involvement,
    "organisation role wording quote source",
    key=("organisation", "role"),
    needs="organisation role",
    is_line=True,
)
CONTACT = Kind(
    "contact", Contact, "speaker name job_title phone email note", key=("speaker", "name", "email"), is_line=True
)
KEY_DATE = Kind("key_date", KeyDate, "on title", key=("on",), needs="on title", is_line=True, may_repeat=True)
EDITION = Kind(
    "edition",
    Edition,
    "year host partners partners_known venue starts_on ends_on postponed_from ground signal announced_at archived_at "
    "intro purpose target_group",
    key=("year",),
    needs="year host",
    parts={"theme": THEME, "involvements": INVOLVEMENT, "contacts": CONTACT, "key_dates": KEY_DATE, "pages": PAGE},
)

APPEARANCE = Kind(
    "appearance",
    Appearance,
    "speaker role job_title organisation",
    key=("speaker", "role"),
    needs="speaker",
    is_line=True,
)
SESSION = Kind(
    "session",
    Session,
    "slug kind title abstract starts_at ends_at room place_note for_everyone spoken slides_in interpreted_into "
    "content_note topics subthemes",
    needs="slug title",
    parts={"appearances": APPEARANCE},
)
MATERIAL = Kind(
    "material",
    Material,
    "kind title url language session",
    key=("session", "kind", "url"),
    needs="kind title",
    is_line=True,
)
CREDIT = Kind(
    "credit", Credit, "speaker role job_title organisation", key=("speaker", "role"), needs="speaker role", is_line=True
)
OUTPUT = Kind(
    "output",
    Output,
    "slug kind formats kicker title text series number url length language captions transcript city topics "
    "published_at consent_until",
    needs="slug kind title",
    parts={"credits": CREDIT},
)
STATEMENT = Kind("statement", Statement, "text by_city", key=("position",), needs="text")
PROMPT = Kind("prompt", Prompt, "text minutes", key=("position",), needs="text", is_line=True)
GUIDE = Kind("guide", Guide, "title method", key=(), needs="title", parts={"prompts": PROMPT})
EVENT = Kind(
    "event",
    Event,
    "slug edition part_of kind title tagline lead body starts_on ends_on from_time to_time time_zone when_note "
    "attendance city room place_note join_url target_group participants catering capacity data_notice "
    "registration_closes_at questions_close_at published_at",
    needs="slug kind title",
    parts={
        "theme": THEME,
        "involvements": INVOLVEMENT,
        "contacts": CONTACT,
        "key_dates": KEY_DATE,
        "sessions": SESSION,
        "materials": MATERIAL,
        "outputs": OUTPUT,
        "statements": STATEMENT,
        "guide": GUIDE,
    },
)

# The order in which they are written: whatever a record refers to stands before it, or is of its own kind.
KINDS = (
    *(CITY, VENUE, ROOM, TOPIC, ORGANISATION, SPEAKER, EDITION, EVENT, PAGE, THEME, SUBTHEME),
    *(INVOLVEMENT, CONTACT, KEY_DATE, SESSION, APPEARANCE, OUTPUT, CREDIT, MATERIAL, STATEMENT, GUIDE, PROMPT),
)

# Where a reference looks for its record. `{event}`: the event that it stands in; `{scope}`: this, its edition, then the
# event that this one is part of, and so on.
ADDRESSES: dict[type[models.Model], str] = {
    City: "city:{0}",
    Venue: "venue:{0}",
    Room: "venue:{0}/room:{1}",
    Topic: "topic:{0}",
    Organisation: "organisation:{0}",
    Speaker: "speaker:{0}",
    Edition: "edition:{0}",
    Event: "event:{0}",
    Session: "{event}/session:{0}",
    SubTheme: "{scope}/theme/subtheme:{0}",
}

# The files of the archive: lists of records, or one record whose name is the file's.
LISTS = {
    "cities": CITY,
    "venues": VENUE,
    "topics": TOPIC,
    "organisations": ORGANISATION,
    "speakers": SPEAKER,
    "pages": PAGE,
}
FOLDERS = {"editions": EDITION, "events": EVENT}
