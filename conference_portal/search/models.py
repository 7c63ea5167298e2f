"""One table of search entries over all content: an entry per object and language, renewed whenever its words are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import translation

from conference_portal.kit.addresses import page_path
from conference_portal.kit.languages import OTHER, STORED, UNDETERMINED, column
from conference_portal.kit.text import plain
from conference_portal.search.words import indexed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conference_portal.kit.content import Someone

NAMES = ""  # the language of an entry that holds nothing but names
DICTIONARIES = {"da": "danish", "sv": "swedish", "en": "english", "nb": "norwegian", "nn": "norwegian", "fi": "finnish"}


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Someone) -> EntryQuerySet:
        """Hits pass the gates of their kind when they are asked for: an entry knows nothing of rights."""
        passed = Q(pk__in=())
        for model in searchable_models():
            visible = model._default_manager.visible_to(user)  # type: ignore[attr-defined]  # noqa: SLF001 - any model
            passed |= Q(kind=model.search_kind, object_id__in=visible.values("pk"))
        return self.filter(passed)

    def read_in(self, language: str) -> list[Entry]:
        """These hits as their readers know them: the object's entry in that language where it has one. Two queries."""
        found = list(self)
        same = Q(pk__in=())
        for entry in found:
            same |= Q(kind=entry.kind, object_id=entry.object_id)
        own = {(entry.kind, entry.object_id): entry for entry in Entry.objects.filter(same, language=language)}
        return [own.get((entry.kind, entry.object_id), entry) for entry in found]

    def refresh(self, things: Iterable[Searchable]) -> None:
        """Write the entries of these objects anew: three queries, however many there are."""
        owners = {(thing.search_kind, thing.pk): thing for thing in things}
        if not owners:
            return
        entries = [entry for thing in owners.values() for entry in thing.search_entries()]
        with transaction.atomic():
            self.forget(owners)
            made = self.bulk_create(entries, batch_size=500)
            self.filter(pk__in=[entry.pk for entry in made]).update(vector=VECTOR)

    def forget(self, owners: Iterable[tuple[str, int]]) -> None:
        by_kind: dict[str, list[int]] = {}
        for kind, pk in owners:
            by_kind.setdefault(kind, []).append(pk)
        gone = Q(pk__in=())
        for kind, keys in by_kind.items():
            gone |= Q(kind=kind, object_id__in=keys)
        self.filter(gone).delete()

    @transaction.atomic
    def refresh_all(self) -> None:
        """All content: after a load or a bulk change."""
        self.all().delete()
        for model in searchable_models():
            self.refresh(model._default_manager.all())  # noqa: SLF001 - any model


class Entry(models.Model):
    """What can be found of one object in one language."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=12, blank=True)
    dictionary = models.CharField(max_length=20, default="simple")
    title = models.TextField()
    body = models.TextField(blank=True)
    path = models.CharField(max_length=400)
    year = models.PositiveSmallIntegerField(null=True)
    spellings = models.TextField(blank=True)
    words = models.TextField(blank=True)
    vector = SearchVectorField(null=True)

    objects = models.Manager.from_queryset(EntryQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "object_id", "language"], name="search_one_entry_per_language")
        ]
        indexes: ClassVar = [
            GinIndex(fields=["vector"], name="search_vector"),
            GinIndex(OpClass(F("spellings"), name="gin_trgm_ops"), name="search_spellings"),
        ]

    def __str__(self) -> str:
        return self.title


VECTOR = (
    SearchVector("title", weight="A", config=F("dictionary"))
    + SearchVector("spellings", weight="B", config="simple")
    + SearchVector("body", weight="C", config=F("dictionary"))
    + SearchVector("words", weight="D", config="simple")
)


class Searched(models.Model):
    """Content whose words are found with something else: saving or deleting it renews the entries of those."""

    class Meta:
        abstract = True

    def searched_with(self) -> Iterable[Searchable]:
        """The objects whose entries hold my words."""
        raise NotImplementedError

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            Entry.objects.refresh(self.searched_with())

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            owners = list(self.searched_with())
            gone = super().delete(*args, **kwargs)
            Entry.objects.refresh(thing for thing in owners if thing.pk and thing is not self)
            return gone


class Searchable(Searched):
    """Content that is found by its words.

    `search_title` and `search_fields` name the fields whose words count, translated or not.
    """

    search_kind: ClassVar[str]
    search_title: ClassVar[str]
    search_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def searched_with(self) -> Iterable[Searchable]:
        return (self,)

    def search_parts(self) -> Iterable[models.Model]:
        """Other rows whose texts are shown with this one: their `search_fields` count here."""
        return ()

    def search_titles(self) -> dict[str, str]:
        """The title in each language that has one; under NAMES if it is a name."""
        return dict(stored(self, self.search_title))

    def search_names(self) -> Iterable[str]:
        """Words that belong to no language: names and other spellings."""
        return ()

    def search_mentions(self) -> Iterable[str]:
        """Names that are said in passing: found, but after what bears them."""
        return ()

    def search_year(self) -> int | None:
        return None

    def search_path(self) -> str:
        with translation.override(STORED[0]):
            return page_path(self.get_absolute_url())  # type: ignore[attr-defined]

    def search_entries(self) -> Iterator[Entry]:
        """One entry for each language that holds a text of mine; one for the names alone if none does."""
        titles = self.search_titles()
        bodies: dict[str, list[str]] = {}
        for thing in (self, *self.search_parts()):
            for field in getattr(thing, "search_fields", ()):
                for language, words in stored(thing, field):
                    bodies.setdefault(language, []).append(words)
        names = " ".join(self.search_names())
        mentions = " ".join([*self.search_mentions(), *bodies.pop(NAMES, [])])
        languages = {**titles, **bodies}.keys() - {NAMES} or {NAMES}
        for language in sorted(languages):
            title = titles.get(language) or titles.get(NAMES) or best(titles)
            entry = self._entry(language, title=title, body=plain("\n\n".join(bodies.get(language, []))))
            entry.spellings = indexed(f"{title} {names}", language=language)
            entry.words = indexed(f"{entry.body} {mentions}", language=language)
            yield entry

    def _entry(self, language: str, *, title: str, body: str) -> Entry:
        return Entry(
            kind=self.search_kind,
            object_id=self.pk,
            language=language,
            dictionary=DICTIONARIES.get(language, "simple"),
            title=title,
            body=body,
            path=self.search_path(),
            year=self.search_year(),
        )

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            Entry.objects.forget([(self.search_kind, self.pk)])
            return super().delete(*args, **kwargs)


def in_all_languages(thing: models.Model, *fields: str) -> list[str]:
    """What a name is called anywhere."""
    return [words for field in fields for _, words in stored(thing, field)]


def best(titles: dict[str, str]) -> str:
    """Of titles in languages that the entry is not in, the first as the series orders them."""
    return next((titles[language] for language in STORED if language in titles), next(iter(titles.values()), ""))


def searchable_models() -> list[type[Searchable]]:
    return [model for model in apps.get_models() if issubclass(model, Searchable)]


def stored(thing: models.Model, field: str) -> Iterator[tuple[str, str]]:
    """(language, words) of a field; a field that is not translated has the language NAMES."""
    if not hasattr(thing, column(field, STORED[0])):
        if value := getattr(thing, field):
            yield NAMES, " ".join(value) if isinstance(value, list) else str(value)
        return
    for code in STORED:
        if value := getattr(thing, column(field, code)):
            language = getattr(thing, "other_language", "") or UNDETERMINED if code == OTHER else code
            yield language, str(value)
