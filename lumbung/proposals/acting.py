"""Which action each act of a page, a program or a command calls: one place, so that all three do the same."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.proposals import actions
from lumbung.proposals.actions import Moved


class UnknownAct(BadInput):
    """No act of that name."""

    message = _("Tidak ada langkah bernama “%(act)s”. Yang ada: %(known)s.")


_PLAIN: dict[str, Callable[..., Moved]] = {
    "check": actions.check_proposals,
    "verify": actions.verify_proposals,
    "endorse": actions.endorse_proposals,
    "sign": actions.sign_proposals,
    "decide": actions.decide_proposals,
}
_WITH_REASON: dict[str, Callable[..., Moved]] = {
    "return": actions.return_proposals,
    "reject": actions.reject_proposals,
}
KNOWN = (*_PLAIN, "confirm", *_WITH_REASON, "withdraw")
DONE: dict[str, Any] = {
    "check": _("Diteruskan ke musyawarah desa."),
    "verify": _("Terverifikasi. Kepala dinas sekarang bisa mengesahkan."),
    "endorse": _("Disahkan dan masuk berita acara bulan ini."),
    "sign": _("Ditandatangani dan dikirim ke kementerian."),
    "decide": _("Disetujui. Pendamping sekarang melakukan cek lapangan."),
    "confirm": _("Hasil cek lapangan tersimpan dan perubahan masuk registri."),
    "return": _("Dikembalikan dengan alasannya."),
    "reject": _("Ditolak dengan alasannya."),
    "withdraw": _("Usulan dicabut."),
}


def act(*, name: str, proposal_ids: Sequence[int], by: Any, on: date, reason: str = "", said: str = "") -> Moved:
    """Do one act on one proposal or on thousands; raises what the action raises, and UnknownAct."""
    told: dict[str, Any] = {"proposal_ids": proposal_ids, "by": by, "on": on}
    if name in _PLAIN:
        return _PLAIN[name](**told)
    if name == "confirm":
        return actions.confirm_in_field(said=said, **told)
    if name in _WITH_REASON:
        return _WITH_REASON[name](reason=reason, said=said, **told)
    if name == "withdraw" and len(proposal_ids) == 1:
        return actions.withdraw_proposal(proposal_id=proposal_ids[0], said=said, by=by, on=on)
    raise UnknownAct(act=name, known=", ".join(KNOWN))
