"""The common trail leaves out what went beyond reach with what became secret."""

from django.db import migrations

from lumbung.cases.secrecy import TrailBeyond


class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("cases", "0005_supervision_agrees"), ("core", "0003_events_beyond_reach")]

    operations = [TrailBeyond()]
