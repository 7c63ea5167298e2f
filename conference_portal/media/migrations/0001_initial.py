import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Image',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('other_language', models.CharField(blank=True, help_text='The language code of texts under “Other”, for example nb for Norwegian or fi for Finnish.', max_length=12, verbose_name='language of the fifth pane')),
                ('file', models.FileField(upload_to='images', verbose_name='picture')),
                ('width', models.PositiveIntegerField(default=0, editable=False)),
                ('height', models.PositiveIntegerField(default=0, editable=False)),
                ('alt', models.CharField(blank=True, help_text='What somebody who cannot see the picture should know.', max_length=250, verbose_name='text alternative')),
                ('alt_da', models.CharField(blank=True, help_text='What somebody who cannot see the picture should know.', max_length=250, null=True, verbose_name='text alternative')),
                ('alt_sv', models.CharField(blank=True, help_text='What somebody who cannot see the picture should know.', max_length=250, null=True, verbose_name='text alternative')),
                ('alt_en', models.CharField(blank=True, help_text='What somebody who cannot see the picture should know.', max_length=250, null=True, verbose_name='text alternative')),
                ('alt_is', models.CharField(blank=True, help_text='What somebody who cannot see the picture should know.', max_length=250, null=True, verbose_name='text alternative')),
                ('alt_other', models.CharField(blank=True, help_text='What somebody who cannot see the picture should know.', max_length=250, null=True, verbose_name='text alternative')),
                ('decorative', models.BooleanField(default=False, verbose_name='decorative: says nothing that the text does not say')),
                ('focal_x', models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focal point, per cent from the left')),
                ('focal_y', models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focal point, per cent from the top')),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='credit line')),
                ('consent_until', models.DateField(blank=True, help_text='From the day after, the picture is shown nowhere.', null=True, verbose_name='consent until')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('uploaded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'ordering': ['-pk'],
            },
        ),
    ]
