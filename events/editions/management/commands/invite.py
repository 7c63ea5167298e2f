"""Invites somebody to work on an edition or event, and prints the link: for the first chief of a year.

Where no mail leaves the machine, the link is handed over by hand."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from conference_portal.kit.languages import READING
from events.editions import emails
from events.editions.models import Edition, Event, Invitation, Role

LONGEST = 150  # it becomes the user name


class Command(BaseCommand):
    help = "Prints a link with which somebody joins an edition; it works once, for two weeks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--edition", type=int, metavar="YEAR")
        place.add_argument("--event", metavar="SLUG", help="the web address of an event that stands alone")
        parser.add_argument("--role", choices=Role.values, required=True)
        parser.add_argument("--language", choices=READING, default="da", help="of the link, and of the mail")
        parser.add_argument("--mail", action="store_true", help="put a mail with the link into the outbox, too")

    def handle(self, *args: Any, email: str, role: str, language: str, mail: bool, **options: Any) -> None:
        address = _checked(email)
        thing = _thing(options)
        with transaction.atomic():
            made, key = Invitation.objects.invite(thing, email=address, role=role, language=language)
            if mail:
                emails.invite(made, key)
        self.stdout.write(emails.link(made, key))


def _checked(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        message = f"“{email}” is no e-mail address."
        raise CommandError(message, returncode=2) from error
    if len(address) > LONGEST:
        message = f"The address is longer than {LONGEST} signs."
        raise CommandError(message, returncode=2)
    return address


def _thing(options: dict[str, Any]) -> Edition | Event:
    year, slug = options["edition"], options["event"]
    events, editions = Event.objects.filter(edition=None, slug=slug), Edition.objects.filter(year=year)
    found = events.first() if slug else editions.first()
    if found is None:
        message = f"There is no event “{slug}” that stands alone." if slug else f"There is no edition {year}."
        raise CommandError(message, returncode=2)
    return found
