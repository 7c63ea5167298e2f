"""The same page in another language: path and query stay, and nothing that was sent breaks out of an attribute."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from conference_portal.kit.addresses import absolute, in_language, page_path


@pytest.mark.parametrize(
    ("path", "rest"),
    [
        ("/da/", "/"),
        ("/is/2024/theme/", "/2024/theme/"),
        ("/", "/"),
        ("/xx/2024/", "/"),
        ("/healthz/live", "/"),
        ("/da", "/"),
    ],
)
def test_page_path_leaves_the_language_out(path, rest):
    assert page_path(path) == rest


def test_in_language_keeps_path_and_query():
    request = RequestFactory().get("/da/search/?q=b%C3%B8rn&page=2")

    assert in_language(request, "sv") == "/sv/search/?q=b%C3%B8rn&page=2"


@pytest.mark.parametrize("sent", ['"><script>', "\x00", "a b", "ø"])
def test_in_language_prints_nothing_that_does_not_belong_into_an_address(sent):
    request = RequestFactory().get("/da/search/")
    request.META["QUERY_STRING"] = sent

    assert not set(in_language(request, "is")) & set('"<> \x00ø')


def test_absolute_names_the_host_and_no_query():
    request = RequestFactory().get("/da/cities/?x=1")

    assert absolute(request, "en") == "http://testserver/en/cities/"
    assert absolute(request) == "http://testserver/cities/"
