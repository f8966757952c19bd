"""What Dream Start does every hour: marks of who sent a report without an account are forgotten."""

from django.utils import timezone
from procrastinate.contrib.django import app as queue

from lumbung.childhood import actions
from lumbung.core.actors import SYSTEM, acting

AT_THE_HOUR = "0 * * * *"


@queue.periodic(cron=AT_THE_HOUR)
@queue.task(name="childhood.forget_senders", pass_context=False, queueing_lock="childhood.forget_senders")
def forget(timestamp: int) -> None:
    """The worker's door."""
    with acting(SYSTEM, via="job"):
        actions.forget_senders(at=timezone.now())
