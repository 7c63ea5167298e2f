"""A new edition out of an old one: what goes along, when it is, what stays, and that nothing of the old one changes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.apps import apps

from conference_portal.kit.languages import STORED, column
from conference_portal.search.models import Entry
from events.editions.models import Edition, Event, Involvement, KeyDate, Membership, Page, SubTheme, Theme
from events.handover.changes import Choices, Refused, Transfer, apply, plan
from events.handover.changes.source import COPIED
from events.handover.models import Handover
from events.handover.permissions import NEVER, tables
from events.programme.models import Appearance, Release, Session
from events.questions.models import Guide, Prompt
from tests.factories import make_city, make_edition, make_event, make_involvement, make_session

STARTS = date(2027, 10, 6)  # a Wednesday, as 25 September 2024 was
NOT_SHIFTED = {"people", "contacts", "memberships", "releases", "materials", "outputs", "statements", "imports"}


def handed_over(world, *, host=None, starts_on=STARTS, transfer=None, **choices):
    made = plan(
        world.edition, year=starts_on.year, host=host or world.aarhus, starts_on=starts_on, choices=Choices(**choices)
    )
    return apply(made, by=world.cast.maja, transfer=transfer).handover.successor


def texts(row, name):
    return {code: getattr(row, column(name, code)) for code in STORED if getattr(row, column(name, code))}


def test_new_edition_is_a_draft_with_the_same_skeleton(world):
    new = handed_over(world)

    assert (new.year, new.host, new.starts_on, new.ends_on) == (2027, world.aarhus, STARTS, date(2027, 10, 8))
    assert (new.announced_at, new.archived_at, texts(new, "intro")) == (None, None, {})
    assert texts(new, "purpose") == {"da": "Byerne lærer af hinanden."}
    assert set(new.partners.all()) == set(world.edition.partners.all())
    assert sorted(new.events.values_list("slug", "kind", "published_at", "join_url", "registration_closes_at")) == [
        ("hjerte-og-smerte-2027", "conference", None, "", datetime(2027, 9, 12, 10, tzinfo=UTC)),
        ("u-lync-2026", "youth_lab", None, "", None),
        ("workshops-2026", "seminar", None, "", None),
    ]
    assert [(each.on, each.title_da) for each in new.keydates.all()] == [(date(2027, 5, 12), "Tilmeldingen åbner")]
    assert [each.organisation for each in new.involvements.all()] == [world.series]
    assert [each.wording_da for each in new.involvements.all()] == ["Støttet af Norden."]


def test_a_funder_of_other_years_is_proposed_and_one_of_this_year_is_not(world):
    often = make_involvement(edition=world.edition, role="funder")
    make_involvement(edition=world.cast.oslo, role="funder", organisation=often.organisation)

    new = handed_over(world)

    assert {each.organisation for each in new.involvements.all()} == {world.series, often.organisation}


def test_events_keep_their_distance_their_parts_and_their_places(world):
    events = {each.slug: each for each in handed_over(world).events.all()}
    lab, part = events["u-lync-2026"], events["workshops-2026"]

    assert (lab.starts_on, lab.ends_on, lab.from_time.hour) == (date(2026, 11, 17), date(2026, 11, 19), 10)
    assert texts(lab, "title") == {"da": "U-LYNC 2026", "other": "U-LYNC 2026"}
    assert (lab.other_language, lab.city, lab.time_zone) == ("nb", world.aarhus, "Europe/Copenhagen")
    assert (lab.lead_da, lab.participants_da, texts(lab, "when_note")) == ("Vi mødes.", "80 unge", {})
    assert (part.part_of, part.city.slug, part.starts_on) == (lab, "odense", None)


def test_sessions_come_without_people_at_the_same_clock_time(world):
    sessions = {each.slug: each for each in Session.objects.filter(event__edition=handed_over(world))}
    first, again, talk = sessions["opening"], sessions["opening-2"], sessions["talk-1"]

    assert len(sessions) == 3
    assert first.starts_at == datetime(2027, 10, 6, 7, tzinfo=UTC)  # nine o'clock, in Denmark now
    assert (first.kind, first.spoken, first.capacity, first.room) == ("plenary", ["da", "is"], 80, None)
    assert texts(first, "title") == {"da": "Åbning", "other": "Åpning"}
    assert texts(first, "abstract") == {}
    assert (again.repeats, list(first.topics.all()), list(first.subthemes.all())) == (first, [world.topic], [])
    assert texts(talk, "title") == {"da": "Oplæg", "sv": "Föreläsning", "en": "Talk", "is": "Erindi"}
    assert not Appearance.objects.filter(session__in=sessions.values()).exists()
    assert not Release.objects.filter(event__edition__year=2027).exists()


def test_chosen_texts_and_subthemes_go_along_mapped(world):
    new = handed_over(world, programme="texts", subthemes=True)
    first = Session.objects.get(event__edition=new, slug="opening")
    roots = new.theme.subthemes.get()

    assert (first.abstract_da, list(first.subthemes.all())) == ("Vi begynder.", [roots])
    assert (roots.pk != world.roots.pk, roots.slug, list(roots.topics.all())) == (True, "roots", [world.topic])
    assert (texts(roots, "keyword"), roots.other_language) == ({"da": "rødder", "other": "røtter"}, "nb")
    assert texts(new.theme, "title") == {}


def test_pages_are_drafts_without_the_paragraphs_that_name_people(world):
    page = handed_over(world).pages.get()

    assert (page.slug, page.published_at) == ("hotels", None)
    assert (texts(page, "title"), page.other_language) == ({"da": "Hoteller 2027", "other": "Hotellit 2027"}, "fi")
    assert page.body_da == "Bo tæt på."
    assert page.body_sv == "Bo tæt på."


def test_what_is_not_chosen_stays(world):
    new = handed_over(
        world, programme="none", pages="none", key_dates=False, partners=False, purpose=False, guides=False,
        involvements=frozenset(), events={world.conference.pk: "anew"},
    )  # fmt: skip

    assert [each.slug for each in new.events.all()] == ["anew"]
    assert not Session.objects.filter(event__edition=new).exists()
    assert [new.pages.count(), new.keydates.count(), new.partners.count(), new.involvements.count()] == [0, 0, 0, 0]
    assert texts(new, "purpose") == {}
    assert not hasattr(new.events.get(), "guide")


def test_a_part_stands_alone_when_its_whole_stays(world):
    new = handed_over(world, events={world.part.pk: "anew"})

    assert new.events.get().part_of is None


def test_a_city_that_hosts_twice_keeps_its_rooms(world):
    new = handed_over(world, host=world.edition.host)

    assert Session.objects.get(event__edition=new, slug="opening").room == world.hall


def test_nothing_of_any_other_row_changes(world, table_rows):
    before = table_rows()

    handed_over(world, programme="texts", subthemes=True)

    after = table_rows()
    assert {name: rows - after[name] for name, rows in before.items() if not rows <= after[name]} == {}
    assert len(after["programme_session"]) == len(before["programme_session"]) + 3


def test_new_rows_are_found_by_whoever_may_see_them(world):
    handed_over(world)

    found = Entry.objects.filter(path__contains="2027")
    assert {"edition", "event", "session", "page"} <= set(found.values_list("kind", flat=True))
    assert Entry.objects.visible_to(world.cast.keeper).filter(pk__in=found).count() == found.count()
    assert not Entry.objects.visible_to(world.cast.astrid).filter(pk__in=found).exists()


def test_nobody_gets_a_role_that_was_not_said(world):
    new = handed_over(world)

    assert not new.memberships.exists()
    assert Membership.objects.get(user=world.cast.maja).until is None


def test_chiefs_leave_on_the_day_and_the_old_year_is_archived_at_the_moment(world):
    moment = datetime(2027, 1, 1, tzinfo=UTC)
    said = Transfer(stays=True, until=date(2026, 12, 31), archived_at=moment, language="is")

    new = handed_over(world, transfer=said)

    assert [(each.user, each.role) for each in new.memberships.all()] == [(world.cast.maja, "chief")]
    ends = dict(Membership.objects.filter(edition=world.edition).values_list("user__username", "until"))
    assert ends == {"maja": date(2026, 12, 31), "bjork": None}
    assert Edition.objects.get(pk=world.edition.pk).archived_at == moment
    assert Handover.objects.get().language == "is"


@pytest.mark.parametrize(
    ("year", "starts_on", "field"),
    [
        (2026, date(2026, 10, 7), "year"),  # Oslo's
        (2024, date(2024, 10, 7), "year"),
        (2023, date(2023, 10, 7), "year"),
        (2101, date(2101, 10, 7), "year"),
        (2027, date(2028, 10, 7), "starts_on"),
    ],
)
def test_what_stands_in_the_way_is_told_beside_its_field(world, year, starts_on, field):
    made = plan(world.edition, year=year, host=world.aarhus, starts_on=starts_on)

    assert [each.field for each in made.faults] == [field]
    with pytest.raises(Refused):
        apply(made, by=None)
    assert Edition.objects.count() == 2


@pytest.mark.parametrize("slug", ["taken", "Two words", "", "hjerte-og-smerte-2024"])
def test_an_address_that_cannot_be_had_is_told_beside_it(world, slug):
    make_event(slug="taken")
    made = plan(
        world.edition, year=2027, host=world.aarhus, starts_on=STARTS, choices=Choices(events={world.lab.pk: slug})
    )

    assert [each.field for each in made.faults] == [f"address-{world.lab.pk}"]


def test_one_address_for_two_events_is_told(world):
    both = Choices(events={world.lab.pk: "one", world.part.pk: "one"})

    made = plan(world.edition, year=2027, host=world.aarhus, starts_on=STARTS, choices=both)

    assert len(made.faults) == 2


def test_an_edition_without_any_day_is_copied_without_days(cast):
    edition = make_edition(year=2001)
    event = make_event(edition=edition, kind="conference", starts_on=None, ends_on=None, slug="then")
    make_session(event=event, starts_at=None)

    made = apply(plan(edition, year=2027, host=cast.oslo.host, starts_on=STARTS), by=None)

    new = made.handover.successor
    assert (new.starts_on, new.ends_on, new.events.get().starts_on) == (STARTS, None, None)
    assert Session.objects.get(event__edition=new).starts_at is None
    assert made.plan.moved == []


def test_leap_day_moves_as_every_other_day(cast):
    edition = make_edition(year=2023, starts_on=date(2023, 3, 1), host=make_city(), ends_on=date(2023, 3, 2))

    made = plan(edition, year=2028, host=cast.oslo.host, starts_on=date(2028, 2, 29))

    assert (made.copy.edition.starts_on, made.copy.edition.ends_on) == (date(2028, 2, 29), date(2028, 3, 1))


def test_what_was_seen_is_what_is_done(world):
    seen = plan(world.edition, year=2027, host=world.aarhus, starts_on=STARTS)
    digest = seen.digest
    make_session(event=world.conference, slug="late")

    with pytest.raises(Refused):
        apply(seen, by=None, digest=digest)


# What becomes of every table and of every column is a decision

DECIDED = {
    Edition: {
        "year", "host", "venue", "starts_on", "ends_on", "partners_known", "postponed_from", "ground", "signal",
        "intro",
        "purpose", "target_group", "announced_at", "archived_at",
    },
    Event: {
        "edition", "part_of", "slug", "kind", "title", "tagline", "lead", "body", "when_note", "attendance", "city",
        "room", "place_note", "join_url", "join_released_at", "target_group", "participants", "catering", "capacity",
        "data_notice", "registration_closes_at", "questions_close_at", "published_at", "cancelled_at", "starts_on",
        "ends_on", "from_time", "to_time", "time_zone",
    },
    Session: {
        "event", "slug", "kind", "title", "abstract", "position", "starts_at", "ends_at", "starts_on", "ends_on",
        "room", "place_note", "for_everyone", "repeats", "spoken", "slides_in", "interpreted_into", "captioned_in",
        "content_note", "capacity", "cancelled_at", "cancelled_because", "withdrawn_at",
    },
    Page: {"edition", "slug", "title", "body", "position", "published_at"},
    KeyDate: {"edition", "event", "on", "title"},
    Involvement: {"edition", "event", "organisation", "role", "position", "wording", "quote", "source"},
    Theme: {"edition", "event", "title", "statement"},
    SubTheme: {"theme", "position", "slug", "phrase", "keyword", "text"},
    Guide: {"event", "title", "method"},
    Prompt: {"guide", "position", "text", "minutes"},
}  # fmt: skip


@pytest.mark.parametrize("model", COPIED, ids=lambda model: model.__name__)
def test_a_new_column_is_a_decision_of_the_handover_too(model):
    """Named here: copied, moved, or left behind on purpose. `copying.py` says which."""
    columns = {each.name for each in model._meta.concrete_fields if not hasattr(each, "translated_field")}

    assert columns - {"id", "other_language"} == DECIDED[model]


def test_every_table_of_an_edition_is_copied_or_never(db):  # noqa: ARG001 (counts rows)
    copied = {model._meta.label_lower for model in COPIED}
    never = set(tables())
    ours = {
        model._meta.label_lower
        for model in apps.get_models()
        if model._meta.app_label in {"editions", "programme", "youthlab", "questions", "registration"}
    }
    shared = {"editions.topic", "editions.organisation"}  # of the series

    assert ours - copied - never == shared
    assert copied & never == set()
    assert {each.key for each in NEVER if each.tables} == NOT_SHIFTED
