"""What the demonstration came to, in figures that anyone can look up on the screens."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.core.reach import Reach
from lumbung.payments import queries as payments
from lumbung.payments.models import Card, Cycle
from lumbung.programmes.models import Run, RunCount
from lumbung.quality.models import DuplicatePair, ImportBatch
from lumbung.regions.models import Region
from lumbung.registry.models import Family, Person
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.steps.accounts import OFFICER
from lumbung.targeting import queries as targeting


@dataclass(frozen=True)
class Figures:
    """Counts and sums of one regency."""

    areas: dict[str, int]
    imports: list[dict[str, Any]]
    families: int
    people: int
    duplicates: dict[str, int]
    ranked: int
    unranked: int
    runs: list[dict[str, Any]]
    cards: int
    cycles: list[dict[str, Any]]


def figures(demo: Demonstration) -> Figures:
    """The figures as they stand now."""
    here = Reach.of(demo.regency)
    inside = {"region_code__gte": here.lo, "region_code__lt": here.hi}
    ranking = targeting.last_ranking(region_code=demo.regency)
    officer = demo.person(OFFICER)
    pairs = DuplicatePair.objects.filter(**inside)
    areas = Region.objects.in_force()
    cycles = Cycle.objects.filter(region_code=demo.regency, fund__fiscal_year=demo.today.year).order_by("pk")
    return Figures(
        areas={level.name.lower(): areas.filter(level=level).count() for level in Region.Level},
        imports=[
            _import(batch)
            for batch in ImportBatch.objects.filter(**inside).exclude(fingerprint__startswith="form-").order_by("pk")
        ],
        families=Family.objects.filter(status="active", **inside).count(),
        people=Person.objects.filter(status="active", **inside).count(),
        duplicates={status.value: pairs.filter(status=status).count() for status in DuplicatePair.Status},
        ranked=ranking.families - ranking.unknown if ranking else 0,
        unranked=ranking.unknown if ranking else 0,
        runs=[_run(run) for run in Run.objects.filter(status="decided", region_code=demo.regency).order_by("pk")],
        cards=Card.objects.filter(status=Card.Status.ACTIVE, **inside).count(),
        cycles=[_cycle(cycle, officer) for cycle in cycles],
    )


def _import(batch: ImportBatch) -> dict[str, Any]:
    return {
        "file": batch.file_name,
        "status": batch.status,
        "rows": batch.rows_read,
        "set_aside": batch.rows_set_aside,
        "families": batch.families_new,
        "people": batch.people_new,
    }


def _run(run: Run) -> dict[str, Any]:
    totals = RunCount.objects.filter(run=run, reason="").values("outcome").annotate(families=Sum("families"))
    counts = {row["outcome"]: row["families"] for row in totals}
    return {
        "run": run.pk,
        "kind": run.kind,
        "on": run.on.isoformat(),
        "families": run.families,
        **{outcome.value: counts.get(outcome.value, 0) for outcome in RunCount.Outcome},
    }


def _cycle(cycle: Cycle, viewer: Any) -> dict[str, Any]:
    row = {
        "cycle": cycle.pk,
        "programme": cycle.programme,
        "stage": cycle.stage,
        "status": cycle.status,
        "lines": cycle.lines,
        "total": cycle.total,
    }
    if cycle.status not in Cycle.LEFT:
        return row
    table = payments.reconciliation(viewer=viewer, cycle_id=cycle.pk)
    parts = ("sent", "paid", "failed", "returned", "pending")
    return {**row, **{part: getattr(table.total, part).rupiah for part in parts}, "agrees": table.agrees}


def rows(found: Figures) -> list[tuple[str, str]]:
    """What was done, and what it came to, in plain words."""
    return [
        (_("Wilayah resmi"), _areas(found)),
        *((_("Impor %(file)s") % {"file": one["file"]}, _imported(one)) for one in found.imports),
        (
            _("Terdaftar"),
            _("%(families)s keluarga, %(people)s orang") % _spelt(families=found.families, people=found.people),
        ),
        (_("Dugaan ganda"), _duplicates(found)),
        (
            _("Peringkat"),
            _("%(ranked)s keluarga, %(unranked)s belum bisa dinilai")
            % _spelt(ranked=found.ranked, unranked=found.unranked),
        ),
        *(
            (_("Penetapan %(kind)s %(on)s") % {"kind": run["kind"].upper(), "on": run["on"]}, _decided(run))
            for run in found.runs
        ),
        (_("Kartu KKS aktif"), formats.count(found.cards)),
        *((f"{cycle['programme'].upper()} {cycle['stage']}", _paid(cycle)) for cycle in found.cycles),
    ]


def _areas(found: Figures) -> str:
    words = _("%(province)s provinsi, %(regency)s kabupaten/kota, %(district)s kecamatan, %(village)s desa/kelurahan")
    return words % _spelt(**found.areas)


def _imported(one: dict[str, Any]) -> str:
    status = ImportBatch.Status(one["status"]).label
    words = _(
        "%(rows)s baris: %(families)s keluarga dan %(people)s orang baru, %(set_aside)s baris disisihkan. %(status)s."
    )
    return words % {
        **_spelt(**{name: one[name] for name in ("rows", "families", "people", "set_aside")}),
        "status": status,
    }


def _duplicates(found: Figures) -> str:
    words = _("%(open)s menunggu keputusan, %(same_person)s orang yang sama, %(different)s orang berbeda")
    return words % _spelt(**found.duplicates)


def _decided(run: dict[str, Any]) -> str:
    words = _("%(eligible)s memenuhi, %(refused)s belum memenuhi, %(undetermined)s belum bisa diputuskan")
    return words % _spelt(**{name: run[name] for name in ("eligible", "refused", "undetermined")})


def _paid(cycle: dict[str, Any]) -> str:
    start = _("%(lines)s keluarga, %(total)s. %(status)s.") % {
        "lines": formats.count(cycle["lines"]),
        "total": formats.rupiah(cycle["total"]),
        "status": Cycle.Status(cycle["status"]).label,
    }
    if "sent" not in cycle:
        return start
    words = _("Terkirim %(sent)s = masuk %(paid)s + gagal %(failed)s + kembali %(returned)s + ditunggu %(pending)s.")
    parts = ("sent", "paid", "failed", "returned", "pending")
    return f"{start} {words % {name: formats.rupiah(cycle[name]) for name in parts}}"


def _spelt(**numbers: int) -> dict[str, str]:
    return {name: formats.count(number) for name, number in numbers.items()}
