"""Of events that tell of many rows, those about people who are in secret by now go beyond reach one by one."""

from django.db import migrations

from lumbung.cases.secrecy import PastOfPeople
from lumbung.core.beyond import PastAgain



class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("districts", "0007_found_in_order"), ("core", "0005_parts_beyond_reach")]

    operations = [
        *(
            PastAgain(PastOfPeople(f"districts_{name}"))
            for name in ("caredecision", "grant", "watch", "call", "activity", "visit", "place")
        ),
        PastAgain(PastOfPeople("districts_attempt", key="call_id", through="districts_call")),
        *(
            PastAgain(PastOfPeople(f"districts_{name}", key="activity_id", through="districts_activity"))
            for name in ("need", "harvest")
        ),
        *(
            PastAgain(PastOfPeople(f"districts_{name}", key="place_id", through="districts_place"))
            for name in ("presence", "advice", "startup")
        ),
    ]
