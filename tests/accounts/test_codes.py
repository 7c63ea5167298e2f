"""RFC 6238 by its own examples, and secrets that a dump of the database does not give away."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from conference_portal.accounts import codes

RFC = b"12345678901234567890"


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_code_is_that_of_the_standard(second, code):
    assert codes.code_at(RFC, second // 30) == code


def test_what_is_sealed_opens_with_the_key_of_then_and_no_other(settings):
    sealed = codes.seal(RFC)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another key " * 4

    assert codes.unseal(sealed) is None
    settings.SECRET_KEY_FALLBACKS = [former]
    assert codes.unseal(sealed) == RFC
    assert not codes.is_sealed_with_todays_key(sealed)


@pytest.mark.parametrize("broken", ["", "zz", "00", "0" * 104])
def test_what_is_no_seal_opens_nothing(broken):
    assert codes.unseal(broken) is None


def test_the_same_secret_is_never_sealed_alike_and_never_readable():
    first, second = codes.seal(RFC), codes.seal(RFC)

    assert first != second
    assert RFC.hex() not in first


def test_apps_are_told_whose_code_it_is():
    address = urlsplit(codes.address(RFC, issuer="Storbyens hjerte", name="björk & co"))

    assert (address.scheme, address.netloc, address.path) == (
        "otpauth",
        "totp",
        "/Storbyens%20hjerte:bj%C3%B6rk%20%26%20co",
    )
    assert parse_qs(address.query) == {"secret": ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"], "issuer": ["Storbyens hjerte"]}


def test_backup_codes_are_figures_that_a_phone_can_type():
    made = codes.new_backup_codes()

    assert len(made) == 10
    assert all(code.isdecimal() and len(code) == 12 for code in made)
