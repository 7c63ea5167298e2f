"""One's own account: the second step and its codes, and where else one is signed in."""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING, Any

import segno
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference_portal.accounts import codes
from conference_portal.accounts.again import ask_again, fresh
from conference_portal.accounts.forms import SetUpForm
from conference_portal.accounts.models import SecondStep, SignIn
from conference_portal.accounts.steps import GIVEN, LATER, MARK, Stage, ahead, end_others, finish, half_of, note, stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

SERIES = "Storbyens hjerte og smerte"
OFFERED = "offered_secret"
CODE = re.compile(rf"[0-9]{{{codes.BACKUP_DIGITS}}}")


def own(view: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Only for who is signed in, with every step there is."""

    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponseBase:
        return (
            view(request) if stage(request) == Stage.WHOLE else redirect_to_login(request.path, reverse("admin:login"))
        )

    return asked


@require_safe
@own
def account(request: HttpRequest) -> HttpResponse:
    step = SecondStep.objects.filter(user=request.user.pk).first()
    others = SignIn.objects.filter(user=request.user.pk).exclude(session_key=request.session.session_key)
    context = {
        "title": _("Your account"),
        "step": step,
        "left": step.backup_codes.count() if step else 0,
        "others": others.filter(expire_date__gt=timezone.now()).count(),
    }
    return render(request, "accounts/account.html", admin.site.each_context(request) | context)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
@sensitive_variables("secret", "made")
def second_step(request: HttpRequest) -> HttpResponseBase:
    """Sets it up: right after the password where everybody needs one, or later; again with another phone."""
    at = stage(request)
    if at not in {Stage.SET_UP, Stage.WHOLE}:
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    if at == Stage.WHOLE and (answer := ask_again(request)):
        return answer
    user: Any = half_of(request) or request.user
    secret = codes.unseal(request.session.get(OFFERED, ""))
    if secret is None:
        secret = codes.new_secret()
        request.session[OFFERED] = codes.seal(secret)
    form = SetUpForm(user, secret, request.POST if "code" in request.POST else None)
    if form.is_valid() and form.step is not None:
        made = SecondStep.set_up(user, secret, form.step)
        del request.session[OFFERED]
        finish(request, user)
        end_others(request)
        note(user, "The second step was set up.")
        return _shown_once(request, made, title=_("Your second step is set up"))
    return render(request, "accounts/second_step.html", _offer(request, user, secret) | {"form": form})


def _offer(request: HttpRequest, user: Any, secret: bytes) -> dict[str, Any]:
    address = codes.address(secret, issuer=SERIES, name=user.get_username())
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=4, omitsize=True, svgclass="qr")
    return {
        **admin.site.each_context(request),
        "title": _("A second step to sign in"),
        "qr": mark_safe(drawn),  # noqa: S308 (drawn here, holds no text)
        "address": address,
        "spelled": codes.spelled(secret),
        "half": half_of(request),
        "next": ahead(request),
    }


@require_POST
@own
@fresh
def backup_codes(request: HttpRequest) -> HttpResponse:
    """New ones; those of before are worth nothing from now on."""
    step = SecondStep.objects.filter(user=request.user.pk).first()
    if step is None:
        raise Http404
    made = step.make_backup_codes()
    note(request.user, "New backup codes were made.")
    return _shown_once(request, made, title=_("New backup codes"))


def _shown_once(request: HttpRequest, made: list[str], *, title: str) -> HttpResponse:
    context = {
        "title": title,
        "made": [f"{code[:4]} {code[4:8]} {code[8:]}" for code in made],
        "next": ahead(request),
        "username": request.user.get_username(),
    }
    return render(request, "accounts/backup_codes.html", admin.site.each_context(request) | context)


@require_POST
@own
@sensitive_post_parameters("code")
def backup_file(request: HttpRequest) -> HttpResponse:
    """The codes of the page that is open, as a file: the portal itself no longer knows them."""
    found = [code for code in request.POST.getlist("code") if CODE.fullmatch(code.replace(" ", ""))]
    about = _("Backup codes for %(name)s at %(host)s. Each works once.")
    told = about % {"name": request.user.get_username(), "host": request.get_host()}
    lines = "\r\n".join([told, "", *found[: codes.BACKUP_CODES], ""])
    response = HttpResponse(lines, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="backup-codes.txt"'
    return response


@require_POST
@own
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Ends all others: the phone that was lost, the computer of the library."""
    ended = end_others(request)
    note(request.user, "All other sign-ins were ended.")
    told = ngettext("%(number)s other sign-in was ended.", "%(number)s other sign-ins were ended.", ended)
    messages.success(request, told % {"number": ended})
    return HttpResponseRedirect(reverse("accounts:account"))


@require_POST
@own
def later(request: HttpRequest) -> HttpResponse:
    """Not now: where the second step is only offered."""
    if request.session.get(MARK) != GIVEN:
        request.session[MARK] = LATER
    return HttpResponseRedirect(reverse("admin:index"))
