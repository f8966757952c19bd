"""Pages of signals: the list by rule, one signal with its evidence, what people make of it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core import formats
from lumbung.core.refusals import NotFound
from lumbung.core.views import done, may
from lumbung.shops import actions, queries, signals
from lumbung.shops.models import Signal
from lumbung.shops.tables import SIGNAL_BADGES, SIGNALS


@require_GET
@may("shops.oversee")
def report(request: Any) -> HttpResponse:
    """What the rules saw: by rule, and the list."""
    viewer = request.user
    table = SIGNALS.page(request, queries.signals(viewer=viewer))
    counted = queries.counts(viewer=viewer)
    rows = [
        (name, rule.title, [counted.get(name, {}).get(status, 0) for status in Signal.Status.values])
        for name, rule in signals.all_rules().items()
    ]
    context = {
        "table": table,
        "rules": rows,
        "states": Signal.Status.labels,
        "may_look": viewer.may("shops.look_for_signals"),
    }
    return table.export or render(request, "shops/signals.html", context)


@require_POST
@may("shops.look_for_signals")
def look(request: Any) -> HttpResponse:
    """Let the rules look now."""
    said = _("Pemeriksaan selesai.")
    told = {"on": timezone.localdate(), "by": request.user}
    return done(request, actions.look_for_signals, back="shops:signals", said=said, **told)


@require_GET
@may("shops.oversee")
def signal(request: Any, pk: int) -> HttpResponse:
    """One signal: what was seen, the purchases behind it, what was said and decided."""
    viewer = request.user
    found = queries.signal(viewer=viewer, signal_id=pk)
    rule = signals.all_rules().get(found.rule)
    counted = {"cards": formats.count(found.cards), "purchases": formats.count(found.purchases_count)}
    context = {
        "signal": found,
        "title": rule.title if rule else found.rule,
        "sentence": rule.sentence(amount=formats.rupiah(found.amount), **counted) if rule else "",
        "badge": SIGNAL_BADGES[found.status],
        "evidence": queries.evidence_of(viewer=viewer, signal=found),
        "explains": found.status == Signal.Status.OPEN and viewer.may("shops.explain_signal"),
        "decides": found.status == Signal.Status.EXPLAINED and viewer.may("shops.decide_signal"),
    }
    return render(request, "shops/signal.html", context)


@require_POST
@may("shops.oversee")
def step(request: Any, pk: int, act: str) -> HttpResponse:
    """Explain, decide or give back; the action itself asks for the permission."""
    today = timezone.localdate()
    told: dict[str, Any] = {"signal_id": pk, "why": request.POST.get("why", ""), "by": request.user}
    steps: dict[str, tuple[Callable[..., Any], dict[str, Any], str]] = {
        "jelaskan": (actions.explain_signal, {"on": today}, _("Penjelasan disimpan; orang lain memutuskan.")),
        "terima": (actions.decide_signal, {"on": today, "misuse": False}, _("Penjelasan diterima.")),
        "pastikan": (actions.decide_signal, {"on": today, "misuse": True}, _("Penyalahgunaan dipastikan.")),
        "kembalikan": (actions.return_signal, {}, _("Tanda ini perlu dijelaskan lagi.")),
    }
    if act not in steps:
        raise NotFound(act)
    queries.signal(viewer=request.user, signal_id=pk)
    action, more, said = steps[act]
    return done(request, action, back="shops:signal", back_args=(pk,), said=said, **told, **more)
