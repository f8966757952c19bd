"""The standing audit: let the controls look, explain a finding, settle it as a second person, hold money back."""

from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, jobs, states
from lumbung.core.models import Job
from lumbung.core.reach import Reach, narrow_connection
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal, allowed
from lumbung.programmes import controls, findings
from lumbung.programmes.models import ControlFinding, ControlPass, Run
from lumbung.regions.models import Region
from lumbung.registry import actions as people
from lumbung.registry import facts as registry
from lumbung.staff.models import User

JOB = "programmes.controls"
OVERLAP = timedelta(hours=1)
"""A change that was under way during the last look carries a moment from before it."""
OWNER = "regency_verifier"
Status = ControlFinding.Status
_NOW = "control_now"
_COLUMNS = {"family_id": "bigint", "person_id": "bigint", "region_code": "text"}
_SHARED = """
    CREATE TEMPORARY TABLE shared_number ON COMMIT DROP AS
    WITH asked AS (
        SELECT p.id, p.family_id, p.nik_index, f.region_code
          FROM registry_family f
          JOIN registry_person p ON p.family_id = f.id AND p.status = 'active' AND p.nik_index IS NOT NULL
         WHERE f.status = 'active' AND f.region_code >= %(lo)s AND f.region_code < %(hi)s
           AND p.region_code >= %(lo)s AND p.region_code < %(hi)s
           AND (p.updated_at > coalesce(%(since)s::timestamptz, '-infinity')
                OR p.id IN (SELECT person_id FROM programmes_controlfinding
                             WHERE status <> 'gone' AND region_code >= %(lo)s AND region_code < %(hi)s))
         ORDER BY p.nik_index
    ), met AS (
        SELECT a.*, q.id AS other, q.family_id AS other_family, q.status AS other_status,
               g.status AS other_family_status, g.region_code AS other_region
          FROM asked a
         CROSS JOIN LATERAL (SELECT o.id, o.status, o.family_id FROM registry_person o
                              WHERE o.nik_index = a.nik_index AND o.id <> a.id OFFSET 0) q
          JOIN registry_family g ON g.id = q.family_id
    )
    SELECT family_id, id AS person_id, region_code, other_status, other_family_status FROM met
     UNION
    SELECT other_family, other, other_region, 'active', 'active' FROM met
     WHERE other_status = 'active' AND other_family_status = 'active'
"""
"""Who was changed since the last look, or is found already, one look at the index each in its own order (without
OFFSET the nation would be hashed for every regency); and whom they met, wherever that is."""
_STAGE = f"CREATE TEMPORARY TABLE {_NOW} ON COMMIT DROP AS SELECT DISTINCT * FROM ({{}}) found"
_GONE = f"""
    UPDATE programmes_controlfinding f SET status = 'gone', gone_on = greatest(f.found_on, %(on)s::date)
     WHERE f.control = %(control)s AND f.status <> 'gone' AND f.region_code >= %(lo)s AND f.region_code < %(hi)s
       AND NOT EXISTS (SELECT 1 FROM {_NOW} n
                        WHERE n.family_id = f.family_id AND n.person_id IS NOT DISTINCT FROM f.person_id)
       AND (%(since)s::timestamptz IS NULL OR EXISTS (
            SELECT 1 FROM registry_person p JOIN registry_family g ON g.id = p.family_id
             WHERE p.id = f.person_id AND (p.updated_at > %(since)s OR p.status <> 'active' OR g.status <> 'active')))
"""
_NEW = f"""
    INSERT INTO programmes_controlfinding (region_code, control, blocks, family_id, person_id, status, found_on,
                                           owner_id, explanation, settled_why)
    SELECT n.region_code, %(control)s, %(blocks)s, n.family_id, n.person_id, 'open', %(on)s, %(owner)s, '', ''
      FROM {_NOW} n
     WHERE NOT EXISTS (SELECT 1 FROM programmes_controlfinding f
                        WHERE f.control = %(control)s AND f.status <> 'gone' AND f.family_id = n.family_id
                          AND f.person_id IS NOT DISTINCT FROM n.person_id)
     ORDER BY n.family_id, n.person_id
    ON CONFLICT DO NOTHING
"""


