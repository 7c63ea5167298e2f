"""Error pages speak the reader's language, show a way on, and need no database."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import path

from conference_portal import urls
from conference_portal.kit.pages import never_kept

pytestmark = pytest.mark.urls(__name__)


@never_kept
def away(_request):
    raise OperationalError


@never_kept
def broken(_request):
    raise ZeroDivisionError


@never_kept
def closed(_request):
    raise PermissionDenied


def form(_request):
    return HttpResponse()


views = (away, broken, closed, form)
urlpatterns = [
    *(path(f"{language}/{view.__name__}/", view) for language in ("da", "is") for view in views),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def visitor(client):
    """Without access to the database: a query would fail the test."""
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("address", "status"),
    [
        pytest.param("/is/no-such-page/", 404, marks=pytest.mark.django_db),  # asks whether it stood there before
        ("/is/%00/", 400),
        ("/is/closed/", 403),
        ("/is/broken/", 500),
        ("/is/away/", 503),
    ],
)
def test_each_error_is_a_page_in_the_language_of_the_address(visitor, address, status):
    response = visitor.get(address)

    html = response.content.decode()
    assert response.status_code == status
    assert '<html lang="is"' in html
    assert 'href="/is/"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert response["Content-Language"] == "is"


def test_an_error_without_a_language_is_in_the_readers(visitor):
    response = visitor.get("/no-such-page/", headers={"accept-language": "sv"})

    assert '<html lang="sv"' in response.content.decode()
    assert response["Vary"] == "Accept-Language"


def test_a_database_that_is_away_asks_to_come_again(visitor):
    response = visitor.get("/da/away/")

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert response["Cache-Control"] == "no-store"
    assert "Retry-After" not in visitor.get("/da/broken/")


def test_a_form_that_was_open_too_long_says_what_to_do(visitor):
    visitor.handler.enforce_csrf_checks = True

    response = visitor.post("/da/form/")

    assert response.status_code == 403
    assert '<html lang="da"' in response.content.decode()


def test_a_host_that_is_not_ours_is_refused_calmly(visitor):
    response = visitor.get("/da/form/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert b"evil.example" not in response.content


@pytest.mark.django_db
def test_what_was_asked_comes_back_escaped(visitor):
    response = visitor.get('/da/"><script>alert(1)</script>/?q="><script>alert(1)</script>')

    assert response.status_code == 404
    assert b"<script>alert(1)" not in response.content
