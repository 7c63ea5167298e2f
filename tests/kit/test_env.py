"""Settings from the environment: what is nonsense is refused with the name in the sentence."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from conference_portal.kit.env import database, env_bool, env_choice, env_int, env_list, env_secret, env_str


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("True", True), (" yes ", True), ("0", False), ("", False)]
)
def test_bool_reads_the_usual_words(monkeypatch, value, expected):
    monkeypatch.setenv("DEBUG", value)

    assert env_bool("DEBUG", default=not expected) is expected


def test_bool_without_a_value_is_the_default(monkeypatch):
    monkeypatch.delenv("DEBUG", raising=False)

    assert env_bool("DEBUG", default=True) is True
    assert env_bool("DEBUG") is False


def test_bool_refuses_what_it_does_not_know(monkeypatch):
    monkeypatch.setenv("DEBUG", "maybe")

    with pytest.raises(ImproperlyConfigured, match="DEBUG is 'maybe'"):
        env_bool("DEBUG")


def test_int_reads_and_falls_back(monkeypatch):
    monkeypatch.setenv("WEB_THREADS", " 7 ")
    monkeypatch.setenv("WEB_WORKERS", "")

    assert env_int("WEB_THREADS", 4) == 7
    assert env_int("WEB_WORKERS", 2) == 2


@pytest.mark.parametrize(("value", "reason"), [("many", "whole number"), ("1.5", "whole number"), ("-1", "at least 0")])
def test_int_refuses_what_is_no_such_number(monkeypatch, value, reason):
    monkeypatch.setenv("WEB_THREADS", value)

    with pytest.raises(ImproperlyConfigured, match=reason):
        env_int("WEB_THREADS", 4, least=0)


@pytest.mark.parametrize(("value", "expected"), [("", "a"), (" b ", "b"), ("a", "a")])
def test_choice_is_one_of_the_named(monkeypatch, value, expected):
    monkeypatch.setenv("PORTAL_TEST", value)

    assert env_choice("PORTAL_TEST", "a", among=("a", "b")) == expected


def test_choice_refuses_others(monkeypatch):
    monkeypatch.setenv("PORTAL_TEST", "c")

    with pytest.raises(ImproperlyConfigured, match="say a or b"):
        env_choice("PORTAL_TEST", "a", among=("a", "b"))


def test_list_drops_blanks_and_empty_is_empty(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example , ,b.example,")

    assert env_list("ALLOWED_HOSTS") == ["a.example", "b.example"]
    assert env_list("NOT_SET_ANYWHERE", "a,b") == ["a", "b"]
    monkeypatch.setenv("ALLOWED_HOSTS", "")
    assert env_list("ALLOWED_HOSTS", "a,b") == []


def test_str_is_stripped(monkeypatch):
    monkeypatch.setenv("CONTACT_EMAIL", " a@example.org\n")

    assert env_str("CONTACT_EMAIL") == "a@example.org"


def test_secret_comes_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("  long and secret \n# a remark\n", encoding="utf-8")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    assert env_secret("SECRET_KEY") == "long and secret"


def test_secret_is_told_when_it_cannot_be_had(monkeypatch, tmp_path):
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    monkeypatch.delenv("SECRET_KEY", raising=False)

    for path, reason in [("missing", "cannot be read"), ("empty", "is empty")]:
        monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / path))
        with pytest.raises(ImproperlyConfigured, match=reason):
            env_secret("SECRET_KEY", default="never this")


def test_secret_is_required_unless_it_has_a_default(monkeypatch):
    for name in ("SECRET_KEY", "SECRET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        env_secret("SECRET_KEY")
    assert env_secret("SECRET_KEY", default="") == ""


def test_secret_twice_is_refused(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a")
    monkeypatch.setenv("SECRET_KEY_FILE", "b")

    with pytest.raises(ImproperlyConfigured, match="both set"):
        env_secret("SECRET_KEY")


def test_database_over_the_network():
    entry = database("postgres://portal:p%40ss%2F@db.example.org:5433/portal?sslmode=require")

    assert {key: entry[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "portal",
        "USER": "portal",
        "PASSWORD": "p@ss/",
        "HOST": "db.example.org",
        "PORT": "5433",
    }
    assert entry["OPTIONS"] == {"connect_timeout": 3, "sslmode": "require"}


def test_database_over_a_socket():
    entry = database("postgresql://postgres@/portal?host=%2Frun%2Fa%20b")

    assert (entry["HOST"], entry["USER"], entry["PORT"]) == ("/run/a b", "postgres", "")
    assert entry["OPTIONS"] == {"connect_timeout": 3}


@pytest.mark.parametrize(
    "url",
    ["", "sqlite:///x", "postgres://host", "postgres://host/", "postgres://host:x/name", "postgres://h/n?sslmode"],
)
def test_database_refuses_other_addresses(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database(url)
