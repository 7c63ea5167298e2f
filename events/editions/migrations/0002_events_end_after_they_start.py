"""On one day, an event ends after it starts. Rows that say otherwise stay until somebody saves them: what was meant, only
their editors know."""

from __future__ import annotations

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cities", "0001_initial"), ("editions", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="time_zone",
            field=models.CharField(
                default="Europe/Copenhagen",
                help_text="Clock times of the programme stay as they are when the zone changes.",
                max_length=40,
                verbose_name="time zone",
            ),
        ),
        AddConstraintNotValid(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_time", None),
                    models.Q(("ends_on__gt", models.F("starts_on")), ("ends_on__isnull", False)),
                    ("to_time__gt", models.F("from_time")),
                    _connector="OR",
                ),
                name="editions_event_to_after_from",
            ),
        ),
    ]
