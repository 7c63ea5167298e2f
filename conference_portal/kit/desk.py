"""The organisers' desk: Django's admin site, which gives back what was typed when a sign-in has ended."""

from __future__ import annotations

from functools import update_wrapper
from typing import TYPE_CHECKING, Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth import login
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from conference_portal.kit.returning import AGAIN, PREFIX, carried, marked, shows_a_form_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class DeskConfig(AdminConfig):
    default_site = "conference_portal.kit.desk.DeskSite"


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

    @method_decorator(sensitive_post_parameters(f"{PREFIX}-password"))
    def sign_in(self, request: HttpRequest) -> HttpResponseBase | None:
        """The page that asks for name and password and holds what was sent; None once they are right."""
        from django.contrib.admin.forms import AdminAuthenticationForm

        sent = request.POST if f"{PREFIX}-username" in request.POST else None
        form = AdminAuthenticationForm(request, sent, prefix=PREFIX)
        if form.is_valid():
            login(request, form.get_user())
            request.POST = marked(request)
            return None
        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "form": form,
            "app_path": request.get_full_path(),
            "carried": carried(request),
        }
        return TemplateResponse(request, "admin/login.html", context)
