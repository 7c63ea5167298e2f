"""The door for application servers."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from conference_portal.kit.ready import kept

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference_portal.settings")

application = kept(get_wsgi_application())
