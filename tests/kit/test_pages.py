"""A page is built at one moment from one snapshot, says how it may be kept, and is kept only if it is everybody's."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.http import FileResponse, HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_safe

from conference_portal.kit.pages import content_version, lasts_a_minute, moment, never_kept
from conference_portal.kit.ready import AWAY, KEEP

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@require_safe
def page(_request):
    return HttpResponse(f"{content_version()} {moment().isoformat()} {moment().isoformat()}")


@require_safe
def now(request):
    lasts_a_minute(request)
    return HttpResponse("now")


@never_kept
@require_safe
def own(_request):
    return HttpResponse("own")


def form(request):
    return HttpResponse(get_token(request))


def cookie(_request):
    response = HttpResponse("cookie")
    response.set_cookie("colour", "blue")
    return response


def session(request):
    return HttpResponse(request.session.get("nothing", "session"))


def streamed(_request):
    return FileResponse(iter([b"file"]))


def later(request):
    template = engines["django"].from_string("{{ version }}")
    return TemplateResponse(request, template, {"version": content_version})


def lasting(_request):
    return HttpResponse("colours", headers={"Cache-Control": "public, max-age=31536000, immutable"})


def secret(_request):
    return HttpResponse("secret", headers={"Cache-Control": "no-store"})


def failing(_request):
    return HttpResponse("failing", status=500)


def handler500(_request):
    return HttpResponse(status=503 if isinstance(sys.exc_info()[1], OperationalError) else 500)


urlpatterns = [
    path(f"{prefix}{view.__name__}/", view)
    for prefix in ("", "admin/")
    for view in (page, now, own, form, cookie, session, streamed, later, lasting, secret, failing)
]


def keep_of(response):
    return response.wsgi_request.environ.get(KEEP)


def test_a_page_is_for_everyone_and_may_be_kept(client):
    response = client.get("/page/")

    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert str(keep_of(response).version) == response.content.decode().split()[0]
    assert keep_of(response).every == 3600


def test_a_page_that_says_itself_how_long_it_lasts_is_kept_with_that(client):
    response = client.get("/lasting/")

    assert keep_of(response) is not None
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_page_of_now_lasts_a_minute(client):
    with time_machine.travel(datetime(2026, 5, 3, 12, 0, 59, tzinfo=UTC), tick=False):
        keep = keep_of(client.get("/now/"))

    assert (keep.every, keep.period) == (60, int(datetime(2026, 5, 3, 12, tzinfo=UTC).timestamp()) // 60)


def test_a_request_has_one_moment(client):
    with time_machine.travel(datetime(2026, 5, 3, tzinfo=UTC), tick=True):
        _version, first, second = client.get("/page/").content.decode().split()

    assert first == second


def test_outside_a_request_the_moment_is_now_and_the_version_is_the_databases():
    with time_machine.travel(datetime(2026, 5, 3, tzinfo=UTC), tick=False):
        assert moment() == datetime(2026, 5, 3, tzinfo=UTC)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO content_version (xid, n) VALUES ('7', 1000)")
        assert content_version().startswith("10")


@pytest.mark.parametrize("view", ["own", "form", "cookie", "session", "streamed", "secret", "failing"])
def test_what_is_not_everybodys_is_not_kept(client, view):
    assert keep_of(client.get(f"/{view}/")) is None


@pytest.mark.parametrize("address", ["/own/", "/form/", "/admin/page/"])
def test_what_is_somebodys_own_says_so(client, address):
    response = client.get(address)

    assert keep_of(response) is None
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["sessionid", "messages"])
def test_a_visitor_with_a_session_or_a_message_gets_an_own_page(client, name):
    client.cookies[name] = "abc"

    response = client.get("/page/")

    assert keep_of(response) is None
    assert response["Cache-Control"] == "private, no-store"


def test_another_cookie_changes_nothing(client):
    client.cookies["theme"] = "dark"

    assert keep_of(client.get("/page/")) is not None


def test_a_page_that_is_signed_for_is_not_kept(client):
    client.force_login(User.objects.create(username="astrid"))

    assert keep_of(client.get("/page/")) is None


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_kept(client, method):
    assert keep_of(getattr(client, method)("/form/")) is None


def test_a_template_that_is_rendered_late_is_rendered_in_the_snapshot(client):
    response = client.get("/later/")

    assert response.content.decode() == str(keep_of(response).version)


def test_a_page_costs_one_query_more_than_its_own(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/now/")


@pytest.mark.django_db(transaction=True)
def test_a_page_is_read_in_one_read_only_snapshot(client, settings):
    settings.ROOT_URLCONF = "tests.kit.test_pages"

    seen = []

    def remember(execute, sql, *rest):
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(remember):
        client.get("/page/")

    assert seen[0].startswith("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SELECT")
    assert not connection.in_atomic_block


def test_nobody_waits_for_a_database_that_is_away(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/page/", **{AWAY: True})

    assert response.status_code == 503
    assert keep_of(response) is None
