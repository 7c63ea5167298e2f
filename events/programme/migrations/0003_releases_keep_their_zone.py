"""A release keeps the time zone that its clock times were released in: another zone is shown with the next one."""

from __future__ import annotations

from django.db import migrations, models

OF_ITS_EVENT = """
UPDATE programme_release SET time_zone = event.time_zone FROM editions_event AS event WHERE event.id = event_id
"""


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_placements_are_never_changed")]

    operations = [
        migrations.AddField(
            model_name="release",
            name="time_zone",
            field=models.CharField(db_default="Europe/Copenhagen", max_length=40, verbose_name="time zone"),
        ),
        migrations.RunSQL(OF_ITS_EVENT, migrations.RunSQL.noop),
    ]
