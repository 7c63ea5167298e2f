"""One cause is told once, with all its lines; rows below a day that is none are on no other."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from events.programme.imports.drafts import DAYS, Fault, Spot
from events.programme.imports.grouping import Group, grouped, places
from events.programme.models import Session
from tests.desk import signed_in
from tests.events.programme.imports.files import lines, reading, setting
from tests.events.programme.test_uploads import page_of, upload
from tests.factories import make_event

pytestmark = pytest.mark.usefixtures("in_english")


def faults(*messages, sheet="", cause=""):
    return [Fault(Spot(sheet, number), message, cause=cause) for number, message in enumerate(messages, 2)]


def test_lines_of_one_message_stand_together():
    spots = [Spot("Fredag", number) for number in (3, 4, 5, 9)] + [Spot("Lørdag", 2, "B2")]

    assert places(spots) == "Fredag, lines 3–5, 9; Lørdag, line 2"
    assert places(spots[-1:]) == "Lørdag, line 2, B2"
    assert places([Spot(), Spot()]) == "–"
    assert grouped(faults(*["There is no title in this row."] * 3)) == [
        Group("", 3, [("lines 2–4", "There is no title in this row.")])
    ]


def test_messages_of_one_kind_stand_below_one_heading_if_there_are_many():
    told = faults("“ni” is no time of day.", "“ti” is no time of day.", "“ti” is no time of day.")

    assert [group.heading for group in grouped(told)] == ["", ""]
    assert grouped([*told, *faults("“noon” is no time of day.")]) == [
        Group("“…” is no time of day.", 4, [
            ("line 2", "“ni” is no time of day."), ("lines 3–4", "“ti” is no time of day."),
            ("line 2", "“noon” is no time of day."),
        ])
    ]  # fmt: skip


def test_days_outside_the_event_are_one_thing():
    told = faults("“Lørdag” is none of the event's days.", "“A” stands far away.", cause=DAYS)

    (group,) = grouped(told)

    assert (group.heading, group.count, group.is_of_days) == ("Days that are none of the event’s", 2, True)


@pytest.mark.parametrize(
    "content",
    [
        "Dag;Start;Titel\nOnsdag;9;A\nLørdag;9;B\n;10;C\n;11;D\nTorsdag;9;E\n",
        "Start;Titel\nOnsdag;\n9;A\nLørdag;\n9;B\n10;C\nTorsdag;\n9;E\n",
        ";Sal 1;Sal 2\nOnsdag;;\n9;A;\nLørdag;;\n9;B;\n10;;C\nTorsdag;;\n9;E;\n",
    ],
    ids=["a column of days", "rows of days", "a grid"],
)
def test_rows_below_a_day_that_is_none_are_on_no_other(content):
    found = reading(content)

    assert [each.partition(" · ")[0] for each in lines(found)] == ["2028-09-20 09:00 A", "2028-09-21 09:00 E"]
    assert {fault.question for fault in found.faults} == {"day:Lørdag"}
    assert len(found.faults) == 3


def test_a_day_that_is_answered_holds_for_all_rows_below():
    where = setting(answers={"day:Lørdag": "2028-09-23"})
    found = reading("Dag;Start;Titel\nOnsdag;9;A\nLørdag;9;B\n;10;C\n", where)

    assert lines(found)[1:] == ["2028-09-23 09:00 B", "2028-09-23 10:00 C"]


@pytest.mark.parametrize("title", ["31.2 er ingen dato, men en titel", "Man skal begynde et sted"])
def test_a_title_alone_in_its_row_is_no_day(title):
    found = reading(f"Titel;Dato;Start\n{title};;\nA;20.9.2028;9\n")

    assert lines(found) == [f"– {title}", "2028-09-20 09:00 A"]


# The page and the command


def days_off(count=44):
    rows = "".join(f"Lørdag;{8 + number % 12}.00;Titel {number}\n" for number in range(count))
    return f"Dag;Start;Titel\nTorsdag;9;A\n{rows}"


@pytest.fixture
def event(cast):
    return make_event(edition=cast.reykjavik, title="Days", starts_on=date(2024, 9, 25), ends_on=date(2024, 9, 27))


def test_the_page_tells_one_cause_once_with_the_days_and_where_they_are_changed(cast, event):
    client: Client = signed_in(cast.bjork)
    _url, preview, page = page_of(client, upload(client, event, days_off()))

    (group,) = preview.errors
    assert (group.count, group.lines) == (44, [("lines 3–46", "“Lørdag” is none of the event's days.")])
    assert preview.bad_rows == 44
    words = page.content.decode()
    assert "25–27 September 2024" in words
    assert f'href="/admin/editions/event/{event.pk}/change/"' in words.partition("Change the days")[0][-200:]


def test_the_command_tells_it_once_too(event, tmp_path):
    file, told = tmp_path / "days.csv", StringIO()
    file.write_text(days_off())

    with pytest.raises(SystemExit):
        call_command("import_programme", event.slug, str(file), stdout=told)

    words = told.getvalue()
    assert words.count("none of the event") == 2  # the heading and the message
    assert "44 × Days that are none of the event’s\n  lines 3–46: " in words
    assert f"The event is on 25–27 September 2024. They are changed at /admin/editions/event/{event.pk}/" in words
    assert not Session.objects.exists()
