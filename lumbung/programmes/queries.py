"""Reads: kinds and their figures, runs, counts, who was decided how, and why. Who looks comes first."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lumbung import law
from lumbung.core.reach import Reach
from lumbung.core.refusals import NotFound, Refusal
from lumbung.law.reading import CONDITION, FAMILY, UNKNOWN
from lumbung.payments.models import Cycle, Line
from lumbung.programmes import conditions, facts, frozen, kinds
from lumbung.programmes.kinds import Kind
from lumbung.programmes.models import Enrolment, Run, RunCount, Sanction
from lumbung.registry.models import Family, Person


class NoSuchRun(NotFound):
    """No run of that number within the viewer's reach."""

    message = _("Tidak ada penetapan nomor %(run)s di wilayah Anda. Lihat nomornya di halaman Penetapan program.")


class NoSuchFamily(NotFound):
    """No family of that number or card within the viewer's reach; the number itself is not repeated."""

    message = _("Tidak ada keluarga dengan nomor atau KK itu di wilayah Anda. Periksa angkanya; nomor KK 16 angka.")


class NotInRun(NotFound):
    """The run did not decide this family."""

    message = _("Keluarga ini tidak ada dalam penetapan itu. Pilih penetapan lain.")


class FrozenMissing(Refusal):
    """What the run froze is no longer on disk."""

    message = _("Berkas beku penetapan %(run)s tidak ditemukan di folder data. Pulihkan dari cadangan.")


@dataclass(frozen=True)
class Quota:
    """Where a family stood in its regency's quota."""

    places: int
    rank: int
    met: bool


@dataclass(frozen=True)
class Withheld:
    """What a sanction takes off an amount: which verified conditions it rests on, in percent and whole rupiah."""

    percent: int
    quarter: date
    because: list[dict[str, Any]]
    amount: int


@dataclass(frozen=True)
class Why:
    """One decision with everything behind it, from frozen facts and frozen figures.

    `same_rule` is False when the rule was changed since; `agrees` when it no longer says what the run decided.
    """

    run: Run
    kind: Kind
    family: Family
    explanation: law.Explanation
    outcome: str
    quota: Quota | None
    period: law.Period
    names: Mapping[int, str]
    same_rule: bool
    agrees: bool
    withheld: Withheld | None = None

    @property
    def amount(self) -> int | None:
        """What is due in the period, after a sanction."""
        whole = self.explanation.amount
        return whole if whole is None or self.withheld is None else whole - self.withheld.amount


def runs(*, viewer: Any) -> QuerySet[Run]:
    """Runs that touch the viewer's reach, the newest first."""
    return Run.objects.visible_to(viewer).select_related("by", "job").order_by("-pk")


def run(*, viewer: Any, run_id: int) -> Run:
    """One run; NotFound outside the viewer's reach."""
    found = runs(viewer=viewer).filter(pk=run_id).first()
    if found is None:
        raise NoSuchRun(run=run_id)
    return found


def runs_to_pay(*, viewer: Any) -> list[Run]:
    """The newest finished run of each programme and region from which no cycle was prepared."""
    seen: dict[tuple[str, str], Run] = {}
    for one in runs(viewer=viewer).filter(status=Run.Status.DECIDED, family_ids=None):
        seen.setdefault((one.kind, one.region_code), one)
    cycles = Cycle.objects.visible_to(viewer).filter(source__startswith="run:").exclude(status=Cycle.Status.CANCELLED)
    paid = {source.split(":")[1] for source in cycles.values_list("source", flat=True)}
    return [one for one in seen.values() if str(one.pk) not in paid]


def stopped_runs(*, viewer: Any) -> list[Run]:
    """Runs whose job ended before they were finished."""
    return [one for one in runs(viewer=viewer).filter(status=Run.Status.DECIDING) if one.job and one.job.is_over]


def figures_of(*, run: Run) -> law.Values:
    """The figures that the run froze, of its own day; FrozenMissing when its files are not at hand."""
    try:
        text = frozen.text(run.key, frozen.FIGURES)
    except FileNotFoundError as error:
        raise FrozenMissing(run=run.pk) from error
    return kinds.frozen_figures(run.kind, text).on(run.on)


