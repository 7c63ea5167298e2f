from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cities.models import City
from conference_portal.archive.models import Loaded

pytestmark = pytest.mark.django_db
EVENT, WALK = "events/vinterby-2031.yaml", "events/walk.yaml"
FAULTS = yaml.safe_load((Path(__file__).parents[1] / "data" / "archive" / "faults.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["name"] for fault in FAULTS])
def test_fault_is_told_with_file_and_line_and_nothing_is_loaded(archive, fault):
    archive.edit(fault["file"], fault["old"], fault["new"])

    lines = archive.refusal()

    assert any(line.startswith(f"{fault['file']}:{fault['told']}") for line in lines), lines
    assert (City.objects.count(), Loaded.objects.count()) == (0, 0)


UNREADABLE = {
    "empty": (b"# nothing yet\n", "topics.yaml:1: The file is empty."),
    "no YAML": (
        b"- slug: trust\n\tname: x\n",
        "topics.yaml:2: This is not YAML: found a tab character that violates indentation.",
    ),
    "no UTF-8": ("- slug: leg\n  title: tålmod\n".encode("latin-1"), "topics.yaml:2: This is not UTF-8."),
    "bell": (b"- slug: leg\n  title: ding\x07\n", "topics.yaml:2: This character has no place in a text: U+0007."),
    "two documents": (
        b"- slug: leg\n---\n- slug: mod\n",
        "topics.yaml:2: This is not YAML: but found another document.",
    ),
    "key of words": (b"- [slug]: leg\n", "topics.yaml:1: A key is one word."),
    "no list": (b"slug: leg\n", "topics.yaml:1: This is a record, but a list is wanted."),
}


@pytest.mark.parametrize(("data", "told"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_unreadable_file_is_refused(archive, data, told):
    (archive.folder / "topics.yaml").write_bytes(data)

    assert told in archive.refusal()


def test_unknown_file_is_refused(archive):
    archive.write("citys.yaml", "- slug: here\n")

    assert archive.refusal() == ["citys.yaml:1: The archive has no file of this name."]


def test_all_faults_of_all_files_are_told_in_order(archive):
    archive.edit("cities.yaml", "country: DK", "country: Danmark")
    archive.edit("cities.yaml", "latitude: 55.5", "latitude: north")
    archive.edit(EVENT, "city: vinterby", "city: vinterbyen")
    archive.edit(WALK, "kind: podcast", "kind: radio")

    assert [line.split(": ")[0] for line in archive.refusal()] == [
        "cities.yaml:6",
        "cities.yaml:8",
        f"{EVENT}:9",
        f"{WALK}:24",
    ]


def test_check_tells_faults_that_only_the_database_sees_and_writes_nothing(archive):
    archive.edit(WALK, "part_of: vinterby-2031\nkind: theme_day", "edition: 2031\nkind: conference")

    assert archive.refusal("--check")[0].startswith("events/walk.yaml:1: ")


def test_fault_in_a_later_version_leaves_what_was_loaded(archive):
    archive.load()
    archive.edit("cities.yaml", "en: Winterton", "en: Wintertown")
    archive.edit("topics.yaml", "slug: play", "slug: p l a y")

    archive.refusal()

    assert City.objects.get(slug="vinterby").name_en == "Winterton"
