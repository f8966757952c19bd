"""How lists of cases look; names of secret cases are masked, for their own team too."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.cases import words
from lumbung.cases.models import Case
from lumbung.core.tables import Column, Filter, Table

CASES = Table(
    columns=[
        Column("pk", _("Nomor"), sort="pk", link=lambda row: reverse("cases:case", args=[row.pk])),
        Column("called", _("Nama"), value=words.masked),
        Column("cluster", _("Klaster"), sort="cluster", value=lambda row: words.cluster(row.cluster)),
        Column("village", _("Desa"), sort="region_code"),
        Column(
            "status",
            _("Keadaan"),
            sort="status",
            kind="badge",
            value=lambda row: (words.BADGES[row.status], row.get_status_display()),
        ),
        Column("worker", _("Pekerja sosial"), value=lambda row: str(row.worker or "–")),
        Column("opened_on", _("Masuk"), sort="opened_on", kind="date"),
    ],
    caption=pgettext_lazy("many", "Kasus"),
    filters=[
        Filter("langkah", _("Keadaan"), lambda rows, value: rows.filter(status=value), Case.Status.choices),
        Filter("klaster", _("Klaster"), lambda rows, value: rows.filter(cluster=value), words.cluster_choices),
        Filter("cara", _("Cara layanan"), lambda rows, value: rows.filter(mode=value), Case.Mode.choices),
        Filter(
            "wilayah",
            _("Kode wilayah"),
            lambda rows, code: rows.filter(region_code__gte=code, region_code__lt=f"{code}/"),
        ),
    ],
    order=("-pk",),
    file_name="kasus",
    empty=_("Belum ada kasus."),
    empty_help=_("Kasus dibuka dari halaman orang, atau dari formulir rujukan bila orangnya belum tercatat."),
)
