"""Figures of the open rows of a region, counted before anybody asks."""

import lumbung.core.migrating
import lumbung.core.reach
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_events_beyond_reach'),
    ]

    operations = [
        lumbung.core.migrating.CreateTogether(
            migrations.CreateModel(
                name='AheadCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.TextField()),
                    ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13)),
                    ('on', models.DateField()),
                    ('value', models.JSONField()),
                    ('counted_at', models.DateTimeField()),
                    ('seconds', models.FloatField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('what', 'region_code'), name='counted_ahead_once_a_region')],
                },
            ),
        ),
        lumbung.core.reach.RowSecurity("core_aheadcount"),
    ]
