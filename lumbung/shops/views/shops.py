"""Pages: the register of shops, one shop with its prices and people, goods and reference prices."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core import formats
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request, done, may
from lumbung.payments import banks
from lumbung.regions import queries as regions
from lumbung.shops import actions, goods, queries, rules
from lumbung.shops.forms import AttendantForm, KeyForm, PriceForm, ReferenceForm, ShopForm
from lumbung.shops.models import Shop
from lumbung.shops.tables import PURCHASES, SHOP_BADGES, SHOPS
from lumbung.shops.views.common import filled_in


@require_GET
@may("shops.view")
def shops(request: Any) -> HttpResponse:
    """Every shop in reach."""
    table = SHOPS.page(request, queries.shops(viewer=request.user))
    context = {"table": table, "may_register": request.user.may("shops.register")}
    return table.export or render(request, "shops/shops.html", context)


@require_GET
@may("shops.view")
def shop(request: Any, pk: int) -> HttpResponse:
    """One shop: what it asks, what it sold, where its money is, who answers for it."""
    viewer, today = request.user, timezone.localdate()
    found = queries.shop(viewer=viewer, shop_id=pk)
    table = PURCHASES.page(request, queries.purchases_of(viewer=viewer, shop=found))
    sells = viewer.may("shops.sell")
    context = {
        "shop": found,
        "badge": SHOP_BADGES[found.status],
        "bank": banks.short_name(found.bank),
        "place": regions.paths(codes=[found.region_code]).get(found.region_code, found.region_code),
        "prices": queries.price_list(shop=found, day=today),
        "attendants": queries.attendants_of(shop=found),
        "credits": queries.credits_to(viewer=viewer, shop=found)[:7],
        "table": table,
        "sells": sells and found.status == Shop.Status.ACTIVE,
        "uploads": viewer.may("shops.upload") and found.status == Shop.Status.ACTIVE,
        "prices_may": viewer.may("shops.set_price"),
        "registers": viewer.may("shops.register"),
        "checks": viewer.may("shops.check"),
    }
    return table.export or render(request, "shops/shop.html", context)


@may("shops.register")
def new(request: Any) -> HttpResponse:
    """Ask for a shop to be taken in."""
    page = {"title": _("Ajukan toko"), "button": _("Ajukan toko"), "cancel_url": reverse("shops:shops")}
    return filled_in(
        request,
        ShopForm(request.POST or None),
        actions.request_shop,
        page=page,
        said=_("Toko diajukan. Pejabat lain memeriksanya."),
        back=lambda made: reverse("shops:shop", args=[made.pk]),
        on=timezone.localdate(),
        by=request.user,
    )


def _steps(request: Any) -> dict[str, tuple[Callable[..., Any], Any]]:
    today, reason = timezone.localdate(), request.POST.get("reason", "")
    return {
        "terima": (partial(actions.accept_shop, on=today), _("Toko diterima dan bisa melayani.")),
        "tolak": (partial(actions.refuse_shop, on=today, reason=reason), _("Toko ditolak.")),
        "bekukan": (partial(actions.suspend_shop, reason=reason), _("Toko dibekukan.")),
        "buka": (actions.resume_shop, _("Toko dibuka kembali.")),
        "tutup": (partial(actions.close_shop, on=today, reason=reason), _("Toko ditutup.")),
    }


@require_POST
@may("shops.check")
def step(request: Any, pk: int, act: str) -> HttpResponse:
    """One act on a shop by somebody who checks."""
    action, said = _steps(request).get(act, (None, ""))
    if action is None:
        raise NotFound(act)
    queries.shop(viewer=request.user, shop_id=pk)
    return done(request, action, back="shops:shop", back_args=(pk,), said=said, shop_id=pk, by=request.user)


@may("shops.set_price")
def price(request: Any, pk: int) -> HttpResponse:
    """A new price from a day on."""
    found = queries.shop(viewer=request.user, shop_id=pk)
    form = PriceForm(request.POST or None, initial={"since": timezone.localdate().isoformat()})
    return _about(request, found, form, actions.set_price, _("Tulis harga"), _("Harga disimpan."))


@may("shops.register")
def attendant(request: Any, pk: int) -> HttpResponse:
    """Somebody may stand at the till."""
    found = queries.shop(viewer=request.user, shop_id=pk)
    action = partial(actions.name_attendant, on=timezone.localdate())
    form = AttendantForm(request.POST or None)
    return _about(request, found, form, action, _("Tunjuk penjaga toko"), _("Penjaga toko ditunjuk."))


@may("shops.register")
def key(request: Any, pk: int) -> HttpResponse:
    """The key with which the shop signs off line."""
    found = queries.shop(viewer=request.user, shop_id=pk)
    form = KeyForm(request.POST or None)
    return _about(request, found, form, actions.set_shop_key, _("Catat kunci toko"), _("Kunci toko dicatat."))


def _about(request: Any, shop: Shop, form: Any, action: Any, title: str, said: str) -> HttpResponse:
    address = reverse("shops:shop", args=[shop.pk])
    page = {"title": title, "button": title, "eyebrow": shop.name, "cancel_url": address}
    told = {"shop_id": shop.pk, "by": request.user}
    return filled_in(request, form, action, page=page, said=said, back=lambda _made: address, **told)


@require_POST
@may("shops.register")
def end_attendant(request: Any, pk: int) -> HttpResponse:
    """Somebody no longer stands at the till."""
    told = {"attendant_id": pk, "on": timezone.localdate(), "by": request.user}
    return done(request, actions.end_attendant, back="shops:shops", said=_("Penjaga toko diakhiri."), **told)


@require_GET
@may("shops.view")
def permitted(request: Request) -> HttpResponse:
    """Which goods aid may buy on a day, and which law says so."""
    day = parse_date(request.GET.get("hari", "")) if _is_date(request.GET.get("hari", "")) else None
    day = day or timezone.localdate()
    by_group: dict[str, list[tuple[goods.Good, bool]]] = {}
    for code, allowed in goods.may_be_bought(day).items():
        good = goods.all_goods()[code]
        by_group.setdefault(str(goods.GROUPS[good.group]), []).append((good, allowed))
    entry = rules.in_force(day).entry("allowed_goods")
    context = {
        "day": day,
        "groups": by_group.items(),
        "law": entry.law,
        "remark": entry.remark.get(formats.locale(), ""),
        "duty": rules.in_force(day).shop_duty,
        "references": request.user.may("shops.set_reference"),
    }
    return render(request, "shops/goods.html", context)


def _is_date(text: str) -> bool:
    try:
        return parse_date(text) is not None and text >= "2017-01-01"
    except ValueError:
        return False


@may("shops.set_reference")
def reference(request: Any) -> HttpResponse:
    """What is usual in a region from a day on."""
    start = {"since": timezone.localdate().isoformat(), "region_code": request.user.region_code}
    page = {"title": _("Tulis harga acuan"), "button": _("Tulis harga acuan"), "cancel_url": reverse("shops:goods")}
    return filled_in(
        request,
        ReferenceForm(request.POST or None, initial=start),
        actions.set_reference_price,
        page=page,
        said=_("Harga acuan disimpan."),
        back=lambda _made: reverse("shops:goods"),
        by=request.user,
    )
