"""What the documents promise is there: settings, commands, files. A README older than its code sends people astray."""

from __future__ import annotations

import re
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
READ = re.compile(r"""(?:env_\w+|environ\.get)\(\s*["']([A-Z_]+)["']""")
DOCUMENTS = ["README.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in (CHECKOUT / "docs").glob("*.md"))]


def text(name):
    return (CHECKOUT / name).read_text(encoding="utf-8")


def test_readme_names_every_setting_and_no_other():
    read = {name for file in ("settings", "gunicorn") for name in READ.findall(text(f"conference_portal/{file}.py"))}
    rows = re.findall(r"^\| ((?:`[A-Z_]+` ?)+)\|", text("README.md"), re.MULTILINE)

    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == read


def test_readme_fits_its_first_screen():
    first_screen = text("README.md").partition("\n## Commands")[0]

    assert len(first_screen.splitlines()) <= 40


def test_a_server_gets_known_settings_only():
    names = set(re.findall(r"^([A-Z_]+)=", text("deploy/portal.env"), re.MULTILINE))
    known = set(re.findall(r"`([A-Z_]+)`", text("README.md")))

    assert {name.removesuffix("_FILE") for name in names} <= known


def test_documents_name_targets_and_files_that_exist():
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))

    for name in DOCUMENTS:
        assert {*re.findall(r"`make ([a-z]+)", text(name))} <= targets
        here = (CHECKOUT / name).parent
        links = re.findall(r"\]\((?!https?:)([^)#]+)", text(name))
        assert [link for link in links if not (here / link).exists() and not link.endswith(".png")] == []


def test_every_target_tells_what_it_does():
    makefile = text("Makefile")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)

    assert phony
    assert set(re.findall(r"^([a-z]+):.*  ## ", makefile, re.MULTILINE)) == set(phony[1].split())
