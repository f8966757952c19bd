"""The way of the money as steps on a page: what is done, what is now, what comes."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lumbung.core import formats
from lumbung.payments.banks import POST
from lumbung.payments.models import Cycle
from lumbung.payments.queries import Channel, FundState, Reconciliation

Status = Cycle.Status

BADGES = {
    Status.DRAFT: "wait",
    Status.SUBMITTED: "wait",
    Status.APPROVED: "ok",
    Status.AUTHORISED: "ok",
    Status.RELEASED: "run",
    Status.RECONCILING: "run",
    Status.RECONCILED: "ok",
    Status.CANCELLED: "end",
}
LINE_BADGES = {"waiting": "wait", "paid": "ok", "failed": "no", "returned": "end", "expired": "end", "cancelled": "end"}


def steps(cycle: Cycle, table: Reconciliation) -> list[dict[str, Any]]:
    """The six steps of a payment, with families, rupiah and date."""
    whole = table.total.sent
    signed = _signed(cycle)
    all_signed = cycle.status in (*Cycle.LEFT, Status.AUTHORISED) or (
        cycle.status == Status.APPROVED and not cycle.needs_authorisation
    )
    left = cycle.status in Cycle.LEFT
    arrived = table.total.paid if left else None
    told = [
        (_("Ditetapkan"), cycle.status != Status.DRAFT, cycle.prepared_at, whole, "", ""),
        (_("Rekening diperiksa"), cycle.status != Status.DRAFT, cycle.submitted_at, whole, _by_post(table), ""),
        (_approvals(cycle), all_signed, cycle.authorised_at or cycle.approved_at, whole, signed, "#orang"),
        (_("Uang dilepas"), left, cycle.released_at, whole if left else None, "", ""),
        (
            _("Masuk rekening"),
            cycle.status == Status.RECONCILED,
            None,
            arrived if left else None,
            *_missing(table, left),
        ),
        (_("Sudah diambil"), False, None, None, _("Menunggu laporan penarikan") if left else "", ""),
    ]
    found, current = [], cycle.status != Status.CANCELLED
    for title, done, at, amount, note, url in told:
        state = "done" if done else "now" if current else "next"
        current = current and done
        found.append(
            {
                "title": title,
                "state": state,
                "on": formats.day_short(at) if at and (done or left) else "",
                "families": amount.lines if amount else None,
                "amount": amount.rupiah if amount else None,
                "note": note,
                "note_url": url,
            }
        )
    return found


def _approvals(cycle: Cycle) -> str:
    return _("Disetujui dan diotorisasi") if cycle.needs_authorisation else _("Disetujui orang kedua")


def _signed(cycle: Cycle) -> str:
    count = sum(1 for who in (cycle.submitted_by_id, cycle.approved_by_id, cycle.authorised_by_id) if who)
    if count < 2:
        return ""
    return ngettext("%(count)s orang menandatangani", "%(count)s orang menandatangani", count) % {"count": count}


def _by_post(table: Reconciliation) -> str:
    post = next((row for row in table.rows if row.key == POST), None)
    return _("%(count)s lewat PT Pos") % {"count": formats.count(post.sent.lines)} if post else ""


def _missing(table: Reconciliation, left: bool) -> tuple[str, str]:
    missing = table.total.sent.lines - table.total.paid.lines
    if not left or not missing:
        return "", ""
    return _("%(count)s belum sampai") % {"count": formats.count(missing)}, "#gagal"


def places(total: Channel) -> list[dict[str, Any]]:
    """Where every rupiah is now; the parts add up to the whole."""
    whole = total.sent.rupiah or 1
    told = [
        (total.paid, _("di rekening atau tangan %(count)s keluarga (%(share)s)")),
        (total.failed, _("tidak jadi masuk, %(count)s gagal (%(share)s)")),
        (total.returned, _("kembali sesudah masuk, %(count)s (%(share)s)")),
        (total.expired, _("tidak diambil, kembali ke kas negara, %(count)s (%(share)s)")),
        (total.pending, _("belum dilaporkan, %(count)s (%(share)s)")),
    ]
    return [
        {
            "amount": amount.rupiah,
            "label": words % {"count": formats.count(amount.lines), "share": formats.percent(amount.rupiah / whole)},
        }
        for amount, words in told
    ]


def persons(cycle: Cycle) -> list[tuple[str, Any, Any]]:
    """(act, who, when) of everybody who answers for the cycle, and of acts still to come who is None."""
    told = [
        (_("Disusun"), cycle.prepared_by, cycle.prepared_at, True),
        (_("Diajukan"), cycle.submitted_by, cycle.submitted_at, True),
        (_("Disetujui"), cycle.approved_by, cycle.approved_at, True),
        (_("Diotorisasi"), cycle.authorised_by, cycle.authorised_at, cycle.needs_authorisation),
        (_("Uang dilepas"), cycle.released_by, cycle.released_at, cycle.needs_release),
        (_("Ditutup sesuai"), cycle.reconciled_by, cycle.reconciled_at, cycle.reconciled_at is not None),
    ]
    return [(act, who, when) for act, who, when, asked in told if asked]


def offers(act: str | None) -> dict[str, str]:
    """The button of the act that the cycle waits for, and what is said once it is done."""
    buttons = {
        "submit": (_("Ajukan siklus"), _("Siklus diajukan. Pejabat lain sekarang bisa menyetujuinya.")),
        "approve": (_("Setujui siklus"), _("Siklus disetujui.")),
        "authorise": (_("Otorisasi pembayaran"), _("Pembayaran diotorisasi.")),
        "release": (_("Lepas uang"), _("Uang dilepas ke penyalur. Buat berkas banknya sekarang.")),
        "files": (_("Buat berkas bank"), _("Berkas bank sedang dibuat.")),
        "reconcile": (_("Tutup siklus"), _("Siklus ditutup: setiap rupiah ada tempatnya.")),
        "simulate": (_("Minta jawaban bank peragaan"), _("Bank peragaan menjawab; jawabannya sudah dibukukan.")),
    }
    button, said = buttons.get(act or "", ("", ""))
    return {"act": act or "", "button": button, "said": said}


def may_simulate() -> bool:
    """The simulated bank answers in a demonstration only."""
    return settings.DEMONSTRATION


def fund_parts(state: FundState) -> list[dict[str, Any]]:
    """Where a fund's budget is; the parts add up to it."""
    told = [
        (state.outside, _("sudah keluar dan tidak kembali")),
        (state.committed, _("terikat untuk siklus yang sedang berjalan")),
        (state.to_treasury, _("kembali ke kas negara")),
        (state.available, _("masih bebas")),
    ]
    if state.promised:
        told.insert(2, (state.promised, _("disisihkan untuk kupon mitra")))
    return [{"amount": amount, "label": label} for amount, label in told]
