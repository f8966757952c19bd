"""The second wall: counts and enrolments of other regions do not exist for a connection."""

from django.db import migrations

from lumbung.core.reach import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]

    operations = [
        RowSecurity("programmes_runcount"),
        RowSecurity("programmes_enrolment"),
    ]
