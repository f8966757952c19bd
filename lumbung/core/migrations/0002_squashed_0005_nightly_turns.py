"""All steps to 22 November 2026 in one, so that a new database is made in seconds.

Where every replaced step was taken, this one counts as taken; an older installation first updates to 22 November 2026.
"""

import django.db.models.deletion
import lumbung.core.migrating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("core", "0002_job_by"),
        ("core", "0003_pieces_of_jobs"),
        ("core", "0004_audit_of_many"),
        ("core", "0005_nightly_turns"),
    ]

    dependencies = [
        ('core', '0001_squashed_0001_initial'),
        ('staff', '__first__'),
    ]

    operations = [
        lumbung.core.migrating.CreateTogether(
            migrations.CreateModel(
                name='Job',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.TextField()),
                    ('params', models.JSONField(default=dict)),
                    ('cursor', models.JSONField(default=dict)),
                    ('done', models.BigIntegerField(default=0)),
                    ('total', models.BigIntegerField(default=0)),
                    ('status', models.TextField(choices=[('waiting', 'Menunggu giliran'), ('running', 'Sedang berjalan'), ('finished', 'Selesai'), ('failed', 'Berhenti karena gangguan'), ('refused', 'Ditolak')], default='waiting')),
                    ('error', models.TextField(blank=True)),
                    ('region_code', models.CharField(blank=True, db_collation='C', max_length=13)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('started_at', models.DateTimeField(null=True)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='JobPiece',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.IntegerField()),
                    ('done', models.BigIntegerField(default=0)),
                    ('result', models.JSONField(default=dict)),
                    ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='core.job')),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('job', 'number'), name='a_piece_once'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='NightlyTurn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('act', models.TextField()),
                    ('on', models.DateField()),
                    ('said', models.TextField(blank=True)),
                    ('begun_at', models.DateTimeField(auto_now_add=True)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('job', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.job')),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('act', 'on'), name='an_act_once_a_day'),
                    ],
                },
            ),
        ),
    ]
