"""The queue of duplicates as a list: filters, and the order in which the next pair comes."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lumbung.core.tables import Column, Filter, Table
from lumbung.quality.models import DuplicatePair
from lumbung.quality.telling import place
from lumbung.regions import queries as regions

PAIR_BADGES = {"open": "wait", "field_check": "do", "proposed": "run", "same_person": "ok", "different": "end"}


def pairs_of(viewer: Any, query: str = "") -> Table:
    """Pairs in the viewer's reach; each link takes the list's filters along, so that deciding goes on in the list."""
    return Table(
        columns=[
            Column(
                "a",
                _("Orang"),
                sort="a__name",
                value=lambda row: row.a.name,
                link=lambda row: reverse("quality:pair", args=[row.pk]) + (f"?{query}" if query else ""),
            ),
            Column("b", _("Nama di catatan lain"), sort="b__name", value=lambda row: row.b.name),
            Column("kind", _("Sebab"), sort="kind", value=lambda row: row.get_kind_display()),
            Column("probability", _("Kemungkinan"), sort="probability", kind="percent"),
            Column("region_code", _("Wilayah"), sort="region_code", value=lambda row: place(row.region_code)),
            Column("nik", _("NIK"), kind="masked", value=lambda row: row.a.nik),
            Column(
                "status",
                _("Keadaan"),
                kind="badge",
                value=lambda row: (PAIR_BADGES[row.status], row.get_status_display()),
            ),
            Column("found_at", _("Ditemukan"), sort="found_at", kind="time"),
        ],
        caption=_("Dugaan data ganda"),
        filters=_pair_filters(viewer),
        order=["-probability", "pk"],
        file_name="dugaan-ganda",
        empty=_("Tidak ada data ganda yang menunggu keputusan."),
        empty_help=_("Pasangan baru muncul di sini sesudah sebuah berkas masuk."),
    )


def _pair_filters(viewer: Any) -> list[Filter]:
    areas = [(area.code, area.name) for area in regions.children(code=viewer.region_code)]
    return [
        Filter(
            "keadaan",
            _("Keadaan"),
            lambda rows, value: rows.filter(status=value),
            choices=DuplicatePair.Status.choices,
        ),
        Filter("sebab", _("Sebab"), lambda rows, value: rows.filter(kind=value), choices=DuplicatePair.Kind.choices),
        Filter(
            "nama", _("Nama"), lambda rows, text: rows.filter(Q(a__name__icontains=text) | Q(b__name__icontains=text))
        ),
        Filter(
            "wilayah",
            _("Wilayah"),
            lambda rows, code: rows.filter(region_code__gte=code, region_code__lt=f"{code}/"),
            choices=areas or [(viewer.region_code, viewer.region_code)],
        ),
    ]


def narrowed(table: Table, query: Mapping[str, str], rows: QuerySet) -> QuerySet:
    """The rows that a list with this address shows, in its own order."""
    for item in table.filters:
        value, options = query.get(item.name, ""), dict(item.options())
        if value and (not options or value in options):
            rows = item.apply(rows, value)
    return rows.order_by(*table.order)
