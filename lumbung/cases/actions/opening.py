"""Access or referral: a case begins, and somebody receives it."""

import hashlib
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lumbung.cases import clusters, queries
from lumbung.cases.actions.agreeing import Agreement, write_consent
from lumbung.cases.actions.common import not_own, on_team, person_may, sentence
from lumbung.cases.actions.stepping import open_step
from lumbung.cases.actions.urgent import open_urgent_task
from lumbung.cases.models import Case, Member
from lumbung.core import bulk, wall
from lumbung.core.reach import whole_nation
from lumbung.core.refusals import BadInput, Refusal
from lumbung.core.wording import one_of
from lumbung.registry import queries as registry
from lumbung.staff.models import User


class NoSuchCluster(BadInput):
    """Care has five clusters."""

    message = _("Klaster ini tidak dikenal. Pilih: %(known)s.")


class NoSuchKind(BadInput):
    """A kind of PPKS belongs to its cluster."""

    message = _("Jenis PPKS “%(kind)s” tidak termasuk klaster ini. Pilih: %(known)s.")


class NobodyKnown(BadInput):
    """A case is about somebody."""

    message = _("Pilih orangnya, atau tulis nama panggilannya dan wilayahnya.")


class ResidentialSaysWhy(BadInput):
    """A centre comes last, so it is explained."""

    message = _(
        "Layanan di balai adalah pilihan terakhir. Tulis mengapa layanan di keluarga dan masyarakat tidak cukup."
    )


class AlreadyOpen(Refusal):
    """One open case of a cluster for a person."""

    message = _("Orang ini sudah punya kasus yang berjalan, nomor %(number)s.")


class NobodyReceives(Refusal):
    """Without a supervisor a secret case would be seen by nobody."""

    message = _("Belum ada supervisor pekerja sosial untuk wilayah ini. Minta administrator menugaskannya.")


@transaction.atomic
def open_case(
    *,
    cluster: str,
    ppks: str,
    need: str,
    by: Any,
    on: date,
    person_id: int | None = None,
    called: str = "",
    region_code: str = "",
    referred_by: str = "",
    sensitive: bool = False,
    mode: str = Case.Mode.FAMILY,
    mode_reason: str = "",
    centre: str = "",
    worker_id: int | None = None,
    request_key: UUID | None = None,
    agreement: Agreement | None = None,
    danger: bool = False,
) -> Case:
    """Note somebody's need and let the nearest supervisor receive it; the same request again is the same case.

    A secret case is seen by its team only, whoever opened it, and never joins an ordinary one. `danger` is reported by
    anybody, of their own family too: a context above that takes such reports has asked who reports.
    """
    secret = _cluster(cluster, ppks).is_sensitive(ppks) or sensitive
    person = registry.person(viewer=by, person_id=person_id) if person_id else None
    if not danger:
        person_may(by=by, permission="cases.open")
        not_own(person, by)
    given: dict[str, Any] = {
        "region_code": person.region_code if person else _place(region_code, by),
        "called": person.name if person else sentence(called, field="called", needed=False),
        "need": sentence(need, field="need"),
        "referred_by": sentence(referred_by, field="referred_by", needed=False),
        "mode": one_of(Case.Mode, mode, field="mode"),
        "mode_reason": sentence(mode_reason, field="mode_reason", needed=False),
    }
    _complete(given)
    with wall.lifted(), whole_nation():
        known = _known(request_key, person, cluster, given["need"], by, secret=secret)
        if known := known or _hidden(person, cluster, given["need"], by, secret=secret):
            return known
        given |= {"cluster": cluster, "ppks": ppks, "person": person, "centre": centre.strip()}
        made = _receive(given | {"request_key": request_key}, secret=secret, worker_id=worker_id, by=by, on=on)
        if agreement:
            write_consent(made, agreement, by=by, on=on)
    return made


