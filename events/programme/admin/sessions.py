"""Sessions and materials at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference_portal.kit.admin import PortalInline
from conference_portal.kit.lists import Theirs
from events.programme.admin.board import BoardPages
from events.programme.admin.of_event import WORDS, OfEvent, stands, told_of_clocks
from events.programme.conflicts import clashes
from events.programme.forms import MaterialForm, MaterialsOfSession, SessionForm
from events.programme.imports.plan import ORGANISER
from events.programme.models import Appearance, ImportedSession, Material, Session

if TYPE_CHECKING:
    from django.http import HttpRequest


class AppearanceInline(PortalInline):
    model = Appearance
    autocomplete_fields = ("speaker",)
    sections = (("speaker", "role", "position"),)

    def called(self, row: Appearance) -> str:
        return f"{row.speaker}, {row.get_role_display()}"


class MaterialInline(PortalInline):
    model = Material
    form = MaterialForm
    formset = MaterialsOfSession
    sections = (("kind", "language", "position"), ("url", "file"))


@admin.register(Session)
class SessionAdmin(BoardPages):
    form = SessionForm
    hint = gettext_lazy(
        "Texts, languages and topics of a released session are public once they are saved. "
        "Time, room, speakers and cancellation become public with the next release."
    )
    kept_by = "placements"
    instead = gettext_lazy(
        "A session that was released stays in the history of its programme. "
        "Enter when it was cancelled or withdrawn, and release the programme."
    )
    languages = ("spoken", "slides_in", "interpreted_into", "captioned_in")
    plain_texts = ("content_note",)
    more_search = ("appearances__speaker__name__unaccent",)
    list_display = ("name", "translations", "when", "room", "kind", "event", "state")
    list_filter = (("event", Theirs), "kind")
    list_select_related = ("event", "room")
    sections = (
        (None, (("event", "kind", "slug"),)),
        (
            gettext_lazy("When and where"),
            (("starts_at", "ends_at", "position"), ("room", "capacity", "for_everyone"), "repeats"),
        ),
        (gettext_lazy("Languages"), (("spoken", "slides_in", "interpreted_into", "captioned_in"),)),
        (gettext_lazy("What it is about"), (("subthemes", "topics"),)),
        (gettext_lazy("Cancelled or withdrawn"), (("cancelled_at", "withdrawn_at"),)),
    )
    inlines = (AppearanceInline, MaterialInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A session that was once released stays with its event, since its address must."""
        kept = ("event",) if obj and obj.placements.exists() else ()
        return (*super().get_readonly_fields(request, obj), *kept, "organisers_in_the_file")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What a file said of its organisers, if it did: readers do not see it."""
        found = super().get_fieldsets(request, obj)
        is_told = obj is not None and bool(organisers_of(obj))
        return [*found, (_("From the imported file"), {"fields": ("organisers_in_the_file",)})] if is_told else found

    @admin.display(description=gettext_lazy("Organisers"))
    def organisers_in_the_file(self, obj: Session) -> str:
        return "; ".join(organisers_of(obj))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        form.instance.materials.exclude(event=form.instance.event_id).update(event=form.instance.event_id)

    def save_model(self, request: HttpRequest, obj: Session, form: Any, change: bool) -> None:  # noqa: FBT001
        super().save_model(request, obj, form, change)
        if not obj.is_within_its_event:
            told = _("This session lies outside the days of its event. Is the date right?")
            self.message_user(request, told, messages.WARNING)
        for name in {"starts_at", "ends_at"} & set(form.changed_data):
            if told := told_of_clocks(getattr(obj, name), obj.event.time_zone):
                self.message_user(request, told, messages.WARNING)
        for pair in clashes(Session.objects.of(obj.event).select_related("room")):
            if obj in pair:
                other = next(each for each in pair if each != obj)
                told = _("“%(other)s” has the room at the same time: so the programme cannot be released.")
                self.message_user(request, told % {"other": other}, messages.WARNING)

    @admin.display(description=gettext_lazy("when"), ordering="starts_at")
    def when(self, obj: Session) -> str:
        return stands(obj, obj.event.time_zone)

    @admin.display(description=gettext_lazy("state"))
    def state(self, obj: Session) -> str:
        return str(WORDS["withdrawn"] if obj.withdrawn_at else WORDS["cancelled"] if obj.cancelled_at else "")


def organisers_of(session: Session) -> list[str]:
    row = ImportedSession.objects.filter(session=session.pk).first()
    return [words for _heading, words in row.data.get(ORGANISER, ())] if row else []


@admin.register(Material)
class MaterialAdmin(OfEvent):
    form = MaterialForm
    list_display = ("name", "kind", "event", "session", "language", "translations")
    list_filter = (("event", Theirs), "kind")
    list_select_related = ("event", "session")
    sections = ((None, (("event", "session"), ("kind", "language", "position"), ("url", "file"))),)
