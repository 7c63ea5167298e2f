"""From what a reader types to ranked hits, and to the words around them."""

from __future__ import annotations

from conference_portal.search.query.excerpts import LENGTH, Marker, Piece, pieces
from conference_portal.search.query.question import Question
from conference_portal.search.query.ranking import Found, Hit, find, shown, those_holding

__all__ = ["LENGTH", "Found", "Hit", "Marker", "Piece", "Question", "find", "pieces", "shown", "those_holding"]
