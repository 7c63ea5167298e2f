"""What is asked of speakers who write their own entry, and of the editor who asks them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    EmailField,
    FileField,
    FileInput,
    Form,
    ModelChoiceField,
    RadioSelect,
    Textarea,
    TextInput,
)
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference_portal.kit import documents
from conference_portal.kit.inputs import DayInput, LinesField, within_reach
from conference_portal.kit.languages import READING, SortKey, language_name, reading_language
from conference_portal.kit.pages import moment
from conference_portal.media.forms import PictureField
from events.programme.models import Appearance, Session
from events.programme.models.entry import in_a_month
from speakers.models import Speaker

LONGEST_ENTRY = 180  # days


class AskForm(Form):
    """Whose own entry is asked for: somebody on a programme of the editor's."""

    speaker: Any = ModelChoiceField(label=_("Speaker"), queryset=None)
    email = EmailField(
        label=_("E-mail"),
        required=False,
        max_length=250,
        help_text=_("The link is sent there. Left empty, you hand it over yourself."),
    )
    language = ChoiceField(label=_("Language of the mail"))
    until = DateField(label=_("Works until"), widget=DayInput(), initial=in_a_month)

    def __init__(self, *args: Any, appearances: QuerySet[Appearance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speakers: Any = self.fields["speaker"]
        found = Speaker.objects.filter(pk__in=appearances.values("speaker"))
        speakers.queryset = found.order_by(SortKey("sort_name"), "name")
        self.fields["language"] = ChoiceField(
            label=self.fields["language"].label, choices=spoken(), initial=reading_language()
        )

    def clean_until(self) -> Any:
        until, today = self.cleaned_data["until"], timezone.localdate(moment())
        if not today <= until <= today + timedelta(days=LONGEST_ENTRY):
            raise ValidationError(_("Choose a day from today on, at most 180 days ahead."))
        return until


class EntryForm(Form):
    """What speakers say of themselves. Nothing but the name must be filled."""

    name = CharField(label=_("Name as it is printed"), max_length=200, widget=TextInput({"autocomplete": "name"}))
    job_title = CharField(label=_("Job title this year"), max_length=250, required=False)
    organisation = CharField(label=_("Organisation this year"), max_length=250, required=False)
    biography = CharField(
        label=_("Biography"),
        max_length=5000,
        required=False,
        widget=Textarea({"rows": 10}),
        help_text=_("A few sentences, as you would be introduced. An empty line begins a new paragraph."),
    )
    links = LinesField(
        is_address=True, label=_("Links"), required=False, help_text=_("One a line, beginning with https://")
    )
    photo = PictureField(
        label=_("Photo"),
        required=False,
        help_text=_("JPEG, PNG or WebP, at most 15 MB. Where and with which camera it was taken is removed."),
    )
    alt = CharField(
        label=_("The photo in words"),
        max_length=250,
        required=False,
        help_text=_("For those who cannot see it: “Portrait of a woman in front of a bookcase”."),
    )
    credit = CharField(label=_("Photographer"), max_length=200, required=False)
    agreed = BooleanField(
        label=_("I may hand over this photo, and everybody in it agrees that the portal shows it"), required=False
    )
    scope = ChoiceField(
        label=_("Where it may be shown"),
        required=False,
        widget=RadioSelect,
        initial="year",
        choices=[("year", _("For this year’s pages alone")), ("always", _("For this and later years"))],
    )
    shown_until = DateField(
        label=_("Until when"),
        required=False,
        widget=DayInput(),
        validators=[within_reach],
        help_text=_("Empty: until you ask us to take it away."),
    )
    minor = BooleanField(label=_("Somebody in the photo is under 18"), required=False)
    guardian = CharField(
        label=_("Who agreed for them"),
        max_length=200,
        required=False,
        help_text=_("A parent or guardian, and how they agreed. Without that we cannot show the photo."),
    )

    without = BooleanField(label=_("Remove the photo"), required=False)

    def __init__(self, *args: Any, has_photo: bool, **kwargs: Any) -> None:
        self.has_photo = has_photo
        super().__init__(*args, **kwargs)
        if not has_photo:
            del self.fields["without"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        stays = self.has_photo and not found.get("without")
        if not (found.get("photo") or stays):
            return found
        needed = {
            "alt": _("Say in words what the photo shows."),
            "agreed": _("Without your agreement we cannot show the photo."),
        }
        if found.get("minor"):
            needed["guardian"] = _("Say who agreed for the person under 18.")
        for name, told in needed.items():
            if not found.get(name) and name not in self.errors:
                self.add_error(name, told)
        return found


class SlidesForm(Form):
    prefix = "slides"
    session: Any = ModelChoiceField(label=_("Session"), queryset=None)
    title = CharField(label=_("Title"), max_length=200)
    language = ChoiceField(label=_("Language"))
    file = FileField(
        label=_("Slides"),
        widget=FileInput({"accept": "application/pdf"}),
        help_text=_("A PDF of at most 20 MB. Save PowerPoint and Keynote as PDF first."),
    )
    at_once = BooleanField(label=_("May be shown before the session"), required=False)

    def __init__(self, *args: Any, sessions: QuerySet[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session: Any = self.fields["session"]
        session.queryset = sessions
        self.fields["language"] = ChoiceField(
            label=self.fields["language"].label, choices=spoken(), initial=reading_language()
        )

    def clean_file(self) -> Any:
        return documents.checked(self.cleaned_data["file"])


def spoken() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in READING]
