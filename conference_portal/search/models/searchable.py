"""What a model mixes in to be found, or to be found with something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Self

from django.contrib.postgres.search import SearchVectorField
from django.db import models, transaction
from django.db.models.expressions import RawSQL
from django.utils import translation

from conference_portal.kit.addresses import page_path
from conference_portal.kit.languages import OTHER, READING, STORED, UNDETERMINED, Text, column
from conference_portal.kit.text import plain
from conference_portal.search.models.entry import NAMES, Entry, Key, kinds
from conference_portal.search.words import clean, spellings

DICTIONARIES = {"da": "danish", "sv": "swedish", "en": "english", "nb": "norwegian", "nn": "norwegian", "fi": "finnish"}
# Weights: A what it is called, B names that stand beside its own, C its texts, D what is said in passing.
CALLED = "setweight(to_tsvector(%s::regconfig, %s), 'A') || %s::tsvector"
VECTOR = f"{CALLED} || setweight(to_tsvector(%s::regconfig, %s), 'C')"
BETWEEN = " · "  # texts of different fields, in an excerpt
MOST = 300_000  # characters of an object's texts that are indexed: a vector holds a megabyte


class Searched(models.Model):
    """Content whose words are found with something else: saving or deleting it renews the entries of that."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What it hung on before is renewed too."""
        with transaction.atomic():
            before = self._as_stored()
            keys = before.renewed_keys() if before else set()
            super().save(*args, **kwargs)
            Entry.objects.refresh_keys(keys | self.renewed_keys())

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            before = self._as_stored()
            keys = before.renewed_keys() | before.search_followers() if before else set()
            count, gone = super().delete(*args, **kwargs)
            for kind, model in kinds().items():
                if gone.get(model._meta.label):  # itself, and what went with it
                    Entry.objects.filter(kind=kind).exclude(object_id__in=model._base_manager.values("pk")).delete()
            Entry.objects.refresh_keys(keys)
            return count, gone

    def renew(self) -> None:
        """For what is written past `save`: many-to-many fields, bulk writes."""
        Entry.objects.refresh_keys(self.renewed_keys())

    def searched_with(self) -> Iterable[Searchable]:
        """The objects whose entries hold my words."""
        raise NotImplementedError

    def search_followers(self) -> set[Key]:
        """The objects whose entries repeat my title, place, names, year or address."""
        return set()

    def renewed_keys(self) -> set[Key]:
        return keys_of(self.searched_with())

    def _as_stored(self) -> Self | None:
        """What this instance has read of others may be gone by now."""
        return type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None


