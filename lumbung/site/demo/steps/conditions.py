"""A quarter of PKH's conditions: records, a school's list, sanctions, appeals, a meeting, a graduation.

It stands between the runs of two quarters, so that what it leads to shows in the later one and its cycle.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import acting
from lumbung.programmes import actions
from lumbung.programmes.models import Care, Departure, Duty, DutyList, Group, Sanction
from lumbung.site.demo import periods
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps import programmes
from lumbung.site.demo.steps.accounts import FACILITATOR, HEAD, SECOND_OFFICER, VERIFIER

TITLE = _("Kewajiban PKH, sanksi, dan kelulusan")
SCHOOL, HEALTH = "school", {"kept": True, "evidence": "clinic_record"}
EFFECTIVE = 22
TRUANT, MISSED, UNSEEN = 4, 5, 6
"""Every so many people: who stays away from school, who misses the health post, who is not recorded."""
MOST = 2_000
"""In a larger regency only the facilitator's district is recorded; the rest of it stays not known."""


def is_done(demo: Demonstration) -> bool:
    """Whether the school's list was taken in."""
    return DutyList.objects.filter(status=DutyList.Status.TAKEN).exists()


def do(demo: Demonstration, bar: Bar) -> None:
    """Mentor, record, verify, sign, appeal, graduate, all of it or nothing; each by the one whose act it is."""
    programmes.decide(programmes.PKH, periods.quarter_before(demo.today), demo, bar)
    acts = (_care, _record, _school_list, _verify, _appeals, _meetings, _graduate)
    with transaction.atomic():
        for number, act in enumerate(acts, start=1):
            act(demo)
            bar.part(number, len(acts))


def _care(demo: Demonstration) -> None:
    facilitator, start = demo.person(FACILITATOR), _quarter(demo).start
    with _as(VERIFIER, demo) as verifier:
        told: dict[str, Any] = {"region_code": facilitator.region_code, "facilitator": FACILITATOR, "on": start}
        actions.give_care(by=verifier, **told)
        villages = Care.objects.filter(until=None).order_by("region_code").values_list("region_code", flat=True)
        for village in villages.distinct():
            actions.form_groups(village=village, facilitator=FACILITATOR, by=verifier, on=start)


def _record(demo: Demonstration) -> None:
    """Three months as the mentors enter them; the school's last month comes as a list."""
    with _as(VERIFIER, demo) as mentor:
        for month in _months(demo):
            actions.list_duties(month=month, by=mentor, region_code=_area(demo))
            owed = Duty.objects.filter(month=month).order_by("person_id", "condition")
            told = {duty.pk: said for place, duty in enumerate(owed) if (said := _told(place, duty, month, demo))}
            actions.record_duties(filled=told, by=mentor, on=month + timedelta(days=33))


def _area(demo: Demonstration) -> str:
    return demo.regency if demo.families <= MOST else demo.person(FACILITATOR).region_code


def _told(place: int, duty: Duty, month: date, demo: Demonstration) -> dict[str, Any] | None:
    last = month == _months(demo)[-1]
    if duty.condition == SCHOOL:
        return None if last else _days(place)
    if last and place % UNSEEN == 1:
        return None
    return {**HEALTH, "kept": place % MISSED > 0 or month == _months(demo)[0]}


def _days(place: int) -> dict[str, Any]:
    present = 17 if place % TRUANT == 0 else EFFECTIVE - place % 3
    return {"effective_days": EFFECTIVE, "present_days": present, "sick_days": 0, "evidence": "stamped_recap"}


def _school_list(demo: Demonstration) -> None:
    """The school's own list, with a pupil whom nobody knows and one without a number."""
    month = _months(demo)[-1]
    with _as(VERIFIER, demo) as mentor:
        owed = Duty.objects.filter(month=month).select_related("person").order_by("person_id", "condition")
        path = demo.folder / "daftar-hadir-sekolah.csv"
        _write(path, [(place, duty.person) for place, duty in enumerate(owed) if duty.condition == SCHOOL])
        day = month + timedelta(days=33)
        told = {"kind": SCHOOL, "month": month, "by": mentor, "on": day}
        found = actions.look_at_list(path=path, name=path.name, **told)
        actions.take_list(list_id=found.pk, by=mentor, on=day)


