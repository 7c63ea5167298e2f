"""The embedded PostgreSQL of `make run`, `make test` and `manage.py`: made, started, adopted after a crash, stopped.

Only for the machine that it runs on: it listens on a socket in a folder of its own. Production sets DATABASE_URL.
As a command: `python -m conference_portal.kit.postgres start | stop | url`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg2

from conference_portal.kit.programs import Account, PostgresError, Programs, find_programs

CHECKOUT = Path(__file__).resolve().parents[2]
ROOTS_HOMES = Path("/var/lib/conference-portal")
NAME = "portal"
LONGEST_SOCKET = 100
TRIES, PAUSE = 40, 0.1
# For tests: nothing has to survive, and a fifth of the time is spent on surviving.
THROWAWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def default_home(name: str = "postgres") -> Path:
    """`var/` of the checkout; for root a system folder, as `nobody` cannot reach a checkout in root's own home."""
    if os.geteuid() != 0:
        return CHECKOUT / "var" / name
    mark = hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:12]
    return ROOTS_HOMES / mark / name


class Cluster:
    """One data folder and its server. Whoever has started it holds `users` shared: the last one out stops it."""

    def __init__(self, home: Path, *, options: Mapping[str, str] | None = None, name: str = NAME) -> None:
        self.home = home.absolute()
        self.options = dict(options or {})
        self.name = name
        self.data = self.home / "data"
        self.log = self.home / "server.log"
        self.account = Account.of_this_process()
        self._user: int | None = None

    @property
    def socket(self) -> Path:
        """The kernel takes 107 bytes of path, and `.s.PGSQL.5432` has to fit in."""
        if len(os.fsencode(self.home)) <= LONGEST_SOCKET - len("/.s.PGSQL.5432"):
            return self.home
        mark = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"conference-portal-{mark}"

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/{self.name}?host={quote(str(self.socket), safe='')}"

    def start(self, *, stay: bool = False) -> str:
        """Makes, starts or adopts the server, and returns the address of its database. `stay`: until told to stop."""
        self._own(self.home)
        self._own(self.socket)
        with self._locked():
            if not self._answers():
                self._boot(find_programs(self.home, self.account))
            self._make_database()
            self._join()
            if stay:
                (self.home / "stay").touch()
        return self.url

    def leave(self, mode: str = "fast") -> None:
        """Stops the server unless another process still uses it, or it was started to stay."""
        if self._user is None:
            return
        with self._locked():
            last = self._is_last()
            self._part()
            if last and not (self.home / "stay").exists():
                self._halt(mode)

    def stop(self, mode: str = "fast") -> None:
        """Stops the server, whoever uses it."""
        if not self.home.exists():
            return
        with self._locked():
            self._part()
            (self.home / "stay").unlink(missing_ok=True)
            self._halt(mode)

    # Who uses it

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.home / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _join(self) -> None:
        if self._user is None:
            self._user = os.open(self.home / "users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._user, fcntl.LOCK_SH)

    def _is_last(self) -> bool:
        assert self._user is not None  # noqa: S101  for mypy: `leave` has asked
        try:
            fcntl.flock(self._user, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _part(self) -> None:
        if self._user is not None:
            os.close(self._user)
            self._user = None

    # The server

    def _own(self, folder: Path) -> None:
        if not folder.exists():
            folder.mkdir(parents=True, mode=0o700)
            self.account.take(folder)
        if folder.is_symlink() or not self.account.owns(folder):
            message = f"{folder} belongs to somebody else: PostgreSQL would not be safe there."
            raise PostgresError(message)
        folder.chmod(0o700)

    def _connect(self, database: str) -> psycopg2.extensions.connection:
        return psycopg2.connect(host=str(self.socket), user="postgres", dbname=database, connect_timeout=3)

    def _answers(self) -> bool:
        """Asked by connecting: a process id in a file says nothing after a crash."""
        if not (self.data / "postmaster.pid").exists():
            return False
        try:
            self._connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def _boot(self, programs: Programs) -> None:
        if self.options.get("fsync") == "off":
            # Without fsync data cannot be trusted after a crash, and a new cluster costs what a recovery costs.
            forget_the_dead(self.data)
            self._halt("immediate")
            shutil.rmtree(self.data, ignore_errors=True)
        self._keep_old_version(programs)
        if not self.data.exists():
            self._init(programs)
        for _ in range(TRIES):
            if self._launch(programs) or self._answers():
                return
            forget_the_dead(self.data)
            time.sleep(PAUSE)
        message = f"PostgreSQL does not start. The end of {self.log}:\n{self._last_lines()}"
        raise PostgresError(message)

    def _keep_old_version(self, programs: Programs) -> None:
        mark = self.data / "PG_VERSION"
        major = mark.read_text().strip() if mark.exists() else ""
        if not major or major == str(programs.major):
            return
        kept = next(path for path in self._names_for(f"data-{major}") if not path.exists())
        self.data.rename(kept)
        sys.stderr.write(
            f"The data were written by PostgreSQL {major}, this is {programs.major}: they are kept in {kept}, "
            "and a new database is begun.\n"
        )

    def _names_for(self, name: str) -> Iterator[Path]:
        yield self.home / name
        number = 2
        while True:
            yield self.home / f"{name}-{number}"
            number += 1

    def _init(self, programs: Programs) -> None:
        """In a folder beside it, renamed when complete: a killed initdb leaves nothing that looks finished."""
        half_done = self.home / "data.new"
        shutil.rmtree(half_done, ignore_errors=True)
        libc = "C" if sys.platform == "darwin" else "C.UTF-8"
        locale = [f"--locale={libc}"]
        if programs.major >= 17:  # noqa: PLR2004  the builtin provider came with 17
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        words = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions", *locale]
        with self._writing_log() as log:
            made = self.account.run(programs.command("initdb", *words, "-D", str(half_done)), output=log)
        if made.returncode != 0:
            message = f"PostgreSQL's initdb failed. The end of {self.log}:\n{self._last_lines()}"
            raise PostgresError(message)
        half_done.rename(self.data)

    def _launch(self, programs: Programs) -> bool:
        """The output goes to a file: the server keeps it open, and with a pipe pg_ctl would never return."""
        settings = {"listen_addresses": "", "unix_socket_permissions": "0700", **self.options}
        words = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        options = shlex.join([*words, "-k", str(self.socket)])
        command = programs.command(
            "pg_ctl", "-w", "-s", "-D", str(self.data), "-l", str(self.log), "-o", options, "start"
        )
        with self._writing_log() as log:
            return self.account.run(command, output=log).returncode == 0

    def _halt(self, mode: str) -> None:
        if not (self.data / "postmaster.pid").exists():
            return
        programs = find_programs(self.home, self.account)
        command = programs.command("pg_ctl", "-w", "-s", "-D", str(self.data), "-m", mode, "stop")
        with self._writing_log() as log:
            self.account.run(command, output=log)

    def _make_database(self) -> None:
        connection = self._connect("postgres")
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
                if cursor.fetchone() is None:
                    cursor.execute(f'CREATE DATABASE "{self.name}"')
        finally:
            connection.close()

    @contextmanager
    def _writing_log(self) -> Iterator[IO[str]]:
        with self.log.open("a", encoding="utf-8") as log:
            self.account.take(self.log)
            yield log

    def _last_lines(self, count: int = 12) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])


