"""What the admin asks of sessions and materials beyond their columns."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from conference_portal.kit import documents
from conference_portal.kit.addresses import as_key
from conference_portal.kit.forms import OwnedForm
from events.editions.models import Event


class SessionForm(OwnedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = as_key(str(self.instance.event_id or self.initial.get("event") or self.data.get("event") or ""))
        if key and (event := Event.objects.filter(pk=key).first()):
            self._keep_to(event)

    def _keep_to(self, event: Event) -> None:
        """Sub-themes are its edition's or its own; what it repeats is of the same event; rooms lie in its city."""
        own = Q(theme__event=event) | Q(theme__edition=event.edition_id, theme__edition__isnull=False)
        near = [key for key in (event.city_id, event.edition.host_id if event.edition else None) if key]
        here = Q(venue__city__in=near) | Q(venue__city=None) if near else Q()
        for name, rows in (("subthemes", own), ("repeats", Q(event=event) & ~Q(pk=self.instance.pk)), ("room", here)):
            if name in self.fields:
                field: Any = self.fields[name]
                kept = [row.pk for row in value] if isinstance(value := self._stored.get(name), list) else [value]
                field.queryset = field.queryset.filter(rows | Q(pk__in=[key for key in kept if key]))

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        event = found.get("event") or getattr(self.instance, "event", None)
        if found.get("ends_at") and not found.get("starts_at") and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Say when it begins, too."))
        repeats = found.get("repeats")
        if repeats and repeats.pk == self._stored.get("repeats"):
            return found
        if repeats and (repeats.event_id != getattr(event, "pk", None) or repeats.pk == self.instance.pk):
            self.add_error("repeats", _("Choose another session of the same event."))
        return found


class MaterialForm(OwnedForm):
    def clean_file(self) -> Any:
        return documents.checked(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        session, event = found.get("session"), found.get("event")
        if session and event and session.event_id != event.pk:
            self.add_error("session", _("Choose a session of this event."))
        given = [name for name in ("url", "file") if found.get(name)]
        if len(given) != 1 and not {"url", "file"} & set(self.errors):
            self.add_error("url", _("Give a link or a file, one of the two."))
        return found


class MaterialsOfSession(BaseInlineFormSet[Any, Any, Any]):
    """Materials of a session belong to its event, too."""

    def save_new(self, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 (Django's own signature)
        form.instance.event_id = self.instance.event_id
        return super().save_new(form, commit=commit)
