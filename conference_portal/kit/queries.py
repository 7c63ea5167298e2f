"""Queries whose SQL is made once in a process: for a wide query Django needs longer for that than to read its rows.

    @prepared
    def sessions_of(user, event):
        return Session.objects.visible_to(user).filter(event=event)

    rows = sessions_of(user, event=event.pk)

The function gets stand-ins (`Given`) for its values and for the request's moment. It may look at none of them, as a
gate that asks for the day does, and it closes over nothing: what it makes is for all values. For a person who is signed
in the query is made as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet

from conference_portal.kit.languages import reading_language
from conference_portal.kit.pages import as_if, moment

if TYPE_CHECKING:
    from django.db.models.sql.compiler import SQLCompiler

    from conference_portal.kit.content import Someone

Thing = TypeVar("Thing")
MOMENT = "moment"


class Given(Expression):
    """Stands for a value that comes when the query is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002 (Django asks so)
        return "%s", (self,)


class Asked(NamedTuple, Generic[Thing]):
    found: QuerySet[Any, Thing]
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]


class Prepared(Generic[Thing]):
    every: ClassVar[list[Prepared[Any]]] = []  # a test asks each of them both ways

    def __init__(self, make: Callable[..., QuerySet[Any, Thing]]) -> None:
        if make.__code__.co_freevars:
            message = f"{make.__qualname__} closes over {make.__code__.co_freevars}: that would stay as it was."
            raise TypeError(message)
        self.make = make
        self._ready: dict[tuple[str, ...], Asked[Thing]] = {}
        update_wrapper(self, make)
        self.every.append(self)

    def __call__(self, user: Someone, **values: Any) -> list[Thing]:
        """The rows that this person may see, whatever they are: values or instances."""
        if user.is_authenticated:
            return list(self.make(user, **values))
        found, compiler, sql, parameters = self.filled(values)
        # Whoever filtered this QuerySet further would be answered as if they had not: only its rows leave.
        asked = found.all()
        asked.query.get_compiler = lambda *_words, **_more: _ready(compiler, sql, parameters)  # type: ignore[method-assign]
        return list(asked)

    def filled(self, values: dict[str, Any]) -> Asked[Thing]:
        """For everybody, with these values."""
        key = (reading_language(), *values)
        asked = self._ready.get(key) or self._ready.setdefault(key, self._made(values))
        given = {**values, MOMENT: moment()}
        filled = tuple(given[one.name] if isinstance(one, Given) else one for one in asked.parameters)
        return asked._replace(parameters=filled)

    def _made(self, values: dict[str, Any]) -> Asked[Thing]:
        with as_if(Given(MOMENT)):
            found = self.make(AnonymousUser(), **{name: Given(name) for name in values})
            compiler = found.query.get_compiler(using=found.db)
            sql, parameters = compiler.as_sql()
        return Asked(found, compiler, sql, tuple(parameters))


def prepared(make: Callable[..., QuerySet[Any, Thing]]) -> Prepared[Thing]:
    return Prepared(make)


def _ready(compiler: SQLCompiler, sql: str, parameters: tuple[Any, ...]) -> SQLCompiler:
    """Knows its columns already. A copy for each asking: threads share the first."""
    own = copy(compiler)
    own.connection = connections[compiler.using or DEFAULT_DB_ALIAS]
    own.as_sql = lambda *_words, **_more: (sql, parameters)  # type: ignore[method-assign]
    return own
