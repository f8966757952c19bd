"""Pages of long lists: what is on one, how many rows there are, and whether there is another.

Rows are counted so far only: a list of a million is cut as quickly as one of a thousand, and says that it has more.
Pages beyond what was counted are there like any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from lumbung.core.formats import AtLeast

MOST = 20_000
PAGE = "hal"


class Pages(Paginator):
    """Django's paginator, for lists whose end is far."""

    @cached_property
    def count(self) -> int:
        """How many rows; at least `MOST` where there are more."""
        if not isinstance(self.object_list, QuerySet) or self.object_list.query.is_sliced:
            return super().count
        counted = self.object_list.order_by()[: MOST + 1].count()
        return AtLeast(MOST) if counted > MOST else counted

    def validate_number(self, number: Any) -> int:
        """Beyond what was counted any page may be there."""
        if isinstance(self.count, AtLeast) and str(number).isdigit() and int(number) > self.num_pages:
            return int(number)
        return super().validate_number(number)

    def page(self, number: Any) -> Page:
        """One page; behind the last one is the last one that was counted."""
        number = self.validate_number(number)
        if number <= self.num_pages and not isinstance(self.count, AtLeast):
            return super().page(number)
        first = (number - 1) * self.per_page
        rows = list(self.object_list[first : first + self.per_page + 1])
        if not rows:
            return super().page(self.num_pages)
        return FarPage(rows[: self.per_page], number, self, more=len(rows) > self.per_page)


class FarPage(Page):
    """A page of a list that was not counted to its end."""

    def __init__(self, rows: Sequence[Any], number: int, paginator: Paginator, *, more: bool) -> None:
        super().__init__(rows, number, paginator)
        self.more = more

    def has_next(self) -> bool:
        """Whether a row stands behind it."""
        return self.more

    def next_page_number(self) -> int:
        """The page behind it."""
        return self.number + 1

    def end_index(self) -> int:
        """The place of its last row."""
        return self.start_index() + len(self.object_list) - 1


@dataclass(frozen=True)
class Part:
    """What a page without a table shows of a long list."""

    rows: Sequence[Any]
    previous: int
    next: int

    @classmethod
    def of(cls, request: HttpRequest, rows: Any, *, size: int) -> "Part":
        """The part that the address asks for; nothing is counted."""
        asked = request.GET.get(PAGE, "")
        number = max(int(asked), 1) if asked.isdigit() and len(asked) <= len(str(MOST)) else 1
        found = list(rows[(number - 1) * size : number * size + 1])
        return cls(found[:size], number - 1, number + 1 if len(found) > size else 0)
