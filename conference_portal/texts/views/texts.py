"""The texts of an edition at the desk: how far each language is, which texts, one after the other, out as a file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from conference_portal.history.wording import difference
from conference_portal.kit.languages import READING
from conference_portal.kit.recording import sign
from conference_portal.kit.returning import AGAIN, RETURNED
from conference_portal.kit.text import markdown
from conference_portal.texts.confirming import TICK, confirm, tick
from conference_portal.texts.files import FORMATS, name, written
from conference_portal.texts.hints import hints
from conference_portal.texts.units import MISSING, STALE, STATES, Unit, units
from conference_portal.texts.views.finding import edition_of, frame
from conference_portal.texts.writing import SOURCE, TextForm, form_for, is_markdown, log, page_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from events.editions.models import Edition

ON_A_PAGE, CONFLICT = 100, 409


@require_GET
def languages(request: HttpRequest, year: int) -> HttpResponse:
    """How far each of the four languages is."""
    edition = edition_of(request, year)
    found = units(edition, *READING)
    rows = [{"code": code, **_counts(each for each in found if each.code == code)} for code in READING]
    context = frame(request, edition) | {"title": _("Texts in four languages"), "rows": rows}
    return TemplateResponse(request, "admin/texts/languages.html", context)


@require_GET
def texts(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Every text of a language with its state."""
    edition = edition_of(request, year, code)
    found = units(edition, code)
    state = request.GET.get("state", "")
    shown = [each for each in found if state not in STATES or each.state == state]
    context = frame(request, edition) | {
        "title": _title(code),
        "code": code,
        "counts": _counts(found),
        "states": STATES,
        "state": state if state in STATES else "",
        "page": Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page")),
        "query": f"state={state}&" if state in STATES else "",
    }
    return TemplateResponse(request, "admin/texts/texts.html", context)


@require_GET
def next_text(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The next open text after the one named (`?after=table/row/field`), from the beginning again after the last."""
    edition = edition_of(request, year, code)
    found = units(edition, code)
    after = request.GET.get("after", "")
    places = ["/".join(map(str, each.place)) for each in found]
    start = places.index(after) + 1 if after in places else 0
    for each in (*found[start:], *found[:start]):
        if each.is_open and "/".join(map(str, each.place)) != after:
            return HttpResponseRedirect(_address(edition, each))
    if not any(each.is_open for each in found):
        messages.success(request, _("Nothing is missing or out of date in this language."))
    else:
        messages.info(request, _("That was the only text that is left."))
    return HttpResponseRedirect(reverse("texts:texts", args=[year, code]))


@require_GET
def texts_file(request: HttpRequest, year: int, code: str, form: str) -> HttpResponse:
    """For a translator outside: all texts, or with `?open=1` what is missing or out of date."""
    edition = edition_of(request, year, code)
    if form not in FORMATS:
        raise Http404
    found = [each for each in units(edition, code) if each.is_open or not request.GET.get("open")]
    response = HttpResponse(written(found, year, form), content_type=FORMATS[form][0])
    response["Content-Disposition"] = f'attachment; filename="{name(year, code, form)}"'
    return response


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, year: int, code: str, table: str, row: int, field: str) -> HttpResponse:  # noqa: PLR0913, PLR0917 (an address has its parts)
    """One text: the source beside its translation."""
    edition = edition_of(request, year, code)
    found = units(edition, code)
    unit = next((each for each in found if each.place == (table, row, field)), None)
    if unit is None:
        raise Http404
    model: Any = type(unit.row)
    rows = model._default_manager.editable_by(request.user).filter(pk=unit.row.pk)
    if request.method != "POST":
        form = form_for(unit, unit.row) if rows.exists() else None
        return _page(request, edition, found, (unit, form))
    with transaction.atomic():
        sign(request.user, "admin")
        locked = rows.select_for_update(of=("self",), no_key=True).first()
        if locked is None:
            raise PermissionDenied
        form = form_for(unit, locked, request.POST)
        if not form.is_valid():
            if AGAIN in request.POST:
                messages.info(request, RETURNED)
            return _page(request, edition, found, (_again(unit, edition), form))
        _save(request, unit, form)
    return _on(request, edition, unit)


def _again(unit: Unit, edition: Edition) -> Unit:
    """As it stands by now."""
    return next((each for each in units(edition, unit.code) if each.place == unit.place), unit)


def _save(request: HttpRequest, unit: Unit, form: TextForm) -> None:
    form.write()
    words = form.cleaned_data[form.name] or ""
    if form.written:
        log(request, unit)
    elif form.is_confirmed and words:
        confirm(form.instance, form.name, source=getattr(form.instance, form.source_column), who=request.user)
    for hint in hints(unit.source, words) if form.written else ():
        where = unit.where[-1] if unit.where else str(unit.trail[0])
        told = _("Look again at “%(name)s”, %(field)s: %(hint)s") % {"name": where, "field": unit.label, "hint": hint}
        messages.warning(request, told)


def _on(request: HttpRequest, edition: Edition, unit: Unit) -> HttpResponse:
    if "_next" in request.POST:
        address = reverse("texts:next_text", args=[edition.year, unit.code])
        return HttpResponseRedirect(f"{address}?after={'/'.join(map(str, unit.place))}")
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(_address(edition, unit))


def _page(request: HttpRequest, edition: Edition, found: list[Unit], one: tuple[Unit, TextForm | None]) -> HttpResponse:
    unit, form = one
    page, owner = page_of(unit)
    context = frame(request, edition) | {
        "title": capfirst(unit.label),
        "code": unit.code,
        "list_title": _title(unit.code),
        "unit": unit,
        "counts": _counts(found),
        "form": form,
        "field": form[form.name] if form else None,
        "source_name": SOURCE,
        "source_digest": form.source_digest if form else "",
        "tick_name": TICK,
        "tick": tick(unit.row, unit.target_column, unit.source),
        "difference": difference(unit.former.said, unit.source) if unit.former else "",
        "preview": markdown(unit.source) if is_markdown(unit) else "",
        "target_preview": markdown(unit.target) if is_markdown(unit) and unit.target else "",
        "after": "/".join(map(str, unit.place)),
        "owner_url": reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_change", args=[owner.pk]),
    }
    status = CONFLICT if form and form.errors else 200
    return TemplateResponse(request, "admin/texts/text.html", context, status=status).render()


def _counts(found: Any) -> dict[str, int]:
    states = Counter(each.state for each in found)
    return {state: states[state] for state in STATES} | {
        "all": states.total(),
        "open": states[MISSING] + states[STALE],
    }


def _title(code: str) -> str:
    words = {
        "da": _("Texts in Danish"),
        "sv": _("Texts in Swedish"),
        "en": _("Texts in English"),
        "is": _("Texts in Icelandic"),
    }
    return words[code]


def _address(edition: Edition, unit: Unit) -> str:
    return reverse("texts:text", args=[edition.year, unit.code, *unit.place])