def forget_the_dead(data: Path) -> None:
    """A killed server may stay a zombie where process 1 reaps nobody; after a reboot its number may be another's.

    PostgreSQL would wait for either. The file goes only when no process of the old server works in the folder.
    """
    note = data / "postmaster.pid"
    try:
        process = Path("/proc", note.read_text(encoding="utf-8").partition("\n")[0])
        name, _, rest = (process / "stat").read_text(encoding="utf-8").partition("(")[2].rpartition(")")
    except OSError:
        return
    alive = name == "postgres" and rest.split()[0] != "Z"
    if not alive and not any(_works_in(data, other) for other in Path("/proc").glob("[0-9]*")):
        note.unlink(missing_ok=True)


def _works_in(data: Path, process: Path) -> bool:
    try:
        return (process / "cwd").readlink() == data
    except OSError:
        return False


def main(words: list[str]) -> int:
    cluster = Cluster(Path(words[1]) if len(words) > 1 else default_home())
    try:
        match words[:1]:
            case ["start"]:
                sys.stdout.write(f"{cluster.start(stay=True)}\n")
            case ["stop"]:
                cluster.stop()
            case ["url"]:
                sys.stdout.write(f"{cluster.url}\n")
            case _:
                sys.stderr.write("Say start, stop or url, and after it a folder if it is not the usual one.\n")
                return 2
    except PostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