def _write(path: Path, pupils: list[tuple[int, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["No", "NIK", "Nama Siswa", "Tgl Lahir", "Hari Efektif", "Hadir", "Sakit"])
        for number, (place, person) in enumerate(pupils, start=1):
            said = _days(place)
            born = f"{person.birth_date:%d-%m-%Y}" if person.birth_date else ""
            days = [said["effective_days"], said["present_days"], said["sick_days"]]
            rows.writerow([number, person.nik or "", person.name, born, *days])
        rows.writerow(["", "", "Siswa Pindahan", "03-05-2015", EFFECTIVE, 20, 1])
        rows.writerow(["", "", "Tanpa Tanggal", "", EFFECTIVE, 20, 1])


def _verify(demo: Demonstration) -> None:
    """The verifier verifies, the head signs all but the last."""
    quarter, day = _quarter(demo), periods.quarter_of(demo.today).start
    with _as(VERIFIER, demo) as verifier:
        actions.verify_quarter(quarter=quarter.key, on=day, by=verifier)
    with _as(HEAD, demo) as head:
        proposed = list(Sanction.objects.filter(status="proposed").order_by("pk").values_list("pk", flat=True))
        actions.sign_sanctions(sanction_ids=proposed[:-1] or proposed, by=head, on=day)


def _appeals(demo: Demonstration) -> None:
    """One family is heard, one waits for its answer, the others are cut."""
    day = periods.quarter_of(demo.today).start
    with _as(VERIFIER, demo) as verifier:
        signed = Sanction.objects.filter(status="signed").order_by("-pk")[:2]
        filed = [
            actions.appeal(
                sanction_id=one.pk,
                words=str(_("Anaknya dirawat di puskesmas; suratnya menyusul.")),
                exemption="sick",
                by=verifier,
                on=day,
            )
            for one in signed
        ]
    if len(filed) > 1:
        with _as(SECOND_OFFICER, demo) as officer:
            answer = str(_("Surat rawat inap sudah diterima."))
            actions.decide_appeal(appeal_id=filed[0].pk, granted=True, answer=answer, by=officer, on=day)


def _meetings(demo: Demonstration) -> None:
    """A meeting that was held, and one today."""
    with _as(FACILITATOR, demo) as facilitator:
        group = Group.objects.visible_to(facilitator).order_by("pk").first()
        if group is None:
            return
        held = actions.plan_session(group_id=group.pk, module="health", on=_months(demo)[-1], by=facilitator)
        families = group.members.order_by("pk").values_list("family_id", flat=True)
        came = {family: place % 4 > 0 for place, family in enumerate(families)}
        actions.record_attendance(session_id=held.pk, present=came, by=facilitator, on=demo.today)
        actions.plan_session(group_id=group.pk, module="economy", on=demo.today, by=facilitator)


def _graduate(demo: Demonstration) -> None:
    """A family that is able leaves, by three people, on the day before the next run."""
    day = periods.quarter_of(demo.today).start - timedelta(days=1)
    care = Care.objects.filter(until=None).order_by("-pk").first()
    if care is None:
        return
    with _as(FACILITATOR, demo) as facilitator:
        told: dict[str, Any] = {"family_id": care.family_id, "route": Departure.Route.INDEPENDENT, "on": day}
        found = actions.propose_departure(by=facilitator, **told)
        what = str(_("Warungnya ramai; keluarga ini menyatakan mampu."))
        actions.assess_departure(departure_id=found.pk, what=what, by=facilitator, on=day)
    with _as(VERIFIER, demo) as verifier:
        actions.verify_departure(departure_id=found.pk, by=verifier, on=day)
    with _as(HEAD, demo) as head:
        why = str(_("Lulus mandiri, diserahkan ke pemberdayaan."))
        actions.decide_departure(departure_id=found.pk, why=why, by=head, on=day)


@contextmanager
def _as(username: str, demo: Demonstration) -> Iterator[Any]:
    """One person's acts, with their reason."""
    person = demo.person(username)
    with acting(person, reason=str(TITLE)):
        yield person


def _quarter(demo: Demonstration) -> periods.Period:
    return periods.quarter_before(demo.today)


def _months(demo: Demonstration) -> list[date]:
    return list(_following(_quarter(demo).start))


def _following(first: date) -> Iterator[date]:
    for nth in range(3):
        yield date(first.year, first.month + nth, 1)
