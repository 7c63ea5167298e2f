"""An edition with everything that an edition can have, in Reykjavík 2024, and a host for the next one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest

from tests.factories import (
    make_city,
    make_conference,
    make_contact,
    make_credit,
    make_event,
    make_guide,
    make_involvement,
    make_key_date,
    make_material,
    make_organisation,
    make_output,
    make_page,
    make_release,
    make_room,
    make_session,
    make_speaker,
    make_statement,
    make_subtheme,
    make_theme,
    make_topic,
    make_upload,
    make_venue,
)


@pytest.fixture
def world(cast):
    """Björk edits it, Maja is its chief, Astrid edits Oslo 2026: see tests/cast.py."""
    edition = cast.reykjavik
    edition.starts_on, edition.ends_on = date(2024, 9, 25), date(2024, 9, 27)
    edition.purpose_da, edition.intro_da = "Byerne lærer af hinanden.", "I Reykjavik mødes vi."
    edition.save()
    edition.partners.set([cast.oslo.host, edition.host])
    topic, hall = make_topic(), make_room(venue=make_venue(city=edition.host), name="Salen")
    theme = make_theme(edition=edition, title="Stærkere sammen")
    roots = make_subtheme(theme=theme, slug="roots", topics=(topic,), keyword={"da": "rødder", "nb": "røtter"})
    conference = make_conference(
        edition=edition, slug="hjerte-og-smerte-2024", title="Hjerte og smerte 2024", city=edition.host,
        starts_on=date(2024, 9, 25), ends_on=date(2024, 9, 27), time_zone="Atlantic/Reykjavik",
        registration_closes_at=datetime(2024, 9, 1, 12, tzinfo=UTC), join_url="https://example.org/join",
    )  # fmt: skip
    lab = make_event(
        edition=edition, slug="u-lync-2023", kind="youth_lab", title={"da": "U-LYNC 2023", "nb": "U-LYNC 2023"},
        starts_on=date(2023, 11, 7), ends_on=date(2023, 11, 9), from_time=time(10), city=edition.host,
        lead="Skriv til ung@example.org.\n\nVi mødes.", participants="80 unge", when_note="I november",
    )  # fmt: skip
    part = make_event(
        edition=edition, slug="workshops-2023", part_of=lab, city=make_city(slug="odense"), starts_on=None, ends_on=None
    )
    first, again, named = programme(cast, conference, hall, roots, topic)
    made = make_guide(event=conference, prompts=("Hvad nu?", "Hvad så?"))
    series = make_organisation(slug="nordic-council")
    make_involvement(edition=edition, organisation=series, role="initiator", wording="Støttet af Norden.")
    make_involvement(edition=edition, organisation=make_organisation(city=edition.host), role="organiser")
    make_involvement(edition=edition, organisation=make_organisation(slug="for-once"), role="funder")
    make_key_date(edition=edition, on=date(2024, 5, 1), title="Tilmeldingen åbner")
    make_page(edition=edition, slug="hotels", title={"da": "Hoteller 2024", "fi": "Hotellit 2024"},
              body="Bo tæt på.\n\nSpørg Gunnar Berg.")  # fmt: skip
    stays(edition, conference, lab, first)
    return SimpleNamespace(
        edition=edition, cast=cast, conference=conference, lab=lab, part=part, first=first, again=again, named=named,
        guide=made, topic=topic, roots=roots, hall=hall, series=series,
        aarhus=make_city(slug="aarhus", name={"da": "Aarhus", "sv": "Århus", "en": "Aarhus", "is": "Árósar"}),
    )  # fmt: skip


def programme(cast, conference, hall, roots, topic):
    """Three sessions: one with all that a session can have, one that repeats it, one that is called as its speaker."""
    first = make_session(
        event=conference, slug="opening", title={"da": "Åbning", "nb": "Åpning"}, abstract="Vi begynder.",
        starts_at=datetime(2024, 9, 25, 9, tzinfo=UTC), kind="plenary", room=hall, speakers=(cast.nils,),
        subthemes=(roots,), topics=(topic,), spoken=["da", "is"], capacity=80,
    )  # fmt: skip
    again = make_session(event=conference, slug="opening-2", title="Åbning igen", repeats=first)
    named = make_session(event=conference, slug="nils-holm", title="Nils Holm: En nat i byen", kind="talk")
    return first, again, named


def stays(edition, conference, lab, first):
    """What never goes along."""
    make_contact(edition=edition, name="Gunnar Berg", email="gunnar@example.org")
    make_material(event=conference, session=first)
    output = make_output(event=lab)
    make_credit(output=output, speaker=make_speaker(name="Ida Lund"))
    make_statement(event=lab)
    make_upload(event=conference)
    make_release(event=conference)
    make_session(event=conference, slug="gone", withdrawn_at=datetime(2024, 9, 1, tzinfo=UTC))


@pytest.fixture
def table_rows():
    """Every row of every table, as the database holds it: what a copy must leave alone."""
    return all_rows


def all_rows() -> dict[str, set[str]]:
    from django.apps import apps
    from django.db import connection

    found = {}
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f'SELECT md5(t::text) FROM "{model._meta.db_table}" t')
            found[model._meta.db_table] = {row[0] for row in cursor.fetchall()}
    return found
