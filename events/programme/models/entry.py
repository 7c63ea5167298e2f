"""A speaker's own entry by link: what they would have printed about themselves. A proposal, until an editor accepts it.

It names a person and holds their files, in the database and nowhere else: all of it goes `DAYS_KEPT` days after it was
decided, or after the link ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference_portal.kit.content import Gated
from conference_portal.kit.pages import moment
from events.editions.models import Contact, Edition, Event
from events.editions.models.belonging import ONE_OWNER
from events.editions.models.keyed import Keyed, KeyedQuerySet
from events.programme.models.session import Appearance, Session
from speakers.models import Speaker

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from conference_portal.kit.content import Someone

DAYS_OPEN, DAYS_KEPT = 30, 60
MOST_FILES = 6


class SpeakerEntryQuerySet(KeyedQuerySet["SpeakerEntry"]):
    """For those who edit the programme that the speaker is on."""

    shown_with = ("speaker", "made_by")

    def visible_to(self, user: Someone) -> SpeakerEntryQuerySet:
        return self.editable_by(user)

    def overdue(self) -> SpeakerEntryQuerySet:
        """`manage.py tidy` deletes them, with their files."""
        end = timezone.now() - timedelta(days=DAYS_KEPT)
        is_over = Q(until__lt=timezone.localdate(end)) | Q(withdrawn_at__lte=end)
        return self.filter(is_over | Q(decided_at__lte=end))

    def make(self, speaker: Speaker, thing: Edition | Event, **more: Any) -> tuple[SpeakerEntry, str]:
        """The entry, and the key of its link, which is nowhere else. `more`: by whom, until, email, language."""
        return self.keyed(thing, speaker=speaker, **more)


def in_a_month() -> date:
    return timezone.localdate() + timedelta(days=DAYS_OPEN)


class SpeakerEntry(Keyed):
    class State(models.TextChoices):
        ASKED = "asked", _("link sent, nothing back yet")
        WAITING = "waiting", _("waits for you")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    speaker = models.ForeignKey(Speaker, models.CASCADE, verbose_name=_("speaker"), related_name="entries")
    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), null=True, related_name="speaker_entries"
    )
    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), null=True, related_name="speaker_entries")
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField("language of the mail", max_length=12, default="da")
    until = models.DateField(_("works until"), default=in_a_month)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="made by", null=True, related_name="+"
    )
    made_at = models.DateTimeField("made at", default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    data = models.JSONField(default=dict)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    decided_at = models.DateTimeField("decided at", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="decided by", null=True, related_name="+"
    )
    answer = models.TextField("word to the speaker", blank=True)

    objects = models.Manager.from_queryset(SpeakerEntryQuerySet)()

    class Meta:
        verbose_name = _("speaker’s own entry")
        verbose_name_plural = _("speakers’ own entries")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_OWNER, name="programme_speakerentry_has_one_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker}, {self.thing}"

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None and self.until >= timezone.localdate(moment())

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def appearances(self) -> QuerySet[Appearance]:
        """Where the speaker stands this year."""
        rows = Appearance.objects.filter(speaker=self.speaker_id, session__withdrawn_at=None)
        of_thing = rows.filter(session__event__edition=self.edition_id) if self.edition_id else rows
        return of_thing if self.edition_id else rows.filter(session__event=self.event_id)

    @property
    def sessions(self) -> QuerySet[Session]:
        return Session.objects.filter(pk__in=self.appearances.values("session")).select_related("event")

    @property
    def contact(self) -> Contact | None:
        """Whom to ask when the link has ended."""
        rows = Contact.objects.filter(edition=self.edition_id, event=self.event_id).exclude(email="")
        return rows.order_by("position", "pk").first()

    def send(self, data: dict[str, Any] | None = None) -> None:
        """It waits for an editor, whatever became of what was sent before."""
        if data is not None:
            self.data = data
        self.state, self.sent_at = self.State.WAITING, moment()
        self.decided_at = self.decided_by = None
        self.answer = ""
        self.save()

    def decide(self, state: str, *, by: Any, answer: str = "") -> None:
        self.state, self.decided_at, self.decided_by, self.answer = state, moment(), by, answer
        self.save()


class EntryFileQuerySet(Gated["EntryFile"]):
    editions: ClassVar[tuple[str, ...]] = ("entry__edition", "entry__event__edition")
    events: ClassVar[tuple[str, ...]] = ("entry__event",)

    def public(self) -> Q:
        return Q(pk__in=())

    def slides(self) -> EntryFileQuerySet:
        return self.exclude(session=None)

    def light(self) -> EntryFileQuerySet:
        return self.defer("content")


class EntryFile(models.Model):
    """A photo, or slides of a session, as they were looked at when they came: no other kind gets here."""

    entry = models.ForeignKey(SpeakerEntry, models.CASCADE, related_name="files")
    session = models.ForeignKey(Session, models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, blank=True)
    at_once = models.BooleanField(default=True)  # else not before the session
    content = models.BinaryField()

    objects = models.Manager.from_queryset(EntryFileQuerySet)()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title