def counts(*, viewer: Any, run: Run) -> list[Any]:
    """Families and rupiah of a run by outcome and reason, within the viewer's reach; most families first."""
    seen = RunCount.objects.visible_to(viewer).filter(run=run).values("outcome", "reason")
    return list(seen.annotate(families=Sum("families"), entitlement=Sum("entitlement")).order_by("-families", "reason"))


def enrolments(*, viewer: Any) -> QuerySet[Enrolment]:
    """Who is and was in which programme."""
    return Enrolment.objects.visible_to(viewer).select_related("run", "ended_by").order_by("-since", "-pk")


def lined(*, viewer: Any, cycle_id: int) -> dict[str, int]:
    """How many lines a draft cycle holds and what they add up to in rupiah."""
    lines = Line.objects.visible_to(viewer).filter(cycle=cycle_id)
    return lines.aggregate(lines=Count("pk"), total=Coalesce(Sum("amount"), 0))


def decided_families(*, viewer: Any, run: Run, outcome: str = "", reason: str = "") -> pl.LazyFrame:
    """Frozen decisions within the viewer's reach: family, region, decile, outcome, reasons, entitlement."""
    inside = [code for code in sorted(run.frozen) if _touches(viewer.reach, code)]
    if not inside:
        return pl.LazyFrame(schema={FAMILY: pl.Int64, "region_code": pl.String})
    rows = frozen.scan(run.key, inside, frozen.DECISIONS)
    columns = rows.collect_schema().names()
    rows = rows.filter(pl.col("region_code") >= viewer.reach.lo, pl.col("region_code") < viewer.reach.hi)
    if outcome:
        rows = rows.filter(pl.col("outcome") == outcome)
    if reason:
        rows = rows.filter(_stands(reason, columns))
    return rows


def latest_runs_of(*, viewer: Any, family: Family) -> list[Run]:
    """The newest finished run of each kind that decided the family where it lives now, if its files are at hand."""
    found: dict[str, Run] = {}
    regency = _regency_of(family)
    for one in runs(viewer=viewer).filter(status=Run.Status.DECIDED, frozen__has_key=regency):
        included = one.kind not in found and (one.family_ids is None or family.pk in one.family_ids)
        if included and frozen.exists(one.key, regency) and _decision(one, regency, family) is not None:
            found[one.kind] = one
        if len(found) == len(kinds.names()):
            break
    return [found[kind] for kind in sorted(found)]


def why(*, viewer: Any, family_id: int, run_id: int, period: law.Period | None = None) -> Why:
    """Why a family was decided as it was: the same rule once more, over its frozen row."""
    family = Family.objects.visible_to(viewer).filter(pk=family_id).first()
    if family is None:
        raise NoSuchFamily
    found = run(viewer=viewer, run_id=run_id)
    regency, row = _home(found, family)
    kind = kinds.find(found.kind)
    figures = kinds.frozen_figures(found.kind, frozen.text(found.key, frozen.FIGURES)).on(found.on)
    span = period or usual_period(kind=kind, on=found.on)
    explanation = law.explain(kind.rules, _facts(found, regency, family), figures, period=span)
    quota = Quota(row[frozen.PLACES], row[frozen.RANK], row[frozen.WITHIN_QUOTA]) if row[frozen.RANK] else None
    refused_by_rule = bool(explanation.unmet)
    withheld = _withheld(found, regency, family, span, explanation.amount)
    return Why(
        run=found,
        kind=kind,
        family=family,
        explanation=explanation,
        outcome=row["outcome"],
        quota=quota,
        period=span,
        names=_names(viewer, explanation, withheld),
        same_rule=frozen.rule_of(found.key, found.manifest) == kind.fingerprint,
        agrees=(explanation.eligible, refused_by_rule) == _by_rule(row),
        withheld=withheld,
    )


