"""The middle of many values, found in the database."""

from django.db.models import Aggregate


class Middle(Aggregate):
    """The median: half lie below it, half above; between two it is halfway. Nothing of nothing.

    Of days it is an interval, of numbers a number.
    """

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
