#!/usr/bin/env python3
"""Commands. Without DATABASE_URL they use the embedded PostgreSQL, which is started for them."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference_portal.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here: `make setup` makes .venv, then say .venv/bin/python manage.py …")
    from conference_portal.kit.local import prepare

    prepare()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
