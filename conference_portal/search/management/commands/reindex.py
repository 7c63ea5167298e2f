"""Makes all search entries anew: after bulk changes past the models, or when the rules for words have changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from conference_portal.search.models import Entry


class Command(BaseCommand):
    help = "Makes all search entries anew from the content as it is."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        count = Entry.objects.refresh_all()
        if verbosity:
            self.stdout.write(f"Search: {count} objects.")
