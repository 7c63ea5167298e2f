"""An address without a language leads to the reader's, every spelling to the plain one; nothing leads elsewhere."""

from __future__ import annotations

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import path
from django.utils import translation

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def page(request):
    return HttpResponse(f"{request.LANGUAGE_CODE} {translation.get_language()}")


urlpatterns = [
    path("plain/", page),
    path("admin/plain/", page),
    *i18n_patterns(path("", page), path("editions/", page), path("2024/theme/", page)),
]


@pytest.mark.parametrize("language", ["da", "sv", "en", "is"])
def test_a_page_is_in_the_language_of_its_address(client, language):
    response = client.get(f"/{language}/editions/", headers={"accept-language": "fi,sv;q=0.5"})

    assert response.content.decode() == f"{language} {language}"
    assert response["Content-Language"] == language
    assert "Vary" not in response
    assert not response.cookies


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/", "/sv/"),
        ("/editions/", "/sv/editions/"),
        ("/editions", "/sv/editions/"),
        ("/2024/theme/?q=a%26b&day=1", "/sv/2024/theme/?q=a%26b&day=1"),
    ],
)
def test_without_a_language_the_address_leads_to_the_readers(client, asked, target):
    response = client.get(asked, headers={"accept-language": "fi-FI,fi;q=0.9,sv;q=0.8"})

    assert (response.status_code, response["Location"]) == (302, target)
    assert response["Vary"] == "Accept-Language"
    assert not response.cookies


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/DA/", "/da/"),
        ("/DA", "/da/"),
        ("/sv-FI/editions/?q=x", "/sv/editions/?q=x"),
        ("/En-gb/2024/theme/", "/en/2024/theme/"),
        ("/is_IS/", "/is/"),
        ("/DA//evil.example/", "/da//evil.example/"),
    ],
)
def test_every_spelling_leads_to_the_plain_one(client, asked, target):
    response = client.get(asked)

    assert (response.status_code, response["Location"]) == (301, target)


@pytest.mark.parametrize("asked", ["/xx/", "/nb/", "//evil.example/", "/no-such-page/", "/dansk/", "/da/no-such-page/"])
def test_what_is_not_there_in_any_language_is_absent(client, asked):
    assert client.get("/", PATH_INFO=asked).status_code == 404


def test_a_form_sent_to_no_language_is_absent(client):
    assert client.post("/editions/").status_code == 404
    assert client.post("/DA/").status_code == 404


def test_what_has_one_address_is_the_same_for_all(client):
    answers = {client.get("/plain/", headers={"accept-language": language}).content for language in ("sv", "is")}

    assert answers == {b"sv da", b"is da"} or len(answers) == 1


def test_the_admin_speaks_the_readers_language(client):
    assert client.get("/admin/plain/", headers={"accept-language": "is"}).content == b"is is"
