"""The middle of many values: from how often each occurs, because that can be summed from parts and kept."""

from django.db.models import Count, F, Func, IntegerField, QuerySet

Histogram = dict[str, int]
"""How often each whole number occurs; the numbers as text, so that it can be kept as JSON."""


def days_between(rows: QuerySet, *, earlier: str, later: str) -> Histogram:
    """How many rows have so many days between two of theirs; only rows that have both."""
    passed = Func(F(later), F(earlier), template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField())
    both = rows.filter(**{f"{earlier}__isnull": False, f"{later}__isnull": False})
    counted = both.order_by().annotate(passed=passed).values_list("passed").annotate(n=Count("pk"))
    return {str(days): n for days, n in counted}


def middle(counted: Histogram) -> float | None:
    """The median: half lie below it, half above; between two it is halfway. Nothing of nothing."""
    if not counted:
        return None
    values = sorted((int(value), n) for value, n in counted.items())
    total = sum(counted.values())
    lower, upper = (_at(values, place) for place in ((total - 1) // 2, total // 2))
    return (lower + upper) / 2


def _at(values: list[tuple[int, int]], place: int) -> int:
    """The number at a place of all in their order, the first being at 0."""
    for value, n in values:
        if place < n:
            return value
        place -= n
    raise IndexError(place)
