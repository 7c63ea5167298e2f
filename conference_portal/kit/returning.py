"""What was typed comes back: a sign-in that ended, or a form that was open for too long, costs nobody their words.

The browser carries the words: the page that asks for the sign-in holds them as hidden fields, and nothing is stored of
somebody who is not signed in. The form then stands as it was left, with every gate asked anew, and is not yet saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import FileField
from django.http import QueryDict
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest

AGAIN = "_again"
FILES = "files"  # there were some, and no page can hold them
CHOSEN = "_chosen"  # the inputs that held files
PREFIX = "sign-in"
RETURNED = _("This is what you had typed. Nothing is saved yet: look it over, and save.")
WITH_FILES = _("Files have to be chosen again.")


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values of a form that was sent, without those of the sign-in, and the word that it is shown again."""
    ours = {AGAIN, "csrfmiddlewaretoken"}
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    sent = [(name, value) for name, value in pairs if name not in ours and not name.startswith(f"{PREFIX}-")]
    return [*sent, *((CHOSEN, name) for name in request.FILES), (AGAIN, _again(request))]


def comes_back(request: HttpRequest, reason: str) -> bool:
    """A form of a row, refused for its token alone. What another site sends is refused for its origin, and stays away;
    accounts have passwords, which no page carries."""
    match = request.resolver_match
    page = getattr(match.func, "model_admin", None) if match else None
    is_of_a_row = match is not None and str(match.url_name).endswith(("_add", "_change"))
    is_late = reason == REASON_NO_CSRF_COOKIE or reason.startswith("CSRF token")
    return is_of_a_row and is_late and getattr(page, "keeps_what_was_typed", False)


def ask_for_files(request: HttpRequest, context: dict[str, Any]) -> None:
    """A form that is shown once more has lost its files: no browser puts them in again."""
    chosen = {*request.FILES, *request.POST.getlist(CHOSEN)}
    for form in _forms(context):
        for name, field in form.fields.items():
            if isinstance(field, FileField) and form.add_prefix(name) in chosen:
                form.add_error(name, _("Choose the file again: a form that comes back cannot hold it."))


def _forms(context: dict[str, Any]) -> Iterator[Any]:
    yield context["adminform"].form
    for each in context["inline_admin_formsets"]:
        yield from each.formset.forms


def marked(request: HttpRequest) -> Any:
    """The form as it was sent first, to be shown and not saved."""
    found = QueryDict(mutable=True)
    for name, value in carried(request):
        found.appendlist(name, value)
    return found


def _again(request: HttpRequest) -> str:
    return FILES if request.FILES or request.POST.get(AGAIN) == FILES else "1"


def shows_a_form_again(view: Callable[..., Any]) -> bool:
    of_a_row = getattr(view, "__name__", "") in {"add_view", "change_view"}
    return of_a_row and getattr(getattr(view, "__self__", None), "keeps_what_was_typed", False)
