"""The way of a proposal as steps on a page, and the words of what waits at each."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.core import formats
from lumbung.proposals import flow
from lumbung.proposals.models import Proposal, Step
from lumbung.proposals.models.way import FORWARD, WAY, Status

BADGES = {
    **dict.fromkeys(FORWARD, "wait"),
    Status.FIELD_CHECK: "run",
    Status.RERANKING: "run",
    Status.DONE: "ok",
    Status.REJECTED: "no",
    Status.LAPSED: "end",
    Status.WITHDRAWN: "end",
}
TITLES: dict[str, Any] = {
    Status.REPORTED: gettext_lazy("Diperiksa desa"),
    Status.DELIBERATING: gettext_lazy("Musyawarah atau SPTJM"),
    Status.VERIFYING: gettext_lazy("Diverifikasi kabupaten"),
    Status.ENDORSING: gettext_lazy("Disahkan kepala dinas"),
    Status.SIGNING: gettext_lazy("Ditandatangani bupati atau wali kota"),
    Status.DECIDING: gettext_lazy("Diputuskan kementerian"),
    Status.FIELD_CHECK: gettext_lazy("Cek lapangan"),
    Status.RERANKING: gettext_lazy("Peringkat ulang"),
}
ACTS: dict[str, Any] = {
    "file": gettext_lazy("Dicatat"),
    "check": gettext_lazy("Bukti lengkap, diteruskan ke musyawarah"),
    "agree": gettext_lazy("Disetujui desa"),
    "verify": gettext_lazy("Diverifikasi kabupaten"),
    "endorse": gettext_lazy("Disahkan kepala dinas"),
    "sign": gettext_lazy("Ditandatangani bupati atau wali kota"),
    "decide": gettext_lazy("Diputuskan kementerian"),
    "confirm": gettext_lazy("Cek lapangan sesuai"),
    "rerank": gettext_lazy("Keluarga diperingkat ulang"),
    "return": gettext_lazy("Dikembalikan"),
    "reject": gettext_lazy("Ditolak"),
    "lapse": gettext_lazy("Gugur"),
    "withdraw": gettext_lazy("Dicabut"),
}
BUTTONS: dict[str, Any] = {
    "check": gettext_lazy("Teruskan ke musyawarah"),
    "verify": gettext_lazy("Verifikasi"),
    "endorse": gettext_lazy("Sahkan"),
    "sign": gettext_lazy("Tanda tangani"),
    "decide": gettext_lazy("Setujui"),
    "confirm": gettext_lazy("Simpan hasil cek lapangan"),
}
DOTS = {"return": "do", "reject": "no", "lapse": "no", "withdraw": "no", "rerank": "ok", "confirm": "ok"}


def steps(proposal: Proposal, happened: Iterable[Step]) -> list[dict[str, Any]]:
    """Every step of the way: done, now, still to come; up to where it ended."""
    happened = list(happened)
    passed = {step.status_before: step for step in happened if FORWARD.get(_status(step)) == step.status_after}
    ended_at = "" if proposal.is_open or not happened else happened[-1].status_before
    here = ended_at or proposal.status
    reached = WAY.index(Status(here))
    found = []
    for at, status in enumerate(WAY[:-1]):
        step = passed.get(status) if at < reached else None
        state = "done" if at < reached else "now" if at == reached and proposal.is_open else "next"
        if status == ended_at and proposal.status != Status.DONE:
            state, step = "failed", happened[-1]
        elif proposal.status == Status.DONE:
            state, step = "done", passed.get(status)
        found.append(
            {
                "title": TITLES[status],
                "state": state,
                "on": formats.day_short(step.on) if step else "",
                "families": None,
                "note": _note(proposal, step, state),
            }
        )
        if state == "failed":
            break
    return found


def told(happened: Iterable[Step]) -> list[dict[str, Any]]:
    """What happened, the newest first, as a timeline tells it."""
    return [
        {
            "on": step.on,
            "system": str(step.by) if step.by else _("Sistem"),
            "title": ACTS[step.act],
            "reason": step.reason,
            "said": step.said,
            "kind": DOTS.get(step.act, "plain"),
        }
        for step in reversed(list(happened))
    ]


def button(proposal: Proposal) -> tuple[str, Any]:
    """The act that the proposal waits for and its button; a meeting's and the ranking's have pages of their own."""
    act = flow.act_of(proposal)
    return (act.name, BUTTONS.get(act.name, "")) if act else ("", "")


def _status(step: Step) -> Any:
    return Status(step.status_before) if step.status_before else ""


def _note(proposal: Proposal, step: Step | None, state: str) -> str:
    if state == "now":
        return _("Sejak %(day)s") % {"day": formats.day_short(proposal.step_since)}
    return str(step.by or _("Sistem")) if step else ""
