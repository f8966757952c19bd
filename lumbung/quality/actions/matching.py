"""Probable duplicates: found area by area in a job, by a model that one person trains and another puts into use."""

from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, jobs, states
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal
from lumbung.quality import matching_queries as queries
from lumbung.quality.actions.deciding import SAME, decide_duplicate
from lumbung.quality.actions.duplicates import COMMON_AREA
from lumbung.quality.linkage import judging, scoring, training
from lumbung.quality.linkage.comparing import UNKNOWN
from lumbung.quality.linkage.judging import Judgement
from lumbung.quality.linkage.limits import limits_of
from lumbung.quality.linkage.model import Model, as_definition
from lumbung.quality.linkage.profiles import perantau, registri
from lumbung.quality.models import DuplicatePair, MatchingModel

MERGED_BY_ITSELF = _("Digabung oleh sistem: dianggap pasti menurut batas yang berlaku.")
FEWEST_PAIRS = 100
"""Of one person: below this a sample teaches nothing."""
DECIMALS = 6
"""As much as anybody reads of a probability; a longer one looks like somebody's number in a dump."""
STAGED = {
    "a": "bigint", "b": "bigint", "probability": "float8", "weights": "text", "hold": "text",
}  # fmt: skip


class NobodyToMatch(NotFound):
    """Nobody lives there."""

    message = _("Tidak ada orang untuk dicocokkan di wilayah %(region)s.")


class OutsideReach(Refusal):
    """The region is not within the caller's reach."""

    message = _("Wilayah %(region)s di luar wilayah kerja Anda.")


class TooFewPairs(BadInput):
    """The sample has hardly anybody twice."""

    message = _("Di antara %(records)s orang hanya sekitar %(pairs)s pasangan ganda: terlalu sedikit untuk dipelajari.")


class NoSuchMatchingModel(NotFound):
    """No model of that number."""

    message = _("Tidak ada model pencocokan nomor %(number)s.")


class TrainerActivates(Refusal):
    """The one who trained a model may not put it into use."""

    message = _("Yang melatih model tidak bisa mengaktifkannya. Minta pejabat lain.")


class NobodyActivates(Refusal):
    """A model is put into use by a person with a name."""

    message = _("Model diaktifkan oleh orang yang bernama. Sebut akunnya dengan --by.")


def find_probable_duplicates(*, region_code: str, on: date, by: Any, queued: bool = True) -> Job:
    """Compare the people of a region, or of the country (''), regency by regency, in a job; nothing is merged.

    Across regencies those are compared who share what moves with a person: name, birth date, sex, mother.

    `queued` leaves it to the worker; a command enrols it and runs it itself.
    """
    _allowed(by, "quality.find_duplicates", region_code)
    areas = queries.areas_to_match(region_code=region_code)
    if not areas:
        raise NobodyToMatch(region=region_code or "Indonesia")
    begin = jobs.start if queued else jobs.enrol
    params: dict[str, Any] = {"region_code": region_code, "on": on.isoformat()}
    params["areas"] = [code for code, _people in areas]
    params["spans"] = queries.spans_to_match(region_code=region_code) if len(areas) > 1 else []
    total = sum(people for _code, people in areas)
    return begin(queries.MATCH_JOB, params, by=by, total=total, region_code=region_code)


def match_step(*, job: Job) -> bool:
    """The next area or span of the job, its pairs and the cursor in one transaction; True when none is left."""
    areas, spans, place = job.params["areas"], job.params.get("spans", []), job.cursor.get("place", 0)
    on = date.fromisoformat(job.params["on"])
    if place < len(areas):
        seen, found = match_area(region_code=areas[place], on=on)
        job.done += seen
    else:
        first, last, among = spans[place - len(areas)]
        found = match_movers(region_code=job.params["region_code"], first=first, last=last, among=among, on=on)
    job.cursor = {"place": place + 1, "found": job.cursor.get("found", 0) + found}
    return place + 1 >= len(areas) + len(spans)


@transaction.atomic
def match_area(*, region_code: str, on: date) -> tuple[int, int]:
    """Weigh the people of one area against each other and queue who may be one person; people seen, pairs written.

    Nobody is merged, unless the dated `merge_without_person` says that the registry may.
    """
    people = registri.prepare(queries.people_to_match(region_code=region_code))
    if people.is_empty():
        return 0, 0
    model, limits = queries.matching_in_use(), limits_of(registri, on=on)
    pairs = scoring.score(people, profile=registri, model=model)
    written = _queue(pairs.filter(pl.col("score") >= limits.review_from), model)
    if limits.merge_without_person:
        _merge(judging.judge(pairs, profile=registri, limits=limits), on=on)
    return people.height, written


@transaction.atomic
def match_movers(*, region_code: str, first: int, last: int, among: int, on: date) -> int:
    """Weigh people of different regencies, born in these years, against each other; pairs written, nobody merged.

    Such a pair belongs to the area that holds both: only who reaches both regencies sees it.
    """
    people = perantau.prepare(queries.movers_to_match(region_code=region_code, first=first, last=last))
    if people.is_empty():
        return 0
    model, limits = queries.matching_in_use(), limits_of(registri, on=on)
    pairs = scoring.score(people, profile=perantau, model=model, among=among)
    home = dict(zip(people["unique_id"], people["regency"], strict=True))
    a, b = (pl.col(side).replace_strict(home, return_dtype=pl.String) for side in ("a", "b"))
    return _queue(pairs.filter(pl.col("score") >= limits.review_from, a != b), model)


