"""Cadres: the list, a new one, one with training, persons and pay; and a month of allowances."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lumbung.core.views import Request, may
from lumbung.outreach import actions, forms, queries, rules, words
from lumbung.outreach.tables import CADRES
from lumbung.outreach.views.common import filled, page, posted
from lumbung.registry import queries as registry
from lumbung.staff import queries as staff

SHOWN = 50


@require_GET
@may("outreach.view")
def cadres(request: Request) -> HttpResponse:
    """Cadres within reach, each with how many persons they have."""
    found = queries.cadres(viewer=request.user).annotate(village=registry.VILLAGE, held=queries.HELD)
    table = CADRES.page(request, found)
    user = request.user
    context = {"table": table, "trains": user.may("outreach.train"), "pays": user.may("outreach.pay")}
    return table.export or page(request, "outreach/cadres.html", context)


@require_http_methods(["GET", "POST"])
@may("outreach.train")
def new_cadre(request: Request) -> HttpResponse:
    """Somebody of the registry becomes a cadre; `?orang=` names them."""
    accounts = staff.accounts(viewer=request.user, role="cadre").filter(cadre=None)
    initial = {"person_id": request.GET.get("orang", "")}
    form = forms.CadreForm(posted(request), accounts=accounts, initial=initial)
    act = partial(actions.add_cadre, by=request.user, on=timezone.localdate())
    return filled(
        request, form, act, back=lambda made: reverse("outreach:cadre", args=[made.pk]), said=_("Kader tercatat."),
        title=_("Kader baru"), cancel_url=reverse("outreach:cadres"),
    )  # fmt: skip


@require_GET
@may("outreach.see")
def cadre(request: Request, pk: int) -> HttpResponse:
    """One cadre: whom they accompany, what they learned, what they got."""
    user, today = request.user, timezone.localdate()
    found = queries.cadre(viewer=user, cadre_id=pk)
    held = queries.loads(cadre_ids=[pk]).get(pk, 0)
    persons = [(one, words.masked(one.case)) for one in queries.persons_of(viewer=user, cadre_id=pk)]
    trainings = [(one, one.until >= today) for one in queries.trainings_of(viewer=user, cadre_id=pk)]
    trains = user.may("outreach.train")
    context = {
        "cadre": found,
        "sees": user.may("outreach.view"),
        "badge": words.CADRES[found.status],
        "load": words.load(held, rules.in_force(today).cadre["persons"]),
        "is_trained": bool(queries.trained(on=today, cadre_id=pk)),
        "persons": persons,
        "others": max(0, held - len(persons)),
        "trainings": trainings,
        "allowances": queries.allowances(viewer=user).filter(cadre=found)[:SHOWN],
        "training_form": forms.TrainingForm(initial={"on": today}, auto_id="l_%s") if trains else None,
        "state_form": forms.CadreStateForm(initial={"status": found.status}, auto_id="k_%s") if trains else None,
    }
    return page(request, "outreach/cadre.html", context)


@require_http_methods(["GET", "POST"])
@may("outreach.pay")
def allowances(request: Request) -> HttpResponse:
    """What cadres got by month; a POST prepares the cycle of a month."""
    form = forms.PayForm(posted(request), viewer=request.user)

    def act(month: Any, fund: int, region_code: str) -> Any:
        told = {"month": month, "fund_id": fund, "region_code": region_code}
        return actions.pay_allowances(**told, by=request.user, on=timezone.localdate())

    today = timezone.localdate()
    return filled(
        request, form, act, back=lambda made: reverse("payments:cycle", args=[made.pk]), title=_("Uang kader"),
        said=_("Siklus disiapkan. Orang lain memeriksa dan menyetujuinya."), button=_("Siapkan siklus"),
        allowances=queries.allowances(viewer=request.user)[:SHOWN], amount=rules.in_force(today).allowance,
        cancel_url=reverse("outreach:cadres"),
    )  # fmt: skip
