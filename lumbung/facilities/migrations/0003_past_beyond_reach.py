"""What the common trail told of a row goes beyond reach when it gets readers."""

from django.db import migrations

from lumbung.core.beyond import PastBeyond

TABLES = ("stay", "leave", "belonging", "incident", "extension", "waiting", "learner", "glass")


class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("facilities", "0002_stays_opened_in_an_emergency"), ("core", "0003_events_beyond_reach")]

    operations = [PastBeyond(f"facilities_{name}") for name in TABLES]
