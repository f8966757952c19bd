"""Scenarios, and the guard by which the database refuses money and enrolments while one is worked out."""

import django.db.models.deletion
import lumbung.core.reach
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


GUARDED = ("programmes_enrolment", "payments_cycle", "payments_line", "payments_transfer", "payments_bankfile")
GUARD = '''
    CREATE FUNCTION programmes_refuse_in_scenario() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF coalesce(current_setting('lumbung.scenario', true), '') = 'on' THEN
            RAISE EXCEPTION 'a scenario enrols nobody and pays nobody: % on %', TG_OP, TG_TABLE_NAME;
        END IF;
        RETURN NULL;
    END $$
'''
REFUSE = '''
    CREATE TRIGGER refuse_in_scenario BEFORE INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION programmes_refuse_in_scenario()
'''


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_job_by'),
        ('payments', '0003_triggers_without_nested_loops'),
        ('programmes', '0004_standing_audit'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Scenario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('region_code', lumbung.core.reach.RegionCodeField(blank=True, db_collation='C', db_index=True, max_length=13)),
                ('changes', models.JSONField(default=dict)),
                ('status', models.TextField(choices=[('comparing', 'Sedang dihitung'), ('ready', 'Selesai')], default='comparing')),
                ('files', models.JSONField(default=dict)),
                ('totals', models.JSONField(default=dict)),
                ('fingerprint', models.TextField(blank=True)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.job')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scenarios', to='programmes.run')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'name'), name='scenario_name_in_its_run'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='scenario_has_a_name'), models.CheckConstraint(condition=models.Q(('status', 'comparing'), models.Q(('fingerprint', ''), _negated=True), _connector='OR'), name='ready_scenarios_are_sealed')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scenario',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE cols text[]; shape_now integer; zone text; nested text;', func="\n            \n    zone := current_setting('TimeZone');\n    nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO cols\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    shape_now := hashtext(array_to_string(cols, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, shape_now, cols) ON CONFLICT DO NOTHING;\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), \n    nullif(current_setting('lumbung.actor', true), '')::bigint,\n    coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text),\n    coalesce(current_setting('lumbung.reason', true), ''),\n    coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql')\n, TG_TABLE_NAME, n.id::text, n.region_code, 'insert',\n                   NULL, encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), shape_now\n              FROM now_rows n;\n            PERFORM set_config('TimeZone', zone, true), set_config('enable_nestloop', nested, true);\n            RETURN NULL;\n        ", hash='fec85a222fb9fa3983de6fae307ca6b01a69626b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_94ed2', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_scenario', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scenario',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE cols text[]; shape_now integer; zone text; nested text;', func="\n            \n    zone := current_setting('TimeZone');\n    nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO cols\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    shape_now := hashtext(array_to_string(cols, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, shape_now, cols) ON CONFLICT DO NOTHING;\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), \n    nullif(current_setting('lumbung.actor', true), '')::bigint,\n    coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text),\n    coalesce(current_setting('lumbung.reason', true), ''),\n    coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql')\n, TG_TABLE_NAME, id::text, n.region_code, 'update',\n                   to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), shape_now\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', zone, true), set_config('enable_nestloop', nested, true);\n            RETURN NULL;\n        ", hash='b99a86cda4f702eaef03f98cbac38ce0ad4c7cb8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_f19b4', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_scenario', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scenario',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE cols text[]; shape_now integer; zone text; nested text;', func="\n            \n    zone := current_setting('TimeZone');\n    nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO cols\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    shape_now := hashtext(array_to_string(cols, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, shape_now, cols) ON CONFLICT DO NOTHING;\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), \n    nullif(current_setting('lumbung.actor', true), '')::bigint,\n    coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text),\n    coalesce(current_setting('lumbung.reason', true), ''),\n    coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql')\n, TG_TABLE_NAME, o.id::text, o.region_code, 'delete',\n                   to_jsonb(o), '', shape_now\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', zone, true), set_config('enable_nestloop', nested, true);\n            RETURN NULL;\n        ", hash='9ae99aeae7e1939cddac8bd902004a8cf94cafff', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_4d0a4', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_scenario', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scenario',
            trigger=pgtrigger.compiler.Trigger(name='moves_status', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{comparing:ready}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='8f39965a3a4dff2adac525e9015151f7499e05f7', operation='UPDATE', pgid='pgtrigger_moves_status_27bd4', table='programmes_scenario', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scenario',
            trigger=pgtrigger.compiler.Trigger(name='ready_scenario_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" = \'ready\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='646e2e2cbabcb863a33064b5f223981045f81412', operation='UPDATE', pgid='pgtrigger_ready_scenario_is_final_9c9ed', table='programmes_scenario', when='BEFORE')),
        ),
        migrations.RunSQL(GUARD, "DROP FUNCTION programmes_refuse_in_scenario()"),
        *(
            migrations.RunSQL(REFUSE.format(table=table), f"DROP TRIGGER refuse_in_scenario ON {table}")
            for table in GUARDED
        ),
    ]
