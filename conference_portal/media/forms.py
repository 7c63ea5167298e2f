"""The upload of an image: read, checked and made anew before anything is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.forms import OwnedForm
from conference_portal.kit.pictures import Picture, read
from conference_portal.media.models import Image


class PictureInput(forms.FileInput):
    """Beside it the page shows the picture that is there; a picture is replaced or withdrawn, never emptied."""

    def __init__(self) -> None:
        super().__init__({"accept": "image/jpeg,image/png,image/webp,image/gif"})


class PictureFile(ContentFile[bytes]):
    """A file that carries the picture that was read from it."""

    def __init__(self, picture: Picture, name: str) -> None:
        super().__init__(picture.whole, name=name)
        self.picture = picture


class PictureField(forms.FileField):
    widget = PictureInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if isinstance(found, FieldFile) or not isinstance(found, File):
            return found
        return PictureFile(read(found), "picture.webp")


class ImageForm(OwnedForm):
    file = PictureField(
        label=_("Picture"),
        help_text=_(
            "JPEG, PNG, WebP or GIF, at most 15 MB. Place and camera are taken out; a moving picture becomes a still."
        ),
    )

    class Meta:
        model = Image
        exclude = ()

    replaced: tuple[str, ...] = ()  # files that nobody needs once the row is saved

    def _post_clean(self) -> None:
        """Files are written once the whole form is right: a form with an error leaves nothing behind."""
        found = self.cleaned_data.get("file")
        if not isinstance(found, PictureFile):
            super()._post_clean()
            return
        del self.cleaned_data["file"]
        before = self.instance.names()
        self.instance.file.name = self.instance.file.name or found.name
        super()._post_clean()
        if not self.errors:
            self._keep(found.picture, before)

    def _keep(self, picture: Picture, before: list[str]) -> None:
        try:
            self.instance.take(picture)
        except OSError:
            self.add_error(
                "file", _("The picture could not be stored. Try again later, or tell the keepers of the series.")
            )
            return
        self.replaced = tuple(before)
        if self._stored:
            self.written.append("file")

    def add_error(self, field: str | None, error: Any) -> None:
        """What belongs to a field that this page does not show stands above the form."""
        if isinstance(error, ValidationError) and field and field not in self.fields:
            field = None
        super().add_error(field, error)
