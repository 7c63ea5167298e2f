"""The forms of signing in. What is wrong stands beside the field; who tries too often is told when to try again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from conference_portal.accounts import codes, lockout
from conference_portal.accounts.models import SecondStep
from conference_portal.accounts.steps import logger

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

LENGTHS = (codes.DIGITS, codes.BACKUP_DIGITS)
LONGEST_PASSWORD = 4096


class Limited(forms.BaseForm):
    """`held`: until when no further try is looked at."""

    held: datetime | None = None

    def may_try(self, counters: list[lockout.Counter], field: str) -> bool:
        self.held = lockout.count(counters)
        if self.held is None:
            return True
        minutes = lockout.minutes_until(self.held)
        told = ngettext(
            "There were too many tries. Try again in %(minutes)s minute.",
            "There were too many tries. Try again in %(minutes)s minutes.",
            minutes,
        )
        self.add_error(field, told % {"minutes": minutes})
        return False


class PasswordForm(Limited, AdminAuthenticationForm):
    """Answers alike, in words and in work done, whether there is such an account or not."""

    error_messages = {"invalid_login": _("The name and the password do not go together. Check both.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs["data-reveal"] = ""

    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not name or not password:
            return self.cleaned_data
        counters = lockout.for_password(self.request, name)  # type: ignore[arg-type]
        if not self.may_try(counters, "password"):
            return self.cleaned_data
        try:
            found: dict[str, Any] = super().clean()
        except ValidationError as wrong:
            logger.warning("A password was refused: %s", _whose(name))
            self.add_error("password", wrong)
            return self.cleaned_data
        lockout.forget(counters)
        return found

    def get_invalid_login_error(self) -> ValidationError:
        return ValidationError(self.error_messages["invalid_login"], code="invalid_login")

    def confirm_login_allowed(self, user: Any) -> None:
        """An account that is not for the desk is no account here."""
        if not (user.is_active and user.is_staff):
            raise self.get_invalid_login_error()


def _whose(name: str) -> str:
    """Never what was typed: people type their password into the wrong field."""
    pk = get_user_model()._default_manager.filter(username=name).values_list("pk", flat=True).first()
    return f"account {pk}" if pk else "no account"


class CodeForm(Limited, forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code", "autofocus": True}
        ),
    )

    def __init__(self, user: Any, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.user = user

    def clean_code(self) -> str:
        figures = re.sub(r"[\s\-–]", "", self.cleaned_data["code"])
        if not re.fullmatch(r"[0-9]+", figures) or len(figures) not in LENGTHS:
            raise ValidationError(_("A code has six figures, a backup code has twelve."))
        counters = lockout.for_code(self.user.pk)
        if self.may_try(counters, "code"):
            if not self.is_right(figures):
                logger.warning("A code was refused: account %s", self.user.pk)
                raise ValidationError(_("This code is not right, or it was used before. Wait for the next one."))
            lockout.forget(counters)
        return figures

    def is_right(self, figures: str) -> bool:
        return SecondStep.objects.get(user=self.user).takes(figures)


class SetUpForm(CodeForm):
    """The first code of a new app."""

    step: int | None = None

    def __init__(self, user: Any, secret: bytes, data: Any = None) -> None:
        super().__init__(user, data)
        self.secret = secret
        self.fields["code"].widget.attrs["autofocus"] = False

    def is_right(self, figures: str) -> bool:
        self.step = codes.step_of(self.secret, figures)
        return self.step is not None


class ConfirmForm(Limited, forms.Form):
    """Who is signed in says their password once more."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "data-reveal": "", "autofocus": True},
        ),
    )

    def __init__(self, request: HttpRequest, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        user: Any = self.request.user
        password: str = self.cleaned_data["password"]
        counters = lockout.for_password(self.request, user.get_username())
        if self.may_try(counters, "password"):
            if not user.check_password(password):
                logger.warning("A password was refused: account %s, signed in", user.pk)
                raise ValidationError(_("This is not your password."))
            lockout.forget(counters)
        return password


class OwnPasswordForm(Limited, AdminPasswordChangeForm):
    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        for field in self.fields.values():
            field.widget.attrs["data-reveal"] = ""

    def clean_old_password(self) -> str:
        counters = lockout.for_password(self.request, self.user.get_username())
        if not self.may_try(counters, "old_password"):
            return ""
        password = super().clean_old_password()
        lockout.forget(counters)
        return password
