"""All steps to 22 November 2026 in one, so that a new database is made in seconds.

Where every replaced step was taken, this one counts as taken; an older installation first updates to 22 November 2026.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import lumbung.core.migrating
import lumbung.core.reach
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
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

    initial = True

    replaces = [
        ("programmes", "0001_initial"),
        ("programmes", "0002_rows_by_region"),
        ("programmes", "0003_triggers_without_nested_loops"),
        ("programmes", "0004_standing_audit"),
        ("programmes", "0005_audit_asks_once"),
        ("programmes", "0006_scenarios_touch_nobody"),
        ("programmes", "0007_said_in_words"),
        ("programmes", "0008_audit_of_many"),
    ]

    dependencies = [
        ('core', '0002_squashed_0005_nightly_turns'),
        ('payments', '0001_squashed_0008_codes_on_cards'),
        ('registry', '0001_squashed_0012_people_belong_by_statement'),
        ('staff', '__first__'),
    ]

    operations = [
        lumbung.core.migrating.CreateTogether(
            migrations.CreateModel(
                name='AuditedCycle',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [
                    ],
                    'constraints': [
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='no_open_finding', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.status IS DISTINCT FROM NEW.status AND NEW.status = 'submitted' AND starts_with(NEW.source, 'run:'))", func="\n                    IF EXISTS (SELECT 1 FROM payments_line l\n                                 JOIN programmes_controlfinding f ON f.family_id = l.family_id\n                                WHERE l.cycle_id = NEW.id AND f.blocks AND f.status IN ('open', 'explained')) THEN\n                        RAISE EXCEPTION 'the standing audit has open findings among the recipients of this cycle';\n                    END IF;\n                    RETURN NEW;\n                ", hash='682c2d350a917aff6020caf27223b93e5a40bf3f', operation='UPDATE OF "status"', pgid='pgtrigger_no_open_finding_5232e', table='payments_cycle', when='BEFORE')),
                    ],
                },
                bases=('payments.cycle',),
            ),
            migrations.CreateModel(
                name='ControlFinding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                    ('control', models.SlugField(max_length=40, verbose_name='Pengendalian')),
                    ('blocks', models.BooleanField(default=True, verbose_name='Menahan penetapan')),
                    ('status', models.TextField(choices=[('open', 'Terbuka'), ('explained', 'Menunggu pengesahan'), ('settled', 'Diselesaikan'), ('gone', 'Tidak ada lagi')], default='open', verbose_name='Keadaan')),
                    ('found_on', models.DateField(verbose_name='Ditemukan pada')),
                    ('gone_on', models.DateField(null=True, verbose_name='Hilang pada')),
                    ('explanation', models.TextField(blank=True, verbose_name='Penjelasan')),
                    ('explained_on', models.DateField(null=True, verbose_name='Dijelaskan pada')),
                    ('settled_on', models.DateField(null=True, verbose_name='Diselesaikan pada')),
                    ('settled_why', models.TextField(blank=True, verbose_name='Alasan penyelesaian')),
                    ('explained_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Dijelaskan oleh')),
                    ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='control_findings', to='registry.family', verbose_name='Keluarga')),
                    ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Penanggung jawab')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person', verbose_name='Orang')),
                    ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Diselesaikan oleh')),
                ],
                options={
                    'verbose_name': 'Temuan audit',
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('status', 'gone'), _negated=True), fields=('control', 'family', 'person'), name='one_finding_at_a_time', nulls_distinct=False),
                        models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['explained', 'settled']), _negated=True), models.Q(('explained_by__isnull', False), ('explained_on__isnull', False)), _connector='OR'), name='finding_explained_by_somebody'),
                        models.CheckConstraint(condition=models.Q(models.Q(('status', 'settled'), _negated=True), models.Q(('settled_by__isnull', False), ('settled_on__isnull', False)), _connector='OR'), name='finding_settled_by_somebody'),
                        models.CheckConstraint(condition=models.Q(('settled_by', None), models.Q(('settled_by', models.F('explained_by')), _negated=True), _connector='OR'), name='finding_settled_by_another'),
                    ],
                    'indexes': [
                        models.Index(condition=models.Q(('status__in', ['open', 'explained'])), fields=['family'], name='findings_that_block'),
                        models.Index(fields=['control', 'region_code', 'status'], name='findings_by_control'),
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='537055aca68c9f20bfeac6a951310bf2886494cf', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_23f9a', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_controlfinding', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='9d9235fcaa3be55bc95c788dd37d4afeb6a2a95e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_9e9f7', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_controlfinding', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='094674b3e8fd0a1ad9c2dfee173156e413d55850', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_6eccb', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_controlfinding', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='moves_status', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{explained:gone,explained:open,explained:settled,open:explained,open:gone,settled:gone}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='810d831d1b369412f5389c64d52ff71561eb0b73', operation='UPDATE', pgid='pgtrigger_moves_status_f97b0', table='programmes_controlfinding', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ControlPass',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                    ('on', models.DateField()),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('standing', models.IntegerField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'Pemeriksaan audit',
                    'indexes': [
                        models.Index(fields=['region_code', '-at'], name='passes_by_region'),
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='042bf3936a48cd0c43b540cdb094943f8ab53f9b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2c7ac', table='programmes_controlpass', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Run',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='Kunci')),
                    ('kind', models.SlugField(max_length=40, verbose_name='Program')),
                    ('on', models.DateField(verbose_name='Tanggal acuan')),
                    ('region_code', lumbung.core.reach.RegionCodeField(blank=True, db_collation='C', db_index=True, help_text='Kosong berarti seluruh Indonesia.', max_length=13, verbose_name='Wilayah')),
                    ('family_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), null=True, size=None, verbose_name='Keluarga yang dipilih')),
                    ('status', models.TextField(choices=[('deciding', 'Sedang diputuskan'), ('decided', 'Selesai'), ('abandoned', 'Dihentikan')], default='deciding', verbose_name='Keadaan')),
                    ('families', models.BigIntegerField(default=0, verbose_name='Keluarga')),
                    ('frozen', models.JSONField(default=dict, verbose_name='Fakta yang dibekukan')),
                    ('manifest', models.TextField(blank=True, verbose_name='Sidik keputusan')),
                    ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='Dimulai pada')),
                    ('finished_at', models.DateTimeField(null=True, verbose_name='Selesai pada')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Oleh')),
                    ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.job', verbose_name='Pekerjaan')),
                ],
                options={
                    'verbose_name': 'Penetapan program',
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('family_ids', None), ('status', 'deciding')), fields=('kind', 'region_code'), name='one_open_run_per_region'),
                        models.CheckConstraint(condition=models.Q(models.Q(('status', 'decided'), _negated=True), models.Q(('manifest', ''), _negated=True), _connector='OR'), name='decided_runs_are_sealed'),
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='6f9b0bacd97e7467faacf2f98a39e132fb890346', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_80148', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_run', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='936e0cb2b943008e847f7dd34455dcb2b9a8514b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_ba146', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_run', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='f5f98d770e4bd4da9c8e7e45e0fd6790676d1f9e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_a6d09', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_run', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='moves_status', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{deciding:abandoned,deciding:decided}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='b8dc6b0327413bba2aef2913bd92edcd2c03262c', operation='UPDATE', pgid='pgtrigger_moves_status_2fb86', table='programmes_run', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='decided_run_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" = \'decided\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='78711a2b9af2055d53fd21c69d4eebc1fe8d9f7a', operation='UPDATE', pgid='pgtrigger_decided_run_is_final_66161', table='programmes_run', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='HeldBack',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                    ('stage', models.TextField(help_text='Masa pembayaran, misalnya 2026-Q1.', verbose_name='Tahap')),
                    ('amount', models.BigIntegerField(verbose_name='Nilai')),
                    ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.family', verbose_name='Keluarga')),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held_back', to='programmes.run', verbose_name='Penetapan')),
                ],
                options={
                    'verbose_name': 'Pembayaran yang ditahan',
                    'constraints': [
                        models.UniqueConstraint(fields=('run', 'family', 'stage'), name='held_back_once'),
                        models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='held_back_amount_above_zero'),
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='22585fdc920d844ac542f80025ecbd4a72cf920e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_fbefe', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_heldback', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='5a94e6c820be940670971c3350a4e76f127fa30f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_e18b3', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_heldback', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='e35cfe60577431359fbb689b55dcef2fab4b1271', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_e893d', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_heldback', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Enrolment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                    ('kind', models.SlugField(max_length=40, verbose_name='Program')),
                    ('status', models.TextField(choices=[('active', 'Aktif'), ('ended', 'Berakhir')], default='active', verbose_name='Keadaan')),
                    ('since', models.DateField(verbose_name='Sejak')),
                    ('until', models.DateField(null=True, verbose_name='Sampai')),
                    ('ended_because', models.TextField(blank=True, verbose_name='Sebab berakhir')),
                    ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='registry.family', verbose_name='Keluarga')),
                    ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='endings', to='programmes.run', verbose_name='Diakhiri oleh')),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='programmes.run', verbose_name='Penetapan')),
                ],
                options={
                    'verbose_name': 'Kepesertaan',
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('status', 'active')), fields=('family', 'kind'), name='enrolled_once_per_kind'),
                        models.CheckConstraint(condition=models.Q(models.Q(('ended_by', None), ('status', 'active'), ('until', None)), models.Q(('ended_by__isnull', False), ('status', 'ended'), ('until__gte', models.F('since'))), _connector='OR'), name='enrolment_ends_in_order'),
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='d1a657b515edf79f31c8d245363c7927b5d8143a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_08d8a', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_enrolment', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='0f5645d0f59c9f3ff96d58a1cb62c3761f9c548d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_e83e4', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_enrolment', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='05e0cfa9fa870f789b63bb3c9ba66beb95b14dfb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_6c4dd', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_enrolment', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='moves_status', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{active:ended}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='a79b89b373201ea5e6ce84c05fdf7705589322e1', operation='UPDATE', pgid='pgtrigger_moves_status_3d9b8', table='programmes_enrolment', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='RunCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13)),
                    ('outcome', models.TextField(choices=[('eligible', 'Memenuhi'), ('refused', 'Belum memenuhi'), ('undetermined', 'Belum bisa diputuskan')])),
                    ('reason', models.TextField(blank=True)),
                    ('families', models.BigIntegerField()),
                    ('entitlement', models.BigIntegerField(default=0)),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='programmes.run')),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('run', 'region_code', 'outcome', 'reason'), name='one_count'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Scenario',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='Nama')),
                    ('region_code', lumbung.core.reach.RegionCodeField(blank=True, db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                    ('changes', models.JSONField(default=dict, verbose_name='Perubahan aturan')),
                    ('status', models.TextField(choices=[('comparing', 'Sedang dihitung'), ('ready', 'Selesai')], default='comparing', verbose_name='Keadaan')),
                    ('files', models.JSONField(default=dict, verbose_name='Berkas')),
                    ('totals', models.JSONField(default=dict, verbose_name='Jumlah')),
                    ('fingerprint', models.TextField(blank=True, verbose_name='Sidik')),
                    ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='Dibuat pada')),
                    ('finished_at', models.DateTimeField(null=True, verbose_name='Selesai pada')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Oleh')),
                    ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.job', verbose_name='Pekerjaan')),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scenarios', to='programmes.run', verbose_name='Penetapan')),
                ],
                options={
                    'verbose_name': 'Skenario',
                    'constraints': [
                        models.UniqueConstraint(fields=('run', 'name'), name='scenario_name_in_its_run'),
                        models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='scenario_has_a_name'),
                        models.CheckConstraint(condition=models.Q(('status', 'comparing'), models.Q(('fingerprint', ''), _negated=True), _connector='OR'), name='ready_scenarios_are_sealed'),
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='df39cc1b532fd8e398e07ae6336c56d4a0df4109', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_94ed2', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_scenario', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='bd1a390c2ea1bc959f138d663bc00680044b87df', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_f19b4', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_scenario', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='ac99f8122c0e74546a4c2e3e18fa888a0e896c8a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_4d0a4', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_scenario', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='moves_status', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{comparing:ready}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='8f39965a3a4dff2adac525e9015151f7499e05f7', operation='UPDATE', pgid='pgtrigger_moves_status_27bd4', table='programmes_scenario', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='ready_scenario_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" = \'ready\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='646e2e2cbabcb863a33064b5f223981045f81412', operation='UPDATE', pgid='pgtrigger_ready_scenario_is_final_9c9ed', table='programmes_scenario', when='BEFORE')),
                    ],
                },
            ),
        ),
        lumbung.core.migrating.InstallTriggers(
            'auditedcycle',
            'controlfinding',
            'controlpass',
            'run',
            'heldback',
            'enrolment',
            'scenario',
        ),
        lumbung.core.reach.RowSecurity("programmes_runcount"),
        lumbung.core.reach.RowSecurity("programmes_enrolment"),
        lumbung.core.reach.RowSecurity("programmes_controlfinding"),
        lumbung.core.reach.RowSecurity("programmes_controlpass"),
        lumbung.core.reach.RowSecurity("programmes_heldback"),
        migrations.RunSQL(GUARD, "DROP FUNCTION programmes_refuse_in_scenario()"),
        *(
            migrations.RunSQL(REFUSE.format(table=table), f"DROP TRIGGER refuse_in_scenario ON {table}")
            for table in GUARDED
        ),
    ]
