"""How lists of samples and of their tasks look."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lumbung.core.tables import Column, Filter, Table
from lumbung.payments.models import Sample

SAMPLES = Table(
    columns=[
        Column("pk", _("Uji petik"), value=str, link=lambda row: reverse("payments:sample", args=[row.pk])),
        Column("cycle", _("Siklus"), value=lambda row: str(row.cycle)),
        Column("on", _("Diundi"), sort="on", kind="date"),
        Column("size", _("Diundi dari yang masuk"), sort="size", kind="count"),
        Column("answered", _("Dijawab"), kind="count"),
        Column("open_findings", _("Temuan terbuka"), kind="count"),
    ],
    caption=_("Uji petik"),
    order=("-pk",),
    file_name="uji-petik",
    empty=_("Belum ada uji petik."),
    empty_help=_("Undi sampel dari halaman siklus yang uangnya sudah masuk."),
)


def _state(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(received="") if value == "tunggu" else rows.exclude(received="")


TASKS = Table(
    columns=[
        Column(
            "recipient",
            _("Penerima"),
            value=lambda row: row.line.recipient,
            link=lambda row: reverse("payments:sample_entry", args=[row.pk]),
        ),
        Column("pk", _("Nomor tugas"), sort="pk"),
        Column("programme", _("Program"), value=lambda row: row.line.programme.upper()),
        Column("way", _("Cara bertanya"), sort="way", value=lambda row: row.get_way_display()),
        Column("phone", _("Telepon"), kind="masked", value=lambda row: row.line.family.phone or ""),
        Column("message", _("Pesan")),
        Column(
            "received",
            _("Jawaban"),
            kind="badge",
            value=lambda row: ("ok", row.get_received_display()) if row.received else ("wait", _("Menunggu")),
        ),
    ],
    caption=_("Tugas uji petik"),
    filters=[
        Filter("jawaban", _("Jawaban"), _state, [("tunggu", _("Menunggu")), ("ada", _("Sudah dijawab"))]),
        Filter("cara", _("Cara bertanya"), lambda rows, way: rows.filter(way=way), Sample.Way.choices),
    ],
    order=("pk",),
    file_name="tugas-uji-petik",
    empty=_("Tidak ada yang perlu ditanyai."),
    empty_help=_("Tugas muncul di sini begitu sampel diundi di wilayah Anda."),
)
