"""The organisers' desk: Django's admin site with two steps to sign in, which gives back what was typed when a sign-in
has ended. The session says which step comes next; the same address shows each."""

from __future__ import annotations

from functools import partial, update_wrapper
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from conference_portal.accounts.forms import CodeForm, OwnPasswordForm, PasswordForm
from conference_portal.accounts.lockout import minutes_until
from conference_portal.accounts.steps import GIVEN, LATER, MARK, Stage, ahead, begin, finish, half_of, stage
from conference_portal.kit.returning import AGAIN, PREFIX, carried, marked, shows_a_form_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

HIDDEN = method_decorator(sensitive_post_parameters())  # all that is sent, from reports of faults
OVER = "_over"  # somebody else wants to sign in


class DeskSite(AdminSite):
    site_header = site_title = _("Organisers’ desk")
    enable_nav_sidebar = False

    def get_urls(self) -> list[Any]:
        """Without Django's `/admin/r/`, which leads to any row's address and asks nobody: a draft's, too."""
        return [each for each in super().get_urls() if getattr(each, "name", "") != "view_on_site"]

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 (Django's)
        guarded = super().admin_view(view, cacheable)

        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not shows_a_form_again(view) and AGAIN in request.POST:
                # A deletion is looked at again, not carried out by a way back.
                return HttpResponseRedirect(request.get_full_path())
            needed = request.method == "POST" and shows_a_form_again(view) and not self.has_permission(request)
            answer: HttpResponseBase | None = self.sign_in(request) if needed else None
            return answer or guarded(request, *args, **kwargs)

        return update_wrapper(asked, view)

    @HIDDEN
    def sign_in(self, request: HttpRequest) -> HttpResponseBase | None:
        """The page that asks for name, password and code, and holds what was sent; None once all are right."""
        form = _next_form(request, prefix=PREFIX)
        if self.has_permission(request):
            request.POST = marked(request)
            return None
        return self._page(request, form, {"app_path": request.get_full_path(), "carried": carried(request)})

    @method_decorator(never_cache)
    @HIDDEN
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:  # noqa: ARG002 (Django's)
        onward = ahead(request)
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        if request.method == "POST" and OVER in request.POST:
            logout(request)
            return HttpResponseRedirect(request.get_full_path())
        form = _next_form(request)
        if stage(request) == Stage.SET_UP:
            return HttpResponseRedirect(_with_next("accounts:second_step", onward))
        if form.is_valid():
            whole = self.has_permission(request)
            return HttpResponseRedirect(onward if whole else _with_next("admin:login", onward))
        return self._page(request, form, {"app_path": request.get_full_path(), REDIRECT_FIELD_NAME: onward})

    def _page(self, request: HttpRequest, form: Any, more: dict[str, Any]) -> TemplateResponse:
        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "form": form,
            "stage": stage(request).name,
            "half": half_of(request),
            "username": request.user.get_username(),
            "has_permission": False,
            **more,
        }
        held = getattr(form, "held", None)
        response = TemplateResponse(request, "admin/login.html", context, status=429 if held else 200)
        if held is not None:
            response["Retry-After"] = str(60 * minutes_until(held))
        return response

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Where the second step is only offered, it is offered here."""
        offered = settings.SECOND_FACTOR == "offered" and request.session.get(MARK) not in {GIVEN, LATER}
        return super().index(request, {"second_step_is_offered": offered} | (extra_context or {}))

    @HIDDEN
    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Whoever is signed in elsewhere is signed out by the new password."""
        return PasswordChangeView.as_view(
            form_class=partial(OwnPasswordForm, request),
            success_url=reverse("admin:password_change_done"),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )(request)


def _next_form(request: HttpRequest, prefix: str | None = None) -> Any:
    """Takes what was sent for the step that the session stands at; gives the form of the step that comes next."""
    at = stage(request)
    name = "code" if at == Stage.CODE else "password"
    is_sent = request.method == "POST" and (f"{prefix}-{name}" if prefix else name) in request.POST
    data = request.POST if is_sent else None
    if at == Stage.CODE:
        asked = CodeForm(half_of(request), data, prefix=prefix)
        if asked.is_valid():
            finish(request, asked.user)
        return asked
    if at == Stage.SET_UP:
        return None
    form: Any = PasswordForm(request, data, prefix=prefix)
    if not form.is_valid():
        return form
    begin(request, form.get_user())
    return CodeForm(half_of(request), prefix=prefix) if prefix and stage(request) == Stage.CODE else form


def _with_next(name: str, onward: str) -> str:
    return f"{reverse(name)}?{urlencode({REDIRECT_FIELD_NAME: onward})}"
