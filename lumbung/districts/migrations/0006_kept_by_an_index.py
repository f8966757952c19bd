"""Whom secret cases keep from somebody is read from an index alone; each person's own record was asked before."""

from django.db import migrations

from lumbung.cases import secrecy

INDEX = """
    CREATE INDEX cases_whom_in_secret ON cases_case (person_id) INCLUDE (id, region_code, sensitive) WHERE sensitive
"""


class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [('districts', '0005_messages_in_any_order')]

    operations = [
        migrations.RunSQL(INDEX, "DROP INDEX cases_whom_in_secret"),
        migrations.RunSQL("DROP INDEX IF EXISTS cases_in_secret", migrations.RunSQL.noop),
        secrecy.AskedBeyond("cases_kept_from", secrecy.KEPT_FROM),
    ]
