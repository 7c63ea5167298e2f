"""The front with Django behind it: a hit costs no query, carries every header, and a foreign host leaves nothing."""

from __future__ import annotations

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path

from conference_portal.kit.ready import Front, Store, kept
from tests.kit.front import LONG, Answer, Application, StillWatch


def hello(_request):
    return HttpResponse(LONG)


urlpatterns = [path("da/hello/", hello)]


@pytest.mark.urls(__name__)
@pytest.mark.django_db(transaction=True)  # Django drops a connection that is left in a transaction
def test_with_django_behind_it_a_hit_costs_no_query(django_assert_num_queries):
    front = Front(WSGIHandler(), watch=StillWatch(), store=Store(1_000_000))
    first = Answer(front, "/da/hello/")

    with django_assert_num_queries(0):
        second = Answer(front, "/da/hello/")

    assert first == second
    assert second.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert second.headers["Content-Language"] == "da"
    assert "Content-Security-Policy" in second.headers
    assert Answer(front, "/da/hello/", HTTP_IF_NONE_MATCH=first.headers["ETag"]).headers["Content-Security-Policy"]


@pytest.mark.urls(__name__)
@pytest.mark.django_db(transaction=True)  # Django drops a connection that is left in a transaction
def test_with_django_behind_it_a_foreign_host_puts_nothing_into_the_store():
    front = Front(WSGIHandler(), watch=StillWatch(), store=Store(1_000_000))

    Answer(front, "/da/hello/", HTTP_HOST="evil.example")

    assert len(front.store) == 0


def test_kept_wraps_an_application():
    assert Answer(kept(Application()), method="POST").body == LONG.encode()
