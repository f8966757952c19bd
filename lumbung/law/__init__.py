"""The domain without Django: dated figures, and families decided by rules over columns."""

from lumbung.law.columns import Places, at_least_one, choose, dearest_first, least, once_each
from lumbung.law.decide import Facts, MissingFact, NotWholeRupiah, decide, who_counts
from lumbung.law.explain import Explanation, explain
from lumbung.law.parameters import BadEntry, LawError, NoValueThatDay, Parameters, Values
from lumbung.law.periods import BadPeriod, Period

__all__ = [
    "BadEntry", "BadPeriod", "Explanation", "Facts", "LawError", "MissingFact", "NoValueThatDay", "NotWholeRupiah",
    "Parameters", "Period", "Places", "Values", "at_least_one", "choose", "dearest_first", "decide", "explain", "least",
    "once_each", "who_counts",
]  # fmt: skip
