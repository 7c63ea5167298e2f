"""What readers see of the series and its years: the archive, an edition, its theme and pages, the topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import login
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from conference_portal.kit.languages import SortKey, shown, text
from conference_portal.kit.pages import by_day, never_kept
from conference_portal.kit.recording import sign
from conference_portal.kit.text import excerpt
from events.editions.exports import json_ld
from events.editions.forms import JoinForm
from events.editions.models import Edition, Invitation, NotOpen, Page, Role, SubTheme, Topic, around

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrPromise

    from conference_portal.kit.languages import Text


@require_safe
@by_day
def editions(request: HttpRequest) -> HttpResponse:
    """The poster wall, and the way that the heart has gone. Two queries."""
    found = list(Edition.objects.visible_to(request.user).for_wall().newest_first())
    context = {
        "editions": found,
        "first": found[-1] if found else None,
        "next_is_open": all(edition.is_over for edition in found),
        "way": [
            {"label": edition.place, "url": edition.get_absolute_url(), "current": edition == found[0]}
            for edition in reversed(found)
        ],
    }
    return render(request, "editions/editions.html", context)


@require_safe
@by_day
def edition(request: HttpRequest, year: int) -> HttpResponse:
    """Nine queries, however much hangs on it."""
    found, user = find(request, year), request.user
    involvements = around.involvements_of(user, edition=found.pk)
    events = around.events_of(user, edition=found.pk)
    context = {
        "edition": found,
        "brand": year,
        "ways": found.ways(request.path),
        "subthemes": [subtheme.row for subtheme in around.subthemes_of(user, edition=found.pk)],
        "youth": [event for event in events if event.is_of_youth],
        "events": [event for event in events if not event.is_of_youth],
        "involvements": involvements,
        "contacts": around.contacts_of(user, edition=found.pk),
        "key_dates": around.key_dates_of(user, edition=found.pk),
        "pages": around.pages_of(user, year=year),
        "distances": found.host.distances_to(found.partners.all()),
        "neighbours": around.neighbours_of(user, year=year),
        "structured": json_ld(found, request, involvements),
        "description": excerpt(f"{found.name}. {found.opening}"),
    }
    return render(request, "editions/edition.html", context)


@require_safe
def theme(request: HttpRequest, year: int) -> HttpResponse:
    """What the year is about, and what earlier years said of the same. Six queries."""
    found = find(request, year)
    if not getattr(found, "has_theme", False):
        raise Http404
    context = {
        "edition": found,
        "brand": year,
        "ways": found.ways(request.path),
        "subthemes": around.subthemes_with_topics(request.user, edition=found.pk),
        "thread": around.thread_before(request.user, year=year, edition=found.pk),
        "neighbours": around.neighbours_of(request.user, year=year),
        "description": excerpt(f"{found.name}: {found.headline}. {found.question}"),
    }
    return render(request, "editions/theme.html", context)


@require_safe
def subtheme(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Six queries."""
    edition = find(request, year)
    siblings = around.subthemes_with_topics(request.user, edition=edition.pk)
    found = next((sibling for sibling in siblings if sibling.slug == slug), None)
    if found is None:
        raise Http404
    context = {
        "edition": edition,
        "brand": year,
        "ways": edition.ways(request.path),
        "subtheme": found,
        "position": siblings.index(found) + 1,
        "siblings": links(siblings, current=found),
        "sessions": around.sessions_under(request.user, subtheme=found.pk),
        "thread": around.thread_of(request.user, year=year, subtheme=found.pk),
        "crumbs": crumbs(found.whole, (edition.name, edition.get_absolute_url()), (_("Theme"), edition.theme_url)),
        "description": excerpt(f"{edition.name}: {found.whole}. {text(found, 'text')}"),
    }
    return render(request, "editions/subtheme.html", context)


