"""Of events that tell of many records, those that are kept from everybody's trail."""

import django.db.models.deletion
import lumbung.core.migrating
import pgtrigger.compiler
from django.db import migrations, models

from lumbung.core.beyond import PUT_BEYOND, PUT_PARTS_BEYOND


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_figures_counted_ahead'),
    ]

    operations = [
        lumbung.core.migrating.CreateTogether(
            migrations.CreateModel(
                name='AuditPartBeyond',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('record', models.BigIntegerField()),
                    ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditevent')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('event', 'record'), name='audit_part_beyond_once')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='411cde6280950b43f29853c3a807e4c36d5ecd7f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fb792', table='core_auditpartbeyond', when='BEFORE')),
                    ],
                },
            ),
        ),
        lumbung.core.migrating.InstallTriggers('auditpartbeyond'),
        migrations.RunSQL(PUT_PARTS_BEYOND, PUT_BEYOND.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")),
    ]
