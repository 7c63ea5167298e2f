"""The draft as readers will see it: links for colleagues without an account, and a look from the desk at two widths.

Whoever may edit the edition, or the event that stands alone, makes links and withdraws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from conference_portal.kit.admin import PortalAdmin
from conference_portal.kit.languages import READING, language_name, reading_language
from conference_portal.kit.pages import moment
from conference_portal.kit.security import allow_frames
from events.editions.forms import PreviewForm
from events.editions.models import Edition, PreviewLink

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from events.editions.models import Event


class PreviewPages(PortalAdmin):
    def get_urls(self) -> list[Any]:
        pages = (
            ("previews/", self.previews),
            ("previews/<int:link>/withdraw/", self.withdraw_preview),
            ("previews/<slug:link>/", self.preview),
        )
        name = self.opts.model_name
        own = [
            path(f"<int:key>/{rest}", self.admin_site.admin_view(view), name=f"editions_{name}_{view.__name__}")
            for rest, view in pages
        ]
        return [*own, *super().get_urls()]

    def previews(self, request: HttpRequest, key: int) -> HttpResponse:
        thing = self._previewed(request, key)
        looks = "_look" in request.POST
        form = PreviewForm(request.POST if request.method == "POST" and not looks else None)
        if looks:
            return self._made(request, thing, until=timezone.localdate(moment()), own_look=True)
        if request.method == "POST" and form.is_valid():
            return self._made(request, thing, **form.cleaned_data)
        context = self._around(request, thing, _("As readers will see it")) | {
            "form": form,
            "links": [link for link in self._links(thing) if link.is_open],
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/editions/previews/previews.html", context, status=status)

    def preview(self, request: HttpRequest, key: int, link: str) -> HttpResponse:
        """The link that was just made, and what it shows. It is found by its key, which only its maker has seen."""
        thing = self._previewed(request, key)
        found = PreviewLink.objects.with_key(link)
        if found is None or found.thing != thing or found.made_by_id != request.user.pk:
            raise Http404
        asked = request.GET.get("language", "")
        language = asked if asked in READING else reading_language()
        address = f"/preview/{link}{_page_of(thing, language)}"
        context = self._around(request, thing, _("As readers will see it")) | {
            "link": found,
            "address": address,
            "whole": f"{settings.PORTAL_ADDRESS}{address}",
            "language": language,
            "languages_shown": [(code, language_name(code, within=code), code == language) for code in READING],
        }
        response = TemplateResponse(request, "admin/editions/previews/preview.html", context)
        allow_frames(response, "'self'")
        return response

    def withdraw_preview(self, request: HttpRequest, key: int, link: int) -> HttpResponse:
        thing = self._previewed(request, key)
        found = get_object_or_404(PreviewLink.objects.of(thing).filter(withdrawn_at=None), pk=link)
        if request.method == "POST":
            with transaction.atomic():
                found.withdrawn_at = moment()
                found.save(update_fields=["withdrawn_at"])
                self.log_change(request, thing, f"Withdrew preview link {found.pk}")
            self.message_user(request, _("The link is withdrawn: from now on it opens nothing."), messages.SUCCESS)
        return HttpResponseRedirect(self._address(thing, "previews"))

    # What they share

    def _made(self, request: HttpRequest, thing: Edition | Event, **given: Any) -> HttpResponse:
        user: Any = request.user
        with transaction.atomic():
            made, key = PreviewLink.objects.make(thing, by=user, **given)
            if not made.own_look:
                self.log_change(request, thing, f"Made preview link {made.pk} until {made.until}")
        return HttpResponseRedirect(self._address(thing, "preview", key))

    def _previewed(self, request: HttpRequest, key: int) -> Any:
        """An event of an edition is shown with the edition."""
        thing = get_object_or_404(self.editable(request.user), pk=key)
        if getattr(thing, "edition_id", None):
            raise Http404
        return thing

    def _links(self, thing: Edition | Event) -> Any:
        return PreviewLink.objects.of(thing).for_others().filter(withdrawn_at=None).select_related("made_by")

    def _address(self, thing: Edition | Event, page: str, *more: object) -> str:
        return reverse(f"admin:editions_{self.opts.model_name}_{page}", args=[thing.pk, *more])

    def _around(self, request: HttpRequest, thing: Edition | Event, title: str) -> dict[str, Any]:
        name = f"admin:editions_{self.opts.model_name}"
        names = {each: f"{name}_{each}" for each in ("change", "previews", "withdraw_preview")}
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "thing": thing,
            "names": names,
        }


def _page_of(thing: Edition | Event, language: str) -> str:
    with override(language):
        return thing.get_absolute_url()