class Searchable(Searched):
    """Content that is found by its words.

    `search_title` and `search_fields` name the fields whose words count, translated or not; `search_along` what must be
    read with it to know them.
    """

    search_kind: ClassVar[str]
    search_title: ClassVar[str]
    search_fields: ClassVar[tuple[str, ...]] = ()
    search_along: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def searched_with(self) -> Iterable[Searchable]:
        return (self,)

    @classmethod
    def search_rows(cls, pks: Iterable[int]) -> models.QuerySet[Any]:
        """These objects as they are in the database, with what is read with them."""
        rows: models.QuerySet[Any] = cls._default_manager.filter(pk__in=pks)
        return rows.prefetch_related(*cls.search_along)

    def search_parts(self) -> Iterable[models.Model | None]:
        """Other rows whose texts are shown with this one: their `search_fields` count here."""
        return ()

    def search_titles(self) -> dict[str, str]:
        """The title in each language that has one; under NAMES if it is a name."""
        return dict(stored(self, self.search_title))

    def search_names(self) -> Iterable[str]:
        """What else it is called, in any language."""
        return ()

    def search_beside(self) -> Iterable[str]:
        """Names that stand beside its own: of its people, of its host. Those of its parts come by themselves."""
        return ()

    def search_mentions(self, language: str) -> Iterable[str]:  # noqa: ARG002 (most say the same in every language)
        """What is said in passing, or in the portal's own words: its kind, its days, names that bear others."""
        return ()

    def search_place(self, language: str) -> Text:
        """Where it belongs, as a hit says it."""
        return Text("", language)

    def search_year(self) -> int | None:
        return None

    def search_path(self) -> str:
        with translation.override(READING[0]):
            return page_path(self.get_absolute_url())  # type: ignore[attr-defined]

    def search_entries(self) -> Iterator[Entry]:
        """One entry for each language that holds a text of mine; one for the names alone if none does."""
        titles, bodies = self.search_titles(), self._bodies()
        beside = " ".join([*self.search_beside(), *bodies.pop(NAMES, [])])
        for language in sorted({**titles, **bodies}.keys() - {NAMES} or {NAMES}):
            with translation.override(language if language in READING else READING[0]):
                entry = self._entry(language, titles, bodies.get(language, []))
                mentions = " ".join([*map(str, self.search_mentions(language)), entry.place, str(entry.year or "")])
            self._spell(entry, {"A": f"{entry.title} {entry.names}", "B": beside, "C": entry.body, "D": mentions})
            yield entry

    def _bodies(self) -> dict[str, list[str]]:
        """All texts by their language; under NAMES what belongs to none."""
        found: dict[str, list[str]] = {}
        own = [text for field in self.search_fields for text in stored(self, field)]
        for language, words in (*own, *(text for part in self.search_parts() for text in texts_of(part))):
            found.setdefault(language, []).append(words)
        return found

    def _entry(self, language: str, titles: dict[str, str], texts: list[str]) -> Entry:
        spoken = next((code for code in (language, NAMES, *STORED, *titles) if titles.get(code)), language)
        place = self.search_place(language)
        return Entry(
            kind=self.search_kind,
            object_id=self.pk,
            language=language,
            title=clean(titles.get(spoken, "")),
            title_language=spoken,
            place=clean(place.value),
            place_language=place.language,
            names=clean(BETWEEN.join(filter(None, self.search_names()))),
            body=clean(BETWEEN.join(plain(words) for words in texts if words != titles.get(spoken)))[:MOST],
            path=self.search_path(),
            year=self.search_year(),
        )

    def _spell(self, entry: Entry, texts: dict[str, str]) -> None:
        found = {weight: spellings(words[:MOST], icelandic=entry.language == "is") for weight, words in texts.items()}
        entry.spellings = frozenset[str]().union(*found.values())
        spoken, own = (DICTIONARIES.get(language, "simple") for language in (entry.title_language, entry.language))
        called = [spoken, entry.title, lexemes({weight: found[weight] for weight in "AB"})]
        everything = [spoken, entry.title, lexemes(found), own, entry.body]
        # No word of ours is in these texts.
        entry.called = RawSQL(CALLED, called, output_field=SearchVectorField())  # noqa: S611
        entry.vector = RawSQL(VECTOR, everything, output_field=SearchVectorField())  # noqa: S611


def lexemes(found: dict[str, set[str]]) -> str:
    """The text of a vector: each form with the weights that it has. Forms are letters and digits, nothing to escape."""
    weights: dict[str, str] = {}
    for weight, words in found.items():
        for word in words:
            weights[word] = weights.get(word, "") + weight
    return " ".join(
        f"'{word}':" + ",".join(f"{place}{weight}" for place, weight in enumerate(has, start=1))
        for word, has in sorted(weights.items())
    )


def texts_of(part: models.Model | None) -> Iterator[tuple[str, str]]:
    """(language, words) of a part, with its title if it has one of its own."""
    title = getattr(part, "search_title", "")
    for field in (*([title] if title else []), *getattr(part, "search_fields", ())):
        yield from stored(part, field)


def keys_of(things: Iterable[Searchable | None]) -> set[Key]:
    return {(thing.search_kind, thing.pk) for thing in things if thing is not None and thing.pk}


def in_all_languages(thing: models.Model | None, *fields: str) -> list[str]:
    """What a name is called anywhere."""
    return [words for field in fields for _, words in stored(thing, field)]


def stored(thing: models.Model | None, field: str) -> Iterator[tuple[str, str]]:
    """(language, words) of a field; a field that is not translated has the language NAMES."""
    if thing is None:
        return
    if not hasattr(thing, column(field, STORED[0])):
        if value := getattr(thing, field):
            yield NAMES, " ".join(value) if isinstance(value, list) else str(value)
        return
    for code in STORED:
        if value := getattr(thing, column(field, code)):
            language = getattr(thing, "other_language", "") or UNDETERMINED if code == OTHER else code
            yield language, str(value)