def _complete(given: dict[str, Any]) -> None:
    """A case is about somebody, and a centre is explained."""
    if not given["called"]:
        raise NobodyKnown(fields={"called": str(NobodyKnown.message)})
    if given["mode"] == Case.Mode.RESIDENTIAL and not given["mode_reason"]:
        raise ResidentialSaysWhy(fields={"mode_reason": str(ResidentialSaysWhy.message)})


def _receive(given: dict[str, Any], *, secret: bool, worker_id: int | None, by: Any, on: date) -> Case:
    """The case with its people and its first step."""
    worker, supervisor = _people(given["region_code"], worker_id, by)
    if secret and supervisor is None and worker is None:
        raise NobodyReceives
    people = {"worker": worker, "supervisor": supervisor, "opened_by_id": by.pk}
    made = Case.objects.create(**given, **people, sensitive=secret, opened_on=on)
    on_team(made, worker, Member.Role.WORKER, on=on, by=by)
    on_team(made, supervisor, Member.Role.SUPERVISOR, on=on, by=by)
    open_step(made, Case.Status.ACCESS, owner=worker or supervisor, on=on)
    return made


def _cluster(cluster: str, ppks: str) -> clusters.Cluster:
    if cluster not in clusters.names():
        told = {"known": ", ".join(clusters.names())}
        raise NoSuchCluster(**told, fields={"cluster": str(NoSuchCluster.message % told)})
    found = clusters.find(cluster)
    if ppks not in found.kinds:
        told = {"kind": ppks, "known": ", ".join(found.kinds)}
        raise NoSuchKind(**told, fields={"ppks": str(NoSuchKind.message % told)})
    return found


def _place(region_code: str, by: Any) -> str:
    """Where somebody without a record was met; the officer's own region where none is said."""
    place = region_code or by.region_code
    if not place or not by.reach.covers(place):
        raise NobodyKnown(fields={"region_code": str(NobodyKnown.message)})
    return place


def _known(request_key: UUID | None, person: Any, cluster: str, need: str, by: Any, *, secret: bool) -> Case | None:
    """The same request before; raises AlreadyOpen for another one that the officer may see."""
    if person or request_key:
        bulk.one_at_a_time(f"case {cluster} {person.pk if person else request_key}")
    if request_key and (same := Case.objects.filter(request_key=request_key).first()):
        return same
    if person is None:
        return None
    found = Case.objects.open().filter(person=person, cluster=cluster)
    if secret:
        found = found.filter(sensitive=True)
    if same := found.filter(opened_by=by.pk, need=need).first():
        return same
    if other := found.visible_to(by).first():
        raise AlreadyOpen(other, number=other.pk)
    return None


def _hidden(person: Any, cluster: str, need: str, by: Any, *, secret: bool) -> Case | None:
    """A secret case of the person that goes on behind the wall: its team is told, the officer is told as any other.

    It is the case of another secret need too, unless a social worker brings that.
    """
    found = Case.objects.open().filter(person=person, cluster=cluster, sensitive=True).first() if person else None
    if found:
        _tell_team(found, need, by)
    return found if secret and not by.may("cases.work") else None


def _tell_team(hidden: Case, need: str, by: Any) -> None:
    """The team of a secret case learns what else was reported of its person."""
    cause = f"referral:{hashlib.sha256(need.encode()).hexdigest()[:12]}"
    title = _t("Ada rujukan baru untuk orang ini: %(need)s") % {"need": need}
    open_urgent_task(case=hidden, cause=cause, title=title, by=by, at=timezone.now())


def _people(region_code: str, worker_id: int | None, by: Any) -> tuple[User | None, User | None]:
    """Who leads the case and who supervises it, never one person."""
    supervisor = queries.nearest_supervisor(region_code=region_code)
    worker = User.objects.filter(pk=worker_id, is_active=True).first() if worker_id else None
    if worker is None and by.pk and by.may("cases.work") and (supervisor is None or supervisor.pk != by.pk):
        worker = by
    return worker, None if supervisor is not None and worker == supervisor else supervisor
