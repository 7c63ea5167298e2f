"""Handing over at the desk: four steps whose state is their address, one button that writes, and the letter."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from conference_portal.accounts.models import SignIn
from conference_portal.mail.models import Letter as Mail
from events.editions.models import Edition, Invitation, Membership
from events.handover.models import Handover
from tests.desk import signed_in
from tests.events.handover.asking import ADD, chosen, hand_over, query, start
from tests.factories import make_event, make_session


@pytest.fixture
def maja(world):
    return signed_in(world.cast.maja)


def test_the_steps_lead_to_a_draft_and_to_its_letter(maja, world):
    first = maja.get(ADD, {"edition": world.edition.pk})
    assert (first.context["wizard"].step, first.context["wizard"].start["starts_on"].value()) == (
        "1",
        date(2028, 9, 27),  # 2026 is Oslo’s
    )

    second = maja.get(ADD, start(world))
    assert second.context["wizard"].step == "2"

    response = hand_over(maja, world)

    handover = Handover.objects.get()
    assert response["location"] == f"/admin/handover/handover/{handover.pk}/change/"
    assert handover.successor.events.count() == 3
    page = maja.get(response["location"])
    assert page.status_code == 200
    assert page.context["letter"].language == "da"


def test_nothing_is_written_before_the_last_button(maja, world, table_rows):
    before = table_rows()

    for address in (query({"edition": world.edition.pk}), query(start(world)), query(chosen(maja, world))):
        assert maja.get(address).status_code == 200

    assert table_rows() == before


def test_the_new_chief_is_invited_and_the_deed_is_logged(maja, world):
    tomorrow = timezone.localdate().replace(year=timezone.localdate().year + 1)

    hand_over(maja, world, stays="on", until=str(tomorrow), archived_on=str(tomorrow), language="is")

    new = Edition.objects.get(year=2027)
    invitation = Invitation.objects.get()
    assert (invitation.edition, invitation.email, invitation.role) == (new, "ny@example.org", "chief")
    assert (invitation.language, invitation.invited_by, invitation.state) == ("is", world.cast.maja, "open")
    assert Mail.objects.get().to == "ny@example.org"
    assert [each.user for each in new.memberships.all()] == [world.cast.maja]
    assert Membership.objects.get(user=world.cast.maja, edition=world.edition).until == tomorrow
    archived = Edition.objects.get(pk=world.edition.pk).archived_at
    assert archived == timezone.make_aware(datetime.combine(tomorrow, time.min))
    told = set(LogEntry.objects.values_list("object_id", "change_message"))
    assert told == {
        (str(new.pk), "Made from 2024."),
        (str(world.edition.pk), f"Handed over to aarhus 2027, chiefs until {tomorrow}, archived from {tomorrow}."),
    }


def test_whoever_does_not_go_on_has_no_hand_in_the_new_year_and_the_invitation_stands(maja, world):
    hand_over(maja, world)

    invitation = Invitation.objects.get()
    assert (invitation.invited_by, invitation.state) == (None, "open")
    assert not Membership.objects.filter(edition__year=2027).exists()
    assert maja.get(f"/admin/editions/edition/{invitation.edition_id}/change/").status_code == 404


def test_somebody_must_go_on(maja, world):
    response = hand_over(maja, world, email="")

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["email"]
    assert "Say who takes over, or tick that you go on." in response.content.decode()
    assert not Edition.objects.filter(year=2027).exists()


def test_roles_are_given_with_a_fresh_password_only(maja, world):
    url = query(chosen(maja, world))
    sent = {"seen": maja.get(url).context["wizard"].plan.digest, "language": "da", "email": "ny@example.org"}
    SignIn.objects.update(started_at=timezone.now() - timedelta(hours=1))

    response = maja.post(url, sent)

    assert ("email", "ny@example.org") in response.context["carried"]
    assert not Edition.objects.filter(year=2027).exists()


def test_pressing_twice_makes_one_year_and_opens_its_letter(maja, world):
    url = query(chosen(maja, world))
    sent = {"seen": maja.get(url).context["wizard"].plan.digest, "language": "da", "email": "ny@example.org"}

    first, second = maja.post(url, sent), maja.post(url, sent)

    assert first["location"] == second["location"]
    assert (Handover.objects.count(), Invitation.objects.count()) == (1, 1)


def test_what_changed_since_it_was_looked_at_is_shown_first(maja, world):
    url = query(chosen(maja, world))
    seen = maja.get(url).context["wizard"].plan.digest
    make_session(event=world.conference, slug="late")

    response = maja.post(url, {"seen": seen, "language": "da", "email": "ny@example.org"})

    assert response.status_code == 409
    assert response.context["wizard"].plan.copied[1].count == 4
    assert response.context["form"]["email"].value() == "ny@example.org"
    assert not Edition.objects.filter(year=2027).exists()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("year", "2026", "There is an edition of 2026 already."),
        ("year", "2024", "The new year must come after 2024."),
        ("year", "next", "Enter a whole number."),
        ("host", "0", "Select a valid choice. That choice is not one of the available choices."),
        ("starts_on", "2027-02-30", "Enter a valid date."),
        ("starts_on", "2028-02-29", "The first day must lie in 2027."),
        ("starts_on", "", "This field is required."),
    ],
)
def test_a_start_that_cannot_be_is_told_beside_its_field(maja, world, field, value, told):
    changed = {field: value} | ({"starts_on": "2026-10-07"} if value == "2026" else {})
    changed |= {"starts_on": "2024-10-07"} if value == "2024" else {}

    response = maja.get(ADD, start(world, **changed))

    assert response.status_code == 422
    assert list(response.context["wizard"].start.errors) == [field]
    assert response.context["wizard"].start[field].value() == value
    assert told in response.content.decode()


def test_a_taken_address_is_told_beside_it_and_nothing_typed_is_lost(maja, world):
    make_event(slug="taken")
    name = f"address-{world.lab.pk}"

    response = maja.get(ADD, chosen(maja, world, **{name: "taken", "programme": "texts"}))

    form = response.context["wizard"].choices
    assert (response.status_code, response.context["wizard"].step) == (422, "2")
    assert list(form.errors) == [name]
    assert "“taken” is taken. Choose another address." in response.content.decode()
    assert (form[name].value(), form["programme"].value()) == ("taken", "texts")


def test_going_back_keeps_what_was_said_and_another_year_proposes_other_addresses(maja, world):
    said = chosen(maja, world, programme="none")

    back = maja.get(ADD, said | {"step": "1"})
    carried = dict(back.context["wizard"].carried_start)
    on = maja.get(ADD, carried | start(world, year="2028", starts_on="2028-10-04", was="2027"))

    form = on.context["wizard"].choices
    assert form["programme"].value() == "none"
    assert form[f"address-{world.conference.pk}"].value() == "hjerte-og-smerte-2028"


def test_an_edition_that_was_handed_over_says_so(maja, world):
    hand_over(maja, world)

    page = maja.get(ADD, {"edition": world.edition.pk})

    assert page.context["before"] == Handover.objects.get()
    assert "Aarhus 2027 was made from it. Only the keepers" in page.content.decode()
    assert "start_form" not in page.content.decode()
    assert "start_form" in signed_in(world.cast.keeper).get(ADD, {"edition": world.edition.pk}).content.decode()


def test_a_chief_hands_a_year_over_once(maja, world):
    letter = hand_over(maja, world)["location"]

    again = maja.post(query(start(world, step="3", year="2031", starts_on="2031-10-08")), {"seen": "-"})

    assert again["location"] == letter
    assert not Edition.objects.filter(year=2031).exists()


def test_an_archived_year_is_handed_over_too_and_stays_archived(maja, world):
    Edition.objects.filter(pk=world.edition.pk).update(archived_at=timezone.now())

    page = maja.get(query(chosen(maja, world)))
    response = hand_over(maja, world)

    assert "archived_on" not in page.context["form"].fields
    assert response.status_code == 302


@pytest.mark.parametrize("step", ["1", "2", "3", "letter"])
def test_queries_do_not_grow_with_the_programme(world, django_assert_max_num_queries, step):
    keeper, counts = signed_in(world.cast.keeper), []
    letter = hand_over(keeper, world)["location"] if step == "letter" else ""

    for amount in (0, 30):
        for _ in range(amount):
            make_session(event=world.conference)
        url = letter or query(chosen(keeper, world, step=step, year="2031", starts_on="2031-10-08"))
        with django_assert_max_num_queries(40) as asked:
            assert keeper.get(url).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
