from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from conference_portal.search.query import Question, find, shown


def search(typed, *, language="da", user=None, first=None):
    """The hits of a reader of that language, in order, as their entries."""
    with translation.override(language):
        question = Question.of(typed)
        keys = find(question, user or AnonymousUser()).keys
        return [hit.entry for hit in shown(keys[:first], question)]


def titles(typed, **who):
    return [entry.title for entry in search(typed, **who)]
