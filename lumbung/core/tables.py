"""Tables: filter, sort, page and take along, all in the address, all over the queryset it is given.

A table never widens what it is given: the view hands over a queryset that already is `visible_to` the
viewer, and the screen, the counts and the sheets are made from that same queryset.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from lumbung.core import sheets
from lumbung.core.paging import PAGE, Pages

SORT, FORMAT = "urut", "format"
TURNED = {"ascending": "-", "descending": ""}
"""The sign of the address that turns a sorted column around; numbers start with the largest, words with A."""

RIGHT = frozenset({"money", "count", "percent"})


@dataclass(frozen=True)
class Column:
    """One column: a name to read from the row (`a.b` follows relations), a label, and how it is written.

    kind is text, money, count, percent, date, time, masked or badge; `value(row)` replaces reading by name,
    and for a badge gives (kind, words). `link(row)` is an address; `small(row)` a second line in ash.
    """

    name: str
    label: Any
    sort: str = ""
    kind: str = "text"
    link: Callable[[Any], str] | None = None
    value: Callable[[Any], Any] | None = None
    small: Callable[[Any], Any] | None = None
    export: bool = True

    @property
    def right(self) -> bool:
        """Numbers stand right."""
        return self.kind in RIGHT

    def of(self, row: Any) -> Any:
        """This column's value in a row."""
        if self.value:
            return self.value(row)
        for part in self.name.split("."):
            row = row.get(part) if isinstance(row, Mapping) else getattr(row, part, None)
        return row() if callable(row) else row


@dataclass(frozen=True)
class Filter:
    """One question above the table; `apply(queryset, value)` narrows it. Choices make it a select."""

    name: str
    label: Any
    apply: Callable[[QuerySet, str], QuerySet]
    choices: Sequence[tuple[str, Any]] | Callable[[], Sequence[tuple[str, Any]]] = ()

    def options(self) -> list[tuple[str, str]]:
        """What can be chosen; empty means a field to write in."""
        choices = self.choices() if callable(self.choices) else self.choices
        return [(str(value), str(words)) for value, words in choices]


@dataclass(frozen=True)
class Cell:
    """One value as the page writes it."""

    column: Column
    value: Any
    url: str = ""
    small: Any = ""


@dataclass(frozen=True)
class Head:
    """One column's head: its label, and the address that sorts by it."""

    column: Column
    url: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Asked:
    """A filter as it stands in the address now."""

    filter: Filter
    options: list[tuple[str, str]]
    value: str
    words: str
    without_url: str


@dataclass
class TablePage:
    """What `core/table.html` draws."""

    table: "Table"
    heads: list[Head]
    rows: list[list[Cell]]
    asked: list[Asked]
    page: Page
    total: int
    urls: dict[str, str] = field(default_factory=dict)
    kept: list[tuple[str, str]] = field(default_factory=list)
    export: HttpResponse | None = None

    @property
    def chosen(self) -> list[Asked]:
        """Filters that are in use."""
        return [asked for asked in self.asked if asked.value]


@dataclass(frozen=True)
class Table:
    """The description of a table, made once; `page` answers one request.

    `phone` is stack, pair (four columns: name, period, status, amount) or scroll. `order` breaks ties and
    stands when the address asks for none; it must be unique so that pages neither repeat nor skip a row.
    """

    columns: Sequence[Column]
    caption: Any
    filters: Sequence[Filter] = ()
    order: Sequence[str] = ("-pk",)
    per_page: int = 50
    phone: str = "stack"
    file_name: str = "lumbung"
    empty: Any = _("Belum ada data.")
    empty_help: Any = _("Ubah atau hapus saringan untuk melihat lebih banyak.")

    def page(self, request: HttpRequest, queryset: QuerySet) -> TablePage:
        """Filter, sort and cut the queryset as the address asks; with `?format=` the sheet is in `.export`."""
        asked = [self._asked(item, request.GET) for item in self.filters]
        for item in asked:
            if item.value:
                queryset = item.filter.apply(queryset, item.value)
        chosen, direction = self._sorting(request.GET.get(SORT, ""))
        queryset = self._sorted(queryset, chosen, direction)
        paginator = Pages(queryset, self.per_page)
        page = paginator.get_page(request.GET.get(PAGE))
        return TablePage(
            table=self,
            heads=[self._head(column, request.GET, chosen, direction) for column in self.columns],
            rows=[self._cells(row) for row in page.object_list],
            asked=asked,
            page=page,
            total=paginator.count,
            urls=self._urls(request.GET, page),
            kept=[(SORT, request.GET[SORT])] if SORT in request.GET else [],
            export=self._export(request, queryset),
        )

    def _asked(self, item: Filter, query: QueryDict) -> Asked:
        value, options = query.get(item.name, "").strip(), item.options()
        if options and value not in dict(options):
            value = ""
        return Asked(item, options, value, dict(options).get(value, value), _with(query, **{item.name: None}))

    def _sorting(self, wish: str) -> tuple[Column | None, str]:
        name = wish.removeprefix("-")
        chosen = next((column for column in self.columns if column.sort and column.name == name), None)
        return chosen, ("descending" if wish.startswith("-") else "ascending") if chosen else ""

    def _sorted(self, queryset: QuerySet, chosen: Column | None, direction: str) -> QuerySet:
        wish = [("-" if direction == "descending" else "") + chosen.sort] if chosen else []
        return queryset.order_by(*wish, *self.order)

    def _head(self, column: Column, query: QueryDict, chosen: Column | None, direction: str) -> Head:
        if not column.sort:
            return Head(column)
        mine = direction if column is chosen else ""
        sign = TURNED.get(mine, "-" if column.right else "")
        return Head(column, _with(query, **{SORT: sign + column.name, PAGE: None}), mine)

    def _cells(self, row: Any) -> list[Cell]:
        return [
            Cell(
                column,
                column.of(row),
                column.link(row) if column.link else "",
                column.small(row) if column.small else "",
            )
            for column in self.columns
        ]

    def _urls(self, query: QueryDict, page: Page) -> dict[str, str]:
        urls = {kind: _with(query, **{FORMAT: kind, PAGE: None}) for kind in sheets.KINDS}
        if page.has_next():
            urls["next"] = _with(query, **{PAGE: page.next_page_number()})
        if page.has_previous():
            urls["previous"] = _with(query, **{PAGE: page.previous_page_number()})
        return urls

    def _export(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        kind = request.GET.get(FORMAT)
        if kind not in sheets.KINDS:
            return None
        columns = [column for column in self.columns if column.export]
        return sheets.answer(
            kind, self.file_name, [str(column.label) for column in columns], _sheet_rows(columns, queryset)
        )

    def without(self, *names: str) -> "Table":
        """The same table with fewer columns."""
        return replace(self, columns=[column for column in self.columns if column.name not in names])


def _sheet_rows(columns: Sequence[Column], queryset: QuerySet | Iterable[Any]) -> Iterator[list[Any]]:
    rows = queryset.iterator(chunk_size=2000) if isinstance(queryset, QuerySet) else queryset
    for row in rows:
        yield [sheets.plain(column.kind, column.of(row)) for column in columns]


def _with(query: QueryDict, **changes: Any) -> str:
    changed = query.copy()
    changed.pop(FORMAT, None)
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"
