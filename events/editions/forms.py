"""What the admin asks of an edition's colours, of a membership, and of somebody who is invited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model, password_validation
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference_portal.kit.colours import RATIO, Colour, as_hex, contrast, fit, parse, tokens
from conference_portal.kit.emblem import drawing
from conference_portal.kit.formats import number
from conference_portal.kit.forms import OwnedForm
from conference_portal.kit.inputs import DayInput, ZoneField, within_reach
from conference_portal.kit.languages import READING, language_name, reading_language
from conference_portal.kit.pages import moment
from events.editions.models import Edition, Event, Invitation, Membership, Role
from events.editions.models.preview import in_two_weeks

LONGEST_PREVIEW = 90  # days
SEEN = 0.005  # less chroma than this nobody sees


class EventForm(OwnedForm):
    """A new event keeps the clocks of its place, unless somebody says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("time_zone")
        if isinstance(field, ZoneField) and self.instance._state.adding:  # noqa: SLF001 (Django documents it)
            field.required, field.unset = False, gettext_lazy("As in its city, or in the host city")
            self.initial["time_zone"] = ""

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if "time_zone" in found and not found["time_zone"]:
            found["time_zone"] = zone_of(found)
        return found


def zone_of(place: Mapping[str, Any]) -> str:
    """The zone of the city of an event, of its room's, or of the one that hosts its edition."""
    room, edition = place.get("room"), place.get("edition")
    city = place.get("city") or (room and room.venue.city) or (edition and edition.host)
    zone: str = city.time_zone if city else Event._meta.get_field("time_zone").default
    return zone


class PersonField(forms.ModelChoiceField[Any]):
    """A user by the name that they sign in with: nobody is offered a list of people."""

    def __init__(self, **kwargs: Any) -> None:
        queryset = get_user_model()._default_manager.filter(is_active=True)
        super().__init__(queryset, to_field_name="username", widget=forms.TextInput, **kwargs)


class MembershipForm(OwnedForm):
    user = PersonField(
        label=gettext_lazy("User name"),
        help_text=gettext_lazy("As the person signs in. Accounts are made by the keepers of the series."),
        error_messages={"invalid_choice": gettext_lazy("Nobody signs in with this name.")},
    )

    class Meta:
        model = Membership
        exclude = ()


