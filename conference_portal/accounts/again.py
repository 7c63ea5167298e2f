"""Before roles, accounts and files with everybody in them: who signed in long ago says the password once more.

What was sent goes along as hidden fields and is carried out once the password is right, as `kit.returning` does it for
a sign-in that ended. Passwords and files go in no page: such a form opens anew, or is shown once more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from conference_portal.accounts.forms import ConfirmForm
from conference_portal.accounts.lockout import minutes_until
from conference_portal.accounts.steps import FRESH, confirm, is_fresh
from conference_portal.kit.returning import AGAIN, CHOSEN, PREFIX, carried

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    Base = admin.ModelAdmin[Any]
else:
    Base = object

SECRETS = ("password", "password1", "password2", "old_password", "new_password1", "new_password2")
OPENED = "_opened"  # a page that was only asked for, not sent
LONGER = timedelta(minutes=45)  # for a form that was opened fresh and holds what no page carries


def fresh(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For a view of somebody who is signed in."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return ask_again(request) or view(request, *args, **kwargs)

    return asked


def fresh_to_send(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Reading it needs nothing, sending it a fresh password: asked before the view looks, so that it tells nothing."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = ask_again(request) if request.method == "POST" and request.user.is_authenticated else None
        return answer or view(request, *args, **kwargs)

    return asked


def ask_again(request: HttpRequest) -> HttpResponseBase | None:
    """The page that asks for the password, or None if there is no need: then the view goes on."""
    has_secrets = any(name in request.POST for name in SECRETS)
    if is_fresh(request, LONGER if has_secrets else FRESH):
        return None
    is_answer = request.method == "POST" and f"{PREFIX}-password" in request.POST
    form = ConfirmForm(request, request.POST if is_answer else None, prefix=PREFIX)
    if is_answer and form.is_valid():
        confirm(request)
        if OPENED in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        request.POST = _as_sent(request)
        return None
    return _page(request, form, _carried(request, has_secrets=has_secrets))


def _carried(request: HttpRequest, *, has_secrets: bool) -> list[tuple[str, str]]:
    if request.method != "POST" or has_secrets:
        return [(OPENED, "1")]
    holds_files = bool(request.FILES) or CHOSEN in request.POST
    return [(name, value) for name, value in carried(request) if name != AGAIN or holds_files]


def _as_sent(request: HttpRequest) -> Any:
    found = request.POST.copy()
    for name in [name for name in found if name.startswith(f"{PREFIX}-")]:
        del found[name]
    return found


def _page(request: HttpRequest, form: ConfirmForm, pairs: list[tuple[str, str]]) -> TemplateResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Your password once more"),
        "form": form,
        "carried": pairs,
        "is_sent": pairs != [(OPENED, "1")],
        "username": request.user.get_username(),
    }
    response = TemplateResponse(request, "accounts/confirm.html", context, status=429 if form.held else 200)
    if form.held:
        response["Retry-After"] = str(60 * minutes_until(form.held))
    return response


class Confirmed(Base):
    """A page of the admin where nothing is written without a fresh password."""

    asks_first: ClassVar[bool] = False  # already before the form is shown: where no page could carry what is typed

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        may = self.has_change_permission(request) if object_id else self.has_add_permission(request)
        return self._asked(request, may=may) or super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        may = self.has_delete_permission(request)
        return self._asked(request, may=may) or super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        may = request.method == "POST" and self.has_change_permission(request)
        return self._asked(request, may=may) or super().changelist_view(request, extra_context)

    def _asked(self, request: HttpRequest, *, may: bool) -> HttpResponseBase | None:
        """Who may do nothing here is refused as ever."""
        return ask_again(request) if may and (self.asks_first or request.method == "POST") else None
