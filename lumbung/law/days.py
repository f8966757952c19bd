"""The same day some months or years later, as limits and ages are counted.

One rule for a 29 February: a year is complete when its last day is over, as the registry counts ages, so where the year
has no such day it is complete on the first of March. Looking back, somebody is of an age who has completed these years
by the day: of a 29 February that is who was born by the twenty-eighth, for who was born on the first of March has not.
"""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day so many months later, earlier where negative; the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """The same day some years later; the first of March where there is no twenty-ninth."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def born_by(day: date, age: int) -> date:
    """The last day of birth of those who have completed so many years on a day; whoever was born later is younger."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return date(day.year - age, 2, 28)
