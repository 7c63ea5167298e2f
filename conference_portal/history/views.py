"""The pages of the history at the desk. Each asks the gates of the object that it tells of: strangers get 404."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from conference_portal.history import gone, wording
from conference_portal.history import lately as late
from conference_portal.history.models import Change
from conference_portal.history.reading import OWNERS, changes_in
from conference_portal.history.restoring import Refused, Restoration
from conference_portal.history.telling import Teller, changes_of_object, parts_of
from conference_portal.kit.admin import PortalAdmin
from conference_portal.kit.gates import admin_of, belongs, edits
from conference_portal.kit.lists import own_columns

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

STEPS, NOTES = 20, 100
CONFLICT, UNFIT = 409, 422


@require_GET
def history(request: HttpRequest, app: str, model: str, key: int) -> HttpResponse:
    """What was changed on an object and on what hangs on it, from what to what."""
    page = _page(app, model)
    if not isinstance(page, PortalAdmin):
        found: HttpResponse = page.history_view(request, str(key))
        return found
    row = _object(request, page, key)
    with timezone.override(page.zone(request, str(key))):
        parts = parts_of(page, request, row)
        changes = Change.objects.filter(changes_of_object(parts, row))
        deeds = Paginator(late.deeds(changes), STEPS).get_page(request.GET.get("page"))
        shown = changes.filter(xid__in=[each["xid"] for each in deeds])
        may = page.restorable and page.has_change_permission(request, row)
        context = _frame(request, page, row) | {
            "steps": Teller(request, row, parts).steps(shown, may=may),
            "deeds": deeds,
            "notes": _notes(row) if deeds.number == deeds.paginator.num_pages else (),
        }
        return TemplateResponse(request, "admin/history/history.html", context).render()


def _notes(row: models.Model) -> list[LogEntry]:
    """What the desk noted before changes were recorded, and what is no change of this object's rows."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)
    ).select_related("user", "content_type")
    first = Change.objects.order_by("pk").values_list("at", flat=True).first()
    if first is not None:
        in_words = ~Q(change_message="") & ~Q(change_message__startswith="[")
        entries = entries.filter(Q(action_time__lt=first) | in_words)
    return list(entries.order_by("-action_time")[:NOTES])


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, app: str, model: str, key: int, change: int) -> HttpResponse:
    """Back to before a change: the whole object, or one value (`?column=`). Asked first what that would do."""
    page = _page(app, model)
    if not isinstance(page, PortalAdmin) or not page.restorable:
        raise Http404
    with transaction.atomic():
        row = _object(request, page, key)
        if not page.has_change_permission(request, row):
            raise PermissionDenied
        with timezone.override(page.zone(request, str(key))):
            return _restore(request, page, row, change)


def _restore(request: HttpRequest, page: PortalAdmin, row: models.Model, number: int) -> HttpResponse:
    column = request.GET.get("column", "")
    parts = parts_of(page, request, row)
    changes = Change.objects.filter(changes_of_object(parts, row))
    first = get_object_or_404(changes, pk=number)
    if column and column not in (first.before or {}):
        raise Http404
    since = [first] if column else _since(changes, first)
    plan = Restoration(Teller(request, row, parts), since, only=column)
    refused: list[str] = []
    status = 200
    if request.method == "POST":
        if request.POST.get("seen") != plan.digest:
            refused, status = [_("Somebody changed it meanwhile. This is what would happen now.")], CONFLICT
        else:
            try:
                return _restored(request, page, row, plan)
            except Refused as error:
                refused, status = [_("Nothing was changed:"), *error.told], UNFIT
    context = _frame(request, page, row) | {
        "title": _("Restore this value?") if column else _("Restore everything?"),
        "plan": plan,
        "entries": plan.entries(),
        "stays": ", ".join(dict.fromkeys(plan.stays)),
        "refused": refused,
        "at": first.at,
        "column": column,
    }
    return TemplateResponse(request, "admin/history/restore.html", context, status=status).render()


def _since(changes: Any, first: Change) -> list[Change]:
    """From the beginning of its deed on."""
    together = changes.filter(xid=first.xid, at=first.at).order_by("pk").values_list("pk", flat=True)
    return list(changes.filter(pk__gte=together[0]))


def _restored(request: HttpRequest, page: PortalAdmin, row: Any, plan: Restoration) -> HttpResponse:
    written = plan.carry_out()
    if not page.editable(request.user).filter(pk=row.pk).exists():
        raise PermissionDenied  # takes everything back
    with override(None):
        names = own_columns(type(row), written)
    page.log_change(request, row, [{"changed": {"fields": names}}] if names else [])
    page.message_user(request, _("It is as it was. This, too, stands in the history."), messages.SUCCESS)
    return HttpResponseRedirect(_address(row, "history"))


