"""What every act on goods does first: who may, which request, in what words."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.core import refusals, wording
from lumbung.core.reach import whole_nation
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.core.wording import SomebodyActs
from lumbung.in_kind.models import Request
from lumbung.proposals import queries as proposals


class DeclareFirst(Refusal):
    """Without the own number of the officer nothing can be compared."""

    message = _("Nyatakan dulu NIK Anda sendiri di halaman Akun saya. Ini mencegah benturan kepentingan.")
    status = 403


class OwnFamily(Refusal):
    """The officer belongs to the family, or has declared a relative in it."""

    message = _("Permintaan ini menyangkut keluarga Anda atau kerabat yang Anda nyatakan. Minta petugas lain.")
    status = 403


class SamePersonDecides(Refusal):
    """Whoever prepared something doesn't decide it."""

    message = _("Yang menyiapkan tidak bisa memutuskan. Minta pejabat lain.")
    status = 403


class NotAtThisStep(Refusal):
    """Somebody was faster, or it is not its turn."""

    message = _("Permintaan ini sekarang “%(now)s”, jadi langkah ini tidak bisa dilakukan.")


class SaySomething(BadInput):
    """A sentence is missing."""

    message = _("Tulis alasannya dalam satu kalimat.")


def person_may(*, by: Any, permission: str) -> None:
    """A person with the permission who has declared their own number."""
    allowed(by=by, permission=permission)
    if not proposals.has_declared(viewer=by):
        raise DeclareFirst


def allowed(*, by: Any, permission: str) -> None:
    """A person with the permission."""
    refusals.allowed(by, permission)
    if by.pk is None:
        raise SomebodyActs


def locked(*, request_ids: Collection[int], by: Any) -> list[Request]:
    """Requests within reach, held until the act is over, none of the actor's own family."""
    wanted = sorted(set(request_ids))
    found = list(Request.objects.visible_to(by).filter(pk__in=wanted).select_for_update().order_by("pk"))
    if not wanted or len(found) != len(wanted):
        raise NotFound(request_ids)
    own = proposals.own_families(viewer=by)
    if any(one.family_id in own for one in found):
        raise OwnFamily
    return found


def at_step(found: Sequence[Request], *steps: str) -> None:
    """Raise NotAtThisStep unless all of them stand at one of these steps."""
    for one in found:
        if one.status not in steps:
            raise NotAtThisStep(one, now=one.get_status_display())


def sentence(text: str, *, field: str = "said", needed: bool = True) -> str:
    """A sentence that holds no number of anybody, and says something where it has to."""
    return wording.sentence(text, field=field, empty=SaySomething if needed else None)


@contextmanager
def whole_stock() -> Iterator[None]:
    """Let the statements inside reach the store of a regency, for a village hands over what lies there.

    Whoever acts was held to their own reach before; here only what was set aside for their request moves.
    """
    with whole_nation():
        yield
