"""Two editors at the desk, each with a browser of their own, on one theme with its sub-themes: nothing is lost unseen.

Each opens the form, changes some of it, and saves at some time; what is there is compared with what it must be after
each step. Fifty of them go through the desk, which takes a while; two hundred are tried on the form in `test_edits.py`.
"""

from __future__ import annotations

import random
from typing import Any

import pytest

from conference_portal.search.models import Entry
from events.editions.models import SubTheme, Theme
from tests.desk import _Form, address, form_of, signed_in
from tests.factories import make_subtheme, make_theme, make_topic

FIELDS = ("title_da", "title_is", "statement_en")
HANGING = ("keyword_da", "text_sv", "topics")
STEPS, DECIDED, FOUND = 50, 0.5, 302


class Desk:
    """An editor with a form open: what it showed them, and what they changed in it."""

    def __init__(self, user: Any, theme: Theme) -> None:
        self.client, self.url = signed_in(user), address("change", theme)
        self.given: dict[str, Any] | None = None
        self.shown: dict[str, Any] = {}

    def open(self, truth: dict[str, Any], forms: dict[str, dict[str, Any]] | None = None) -> None:
        """The form shows everybody the same; `forms` keeps it for as long as nobody saves."""
        kept = {} if forms is None else forms
        if repr(truth) not in kept:
            kept.clear()
            kept[repr(truth)] = form_of(self.client, self.url)
        self.given, self.shown = kept[repr(truth)], dict(truth)

    def save(self, changes: dict[str, Any]) -> Any:
        assert self.given is not None
        response = self.client.post(self.url, self.given | changes)
        self.given = None
        return response


def now(theme: Theme) -> dict[str, Any]:
    """What is stored, by the names of the form's fields."""
    row = Theme.objects.get(pk=theme.pk)
    found: dict[str, Any] = {name: getattr(row, name) or "" for name in FIELDS}
    for number, each in enumerate(SubTheme.objects.filter(theme=theme).order_by("pk").prefetch_related("topics")):
        found |= {f"subthemes-{number}-{name}": getattr(each, name) or "" for name in HANGING[:2]}
        found[f"subthemes-{number}-topics"] = sorted(str(topic.pk) for topic in each.topics.all())
    return found


def clashes(desk: Desk, truth: dict[str, Any], changes: dict[str, Any]) -> set[str]:
    """What both changed, to something else."""
    return {name for name, value in changes.items() if truth[name] != desk.shown[name] and truth[name] != value}


def errors(response: Any) -> set[str]:
    found = set(response.context["adminform"].form.errors)
    for each in response.context["inline_admin_formsets"]:
        for form in each.formset.forms:
            found |= {form.add_prefix(name) for name in form.errors}
    return found


def again(response: Any) -> dict[str, Any]:
    """What a browser would send from the page that told of a clash."""
    form = _Form()
    form.feed(response.content.decode())
    return form.values


@pytest.fixture
def _unsearched(monkeypatch):
    """What is searched is renewed elsewhere, and takes longer than all the rest."""
    monkeypatch.setattr(Entry.objects, "refresh_keys", lambda _keys: None)


@pytest.mark.usefixtures("_unsearched")
def test_interleavings_at_the_desk_lose_nothing_silently(cast):
    seed = random.Random(20260926)  # noqa: S311 (the same choices every time)
    theme = make_theme(edition=cast.reykjavik, title={"da": "Hjertet"})
    make_subtheme(theme=theme)
    topics = [str(make_topic().pk) for _number in range(3)]
    desks = [Desk(cast.bjork, theme), Desk(cast.maja, theme)]
    truth, met = now(theme), {"kept": 0, "told": 0}
    forms: dict[str, dict[str, Any]] = {}

    for step in range(STEPS):
        desk = seed.choice(desks)
        if desk.given is None:
            desk.open(truth, forms)
            continue
        changes = {
            name: sorted(seed.sample(topics, 2)) if name.endswith("topics") else f"words {step}"
            for name in seed.sample(sorted(truth), seed.choice([1, 2, 3]))
        }
        both = clashes(desk, truth, changes)
        response = desk.save(changes)
        met["told" if both else "kept"] += 1
        assert (response.status_code == 302) == (not both), (step, changes, both)
        if both:
            assert errors(response) == both
            assert {name: again(response)[name] for name in changes} == changes
        if not both or (seed.random() < DECIDED and desk.client.post(desk.url, again(response)).status_code == FOUND):
            truth |= changes
        assert now(theme) == truth, step

    assert met["kept"] > 10
    assert met["told"] >= 2


def test_row_that_somebody_else_changed_is_not_deleted_unseen(cast):
    theme = make_theme(edition=cast.reykjavik)
    subtheme = make_subtheme(theme=theme, keyword={"da": "Ord"})
    bjork, maja = Desk(cast.bjork, theme), Desk(cast.maja, theme)
    bjork.open({})
    maja.open({})
    maja.save({"subthemes-0-text_da": "En hel sides tekst."})

    response = bjork.save({"subthemes-0-DELETE": "on"})

    assert response.status_code == 200
    assert "Somebody else changed what you want to delete: “Ord”." in response.content.decode()
    assert SubTheme.objects.get(pk=subtheme.pk).text_da == "En hel sides tekst."
    assert bjork.client.post(bjork.url, again(response)).status_code == 302
    assert not SubTheme.objects.filter(pk=subtheme.pk).exists()


def test_row_that_somebody_else_deleted_comes_back_to_who_wrote_in_it(cast):
    theme = make_theme(edition=cast.reykjavik)
    first, second = make_subtheme(theme=theme), make_subtheme(theme=theme)
    bjork, maja = Desk(cast.bjork, theme), Desk(cast.maja, theme)
    bjork.open({})
    maja.open({})
    maja.save({"subthemes-0-DELETE": "on"})

    written = {
        "subthemes-0-text_da": "En hel sides tekst.",
        "subthemes-1-text_da": "Et andet sted.",
        "title_is": "Hjarta",
    }
    response = bjork.save(written)

    assert response.status_code == 200
    assert "Somebody else deleted a row that you had open." in response.content.decode()
    assert [each.pk for each in SubTheme.objects.filter(theme=theme)] == [second.pk]
    assert bjork.client.post(bjork.url, again(response)).status_code == 302
    texts = dict(SubTheme.objects.filter(theme=theme).values_list("pk", "text_da"))
    assert texts.pop(second.pk) == "Et andet sted."
    assert list(texts.values()) == ["En hel sides tekst."]
    assert first.pk not in texts
    assert Theme.objects.get(pk=theme.pk).title_is == "Hjarta"