def usual_period(*, kind: Kind, on: date) -> law.Period:
    """The period in which a programme is told: a quarter of a yearly amount, a month of a monthly one."""
    length = 3 if kind.rules.PER == "year" else 1
    return law.Period(on.year, (on.month - 1) // length * length + 1, length)


def altered(*, viewer: Any, run_id: int) -> list[str]:
    """Frozen files of a run that are missing or changed since it was sealed; none is good."""
    found = run(viewer=viewer, run_id=run_id)
    return frozen.altered(found.key, found.manifest) if found.manifest else []


def _regency_of(family: Family) -> str:
    return family.region_code[:5]


def _home(run: Run, family: Family) -> tuple[str, dict[str, Any]]:
    """The regency in which the run decided the family, and its frozen decision; it may have moved since."""
    for regency in sorted(run.frozen, key=lambda code: code != _regency_of(family)):
        if row := _decision(run, regency, family):
            return regency, row
    raise NotInRun(run)


def _decision(run: Run, regency: str, family: Family) -> dict[str, Any] | None:
    if not frozen.exists(run.key, regency):
        raise FrozenMissing(run=run.pk)
    found = frozen.rows_of(run.key, regency, frozen.DECISIONS, family.pk)
    return found.row(0, named=True) if found.height else None


def _facts(run: Run, regency: str, family: Family) -> law.Facts:
    asked = [name for name in (frozen.FAMILIES, frozen.MEMBERS) if name in run.frozen[regency]]
    kept = {name: frozen.rows_of(run.key, regency, name, family.pk) for name in asked}
    return law.Facts(facts.completed(kept[frozen.FAMILIES]), kept.get(frozen.MEMBERS))


def _by_rule(row: dict[str, Any]) -> tuple[bool | None, bool]:
    """What the kind's own rule had said, before the quota."""
    unmet = [name for name, met in row.items() if name.startswith(CONDITION) and met is False]
    if unmet == [frozen.WITHIN_QUOTA]:
        return True, False
    return row["eligible"], bool(unmet)


def _withheld(run: Run, regency: str, family: Family, period: law.Period, amount: int | None) -> Withheld | None:
    """The frozen sanction on the family's amount of that period, unless it was lifted or is appealed against."""
    if not amount or frozen.SANCTIONS not in run.frozen[regency]:
        return None
    known = frozen.rows_of(run.key, regency, frozen.SANCTIONS, family.pk)
    held = known.filter(pl.lit(period.starts).is_between(pl.col("since"), pl.col("until")))
    signed = Sanction.objects.filter(pk__in=held["sanction_id"].to_list(), status=Sanction.Status.SIGNED)
    held = held.filter(pl.col("sanction_id").is_in(list(signed.values_list("pk", flat=True))))
    if held.is_empty():
        return None
    one = held.sort("percent", "sanction_id", descending=True).with_columns(amount=pl.lit(amount, pl.Int64))
    row = conditions.cut(one).row(0, named=True)
    return Withheld(row["percent"], row["quarter"], json.loads(row["because"]), row["withheld"])


def _names(viewer: Any, explanation: law.Explanation, withheld: Withheld | None) -> dict[int, str]:
    mentioned = {person for condition in explanation.conditions for person in condition.people}
    mentioned |= {person for people in explanation.unknown.values() for person in people}
    mentioned |= {person for reckoning in explanation.reckonings for part in reckoning.parts for person in part.people}
    mentioned |= {told["person"] for told in withheld.because} if withheld else set()
    return dict(Person.objects.visible_to(viewer).filter(pk__in=mentioned).values_list("pk", "name"))


def _touches(reach: Reach, regency: str) -> bool:
    here = Reach.of(regency)
    return here.lo < reach.hi and reach.lo < here.hi


def _stands(reason: str, columns: list[str]) -> pl.Expr:
    """The condition of that name is not met, or the fact of that name is missing and matters."""
    if CONDITION + reason in columns:
        return ~pl.col(CONDITION + reason)
    if UNKNOWN + reason in columns:
        return pl.col(UNKNOWN + reason)
    return pl.lit(False)
