"""What a speaker sent about themselves, beside what stands: field by field, and how what was accepted is written."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from conference_portal.history.wording import difference
from conference_portal.kit.languages import column, language_name
from conference_portal.kit.pictures import read
from conference_portal.kit.recording import sign
from conference_portal.media.models import Image
from events.programme.models import Appearance, EntryFile, Material, Session, SpeakerEntry
from speakers.models import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.contrib.auth.models import User
    from django.utils.safestring import SafeString

THEN = ("job_title", "organisation")
OF_RECORD = ("name", "biography", "links", "photo")  # one for all years


@dataclass(frozen=True)
class Proposal:
    """`key` names it in the form. Not `may`: it is for the keepers, since others show the person, too."""

    key: str
    label: str
    before: str = ""
    after: str = ""
    language: str = ""
    may: bool = True
    file: EntryFile | None = None
    notes: tuple[str, ...] = ()
    wanted: bool = True  # ticked from the start

    @property
    def difference(self) -> SafeString:
        return difference(self.before, self.after)


def as_it_stands(entry: SpeakerEntry, language: str) -> dict[str, Any]:
    """The values of the form before anything was sent."""
    speaker, first = entry.speaker, entry.appearances.order_by("session__starts_at", "pk").first()
    found = {"name": speaker.name, "biography": getattr(speaker, column("biography", language)) or ""}
    found |= {"links": list(speaker.links)}
    return found | {name: (getattr(first, column(name, language)) or "") if first else "" for name in THEN}


def proposals(entry: SpeakerEntry, user: User) -> list[Proposal]:
    """What differs from what stands. What the speaker took back is not among it."""
    language = entry.data.get("language", entry.language)
    return [*_texts(entry, language, user), *_photo(entry, user), *_slides(entry, user)]


def _texts(entry: SpeakerEntry, language: str, user: User) -> Iterator[Proposal]:
    stands = as_it_stands(entry, language)
    record = Speaker.objects.editable_by(user).filter(pk=entry.speaker_id).exists()
    labels = {
        "name": _("Name as it is printed"),
        "job_title": _("Job title this year"),
        "organisation": _("Organisation this year"),
        "biography": _("Biography"),
        "links": _("Links"),
    }
    for name, label in labels.items():
        if name not in entry.data or entry.data[name] == stands[name]:
            continue
        before, after = (_as_words(each[name]) for each in (stands, entry.data))
        tongue = language if name in {*THEN, "biography"} else ""
        called = f"{label} ({language_name(tongue)})" if tongue else label
        yield Proposal(name, called, before, after, tongue, may=name in THEN or record)


def _as_words(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


def _photo(entry: SpeakerEntry, user: User) -> Iterator[Proposal]:
    told = entry.data.get("photo")
    file = entry.files.filter(session=None).light().first()
    if told and file:
        record = Speaker.objects.editable_by(user).filter(pk=entry.speaker_id).exists()
        yield Proposal("photo", _("Photo"), after=told["alt"], file=file, may=record, notes=consent(told))


def consent(told: dict[str, Any]) -> tuple[str, ...]:
    scope = _("For this year’s pages alone") if told["scope"] == "year" else _("For this and later years")
    words = [_("Agreed: %(who)s") % {"who": told["who"]}, scope]
    words += [_("Until %(day)s") % {"day": told["until"]}] if told["until"] else []
    if told["minor"]:
        words.append(_("Somebody in it is under 18; agreed for them: %(who)s") % {"who": told["guardian"]})
    return tuple(words)


def _slides(entry: SpeakerEntry, user: User) -> Iterator[Proposal]:
    mine = set(
        Session.objects.editable_by(user).filter(pk__in=entry.sessions.values("pk")).values_list("pk", flat=True)
    )
    for file in entry.files.slides().light().select_related("session__event"):
        assert file.session is not None  # noqa: S101 (asked for above)
        notes = (str(file.session), *([] if file.at_once else [_("Not to be shown before the session")]))
        label = _("Slides: %(title)s") % {"title": file.title}
        may = file.session_id in mine
        yield Proposal(
            f"slides-{file.pk}", label, after=file.title, file=file, may=may, notes=notes, wanted=file.at_once
        )


# Accepting


@transaction.atomic
def accept(entry: SpeakerEntry, keys: Iterable[str], *, by: User, answer: str = "") -> list[Proposal]:
    """Writes what is named and may be written, and deletes the files.

    Raises ValidationError: then nothing is written."""
    sign(by, "admin")
    chosen = set(keys)
    taken = [each for each in proposals(entry, by) if each.key in chosen and each.may]
    language = entry.data.get("language", entry.language)
    speaker = Speaker.objects.select_for_update().get(pk=entry.speaker_id)
    for each in taken:
        if each.key in THEN:
            _write_then(entry, each, language)
        elif each.file is not None and each.file.session_id:
            _hand_out(each.file)
        elif each.file is not None:
            speaker.photo = _keep(entry.data["photo"], each.file, language, by)
        else:
            name = column("biography", language) if each.key == "biography" else each.key
            setattr(speaker, name, entry.data[each.key])
    if any(each.key in OF_RECORD for each in taken):
        speaker.full_clean()
        speaker.save()
    entry.files.all().delete()
    entry.decide(SpeakerEntry.State.ACCEPTED, by=by, answer=answer)
    return taken


def _write_then(entry: SpeakerEntry, proposal: Proposal, language: str) -> None:
    for row in entry.appearances.select_for_update(of=("self",)):
        setattr(row, column(proposal.key, language), proposal.after)
        row.full_clean(validate_unique=False)
        Appearance.save(row)


def _hand_out(file: EntryFile) -> None:
    session = file.session
    assert session is not None  # noqa: S101 (slides have one)
    material = Material(event=session.event, session=session, kind=Material.Kind.SLIDES, language=file.language)
    setattr(material, column("title", file.language), file.title)
    material.file = ContentFile(bytes(file.content), name=f"{token_hex(16)}.pdf")
    material.full_clean()
    material.save()


def _keep(told: dict[str, Any], file: EntryFile, language: str, by: User) -> Image:
    image = Image(credit=told["credit"], consent_until=told["until"] or None, uploaded_by=by)
    setattr(image, column("alt", language), told["alt"])
    image.take(read(ContentFile(bytes(file.content), name="photo.webp")))
    image.full_clean()
    image.save()
    return image
