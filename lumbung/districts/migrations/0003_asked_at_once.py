"""Whom secret cases keep from somebody is asked of the secret cases alone, by an index; of a viewer who is not whoever
acts, by their number. Joined with every person of the registry it took ten times as long, for each statement."""

from django.db import migrations

from lumbung.cases import secrecy

INDEX = "CREATE INDEX IF NOT EXISTS cases_in_secret ON cases_case (person_id) WHERE sensitive"
OF_VIEWER = """
    CREATE FUNCTION cases_kept_from(viewer bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 100 AS $$
    DECLARE
        actor text := coalesce(current_setting('lumbung.actor', true), '');
    BEGIN
        IF actor = viewer::text AND coalesce(current_setting('lumbung.wall', true), '') <> 'lifted' THEN
            RETURN;
        END IF;
        PERFORM set_config('lumbung.actor', viewer::text, true);
        RETURN QUERY SELECT cases_kept_from();
        PERFORM set_config('lumbung.actor', actor, true);
    END $$
"""
"""Nobody where the viewer is whoever acts and the wall stands: it has kept them away already."""


class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("districts", "0002_known_to_their_team")]

    operations = [
        migrations.RunSQL(INDEX, "DROP INDEX cases_in_secret"),
        secrecy.AskedBeyond("cases_in_secret", secrecy.IN_SECRET),
        secrecy.AskedBeyond("cases_kept_from", secrecy.KEPT_FROM),
        migrations.RunSQL(OF_VIEWER, "DROP FUNCTION cases_kept_from(bigint)"),
    ]
