"""The steps of a sign-in. After the password a session is somebody's by half: whoever asks `request.user` is told that
nobody is there, so that no gate has to know, and `half_of` says who is still on the way."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from conference_portal.accounts.models import SecondStep, SignIn

if TYPE_CHECKING:
    from django.http import HttpRequest

logger = logging.getLogger("conference_portal.accounts")

MARK, GIVEN, OWED, LATER = "second_step", "given", "owed", "later"
CONFIRMED = "confirmed_at"
HALF_LASTS = timedelta(minutes=15)
FRESH = timedelta(minutes=15)


class Stage(Enum):
    PASSWORD = "password"  # noqa: S105 (the name of a step)
    CODE = "code"
    SET_UP = "set up"
    WHOLE = "whole"


def stage(request: HttpRequest) -> Stage:
    if request.user.is_authenticated:
        return Stage.WHOLE
    half = half_of(request)
    if half is None:
        return Stage.PASSWORD
    return Stage.CODE if SecondStep.objects.filter(user=half).exists() else Stage.SET_UP


def half_of(request: HttpRequest) -> Any:
    """Whose password was right a moment ago, and no more yet; or None."""
    _asked = request.user.is_authenticated  # only now it is known
    return getattr(request, "half", None)


def seen_as(request: HttpRequest, user: Any) -> Any:
    """The user whom everything else may see."""
    if not user.is_authenticated or _is_whole(request):
        return user
    started_at = started(request)
    if started_at and timezone.now() - started_at < HALF_LASTS:
        request.half = user  # type: ignore[attr-defined]
    return AnonymousUser()


def _is_whole(request: HttpRequest) -> bool:
    mark = request.session.get(MARK)
    return mark == GIVEN or (mark != OWED and settings.SECOND_FACTOR == "offered")


def begin(request: HttpRequest, user: Any) -> None:
    """The password was right, or a new account was made. The session and its key are new."""
    login(request, user)
    if SecondStep.objects.filter(user=user).exists():
        request.session[MARK] = OWED
    request.half = None  # type: ignore[attr-defined]
    request.user = seen_as(request, user)
    if request.user.is_authenticated:
        _enter(request, user)


def finish(request: HttpRequest, user: Any) -> None:
    """The second step was right."""
    request.session.cycle_key()
    request.session[MARK] = GIVEN
    request.half = None  # type: ignore[attr-defined]
    request.user = user
    _enter(request, user)


def _enter(request: HttpRequest, user: Any) -> None:
    request.entered_as = user.get_username()  # type: ignore[attr-defined]
    logger.info("Signed in: account %s", user.pk)


def started(request: HttpRequest) -> datetime | None:
    store: Any = request.session
    store.get(MARK)  # a session is read when it is asked first
    return store.started_at  # type: ignore[no-any-return]


def confirm(request: HttpRequest) -> None:
    request.session[CONFIRMED] = timezone.now().isoformat()


def is_fresh(request: HttpRequest, within: timedelta = FRESH) -> bool:
    """They signed in, or said their password once more, a short while ago."""
    told = request.session.get(CONFIRMED)
    at = datetime.fromisoformat(told) if told else started(request)
    return at is not None and timezone.now() - at < within


def ahead(request: HttpRequest) -> str:
    """Where they wanted to go: an address of the portal's own, or the desk."""
    told = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure())
    return told if is_ours else reverse("admin:index")


def end_others(request: HttpRequest) -> int:
    """All sign-ins of the user but this one."""
    found = SignIn.objects.filter(user=request.user.pk).exclude(session_key=request.session.session_key)
    return found.delete()[0]


def reset(user: Any, *, by: int | None = None) -> bool:
    """Forgets the second step and ends all sign-ins; False if there was none."""
    if not SecondStep.objects.filter(user=user).delete()[0]:
        return False
    SignIn.objects.filter(user=user).delete()
    note(user, "The second step was reset by the operator.", by=by)
    return True


def note(user: Any, words: str, *, by: int | None = None) -> None:
    """In the history of the account, in English as all of it is stored, and in the log of the server."""
    logger.warning("%s Account %s", words, user.pk)
    LogEntry.objects.log_actions(by or user.pk, [user], CHANGE, change_message=words, single_object=True)
