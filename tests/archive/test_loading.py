from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City, Room, Venue
from conference_portal.archive.loading import HERE, load
from conference_portal.archive.models import Loaded
from conference_portal.kit.pages import content_version
from events.editions.models import Edition, Event, KeyDate, Organisation, Page, SubTheme
from events.programme.models import Material, Session
from events.youthlab.models import Output, Statement
from speakers.models import Speaker

pytestmark = pytest.mark.django_db
EVENT, WALK, YEAR = "events/vinterby-2031.yaml", "events/walk.yaml", "editions/2031.yaml"


def writes(queries):
    return [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_the_portals_own_archive_is_sound_and_stays_as_it_is_the_second_time():
    load()
    version = content_version()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        outcome = load()

    assert (bool(outcome), writes(queries), content_version()) == (False, [], version)
    assert Edition.objects.count() == 14
    assert str(Loaded.objects.get(key="edition:1997")) == "edition:1997"


def test_archive_tells_what_it_did_once(archive, capsys):
    call_command("load_archive", str(archive.folder))
    first = capsys.readouterr()
    call_command("load_archive", str(archive.folder))
    second = capsys.readouterr()

    assert (first.out, first.err) == ("Archive: 42 created, 2 programmes released.\n", "")
    assert (second.out, second.err) == ("", "")


def test_archive_is_quiet_when_asked(archive, capsys):
    call_command("load_archive", str(archive.folder), verbosity=0)

    assert capsys.readouterr().out == ""


def test_check_writes_nothing(archive, capsys):
    call_command("load_archive", str(archive.folder), "--check")

    assert (City.objects.count(), Loaded.objects.count(), capsys.readouterr().out) == (0, 0, "")


def test_archive_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="is no folder"):
        call_command("load_archive", str(HERE / "nowhere"))


@pytest.mark.usefixtures("loaded")
def test_columns_hold_what_the_files_say():
    city, walk = City.objects.get(slug="vinterby"), Event.objects.get(slug="walk")

    assert (city.name_da, city.name_sv, city.name_en, city.name_is) == (
        "Vinterby",
        "Vinterby",
        "Winterton",
        "Vetrarborg",
    )
    assert (city.locative_sv, city.aliases, city.profile_da) == (None, ["Winterby"], "En by ved vandet.")
    assert City.objects.filter(name="Vinterby").exists(), "the base column holds the Danish text"
    assert (walk.from_time, walk.starts_on, walk.attendance) == (time(17, 30), None, "on_site")
    assert Output.objects.get().length == 23 * 60 + 41
    assert Page.objects.get(slug="about").published_at == datetime(2023, 12, 31, 23, tzinfo=UTC)
    assert Edition.objects.get().starts_on == date(2031, 9, 24)


@pytest.mark.usefixtures("loaded")
def test_text_without_a_language_stands_in_all_four():
    venue = Venue.objects.get(slug="pakhuset")

    assert {venue.name_da, venue.name_sv, venue.name_en, venue.name_is} == {"Pakhuset"}
    assert (venue.name_other, venue.access_other, venue.other_language) == (None, "Heis til alle etasjer.", "nb")


@pytest.mark.usefixtures("loaded")
def test_records_refer_to_each_other():
    edition, walk = Edition.objects.get(), Event.objects.get(slug="walk")

    assert set(edition.partners.values_list("slug", flat=True)) == {"vinterby", "sommerstad"}
    assert Organisation.objects.get(slug="youth-office").parent.slug == "vinterby-kommune"
    assert Venue.objects.get(slug="folkets-hus").city is None
    assert Session.objects.get(slug="opening").room == Room.objects.get(slug="loftet")
    assert Session.objects.get(slug="first-stop").subthemes.get().theme == edition.theme
    assert Material.objects.get().session.slug == "first-stop"
    assert (walk.part_of.slug, walk.guide.prompts.count(), walk.outputs.get().credits.get().role) == (
        "vinterby-2031",
        2,
        "host",
    )


@pytest.mark.usefixtures("loaded")
def test_position_is_the_order_in_the_list():
    assert list(SubTheme.objects.order_by("position").values_list("slug", "position")) == [
        ("courage", 1),
        ("patience", 2),
    ]
    assert list(Room.objects.filter(venue__slug="pakhuset").values_list("slug", "position")) == [
        ("loftet", 1),
        ("torvet", 2),
    ]
    assert list(Statement.objects.values_list("position", flat=True)) == [1, 2]


@pytest.mark.usefixtures("loaded")
def test_appearance_without_a_role_is_a_speakers():
    assert Speaker.objects.get(slug="per-moe").appearances.get().role == "speaker"


@pytest.mark.usefixtures("loaded")
def test_two_dates_on_one_day_are_two():
    assert set(KeyDate.objects.values_list("on", flat=True)) == {date(2031, 5, 1)}
    assert KeyDate.objects.count() == 2


def test_correction_in_a_file_is_applied(loaded):
    loaded.edit("cities.yaml", "en: Winterton", "en: Wintertown")
    loaded.edit(YEAR, "topics: [trust]", "topics: [play]")
    loaded.edit(YEAR, "intro: {da: Tre dage om tillid., en: Three days about trust.}\n", "")

    outcome = loaded.load()

    edition = Edition.objects.get()
    assert dict(outcome.changed) == {"city": 1, "edition": 1, "subtheme": 1}
    assert (edition.intro_da, edition.intro_en) == (None, None)
    assert City.objects.get(slug="vinterby").name_en == "Wintertown"
    assert [topic.slug for topic in SubTheme.objects.get(slug="courage").topics.all()] == ["play"]


def test_correction_writes_the_columns_that_changed_and_no_other(loaded):
    loaded.edit("cities.yaml", "en: Winterton", "en: Wintertown")

    with CaptureQueriesContext(connection) as queries:
        loaded.load()

    (update,) = [sql for sql in writes(queries) if 'UPDATE "cities_city"' in sql]
    # modeltranslation adds the Danish column to the base column, which is its copy; the row is locked meanwhile.
    assert [pair.partition('" = ')[0].strip(' "') for pair in update.partition(" SET ")[2].split(", ")] == [
        "name",
        "name_en",
        "name_da",
    ]
