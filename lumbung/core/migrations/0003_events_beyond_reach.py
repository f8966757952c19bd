"""Events of the trail that go beyond reach with what becomes secret."""

import django.db.models.deletion
import lumbung.core.migrating
import pgtrigger.compiler
from django.db import migrations, models

from lumbung.core.beyond import PUT_BEYOND


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_squashed_0005_nightly_turns'),
    ]

    operations = [
        lumbung.core.migrating.CreateTogether(
            migrations.CreateModel(
                name='AuditBeyond',
                fields=[
                    ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='core.auditevent')),
                ],
                options={
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7185c3a902deb024b0b5f0b4073c6dd8d6cc0b0b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_05e28', table='core_auditbeyond', when='BEFORE')),
                    ],
                },
            ),
        ),
        lumbung.core.migrating.InstallTriggers('auditbeyond'),
        migrations.RunSQL(PUT_BEYOND, "DROP FUNCTION core_put_beyond(text, text, bigint[])"),
    ]
