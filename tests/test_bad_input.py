"""Odd addresses get a calm answer: never our error, nothing of them printed as markup, and a page with a way on."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest

from conference_portal.kit.languages import READING
from tests import desk as desks
from tests.cast import make_user
from tests.factories import make_conference, make_edition, make_event, make_page, make_release, make_session, make_theme
from tests.reading import read

pytestmark = pytest.mark.django_db

SCRIPT = '"><script>alert(1)</script>'
VALUES = [
    "", "abc", "-1", "0", "1e9", "9" * 30, "2026-02-30", "2026-13-01", "'", "' OR 1=1--", SCRIPT,
    "<img src=x onerror=alert(1)>", "🎉", "../../etc/passwd", "{{7*7}}", "{% debug %}", "${jndi:x}",
    "\r\nSet-Cookie: x=1", "a" * 3000, "\u202e", "[]", "None", "%s%n", "\\", "&", "!", "a & b | c <-> d:*", "(((",
    ":*", '"', "*", "_", "%",
]  # fmt: skip
NAMES = ["q", "page", "kind", "day", "subtheme", "topic", "room", "city", "language", "view", "v"]
BROKEN = ["%00", "%FF%FE", "%C3%28", "%ED%A0%80", "a%00b", "%e6%f8%e5"]  # no text at all, or none that a database takes
PATHS = [
    "/en/1998/", "/en/9999/", "/en/0/", "/en/20240/", "/en/-2024/", "/en/２０２４/", "/en/2024/theme/nothing/",
    "/en/2024/pages/nothing/", "/en/2024/programme/nothing/", "/en/2024/programme.exe", "/en/2024/programme/..",
    "/en/2024/nothing/", "/en/events/nothing/", "/en/events/nothing/programme/", "/en/events/nothing/invitation.pdf",
    "/en/cities/nothing/", "/en/topics/nothing/", "/en/speakers/nothing/", "/en/pages/nothing/", "/en/nothing/",
    "/en//", "/en/./", "/en/;a=b/", "/en/'/", "/en/🎉/", "/en/æøå/", "/en/" + "a/" * 800, "/en/" + "a" * 5000 + "/",
    "/en/2024/programme/" + "a" * 300 + "/", "/xx/", "/xx" + "x" * 10_000 + "/", "/zh-hans/", "/en_XX/",
    "/http://evil.example/", "/\\evil.example", "/..", "/en/../../etc/passwd", "/.env", "/.git/config",
    "/wp-login.php", "/healthz/nothing", "/brand/9999.css", "/brand/x.css", "/media/../manage.py",
    "/media/nothing.webp", "/static/../manage.py", "/static/nothing.css", "/sitemap-nothing.xml",
    "/.well-known/nothing", f"/en/{SCRIPT}/",
]  # fmt: skip
PAGES = ["/en/", "/en/events/", "/en/search/", "/en/2024/programme/", "/brand/all.css"]
WITH_ITS_TITLE = [
    "/en/", "/en/editions/", "/en/2022/", "/en/2022/theme/", "/en/2022/pages/odd/", "/en/events/", "/en/events/odd/",
    "/en/events/odd/programme/odd/", "/en/search/?q=alert", "/sitemap.xml",
]  # fmt: skip


@pytest.fixture
def visitor(client):
    """Sees what the answer is when a view fails."""
    client.raise_request_exception = False
    return client


@pytest.fixture(autouse=True)
def _content(db):  # noqa: ARG001 (opens the database)
    """A year with pages to ask wrong things of."""
    edition = make_edition(year=2024)
    make_theme(edition=edition)
    make_page(edition=edition, slug="travel")
    conference = make_conference(edition=edition, slug="conference")
    make_session(event=conference, slug="opening")
    make_release(event=conference)
    make_event(slug="debate")


def is_calm(answer):
    body = b"" if answer.streaming else answer.content
    reflected = b"<script>alert(1)" in body or b"onerror=alert(1)>" in body or "x" in answer.cookies
    return answer.status_code < 500 and not reflected and not leads_elsewhere(answer)


def leads_elsewhere(answer):
    place = answer.headers.get("Location", "").replace("\\", "/")
    return urlsplit(place).netloc not in {"", "testserver"}


@pytest.mark.parametrize("page", PAGES)
def test_no_value_of_a_query_is_our_error(visitor, page):
    answers = {value: visitor.get(page, dict.fromkeys(NAMES, value)) for value in VALUES}

    assert [value for value, answer in answers.items() if not is_calm(answer)] == []
    assert is_calm(visitor.get(f"{page}?q=a&q=b&q[]=c&&&=&=x&a"))


def test_what_is_no_number_of_a_page_of_hits_is_the_first_or_last(visitor):
    for value in ("abc", "-1", "0", "9" * 30, "1.5", ""):
        assert visitor.get("/en/search/", {"q": "event", "page": value}).status_code == 200, value


@pytest.mark.parametrize("value", BROKEN)
def test_bytes_that_are_no_text_are_refused(visitor, value):
    for address in (f"/en/search/?q={value}", f"/en/?{value}=1", f"/en/2024/?day={value}"):
        assert visitor.get(address).status_code == 400, address
    for path in (f"/en/{value}/", f"/en/cities/{value}/", f"/{value}/", f"/admin/{value}/"):
        assert visitor.get(path).status_code == 400, path


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_an_odd_address_is_answered_calmly(visitor, path):
    answer = visitor.get(quote(path, safe="/:;\\'"))

    assert is_calm(answer)
    assert answer.status_code in {301, 302, 400, 404}
    assert b"DJANGO_SETTINGS_MODULE" not in answer.content


@pytest.mark.parametrize(
    ("address", "language"),
    [("/en/1998/", "en"), ("/da/nothing/", "da"), ("/is/2024/pages/nothing/", "is"), ("/sv/events/nothing/", "sv")],
)
def test_a_page_that_is_not_there_says_so_in_the_language_of_its_address(visitor, address, language):
    answer = visitor.get(address, headers={"accept-language": "fi"})

    assert answer.status_code == 404
    assert way_on(answer) == (language, True)


@pytest.mark.parametrize(
    ("accepted", "language"), [("is", "is"), ("nb-NO,nb", "da"), ("fi,sv;q=0.8", "sv"), ("de", "en")]
)
def test_without_a_language_of_its_own_it_is_in_the_readers(visitor, accepted, language):
    answer = visitor.get("/xx/", headers={"accept-language": accepted})
    if answer.status_code == 302:
        answer = visitor.get(answer["Location"], headers={"accept-language": accepted})

    assert answer.status_code == 404
    assert way_on(answer) == (language, True)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_a_page_is_for_reading(visitor, method):
    for page in PAGES:
        assert getattr(visitor, method)(page).status_code in {403, 405}, page


def test_a_title_with_markup_is_text_everywhere(visitor):
    edition = make_edition(year=2022)
    make_theme(edition=edition, title=SCRIPT, statement=SCRIPT)
    event = make_event(slug="odd", title=SCRIPT, lead=SCRIPT, body=SCRIPT, edition=edition)
    make_session(event=event, slug="odd", title=SCRIPT, abstract=SCRIPT, spoken=["en"])
    make_page(edition=edition, slug="odd", title=SCRIPT, body=SCRIPT)
    make_release(event=event)

    for page in WITH_ITS_TITLE:
        answer = visitor.get(page)
        assert answer.status_code == 200, page
        assert b"<script>alert" not in answer.content, page


def way_on(answer):
    """The language of the page, and whether it leads home, to search and to the same address in all languages."""
    tree = read(answer.content.decode())
    language = tree.all("html")[0].get("lang")
    links = {link.get("href") for link in tree.all("a")}
    switch = {link.get("lang") for link in tree.all("a", lang=None)}
    return language, {f"/{language}/", f"/{language}/search/"} <= links and set(READING) <= switch | {language}


# At the desk


@pytest.fixture
def desk():
    client = desks.signed_in(make_user("keeper", is_superuser=True))
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("sent", ["0000-00-00", "x", "99999", "2024-13-45 25:61", ""])
@pytest.mark.parametrize(
    "link",
    [
        "editions/event/add/?published_at=",
        "editions/page/add/?published_at=",
        "youthlab/output/add/?published_at=",
        "media/image/add/?withdrawn_at=",
    ],
)
def test_what_a_link_proposes_for_a_moment_may_be_anything(desk, link, sent):
    assert desk.get(f"/admin/{link}{sent}").status_code == 200


@pytest.mark.parametrize("key", ["9" * 5000, "9" * 19, "٣" * 5000, "-1", "x", "1e9", ""])
def test_a_key_that_is_none_is_not_found(desk, key):
    assert desk.get("/admin/programme/session/add/", {"event": key}).status_code < 500
    assert desk.get("/admin/programme/release/add/", {"event": key}).status_code == 404
    assert desk.post("/admin/programme/release/add/", {"event": key, "seen": key}).status_code == 404
    event = make_event()
    assert desk.post("/admin/programme/release/add/", {"event": event.pk, "seen": key}).status_code < 500


@pytest.mark.parametrize("day", ["01.01.0001", "31.12.9999", "01.01.1989", "2101-01-01"])
def test_a_year_that_is_not_ours_is_refused_beside_its_field(desk, day):
    event = make_event()
    sent = {"starts_on": day, "ends_on": "", "published_at_0": day, "published_at_1": "00:00"}

    response = desk.post(desks.address("change", event), desks.form_of(desk, desks.address("change", event)) | sent)

    assert sorted(response.context["adminform"].form.errors) == ["published_at", "starts_on"]


def test_a_text_as_long_as_a_book_is_refused_beside_its_field(desk):
    change = desks.address("change", make_event())

    response = desk.post(change, desks.form_of(desk, change) | {"body_da": "![" * 30_000})

    assert list(response.context["adminform"].form.errors) == ["body_da"]


def test_a_body_that_no_form_of_ours_sends_is_refused_before_it_is_read(client, desk):
    body = b"x" * 1_100_000

    refused = client.post("/admin/login/", body, content_type="multipart/form-data; boundary=x")
    large = desk.post("/admin/media/image/add/", b"", content_type="multipart/form-data", CONTENT_LENGTH="30000000")

    assert (refused.status_code, large.status_code) == (413, 413)
    assert "20 MB" in large.content.decode()
