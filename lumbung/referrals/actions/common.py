"""What every act at the desk does first: who may, which need, in what words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.core import formats, wording
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.core.wording import SomebodyActs
from lumbung.referrals import sectors
from lumbung.referrals.models import Need, Referral


class SaySomething(BadInput):
    """A sentence is missing."""

    message = _("Isi bagian ini dengan satu kalimat.")


class NoSuchSector(BadInput):
    """There are nine."""

    message = _("Pilih satu dari sembilan sektor.")


class NeedIsOver(Refusal):
    """What has ended is read, not changed."""

    message = _("Kebutuhan ini sudah selesai pada %(day)s.")


def person_may(*, by: Any, permission: str) -> None:
    """A person with the permission; the system signs nothing."""
    allowed(by, permission)
    if by.pk is None:
        raise SomebodyActs


def sentence(text: str, *, field: str = "said", needed: bool = True) -> str:
    """A sentence that holds no number of anybody, and says something where it has to."""
    return wording.sentence(text, field=field, empty=SaySomething if needed else None)


def known_sector(code: str, *, field: str = "sector") -> str:
    """One of the nine; raises NoSuchSector."""
    if code not in sectors.codes():
        raise NoSuchSector(fields={field: str(NoSuchSector.message)})
    return code


def held_need(*, need_id: int, by: Any) -> Need:
    """A need that the actor may see, held until the act is over; raises NotFound, NeedIsOver."""
    found = Need.objects.visible_to(by).select_for_update(no_key=True).filter(pk=need_id).first()
    if found is None:
        raise NotFound(need_id)
    if not found.is_open:
        raise NeedIsOver(found, day=formats.day(found.done_on))
    return found


def held_referral(*, referral_id: int, by: Any) -> Referral:
    """A referral that the actor may see, held; raises NotFound."""
    found = Referral.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    one = found.select_related("institution").filter(pk=referral_id).first()
    if one is None:
        raise NotFound(referral_id)
    return one
