"""Who accompanies whom: proposed for one or for many at once, decided by a person, within the load of a cadre."""

from collections.abc import Collection
from datetime import date
from typing import Any

import polars as pl
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, states
from lumbung.core.refusals import Refusal
from lumbung.outreach import queries, rules
from lumbung.outreach.actions.common import LEAD, cadre_of, held, person_may, sentence, still_going
from lumbung.outreach.models import Cadre, Match, Outreach, Visit

Status = Match.Status


class CadreIsFull(Refusal):
    """A cadre has as many persons as they can look after."""

    message = _("Kader ini sudah mendampingi %(most)s orang. Pilih kader lain, atau tulis mengapa lebih.")


class NotTrained(Refusal):
    """Only who learned it accompanies somebody."""

    message = _("Kader ini tidak aktif, atau pelatihannya belum cukup atau sudah lewat. Pilih kader lain.")


class BeyondTheirAccount(Refusal):
    """A cadre who could not see the person is of no use to them."""

    message = _("Akun kader ini tidak menjangkau desa orang ini. Luaskan wilayah akunnya, atau pilih kader lain.")


class SecretIsNotMatched(Refusal):
    """A secret case stays with its team."""

    message = _("Kasus ini hanya untuk timnya, jadi tidak dibagikan kepada kader.")


class VisitFirst(Refusal):
    """A cadre is chosen when the home is known."""

    message = _("Kunjungi dulu rumahnya, lalu pilih kadernya.")


@transaction.atomic
def propose_matches(*, by: Any, on: date, region_code: str = "", outreach_ids: Collection[int] | None = None) -> int:
    """A cadre for everybody who waits in a region, or for those named; returns how many proposals are new.

    Nothing is decided by it. Whoever has a proposal already keeps it.
    """
    person_may(by=by, permission=LEAD)
    bulk.one_at_a_time("outreach matches")
    p = rules.in_force(on)
    waiting = queries.waiting_for_cadre(viewer=by, region_code=region_code)
    waiting = waiting if outreach_ids is None else waiting.filter(pk__in=list(outreach_ids))
    ids = list(waiting.order_by().values_list("pk", flat=True))
    pairs = queries.candidates(viewer=by, outreach_ids=ids, on=on)
    chosen = rules.assign(pairs, queries.loads(), p.cadre["persons"])
    if not chosen:
        return 0
    frame = pl.DataFrame(
        [(one.outreach_id, one.cadre_id, one.near, one.metres) for one in chosen],
        schema={"outreach_id": pl.Int64, "cadre_id": pl.Int64, "near": pl.Int16, "metres": pl.Int32},
        orient="row",
    )
    kinds = {"outreach_id": "bigint", "cadre_id": "bigint", "near": "smallint", "metres": "integer"}
    bulk.staged(frame, "matched", kinds)
    return bulk.execute(_PROPOSE, {"on": on, "most": p.cadre["persons"]})


_PROPOSE = """
    INSERT INTO outreach_match (region_code, sensitive, case_id, outreach_id, cadre_id, status, near, metres, at_most,
                                over_reason, proposed_on, said)
    SELECT o.region_code, o.sensitive, o.case_id, o.id, m.cadre_id, 'proposed', m.near, m.metres, %(most)s, '', %(on)s,
           ''
      FROM matched m JOIN outreach_outreach o ON o.id = m.outreach_id
    ON CONFLICT DO NOTHING
"""


@transaction.atomic
def decide_matches(*, match_ids: Collection[int], accept: bool, by: Any, on: date) -> int:
    """Somebody takes the proposals, or some of them, or none; all of it or nothing. Decided ones stay as they are.

    Raises CadreIsFull.
    """
    person_may(by=by, permission=LEAD)
    found = Match.objects.visible_to(by).filter(pk__in=list(match_ids), status=Status.PROPOSED)
    ids = list(found.select_for_update(of=("self",)).order_by("cadre_id", "pk").values_list("pk", flat=True))
    to = Status.OPEN if accept else Status.DECLINED
    try:
        with transaction.atomic():
            changed = Match.objects.filter(pk__in=ids).update(status=to, decided_on=on, decided_by=by)
    except IntegrityError as error:
        raise CadreIsFull(most=rules.in_force(on).cadre["persons"]) from error
    if accept:
        served = Outreach.objects.filter(matches__in=ids, status=Outreach.Status.VISITED)
        served.update(status=Outreach.Status.SERVED)
    return changed


