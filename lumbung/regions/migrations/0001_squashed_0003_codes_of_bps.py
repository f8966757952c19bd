"""All steps to 22 November 2026 in one, so that a new database is made in seconds.

Where every replaced step was taken, this one counts as taken; an older installation first updates to 22 November 2026.
"""

import django.db.models.deletion
import lumbung.core.migrating
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("regions", "0001_initial"),
        ("regions", "0002_retired_codes"),
        ("regions", "0003_codes_of_bps"),
    ]

    dependencies = [

    ]

    operations = [
        lumbung.core.migrating.CreateTogether(
            migrations.CreateModel(
                name='Region',
                fields=[
                    ('code', models.CharField(db_collation='C', max_length=13, primary_key=True, serialize=False)),
                    ('name', models.TextField()),
                    ('path', models.TextField(help_text='Nama dari desa sampai provinsi, dipisah koma.')),
                    ('name_key', models.TextField(db_index=True)),
                    ('level', models.SmallIntegerField(choices=[(1, 'Provinsi'), (2, 'Kabupaten/kota'), (3, 'Kecamatan'), (4, 'Desa/kelurahan')])),
                    ('first_edition', models.SmallIntegerField(help_text='Tahun daftar pertama yang memuat kode lama ini.', null=True)),
                    ('retired_on', models.DateField(help_text='Hari terakhir kode ini masih terdaftar, sejauh diketahui.', null=True)),
                    ('successor_certainty', models.TextField(blank=True, choices=[('same_place', 'Nama sama, di tempat yang sama'), ('same_name', 'Nama sama, satu-satunya di provinsinya'), ('told', 'Ditetapkan petugas')])),
                    ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='regions.region')),
                    ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='regions.region')),
                ],
                options={
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('successor', None), ('retired_on__isnull', False), _connector='OR'), name='successor_only_when_retired'),
                        models.CheckConstraint(condition=models.Q(models.Q(('successor', None), ('successor_certainty', '')), models.Q(('successor__isnull', False), models.Q(('successor_certainty', ''), _negated=True)), _connector='OR'), name='successor_has_certainty'),
                    ],
                    'indexes': [
                        models.Index(fields=['level', 'parent'], name='region_level_parent'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='BpsCode',
                fields=[
                    ('code', models.CharField(db_collation='C', max_length=10, primary_key=True, serialize=False)),
                    ('name', models.TextField()),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bps_codes', to='regions.region')),
                ],
            ),
        ),
    ]
