"""Score and rank by proxy means: the arithmetic alone, and from the stored registry to stored deciles."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from django.conf import settings

from benchmarks import cast, figures, floors, ground, people
from benchmarks.figures import Figure
from lumbung.core import jobs
from lumbung.regions import sources
from lumbung.regions.commands import PACKAGE
from lumbung.registry.models import Family
from lumbung.site.demo import places
from lumbung.site.demo import survey as demo
from lumbung.targeting import actions, facts, queries
from lumbung.targeting.models import ModelVersion
from lumbung.targeting.proxy import deciles
from lumbung.targeting.proxy import formula as formulas
from lumbung.targeting.proxy.definition import definition

TITLE = "score and rank"
KIND = "demo_pmt"
DAY = date(2026, 11, 21)
REGENCIES = 514
SURVEY_HOUSEHOLDS = 4000
COMPUTED = 10_000_000
QUOTA_SHARE = 10


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """The national arithmetic on ten million made-up families, then the stored registry."""
    version = in_use()
    nation = min(COMPUTED, families * 100)
    yield _arithmetic(queries.formula(version=version), families=nation, repeat=repeat)
    yield _arithmetic(queries.formula(version=blended()), families=nation, repeat=repeat)
    yield _stored(families, repeat=repeat)


def in_use() -> ModelVersion:
    """A version trained on the made-up survey and put into use by another person."""
    found = queries.active_version(kind=KIND)
    if found:
        return found
    acting = cast.cast()
    version = actions.train(file=_survey(), by=acting["officer"], on=DAY)
    return actions.activate(version_id=version.pk, by=acting["second_officer"], on=DAY)


def blended() -> ModelVersion:
    """A version of lines and trees from the same survey; made once, not put into use."""
    drafts = queries.versions(viewer=cast.cast()["officer"]).filter(kind=KIND, status=ModelVersion.Status.DRAFT)
    found = next((one for one in drafts if queries.formula(version=one).engine == "blend"), None)
    return found or actions.train(file=_survey(), by=cast.cast()["officer"], on=DAY, engine="blend", splits=5)


def _survey() -> Path:
    file = ground.scratch("survey") / "survei.csv"
    areas = sources.official_list(settings.BASE_DIR / PACKAGE)
    here = places.from_areas(areas, within=places.TEMANGGUNG)
    demo.write_survey(file, places=here, families=SURVEY_HOUSEHOLDS, seed=people.SEED)
    return file


def score_all() -> None:
    """Score and rank every family through the product's own job."""
    job = actions.score_region(region_code="", on=DAY, by=cast.cast()["officer"], queued=False)
    ended = jobs.run(job.pk)
    if ended.error:
        raise SystemExit(f"scoring ended early: {ended.error}")


def _arithmetic(formula: formulas.Formula, *, families: int, repeat: int) -> Figure:
    """Score, cut points, both deciles and who fits a quota, regency by regency."""
    regency = _drawn(formula, families=families // REGENCIES)
    matrix = np.random.default_rng(people.SEED).random((regency.height, len(formula.parts)))
    slopes = matrix[0].copy()

    def country() -> int:
        served = 0
        for _ in range(REGENCIES):
            scored = formulas.score(formula, regency)
            cuts = deciles.cut_points(scored["score"])
            score = pl.col("score")
            placed = scored.select(
                national=deciles.decile(score, formula.cut_points),
                local=deciles.decile(score, cuts),
                rank=deciles.rank(score),
            )
            served += placed.filter(pl.col("rank") <= regency.height // QUOTA_SHARE).height
        return served

    def products() -> None:
        for _ in range(REGENCIES):
            matrix @ slopes

    return Figure(
        part=TITLE,
        work=f"score ({formula.engine}), two deciles, rank and quota, {REGENCIES} regencies, in memory",
        count=regency.height * REGENCIES,
        unit="families",
        seconds=figures.repeated(country, repeat),
        floor=figures.repeated(products, repeat),
        floor_is="the bare matrix product",
        goal="10M under 15 s",
        memory=figures.memory_peak(),
    )


def _drawn(formula: formulas.Formula, *, families: int) -> pl.DataFrame:
    """Predictors of one regency, drawn from a seed; one in fifty is unknown."""
    random = np.random.default_rng(people.SEED)
    kinds = {predictor.name: predictor for predictor in definition(KIND).predictors}
    columns = {"family_id": np.arange(families), "region_code": np.repeat("33.23.01.2001", families)}
    drawn = pl.DataFrame(columns)
    for part in formula.parts:
        known = random.random(families) > 0.02
        if part.kind == "number":
            values = pl.Series(random.random(families))
        elif part.kind == "levels":
            values = pl.Series(random.integers(0, len(kinds[part.predictor].levels), families))
        else:
            values = pl.Series(random.random(families) < 0.5)
        drawn = drawn.with_columns(pl.when(pl.Series(known)).then(values).alias(part.predictor))
    return drawn


def _stored(families: int, *, repeat: int) -> Figure:
    """From the tables of families, dwellings and persons to stored scores and deciles."""
    columns = ", ".join(f"d.{name}" for name in facts.DWELLING)
    homes = (
        f"SELECT f.id, f.region_code, {columns} FROM registry_family f JOIN registry_dwelling d ON d.id = f.dwelling_id"
    )
    people_ = f"SELECT family_id, sex, birth_date, works, {', '.join(facts.PERSON)} FROM registry_person"

    def floor() -> None:
        for sql in (homes, people_):
            floors.copied_out(sql)

    return Figure(
        part=TITLE,
        work="score and rank the stored registry",
        count=Family.objects.filter(status="active").count(),
        unit="families",
        seconds=figures.repeated(score_all, repeat),
        floor=figures.repeated(floor, repeat),
        floor_is="COPY the same columns out and throw them away",
        goal="",
        memory=figures.memory_peak(),
        note=f"{families} families",
    )
