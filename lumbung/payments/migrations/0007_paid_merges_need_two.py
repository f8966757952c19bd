"""The database keeps it too: where money was paid, nobody merges alone."""

from django.db import migrations

TWO = """
    CREATE FUNCTION payments_paid_merge_needs_two() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        reach_lo text := coalesce(current_setting('lumbung.reach_lo', true), '');
        reach_hi text := coalesce(current_setting('lumbung.reach_hi', true), '');
        is_paid boolean;
    BEGIN
        IF NEW.second_person THEN
            RETURN NEW;
        END IF;
        PERFORM set_config('lumbung.reach_lo', '0', true), set_config('lumbung.reach_hi', ':', true);
        WITH homes AS (
            SELECT family_id AS id FROM registry_person WHERE id IN (NEW.person_id, NEW.absorbed_person_id)
            UNION SELECT NEW.family_id UNION SELECT NEW.absorbed_family_id
            UNION SELECT (before ->> 'family_id')::bigint FROM registry_mergechange
                   WHERE merge_id IN (NEW.id, NEW.part_of_id) AND table_name = 'registry_person'
                     AND record_id IN (NEW.person_id, NEW.absorbed_person_id)
        ), touched AS (
            SELECT id FROM homes
            UNION SELECT f.id FROM registry_family f JOIN homes h ON f.merged_into_id = h.id
        )
        SELECT EXISTS (
            SELECT FROM payments_line l JOIN payments_cycle c ON c.id = l.cycle_id
             WHERE l.family_id IN (SELECT id FROM touched) AND l.status <> 'cancelled'
               AND (l.status IN ('paid', 'returned') OR c.status IN ('released', 'reconciling', 'reconciled'))
        ) INTO is_paid;
        PERFORM set_config('lumbung.reach_lo', reach_lo, true), set_config('lumbung.reach_hi', reach_hi, true);
        IF is_paid THEN
            RAISE EXCEPTION 'money was paid: a second person agrees to this merge';
        END IF;
        RETURN NEW;
    END $$
"""
KEPT = """
    CREATE TRIGGER paid_merge_needs_two BEFORE INSERT OR UPDATE OF status, second_person ON registry_merge
    FOR EACH ROW WHEN (NEW.status IN ('proposed', 'done')) EXECUTE FUNCTION payments_paid_merge_needs_two()
"""


class Migration(migrations.Migration):

    dependencies = [("payments", "0006_audit_of_many"), ("registry", "0009_words_of_names")]

    operations = [
        migrations.RunSQL(TWO, "DROP FUNCTION payments_paid_merge_needs_two()"),
        migrations.RunSQL(KEPT, "DROP TRIGGER paid_merge_needs_two ON registry_merge"),
    ]
