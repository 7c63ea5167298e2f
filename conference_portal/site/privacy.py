"""What the portal stores about people, as one record: the privacy page prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Storage:
    """Something that lies on the device of somebody who signs in."""

    name: str
    purpose: StrPromise
    lasts: StrPromise


@dataclass(frozen=True)
class Record:
    """Something that the portal keeps about people, why, and until when."""

    what: StrPromise
    purpose: StrPromise
    lasts: StrPromise


@dataclass(frozen=True)
class Authority:
    country: StrPromise
    name: str
    language: str
    url: str


# Only organisers who sign in have these.
STORAGE = (
    Storage(
        "sessionid",
        _("Keeps an organiser signed in."),
        _("8 hours, an hour without use, or until the organiser signs out"),
    ),
    Storage(
        "device",
        _("Lets an organiser sign in from this device while somebody elsewhere guesses at the password."),
        _("180 days after the last sign-in"),
    ),
    Storage("csrftoken", _("Protects forms against others who would send them in your name."), _("1 year")),
    Storage("messages", _("Says once that something was saved."), _("Until it has been shown")),
)
RECORDS = (
    Record(
        _("Names, titles and organisations of people on a programme, as they were then"),
        _("Anyone should be able to see who spoke at a conference held by public bodies."),
        _("As long as the archive stands, or until the person asks us to remove it"),
    ),
    Record(
        _("Names, phone numbers and e-mail addresses of contacts"),
        _("Readers must know whom to ask."),
        _("As long as the edition or event needs them"),
    ),
    Record(
        _("Photographs and works by young people"),
        _("They show what the young people made and said."),
        _("Until the consent ends or is taken back: from then on they are no longer shown"),
    ),
    Record(
        _("What speakers send about themselves by a link: name, title, biography, photo, slides"),
        _("An organiser looks at it before readers see it."),
        _("For 60 days after it was decided, or after the link ended"),
    ),
    Record(
        _("Accounts of organisers, and a log of what each of them changed"),
        _("Only those who may edit get in, and a mistake can be found."),
        _("As long as the account exists"),
    ),
    Record(
        _("E-mail addresses of people who are invited as organisers"),
        _("The link must reach them."),
        _("30 days after the invitation is used, taken back or too old"),
    ),
    Record(
        _("Failed tries to sign in, without name or address"),
        _("Nobody should be able to guess a password by trying."),
        _("For a day"),
    ),
)
AUTHORITIES = (
    Authority(_("Denmark"), "Datatilsynet", "da", "https://www.datatilsynet.dk/"),
    Authority(_("Sweden"), "Integritetsskyddsmyndigheten", "sv", "https://www.imy.se/"),
    Authority(_("Norway"), "Datatilsynet", "nb", "https://www.datatilsynet.no/"),
    Authority(_("Finland"), "Tietosuojavaltuutetun toimisto", "fi", "https://tietosuoja.fi/"),
    Authority(_("Iceland"), "Persónuvernd", "is", "https://www.personuvernd.is/"),
)
