"""The second wall: rankings, scores and quotas of other regions do not exist for a connection."""

from django.db import migrations

from lumbung.core.reach import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("targeting", "0001_initial")]

    operations = [
        RowSecurity("targeting_ranking"),
        RowSecurity("targeting_score"),
        RowSecurity("targeting_quota"),
    ]
