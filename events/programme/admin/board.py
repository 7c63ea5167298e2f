"""The schedule board: the working copy by rooms and time, and how sessions are moved on it.

Every address works without scripts; a script that asks for JSON gets the same board as a part of a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import override

from cities.models import Room
from conference_portal.kit.addresses import as_key
from conference_portal.kit.lists import own_columns
from conference_portal.kit.recording import sign
from events.editions.models import Event
from events.programme.admin.drawing import address, days_of, drawn, linked
from events.programme.admin.of_event import OfEvent, stands, told_of_clocks
from events.programme.admin.readers import language_of, of_coming, shown_to_readers
from events.programme.admin.steps import Step, Steps
from events.programme.changes import MovedMeanwhile, Spot, move
from events.programme.conflicts import Clash, of_event
from events.programme.forms import MoveForm, near
from events.programme.models import Session

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from conference_portal.kit.content import Someone

OK, CONFLICT, BAD = 200, 409, 400


class BoardPages(OfEvent):
    """The pages of the board, which stand beside those of sessions."""

    def get_urls(self) -> list[Any]:
        pages = (
            ("", self.board),
            ("undo/", self.undo),
            ("redo/", self.redo),
            ("preview/", self.preview),
            ("<int:key>/", self.move),
        )
        own = [
            path(f"board/<int:event>/{rest}", self.admin_site.admin_view(view), name=f"programme_board_{view.__name__}")
            for rest, view in pages
        ]
        return [*own, *super().get_urls()]

    def board(self, request: HttpRequest, event: int) -> HttpResponse:
        found = self._event(request, event)
        if key := as_key(request.GET.get("session", "")):
            session = get_object_or_404(Session.objects.editable_by(request.user).of(found), pk=key)
            return HttpResponseRedirect(address(found, session))
        context = self._frame(request, _("Schedule board")) | drawn(request, found, request.GET.get("day", ""))
        return TemplateResponse(request, "admin/programme/board/board.html", context)

    def move(self, request: HttpRequest, event: int, key: int) -> HttpResponse:
        found = self._event(request, event)
        with transaction.atomic():
            session = self._locked(request, found, key)
            form = self._form(request, found, session)
            if request.method != "POST":
                return self._page(request, session, form)
            if not form.is_valid():
                return self._refused(request, session, form, status=BAD)
            before = Spot.of(session)
            try:
                written = move(session, form.spot, seen=request.POST.get("seen", ""))
            except MovedMeanwhile:
                form.add_error(None, meanwhile(session))
                return self._refused(request, session, form, status=CONFLICT)
            self._log(request, session, written)
        if written:
            step = Step(session.pk, str(session), before.as_json(), Spot.of(session).as_json())
            Steps(request.session, found.pk).add(step)
        return self._answer(request, session, told(session, request.user))

    def undo(self, request: HttpRequest, event: int) -> HttpResponse:
        return self._go(request, self._event(request, event), back=True)

    def redo(self, request: HttpRequest, event: int) -> HttpResponse:
        return self._go(request, self._event(request, event), back=False)

    def _go(self, request: HttpRequest, event: Event, *, back: bool) -> HttpResponse:
        """A step back or forth; one that no longer fits is told, and not offered again."""
        steps = Steps(request.session, event.pk)
        step = steps.take(back=back) if request.method == "POST" else None
        if step is None:
            return HttpResponseRedirect(address(event))
        origin, aim = (
            Spot.from_json(each) for each in ((step.after, step.before) if back else (step.before, step.after))
        )
        with transaction.atomic():
            session = self._locked(request, event, step.session)
            if aim.room and not Room.objects.filter(pk=aim.room).exists():
                return self._answer(request, session, _("The room where it was is no longer there."), status=CONFLICT)
            try:
                self._log(request, session, move(session, aim, seen=origin.seen))
            except MovedMeanwhile:
                return self._answer(request, session, meanwhile(session), status=CONFLICT)
        steps.put(step, back=back)
        return self._answer(request, session, told(session, request.user))

    def preview(self, request: HttpRequest, event: int) -> HttpResponse:
        found = self._event(request, event)
        with override(language_of(request)):
            whole, title = of_coming(found, request.user), _("The coming release")
        return shown_to_readers(request, whole, self._frame(request, title) | {"event": found, "release": None})

    def _event(self, request: HttpRequest, key: int) -> Event:
        return get_object_or_404(Event.objects.editable_by(request.user).with_place(), pk=key)

    def _locked(self, request: HttpRequest, event: Event, key: int) -> Session:
        """Until the transaction ends, so that what it is compared with is the last word."""
        sign(request.user, "admin")
        theirs = Session.objects.editable_by(request.user).of(event)
        session = get_object_or_404(theirs.select_for_update(of=("self",), no_key=True), pk=key)
        session.event = event
        return session

    def _form(self, request: HttpRequest, event: Event, session: Session) -> MoveForm:
        rooms = Room.objects.visible_to(request.user).filter(near(event)) | Room.objects.filter(pk=session.room_id or 0)
        rooms = rooms.select_related("venue").order_by("venue__slug", "position", "slug")
        days = days_of(event, Session.objects.of(event).values_list("starts_at", "starts_on"))
        return MoveForm(*([request.POST] if request.method == "POST" else []), session=session, rooms=rooms, days=days)

    def _log(self, request: HttpRequest, session: Session, written: list[str]) -> None:
        if written:
            with override(None):
                names = own_columns(Session, written)
            self.log_change(request, session, [{"changed": {"fields": names}}])

    def _frame(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title}

    def _page(self, request: HttpRequest, session: Session, form: MoveForm, *, status: int = OK) -> TemplateResponse:
        context = self._frame(request, str(session)) | {
            "event": session.event,
            "session": session,
            "form": form,
            "seen": Spot.of(session).seen,
            "when": stands(session, session.event.time_zone),
            "back": address(session.event, session),
            "told": linked(of_session(session, request.user), session.event),
        }
        return TemplateResponse(request, "admin/programme/board/move.html", context, status=status)

    def _refused(self, request: HttpRequest, session: Session, form: MoveForm, *, status: int) -> HttpResponse:
        if not wants_json(request):
            return self._page(request, session, form, status=status)
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return self._answer(request, session, words, status=status)

    def _answer(self, request: HttpRequest, session: Session, words: str, *, status: int = OK) -> HttpResponse:
        if not wants_json(request):
            self.message_user(request, words, messages.SUCCESS if status == OK else messages.WARNING)
            return HttpResponseRedirect(address(session.event, session))
        context = drawn(request, session.event, request.POST.get("shown", ""))
        clashes = [
            {
                "kind": clash.kind.value,
                "fatal": clash.fatal,
                "words": clash.words,
                "sessions": [each.pk for each in clash.sessions],
            }
            for clash in context["clashes"]
        ]
        part = render_to_string("admin/programme/board/part.html", context, request)
        given = {"told": words, "refused": status != OK, "session": session.pk, "clashes": clashes, "board": part}
        return JsonResponse(given, status=status)


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def of_session(session: Session, user: Someone) -> list[Clash]:
    return [clash for clash in of_event(session.event, user) if session in clash.sessions]


def told(session: Session, user: Someone) -> str:
    """Where it stands now, and what it clashes with there."""
    where = str(session.room) if session.room else _("without a room")
    words = _("“%(title)s”: %(when)s, %(where)s.")
    found = words % {"title": session, "when": stands(session, session.event.time_zone), "where": where}
    clashes = (clash.words for clash in of_session(session, user))
    return " ".join(filter(None, [found, told_of_clocks(session.starts_at, session.event.time_zone), *clashes]))


def meanwhile(session: Session) -> str:
    kind = ContentType.objects.get_for_model(Session)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(session.pk)).select_related("user")
    last = entries.order_by("-action_time").first()
    words = _("%(name)s moved this after you looked at it. Now it is: %(when)s, %(where)s.")
    return words % {
        "name": last.user.get_username() if last else _("Somebody"),
        "when": stands(session, session.event.time_zone),
        "where": str(session.room) if session.room else _("without a room"),
    }
