"""Headings that nobody knows, topics that the portal has not, organisers of sessions: asked, told once, kept."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from conference_portal.kit.decoding import Unreadable
from events.editions.models import Topic
from events.programme.models import ImportedSession, ImportMemory, Session
from tests.desk import signed_in
from tests.events.programme.imports.files import lines, reading, workbook
from tests.events.programme.test_uploads import confirm, page_of, upload
from tests.factories import make_event, make_topic

pytestmark = pytest.mark.usefixtures("in_english")
STRANGE = [["Vad som sker", "Dygn", "Mellan", "Hos"], ["Öppning", "26.09.2024", "9-10", "Salen"]]
STRANGE += [["Fika", "26.09.2024", "10-11", "Foajén"]]
CSV = "\n".join(";".join(row) for row in STRANGE)
ASSIGNED = {"Vad som sker": "title", "Dygn": "date", "Mellan": "time", "Hos": "room"}


@pytest.fixture
def bjork(cast):
    return signed_in(cast.bjork)


@pytest.fixture
def event(cast):
    return make_event(edition=cast.reykjavik, title="Days")


def assigned(preview):
    sent: dict[str, str] = {}
    for number, heading, _taken in preview.unknown_headings:
        sent |= {f"heading-{number}": heading, f"heading-{number}-is": ASSIGNED[heading]}
    return sent


@pytest.mark.parametrize(
    "content",
    [CSV, workbook(*STRANGE), workbook(["Program 2024"], [], *STRANGE)],
    ids=["csv", "workbook", "with a title"],
)
def test_headings_that_nobody_knows_can_be_assigned(content):
    found = reading(content)

    assert (found.drafts, found.facts.unknown) == ((), tuple(STRANGE[0]))
    assert [fault.kind for fault in found.faults] == ["error"]


@pytest.mark.parametrize(
    "content",
    [
        "Dear all,\nplease find the programme attached, as we said, and tell us.\nYours, Anna\n",
        "a\nb\nc\n",
        workbook(["Notes"], ["Call Anna"], ["Call Bo"]),
        workbook(["Budget 2024"], ["Rum", 4000], ["Mat", 2000]),
    ],
    ids=["a letter", "letters", "notes", "a budget"],
)
def test_what_is_no_table_of_sessions_is_refused(content):
    with pytest.raises(Unreadable):
        reading(content)


def test_the_desk_offers_to_assign_them_and_remembers(bjork, event):
    url, preview, page = page_of(bjork, upload(bjork, event, CSV))
    assert b"The headings are not understood" in page.content
    assert b"is not understood" not in page.content

    bjork.post(url, {"seen": preview.digest, "_look": "1", **assigned(preview)})
    preview = bjork.get(url).context["preview"]
    assert (preview.plan.counts["new"], preview.errors) == (2, [])
    confirm(bjork, url, preview)

    assert ImportMemory.objects.get().headings == ASSIGNED
    assert page_of(bjork, upload(bjork, event, CSV))[1].plan.counts["same"] == 2


def run(*words):
    said = StringIO()
    try:
        call_command("import_programme", *map(str, words), stdout=said, stderr=StringIO())
    except SystemExit as left:
        return left.code, said.getvalue()
    return 0, said.getvalue()


def test_the_command_says_how_and_takes_them(event, tmp_path):
    file = tmp_path / "program.csv"
    file.write_text(CSV)

    code, said = run(event.slug, file)
    assert code == 1
    assert "“Vad som sker”, “Dygn”, “Mellan”, “Hos”. Say what stands below with --heading HEADING=FIELD" in said
    assert f"/admin/programme/upload/add/?event={event.pk}" in said

    words = [f"--heading={heading}={field}" for heading, field in ASSIGNED.items()]
    assert json.loads(run(event.slug, file, "--json", *words)[1])["new"] == 2
    assert run(event.slug, file, "--apply", *words)[0] == 0
    assert run(event.slug, file)[0] == 0
    with pytest.raises(CommandError):
        run(event.slug, file, "--heading=Hos=nonsense")


# What the portal has no field for

TOLD = """Titel;Dato;Emne;Spor;Arrangør;Vagt
Åbning;26.09.2024;Tryghed; Natten;Røde Kors;Bo
Frokost;26.09.2024;Tryghed;;Natteravnene;
Afslutning;26.09.2024;Skole;;;
"""


def test_topics_that_are_not_known_are_told_once_with_where_they_are_added(bjork, event, cast):
    make_topic(title="Skole")
    url, preview, page = page_of(bjork, upload(bjork, event, TOLD))

    assert [(heading, names) for heading, names, _address in preview.unknown_subjects] == [
        ("Sub-themes that the portal does not know", [("Natten", 1)]),
        ("Topics that the portal does not know", [("Tryghed", 2)]),
    ]
    assert [heading for heading, _texts in preview.rest] == ["Vagt"]
    keeper = signed_in(cast.keeper)
    assert b'href="/admin/editions/topic/add/"' in keeper.get(url).content
    may = "/admin/editions/topic/add/" in page.content.decode()
    assert may == (bjork.get("/admin/editions/topic/add/").status_code == 200)


def test_a_topic_that_was_added_is_linked_by_the_same_file(bjork, event):
    url, preview, _page = page_of(bjork, upload(bjork, event, TOLD))
    confirm(bjork, url, preview)
    make_topic(title="Tryghed")

    url, preview, _page = page_of(bjork, upload(bjork, event, TOLD))
    assert preview.plan.counts["changed"] == 2
    confirm(bjork, url, preview)

    assert Session.objects.filter(topics=Topic.objects.get()).count() == 2


def test_organisers_are_kept_at_the_desk(bjork, event):
    url, preview, _page = page_of(bjork, upload(bjork, event, TOLD))
    assert preview.organisers == [("Arrangør", 2)]
    confirm(bjork, url, preview)

    told, silent = (Session.objects.get(title_da=title) for title in ("Åbning", "Afslutning"))
    assert "Røde Kors" in bjork.get(f"/admin/programme/session/{told.pk}/change/").content.decode()
    assert "From the imported file" not in bjork.get(f"/admin/programme/session/{silent.pk}/change/").content.decode()
    assert [row.data.get("organiser") for row in ImportedSession.objects.order_by("pk")] == [
        [["Arrangør", "Røde Kors"]], [["Arrangør", "Natteravnene"]], None,
    ]  # fmt: skip
    assert page_of(bjork, upload(bjork, event, TOLD))[1].plan.counts["same"] == 3


def test_a_grid_or_list_reads_on_with_an_organiser():
    found = reading(TOLD)

    assert found.facts.headings["Arrangør"] == "organiser"
    assert len(lines(found)) == 3


def test_topics_that_a_chief_cannot_add_are_left_to_those_who_can(cast, bjork, event):
    for desk, told in (
        (bjork, "The keepers of the series can add"),
        (signed_in(cast.keeper), "Add those that are wanted"),
    ):
        _url, _preview, page = page_of(desk, upload(desk, event, "Titel;Dato;Emne\nPanel;26.09.2024;Drager\n"))

        assert told in page.content.decode()
