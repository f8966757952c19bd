"""What the common trail told of people goes beyond reach when they get a secret case."""

from django.db import migrations

from lumbung.cases.secrecy import PastOfPeople


class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("districts", "0003_asked_at_once"), ("cases", "0006_events_beyond_reach")]

    operations = [
        *(
            PastOfPeople(f"districts_{name}")
            for name in ("caredecision", "grant", "watch", "call", "activity", "visit", "place")
        ),
        PastOfPeople("districts_attempt", key="call_id", through="districts_call"),
        *(
            PastOfPeople(f"districts_{name}", key="activity_id", through="districts_activity")
            for name in ("need", "harvest")
        ),
        *(
            PastOfPeople(f"districts_{name}", key="place_id", through="districts_place")
            for name in ("presence", "advice", "startup")
        ),
    ]
