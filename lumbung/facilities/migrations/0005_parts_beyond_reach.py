"""Of events that tell of many rows, those that are secret by now go beyond reach one by one."""

from django.db import migrations

from lumbung.core.beyond import PastAgain, PastBeyond

TABLES = ("stay", "leave", "belonging", "incident", "extension", "waiting", "learner", "glass")


class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("facilities", "0004_found_in_order"), ("core", "0005_parts_beyond_reach")]

    operations = [PastAgain(PastBeyond(f"facilities_{name}")) for name in TABLES]
