"""Pages of warnings: entering one, reading a file, how far its calls have come."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core import formats
from lumbung.core.views import Request, done, may
from lumbung.districts import actions, forms, queries, rules, words
from lumbung.districts.models import Alert
from lumbung.districts.views.common import sent, took
from lumbung.regions import queries as regions

SHOWN = 20


@require_http_methods(["GET", "POST"])
@may("districts.view")
def alerts(request: Request) -> HttpResponse:
    """Warnings and how far their calls have come; a new one is entered here or read from a file."""
    user, today = request.user, timezone.localdate()
    start = {"hazard": Alert.Hazard.HEAT, "regions": [user.region_code] if user.region_code else ""}
    form = forms.AlertForm(request.POST or None, within=user.region_code, initial=start)
    made = took(form, partial(_enter, request))
    if made is not None:
        messages.success(request, _said(user, made))
        return HttpResponseRedirect(reverse("districts:alert", args=[made.pk]), status=303)
    latest = queries.alerts(viewer=user)[:SHOWN]
    told = queries.progress_of(viewer=user, alert_ids=[one.pk for one in latest])
    rows = [(one, words.ALERTS[one.status], words.measured(one), told[one.pk]) for one in latest]
    warns = user.may("districts.warn")
    context = {
        "rows": rows,
        "form": form if warns else None,
        "file_form": forms.AlertFileForm(auto_id="id_berkas_%s") if warns else None,
        "ground": words.ground(rules.in_force(today).entry("warnings")),
    }
    return render(request, "districts/alerts.html", context, status=422 if form.errors else 200)


def _enter(request: Request, *, hazard: str, measure: Any, regions: list[str], headline: str) -> Alert:
    told: dict[str, Any] = {
        "hazard": hazard,
        "regions_warned": regions,
        "measure": int(measure * 10),
        "headline": headline,
    }
    return actions.enter_alert(**told, by=request.user, at=timezone.now())


def _said(user: Any, alert: Alert) -> str:
    if alert.status == Alert.Status.NOTED:
        return _("Dicatat, tetapi di bawah ambang: tidak ada yang perlu ditelepon.")
    asked = queries.progress(viewer=user, alert_id=alert.pk).asked
    return _("%(count)s orang perlu ditelepon.") % {"count": formats.count(asked)}


@require_POST
@may("districts.warn")
def read(request: Request) -> HttpResponse:
    """A file of the weather office."""
    form = forms.AlertFileForm(request.POST, request.FILES)
    act = partial(_read, request)
    return sent(request, form, act, back="districts:alerts", said=_("Peringatan dibaca."))


def _read(request: Request, *, file: Any) -> Alert:
    return actions.read_alert(content=file.read(), by=request.user, at=timezone.now())


@require_GET
@may("districts.view")
def alert(request: Request, pk: int) -> HttpResponse:
    """One warning: where, how strong, who was reached, who was not."""
    user = request.user
    one = queries.alert(viewer=user, alert_id=pk)
    codes = queries.areas_of(viewer=user, alert_id=pk)
    names = regions.paths(codes=codes)
    found = queries.progress(viewer=user, alert_id=pk)
    unreached = queries.calls(viewer=user).filter(alert=one, status__in=["open", "passed"])
    context = {
        "one": one,
        "badge": words.ALERTS[one.status],
        "measured": words.measured(one),
        "severity": words.severity(one),
        "areas": [names.get(code, code) for code in codes],
        "found": found,
        "parts": [found.reached, found.passed, found.open],
        "unreached": [(call, words.CALLS[call.status]) for call in unreached[:SHOWN]],
        "warns": user.may("districts.warn") and one.status != Alert.Status.CANCELLED,
        "calls": user.may("districts.call"),
    }
    return render(request, "districts/alert.html", context)


@require_POST
@may("districts.warn")
def cancel(request: Request, pk: int) -> HttpResponse:
    """It is over."""
    act = partial(actions.cancel_alert, alert_id=pk, by=request.user)
    return done(request, act, back="districts:alert", back_args=(pk,), said=_("Peringatan dicabut."))


@require_POST
@may("districts.call")
def escalate(request: Request) -> HttpResponse:
    """Whoever was not reached in time is visited."""
    act = partial(actions.escalate_calls, at=timezone.now(), by=request.user)
    return done(request, act, back="districts:visits", said=_("Yang tidak terjangkau diteruskan ke kunjungan."))
