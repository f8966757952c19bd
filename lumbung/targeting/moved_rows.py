"""Families who moved to another decile as a table takes them, each with its changed answers in words."""

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.core.tables import Column, Filter, Table
from lumbung.regions import queries as regions
from lumbung.registry.models import Family
from lumbung.targeting import movements, queries
from lumbung.targeting.movements import CAME, DOWN, FAMILY, UP, WENT, Movements

BLOCK = 2000
BADGES = {UP: "ok", DOWN: "do", CAME: "today", WENT: "end"}


def ways() -> list[tuple[str, str]]:
    """Which way a family can move."""
    return [
        (DOWN, _("Ke desil lebih miskin")),
        (UP, _("Ke desil lebih mampu")),
        (CAME, _("Baru dinilai")),
        (WENT, _("Tidak dinilai lagi")),
    ]


def told(reason: str, found: Movements) -> str:
    """What a reason is called when no family's own answer stands beside it."""
    others = {
        movements.MODEL: _("Rumus peringkat berganti"),
        movements.TOGETHER: _("Jawaban lain yang ikut menimbang"),
        movements.OTHERS: _("Nilai keluarga lain bergeser"),
        movements.AREA: _("Pindah wilayah"),
        movements.NEW: _("Belum ada nilai sebelumnya"),
        movements.LEFT: _("Tidak ada di pemeringkatan ini, atau datanya terlalu sedikit"),
    }
    if reason in others:
        return others[reason]
    return next(
        (
            one.label[_language()]
            for one in queries.declared(kind=found.now.version.kind).predictors
            if one.reason == reason
        ),
        reason,
    )


class MovedRows(Sequence):
    """Movements counted, sorted and cut as a frame; names and words are added a page at a time."""

    def __init__(self, found: Movements, *, viewer: Any, frame: pl.DataFrame | None = None):
        self._found, self._viewer = found, viewer
        self._frame = found.families if frame is None else frame

    def order_by(self, *wishes: str) -> "MovedRows":
        """The same rows in another order; a leading minus turns it round."""
        names = [wish.removeprefix("-") for wish in wishes]
        turned = [wish.startswith("-") for wish in wishes]
        return self._with(self._frame.sort(names, descending=turned, nulls_last=True, maintain_order=True))

    def going(self, way: str) -> "MovedRows":
        """Only those who moved that way."""
        return self._with(self._frame.filter(pl.col("way") == way))

    def because(self, reason: str) -> "MovedRows":
        """Only those for whom this reason weighed most."""
        return self._with(self._frame.filter(pl.col("reasons").list.first() == reason))

    def _with(self, frame: pl.DataFrame) -> "MovedRows":
        return MovedRows(self._found, viewer=self._viewer, frame=frame)

    def __len__(self) -> int:
        return self._frame.height

    def __getitem__(self, at: Any) -> Any:
        return self._named(self._frame.slice(at.start, at.stop - at.start))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for start in range(0, self._frame.height, BLOCK):
            yield from self._named(self._frame.slice(start, BLOCK))

    def _named(self, frame: pl.DataFrame) -> list[dict[str, Any]]:
        ids = frame[FAMILY].to_list()
        heads = dict(Family.objects.visible_to(self._viewer).filter(pk__in=ids).values_list("pk", "head_name"))
        places = regions.paths(codes=frame["region_code"].to_list())
        answers = movements.changed_answers(self._found, ids)
        return [
            {
                **row,
                "head_name": heads.get(row[FAMILY]) or _("Keluarga %(id)s") % {"id": row[FAMILY]},
                "place": places.get(row["region_code"], row["region_code"]).split(",")[0],
                "because": "; ".join(self._words(row, answers.get(row[FAMILY]))),
                "url": reverse("registry:family", args=[row[FAMILY]]) if row[FAMILY] in heads else "",
            }
            for row in frame.rows(named=True)
        ]

    def _words(self, row: dict[str, Any], answers: tuple[dict[str, Any], dict[str, Any]] | None) -> Iterator[str]:
        language = _language()
        predictors = {
            one.reason: one for one in reversed(queries.declared(kind=self._found.now.version.kind).predictors)
        }
        for reason, effect in zip(row["reasons"] or (), row["effects"] or (), strict=True):
            sign = "+" if effect > 0 else "−"
            predictor = predictors.get(reason)
            if predictor is None or answers is None:
                yield told(reason, self._found)
                continue
            before, now = (
                _("belum diketahui") if one[predictor.name] is None else predictor.words(one[predictor.name], language)
                for one in answers
            )
            yield f"{before} → {now} ({sign}{formats.count(abs(effect) // 1000)})"


def _language() -> str:
    return (get_language() or "id")[:2]


def _way(row: dict[str, Any]) -> tuple[str, str]:
    return BADGES[row["way"]], dict(ways())[row["way"]]


MOVED = Table(
    columns=[
        Column("head_name", gettext_lazy("Kepala keluarga"), link=lambda row: row["url"]),
        Column("place", gettext_lazy("Desa")),
        Column("region_code", gettext_lazy("Kode wilayah"), sort="region_code"),
        Column("decile_national_before", gettext_lazy("Desil dulu"), sort="decile_national_before", kind="count"),
        Column("decile_national", gettext_lazy("Desil kini"), sort="decile_national", kind="count"),
        Column("way", gettext_lazy("Arah"), kind="badge", value=_way),
        Column("because", gettext_lazy("Jawaban yang berubah")),
    ],
    caption=gettext_lazy("Keluarga yang bergeser"),
    filters=[
        Filter("arah", gettext_lazy("Arah"), lambda rows, value: rows.going(value), ways),  # type: ignore[attr-defined]
        Filter("sebab", gettext_lazy("Sebab utama"), lambda rows, value: rows.because(value)),  # type: ignore[attr-defined]
    ],
    order=(FAMILY,),
    file_name="pergeseran",
    empty=gettext_lazy("Tidak ada keluarga yang bergeser."),
    empty_help=gettext_lazy("Semua keluarga tetap di desilnya, atau saringan ini tidak cocok dengan siapa pun."),
)
