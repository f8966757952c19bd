"""Long work of this context, a chunk at a time."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs, nightly
from lumbung.core.actors import SYSTEM
from lumbung.core.lanes import Pieces
from lumbung.core.models import Job
from lumbung.quality import actions, matching_queries


@jobs.kind("quality.preview")
def preview(job: Job) -> bool:
    """Look at one chunk of a file."""
    return actions.preview_step(job=job)


@jobs.kind("quality.reference")
def ask_reference(job: Job) -> bool:
    """Ask a reference about one chunk of people."""
    return actions.reference_step(job=job)


@jobs.kind("quality.import", pieces=Pieces(actions.chunks_to_take, actions.take_chunk))
def take_in(job: Job) -> bool:
    """After every chunk is in: look for duplicates and end the batch."""
    return actions.finish_import(job=job)


@jobs.kind(matching_queries.MATCH_JOB)
def match(job: Job) -> bool:
    """Weigh the people of one area against each other."""
    return actions.match_step(job=job)


@jobs.kind(matching_queries.TRAIN_JOB)
def train_matching(job: Job) -> bool:
    """Learn a model of matching from a sample."""
    return actions.training_step(job=job)


UPLOADS, FORMS = "quality.purge_uploads", "quality.purge_forms"


@jobs.kind(UPLOADS)
def purge_uploads(job: Job) -> bool:
    """Files whose time is over."""
    job.done = actions.remove_old_files(on=date.fromisoformat(job.params["on"]), by=job.by or SYSTEM)
    return True


@jobs.kind(FORMS)
def purge_forms(job: Job) -> bool:
    """Forms that nobody has touched for long."""
    job.done = actions.purge_forms(on=date.fromisoformat(job.params["on"]), by=job.by or SYSTEM)
    return True


@nightly.act(UPLOADS, title=_("Membuang berkas impor yang lewat masa simpan"), unit=_("berkas"), since=time(0, 30))
def purge_uploads_tonight(on: date) -> Job:
    """How long files are kept is a dated figure."""
    return jobs.enrol(UPLOADS, {"on": on.isoformat()}, by=SYSTEM)


@nightly.act(FORMS, title=_("Membuang formulir yang lama tidak disentuh"), unit=_("formulir"), since=time(0, 30))
def purge_forms_tonight(on: date) -> Job:
    """How long forms are kept is a dated figure."""
    return jobs.enrol(FORMS, {"on": on.isoformat()}, by=SYSTEM)


@nightly.act(
    matching_queries.MATCH_JOB,
    title=_("Mencari data ganda"),
    unit=_("orang"),
    since=time(2),
    until=nightly.MORNING,
)
def match_tonight(on: date) -> Job:
    """By equality at once, by likeness regency by regency; nothing is merged."""
    actions.find_exact_duplicates()
    return actions.find_probable_duplicates(region_code="", on=on, by=SYSTEM, queued=False)
