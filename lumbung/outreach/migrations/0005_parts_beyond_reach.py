"""Of events that tell of many rows, those that are secret by now go beyond reach one by one."""

from django.db import migrations

from lumbung.core.beyond import PastAgain, PastBeyond
from lumbung.outreach.models.group import PastOfMeetings



class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("outreach", "0004_found_in_order"), ("core", "0005_parts_beyond_reach")]

    operations = [PastAgain(PastOfMeetings("outreach_meeting")), PastAgain(PastBeyond("outreach_served"))]
