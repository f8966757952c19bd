"""One case of every kind of PPKS that a cluster serves, led by the second worker, at different steps of the way."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions, clusters, ppks
from lumbung.cases.models import Case
from lumbung.core.actors import acting
from lumbung.law import days
from lumbung.registry.models import Person
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import CARE_SUPERVISOR, SECOND_CARE_WORKER
from lumbung.staff.models import Declaration

TITLE = _("Jenis PPKS")
BACK, APART = 40, 1
"""Days since the first of them came, and between two of them."""
OLDEST = 110
NEEDS = {
    "balita_telantar": "Ditinggal ibunya bekerja, sering belum makan.",
    "anak_telantar": "Tidak bersekolah, tinggal berpindah-pindah.",
    "anak_berhadapan_hukum": "Dituduh mengambil telepon, perlu didampingi.",
    "anak_disabilitas": "Belum pernah sekolah karena tidak bisa berjalan.",
    "anak_korban_kekerasan": "Ada memar dan takut pulang.",
    "anak_perlindungan_khusus": "Terpisah dari keluarganya di terminal.",
    "tuna_susila": "Ingin berhenti dan pulang ke keluarganya.",
    "gelandangan": "Tidur di emper pasar sejak kehilangan rumah.",
    "pengemis": "Meminta-minta di perempatan bersama anaknya.",
    "pemulung": "Tinggal di gubuk dekat tempat sampah.",
    "kelompok_minoritas": "Ditolak tetangga dan kehilangan pekerjaan.",
    "bwblp": "Baru bebas, belum diterima keluarganya.",
    "odha": "Perlu teman untuk berobat teratur.",
    "korban_kekerasan": "Mengungsi ke rumah saudaranya.",
    "pmbs": "Pulang tanpa upah dan surat.",
    "perempuan_rawan": "Kepala keluarga dengan tiga anak, tidak punya penghasilan tetap.",
}


def is_done(demo: Demonstration) -> bool:
    """Whether the last of them is there; where too few people live, as many as there are."""
    return Case.objects.filter(ppks__in=NEEDS).count() >= len(_chosen(demo))


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    chosen = _chosen(demo)
    worker = demo.person(SECOND_CARE_WORKER)
    with transaction.atomic():
        for at, (kind, person) in enumerate(chosen.items()):
            on = demo.today - timedelta(days=BACK - at * APART)
            _opened(demo, worker, kind, person, on=on, far=at % 3)
            bar.part(at + 1, len(chosen))


def _opened(demo: Demonstration, worker: Any, kind: str, person: Person, *, on: date, far: int) -> None:
    cluster = next(name for name in clusters.names() if kind in clusters.find(name).kinds)
    told: dict[str, Any] = {"cluster": cluster, "ppks": kind, "need": NEEDS[kind], "referred_by": "Puskesos"}
    supervisor = demo.person(CARE_SUPERVISOR)
    with acting(supervisor, reason=str(TITLE)):
        case = actions.open_case(person_id=person.pk, by=supervisor, on=on, **told)
        actions.assign_worker(case_id=case.pk, user_id=worker.pk, by=supervisor, on=on)
    with acting(worker, reason=str(TITLE)):
        given: dict[str, Any] = {"case_id": case.pk, "by": worker, "on": on + timedelta(days=2)}
        if far:
            actions.finish_step(step="access", **given)
        if far > 1:
            agreement = actions.Agreement(case.called, "self", ["service"], "thumb", witness="Ketua RT 02")
            actions.record_consent(agreement=agreement, **given)
            actions.finish_step(step="approach", **given)


def _chosen(demo: Demonstration) -> dict[str, Person]:
    """For each kind the first person of its age and sex whom nobody else of this demonstration cares for."""
    relatives = Declaration.objects.exclude(nik_index=None).values("nik_index")
    free = Person.objects.filter(status="active", region_code__startswith=f"{demo.regency}.")
    free = free.filter(cases=None).exclude(family__members__nik_index__in=relatives).order_by("pk")
    found: dict[str, Person] = {}
    for kind in NEEDS:
        person = _fitting(free.exclude(pk__in=[one.pk for one in found.values()]), ppks.kinds()[kind], demo.today)
        if person is not None:
            found[kind] = person
    return found


def _fitting(free: Any, kind: ppks.Kind, today: date) -> Person | None:
    youngest = kind.youngest if kind.youngest is not None else 20
    oldest = kind.oldest if kind.oldest is not None else OLDEST
    born = (days.years_after(today, -oldest), days.years_after(today, -youngest))
    found = free.filter(birth_date__range=born)
    found = found.filter(sex="P") if kind.fact == "is_woman" or kind.name == "tuna_susila" else found
    if kind.fact == "any_difficulty":
        known = [one for one in found[:200] if ppks.any_difficulty(one)]
        return known[0] if known else found.first()
    return found.first()
