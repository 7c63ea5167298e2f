"""Every answer carries the policy; odd bytes are refused; without a session nobody is signed in."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.urls import path

from conference_portal.kit.security import allow_frames

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def page(request):
    return HttpResponse(f"{request.user.is_authenticated} {request.session.accessed}")


def player(_request):
    response = HttpResponse("player")
    allow_frames(response, "https://www.youtube-nocookie.com")
    return response


def broken(_request):
    raise ZeroDivisionError


urlpatterns = [path("page/", page), path("player/", player), path("broken/", broken)]


def directives(response):
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: values for name, *values in parts}


@pytest.mark.parametrize(
    ("address", "status"), [("/page/", 200), ("/absent/", 404), ("/broken/", 500), ("/page/%00", 400), ("/DA/", 301)]
)
def test_every_answer_carries_the_headers(client, address, status):
    client.raise_request_exception = False

    response = client.get(address)

    assert response.status_code == status
    assert directives(response)["default-src"] == ["'none'"]
    assert directives(response)["frame-ancestors"] == ["'none'"]
    assert directives(response)["base-uri"] == directives(response)["object-src"] == ["'none'"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Opener-Policy"] == response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_page_with_a_player_names_its_provider_and_no_other_page_does(client):
    assert directives(client.get("/player/"))["frame-src"] == ["https://www.youtube-nocookie.com"]
    assert "frame-src" not in directives(client.get("/page/"))


@pytest.mark.parametrize(
    "address",
    ["/%00/", "/page/%FF/", "/page/%C3%28/", "/page/%ED%A0%80/", "/page/?q=%00", "/page/?q=%FF%FE", "/page/?%C3%28=1"],
)
def test_an_address_that_is_no_text_is_refused(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("address", ["/page/?q=%F0%9F%8E%89", "/page/?q=%C3%A6&&=x", "/page/?q=%0D%0AX:%20y"])
def test_an_odd_address_that_is_text_is_answered(client, address):
    assert client.get(address).status_code == 200


def test_without_a_session_cookie_nobody_is_asked(client, django_assert_num_queries):
    with django_assert_num_queries(1):  # the content version
        response = client.get("/page/")

    assert response.content == b"False False"
    assert "Vary" not in response


def test_with_a_session_the_user_is_known(client):
    client.force_login(User.objects.create(username="astrid"))

    response = client.get("/page/")

    assert response.content == b"True True"
    assert response["Cache-Control"] == "private, no-store"
