"""How gunicorn serves the portal, here and on a server: `gunicorn -c conference_portal/gunicorn.py`."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any

wsgi_app = "conference_portal.wsgi:application"
bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"

workers = int(os.environ.get("WEB_WORKERS") or 2)
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS") or 4)
keepalive = 5
timeout = 30
graceful_timeout = 10
# The heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  the system's own memory folder

# A page that waits for the database longer than this is a polite 503. Commands such as migrate are not limited.
_LIMITS = {"statement_timeout": "5s", "lock_timeout": "2s", "idle_in_transaction_session_timeout": "30s"}
_OPTIONS = " ".join(f"-c {key}={value}" for key, value in _LIMITS.items())
raw_env = [f"PGOPTIONS={os.environ.get('PGOPTIONS', _OPTIONS)}"]

# What is longer is refused with 414 and 431 before any of our code runs.
limit_request_line = 8190  # an own programme stands in its address
limit_request_fields = 60
limit_request_field_size = 8190
# No header sets what the server says about itself.
forwarder_headers = ""

# Addresses of visitors are kept nowhere, nor in warnings about refused requests. No socket for remote control.
accesslog = None
errorlog = "-"
loglevel = "error"
control_socket_disable = True


def post_worker_init(_worker: Any) -> None:
    """What the application holds stays: the collector need not look at it anew, a quarter of a page's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
