"""What every act on a case does first: who may, which case, in what words."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.cases.actions.knowing import let_team_read
from lumbung.cases.models import Case, CaseStep, Member
from lumbung.core import wording
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.core.wording import SomebodyActs
from lumbung.proposals import queries as proposals
from lumbung.staff.models import User


class OwnFamily(Refusal):
    """The officer belongs to the family, or has declared a relative in it."""

    message = _("Kasus ini menyangkut keluarga Anda atau kerabat yang Anda nyatakan. Minta petugas lain.")
    status = 403


class NotAtThisStep(Refusal):
    """Somebody was faster, or it is not its turn."""

    message = _("Kasus ini sekarang di langkah “%(now)s”, jadi ini tidak bisa dilakukan.")


class CaseIsOver(Refusal):
    """What has ended is read, not changed."""

    message = _("Kasus ini sudah ditutup.")


class SaySomething(BadInput):
    """A sentence is missing."""

    message = _("Tulis dalam satu kalimat.")


def person_may(*, by: Any, permission: str) -> None:
    """A person with the permission."""
    allowed(by, permission)
    if by.pk is None:
        raise SomebodyActs


def locked(*, case_id: int, by: Any) -> Case:
    """A case within reach and on this side of the wall, held until the act is over; never of one's own family."""
    found = Case.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=case_id).first()
    if found is None:
        raise NotFound(case_id)
    not_own(found.person, by)
    return found


def not_own(person: Any, by: Any) -> None:
    """Raise OwnFamily for people of the officer's own or of a declared relative's family."""
    if person is not None and person.family_id in proposals.own_families(viewer=by):
        raise OwnFamily


def still_open(case: Case) -> None:
    """Raise CaseIsOver for what has ended."""
    if not case.is_open:
        raise CaseIsOver(case)


def at_step(case: Case, steps: Collection[str]) -> None:
    """Raise NotAtThisStep unless the case stands at one of these."""
    if case.status not in steps:
        raise NotAtThisStep(case, now=case.get_status_display())


def sentence(text: str, *, field: str = "said", needed: bool = True) -> str:
    """A sentence that holds no number of anybody, and says something where it has to."""
    return wording.sentence(text, field=field, empty=SaySomething if needed else None)


def current_step(case: Case) -> CaseStep:
    """The one open step, held."""
    return CaseStep.objects.select_for_update().get(case=case, status=CaseStep.State.OPEN)


def on_team(case: Case, user: User | None, role: str, *, on: date, by: Any) -> None:
    """Somebody is on the team in a role from a day on; who held a role of one person leaves it."""
    if user is None:
        return
    held = Member.objects.filter(case=case, role=role, until=None)
    if held.filter(user=user).exists():
        return
    if role in (Member.Role.WORKER, Member.Role.SUPERVISOR):
        held.update(until=on)
    Member.objects.create(case=case, user=user, role=role, since=on, added_by_id=by.pk)
    let_team_read([case.pk])


def colleague(user_id: int, by: Any) -> User:
    """Somebody whose region lies within one's own."""
    found = User.objects.filter(pk=user_id).first()
    inside = found is not None and (found.pk == by.pk or by.reach.covers(found.region_code or Reach.national().lo))
    if found is None or not inside:
        raise NotFound(user_id)
    return found
