"""What several readers have to say, in the same words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from conference_portal.kit.decoding import Unreadable
from events.programme.imports.cleaning import has_hidden
from events.programme.imports.days import Misread
from events.programme.imports.drafts import Fault, Setting, Spot

MOST = 10_000


def misread(spot: Spot, told: Misread) -> Fault:
    return Fault(told.spot or spot, told.message, told.kind, told.question, told.proposal, told.cause)


def untitled() -> Misread:
    return Misread(_("There is no title in this row."))


def no_title_heading() -> str:
    return _("None of the headings names the title of a session. Say which one does.")


def no_record(line: int) -> Fault:
    return Fault(Spot(line=line), _("This is no record with a title."))


def check_number(count: int) -> None:
    if count > MOST:
        raise Unreadable(_("There are more than %(rows)s sessions: that is no programme.") % {"rows": MOST})


def check_public(word: str, title: str, setting: Setting) -> None:
    """What is for the house alone comes in when someone says so, never by accident."""
    if word and setting.answers.get(f"internal:{title}") != "public":
        message = _("“%(title)s” is marked as “%(word)s”. Shall it be in the public programme?")
        raise Misread(
            message % {"title": title, "word": word}, kind="asked", question=f"internal:{title}", proposal="public"
        )


def hidden(text: object, spot: Spot) -> Iterable[Fault]:
    if has_hidden(text):
        yield Fault(spot, _("Characters that nobody can see were taken out of the title."), "note")


def bad_lines(lines: Iterable[int], encoding: str) -> Iterable[Fault]:
    for number in lines:
        message = _("Some bytes of this line are no %(encoding)s.") % {"encoding": encoding}
        yield Fault(Spot(line=number), message, "note")


def ends_before(end: str) -> str:
    return _("It ends on %(end)s, before it starts.") % {"end": end}


def marked(word: str) -> str:
    return _("It is marked as “%(word)s”.") % {"word": word}


def unknown_zone(name: str, zone: str) -> str:
    message = _("The time zone “%(name)s” is not known. The times were taken as those of %(zone)s.")
    return message % {"name": name[:60], "zone": zone}