@require_GET
def lately(request: HttpRequest, app: str, model: str, key: int) -> HttpResponse:
    """What was changed in an edition or event, and by whom."""
    page, owner = _owner(request, app, model, key)
    changes = changes_in(owner)
    who, kind = request.GET.get("who", ""), request.GET.get("kind", "")
    chosen = changes.filter(late.narrowed(who, kind))
    deeds = Paginator(late.deeds(chosen), STEPS).get_page(request.GET.get("page"))
    context = _frame(request, page, owner) | {
        "title": _("What was changed lately"),
        "people": late.people_of(changes, who),
        "kinds": late.kinds_of(changes, kind),
        "deeds": deeds,
        "told": late.told(chosen, deeds, request.user),
        "asked": {"who": who, "kind": kind},
        "query": f"{urlencode({'who': who, 'kind': kind})}&",
    }
    return TemplateResponse(request, "admin/history/lately.html", context)


@require_GET
def deleted_in(request: HttpRequest, app: str, model: str, key: int) -> HttpResponse:
    """What was deleted of an edition or event in the last thirty days."""
    page, owner = _owner(request, app, model, key)
    context = _frame(request, page, owner) | {
        "title": _("Deleted in the last 30 days"),
        "found": gone.told(request, changes_in(owner)),
    }
    return TemplateResponse(request, "admin/history/deleted.html", context)


@require_GET
def deleted(request: HttpRequest) -> HttpResponse:
    """What was deleted anywhere and this person may bring back: editions and events, too, and what all share."""
    if not edits(request):
        raise Http404
    context = {
        **admin.site.each_context(request),
        "title": _("Deleted in the last 30 days"),
        "found": gone.told(request, Change.objects.all(), only_own=True),
    }
    return TemplateResponse(request, "admin/history/deleted.html", context)


@require_http_methods(["GET", "POST"])
def bring_back(request: HttpRequest, change: int) -> HttpResponse:
    """A deleted thing comes back with all that was deleted with it, or it is said why it cannot."""
    if not belongs(request):
        raise Http404
    root = get_object_or_404(Change.objects.restorable(), pk=change)
    grave = gone.grave_of(root)
    if root.pk not in grave.models or not gone.may_bring_back(request, grave, root):
        raise Http404
    refused: list[str] = []
    if request.method == "POST":
        try:
            with transaction.atomic():
                row = gone.bring_back(request, grave, root)
        except Refused as error:
            refused = error.told
        else:
            return _back(request, row)
    context = {
        **admin.site.each_context(request),
        "title": _("Bring it back?"),
        "name": gone.name_of(grave, root),
        "kind": wording.kind_words(grave.models[root.pk]),
        "along": gone.along(grave, root),
        "root": root,
        "who": wording.people([root.who]).get(root.who, ""),
        "is_back": gone.is_back(grave, root),
        "refused": refused,
    }
    return TemplateResponse(request, "admin/history/bring_back.html", context, status=UNFIT if refused else 200)


def _back(request: HttpRequest, row: models.Model) -> HttpResponse:
    words = _("“%(name)s” is back.") % {"name": wording.name_of(row) or row._meta.verbose_name}
    messages.success(request, words)
    page = admin_of(admin.site, type(row))
    if page is None:
        return HttpResponseRedirect(reverse("history:deleted"))
    page.log_addition(request, row, [{"added": {}}])
    return HttpResponseRedirect(_address(row, "change"))


# What a page is about


def _page(app: str, model: str) -> Any:
    try:
        page = admin_of(admin.site, apps.get_model(app, model))
    except LookupError:
        page = None
    if page is None:
        raise Http404
    return page


def _object(request: HttpRequest, page: Any, key: int) -> Any:
    """Locked while it is written."""
    row = page.get_object(request, str(key))
    if row is None:
        raise Http404
    if not page.has_view_permission(request, row):
        raise PermissionDenied
    return row


def _owner(request: HttpRequest, app: str, model: str, key: int) -> tuple[PortalAdmin, Any]:
    page = _page(app, model)
    if not isinstance(page, PortalAdmin) or model not in OWNERS:
        raise Http404
    return page, _object(request, page, key)


def _frame(request: HttpRequest, page: PortalAdmin, row: models.Model) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "opts": page.opts,
        "module_name": wording.kind_words(page.model, many=True),
        "object": row,
        "title": _("History"),
        "history": _address(row, "history"),
    }


def _address(row: models.Model, what: str) -> str:
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{what}", args=[row.pk])
    except NoReverseMatch:
        return reverse("admin:index")
