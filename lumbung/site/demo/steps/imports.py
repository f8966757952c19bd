"""The files taken in as an office would: looked at, then in; one given back and taken in again; one left to decide."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs
from lumbung.core.actors import acting
from lumbung.quality import actions
from lumbung.quality.models import ImportBatch
from lumbung.site.demo import files
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import OPERATOR, VERIFIER

TITLE = _("Impor dengan pemeriksaan")
Status = ImportBatch.Status


@dataclass(frozen=True)
class Arrival:
    """A file, who sends it, and how far it goes: `imported`, or `previewed` or `mapping` and left for its sender."""

    file: str
    sender: str
    until: str = Status.IMPORTED
    given_back_once: bool = False


ARRIVALS = (
    Arrival(files.SHEET, VERIFIER, given_back_once=True),
    Arrival(files.CSV, VERIFIER),
    Arrival(files.BDT, VERIFIER),
    Arrival(files.PROPOSAL, OPERATOR, until=Status.PREVIEWED),
    Arrival(files.BOOK, OPERATOR, until=Status.PREVIEWED),
)


def is_done(demo: Demonstration) -> bool:
    """Whether every file is where it should be."""
    return all(_is_in(arrival) for arrival in _arrived(demo))


def do(demo: Demonstration, bar: Bar) -> None:
    """Take in what is not in yet; a job that was cut off goes on."""
    for arrival in _arrived(demo):
        if arrival.given_back_once and not _batches(arrival).filter(status=Status.UNDONE).exists():
            _take_in(arrival, demo, bar)
            _give_back(arrival, demo)
        if not _is_in(arrival):
            _take_in(arrival, demo, bar)


def _arrived(demo: Demonstration) -> list[Arrival]:
    return [arrival for arrival in ARRIVALS if (demo.folder / arrival.file).exists()]


def _batches(arrival: Arrival):
    return ImportBatch.objects.filter(file_name=arrival.file, by__username=arrival.sender)


def _is_in(arrival: Arrival) -> bool:
    given_back = not arrival.given_back_once or _batches(arrival).filter(status=Status.UNDONE).exists()
    return given_back and _batches(arrival).filter(status__in=[arrival.until, Status.MAPPING]).exists()


def _take_in(arrival: Arrival, demo: Demonstration, bar: Bar) -> None:
    sender = demo.person(arrival.sender)
    batch = _batches(arrival).filter(status__in=[Status.IMPORTING, Status.IMPORTED]).first()
    if batch is None:
        with acting(sender, reason=str(TITLE)):
            batch = actions.preview_file(path=demo.folder / arrival.file, name=arrival.file, by=sender, queued=False)
        if batch.status != Status.MAPPING:
            jobs.run(batch.job_id, progress=bar.job)
    if arrival.until == Status.IMPORTED:
        batch.refresh_from_db()
        with acting(sender, reason=str(TITLE)):
            batch = actions.import_file(batch_id=batch.pk, by=sender, queued=False)
        jobs.run(batch.job_id, progress=bar.job)


def _give_back(arrival: Arrival, demo: Demonstration) -> None:
    sender = demo.person(arrival.sender)
    batch = _batches(arrival).get(status=Status.IMPORTED)
    with acting(sender, reason=str(_("Berkas yang salah, dikembalikan"))):
        actions.undo_import(batch_id=batch.pk, by=sender)