def _merge(judged: Judgement, *, on: date) -> None:
    """What a decree lets the registry merge by itself; where money was paid a second person is asked all the same."""
    oldest = judged.groups.with_columns(a=pl.col("record").min().over("group")).rename({"record": "b"})
    sides = [tuple(pair) for pair in oldest.filter(pl.col("a") < pl.col("b")).select("a", "b").iter_rows()]
    open_pairs = DuplicatePair.objects.filter(status=DuplicatePair.Status.OPEN)
    known = {(pair.a_id, pair.b_id): pair.pk for pair in open_pairs.filter(a_id__in=[a for a, _b in sides])}
    for pair_id in (known[pair] for pair in sides if pair in known):
        decide_duplicate(pair_id=pair_id, decision=SAME, why=str(MERGED_BY_ITSELF), by=SYSTEM, on=on)


def _queue(pairs: pl.DataFrame, model: Model) -> int:
    """Pairs that nobody has decided about come to the queue, or get their weights anew."""
    told = pairs.select("a", "b", "hold", _told().alias("weights"), probability=pl.col("score").round(DECIMALS))
    bulk.staged(told, "probable", STAGED)
    return bulk.execute(_QUEUE, {"version": model.version})


def _told() -> pl.Expr:
    """What speaks for and against, as JSON; nothing of the two people is in it."""
    parts = []
    for field in registri.FIELDS:
        codes = dict(enumerate(field.codes))
        level = pl.col(f"level.{field.code}").replace_strict(codes, default=UNKNOWN, return_dtype=pl.String)
        weight = pl.col(f"weight.{field.code}").round(2)
        parts.append(pl.struct(field=pl.lit(field.code), level=level, weight=weight).struct.json_encode())
    return pl.format("[{}]", pl.concat_str(parts, separator=","))


_QUEUE = f"""
    INSERT INTO quality_duplicatepair
           (a_id, b_id, kind, status, region_code, found_at, why, probability, weights, hold, model_version)
    SELECT x.id, y.id, 'probable', 'open', {COMMON_AREA}, now(), '',
           q.probability, q.weights::jsonb, coalesce(q.hold, ''), %(version)s
      FROM probable q JOIN registry_person x ON x.id = q.a JOIN registry_person y ON y.id = q.b
     ORDER BY q.probability DESC, x.id, y.id
    ON CONFLICT (a_id, b_id) DO UPDATE
       SET probability = excluded.probability, weights = excluded.weights, hold = excluded.hold,
           model_version = excluded.model_version
     WHERE quality_duplicatepair.status = 'open'
       AND (quality_duplicatepair.model_version, quality_duplicatepair.weights)
           IS DISTINCT FROM (excluded.model_version, excluded.weights)
"""


def start_training(*, region_code: str, on: date, by: Any) -> Job:
    """The same as `train_matching`, in the background."""
    _allowed(by, "quality.train_matching", region_code)
    return jobs.start(queries.TRAIN_JOB, {"region_code": region_code, "on": on.isoformat()}, by=by, total=1)


def training_step(*, job: Job) -> bool:
    """The whole training: a sample fits into one chunk."""
    by = job.by or SYSTEM
    train_matching(region_code=job.params["region_code"], on=date.fromisoformat(job.params["on"]), by=by)
    job.done = 1
    return True


@transaction.atomic
def train_matching(*, region_code: str, on: date, by: Any) -> MatchingModel:
    """A new model learnt from a sample of the registry; nobody tells it who is who. Another person puts it into use."""
    _allowed(by, "quality.train_matching", region_code)
    sample = _sample(region_code)
    former = MatchingModel.objects.select_for_update().order_by("-number").first()
    number = former.number + 1 if former else 1
    told = {"region_code": region_code, "records": sample.height, "on": on.isoformat()}
    model = training.train(sample, profile=registri, version=f"R{number}", told=told)
    if model.trained_on["pairs"] < FEWEST_PAIRS:
        raise TooFewPairs(records=sample.height, pairs=round(model.trained_on["pairs"]))
    return MatchingModel.objects.create(
        number=number,
        definition=as_definition(model),
        region_code=region_code,
        records=sample.height,
        trained_on=on,
        trained_by_id=by.pk,
    )


def _sample(region_code: str) -> pl.DataFrame:
    """Whole areas until there are enough people: who is twice mostly is so nearby."""
    frames: list[pl.DataFrame] = []
    for code, _people in queries.areas_to_match(region_code=region_code):
        frames.append(queries.people_to_match(region_code=code))
        if sum(frame.height for frame in frames) >= queries.SAMPLE:
            break
    if not frames:
        raise NobodyToMatch(region=region_code or "Indonesia")
    return registri.prepare(pl.concat(frames))


@transaction.atomic
def activate_matching(*, number: int, by: Any, on: date) -> MatchingModel:
    """Another person than the trainer puts a model into use; the one in use retires."""
    _allowed(by, "quality.train_matching", "")
    if by.pk is None:
        raise NobodyActivates
    model = MatchingModel.objects.select_for_update().filter(number=number).first()
    if model is None:
        raise NoSuchMatchingModel(number=number)
    if model.trained_by_id == by.pk:
        raise TrainerActivates(model)
    for former in MatchingModel.objects.select_for_update().filter(status=MatchingModel.Status.ACTIVE):
        states.move(former, MatchingModel.Status.RETIRED)
    return states.move(model, MatchingModel.Status.ACTIVE, activated_by_id=by.pk, activated_on=on)


def _allowed(by: Any, permission: str, region_code: str) -> None:
    """Whatever door somebody came by: the role includes the act, and the region is within reach."""
    if not by.may(permission):
        raise NotAllowed(permission)
    inside = by.reach.covers(region_code) if region_code else by.reach == Reach.national()
    if not inside:
        raise OutsideReach(region=region_code or "Indonesia")
