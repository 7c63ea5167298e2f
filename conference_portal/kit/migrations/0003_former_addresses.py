"""What a page was called before."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kit", "0002_content_version")]

    operations = [
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=400, unique=True)),
                ("model", models.CharField(max_length=100)),
                ("object_id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(default=0)),
                ("was_public", models.BooleanField(default=True)),
            ],
        ),
    ]
