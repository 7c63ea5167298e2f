"""The chief of an edition says who works on it: members, roles, ends, invitations."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from conference_portal.mail.models import Letter
from events.editions.models import Edition, Invitation, Membership
from tests.cast import make_user
from tests.desk import signed_in
from tests.factories import LONG_AGO, make_event, make_membership


@pytest.fixture
def maja(cast):
    return signed_in(cast.maja)


def members(thing):
    return reverse(f"admin:editions_{thing._meta.model_name}_members", args=[thing.pk])


def member(membership):
    return reverse("admin:editions_edition_member", args=[membership.edition_id, membership.pk])


def of(user):
    return Membership.objects.get(user=user)


def test_chief_sees_who_works_on_the_edition_and_what_each_role_may(maja, cast):
    html = maja.get(members(cast.reykjavik)).content.decode()

    assert "bjork" in html
    assert "astrid" not in html
    assert "Does what editors do; also releases programmes, archives, and says who works on it." in html


def test_chief_changes_role_and_end_and_it_is_logged(maja, cast):
    until = timezone.localdate() + timedelta(days=30)

    response = maja.post(member(of(cast.bjork)), {"role": "chief", "until": until.strftime("%d/%m/%Y")})

    assert response["Location"] == members(cast.reykjavik)
    assert (of(cast.bjork).role, of(cast.bjork).until) == ("chief", until)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (cast.maja, str(cast.reykjavik.pk))
    assert entry.get_change_message() == f"Set the role of bjork: chief until {until}"


def test_end_at_once_lets_nobody_in_from_now_on(maja, cast):
    maja.post(member(of(cast.bjork)), {"_end": ""})

    assert of(cast.bjork).has_ended
    assert signed_in(cast.bjork).get(
        reverse("admin:editions_edition_change", args=[cast.reykjavik.pk])
    ).status_code in {
        403,
        404,
    }
    assert "1 who worked here before" in maja.get(members(cast.reykjavik)).content.decode()


def test_a_day_that_is_over_is_refused_beside_its_field(maja, cast):
    response = maja.post(member(of(cast.bjork)), {"role": "editor", "until": "01/01/2020"})

    assert response.status_code == 422
    assert "This day is over." in response.content.decode()


@pytest.mark.parametrize("sent", [{"role": "editor"}, {"_end": ""}])
def test_last_chief_cannot_leave_the_edition_without_one(maja, cast, sent):
    refused = maja.post(member(of(cast.maja)), sent)

    assert refused.status_code == 422
    assert "Make somebody else chief first." in refused.content.decode()
    make_membership(user=cast.astrid, edition=cast.reykjavik, role="chief")
    assert maja.post(member(of(cast.maja)), sent).status_code == 302


def test_keeper_who_ends_the_last_chief_is_told_what_that_means(cast):
    keeper = signed_in(cast.keeper)

    keeper.post(member(of(cast.maja)), {"_end": ""})

    assert of(cast.maja).has_ended
    assert "Nobody is chief here" in keeper.get(members(cast.reykjavik)).content.decode()


def test_chief_with_an_end_is_told_that_nobody_follows(maja, cast):
    Membership.objects.filter(user=cast.maja).update(until=date(2099, 12, 31))

    assert "nobody is chief here" in maja.get(members(cast.reykjavik)).content.decode()


@pytest.mark.parametrize("who", ["bjork", "astrid"])
def test_nobody_but_a_chief_finds_the_pages(cast, who):
    client = signed_in(getattr(cast, who))

    for url in (members(cast.reykjavik), member(of(cast.maja))):
        assert client.get(url).status_code == 404
        assert client.post(url, {"email": "x@example.org", "role": "chief", "language": "da"}).status_code == 404
    assert not Invitation.objects.exists()


def test_member_of_another_edition_is_not_found_by_way_of_ones_own(maja, cast):
    theirs = reverse("admin:editions_edition_member", args=[cast.reykjavik.pk, of(cast.astrid).pk])

    assert maja.post(theirs, {"role": "reader"}).status_code == 404
    assert of(cast.astrid).role == "editor"


def test_chief_of_an_archived_edition_still_says_who_looks_at_it(maja, cast):
    Edition.objects.filter(pk=cast.reykjavik.pk).update(archived_at=LONG_AGO)

    assert maja.post(member(of(cast.bjork)), {"role": "reader"}).status_code == 302


def test_event_that_stands_alone_has_its_own_members_and_one_of_an_edition_has_not(cast):
    alone, within = make_event(), make_event(edition=cast.reykjavik)
    make_membership(user=cast.bjork, event=alone, role="chief")

    assert signed_in(cast.bjork).get(members(alone)).status_code == 200
    assert signed_in(cast.keeper).get(members(within)).status_code == 404


# Invitations


def invite(client, edition, **given):
    data = {"email": "Nanna@Example.org ", "role": "editor", "until": "", "language": "is"} | given
    return client.post(members(edition), data)


def test_invitation_goes_out_in_the_language_of_who_is_invited(maja, cast):
    response = invite(maja, cast.reykjavik)

    made, letter = Invitation.objects.get(), Letter.objects.get()
    assert response.status_code == 302
    assert (made.email, made.edition, made.role, made.invited_by) == (
        "nanna@example.org",
        cast.reykjavik,
        "editor",
        cast.maja,
    )
    assert (letter.to, letter.language) == ("nanna@example.org", "is")
    assert "http://127.0.0.1:8000/is/invitations/" in letter.text
    assert '<html lang="is">' in letter.html
    assert LogEntry.objects.get().get_change_message() == "Invited n…@example.org: editor"


def test_link_is_shown_once_where_no_mail_leaves_the_machine(maja, cast, settings):
    invite(maja, cast.reykjavik)
    first, second = (maja.get(members(cast.reykjavik)).content.decode() for _ in range(2))
    assert "/is/invitations/" in first
    assert "/is/invitations/" not in second

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    invite(maja, cast.reykjavik)
    assert "/is/invitations/" not in maja.get(members(cast.reykjavik)).content.decode()


def test_key_of_the_link_is_stored_nowhere_but_in_the_mail(maja, cast):
    invite(maja, cast.reykjavik)
    key = Letter.objects.get().text.split("/is/invitations/")[1].partition("/")[0]

    assert Invitation.objects.with_key(key) == Invitation.objects.get()
    assert key not in str(Invitation.objects.values().get())


def test_second_invitation_of_an_address_takes_the_first_back(maja, cast):
    invite(maja, cast.reykjavik)
    invite(maja, cast.reykjavik, role="chief")

    assert [each.state for each in Invitation.objects.order_by("pk")] == ["withdrawn", "open"]


def test_who_works_here_already_is_not_invited(maja, cast):
    response = invite(maja, cast.reykjavik, email="BJORK@example.org")

    assert response.status_code == 422
    assert "This person works here already" in response.content.decode()
    assert not Invitation.objects.exists()


def test_chief_learns_nothing_of_accounts_elsewhere(maja, cast):
    known, unknown = (invite(maja, cast.reykjavik, email=f"{name}@example.org") for name in ("astrid", "nobody"))

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize("deed", ["_withdraw", "_renew"])
def test_invitation_is_taken_back_or_sent_again(maja, cast, deed):
    invite(maja, cast.reykjavik)
    first = Invitation.objects.get()
    url = reverse("admin:editions_edition_invitation", args=[cast.reykjavik.pk, first.pk])

    assert maja.get(url).status_code == 302
    first.refresh_from_db()
    assert first.state == "open"
    maja.post(url, {deed: ""})

    first.refresh_from_db()
    assert first.state == "withdrawn"
    assert Invitation.objects.waiting().count() == (1 if deed == "_renew" else 0)


def test_invitation_of_another_edition_is_not_found(maja, cast):
    theirs, _key = Invitation.objects.invite(cast.oslo, email="x@example.org", role="reader")

    for edition in (cast.reykjavik, cast.oslo):
        url = reverse("admin:editions_edition_invitation", args=[edition.pk, theirs.pk])
        assert maja.post(url, {"_withdraw": ""}).status_code == 404
    assert "x@example.org" not in maja.get(members(cast.reykjavik)).content.decode()


def test_closed_invitations_are_forgotten_after_a_month(cast):
    day = timezone.now()
    for column, days in (("accepted_at", 31), ("withdrawn_at", 31), ("expires_at", 31), ("expires_at", 29)):
        made, _key = Invitation.objects.invite(cast.oslo, email=f"{column}{days}@example.org", role="reader")
        Invitation.objects.filter(pk=made.pk).update(**{column: day - timedelta(days=days)})

    assert {each.email for each in Invitation.objects.overdue()} == {
        "accepted_at31@example.org",
        "withdrawn_at31@example.org",
        "expires_at31@example.org",
    }


# The archive


def test_chief_archives_the_edition_and_opens_it_again(maja, cast):
    url = reverse("admin:editions_edition_archive", args=[cast.reykjavik.pk])

    maja.post(url)
    assert Edition.objects.get(pk=cast.reykjavik.pk).archived_at is not None
    assert not Edition.objects.editable_by(cast.maja).exists()
    assert maja.get(url).status_code == 200
    maja.post(url, {"_reopen": ""})
    assert Edition.objects.editable_by(cast.maja).get() == cast.reykjavik


def test_edition_that_is_to_be_archived_is_open_until_then(maja, cast):
    maja.post(reverse("admin:editions_edition_archive", args=[cast.reykjavik.pk]), {"start": "01/01/2099"})

    assert Edition.objects.editable_by(cast.bjork).get().archived_at is not None


@pytest.mark.parametrize("who", ["bjork", "astrid"])
def test_nobody_but_its_chief_archives_an_edition(cast, who):
    url = reverse("admin:editions_edition_archive", args=[cast.reykjavik.pk])

    assert signed_in(getattr(cast, who)).post(url).status_code == 404
    assert Edition.objects.get(pk=cast.reykjavik.pk).archived_at is None


def test_former_member_with_an_account_can_be_invited_again(maja, cast):
    of(cast.bjork).end()

    assert invite(maja, cast.reykjavik, email="bjork@example.org").status_code == 302
    made = Invitation.objects.get()
    made.accept(cast.bjork)

    assert (of(cast.bjork).role, of(cast.bjork).until) == ("editor", None)


def test_list_of_members_asks_as_much_however_long_it_is(maja, cast, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(40) as seen:
            maja.get(members(cast.reykjavik))
        return len(seen)

    few = queries()
    for number in range(10):
        make_membership(user=make_user(f"user{number}"), edition=cast.reykjavik, role="reader")
    assert queries() == few
