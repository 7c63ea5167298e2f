"""Order of names in each language: the same as ICU's at primary strength, on a server without ICU."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from conference_portal.kit.languages import SortKey

GOLDEN = {
    "da": """Akureyri|Bergen|Björgvin|Copenhagen|Espoo|Göteborg|Helsinki|København|Malmö|Oslo|Reykjavík|
        Stockholm|Þrándheimur|Tórshavn|Trondheim|Turku|Ürgüp|Ystad|Zürich|Ængelholm|Ærø|Örebro|
        Østerbro|Aabenraa|Aalborg|Aarhus|Århus|Århus-løs|Åse""",
    "sv": """Aabenraa|Aalborg|Aarhus|Akureyri|Bergen|Björgvin|Göteborg|Helsingfors|Köpenhamn|Malmö|Oslo|
        Reykjavik|Stockholm|Þrándheimur|Trondheim|Turku|Ürgüp|Ystad|Zürich|Åbo|Århus|Ängelholm|Ærø|
        Örebro|Østerbro""",
    "is": """Aalborg|Aarhus|Akureyri|Aþena|Álaborg|Árósar|Bergen|Björgvin|Dalvík|Ðal|Espoo|Édinborg|
        Gautaborg|Helsinki|Ísafjörður|Kaupmannahöfn|Málmey|Osló|Óðinsvé|Ósló|Reykjavík|Stokkhólmur|
        Turku|Úlfar|Ystad|Ýmir|Zürich|Þrándheimur|Ärla|Ærø|Örebro|Østerbro|Åbo""",
    "en": """Aalborg|Aarhus|Åbo|Ærø|Akureyri|Århus|Bergen|Björgvin|Copenhagen|Dale|Eðvald|Espoo|
        Gothenburg|Helsinki|Malmö|Örebro|Oslo|Østerbro|Reykjavík|Stockholm|Trondheim|Turku|Úlfar|
        Ystad|Zürich|Þrándheimur""",
}


def ordered(names, language):
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT name FROM unnest(%s) AS name ORDER BY sort_key(name, %s) COLLATE "C", name', [names, language]
        )
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db
@pytest.mark.parametrize("language", GOLDEN)
def test_names_stand_where_readers_look_for_them(language):
    names = [name.strip() for name in GOLDEN[language].split("|")]
    shuffled = sorted(names, key=lambda name: name[::-1])

    assert ordered(shuffled, language) == names


@pytest.mark.django_db
def test_a_title_in_quotation_marks_stands_under_its_first_letter():
    titles = ["2024", "“Alle er her”", "»By«", "Café – nu", "Casa"]

    assert ordered(reversed_list(titles), "da") == titles


@pytest.mark.django_db
def test_sort_key_orders_a_queryset():
    for name in ["Örebro", "Aarhus", "Zürich", "Århus"]:
        Group.objects.create(name=name)

    names = [group.name for group in Group.objects.order_by(SortKey("name", "sv"))]

    assert names == ["Aarhus", "Zürich", "Århus", "Örebro"]


@pytest.mark.django_db
def test_sort_key_may_be_indexed():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE names (name text)")
        cursor.execute("""CREATE INDEX ON names (sort_key(name, 'da') COLLATE "C")""")
        cursor.execute("SELECT sort_key(NULL, 'da'), sort_key('x', NULL)")

        assert cursor.fetchone() == (None, "x")


def reversed_list(values):
    return list(reversed(values))
