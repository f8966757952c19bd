"""How lists of runs and of decided families look, on the page and on sheets."""

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core.tables import Column, Filter, Table
from lumbung.law.reading import CONDITION, FAMILY, UNKNOWN
from lumbung.programmes import controls, kinds, words
from lumbung.programmes.models import ControlFinding, Run
from lumbung.regions import queries as regions
from lumbung.registry.models import Family

RUN_BADGES = {Run.Status.DECIDING: "run", Run.Status.DECIDED: "ok", Run.Status.ABANDONED: "end"}
BLOCK = 2000


def _where(run: Run) -> str:
    return run.region_code or str(_("Seluruh Indonesia"))


def _title(run: Run) -> str:
    return kinds.find(run.kind).title(words.language()) if run.kind in kinds.names() else run.kind


RUNS = Table(
    columns=[
        Column("id", _("Nomor"), sort="pk", link=lambda run: reverse("programmes:run", args=[run.pk])),
        Column("kind", _("Program"), sort="kind", value=_title),
        Column("on", _("Per hari"), sort="on", kind="date"),
        Column("region_code", _("Wilayah"), sort="region_code", value=_where),
        Column("families", pgettext_lazy("many", "Keluarga"), sort="families", kind="count"),
        Column(
            "status", _("Keadaan"), kind="badge", value=lambda run: (RUN_BADGES[run.status], run.get_status_display())
        ),
        Column("by", _("Oleh"), value=lambda run: str(run.by or _("Sistem"))),
    ],
    caption=_("Penetapan"),
    order=("-pk",),
    file_name="penetapan",
    empty=_("Belum ada penetapan."),
    empty_help=_("Penetapan memutuskan siapa memenuhi syarat program, dari data keluarga dan desilnya."),
)


class DecidedRows(Sequence):
    """Frozen decisions as a table takes them: counted, sorted and cut on disk, names added a page at a time."""

    def __init__(self, rows: pl.LazyFrame, *, viewer: Any, run: Run, order: Sequence[str] = ()):
        self._rows, self._viewer, self._run, self._order = rows, viewer, run, order
        self._kind = kinds.find(run.kind)

    def order_by(self, *wishes: str) -> "DecidedRows":
        """The same rows in another order; a leading minus turns it round."""
        return DecidedRows(self._rows, viewer=self._viewer, run=self._run, order=wishes)

    def __len__(self) -> int:
        return self._rows.select(pl.len()).collect().item()

    def __getitem__(self, at: Any) -> Any:
        length = at.stop - at.start
        return self._named(self._sorted().slice(at.start, length).collect())

    def __iter__(self) -> Iterator[dict[str, Any]]:
        frame = self._sorted().collect()
        for start in range(0, frame.height, BLOCK):
            yield from self._named(frame.slice(start, BLOCK))

    def _sorted(self) -> pl.LazyFrame:
        names = [wish.removeprefix("-") for wish in self._order]
        turned = [wish.startswith("-") for wish in self._order]
        return self._rows.sort(names, descending=turned, nulls_last=True) if names else self._rows

    def _named(self, frame: pl.DataFrame) -> list[dict[str, Any]]:
        ids = frame[FAMILY].to_list()
        heads = dict(Family.objects.visible_to(self._viewer).filter(pk__in=ids).values_list("pk", "head_name"))
        places = regions.paths(codes=frame["region_code"].to_list())
        return [
            {
                **row,
                "head_name": heads.get(row[FAMILY]) or str(_("Keluarga %(id)s")) % {"id": row[FAMILY]},
                "place": places.get(row["region_code"], row["region_code"]).split(",")[0],
                "reasons": "; ".join(self._reasons(row)),
                "url": reverse("programmes:why", args=[self._run.pk, row[FAMILY]]),
            }
            for row in frame.rows(named=True)
        ]

    def _reasons(self, row: dict[str, Any]) -> list[str]:
        unmet = [
            name.removeprefix(CONDITION) for name, met in row.items() if name.startswith(CONDITION) and met is False
        ]
        missing = [name.removeprefix(UNKNOWN) for name, yes in row.items() if name.startswith(UNKNOWN) and yes]
        return [words.reason(self._kind, name, self._run.on) for name in (*unmet, *missing)]


def _outcome(row: dict[str, Any]) -> tuple[str, str]:
    return words.BADGES[row["outcome"]], words.outcome(row["outcome"])


DECIDED = Table(
    columns=[
        Column("head_name", _("Kepala keluarga"), link=lambda row: row["url"]),
        Column("place", _("Desa")),
        Column("region_code", _("Kode wilayah"), sort="region_code"),
        Column("decile", _("Desil"), sort="decile", kind="count"),
        Column("outcome", _("Putusan"), kind="badge", value=_outcome),
        Column("reasons", _("Alasan")),
        Column("entitlement", _("Nilai"), sort="entitlement", kind="money"),
    ],
    caption=_("Keluarga yang diputuskan"),
    order=(FAMILY,),
    file_name="putusan",
    empty=_("Tidak ada keluarga dengan putusan ini di wilayah Anda."),
)


FINDING_BADGES = {"open": "do", "explained": "wait", "settled": "ok", "gone": "end"}


def _control_title(finding: ControlFinding) -> str:
    return controls.all_controls()[finding.control].title


def _other_member(finding: ControlFinding) -> str:
    person = finding.person
    return person.name if person and person.name != finding.family.head_name else ""


FINDINGS = Table(
    columns=[
        Column(
            "control",
            _("Temuan"),
            sort="control",
            value=_control_title,
            link=lambda row: reverse("programmes:finding", args=[row.pk]),
        ),
        Column("family.head_name", _("Keluarga"), small=_other_member),
        Column("person.nik", _("NIK"), kind="masked"),
        Column("village", _("Desa"), sort="region_code"),
        Column("found_on", _("Ditemukan"), sort="found_on", kind="date"),
        Column("owner", _("Penanggung jawab"), value=lambda row: str(row.owner or _("Belum ada"))),
        Column(
            "status",
            _("Keadaan"),
            kind="badge",
            value=lambda row: (FINDING_BADGES[row.status], row.get_status_display()),
        ),
    ],
    caption=_("Temuan audit"),
    filters=[
        Filter(
            "jenis",
            _("Temuan"),
            lambda rows, value: rows.filter(control=value),
            choices=lambda: [(name, control.title) for name, control in controls.all_controls().items()],
        ),
        Filter("keadaan", _("Keadaan"), lambda rows, value: rows.filter(status=value), ControlFinding.Status.choices),
        Filter(
            "wilayah",
            _("Kode wilayah"),
            lambda rows, code: rows.filter(region_code__gte=code, region_code__lt=f"{code}/"),
        ),
    ],
    order=("-found_on", "pk"),
    file_name="temuan-audit",
    empty=_("Tidak ada temuan."),
    empty_help=_("Pemeriksaan audit berjalan pada setiap penetapan, atau bila diminta di halaman ini."),
)
HELD = Table(
    columns=[
        Column("family.head_name", _("Keluarga"), link=lambda row: reverse("registry:family", args=[row.family_id])),
        Column("stage", _("Masa"), sort="stage"),
        Column("amount", _("Nilai"), sort="amount", kind="money"),
    ],
    caption=_("Pembayaran yang ditahan"),
    order=("stage", "pk"),
    file_name="ditahan",
    empty=_("Tidak ada keluarga yang ditahan."),
    empty_help=_("Keluarga ditahan bila siklus disusun sementara temuan auditnya belum diselesaikan."),
)
