"""All steps to 22 November 2026 in one, so that a new database is made in seconds.

Where every replaced step was taken, this one counts as taken; an older installation first updates to 22 November 2026.
"""

import django.contrib.postgres.fields
import lumbung.core.migrating
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("core", "0001_initial"),
    ]

    dependencies = [

    ]

    operations = [
        lumbung.core.migrating.CreateTogether(
            migrations.CreateModel(
                name='AuditSeal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first_event', models.BigIntegerField()),
                    ('last_event', models.BigIntegerField(unique=True)),
                    ('events', models.BigIntegerField()),
                    ('digest', models.TextField()),
                    ('sealed_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='86a515a11914d2b3b68a3c1250a09a1667785f92', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b7549', table='core_auditseal', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='AuditShape',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('table_name', models.TextField()),
                    ('shape', models.IntegerField()),
                    ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('table_name', 'shape'), name='audit_shape_once'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='AuditEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('actor_id', models.BigIntegerField(null=True)),
                    ('actor_name', models.TextField()),
                    ('reason', models.TextField(blank=True)),
                    ('via', models.TextField()),
                    ('table_name', models.TextField()),
                    ('record_id', models.TextField()),
                    ('region_code', models.CharField(blank=True, db_collation='C', max_length=13)),
                    ('action', models.TextField()),
                    ('before', models.JSONField(null=True)),
                    ('fingerprint', models.TextField(blank=True)),
                    ('shape', models.IntegerField()),
                    ('block', models.BigIntegerField(null=True)),
                    ('records', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), null=True, size=None)),
                    ('fingerprints', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), null=True, size=None)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['table_name', 'record_id', 'id'], name='audit_of_record'),
                        models.Index(condition=models.Q(('block__isnull', False)), fields=['table_name', 'block'], name='audit_of_block'),
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a9043e623706cd6457f6ad43abcff01319f851a7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6d6e0', table='core_auditevent', when='BEFORE')),
                    ],
                },
            ),
        ),
        lumbung.core.migrating.InstallTriggers(
            'auditseal',
            'auditevent',
        ),
        migrations.RunSQL(
            # Fingerprints do not compress: trying costs more than writing them.
            "ALTER TABLE core_auditevent ALTER COLUMN fingerprints SET STORAGE EXTERNAL",
            migrations.RunSQL.noop,
        ),
    ]
