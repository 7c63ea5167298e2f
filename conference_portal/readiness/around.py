"""What stands around the programme: days, theme, colours, who is behind it, pages, dates, and the texts of all."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import ngettext

from conference_portal.kit.languages import READING, language_name
from conference_portal.kit.pages import moment
from conference_portal.readiness.findings import Finding, Row
from conference_portal.readiness.reading import Whole, form_of
from conference_portal.texts.units import MISSING, OPEN, units
from events.editions.models import Contact, Edition, Involvement, KeyDate, Page, Theme

NEW = {"ground": Edition().ground, "signal": Edition().signal}  # as the model gives them


def around(whole: Whole) -> Iterator[Finding]:
    edition, form = whole.edition, whole.edition_form
    is_announced = edition.announced_at is not None and edition.announced_at <= moment()
    is_as_new = all(getattr(edition, name) == value for name, value in NEW.items())
    themes = [each for each in whole.rows(Theme) if each.edition_id == edition.pk]
    theme = form_of(themes[0]) if themes else reverse("admin:editions_theme_add") + f"?edition={edition.pk}"
    organisers = [each for each in whole.rows(Involvement) if each.role == Involvement.Role.ORGANISER]
    yield _alone(whole, "days", whole.opens_on is None, form("id_starts_on"))
    yield _alone(whole, "announced", not is_announced, form("id_announced_at_0"))
    yield _alone(whole, "theme", not any(str(each) for each in themes), theme)
    yield _alone(whole, "colours", is_as_new, form("id_ground"))
    yield _alone(whole, "organiser", not organisers, form("involvements-group"))
    yield _alone(whole, "contact", not whole.rows(Contact), form("contacts-group"))


def _alone(whole: Whole, kind: str, is_open: bool, url: str) -> Finding:  # noqa: FBT001 (said by its name)
    return whole.found(kind, [Row(str(whole.edition), url)] if is_open else [])


def pages(whole: Whole) -> Iterator[Finding]:
    found = whole.rows(Page)
    drafts = [each for each in found if each.published_at is None or each.published_at > moment()]
    add = reverse("admin:editions_page_add") + f"?edition={whole.edition.pk}"
    yield _alone(whole, "pages", not found, add)
    yield whole.found("page_drafts", [Row(str(each), form_of(each, "id_published_at_0")) for each in drafts])


def dates(whole: Whole) -> Iterator[Finding]:
    found = [each for each in whole.rows(KeyDate) if each.edition_id == whole.edition.pk]
    yield _alone(whole, "key_dates", not found, whole.edition_form("keydates-group"))
    past = [each for each in found if each.on < whole.today]
    if whole.days_left is None or whole.days_left >= 0:
        form = whole.edition_form("keydates-group")
        yield whole.found("past_dates", [Row(str(each), form) for each in past])


def texts(whole: Whole) -> Iterator[Finding]:
    """By language: each has its list, where every text is a step away from being written."""
    found = units(whole.edition, *READING, rows=whole.trails)
    for state in OPEN:
        counts = {code: sum(each.code == code and each.state == state for each in found) for code in READING}
        rows = [_language(whole, code, state, count) for code, count in counts.items() if count]
        yield whole.found("missing" if state == MISSING else "stale", rows, sum(counts.values()))


def _language(whole: Whole, code: str, state: str, count: int) -> Row:
    page = reverse("texts:texts", args=[whole.edition.year, code])
    words = ngettext("%(number)s text", "%(number)s texts", count) % {"number": count}
    return Row(capfirst(language_name(code)), f"{page}?state={state}", words)
