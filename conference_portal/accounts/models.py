"""What signing in needs beside Django's accounts: open sign-ins, the second step, and who tried how often."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference_portal.accounts import codes

MEANINGFUL = timedelta(days=1)  # a failed try older than this says nothing


class SignInQuerySet(models.QuerySet["SignIn"]):
    def overdue(self) -> Self:
        return self.filter(expire_date__lt=timezone.now())


class SignIn(AbstractBaseSession):
    """A session of Django's that knows whose it is and when it began, so that all of a person can be ended."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sign_ins")
    started_at = models.DateTimeField()

    objects: ClassVar[BaseSessionManager[Self]] = BaseSessionManager.from_queryset(SignInQuerySet)()

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")

    def __str__(self) -> str:
        """Not the key of the session, which is as good as a password."""
        return f"{self.started_at:%Y-%m-%d %H:%M} UTC"

    @classmethod
    def get_session_store_class(cls) -> type:
        return import_module(settings.SESSION_ENGINE).SessionStore  # type: ignore[no-any-return]


class SecondStepQuerySet(models.QuerySet["SecondStep"]):
    def seal_anew(self) -> int:
        """After SECRET_KEY was changed: what the former key sealed is sealed with today's."""
        found = [each for each in self if not codes.is_sealed_with_todays_key(each.sealed)]
        for each in found:
            if (secret := each.secret) is not None:
                each.sealed = codes.seal(secret)
        self.bulk_update(found, ["sealed"])
        return len(found)


class SecondStep(models.Model):
    """The app on somebody's phone: its secret, and the last code that was taken, so that none is taken twice."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_step")
    sealed = models.CharField(max_length=200)
    salt = models.BinaryField(max_length=16)
    last_step = models.BigIntegerField(default=0)
    set_at = models.DateTimeField()

    objects = models.Manager.from_queryset(SecondStepQuerySet)()

    class Meta:
        verbose_name = _("second step")
        verbose_name_plural = _("second steps")

    def __str__(self) -> str:
        return f"{self.user}"

    @classmethod
    def set_up(cls, user: Any, secret: bytes, step: int) -> list[str]:
        """Takes the place of a former one. The codes are known here and nowhere else."""
        values = {"sealed": codes.seal(secret), "last_step": step, "set_at": timezone.now()}
        with transaction.atomic():
            made, _is_new = cls.objects.update_or_create(user=user, defaults=values)
            return made.make_backup_codes()

    @property
    def secret(self) -> bytes | None:
        return codes.unseal(self.sealed)

    def make_backup_codes(self) -> list[str]:
        made = codes.new_backup_codes()
        salt = secrets.token_bytes(16)
        rows = [BackupCode(of=self, digest=codes.backup_digest(code, salt)) for code in made]
        with transaction.atomic():
            self.salt = salt
            self.save(update_fields=["salt"])
            self.backup_codes.all().delete()
            BackupCode.objects.bulk_create(rows)
        return made

    def takes(self, code: str) -> bool:
        """Each code is taken once, also when it arrives twice at one moment."""
        if len(code) == codes.BACKUP_DIGITS:
            digest = codes.backup_digest(code, bytes(self.salt))
            return bool(self.backup_codes.filter(digest=digest).delete()[0])
        secret = self.secret
        step = codes.step_of(secret, code) if secret else None
        if step is None:
            return False
        return bool(SecondStep.objects.filter(pk=self.pk, last_step__lt=step).update(last_step=step))


class BackupCode(models.Model):
    of = models.ForeignKey(SecondStep, models.CASCADE, related_name="backup_codes")
    digest = models.CharField(max_length=64)

    objects = models.Manager()

    class Meta:
        verbose_name = _("backup code")
        verbose_name_plural = _("backup codes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "digest"], name="accounts_one_backup_code_each"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class TryQuerySet(models.QuerySet["Try"]):
    def overdue(self) -> Self:
        return self.filter(last_at__lt=timezone.now() - MEANINGFUL)


class Try(models.Model):
    """Failed tries in a row, of one name, address, device or second step; none of these can be read from `key`."""

    key = models.CharField(primary_key=True, max_length=64)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    until = models.DateTimeField()

    objects = models.Manager.from_queryset(TryQuerySet)()

    def __str__(self) -> str:
        return self.key

    def counted(self, now: datetime, *, free: int, longest: timedelta) -> None:
        """One more. Beyond the free ones each doubles the pause, up to the longest."""
        self.count = self.count + 1 if now - self.last_at < MEANINGFUL else 1
        doublings = min(max(self.count - free, 0), 20)
        pause = timedelta(minutes=2**doublings) if self.count >= free else timedelta()
        self.last_at, self.until = now, now + min(pause, longest)
