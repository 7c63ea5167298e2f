"""What the loader remembers: how each record stood in its file when it was last loaded."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Loaded(models.Model):
    """One record of a file. Where the file still says `data`, what stands in the database is an editor's and stays."""

    key = models.CharField(max_length=400, unique=True)
    path = models.CharField(max_length=200)
    object_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.key