class UnknownRegion(BadInput):
    """No region with that code."""

    message = _("Tidak ada wilayah dengan kode “%(code)s”. Tulis misalnya 33.23.")


class SameSettles(Refusal):
    """Whoever explained a finding does not settle it."""

    message = _("Yang menjelaskan tidak bisa mengesahkan. Minta pejabat lain.")
    status = 403


class SayWhyItStands(BadInput):
    """A finding is explained and settled with a reason."""

    message = _("Tulis alasannya, supaya pemeriksa lain bisa memahaminya.")


class OwnFinding(NotAllowed):
    """An officer explains or settles nothing about themselves or a relative whom they declared."""

    message = _("Temuan ini tentang Anda atau kerabat yang Anda nyatakan. Minta pejabat lain.")


@transaction.atomic
def check_controls(*, region_code: str, on: date, by: Any, queued: bool = True) -> Job:
    """Let every control look at a region (empty: the nation), regency by regency, as a job."""
    allowed(by, "programmes.check_controls")
    if region_code and not Region.objects.filter(pk=region_code).exists():
        raise UnknownRegion(code=region_code)
    if region_code and not by.reach.covers(region_code) or not region_code and by.reach != Reach.national():
        raise NotFound(region_code)
    regencies = [regency for regency, _families in registry.regencies(region_code=region_code)]
    params = {"regencies": regencies, "on": on.isoformat()}
    job = jobs.enrol(JOB, params, by=by, total=len(regencies), region_code=region_code)
    if queued:
        jobs.defer(job)
    return job


def check_step(*, job: Job) -> bool:
    """The next regency of the job."""
    left = job.params["regencies"][job.done :]
    if left:
        look_at_regency(regency=left[0], on=date.fromisoformat(job.params["on"]), by=job.by)
        job.done += 1
    return len(left) <= 1


@transaction.atomic
def look_at_regency(*, regency: str, on: date, by: Any = None) -> ControlPass:
    """Every control over one regency: new findings open, findings that the data no longer show are gone.

    A number is compared with the whole nation's, because its other owner often lives elsewhere.
    """
    bulk.one_at_a_time(f"controls {regency}")
    former = narrow_connection(Reach.national())
    people.gather_first_statistics()
    here = Reach.of(regency)
    last = ControlPass.objects.filter(region_code=regency).order_by("-at").first()
    scope = controls.Scope(here.lo, here.hi, on, last.at - OVERLAP if last else None)
    owner = User.objects.filter(role=OWNER, region_code=regency, is_active=True).order_by("pk").first()
    bulk.execute("DROP TABLE IF EXISTS pg_temp.shared_number")
    bulk.execute(_SHARED, {"lo": here.lo, "hi": here.hi, "since": scope.since})
    for control in controls.all_controls().values():
        _look(control, scope, owner)
    standing = ControlFinding.objects.filter(
        region_code__gte=here.lo, region_code__lt=here.hi, status__in=ControlFinding.BLOCKING
    )
    done = ControlPass.objects.create(
        region_code=regency, on=on, standing=standing.count(), by_id=by.pk if by else None
    )
    if not connection.needs_rollback:
        narrow_connection(Reach(*former))
    return done


@transaction.atomic
def explain_finding(*, finding_id: int, why: str, by: Any, on: date) -> ControlFinding:
    """Say why a finding may stand, and become its owner; a second person settles it."""
    found = _locked(finding_id, "programmes.explain_finding", by)
    told = _reason(found, why)
    return states.move(
        found, Status.EXPLAINED, explanation=told, explained_by_id=by.pk, explained_on=on, owner_id=by.pk
    )