@transaction.atomic
def match(*, outreach_id: int, cadre_id: int, by: Any, on: date, over_reason: str = "") -> Match:
    """Somebody chooses a cadre; beyond the load only with a reason. The same again is the same match.

    Raises NotTrained, BeyondTheirAccount, CadreIsFull, SecretIsNotMatched, VisitFirst.
    """
    person_may(by=by, permission=LEAD)
    found = held(outreach_id=outreach_id, by=by)
    still_going(found)
    cadre = cadre_of(cadre_id=cadre_id, by=by)
    current = Match.objects.filter(outreach=found, status=Status.OPEN).first()
    if current is not None and current.cadre_id == cadre.pk:
        return current
    _may_be_matched(found, cadre, on)
    Match.objects.filter(outreach=found, status=Status.PROPOSED).update(
        status=Status.DECLINED, decided_on=on, decided_by=by
    )
    if current is not None:
        _end(current, said=str(_("Diganti kader lain.")), on=on)
    return _matched(found, cadre, sentence(over_reason, field="over_reason", needed=False), by=by, on=on)


def _matched(found: Outreach, cadre: Cadre, reason: str, *, by: Any, on: date) -> Match:
    p = rules.in_force(on)
    near, metres = queries.nearness(one=found, cadre=cadre)
    told = {"at_most": p.cadre["persons"], "over_reason": reason, "near": near, "metres": metres}
    decided = {"proposed_on": on, "decided_on": on, "decided_by": by}
    try:
        with transaction.atomic():
            made = Match.objects.create(
                case=found.case, outreach=found, cadre=cadre, status=Status.OPEN, **told, **decided
            )
    except IntegrityError as error:
        raise CadreIsFull(cadre, most=p.cadre["persons"]) from error
    Visit.objects.filter(outreach=found, status=Visit.Status.PLANNED).update(cadre=cadre)
    if found.status != Outreach.Status.SERVED:
        states.move(found, Outreach.Status.SERVED)
    return made


def _may_be_matched(found: Outreach, cadre: Cadre, on: date) -> None:
    if found.sensitive:
        raise SecretIsNotMatched(found)
    if found.status not in (Outreach.Status.VISITED, Outreach.Status.SERVED):
        raise VisitFirst(found)
    if cadre.status != Cadre.Status.ACTIVE or not queries.trained(on=on, cadre_id=cadre.pk):
        raise NotTrained(cadre)
    if cadre.user is not None and not cadre.user.reach.covers(found.region_code):
        raise BeyondTheirAccount(cadre)


@transaction.atomic
def end_match(*, outreach_id: int, said: str, by: Any, on: date) -> Outreach:
    """The cadre no longer comes; the person waits for another one. The same again changes nothing."""
    person_may(by=by, permission=LEAD)
    found = held(outreach_id=outreach_id, by=by)
    current = Match.objects.select_for_update().filter(outreach=found, status=Status.OPEN).first()
    if current is None:
        return found
    _end(current, said=sentence(said), on=on)
    return states.move(found, Outreach.Status.VISITED)


@transaction.atomic
def end_matches_of(*, cadre: Cadre, said: str, on: date) -> int:
    """A cadre leaves: everybody whom they accompanied waits for another one. Returns for how many."""
    going = list(Match.objects.select_for_update(of=("self",)).filter(cadre=cadre, status=Status.OPEN))
    for one in going:
        _end(one, said=said, on=on)
    Match.objects.filter(cadre=cadre, status=Status.PROPOSED).update(status=Status.DECLINED)
    left = Outreach.objects.filter(pk__in=[one.outreach_id for one in going], status=Outreach.Status.SERVED)
    left.update(status=Outreach.Status.VISITED)
    return len(going)


def leave(found: Outreach, *, said: str, on: date) -> None:
    """Whoever is on their own has no cadre and no visits to come."""
    for one in Match.objects.filter(outreach=found, status__in=[Status.OPEN]):
        _end(one, said=said, on=on)
    Match.objects.filter(outreach=found, status=Status.PROPOSED).update(status=Status.DECLINED)
    planned = Visit.objects.filter(outreach=found, status=Visit.Status.PLANNED)
    planned.update(status=Visit.Status.CANCELLED, said=said, version=F("version") + 1)


def _end(current: Match, *, said: str, on: date) -> None:
    states.move(current, Status.ENDED, ended_on=on, said=said)
