"""What the common trail told of a row goes beyond reach when it gets readers."""

from django.db import migrations

from lumbung.core.beyond import PastBeyond

TABLES = ("need", "referral", "consent", "escalation")


class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("referrals", "0001_initial"), ("core", "0003_events_beyond_reach")]

    operations = [PastBeyond(f"referrals_{name}") for name in TABLES]
