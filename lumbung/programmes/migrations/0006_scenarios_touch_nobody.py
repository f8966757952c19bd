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
        ('core', '0003_pieces_of_jobs'),
        ('payments', '0003_triggers_without_nested_loops'),
        ('programmes', '0005_audit_asks_once'),
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
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   n.id::text, n.region_code, 'insert', NULL, encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='55cd038db42ba40c2760f2d3625144e6366f5583', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_94ed2', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_scenario', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scenario',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='bd1a390c2ea1bc959f138d663bc00680044b87df', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_f19b4', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_scenario', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scenario',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='ac99f8122c0e74546a4c2e3e18fa888a0e896c8a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_4d0a4', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_scenario', when='AFTER')),
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
