"""Of events that tell of many rows, those that are secret by now go beyond reach one by one."""

from django.db import migrations

from lumbung.core.beyond import PastAgain, PastBeyond

TABLES = ("need", "referral", "consent", "escalation")


class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("referrals", "0004_known_to_few"), ("core", "0005_parts_beyond_reach")]

    operations = [PastAgain(PastBeyond(f"referrals_{name}")) for name in TABLES]
