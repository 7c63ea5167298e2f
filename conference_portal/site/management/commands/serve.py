"""`make run`: prepares what is missing, serves with gunicorn until Ctrl-C, and says where."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from conference_portal.site.preparation import prepare

WELCOME = """
  The portal is open:       http://127.0.0.1:{port}/
  To become an organiser:   {python} manage.py createsuperuser
  and then sign in:         http://127.0.0.1:{port}/admin/

  Ctrl-C stops it. What was entered is kept for the next time.
"""


class Command(BaseCommand):
    help = "Prepares database, archive and static files, and serves the portal on 127.0.0.1 until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if is_taken(port):
            message = f"Port {port} is taken by another program: choose one, for example `make run PORT={port + 1}`."
            raise CommandError(message)
        prepare()
        # `kill` ends it as Ctrl-C does.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        server = start_server(port)
        try:
            if answers(server, port):
                self.stdout.write(WELCOME.format(port=port, python=os.path.relpath(sys.executable)))
                self.stdout.flush()
            code = server.wait()
        except KeyboardInterrupt:
            code = 0
        finally:
            # A second Ctrl-C must not leave the database running.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            server.terminate()
            server.wait()
        if code:
            message = f"The server stopped by itself ({code}); what it said stands above."
            raise CommandError(message)


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def start_server(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gunicorn", "-c", "conference_portal/gunicorn.py"]
    here = f"127.0.0.1:{port}"
    # Here, on one's own machine, the second step of signing in is offered and may be left for later.
    own = {"PORTAL_ADDRESS": f"http://{here}", "SECOND_FACTOR": "offered"}
    environment = {**own, **os.environ, "BIND": here}
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)  # noqa: S603  our own words


def answers(server: subprocess.Popen[bytes], port: int) -> bool:
    """True as soon as a page is answered, so that the address is not told too early; False if the server gave up."""
    while server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/healthz/live")
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        else:
            return True
        finally:
            connection.close()
    return False
