"""The store of pages has an end: what is read least goes first."""

from __future__ import annotations

from conference_portal.kit.ready import Keep, Page, Store
from conference_portal.kit.versions import Version

BODY = 100_000
LIMIT = 1_650_000  # sixteen bodies, and what stands around them


def page_of(size):
    return Page(Keep(Version(1, 0), 0.0, 3600, 0), [], b"x" * size, packed=False, tag="t")


def test_the_store_lets_the_least_read_go_when_it_is_full():
    store = Store(LIMIT)
    for number in range(16):
        store.put(("http", "a", str(number), ""), page_of(BODY))
    store.get(("http", "a", "0", ""))

    store.put(("http", "a", "new", ""), page_of(BODY))
    store.put(("http", "a", "new", ""), page_of(BODY))

    assert len(store) == 16
    assert store.get(("http", "a", "0", ""))
    assert store.get(("http", "a", "1", "")) is None


def test_the_store_takes_no_page_that_would_push_out_all_others():
    store = Store(LIMIT)

    store.put(("http", "a", "", ""), page_of(LIMIT // 15))

    assert len(store) == 0


def test_small_pages_at_long_addresses_count_with_their_addresses():
    store = Store(LIMIT)
    for number in range(1000):
        store.put(("http", "a", "/robots.txt", f"{number}".rjust(1900, "x")), page_of(20))

    assert len(store) < LIMIT // 1900
