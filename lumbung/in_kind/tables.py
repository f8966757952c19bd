"""How lists of requests and of lots look."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lumbung.core.tables import Column, Filter, Table
from lumbung.in_kind import words
from lumbung.in_kind.models import Request

REQUESTS = Table(
    columns=[
        Column("pk", _("Nomor"), sort="pk", link=lambda row: reverse("in_kind:request", args=[row.pk])),
        Column("item", _("Barang"), sort="item", value=words.item_of),
        Column("whom", _("Untuk"), value=lambda row: row.person.name if row.person else row.family.head_name or "–"),
        Column("village", _("Desa"), sort="region_code"),
        Column(
            "status",
            _("Keadaan"),
            sort="status",
            kind="badge",
            value=lambda row: (words.BADGES[row.status], row.get_status_display()),
        ),
        Column("filed_on", _("Diminta"), sort="filed_on", kind="date"),
    ],
    caption=_("Permintaan barang"),
    filters=[
        Filter("langkah", _("Keadaan"), lambda rows, value: rows.filter(status=value), Request.Status.choices),
        Filter("jenis", _("Jenis"), lambda rows, value: rows.filter(kind=value), words.kind_choices),
        Filter(
            "wilayah",
            _("Kode wilayah"),
            lambda rows, code: rows.filter(region_code__gte=code, region_code__lt=f"{code}/"),
        ),
    ],
    order=("-pk",),
    file_name="permintaan-barang",
    empty=_("Belum ada permintaan barang."),
    empty_help=_("Permintaan dicatat dari halaman orang (alat bantu) atau halaman keluarga (rumah)."),
)


def _holding(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(on_hand__gt=F("reserved")) if value == "ada" else rows.filter(on_hand=F("reserved"))


def _free(row: Any) -> int:
    return row.free


LOTS = Table(
    columns=[
        Column(
            "item",
            _("Barang"),
            sort="item",
            value=lambda row: words.item(row.kind, row.item, row.size),
            link=lambda row: reverse("in_kind:lot", args=[row.pk]),
        ),
        Column("store", _("Gudang"), sort="store"),
        Column("batch", _("Partai atau nomor seri"), value=lambda row: row.serial or row.batch or "–"),
        Column("supplier", _("Pemasok"), sort="supplier"),
        Column("received_on", _("Diterima"), sort="received_on", kind="date"),
        Column("free", _("Bebas"), kind="count", value=_free),
        Column("reserved", _("Disisihkan"), sort="reserved", kind="count"),
        Column("issued", _("Keluar"), sort="issued", kind="count"),
    ],
    caption=_("Stok barang"),
    filters=[
        Filter("jenis", _("Jenis"), lambda rows, value: rows.filter(kind=value), words.kind_choices),
        Filter("sisa", _("Sisa"), _holding, [("ada", _("Masih ada")), ("habis", _("Habis atau disisihkan"))]),
    ],
    order=("-received_on", "-pk"),
    file_name="stok-barang",
    empty=_("Belum ada barang di gudang."),
    empty_help=_("Catat barang yang datang, atau impor daftarnya."),
)
