"""On one day, an event ends after it starts. One that seemed to end before it began lasted past midnight."""

from __future__ import annotations

from django.db import migrations, models

PAST_MIDNIGHT = """
UPDATE editions_event SET ends_on = starts_on + 1
WHERE to_time < from_time AND starts_on IS NOT NULL AND (ends_on IS NULL OR ends_on = starts_on);
UPDATE editions_event SET to_time = NULL
WHERE to_time <= from_time AND (starts_on IS NULL OR ends_on IS NULL OR ends_on <= starts_on);
"""


class Migration(migrations.Migration):
    dependencies = [("cities", "0001_initial"), ("editions", "0001_initial")]

    operations = [
        migrations.RunSQL(PAST_MIDNIGHT, migrations.RunSQL.noop),
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
        migrations.AddConstraint(
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
