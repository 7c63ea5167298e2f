"""What is printed: a tagged document in its language, with everything on it, and no text that stops the press."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from django.utils import translation

from conference_portal.kit.languages import Text
from events.programme.exports import booklet, invitation, posters, printing
from tests.events.programme.exports.shapes import MORNING, about, item, person, programme, room, text, thread
from tests.factories import make_city, make_conference, make_edition, make_event

FULL: dict[str, Any] = {
    "title": text("Åbning"),
    "text": text("Første *afsnit*."),
    "credits": (person(),),
    "spoken": ("da", "is"),
    "interpreted_into": ("en",),
    "subthemes": (thread(),),
}
MIXED = [
    item(**FULL),
    item(2, state="cancelled", because=text("Syg.")),
    item(3, end=None, room=None, place_note=text("Ved åen")),
    item(4, start=MORNING + timedelta(days=1), room=room(2, "Sal 2", hearing_loop=True)),
    item(5, start=None, first_day=date(2028, 9, 20), last_day=date(2028, 9, 22)),
    item(6, start=None),
    item(7, kind="break", title=Text("Fika", "sv")),
]


@pytest.fixture
def event(db):  # noqa: ARG001 (opens the database)
    return make_conference(edition=make_edition(year=2028, host=make_city(name="Aarhus"), ground="#ffd43b"))


def read(content):
    return pikepdf.open(io.BytesIO(content))


def printed(write, event, *items, language="en", **more):
    with translation.override(language):
        return read(write(programme(*items), about(language=language), event, **more))


def titles(pdf):
    """Of the bookmarks, with those below them."""
    with pdf.open_outline() as outline:
        return [(each.title, [below.title for below in each.children]) for each in outline.root]


@pytest.mark.parametrize("size", [("a4", [595, 842]), ("a5", [420, 595])])
def test_booklet_is_a_tagged_document_in_its_language(event, size):
    with printed(booklet.document, event, *MIXED, size=size[0]) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en", True)
        assert str(pdf.docinfo.Title) == "Storbyens hjerte og smerte 2028"
        assert [round(float(each)) for each in pdf.pages[0].mediabox][2:] == size[1]
        assert titles(pdf) == [
            (
                "Storbyens hjerte og smerte 2028",
                ["Wednesday 20 September 2028", "Thursday 21 September 2028", "Without a time"],
            )
        ]


def test_booklet_has_a_second_language_beside_the_first(event):
    other = {"title": Text("Öppning", "sv"), "abstract": Text("Första stycket.", "sv")}
    words = {1: other, 2: {"title": text("Oplæg 2"), "abstract": text("")}}
    made = {}
    with translation.override("da"):
        whole = programme(*MIXED)
        made["both"] = booklet.document(whole, about(), event, second=("sv", words))
        made["one"] = booklet.document(whole, about(), event)

    beside = {each["title"]: each["beside"] for each in booklet._day(whole.days[0], whole, "sv", words)["items"]}  # noqa: SLF001
    assert {title for title, there in beside.items() if there} == {"Åbning"}
    assert made["both"] != made["one"]


def test_booklet_of_an_event_without_times_is_a_list(db):  # noqa: ARG001 (opens the database)
    with printed(booklet.document, make_event(), item(start=None), item(2, start=None)) as pdf:
        assert titles(pdf) == [("Storbyens hjerte og smerte 2028", ["Programme"])]


def test_days_of_a_room_share_a_sign_as_long_as_it_can_be_read_from_afar(event):
    hall = room(1, "Sal 1")

    def pages(amount):
        moments = [MORNING + timedelta(days=day, hours=hour) for day in range(2) for hour in range(amount)]
        sessions = [item(key, start=moment, room=hall) for key, moment in enumerate(moments)]
        with printed(posters.door_signs, event, *sessions) as pdf:
            return len(pdf.pages)

    assert [pages(amount) for amount in (1, 3, 9)] == [1, 1, 2]


def test_door_sign_per_room(event):
    with printed(posters.door_signs, event, *MIXED) as pdf:
        assert titles(pdf) == [("Sal 1", ["Wednesday 20 September 2028"]), ("Sal 2", ["Thursday 21 September 2028"])]
        links = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", [])]

    assert links == [
        "https://example.org/da/2028/programme/?room=room-1",
        "https://example.org/da/2028/programme/?room=room-2",
    ]


@pytest.mark.parametrize(("amount", "width"), [(10, 595), (30, 842)])
def test_day_sheet_is_one_page_however_full_the_day_is(event, amount, width):
    sessions = [item(key, start=MORNING + timedelta(minutes=10 * key), credits=(person(),)) for key in range(amount)]

    with printed(posters.day_sheets, event, *sessions) as pdf:
        assert [round(float(page.mediabox[2])) for page in pdf.pages] == [width]


@pytest.mark.parametrize(
    "write", [booklet.document, posters.door_signs, posters.day_sheets], ids=lambda one: one.__name__
)
def test_print_takes_any_letter_and_is_the_same_each_time(event, write):
    odd = item(
        title=text("👩\u200d👧 日本 מדינה #let $x$ \\ <b> ل"), room=room(1, "=1 & @fig *b*"), text=text("\u202eabc\x00")
    )

    with translation.override("da"):
        assert write(programme(odd), about(), event) == write(programme(odd), about(), event)


@pytest.mark.parametrize(
    "write", [booklet.document, posters.door_signs, posters.day_sheets], ids=lambda one: one.__name__
)
def test_print_of_nothing_is_a_document(event, write):
    with printed(write, event) as pdf:
        assert len(pdf.pages) >= 1


def test_letters_that_no_font_has_are_named_as_missing():
    assert printing._displayable("Åse → 𐍈 \U000f0000 \u200d") == "Åse → □  \u200d"  # noqa: SLF001


@pytest.mark.django_db
def test_invitation_takes_any_letter_too():
    made = make_event(title="Ung i byen 👩\u200d👧 日本", lead="Kom \x07og vær med")

    assert invitation.pdf(made, [], []).startswith(b"%PDF-1.7")
