"""One table of search entries over all content: one per object and language, renewed whenever its words are saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, models, transaction
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from conference_portal.kit.pages import moment

if TYPE_CHECKING:
    from conference_portal.kit.content import Someone
    from conference_portal.search.models.searchable import Searchable

NAMES = ""  # the language of an entry that holds nothing but names
AT_ONCE = 200  # objects whose entries are made together
KEPT_WORDS = range(4, 41)  # lengths of words that can be misspelt, or be a part of another

UNIQUE = ("kind", "object_id", "language")
WRITTEN = ("title", "title_language", "place", "place_language", "names", "body", "path", "year", "vector", "called")

Key = tuple[str, int]  # kind and object
Gate = tuple[str, str, tuple[Any, ...]]  # kind, and a query for the keys of its visible objects


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Someone) -> EntryQuerySet:
        """Hits pass the gates of their kind when they are asked for: an entry knows nothing of rights."""
        gates = _gates(user) if user.is_authenticated else _public_gates_now()
        # Django wrote these texts, from the gates' own querysets.
        passed = [Q(kind=kind, object_id__in=RawSQL(sql, params)) for kind, sql, params in gates]  # noqa: S611
        return self.filter(reduce(or_, passed))

    def of(self, keys: Iterable[Key]) -> EntryQuerySet:
        """The entries of these objects."""
        by_kind: dict[str, list[int]] = {}
        for kind, pk in keys:
            by_kind.setdefault(kind, []).append(pk)
        found = Q(pk__in=())
        for kind, pks in by_kind.items():
            found |= Q(kind=kind, object_id__in=pks)
        return self.filter(found)

    def refresh(self, things: Iterable[Searchable]) -> None:
        """Bring the entries of these objects in line with what the database holds of them, and of all that repeat their
        names. The number of queries grows with the number of kinds, not of objects."""
        self.refresh_keys((thing.search_kind, thing.pk) for thing in things)

    def refresh_keys(self, keys: Iterable[Key]) -> None:
        waiting, done = set(keys), set[Key]()
        with transaction.atomic():
            while waiting:
                done |= waiting
                renamed = [thing for kind, pks in _by_kind(waiting) for thing in self._renew(kind, pks)]
                waiting = {key for thing in renamed for key in thing.search_followers()} - done

    def refresh_all(self) -> int:
        """All content: after a bulk change, or when the rules for words have changed. Gives the number of objects."""
        count = 0
        with transaction.atomic():
            self.all().delete()
            Word.objects.all().delete()
            for kind, model in kinds().items():
                pks = list(model._default_manager.values_list("pk", flat=True))
                count += len(pks)
                self._renew(kind, pks)
        return count

    def _renew(self, kind: str, pks: list[int]) -> list[Searchable]:
        """Those that were there, and whose name, place, year or address has changed."""
        renamed: list[Searchable] = []
        for start in range(0, len(pks), AT_ONCE):
            renamed += self._write(kind, pks[start : start + AT_ONCE])
        return renamed

    def _write(self, kind: str, pks: list[int]) -> list[Searchable]:
        """Locked before the content is read: who waits for another writer reads what that one wrote."""
        mine = self.filter(kind=kind, object_id__in=pks).order_by("pk").select_for_update()
        before = {(entry.object_id, entry.language): entry for entry in mine.defer("body", "vector", "called")}
        things = list(kinds()[kind].search_rows(pks))
        made = {(entry.object_id, entry.language): entry for thing in things for entry in thing.search_entries()}
        self.bulk_create(
            made.values(), batch_size=AT_ONCE, update_conflicts=True, unique_fields=UNIQUE, update_fields=WRITTEN
        )
        if gone := [entry.pk for key, entry in before.items() if key not in made]:
            self.filter(pk__in=gone).delete()
        Word.objects.learn(made.values())
        changed = {pk for pk, language in before if _face(before, pk, language) != _face(made, pk, language)}
        changed |= {pk for pk, language in made.keys() - before.keys()} & {pk for pk, _language in before}
        return [thing for thing in things if thing.pk in changed]


class Entry(models.Model):
    """What can be found of one object in one language."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=12, blank=True)
    title = models.TextField()
    title_language = models.CharField(max_length=12, blank=True)
    place = models.TextField(blank=True)
    place_language = models.CharField(max_length=12, blank=True)
    names = models.TextField(blank=True)
    body = models.TextField(blank=True)
    path = models.CharField(max_length=400)
    year = models.PositiveSmallIntegerField(null=True)
    vector = SearchVectorField()
    called = SearchVectorField()  # title and names alone: small enough to be looked into again for each hit

    objects = models.Manager.from_queryset(EntryQuerySet)()

    spellings: frozenset[str] = frozenset()  # while it is made: its words in all forms

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=UNIQUE, name="search_one_entry_per_language")]
        indexes: ClassVar = [GinIndex(fields=["vector"], name="search_vector")]

    def __str__(self) -> str:
        return self.title


class WordQuerySet(models.QuerySet["Word"]):
    def learn(self, entries: Iterable[Entry]) -> None:
        words = {word for entry in entries for word in entry.spellings if len(word) in KEPT_WORDS and word.isalpha()}
        new = [Word(word=word) for word in sorted(words)]
        with (
            suppress(OperationalError),
            transaction.atomic(),
        ):  # whom we would wait for in a circle learns the same words
            self.bulk_create(new, batch_size=2000, ignore_conflicts=True)


class Word(models.Model):
    """A word that some entry holds, folded: what a misspelt one is compared with, and what a compound is looked for in.

    Words of drafts are among them, so none is ever shown: those that are like an asked one are only asked as well.
    """

    word = models.CharField(max_length=40, primary_key=True)

    objects = models.Manager.from_queryset(WordQuerySet)()

    class Meta:
        indexes: ClassVar = [GinIndex(OpClass(F("word"), name="gin_trgm_ops"), name="search_word_parts")]

    def __str__(self) -> str:
        return self.word


def kinds() -> dict[str, type[Searchable]]:
    """The models that are found, by their kind."""
    found: dict[str, Any] = {model.search_kind: model for model in apps.get_models() if hasattr(model, "search_kind")}
    return found


def _gates(user: Someone) -> list[Gate]:
    gates = []
    for kind, model in kinds().items():
        rows: Any = model._default_manager
        with suppress(EmptyResultSet):  # a gate that lets nothing pass
            gates.append((kind, *rows.visible_to(user).order_by().values("pk").query.sql_with_params()))
    return gates


@cache
def _public_gates() -> list[Gate]:
    return _gates(AnonymousUser())


def _public_gates_now() -> list[Gate]:
    """Written once, since ten of them take longer to write than to answer. A test holds that they know no other time
    than the moment."""
    now = {datetime: moment(), date: timezone.localdate(moment())}
    return [
        (kind, sql, tuple(now.get(type(param), param) for param in params)) for kind, sql, params in _public_gates()
    ]


def _face(entries: Mapping[tuple[int, str], Entry], *key: Any) -> tuple[object, ...]:
    """What entries of others may repeat."""
    entry = entries.get(key)
    return (entry.title, entry.place, entry.names, entry.path, entry.year) if entry else ()


def _by_kind(keys: Iterable[Key]) -> list[tuple[str, list[int]]]:
    found: dict[str, list[int]] = {}
    for kind, pk in sorted(keys):
        found.setdefault(kind, []).append(pk)
    return list(found.items())
