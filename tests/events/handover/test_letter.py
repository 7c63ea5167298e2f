"""Who may hand over, who reads the letter, and what it says."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from django.utils import timezone

from events.editions.models import Edition, Invitation
from tests.cast import make_user
from tests.desk import form_of, signed_in
from tests.events.handover.asking import ADD, chosen, hand_over, query, start
from tests.factories import make_membership


@pytest.fixture
def maja(world):
    return signed_in(world.cast.maja)


@pytest.mark.parametrize("name", ["bjork", "astrid"])
def test_only_the_chief_of_the_edition_hands_it_over(world, name):
    client = signed_in(getattr(world.cast, name))

    for response in (client.get(ADD, {"edition": world.edition.pk}), client.post(query(start(world)), {"seen": "-"})):
        assert response.status_code in {403, 404}
        assert "Reykjav" not in response.content.decode()
    assert not Edition.objects.filter(year=2027).exists()
    assert "handover" not in client.get(f"/admin/editions/edition/{world.edition.pk}/change/").content.decode()


def test_a_chief_of_another_edition_finds_nothing(world):
    chief = make_user("chief")
    make_membership(user=chief, edition=world.cast.oslo, role="chief")

    response = signed_in(chief).get(ADD, {"edition": world.edition.pk})

    assert response.status_code == 404


def test_the_letter_is_for_those_who_gave_and_those_who_got(maja, world):
    url = hand_over(maja, world)["location"]
    reader = make_user("reader")
    make_membership(user=reader, edition=Edition.objects.get(year=2027), role="reader")

    assert signed_in(reader).get(url).status_code == 200
    for stranger in (world.cast.bjork, world.cast.astrid, make_user("nobody")):
        assert signed_in(stranger).get(url).status_code in {403, 404}
        assert signed_in(stranger).get(f"{url.removesuffix('change/')}letter.pdf").status_code in {403, 404}


def test_a_keeper_hands_over_without_naming_anybody(world):
    response = hand_over(signed_in(world.cast.keeper), world, email="")

    assert response.status_code == 302
    assert not Invitation.objects.exists()


# The letter


def test_the_letter_follows_what_was_done(maja, world):
    url = hand_over(maja, world)["location"]
    first = maja.get(url, {"language": "en"}).context["letter"]

    new = Edition.objects.get(year=2027)
    Edition.objects.filter(pk=new.pk).update(announced_at=timezone.now())
    second = maja.get(url, {"language": "en"}).context["letter"]

    done = [[task.is_done for task in each.tasks if task.what.startswith("Announce")] for each in (first, second)]
    assert done == [[False], [True]]
    assert all(task.url.startswith("http://testserver/admin/") for task in first.tasks if task.url)


@pytest.mark.parametrize("language", ["da", "sv", "en", "is"])
def test_the_letter_is_printed_as_a_tagged_document(maja, world, language):
    url = hand_over(maja, world)["location"].removesuffix("change/")

    response = maja.get(f"{url}letter.pdf", {"language": language})

    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == (language, True)
        assert "2027" in str(pdf.docinfo["/Title"])


def test_the_form_comes_back_when_the_sign_in_had_ended(maja, world):
    url = query(chosen(maja, world))
    seen = maja.get(url).context["wizard"].plan.digest
    maja.logout()

    response = maja.post(url, {"seen": seen, "language": "is", "email": "ny@example.org"})

    assert ("email", "ny@example.org") in response.context["carried"]
    assert not Edition.objects.filter(year=2027).exists()


def test_form_is_what_a_browser_sends(maja, world):
    sent = form_of(maja, query(chosen(maja, world)))

    assert {"seen", "email", "language", "until", "archived_on"} <= set(sent)
