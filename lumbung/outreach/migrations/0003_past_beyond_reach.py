"""What the common trail told of meetings goes beyond reach when somebody in secret is of the group."""

from django.db import migrations

from lumbung.core.beyond import PastBeyond
from lumbung.outreach.models.group import PastOfMeetings


class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("outreach", "0002_known_to_their_team"), ("core", "0003_events_beyond_reach")]

    operations = [PastOfMeetings("outreach_meeting"), PastBeyond("outreach_served")]
