"""The way of a proposal: its steps in order, the ways back, and how it may end. The database keeps the same table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Whose turn it is, in the order of the way; then how it ended."""

    REPORTED = "reported", _("Diperiksa operator desa")
    DELIBERATING = "deliberating", _("Menunggu musyawarah atau SPTJM")
    VERIFYING = "verifying", _("Diperiksa verifikator kabupaten")
    ENDORSING = "endorsing", _("Menunggu kepala dinas sosial")
    SIGNING = "signing", _("Menunggu bupati atau wali kota")
    DECIDING = "deciding", _("Menunggu kementerian")
    FIELD_CHECK = "field_check", _("Menunggu cek lapangan")
    RERANKING = "reranking", _("Menunggu peringkat ulang")
    DONE = "done", _("Selesai")
    REJECTED = "rejected", _("Ditolak")
    LAPSED = "lapsed", _("Gugur karena lewat waktu")
    WITHDRAWN = "withdrawn", _("Dicabut")


WAY = tuple(Status)[: tuple(Status).index(Status.DONE) + 1]
ENDED = tuple(Status)[tuple(Status).index(Status.DONE) :]
FORWARD = dict(zip(WAY, WAY[1:], strict=False))
RETURNS = {
    Status.DELIBERATING: Status.REPORTED,
    Status.VERIFYING: Status.REPORTED,
    Status.ENDORSING: Status.VERIFYING,
    Status.SIGNING: Status.ENDORSING,
    Status.DECIDING: Status.VERIFYING,
    Status.FIELD_CHECK: Status.VERIFYING,
}
REJECTED_FROM = (
    Status.DELIBERATING, Status.VERIFYING, Status.ENDORSING, Status.DECIDING, Status.FIELD_CHECK,
)  # fmt: skip
LAPSES_FROM = (Status.REPORTED, Status.DELIBERATING, Status.VERIFYING)
"""Until the regency has verified it, waiting too long ends it; later slowness is the state's, not the citizen's."""

WITHDRAWN_FROM = (Status.REPORTED, Status.DELIBERATING)
SIGNATURES = {
    Status.REPORTED: "checked_by",
    Status.VERIFYING: "verified_by",
    Status.ENDORSING: "endorsed_by",
    Status.SIGNING: "signed_by",
    Status.DECIDING: "decided_by",
    Status.FIELD_CHECK: "field_checked_by",
}
"""Who let it go on from a step."""

_ENDS = {Status.REJECTED: REJECTED_FROM, Status.LAPSED: LAPSES_FROM, Status.WITHDRAWN: WITHDRAWN_FROM}
MOVES = {
    now: {FORWARD[now]}
    | ({RETURNS[now]} if now in RETURNS else set())
    | {end for end, ways in _ENDS.items() if now in ways}
    for now in FORWARD
}


def after(status: Status) -> tuple[Status, ...]:
    """The steps of the way behind one."""
    return WAY[WAY.index(status) + 1 :]
