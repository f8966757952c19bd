"""The team of a case, and whether only the team may know of it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases.actions.common import locked, on_team, person_may, sentence, still_open
from lumbung.cases.actions.knowing import let_team_read
from lumbung.cases.models import Case, CaseStep, Member, UrgentTask
from lumbung.core import wall
from lumbung.core.actors import because
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.staff.models import User


class NotOfThisPlace(BadInput):
    """A team is of people who may work on the case where it is."""

    message = _("Pilih petugas aktif yang berwenang menangani kasus di wilayah ini.")


class SupervisesTheCase(BadInput):
    """Nobody supervises themselves."""

    message = _("Supervisor kasus ini tidak bisa sekaligus menjadi penanggung jawabnya.")


class LeadsTheCase(Refusal):
    """Who leads or supervises leaves by being followed by somebody."""

    message = _("Penanggung jawab dan supervisor tidak dikeluarkan; tunjuk penggantinya.")


class NotOfTheTeam(Refusal):
    """Whoever broke the glass reads for some hours; who reads afterwards is the team's to say, never theirs."""

    message = _("Anda membuka kasus ini dalam keadaan darurat. Hanya tim kasusnya yang mengubah siapa yang boleh tahu.")
    status = 403


@transaction.atomic
def assign_worker(*, case_id: int, user_id: int, by: Any, on: date) -> Case:
    """A worker leads the case from now on; open steps and urgent tasks are theirs. The same again changes nothing."""
    person_may(by=by, permission="cases.supervise")
    found = locked(case_id=case_id, by=by)
    _of_the_team(found, by)
    still_open(found)
    worker = _fit(found, user_id, "cases.work")
    if worker.pk == found.supervisor_id:
        raise SupervisesTheCase(fields={"user": str(SupervisesTheCase.message)})
    former = found.worker_id
    if former == worker.pk:
        return found
    with wall.lifted():
        on_team(found, worker, Member.Role.WORKER, on=on, by=by)
        found.worker = worker
        found.save(update_fields=["worker"])
        CaseStep.objects.filter(case=found, status=CaseStep.State.OPEN).update(owner=worker)
        UrgentTask.objects.filter(case=found, done_at=None, owner_id=former or found.supervisor_id).update(owner=worker)
    return found


@transaction.atomic
def assign_supervisor(*, case_id: int, user_id: int, by: Any, on: date) -> Case:
    """Another supervisor signs from now on. The same again changes nothing."""
    person_may(by=by, permission="cases.supervise")
    found = locked(case_id=case_id, by=by)
    _of_the_team(found, by)
    still_open(found)
    supervisor = _fit(found, user_id, "cases.supervise")
    if supervisor.pk == found.worker_id:
        raise SupervisesTheCase(fields={"user": str(SupervisesTheCase.message)})
    with wall.lifted():
        on_team(found, supervisor, Member.Role.SUPERVISOR, on=on, by=by)
        found.supervisor = supervisor
        found.save(update_fields=["supervisor"])
    return found


@transaction.atomic
def add_member(*, case_id: int, user_id: int, by: Any, on: date) -> Member:
    """Somebody else has to know: a psychologist, a nurse, a companion. The same again is the same membership."""
    person_may(by=by, permission="cases.work")
    found = locked(case_id=case_id, by=by)
    _of_the_team(found, by)
    still_open(found)
    user = _fit(found, user_id, "cases.view")
    on_team(found, user, Member.Role.PROFESSIONAL, on=on, by=by)
    return Member.objects.get(case=found, user=user, role=Member.Role.PROFESSIONAL, until=None)


@transaction.atomic
def remove_member(*, member_id: int, by: Any, on: date) -> Member:
    """They need not know any longer. The same again changes nothing."""
    person_may(by=by, permission="cases.work")
    found = Member.objects.visible_to(by).select_for_update().filter(pk=member_id).first()
    if found is None:
        raise NotFound(member_id)
    _of_the_team(found.case, by)
    if found.role in (Member.Role.WORKER, Member.Role.SUPERVISOR):
        raise LeadsTheCase(found)
    if found.until is None:
        found.until = on
        with wall.lifted():
            found.save(update_fields=["until"])
        let_team_read([found.case_id])
    return found


@transaction.atomic
def set_secret(*, case_id: int, secret: bool, said: str, by: Any) -> Case:
    """Only the team may know, or no longer only the team, which is a supervisor's to say. Audited with its reason."""
    person_may(by=by, permission="cases.work" if secret else "cases.supervise")
    found = locked(case_id=case_id, by=by)
    _of_the_team(found, by)
    told = sentence(said)
    if found.sensitive != secret:
        found.sensitive = secret
        with wall.lifted(), because(told):
            found.save(update_fields=["sensitive"])
        let_team_read([found.pk])
    return found


def _of_the_team(case: Case, by: Any) -> None:
    """Raise NotOfTheTeam for a secret case that is open to somebody for some hours only."""
    if case.sensitive and not case.keys.filter(user_id=by.pk, until=None).exists():
        raise NotOfTheTeam(case)


def _fit(case: Case, user_id: int, permission: str) -> User:
    """Somebody active who may do it where the case is."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not user.may(permission) or not user.reach.covers(case.region_code):
        raise NotOfThisPlace(fields={"user": str(NotOfThisPlace.message)})
    return user