class TermForm(forms.Form):
    """A role, and until when."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    until = forms.DateField(
        label=gettext_lazy("Until and with"),
        required=False,
        widget=DayInput(),
        validators=[within_reach],
        help_text=gettext_lazy("Empty: without an end. The day after, the person is no longer let in here."),
    )

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate(moment()):
            raise ValidationError(_("This day is over."))
        return until


class MemberForm(TermForm):
    """`membership`: whose. A chief who is the last one stays chief, unless the keepers say otherwise."""

    def __init__(self, *args: Any, membership: Membership, by_keeper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"role": membership.role, "until": membership.until}})
        self.membership, self.by_keeper = membership, by_keeper

    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"]
        if role != Role.CHIEF and self.membership.is_the_last_chief and not self.by_keeper:
            raise ValidationError(NO_CHIEF)
        return role


NO_CHIEF = gettext_lazy("Then nobody would be chief here. Make somebody else chief first.")


class InviteForm(TermForm):
    """`thing`: the edition or event that somebody is invited to."""

    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=150)
    language = forms.ChoiceField(label=gettext_lazy("Language of the mail"))
    field_order = ("email", "role", "until", "language")

    def __init__(self, *args: Any, thing: Edition | Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"role": Role.EDITOR, "language": reading_language()}})
        self.thing = thing
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label, choices=[(code, language_name(code)) for code in READING]
        )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        members = Membership.objects.of(self.thing).today()
        if members.filter(Q(user__email__iexact=email) | Q(user__username__iexact=email)).exists():
            raise ValidationError(_("This person works here already: change the role in the list."))
        return email


class PreviewForm(forms.Form):
    """A link that shows the draft to somebody without an account."""

    note = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A word for the list, so that you know later which link this was."),
    )
    until = forms.DateField(label=gettext_lazy("Works until"), widget=DayInput(), initial=in_two_weeks)

    def clean_until(self) -> Any:
        until, today = self.cleaned_data["until"], timezone.localdate(moment())
        if not today <= until <= today + timedelta(days=LONGEST_PREVIEW):
            raise ValidationError(_("Choose a day from today on, at most 90 days ahead."))
        return until


class ArchiveForm(forms.Form):
    start = forms.DateField(
        label=gettext_lazy("From the day on"),
        required=False,
        widget=DayInput(),
        validators=[within_reach],
        help_text=gettext_lazy("Empty: now."),
    )

    def clean_start(self) -> Any:
        start = self.cleaned_data["start"]
        if start and start <= timezone.localdate(moment()):
            raise ValidationError(_("Write a day to come, or leave it empty: then it is archived now."))
        return start


class JoinForm(forms.Form):
    """A new account for the address that the invitation went to."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("Password, once more"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = invitation.email
        self.fields["password"].help_text = password_validation.password_validators_help_text_html()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        accounts = get_user_model()._default_manager
        if accounts.filter(Q(username__iexact=self.email) | Q(email__iexact=self.email)).exists():
            raise ValidationError(_("You have an account for this address already: log in with it, and accept."))
        password = found.get("password", "")
        if password and found.get("again") and password != found["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        if password:
            try:
                password_validation.validate_password(password, self._account())
            except ValidationError as error:
                self.add_error("password", error)
        return found

    def _account(self) -> Any:
        """Not stored yet."""
        name = self.cleaned_data.get("name", "")
        return get_user_model()(username=self.email, email=self.email, first_name=name, is_staff=True)

    def make(self) -> Any:
        account = self._account()
        account.set_password(self.cleaned_data["password"])
        account.save()
        return account


def derived(edition: Edition) -> dict[str, Any]:
    """What the admin draws beside the colours that were entered: the pairs with their contrast, and why they differ."""
    try:
        ground, signal = parse(edition.ground), parse(edition.signal)
    except ValueError:
        return {"faces": []}
    palette = tokens(ground, signal)
    entered = {
        "label": _("as entered"),
        "ground": as_hex(ground),
        "signal": as_hex(signal),
        "contrast": _ratio(ground, signal),
        "fails": contrast(fit(ground), fit(signal)) < RATIO,
    }
    faces = [_face(_("by day"), "day", palette), _face(_("by night"), "night", palette)]
    return {"entered": entered, "faces": faces, "reasons": reasons(edition), "emblem": _emblem(edition)}


def reasons(edition: Edition) -> list[str]:
    """Why the portal's pair is not the one that was entered; empty where it is."""
    ground, signal = parse(edition.ground), parse(edition.signal)
    palette, found = tokens(ground, signal), []
    if fit(ground).chroma < ground.chroma - SEEN or fit(signal).chroma < signal.chroma - SEEN:
        found.append(
            _(
                "One of the two is more colourful than a screen can show; "
                "the portal takes the nearest that can be shown."
            )
        )
    if contrast(fit(ground), fit(signal)) < RATIO:
        told = _(
            "The two have a contrast of %(ratio)s : 1; words can be read from %(asked)s : 1. "
            "The portal therefore takes the nearest lightness of the signal that can be read: %(colour)s."
        )
        given = {"ratio": _ratio(ground, signal), "asked": number(RATIO), "colour": as_hex(palette["day-signal"])}
        found.append(told % given)
    return found


def warning(edition: Edition) -> str:
    """For the message after saving; empty where the pair is shown as entered."""
    return " ".join(reasons(edition))


def _face(label: str, time: str, palette: dict[str, Colour]) -> dict[str, Any]:
    ground = palette[f"{time}-ground"]
    rows = ((_("signal"), palette[f"{time}-signal"]), (_("text"), palette[f"{time}-on"]))
    return {
        "label": label,
        "ground": as_hex(ground),
        "accent": as_hex(palette[f"{time}-accent"]),
        "rows": [
            {"label": name, "colour": as_hex(colour), "contrast": _ratio(ground, colour)} for name, colour in rows
        ],
    }


def _ratio(one: Colour, other: Colour) -> str:
    return number(round(contrast(fit(one), fit(other)), 2))


def _emblem(edition: Edition) -> str:
    """The edition's mark, once host and partners are known."""
    host = edition.host.position if edition.host_id and edition.pk else None
    if host is None:
        return ""
    partners = [city.position for city in edition.partners.exclude(pk=edition.host_id) if city.position]
    ordinal = Edition.objects.filter(year__lte=edition.year).count()
    return drawing(host, partners, ordinal=ordinal, frame="mark")
