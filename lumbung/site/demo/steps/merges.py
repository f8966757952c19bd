"""Merges after money was paid: one taken back, one proposed for a second person; a village asked about."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs
from lumbung.core.actors import acting
from lumbung.quality import actions as quality
from lumbung.quality import queries, references
from lumbung.quality.models import DuplicatePair, ReferenceResult
from lumbung.quality.references import standin
from lumbung.registry import actions as registry
from lumbung.registry.models import Merge, Person
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import VERIFIER

TITLE = _("Penggabungan dan rujukan")
DUKCAPIL = "dukcapil"
WRONG_DAY, NOT_THERE = 9, 17
"""Every so many people the stand-in has another birth date, or nobody of that number."""
SEXES = {"L": "Laki-Laki", "P": "Perempuan"}


def is_done(demo: Demonstration) -> bool:
    """Whether a merge was taken back where there is one, and a village was asked about."""
    left = _merges(demo).filter(status=Merge.Status.DONE).exists() and not _taken_back(demo).exists()
    return not left and ReferenceResult.objects.visible_to(demo.person(VERIFIER)).exists()


def do(demo: Demonstration, bar: Bar) -> None:
    """What is not done yet."""
    if not _taken_back(demo).exists():
        _take_back_one(demo)
        _propose_one(demo)
    bar.part(1, 2)
    _compare_a_village(demo)
    bar.part(2, 2)


def _take_back_one(demo: Demonstration) -> None:
    verifier = demo.person(VERIFIER)
    merge = _merges(demo).filter(status=Merge.Status.DONE).order_by("pk").first()
    if merge is None:
        return
    with acting(verifier, reason=str(TITLE)):
        why = str(_("Ternyata dua orang bersaudara; kedua KTP sudah dilihat."))
        registry.take_back_merge(merge_id=merge.pk, why=why, by=verifier)


def _propose_one(demo: Demonstration) -> None:
    """The last of those that wait, so that the first stay for whoever tries the queue."""
    verifier = demo.person(VERIFIER)
    certain = queries.pairs_waiting(viewer=verifier).filter(kind__in=DuplicatePair.CERTAIN)
    waiting = [pair for pair in certain if pair.a.family_id != pair.b.family_id]
    if len(waiting) < 2:
        return
    with acting(verifier, reason=str(TITLE)):
        why = str(_("KTP sama; pindah rumah tanpa menghapus kartu lama."))
        pair = waiting[-1].pk
        quality.decide_duplicate(pair_id=pair, decision="same", why=why, by=verifier, on=demo.today)


def _compare_a_village(demo: Demonstration) -> None:
    """The stand-in knows the village's people, with some other birth dates and some people missing."""
    verifier = demo.person(VERIFIER)
    counted = Person.objects.visible_to(verifier).filter(status=Person.Status.ACTIVE, nik_index__isnull=False)
    first = counted.order_by("region_code", "pk").first()
    if first is None:
        return
    people = counted.filter(region_code=first.region_code).order_by("pk")
    known = {str(person.nik): _as_known(number, person) for number, person in enumerate(people) if number % NOT_THERE}
    with (
        standin.serving(known) as served,
        references.answering_at(DUKCAPIL, served.address, key=standin.KEY, per_second=1000, timeout=30),
    ):
        with acting(verifier, reason=str(TITLE)):
            job = quality.start_reference_check(
                reference=DUKCAPIL,
                region_code=first.region_code,
                purpose=verifier.purpose,
                since=demo.today - timedelta(days=365),
                by=verifier,
                queued=False,
            )
        jobs.run(job.pk)


def _as_known(number: int, person: Person) -> dict[str, str]:
    born = person.birth_date
    if born and number % WRONG_DAY == 0:
        born += timedelta(days=1)
    return {
        "NAMA_LGKP": person.name,
        "TGL_LHR": f"{born:%d-%m-%Y}" if born else "",
        "JENIS_KLMIN": SEXES.get(person.sex or "", ""),
        "TMPT_LHR": person.birth_place,
        "NAMA_LGKP_IBU": person.mother_name,
    }


def _merges(demo: Demonstration) -> QuerySet[Merge]:
    return Merge.objects.visible_to(demo.person(VERIFIER)).filter(part_of=None)


def _taken_back(demo: Demonstration) -> QuerySet[Merge]:
    return _merges(demo).filter(status=Merge.Status.TAKEN_BACK)
