"""What every act on proposals does the same way: who may, which of them, one statement for one and for thousands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, formats
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal
from lumbung.proposals import queries, rules
from lumbung.proposals.flow import Act
from lumbung.proposals.models import Proposal
from lumbung.proposals.models.way import SIGNATURES, Status

FREE = frozenset({Status.REPORTED, Status.DELIBERATING, Status.RERANKING})
"""Steps at which the one who brought the proposal may go on with it."""


class SomebodyActs(Refusal):
    """A signature is a person's."""

    message = _("Langkah ini harus dilakukan seseorang. Sebut akunnya dengan --by.")
    status = 403


class DeclareFirst(Refusal):
    """Without the own number of the officer nothing can be compared."""

    message = _("Nyatakan dulu NIK Anda sendiri di halaman Akun saya. Ini mencegah benturan kepentingan.")
    status = 403


class OwnFamily(Refusal):
    """The officer belongs to the family, or has declared a relative in it."""

    message = _("Usulan ini menyangkut keluarga Anda atau kerabat yang Anda nyatakan. Minta petugas lain menanganinya.")
    status = 403


class SamePersonSigns(Refusal):
    """One person signs one step only."""

    message = _("Anda sudah menandatangani langkah lain dari usulan ini. Minta pejabat lain.")


class NotAtThisStep(Refusal):
    """Somebody was faster, or the step is not its turn."""

    message = _("%(count)s usulan tidak berada di langkah “%(step)s”. Muat ulang daftarnya.")


class OutsideWindow(Refusal):
    """The calendar of the region is closed on that day."""

    message = _("Jendela bulan ini sudah tutup atau belum buka. Jendela berikutnya %(opens)s sampai %(closes)s.")


class NumberWritten(BadInput):
    """An identity number in a sentence would be readable for everybody."""

    message = _("Jangan tulis NIK atau nomor KK di dalam kalimat. Sebut namanya saja.")


class SaySomething(BadInput):
    """A sentence is missing."""

    message = _("Tulis penjelasannya dalam satu kalimat.")


@dataclass(frozen=True)
class Moved:
    """What an act did: proposals that went on, and those left for somebody else."""

    done: tuple[int, ...]
    held: tuple[int, ...] = ()


def claim(*, proposal_ids: Sequence[int], act: Act, by: Any, on: date) -> Moved:
    """Lock the proposals at an act's step; those of one's own family, or signed by oneself before, are held back.

    Raises NotAllowed, NotFound, NotAtThisStep, OutsideWindow; OwnFamily or SamePersonSigns when nothing is left.
    """
    person_may(by=by, permission=act.permission)
    found = locked(proposal_ids=proposal_ids, by=by)
    elsewhere = [one for one in found if one.status != act.at]
    if elsewhere:
        raise NotAtThisStep(elsewhere, count=len(elsewhere), step=act.at.label)
    if act.window:
        for kind, village in sorted({(one.kind, one.region_code) for one in found}):
            in_window(act=act.window, kind=kind, region_code=village, on=on)
    return _divide(found, act.at, by)


def locked(*, proposal_ids: Sequence[int], by: Any) -> list[Proposal]:
    """The proposals within reach, locked until the transaction ends; raises NotFound when one is not there."""
    wanted = sorted(set(proposal_ids))
    found = list(Proposal.objects.visible_to(by).filter(pk__in=wanted).select_for_update().order_by("pk"))
    if not wanted or len(found) != len(wanted):
        raise NotFound(proposal_ids)
    return found


def person_may(*, by: Any, permission: str) -> None:
    """A person with the permission who has declared their own number."""
    if not by.may(permission):
        raise NotAllowed(permission)
    if by.pk is None:
        raise SomebodyActs
    if not queries.has_declared(viewer=by):
        raise DeclareFirst


def in_window(*, act: str, kind: str, region_code: str, on: date) -> None:
    """The day lies in the region's window, where the kind keeps to the calendar."""
    if not rules.is_windowed(kind=kind, day=on):
        return
    window = rules.window(act=act, region_code=region_code, day=on)
    if not window.covers(on):
        raise OutsideWindow(opens=formats.day(window.opens), closes=formats.day(window.closes))


def sentence(text: str, *, field: str = "said") -> str:
    """A sentence that says something and holds no number of anybody."""
    plain = text.strip()
    for wrong, refusal in ((not plain, SaySomething), (rules.writes_a_number(plain), NumberWritten)):
        if wrong:
            raise refusal(fields={field: str(refusal.message)})
    return plain


def move(*, ids: Sequence[int], act: str, to: Status, by: Any, on: date, **written: Any) -> int:
    """Move locked proposals and note the step, one statement each; `written` are further columns.

    Going on clears the reason of an earlier way back; `reason` and `said` set it.
    """
    told = {"reason": "", "said": "", **written}
    bulk.execute(_NOTE, [act, to, on, by.pk, told["reason"], told["said"], list(ids)])
    return Proposal.objects.filter(pk__in=ids).update(status=to, step_since=on, **told)


def _divide(found: list[Proposal], at: Status, by: Any) -> Moved:
    own = queries.own_families(viewer=by)
    mine = {one.pk for one in found if one.family_id in own}
    signed = set() if at in FREE else {one.pk for one in found if _has_signed(one, by)}
    done = tuple(one.pk for one in found if one.pk not in mine | signed)
    if not done:
        raise (OwnFamily if mine else SamePersonSigns)(found)
    return Moved(done, tuple(sorted(mine | signed)))


def _has_signed(proposal: Proposal, by: Any) -> bool:
    return by.pk in (proposal.filed_by_id, *(getattr(proposal, f"{name}_id") for name in SIGNATURES.values()))


_NOTE = """
    INSERT INTO proposals_step
           (region_code, proposal_id, act, status_before, status_after, "on", at, by_id, reason, said)
    SELECT region_code, id, %s, status, %s, %s, now(), %s, %s, %s FROM proposals_proposal WHERE id = ANY(%s) ORDER BY id
"""
