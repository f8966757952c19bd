"""What payments shows on a family's page: its benefits, its card, and its money on the timeline."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung.core import formats, panels
from lumbung.core.panels import Entry, Panel
from lumbung.payments import banks, queries, reasons
from lumbung.payments.chain import LINE_BADGES
from lumbung.payments.models import Cycle, Line

SHOWN = 12
_DOTS = {"paid": "ok", "failed": "no", "returned": "do", "expired": "do", "waiting": "plain"}


def benefits_panel(viewer: Any, family: Any) -> Panel | None:
    """The newest benefits, each with where its money is."""
    if not viewer.may("payments.view"):
        return None
    lines = list(queries.benefits_of(viewer=viewer, family_id=family.pk)[:SHOWN])
    if not lines:
        return None
    told = [_told(viewer, line) for line in lines]
    return Panel(_("Bantuan"), "payments/panel_benefits.html", {"lines": told})


def _told(viewer: Any, line: Line) -> dict[str, Any]:
    left = line.cycle.status in Cycle.LEFT
    words = line.get_status_display() if left else line.cycle.get_status_display()
    reachable = viewer.reach.covers(line.cycle.region_code)
    return {
        "programme": line.programme.upper(),
        "stage": line.cycle.stage,
        "kind": LINE_BADGES[line.status] if left else "wait",
        "words": words,
        "amount": line.amount,
        "url": reverse("payments:cycle", args=[line.cycle_id]) if reachable else "",
    }


def card_panel(viewer: Any, family: Any) -> Panel | None:
    """The card and its two wallets; the number only masked."""
    if not viewer.may("payments.view"):
        return None
    card = queries.card_of(viewer=viewer, family_id=family.pk)
    context = {"card": card, "bank": banks.short_name(card.bank) if card else "", "wallets": _wallets(card)}
    return Panel(_("Kartu Keluarga Sejahtera (KKS)"), "payments/panel_card.html", context, place="aside")


def _wallets(card: Any) -> list[Any]:
    return sorted(card.wallets.all(), key=lambda wallet: wallet.kind) if card else []


def family_entries(viewer: Any, family: Any) -> Iterator[Entry]:
    """Money on its way to a family, from the release on."""
    if not viewer.may("payments.view"):
        return
    for line in queries.benefits_of(viewer=viewer, family_id=family.pk)[:SHOWN]:
        if line.cycle.status in Cycle.LEFT:
            yield _entry(line)
    card = queries.card_of(viewer=viewer, family_id=family.pk)
    if card:
        title = _("Rekening dan kartu KKS dibuka di %(bank)s") % {"bank": banks.short_name(card.bank)}
        yield Entry(card.issued_on, _("Pembayaran"), title, kind="ok")


def person_entries(viewer: Any, person: Any) -> Iterator[Entry]:
    """The same for somebody of the family: aid goes to families, and stands beside care for a person."""
    if person.family_id:
        yield from family_entries(viewer, person.family)


def _entry(line: Line) -> Entry:
    values = {"programme": line.programme.upper(), "amount": formats.rupiah(line.amount), "stage": line.cycle.stage}
    sentences = {
        "paid": _("%(programme)s %(amount)s masuk"),
        "failed": _("%(programme)s %(amount)s gagal masuk"),
        "returned": _("%(programme)s %(amount)s kembali sesudah masuk"),
        "expired": _("%(programme)s %(amount)s tidak diambil, kembali ke kas negara"),
        "waiting": _("%(programme)s %(amount)s dilepas ke penyalur"),
    }
    why = str(reasons.words(line.reason).cause) if line.reason else ""
    detail = ", ".join(part for part in (line.cycle.stage, banks.short_name(line.channel), why) if part)
    on = line.answered_on or line.cycle.released_at.date()
    return Entry(on, _("Pembayaran"), sentences[line.status] % values, detail, _DOTS[line.status])


def words_panel(viewer: Any, family: Any) -> Panel | None:
    """The newest status word of each programme: what it means and what to do next."""
    if not viewer.may("payments.view"):
        return None
    spoken = queries.words_of(viewer=viewer, family_id=family.pk)
    return (
        Panel(_("Status bantuan menurut SIKS-NG"), "payments/panel_words.html", {"spoken": spoken}) if spoken else None
    )


panels.register("family", "words", 15, words_panel)
panels.register("family", "benefits", 10, benefits_panel, history=True)
panels.register("family", "card", 20, card_panel, history=True)
panels.register_timeline("family", family_entries)
panels.register_timeline("person", person_entries)
