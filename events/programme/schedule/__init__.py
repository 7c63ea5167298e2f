"""An event's programme as one structure, from which its page, its feeds and its files are written."""

from __future__ import annotations

from events.programme.schedule.choosing import ACCESS, Choice, is_to_come
from events.programme.schedule.grid import Cell, Column, Grid, arrange
from events.programme.schedule.passport import Line, passport
from events.programme.schedule.reading import build, neighbours, of_release, of_working_copy, outline
from events.programme.schedule.structure import Before, Day, Item, Person, Place, Schedule, Slot, Thread

__all__ = [
    "ACCESS",
    "Before",
    "Cell",
    "Choice",
    "Column",
    "Day",
    "Grid",
    "Item",
    "Line",
    "Person",
    "Place",
    "Schedule",
    "Slot",
    "Thread",
    "arrange",
    "build",
    "is_to_come",
    "neighbours",
    "of_release",
    "of_working_copy",
    "outline",
    "passport",
]