@require_safe
def page(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """A practical page of a year. Four queries."""
    edition = find(request, year)
    pages = edition.pages.visible_to(request.user).select_related("edition")
    found = get_object_or_404(pages, slug=slug)
    way = crumbs(text(found, "title"), (edition.name, edition.get_absolute_url()))
    context = {"edition": edition, "brand": year, "ways": edition.ways(request.path), "crumbs": way}
    context |= about(found, pages.exclude(pk=found.pk))
    return render(request, "editions/page.html", context)


@require_safe
def series_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page about the series. Two queries."""
    pages = Page.objects.visible_to(request.user).about_the_series()
    found = get_object_or_404(pages, slug=slug)
    way = crumbs(text(found, "title"))
    return render(request, "editions/page.html", {"crumbs": way, **about(found, pages.exclude(pk=found.pk))})


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    found = Topic.objects.visible_to(request.user).order_by(SortKey(shown("title")))
    return render(request, "editions/topics.html", {"topics": found})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that carries the topic, through all years. Five queries."""
    user = request.user
    found = get_object_or_404(Topic.objects.visible_to(user), slug=slug)
    title = text(found, "title")
    context = {
        "topic": found,
        "title": title,
        "subthemes": around.subthemes_about(user, topic=found.pk),
        "sessions": around.sessions_about(user, topic=found.pk),
        "outputs": found.outputs.visible_to(user).select_related(*around.OWNER).order_by(*around.LATEST),
        "others": around.other_topics(user, topic=found.pk),
        "crumbs": crumbs(title, (_("Topics"), reverse("editions:topics"))),
        "description": excerpt(f"{title}. {text(found, 'description')}"),
    }
    return render(request, "editions/topic.html", context)


def find(request: HttpRequest, year: int) -> Edition:
    """With all that its head and its menu show. Two queries."""
    found = around.editions_of(request.user, year=year)
    if not found:
        raise Http404
    return found[0]


def about(page: Page, others: QuerySet[Page]) -> dict[str, Any]:
    title = text(page, "title")
    description = excerpt(f"{title}. {text(page, 'body')}")
    return {"page": page, "title": title, "others": others, "description": description}


def crumbs(own: Text, *above: tuple[str | StrPromise, str]) -> list[dict[str, Any]]:
    """The way here from the front page; the page itself is the last and no link."""
    way = [(_("Front page"), reverse("site:home")), *above]
    return [*({"label": label, "url": url} for label, url in way), {"label": own}]


def links(subthemes: list[SubTheme], *, current: SubTheme) -> list[dict[str, Any]]:
    return [
        {"label": row.keyword, "url": row.url, "current": subtheme == current}
        for subtheme, row in ((subtheme, subtheme.row) for subtheme in subthemes)
    ]


# Invitations to work on an edition


@never_kept
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever holds the link was invited by mail. Nobody else learns anything, not even whether there was one."""
    found = Invitation.objects.with_key(key)
    state = found.state if found else "unknown"
    if found is None or state != "open":
        return _invited(request, {"invitation": found, "state": state, "told": CLOSED[state]}, status=410)
    user = request.user
    form = None if user.is_authenticated else JoinForm(request.POST or None, invitation=found)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            return _join(request, found, form)
        except (NotOpen, IntegrityError):  # pressed twice, or an account made a moment ago: look again
            return HttpResponseRedirect(request.path)
    context = {
        "invitation": found,
        "state": state,
        "form": form,
        "may": Role(found.role).may,
        "is_theirs": user.is_authenticated and found.email.lower() in {user.email.lower(), user.get_username().lower()},
    }
    return _invited(request, context, status=422 if form and form.errors else 200)


def _join(request: HttpRequest, found: Invitation, form: JoinForm | None) -> HttpResponse:
    with transaction.atomic():
        user: Any = form.make() if form else request.user
        if not user.is_staff:
            user.is_staff = True
            user.save(update_fields=["is_staff"])
        sign(user, "admin")
        membership = found.accept(user)
        by = found.invited_by.get_username() if found.invited_by else "the operator"
        told = f"Accepted the invitation of {by}: {membership.role}"
        LogEntry.objects.log_actions(user.pk, [found.thing], CHANGE, told, single_object=True)
    if form:
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    words = gettext("You now work on %(name)s: %(role)s.")
    messages.success(request, words % {"name": found.thing, "role": membership.get_role_display()})
    return HttpResponseRedirect(reverse("admin:index"))


def _invited(request: HttpRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    """A page that no index and no cache holds, and whose address no other site is told."""
    context |= {"title": gettext("Invitation"), "site_header": gettext("Organisers’ desk")}
    response = render(request, "editions/invitation.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


CLOSED = {
    "unknown": _("This link leads to no invitation. Perhaps a part of it is missing: copy it whole from the mail."),
    "accepted": _("This invitation was accepted: the link works once. Log in with the account that you made."),
    "withdrawn": _("This invitation was taken back. If you think that is wrong, ask the person who invited you."),
    "expired": _("This invitation was open for some days, and they are over. Ask for a new one."),
}
