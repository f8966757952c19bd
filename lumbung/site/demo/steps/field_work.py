"""Work in the field and what the standing audit makes of it: visits, a form under way, findings, one settled."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs
from lumbung.core.actors import acting
from lumbung.programmes import actions as programmes
from lumbung.programmes import queries
from lumbung.programmes.models import ControlFinding
from lumbung.quality import actions as quality
from lumbung.quality.models import FamilyForm
from lumbung.registry.models import Family, Person
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import HEAD, OPERATOR, VERIFIER
from lumbung.staff import actions as staff

TITLE = _("Kunjungan, formulir, dan temuan audit")
CIVIL_SERVANT, NOT_FOUND = {"works": "1", "position": "5"}, {"presence": "6"}
NEWS = (CIVIL_SERVANT, NOT_FOUND, CIVIL_SERVANT)
"""What three visits find out: two heads got a job with the state, one is not there any more."""
HALF_A_FORM: tuple[tuple[int, Mapping[str, str]], ...] = (
    (0, {"address": "Jalan Kenanga 4", "rt": "2", "rw": "1", "floor": "6", "wall": "3", "water": "5"}),
    (1, {"name": "Lasmini", "sex": "P", "birth_date": "1984-02-11", "relation": "1", "marital": "4"}),
)


def is_done(demo: Demonstration) -> bool:
    """Whether the audit has found something of what the visits brought."""
    return ControlFinding.objects.filter(control="excluded_job").exists() or not _recipients(demo)


def do(demo: Demonstration, bar: Bar) -> None:
    """Three visits are sent, a registration is left half done, an officer declares a sister, the controls look."""
    found = _recipients(demo)
    for number, (family, news) in enumerate(zip(found, NEWS, strict=False)):
        _visit(demo, family, news)
        bar.part(number + 1, len(NEWS) + 2)
    _half_a_form(demo)
    if len(found) > len(NEWS):
        _declare(demo, found[len(NEWS)])
    _look(demo)
    _settle_one(demo)
    bar.part(1, 1)


def _recipients(demo: Demonstration) -> list[Family]:
    """The newest families that receive something: the pages of the first hour tell of an old one."""
    enrolled = queries.enrolments(viewer=demo.person(VERIFIER)).filter(status="active")
    found = Family.objects.filter(pk__in=enrolled.values("family"), status="active")
    return list(found.filter(members__relation=1, members__status="active").distinct().order_by("-pk")[: len(NEWS) + 1])


def _head(family: Family) -> Person:
    return family.members.filter(relation=1, status=Person.Status.ACTIVE).order_by("pk")[0]


def _visit(demo: Demonstration, family: Family, news: Mapping[str, str]) -> None:
    verifier = demo.person(VERIFIER)
    with acting(verifier, reason=str(TITLE)):
        form = quality.start_visit(family_id=family.pk, by=verifier)
        asked: dict[str, Any] = {"seen": form.version, "by": verifier, "at": demo.now}
        member = form.people.index(_head(family).pk) + 1
        quality.save_answers(form_id=form.pk, member=member, answers=news, **asked)
        quality.save_answers(form_id=form.pk, member=0, answers={"result": "1"}, **asked)
        quality.send_form(form_id=form.pk, by=verifier, at=demo.now)


def _half_a_form(demo: Demonstration) -> None:
    operator = demo.person(OPERATOR)
    if FamilyForm.objects.filter(by=operator).exists():
        return
    with acting(operator, reason=str(TITLE)):
        form = quality.start_registration(by=operator)
        for member, answers in HALF_A_FORM:
            asked: dict[str, Any] = {"seen": form.version, "by": operator, "at": demo.now}
            quality.save_answers(form_id=form.pk, member=member, answers=answers, **asked)


def _declare(demo: Demonstration, family: Family) -> None:
    operator, nik = demo.person(OPERATOR), _head(family).nik
    if nik:
        with acting(operator, reason=str(TITLE)):
            staff.declare_number(user=operator, kind="sibling", nik=nik, on=demo.today)


def _look(demo: Demonstration) -> None:
    verifier = demo.person(VERIFIER)
    with acting(verifier, reason=str(TITLE)):
        job = programmes.check_controls(region_code=demo.regency, on=demo.today, by=verifier, queued=False)
    jobs.run(job.pk)


def _settle_one(demo: Demonstration) -> None:
    """One finding goes all the way, one waits for the head of the office, the others for their owner."""
    verifier, head = demo.person(VERIFIER), demo.person(HEAD)
    open_ = ControlFinding.objects.visible_to(verifier).filter(status="open").order_by("control", "pk")
    for number, finding in enumerate(list(open_[:2])):
        with acting(verifier, reason=str(TITLE)):
            why = str(_("Sudah dikunjungi; keadaannya dicocokkan dengan surat dari desa."))
            programmes.explain_finding(finding_id=finding.pk, why=why, by=verifier, on=demo.today)
        if number == 0:
            with acting(head, reason=str(TITLE)):
                settled = str(_("Suratnya ada dan masih berlaku."))
                programmes.settle_finding(finding_id=finding.pk, why=settled, by=head, on=demo.today)
