"""What a handover asks: where and when, what goes along, and who goes on."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cities.models import City
from conference_portal.kit.formats import weekday_day
from conference_portal.kit.inputs import DayInput, Ticks, within_reach
from conference_portal.kit.languages import READING, language_name, text
from conference_portal.kit.pages import moment
from events.editions.models import Edition
from events.handover.changes.choices import NONE, TEXTS, TITLES, Choices
from events.handover.changes.shifting import proposed_start
from events.handover.changes.source import Source

if TYPE_CHECKING:
    from datetime import date

    from events.editions.models import Event, Involvement
    from events.handover.changes import Plan

EVENT, ADDRESS = "event-", "address-"
_USUAL_PAUSE = 2  # years
# Whose guests read what most easily. A Norwegian reads Danish; Finland writes two languages, and neither is here twice.
_LETTERS = {"DK": "da", "NO": "da", "SE": "sv", "IS": "is", "FI": "en", "FO": "da", "GL": "da", "AX": "sv"}


class StartForm(forms.Form):
    year = forms.IntegerField(label=gettext_lazy("Year"), widget=forms.TextInput({"inputmode": "numeric"}))
    host = forms.ModelChoiceField(
        City.objects.none(), label=gettext_lazy("Host city"), empty_label=gettext_lazy("Choose a city")
    )
    starts_on = forms.DateField(
        label=gettext_lazy("First day of the conference"), widget=DayInput(), validators=[within_reach]
    )

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        taken = set(Edition._base_manager.values_list("year", flat=True))
        year = next(each for each in count(source.edition.year + _USUAL_PAUSE, _USUAL_PAUSE) if each not in taken)
        proposed = {"year": year, "starts_on": proposed_start(source.first_day, year)}
        super().__init__(*args, **{"initial": proposed} | kwargs)
        host: Any = self.fields["host"]
        host.queryset = City.objects.in_order()
        if source.first_day:
            told = _("%(before)s was %(day)s. With the same day of the week every other day keeps its own, too.")
            days = {"before": source.edition, "day": weekday_day(source.first_day, year=True)}
            self.fields["starts_on"].help_text = told % days


class ChoicesForm(forms.Form):
    """Fields for what the edition has; what it has none of is not asked."""

    event_texts = forms.BooleanField(label=gettext_lazy("The texts of the events, to be rewritten"), required=False)
    key_dates = forms.BooleanField(required=False)
    guides = forms.BooleanField(required=False)
    partners = forms.BooleanField(required=False)
    purpose = forms.BooleanField(label=gettext_lazy("Purpose and target group"), required=False)
    subthemes = forms.BooleanField(required=False)
    programme = forms.ChoiceField(label=gettext_lazy("Sessions"), widget=forms.RadioSelect)
    pages = forms.ChoiceField(label=gettext_lazy("Pages"), widget=forms.RadioSelect)
    involvements = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Organisations behind it"), widget=Ticks, coerce=int, required=False
    )

    def __init__(self, *args: Any, proposal: Plan, **kwargs: Any) -> None:
        self.plan, self.source = proposal, proposal.source
        super().__init__(*args, **{"initial": self._proposed()} | kwargs)
        self._count()
        choices = {"programme": _programme(len(self.source.sessions)), "pages": _pages(len(self.source.pages))}
        for name, found in choices.items():
            field: Any = self.fields[name]
            field.choices = found
        bodies: Any = self.fields["involvements"]
        bodies.choices = [(each.pk, _body(each)) for each in self.source.involvements]
        for event in self.source.events:
            self._ask_for(event)
        for name, rows in self._amounts().items():
            if not rows:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for event in self.source.events:
            name = f"{ADDRESS}{event.pk}"
            if found.get(f"{EVENT}{event.pk}") and not found.get(name) and name not in self.errors:
                self.add_error(name, _("Write an address: small letters, figures and hyphens."))
        return found

    @property
    def choices(self) -> Choices:
        """What was ticked. Only of a form that is valid but for addresses."""
        said = self.cleaned_data
        chosen = {
            event.pk: said.get(f"{ADDRESS}{event.pk}", "")
            for event in self.source.events
            if said.get(f"{EVENT}{event.pk}")
        }
        ticks = ("event_texts", "key_dates", "guides", "partners", "purpose", "subthemes")
        return Choices(
            events=chosen,
            involvements=frozenset(said.get("involvements", ())),
            programme=said.get("programme", NONE),
            pages=said.get("pages", NONE),
            **{name: bool(said.get(name)) for name in ticks},
        )

    @property
    def event_rows(self) -> list[tuple[Any, Any, Event]]:
        return [(self[f"{EVENT}{each.pk}"], self[f"{ADDRESS}{each.pk}"], each) for each in self.source.events]

    @property
    def radios(self) -> list[Any]:
        return [self[name] for name in ("programme", "pages") if name in self.fields]

    @property
    def involvements_field(self) -> Any:
        return self["involvements"] if "involvements" in self.fields else None

    @property
    def ticks(self) -> list[Any]:
        """The plain ones, in the order in which a year is made."""
        names = ("event_texts", "key_dates", "partners", "purpose", "guides", "subthemes")
        return [self[name] for name in names if name in self.fields]

    def _ask_for(self, event: Event) -> None:
        made = text(event, "title").value or event.slug
        self.fields[f"{EVENT}{event.pk}"] = forms.BooleanField(label=made, required=False)
        label = _("New web address")
        self.fields[f"{ADDRESS}{event.pk}"] = forms.CharField(
            label=f"{label}: {made}", required=False, max_length=120, widget=forms.TextInput({"autocomplete": "off"})
        )

    def _proposed(self) -> dict[str, Any]:
        usual = Choices()
        names = ("event_texts", "key_dates", "guides", "partners", "purpose", "subthemes", "programme", "pages")
        found = {name: getattr(usual, name) for name in names}
        found["involvements"] = [each.pk for each in self.source.involvements if self.source.is_series_wide(each)]
        for event in self.source.events:
            found[f"{EVENT}{event.pk}"] = event.cancelled_at is None
            found[f"{ADDRESS}{event.pk}"] = self.plan.copy.address_of(event)
        return found

    def _count(self) -> None:
        labels = {
            "key_dates": (_("Key dates"), len(self.source.key_dates)),
            "guides": (_("Discussion guides"), len(self.source.guides)),
            "partners": (_("Partner cities"), self.source.partners),
            "subthemes": (_("Sub-themes, as examples"), len(self.source.subthemes)),
        }
        for name, (label, number) in labels.items():
            self.fields[name].label = f"{label} ({number})"
        self.fields["subthemes"].help_text = _(
            "Readers see them as soon as the year is announced. Replace them before."
        )

    def _amounts(self) -> dict[str, Any]:
        source = self.source
        return {
            "event_texts": source.events,
            "key_dates": source.key_dates,
            "guides": source.guides,
            "partners": source.partners,
            "purpose": text(source.edition, "purpose").value or text(source.edition, "target_group").value,
            "subthemes": source.subthemes,
            "programme": source.sessions,
            "pages": source.pages,
            "involvements": source.involvements,
        }


class TransferForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail of the new chief"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("An invitation is sent there. The chief then invites the others."),
    )
    stays = forms.BooleanField(label=gettext_lazy("I go on: make me chief of the new year, too"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the handover letter"))
    until = forms.DateField(
        label=gettext_lazy("Last day of the chiefs of the old year"),
        required=False,
        widget=DayInput(),
        validators=[within_reach],
        help_text=gettext_lazy("Empty: they stay chiefs of the old year."),
    )
    archived_on = forms.DateField(
        label=gettext_lazy("The old year is archived from"),
        required=False,
        widget=DayInput(),
        validators=[within_reach],
        help_text=gettext_lazy("From that day on nobody changes it any more. Empty: it is not archived by this."),
    )

    def __init__(self, *args: Any, plan: Plan, is_keeper: bool, **kwargs: Any) -> None:
        language = _LETTERS.get(plan.wanted.host.country, "en")
        super().__init__(*args, **{"initial": {"language": language}} | kwargs)
        self.is_keeper = is_keeper
        spoken: Any = self.fields["language"]
        spoken.choices = [(code, capfirst(language_name(code))) for code in READING]
        if plan.source.edition.archived_at:
            del self.fields["archived_on"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()

    def clean_until(self) -> Any:
        return self._to_come("until")

    def clean_archived_on(self) -> Any:
        return self._to_come("archived_on")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not (self.is_keeper or found.get("email") or found.get("stays") or "email" in self.errors):
            self.add_error("email", _("Say who takes over, or tick that you go on."))
        return found

    def _to_come(self, name: str) -> date | None:
        found: date | None = self.cleaned_data[name]
        if found and found <= timezone.localdate(moment()):
            raise ValidationError(_("Write a day to come."))
        return found


def _programme(number: int) -> list[tuple[str, str]]:
    told = ngettext("%(count)s session", "%(count)s sessions", number) % {"count": number}
    return [
        (TITLES, _("%(sessions)s, empty: kind, day, clock time and title") % {"sessions": told}),
        (TEXTS, _("%(sessions)s with their texts, as examples") % {"sessions": told}),
        (NONE, _("None: the programme begins with an empty page")),
    ]


def _pages(number: int) -> list[tuple[str, str]]:
    told = ngettext("%(count)s page", "%(count)s pages", number) % {"count": number}
    return [
        (TEXTS, _("%(pages)s with their texts, to be rewritten") % {"pages": told}),
        (TITLES, _("%(pages)s, empty: address and title") % {"pages": told}),
        (NONE, _("None: the new host writes its own")),
    ]


def _body(involvement: Involvement) -> str:
    name = f"{involvement.organisation} ({involvement.get_role_display()})"
    return f"{name}, {involvement.event}" if involvement.event else name
