"""The wall asks for the keys of whoever looks, by an index, where it looked through everybody's."""

from typing import Any

from django.db import migrations

from lumbung.cases.secrecy import CaseSecurity

WALLS = """
    SELECT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
     WHERE p.polname = %s AND pg_get_expr(p.polqual, p.polrelid) LIKE '%%FROM cases_key%%'
"""


def renew(_apps: Any, schema_editor: Any) -> None:
    """Every wall that stands, whichever context built it; those still to be built are built like this."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(WALLS, [CaseSecurity.policy])
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            wall = CaseSecurity(table, key="id" if table == "cases_case" else "case_id")
            cursor.execute(f"ALTER POLICY {wall.policy} ON {table} USING ({wall.using()})")


class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("cases", "0003_plans")]

    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
