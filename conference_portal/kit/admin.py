"""What every admin page shares: gates, language panes, times in the zone of the place, and safe saving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import construct_change_message, unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, connection, models
from django.forms import Media
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from conference_portal.kit.addresses import as_key
from conference_portal.kit.edits import SeenRows
from conference_portal.kit.formats import zone_name
from conference_portal.kit.forms import OwnedForm
from conference_portal.kit.gates import Gates, belongs, edits, once
from conference_portal.kit.languages import SortKey, shown
from conference_portal.kit.lists import Missing, own_columns, protecting, searched
from conference_portal.kit.lists import translations as translations_of
from conference_portal.kit.panes import fieldsets, translated
from conference_portal.kit.recording import Signed
from conference_portal.kit.returning import AGAIN, FILES, RETURNED, WITH_FILES, ask_for_files

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class PortalAdmin(Gates, Signed, admin.ModelAdmin[Any]):
    """A page of the admin for one kind of content. Subclasses say what is special; gates and panes are there."""

    form = OwnedForm
    group: ClassVar[str] = "programme"
    shared: ClassVar[bool] = False  # others may refer to every row that they can see
    keepers_only: ClassVar[tuple[str, ...]] = ()  # of add, change and delete: what an editor never may
    keepers_fields: ClassVar[tuple[str, ...]] = ()
    zone_from: ClassVar[str] = ""  # the way to the time zone that the form's times are in
    named: ClassVar[str] = "title"  # what lists show, sort by and search
    hint: ClassVar[Any] = ""  # stands above the form
    restorable: ClassVar[bool] = True  # from the history; rights are given anew
    kept_by: ClassVar[str] = ""  # what never lets go of a row that it refers to
    instead: ClassVar[Any] = ""  # what to do with such a row
    keeps_what_was_typed = True  # its forms can be shown again as they were sent: kit.returning
    more_search: ClassVar[tuple[str, ...]] = ()
    explained: ClassVar[dict[str, Any]] = {}  # sentences for constraints that have none
    sections: ClassVar[tuple[tuple[Any, tuple[Any, ...]], ...]] = ()
    list_per_page = 50
    show_full_result_count = False
    empty_value_display = "–"

    def __init__(self, model: type[models.Model], admin_site: admin.AdminSite) -> None:
        super().__init__(model, admin_site)
        self.search_fields = self.search_fields or searched(model, self.named, self.more_search)  # type: ignore[misc]

    # Gates

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        match = request.resolver_match
        if match is not None and match.url_name == "autocomplete":
            rows: Any = self.model._default_manager.all()
            offered = rows.visible_to(request.user) if self.shared else self.editable(request.user)
            return offered if offered.ordered else offered.order_by("pk")
        found = self.readable(request.user)
        return found.annotate(in_order=SortKey(shown(self.named))) if self.named in translated(self.model) else found

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Locked when it is about to be saved, so that what the form is compared with is the last word."""
        rows: Any = self.get_queryset(request)
        if request.method == "POST" and connection.in_atomic_block:
            rows = rows.select_for_update(of=("self",), no_key=True)
        field: Any = self.opts.get_field(from_field) if from_field else self.opts.pk
        try:
            return rows.get(**{field.name: field.to_python(object_id)})
        except (ObjectDoesNotExist, ValidationError, ValueError, OverflowError):
            return None

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """A stranger learns nothing: not even that there is such a row."""
        raise Http404

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not belongs(request) or ("view" in self.keepers_only and not request.user.is_superuser):
            return False
        return obj is None or once(
            request, (self.model, obj.pk, "view"), lambda: self.readable(request.user).filter(pk=obj.pk).exists()
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may("add", request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may("change", request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may("delete", request, obj)

    def _may(self, what: str, request: HttpRequest, obj: Any = None) -> bool:
        if not edits(request) or (what in self.keepers_only and not request.user.is_superuser):
            return False
        return obj is None or once(
            request, (self.model, obj.pk, "edit"), lambda: self.editable(request.user).filter(pk=obj.pk).exists()
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        kept = () if request.user.is_superuser else self.keepers_fields
        return (*super().get_readonly_fields(request, obj), *kept)

    # Forms

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*fieldsets(self.model), *((name, {"fields": fields}) for name, fields in self.sections)]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        made: Any = super().get_form(request, obj, change=change, **kwargs)
        made.owners = () if request.user.is_superuser else self.owners
        made.slug_from, made.explained = self.named, self.explained
        return made

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Rendered here, while times are still in the zone of the place."""
        zone = self.zone(request, object_id)
        with timezone.override(zone):
            context = {"zone": zone_name(zone or timezone.get_default_timezone_name())} | (extra_context or {})
            try:
                response = super().changeform_view(request, object_id, form_url, context)
            except IntegrityError:
                # Somebody saved a row with the same address since this one was looked at: now the form sees it.
                response = super().changeform_view(request, object_id, form_url, context)
            return response.render() if isinstance(response, TemplateResponse) else response

    def zone(self, request: HttpRequest, object_id: str | None) -> str | None:
        """The time zone of the form's times; None: the portal's own."""
        if object_id and self.zone_from and (key := as_key(unquote(object_id))):
            return self.readable(request.user).filter(pk=key).values_list(self.zone_from, flat=True).first()
        return None

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj is not None and hasattr(obj, "get_absolute_url") else None

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            ask_for_files(request, context)
            if again := request.POST.get(AGAIN):
                self.message_user(request, f"{RETURNED} {WITH_FILES}" if again == FILES else RETURNED)
        return super().render_change_form(request, context, *args, **kwargs)

    # Saving

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        if change:
            form.write()
        else:
            obj.save()
        self._still_theirs(request, self.editable(request.user), obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        formset.save()
        rows = formset.model._default_manager.editable_by(request.user)
        for row in [*formset.new_objects, *(row for row, _names in formset.changed_objects)]:
            self._still_theirs(request, rows, row)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        form.instance.save(update_fields=())  # no column; but what its lists say is searched, too

    def _still_theirs(self, request: HttpRequest, rows: models.QuerySet[Any], row: models.Model) -> None:
        """Asked of the database after the write; refused, the transaction takes everything back."""
        if not rows.filter(pk=row.pk).exists():
            raise PermissionDenied

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Names the columns that were written, with their language; stored in English, as Django's own are."""
        found: list[dict[str, Any]] = construct_change_message(form, formsets, add)
        others = [entry for entry in found if "name" in entry.get("changed", {"name": ""}) or "changed" not in entry]
        with override(None):
            names = [] if add else own_columns(self.model, form.written)
            rows = [each for formset in formsets or () for each in formset.changed_objects]
            for told, (row, written) in zip(
                (each["changed"] for each in others if "changed" in each), rows, strict=True
            ):
                told["fields"] = own_columns(type(row), written)
        return ([{"changed": {"fields": names}}] if names else []) + others

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What others refer to is not deleted under their hands, even where the database would let it go."""
        deleted, counts, needed, _protected = super().get_deleted_objects(objs, request)
        return deleted, counts, needed, protecting(objs, request.user)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        return self._advised(super().delete_view(request, object_id, extra_context))

    def response_action(self, request: HttpRequest, queryset: Any, *args: Any, **kwargs: Any) -> Any:
        return self._advised(super().response_action(request, queryset, *args, **kwargs))

    def _advised(self, response: Any) -> Any:
        """Where a deletion is refused for good, the page says what can be done."""
        context = getattr(response, "context_data", None) or {}
        if self.kept_by and context.get("protected"):
            rows = context["queryset"] if "queryset" in context else [context["object"]]
            is_kept = any(getattr(row, self.kept_by).exists() for row in rows)
            context["instead"] = self.instead if is_kept else ""
        return response

    # Lists

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        found = list(super().get_list_filter(request))
        return [*found, Missing] if self.named in translated(self.model) else found

    @admin.display(description=_("name"), ordering="in_order")
    def name(self, obj: Any) -> str:
        return str(obj)

    @admin.display(description=_("translations"))
    def translations(self, obj: Any) -> str:
        return translations_of(obj)

    @property
    def media(self) -> Any:
        """Without what the portal does by other means: calendars, slugs from titles."""
        scripts = (
            "vendor/jquery/jquery.js",
            "jquery.init.js",
            "core.js",
            "admin/RelatedObjectLookups.js",
            "actions.js",
        )
        return Media(js=[f"admin/js/{name}" for name in scripts] + ["js/admin/picker.js"])


class PortalInline(Gates, admin.StackedInline[Any, Any]):
    """Rows that belong to the row of the page: whoever may change that may change these."""

    form = OwnedForm
    formset = SeenRows
    template = "admin/edit_inline/stacked.html"
    extra = 0
    sections: ClassVar[tuple[Any, ...]] = ()
    named: ClassVar[str] = "title"  # what an address is made from

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        made: Any = super().get_formset(request, obj, **kwargs)
        made.form.slug_from = self.named
        return made

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = self.readable(request.user)
        return rows.select_related(*self.autocomplete_fields) if self.autocomplete_fields else rows

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [(None, {"fields": self.sections}), *fieldsets(self.model)]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Without scripts new rows are asked for in the address."""
        asked = request.GET.get("more", "")
        return min(int(asked), 5) if asked.isascii() and asked.isdecimal() else 0

    def called(self, row: Any) -> str:
        """What the heading of a row says."""
        return str(row)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True  # the page has asked

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._parent_is_theirs(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._parent_is_theirs(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._parent_is_theirs(request, obj)

    def _parent_is_theirs(self, request: HttpRequest, obj: Any) -> bool:
        parent = self.admin_site.get_model_admin(self.parent_model)
        return parent.has_change_permission(request, obj) if obj else parent.has_add_permission(request)