@transaction.atomic
def settle_finding(*, finding_id: int, why: str, by: Any, on: date) -> ControlFinding:
    """A second person settles what was explained: from here on it keeps no money back."""
    found = _locked(finding_id, "programmes.settle_finding", by)
    if found.explained_by_id == by.pk:
        raise SameSettles(found)
    return states.move(found, Status.SETTLED, settled_by_id=by.pk, settled_on=on, settled_why=_reason(found, why))


@transaction.atomic
def return_finding(*, finding_id: int, why: str, by: Any) -> ControlFinding:
    """The second person is not convinced: the finding is open again, with what they said."""
    found = _locked(finding_id, "programmes.settle_finding", by)
    told = f"{found.explanation}\n↩ {by}: {_reason(found, why)}"
    return states.move(found, Status.OPEN, explanation=told)


@transaction.atomic
def hand_over_finding(*, finding_id: int, to: int, by: Any) -> ControlFinding:
    """Give a finding another owner, somebody in whose reach it lies."""
    found = _locked(finding_id, "programmes.explain_finding", by)
    owner = User.objects.filter(pk=to, is_active=True).first()
    if owner is None or not owner.reach.covers(found.region_code):
        raise NotFound(to)
    found.owner = owner
    found.save(update_fields=["owner"])
    return found


def hold_back(*, run: Run, stage: str, regency: str, held: pl.DataFrame) -> None:
    """Keep who of a regency waits for a finding in this period; who waits no longer is let go."""
    here = Reach.of(regency)
    bulk.staged(held.select("family_id", "amount"), "held_now", {"family_id": "bigint", "amount": "bigint"})
    told = {"run": run.pk, "stage": stage, "lo": here.lo, "hi": here.hi}
    bulk.execute(_LET_GO, told)
    bulk.execute(_HOLD, told)


_LET_GO = """
    DELETE FROM programmes_heldback h WHERE h.run_id = %(run)s AND h.stage = %(stage)s
       AND h.region_code >= %(lo)s AND h.region_code < %(hi)s
       AND NOT EXISTS (SELECT 1 FROM held_now n WHERE n.family_id = h.family_id)
"""
_HOLD = """
    INSERT INTO programmes_heldback (region_code, run_id, family_id, stage, amount)
    SELECT f.region_code, %(run)s, f.id, %(stage)s, n.amount
      FROM held_now n JOIN registry_family f ON f.id = n.family_id ORDER BY f.id
    ON CONFLICT DO NOTHING
"""


def _look(control: controls.Control, scope: controls.Scope, owner: User | None) -> None:
    told = {"lo": scope.lo, "hi": scope.hi, "on": scope.on}
    since = scope.since if control.is_incremental else None
    bulk.execute(f"DROP TABLE IF EXISTS pg_temp.{_NOW}")
    if control.is_incremental:
        bulk.staged(control.module.found(scope), _NOW, _COLUMNS)
    else:
        values = control.module.values(scope.on) if hasattr(control.module, "values") else {}
        bulk.execute(_STAGE.format(control.module.SQL), {**told, **values})
        bulk.execute(f"ANALYZE {_NOW}")
    given = {**told, "control": control.name, "blocks": control.blocks, "since": since}
    bulk.execute(_GONE, given)
    bulk.execute(_NEW, {**given, "owner": owner.pk if owner else None})


def _locked(finding_id: int, permission: str, by: Any) -> ControlFinding:
    allowed(by, permission)
    found = ControlFinding.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=finding_id).first()
    if found is None:
        raise NotFound(finding_id)
    if by.pk and findings.concerns(finding=found, user_id=by.pk):
        raise OwnFinding(found)
    return found


def _reason(found: ControlFinding, why: str) -> str:
    if not why.strip():
        raise SayWhyItStands(found, fields={"why": str(SayWhyItStands.message)})
    return why.strip()
