"""The link of an invitation: whoever was invited makes an account or accepts with theirs, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from conference_portal.kit.languages import READING
from conference_portal.mail.models import Letter
from events.editions import emails
from events.editions.models import Invitation, Membership
from tests.desk import signed_in
from tests.factories import make_event, make_membership

EMAIL = "nanna@example.org"
PASSWORD = "sju sjösjuka sjömän"
SENT = {"name": "Nanna Dahl", "password": PASSWORD, "again": PASSWORD}


def invited(cast, **given):
    made, key = Invitation.objects.invite(
        cast.reykjavik, **{"email": EMAIL, "role": "editor", "invited_by": cast.maja, "language": "sv"} | given
    )
    return made, f"/en/invitations/{key}/"


@pytest.mark.parametrize("language", READING)
def test_link_opens_in_every_language_and_is_kept_by_nobody(client, cast, language):
    _made, url = invited(cast)

    response = client.get(url.replace("/en/", f"/{language}/"))

    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in html
    assert EMAIL in html
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"
    assert 'name="robots" content="none"' in html


def test_invited_person_makes_an_account_and_is_at_the_desk(client, cast):
    made, url = invited(cast, until=timezone.localdate() + timedelta(days=90))

    response = client.post(url, SENT)

    user = User.objects.get(username=EMAIL)
    membership = Membership.objects.get(user=user)
    assert response["Location"] == reverse("admin:index")
    assert (user.email, user.first_name, user.is_staff, user.is_superuser) == (EMAIL, "Nanna Dahl", True, False)
    assert user.check_password(PASSWORD)
    assert (membership.edition, membership.role, membership.until) == (cast.reykjavik, "editor", made.until)
    assert client.session["_auth_user_id"] == str(user.pk)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (user, str(cast.reykjavik.pk))
    assert entry.get_change_message() == "Accepted the invitation of maja: editor"


def test_link_works_once(client, cast):
    _made, url = invited(cast)
    client.post(url, SENT)

    later = signed_in(cast.astrid).post(url)

    assert later.status_code == 410
    assert "the link works once" in later.content.decode()
    assert not Membership.objects.filter(user=cast.astrid, edition=cast.reykjavik).exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"accepted_at": timezone.now()}, "This invitation was accepted"),
        ({"withdrawn_at": timezone.now()}, "This invitation was taken back"),
        ({"expires_at": timezone.now() - timedelta(minutes=1)}, "Ask for a new one"),
    ],
)
def test_closed_invitation_says_why_and_what_to_do(client, cast, changes, words):
    made, url = invited(cast)
    Invitation.objects.filter(pk=made.pk).update(**changes)

    for response in (client.get(url), client.post(url, SENT)):
        assert response.status_code == 410
        assert words in response.content.decode()
        assert EMAIL not in response.content.decode()
    assert not User.objects.filter(username=EMAIL).exists()


@pytest.mark.parametrize("key", ["x", "A" * 43, "0" * 64])
@pytest.mark.django_db
def test_link_that_is_none_tells_nothing(client, key):
    response = client.get(f"/en/invitations/{key}/")

    assert response.status_code == 410
    assert "This link leads to no invitation." in response.content.decode()


def test_invitation_falls_with_the_right_of_who_invited(client, cast):
    _made, url = invited(cast)
    Membership.objects.filter(user=cast.maja).update(role="editor")

    assert "taken back" in client.post(url, SENT).content.decode()
    assert not User.objects.filter(username=EMAIL).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": "kort", "again": "kort"}, "password"),
        ({"password": EMAIL, "again": EMAIL}, "password"),
        ({"password": "password1234", "again": "password1234"}, "password"),
        ({"again": "noget andet end det"}, "again"),
        ({"name": ""}, "name"),
    ],
)
def test_account_that_is_not_safe_is_refused_beside_the_field(client, cast, changes, field):
    _made, url = invited(cast)

    response = client.post(url, SENT | changes)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not User.objects.filter(username=EMAIL).exists()
    assert Invitation.objects.get().state == "open"


def test_who_has_an_account_is_asked_to_log_in_and_accepts(client, cast):
    nanna = User.objects.create_user("nanna", EMAIL, is_staff=True)
    _made, url = invited(cast)

    refused = client.post(url, SENT)
    own = signed_in(nanna)
    asked = own.get(url).content.decode()
    accepted = own.post(url)

    assert "You have an account for this address already" in refused.content.decode()
    assert f"/admin/login/?next={url}" in refused.content.decode()
    assert "Is that you?" not in asked
    assert accepted["Location"] == reverse("admin:index")
    assert Membership.objects.filter(user=nanna, edition=cast.reykjavik, role="editor").exists()


def test_somebody_else_who_is_signed_in_is_asked_first(cast):
    _made, url = invited(cast)
    astrid = signed_in(cast.astrid)

    asked = astrid.get(url).content.decode()

    assert "you are signed in as astrid. Is that you?" in asked
    assert "Accept as astrid" in asked
    assert not Membership.objects.filter(user=cast.astrid, edition=cast.reykjavik).exists()


def test_invitation_never_takes_a_right_away(cast):
    _made, url = invited(cast, role="reader", until=timezone.localdate(), email="maja@example.org", invited_by=None)

    signed_in(cast.maja).post(url)

    membership = Membership.objects.get(user=cast.maja)
    assert (membership.role, membership.until) == ("chief", None)


def test_two_invitations_leave_one_membership_with_the_wider_right(cast):
    event = make_event()
    make_membership(user=cast.astrid, event=event, role="reader", until=timezone.localdate() + timedelta(days=5))
    until = timezone.localdate() + timedelta(days=9)
    made, _key = Invitation.objects.invite(event, email="astrid@example.org", role="chief", until=until)

    made.accept(cast.astrid)

    membership = Membership.objects.get(user=cast.astrid, event=event)
    assert (membership.role, membership.until) == ("chief", until)


def test_account_is_not_made_without_the_token_of_the_form(cast):
    from django.test import Client

    _made, url = invited(cast)

    assert Client(enforce_csrf_checks=True).post(url, SENT).status_code == 403
    assert not User.objects.filter(username=EMAIL).exists()


# The mail


@pytest.mark.parametrize("language", READING)
def test_mail_says_who_invites_to_what_as_what_and_until_when(cast, language):
    cast.maja.first_name = "Maja Jónsdóttir"
    cast.maja.save()
    made, key = Invitation.objects.invite(
        cast.reykjavik, email=EMAIL, role="chief", language=language, invited_by=cast.maja
    )

    letter = emails.invite(made, key)

    for words in ("Maja Jónsdóttir", "2024", f"http://127.0.0.1:8000/{language}/invitations/{key}/"):
        assert words in letter.text
        assert words in letter.html
    assert "&" not in letter.text
    assert "2024" in letter.subject


@pytest.mark.parametrize(
    "name",
    [
        "[click](https://evil.example)",
        "<a href=https://evil.example>x</a>",
        "evil.example/x",
        "a\r\nBcc: b@evil.example",
    ],
)
def test_name_in_a_mail_is_never_a_link(cast, name):
    cast.maja.first_name = name
    cast.maja.save()
    made, key = Invitation.objects.invite(
        cast.reykjavik, email=EMAIL, role="chief", language="en", invited_by=cast.maja
    )

    letter = emails.invite(made, key)

    for part in (letter.text, letter.html.replace('<a href="http://127.0.0.1', ""), letter.subject):
        assert "evil.example" not in part
        assert "<a " not in part
        assert "](" not in part


def test_host_of_the_request_is_in_no_mail(cast, settings):
    settings.ALLOWED_HOSTS = ["*"]
    url = reverse("admin:editions_edition_members", args=[cast.reykjavik.pk])

    signed_in(cast.maja).post(
        url, {"email": EMAIL, "role": "reader", "until": "", "language": "da"}, headers={"host": "evil.example"}
    )

    assert "evil.example" not in Letter.objects.get().text


# From the command line


def test_command_prints_a_link_that_works(client, cast, capsys):
    call_command("invite", "Nanna@example.org", "--edition", "2026", "--role", "chief", "--language", "is")

    link = capsys.readouterr().out.strip()
    assert link.startswith("http://127.0.0.1:8000/is/invitations/")
    client.post(link.removeprefix("http://127.0.0.1:8000"), SENT)
    assert Membership.objects.get(user__username=EMAIL).edition == cast.oslo
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "words", [["nanna", "--edition", "2026"], [EMAIL, "--edition", "1066"], [EMAIL, "--event", "nowhere"]]
)
@pytest.mark.django_db
def test_command_refuses_what_it_does_not_know(words):
    with pytest.raises(CommandError):
        call_command("invite", *words, "--role", "editor")

    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_command_invites_to_an_event_and_mails_if_asked():
    event = make_event(slug="lab")

    call_command("invite", EMAIL, "--event", "lab", "--role", "editor", "--mail")

    assert (Invitation.objects.get().event, Letter.objects.get().to) == (event, EMAIL)
