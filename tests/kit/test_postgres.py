"""The embedded PostgreSQL, for real: made, adopted, killed, started again. Root's runs as `nobody`."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from conference_portal.kit import postgres
from conference_portal.kit.postgres import THROWAWAY, Cluster, forget_the_dead
from conference_portal.kit.programs import Account, PostgresError, find_programs

# One worker: they share the two cores with everybody.
pytestmark = pytest.mark.xdist_group("postgres")


@pytest.fixture
def home():
    """Not below tmp_path, which is 0700 and root's own when root tests: `nobody` could not come in."""
    folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
    folder.chmod(0o755)
    yield folder / "home"
    Cluster(folder / "home").stop("immediate")
    shutil.rmtree(folder)


def ask(url, sql):
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else None


def test_start_makes_a_database_that_knows_nordic_letters(home):
    url = Cluster(home).start()

    assert ask(url, "SELECT current_database(), lower('ÅRHUS ÞÓRÐUR'), 'ÅRHUS' ILIKE 'århus'") == [
        ("portal", "århus þórður", True)
    ]
    assert ask(url, "SHOW listen_addresses") == [("",)]
    assert ask(url, "SHOW timezone") == [("UTC",)]
    assert home.stat().st_mode & 0o777 == 0o700


def test_start_adopts_a_running_server(home):
    first = Cluster(home).start()
    pid = ask(first, "SELECT pg_postmaster_start_time()")

    assert Cluster(home).start() == first
    assert ask(first, "SELECT pg_postmaster_start_time()") == pid


def test_leave_waits_for_the_last_one(home):
    one, other = Cluster(home), Cluster(home)
    url = one.start()
    other.start()

    one.leave()
    assert ask(url, "SELECT 1") == [(1,)]

    other.leave()
    with pytest.raises(psycopg2.OperationalError):
        ask(url, "SELECT 1")


def test_stay_is_stopped_by_stop_only(home):
    cluster = Cluster(home)
    url = cluster.start(stay=True)

    cluster.leave()
    assert ask(url, "SELECT 1") == [(1,)]

    Cluster(home).stop()
    assert not (home / "data" / "postmaster.pid").exists()


def test_data_survive_a_killed_server(home):
    cluster = Cluster(home)
    url = cluster.start()
    ask(url, "CREATE TABLE kept AS SELECT 7 AS n")
    os.kill(int((home / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    assert ask(Cluster(home).start(), "SELECT n FROM kept") == [(7,)]


def test_a_stale_process_id_of_somebody_else_does_not_block(home):
    cluster = Cluster(home)
    cluster.start()
    cluster.stop("immediate")
    # As after a reboot: the number now belongs to a program of the same account.
    (home / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{home / 'data'}\n")

    assert ask(cluster.start(), "SELECT 1") == [(1,)]


def test_a_living_server_is_not_forgotten(home):
    cluster = Cluster(home)
    cluster.start()

    forget_the_dead(cluster.data)

    assert (home / "data" / "postmaster.pid").exists()


def test_a_home_with_a_long_path_gets_its_socket_elsewhere(home):
    deep = home / ("å" * 60)
    home.mkdir()
    cluster = Cluster(deep)

    assert ask(cluster.start(), "SELECT 1") == [(1,)]
    assert len(str(cluster.socket)) < 100

    cluster.stop()
    shutil.rmtree(cluster.socket)


def test_a_folder_of_somebody_else_is_refused(home):
    home.mkdir()
    if os.geteuid() != 0:
        pytest.skip("Only root can make a folder of somebody else.")

    with pytest.raises(PostgresError, match="belongs to somebody else"):
        Cluster(home).start()


def test_data_of_another_version_are_kept(home, capsys):
    cluster = Cluster(home)
    cluster.start()
    cluster.stop()
    (home / "data" / "PG_VERSION").write_text("9\n")

    cluster.start()

    assert (home / "data-9" / "PG_VERSION").read_text() == "9\n"
    assert "kept in" in capsys.readouterr().err


def test_throwaway_data_begin_anew(home):
    cluster = Cluster(home, options=THROWAWAY)
    ask(cluster.start(), "CREATE TABLE gone ()")
    cluster.leave("immediate")

    assert ask(cluster.start(), "SELECT to_regclass('gone'), current_setting('fsync')") == [(None, "off")]


def test_without_programs_the_way_out_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr("conference_portal.kit.programs.PACKAGE", "no_such_package")
    monkeypatch.setattr("conference_portal.kit.programs.DEBIAN", tmp_path)

    with pytest.raises(PostgresError, match="No PostgreSQL found"):
        find_programs(tmp_path, Account.of_this_process())


def test_programs_that_the_account_cannot_reach_are_copied(monkeypatch, home):
    real = find_programs(home, Account.of_this_process())
    refused: list[Path] = []

    def major(folder, _account):
        """As in root's home: the original is out of reach, the copy is not."""
        if folder == real.folder and not refused:
            refused.append(folder)
            return None
        return real.major

    monkeypatch.setattr("conference_portal.kit.programs._major", major)
    cluster = Cluster(home)

    assert ask(cluster.start(), "SELECT 1") == [(1,)]
    assert (home / "programs").is_dir()


def test_the_command_starts_tells_and_stops(home, capsys):
    assert postgres.main(["start", str(home)]) == 0
    url = capsys.readouterr().out.strip()

    assert ask(url, "SELECT 1") == [(1,)]
    assert postgres.main(["url", str(home)]) == 0
    assert capsys.readouterr().out.strip() == url
    assert postgres.main(["stop", str(home)]) == 0
    assert postgres.main([]) == 2
