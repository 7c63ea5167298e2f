"""The store of pages has an end: what is read least goes first."""

from __future__ import annotations

from conference_portal.kit.ready import Keep, Page, Store
from conference_portal.kit.versions import Version


def page_of(size):
    return Page(Keep(Version(1, 0), 0.0, 3600, 0), [], b"x" * size, packed=False, tag="t")


def test_the_store_lets_the_least_read_go_when_it_is_full():
    store = Store(1600)
    for number in range(16):
        store.put(("http", "a", str(number), ""), page_of(100))
    store.get(("http", "a", "0", ""))

    store.put(("http", "a", "new", ""), page_of(100))
    store.put(("http", "a", "new", ""), page_of(100))

    assert len(store) == 16
    assert store.get(("http", "a", "0", ""))
    assert store.get(("http", "a", "1", "")) is None


def test_the_store_takes_no_page_that_would_push_out_all_others():
    store = Store(1600)

    store.put(("http", "a", "", ""), page_of(101))

    assert len(store) == 0
