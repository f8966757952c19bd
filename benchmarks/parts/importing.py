"""Importing a file of the product's own layout: looked at with every check, then taken into the registry."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks import cast, figures, floors, ground, people
from benchmarks.figures import Figure
from lumbung.core import jobs
from lumbung.core.refusals import Refusal
from lumbung.quality import actions as quality
from lumbung.quality.models import ImportBatch
from lumbung.registry.models import Person
from lumbung.site.demo import own

TITLE = "import"
CSV_OPTIONS = "(FORMAT csv, HEADER)"


def measure(*, persons: int, repeat: int) -> Iterator[Figure]:
    """One file a repeat, each of other people, one after the other into the same registry."""
    officer = cast.cast()["importer"]
    looking, taking, floor, rows = [], [], [], []
    for turn in range(repeat):
        path, count, columns = _file(persons, turn)
        rows.append(count)
        floor.append(figures.timed(lambda path=path, columns=columns: _copied(path, columns))[0])
        seconds, batch = figures.timed(lambda path=path: _looked_at(path, officer))
        looking.append(seconds)
        taking.append(figures.timed(lambda batch=batch: _taken_in(batch, officer))[0])
    note = (
        f"{batch.rows_ready:,} of {count:,} rows were good in the last file; {Person.objects.count():,} persons stored"
    )
    whole = [first + second for first, second in zip(looking, taking, strict=True)]
    shared = {"count": round(sum(rows) / len(rows)), "unit": "persons", "part": TITLE}
    yield Figure(
        work="import with every check, from file to registry",
        seconds=whole,
        floor=floor,
        floor_is="COPY the same file into a plain table of text",
        goal="over 40,000 a second",
        note=note,
        memory=figures.memory_peak(),
        **shared,
    )
    yield Figure(work="of which: looking at the file", seconds=looking, **shared)
    yield Figure(work="of which: taking it into the registry", seconds=taking, **shared)


def _file(persons: int, turn: int) -> tuple[Path, int, list[str]]:
    """A CSV of about `persons` people of families drawn from a seed, district after district."""
    families = round(persons / people.PERSONS_A_FAMILY)
    path = ground.scratch("import") / f"orang-{persons}-{turn}.csv"
    count, columns = 0, []
    with path.open("wb") as out:
        for district in people.districts(families, draw=turn):
            written = own.as_text(district)
            columns = written.columns
            written.write_csv(out, include_header=not count)
            count += written.height
    return path, count, columns


def _looked_at(path: Path, officer) -> ImportBatch:
    batch = quality.preview_file(path=path, name=path.name, by=officer, queued=False)
    _done(batch.job_id)
    return ImportBatch.objects.get(pk=batch.pk)


def _taken_in(batch: ImportBatch, officer) -> None:
    _done(quality.import_file(batch_id=batch.pk, by=officer, queued=False).job_id)


def _done(job_id: int) -> None:
    job = jobs.run(job_id)
    if job.error:
        raise Refusal(job.error)


def _copied(path: Path, columns: list[str]) -> None:
    blocks = []
    with path.open("rb") as file:
        while block := file.read(floors.BLOCK):
            blocks.append(block)
    floors.put_in(blocks, dict.fromkeys(columns, "text"), options=CSV_OPTIONS)
