"""Starting a run over a region, deciding some families, stopping a run that should not go on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung import law
from lumbung.core import bulk, jobs, states
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal
from lumbung.law.reading import read
from lumbung.programmes import kinds
from lumbung.programmes.actions import deciding
from lumbung.programmes.actions.controlling import UnknownRegion
from lumbung.programmes.models import Run
from lumbung.regions.models import Region
from lumbung.registry import facts as registry

JOB = "programmes.run"


class UnknownKind(BadInput):
    """No programme of that name."""

    message = _("Tidak ada program bernama “%(kind)s”. Yang ada: %(known)s.")


class NoFigureThatDay(BadInput):
    """A figure that the rule needs was not in force on the day."""

    message = _("Program %(kind)s belum punya angka %(name)s pada %(day)s. Pilih hari lain.")


class OutsideReach(NotAllowed):
    """The region is not the person's to decide."""

    message = _("Wilayah %(code)s berada di luar wilayah Anda.")


class NobodyThere(Refusal):
    """No active family to decide."""

    message = _("Belum ada keluarga tercatat di wilayah ini. Masukkan data keluarga lebih dulu.")


class OtherRunOpen(Refusal):
    """A run of the same programme for another day is not finished in this region."""

    message = _("Penetapan %(kind)s untuk %(day)s masih berjalan di wilayah ini. Tunggu atau hentikan dulu.")


@transaction.atomic
def start_run(*, kind: str, on: date, region_code: str = "", by: Any, queued: bool = True) -> Run:
    """Decide every active family of a region (empty: the nation) as of `on`; a job does it regency by regency.

    The same call while that run is unfinished returns it, to go on. `queued` hands it to the worker; a command
    passes False and runs the job itself.
    """
    _may_decide(kind, on, region_code, by)
    bulk.one_at_a_time(f"run {kind} {region_code}")
    unfinished = Run.objects.filter(kind=kind, region_code=region_code, status=Run.Status.DECIDING, family_ids=None)
    run = unfinished.select_related("job").first() or _begin(kind, on, region_code, by)
    if run.on != on:
        raise OtherRunOpen(run, kind=kind.upper(), day=run.on)
    if queued and run.job:
        jobs.defer(run.job)
    return run


def _begin(kind: str, on: date, region_code: str, by: Any) -> Run:
    found = registry.regencies(region_code=region_code)
    if not found:
        raise NobodyThere(region_code)
    run = Run.objects.create(kind=kind, on=on, region_code=region_code, by_id=by.pk)
    params = {"run": run.pk, "regencies": [regency for regency, _families in found]}
    total = sum(families for _regency, families in found)
    run.job = jobs.enrol(JOB, params, by=by, total=total, region_code=region_code)
    run.save(update_fields=["job"])
    return run


@transaction.atomic
def decide_families(*, kind: str, family_ids: Sequence[int], on: date, by: Any) -> Run:
    """Decide some families at once, by the same facts, rule and writer as a run over a region."""
    chosen = sorted(set(family_ids))
    found = registry.regencies(family_ids=chosen)
    if not found or sum(families for _regency, families in found) != len(chosen):
        raise NotFound(chosen)
    region_code = _common_region(chosen)
    _may_decide(kind, on, region_code, by)
    run = Run.objects.create(kind=kind, on=on, region_code=region_code, family_ids=chosen, by_id=by.pk)
    partitions = {regency: deciding.decide_regency(run=run, regency=regency) for regency, _families in found}
    return deciding.finish(run=run, partitions=partitions)


@transaction.atomic
def abandon_run(*, run_id: int, by: Any) -> Run:
    """Stop a run that is not finished; what it enrolled so far stays until the next run. Again changes nothing."""
    if not by.may("programmes.run"):
        raise NotAllowed("programmes.run")
    run = Run.objects.visible_to(by).filter(pk=run_id).first()
    if run is None:
        raise NotFound(run_id)
    within_reach(run.region_code, by)
    run = Run.objects.select_for_update().get(pk=run.pk)
    return run if run.status == Run.Status.ABANDONED else states.move(run, Run.Status.ABANDONED)


def _may_decide(kind: str, on: date, region_code: str, by: Any) -> None:
    if not by.may("programmes.run"):
        raise NotAllowed("programmes.run")
    if kind not in kinds.names():
        raise UnknownKind(kind=kind, known=", ".join(kinds.names()))
    if region_code and not Region.objects.filter(pk=region_code).exists():
        raise UnknownRegion(code=region_code)
    within_reach(region_code, by)
    found = kinds.find(kind)
    try:
        read(found.rules, found.parameters.on(on))
    except law.NoValueThatDay as missing:
        raise NoFigureThatDay(kind=kind.upper(), name=missing.name, day=on) from missing


def within_reach(region_code: str, by: Any) -> None:
    """Refuses whoever's region does not hold the whole of this one."""
    wanted = Reach.of(region_code) if region_code else Reach.national()
    if not (by.reach.lo <= wanted.lo and wanted.hi <= by.reach.hi):
        raise OutsideReach(code=region_code or "Indonesia")


def _common_region(family_ids: Sequence[int]) -> str:
    """The smallest region that holds all of them."""
    codes = registry.families(family_ids=family_ids)["region_code"].unique().to_list()
    first = codes[0].split(".")
    shared = next(
        (
            depth
            for depth in range(len(first), 0, -1)
            if all(code.split(".")[:depth] == first[:depth] for code in codes)
        ),
        0,
    )
    return ".".join(first[:shared])
