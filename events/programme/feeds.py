"""What each release changed, as an Atom feed: an entry per release, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_lazy, ngettext

from conference_portal.kit import formats
from conference_portal.kit.languages import reading_language, text
from conference_portal.kit.text import printable
from events.programme.schedule.identity import guid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from events.editions.models import Event
    from events.programme.changes import Change, Shown, Step

TYPE = "application/atom+xml; charset=utf-8"
LATEST = 20  # readers of feeds ask often enough
NAMES = {
    "new": gettext_lazy("New"),
    "moved": gettext_lazy("Moved"),
    "new_room": gettext_lazy("New room"),
    "cancelled": gettext_lazy("Cancelled"),
    "restored": gettext_lazy("On again"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "new_speaker": gettext_lazy("New speaker"),
    "title": gettext_lazy("New title"),
}


def changes(event: Event, steps: Iterable[Step], *, host: str) -> bytes:
    """Addresses and ids are the same at each reading; each language is a feed of its own."""
    title, language, page = text(event, "title").value, reading_language(), f"{host}{event.programme_address}"
    feed = Atom1Feed(
        title=printable(gettext("What has changed: %(event)s") % {"event": title}),
        link=f"{page}changes/",
        description=None,
        language=language,
        author_name=gettext("Heart and Pain of the Big City"),
        feed_url=f"{page}changes.atom",
        feed_guid=f"urn:uuid:{guid('changes', f'{event.pk}/{language}')}",
    )
    for step in steps:
        feed.add_item(
            title=_title(step),
            link=f"{page}changes/#release-{step.number}",
            description=printable(str(_told(step, host))),
            unique_id=f"urn:uuid:{guid('release', f'{event.pk}/{step.number}/{language}')}",
            pubdate=step.released_at,
            updateddate=step.released_at,
        )
    return feed.writeString("utf-8").encode()


def _title(step: Step) -> str:
    if step.is_first:
        return gettext("The programme is out")
    count = len(step.changes)
    words = ngettext("%(count)s session has changed", "%(count)s sessions have changed", count) % {"count": count}
    return gettext("Release %(number)s: %(words)s") % {"number": step.number, "words": words}


def _told(step: Step, host: str) -> SafeString:
    note = format_html('<p lang="{}">{}</p>', step.note.language, step.note.value) if step.note else ""
    rows = format_html_join("", "<li>{}</li>", ((_line(change, host),) for change in step.changes))
    return format_html("{}<ul>{}</ul>", note, rows)


def _line(change: Change, host: str) -> SafeString:
    """The session, what became of it, how it stands, and how it stood."""
    now, then = change.after, change.before
    words = [str(NAMES[word]) for word in change.words] + ([gettext("Without a speaker")] if change.left else [])
    title = format_html('<a href="{}{}" lang="{}">{}</a>', host, change.url, now.title.language, now.title.value)
    place, before = _stands(now), _stands(then) if then else ""
    was = format_html(" ({} <del>{}</del>)", gettext("before:"), before) if before and before != place else ""
    new = gettext("New: %(names)s") % {"names": formats.words_list(change.joined)}
    joined = f" {new}." if change.joined else ""
    return format_html("{}: <b>{}</b>. {}{}.{}", title, formats.words_list(words), place, was, joined if then else "")


def _stands(shown: Shown) -> str:
    """Wednesday 20 September, 09:00–10:00, Hall 1"""
    parts = []
    if shown.starts_at:
        day = shown.starts_at.astimezone(ZoneInfo(shown.zone)).date()
        parts = [formats.weekday_day(day), formats.clock_range(shown.starts_at, shown.ends_at, shown.zone)]
    elif shown.starts_on:
        parts = [formats.day_range(shown.starts_on, shown.ends_on)]
    if shown.room:
        parts.append(shown.room.value)
    return ", ".join(parts)
