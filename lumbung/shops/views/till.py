"""Pages of the till: goods, the card's code, the family's code; the receipt; records of sales off line."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core import formats
from lumbung.core.refusals import NotAllowed, NotFound, Refusal
from lumbung.core.views import done, may
from lumbung.shops import actions, goods, queries
from lumbung.shops.forms import TillForm, UploadForm
from lumbung.shops.tables import REDEMPTIONS
from lumbung.shops.views.common import filled_in


@may("shops.sell")
def till(request: Any, pk: int) -> HttpResponse:
    """Sell: first what it comes to, then the payment. A wrong code stays counted, so this is one plain request."""
    shop = queries.shop(viewer=request.user, shop_id=pk)
    now = timezone.now()
    asked = queries.price_list(shop=shop, day=timezone.localdate(now))
    form = TillForm(request.POST or None, asked=asked, initial={"key": secrets.token_urlsafe(16)})
    items: list[Any] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            items = actions.quote(shop=shop, quantities=told["quantities"], day=timezone.localdate(now))
            if request.POST.get("langkah") == "bayar":
                sold = actions.buy(
                    shop_id=pk, card_code=told["card_code"], code=told["code"], quantities=told["quantities"],
                    key=told["key"], at=now, by=request.user,
                )  # fmt: skip
                messages.success(request, _("Belanja %(total)s dibayar.") % {"total": formats.rupiah(sold.total)})
                return HttpResponseRedirect(reverse("shops:purchase", args=[sold.pk]), status=303)
        except (NotFound, NotAllowed):
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {
        "shop": shop,
        "form": form,
        "items": [(goods.name_of(item.good), item) for item in items],
        "total": sum(item.amount for item in items),
        "empty": not any(line.permitted for line in asked),
    }
    return render(request, "shops/till.html", context, status=422 if form.errors else 200)


@require_GET
@may("shops.view")
def purchase(request: Any, pk: int) -> HttpResponse:
    """The receipt of a purchase."""
    found = queries.purchase(viewer=request.user, purchase_id=pk)
    context = {
        "purchase": found,
        "items": [(goods.all_goods().get(item.good), item) for item in found.items.order_by("pk")],
        "returned": queries.return_of(purchase=found),
        "signed": (signed := queries.return_signatures(purchase=found)),
        "may_return": request.user.may("shops.return_purchase")
        and found.by_id != request.user.pk
        and not signed.by(request.user),
        "sells": request.user.may("shops.sell"),
    }
    return render(request, "shops/purchase.html", context)


@require_POST
@may("shops.return_purchase")
def give_back(request: Any, pk: int) -> HttpResponse:
    """The goods came back, and so does the money."""
    signed = queries.return_signatures(purchase=queries.purchase(viewer=request.user, purchase_id=pk))
    told = {"purchase_id": pk, "reason": request.POST.get("reason", ""), "at": timezone.now(), "by": request.user}
    said = _("Belanja dibatalkan; uangnya kembali ke dompet keluarga.")
    if len(signed.signatures) + 1 < signed.needed:
        said = _("Tanda tangan Anda tersimpan. Uangnya kembali sesudah orang lain juga menandatangani.")
    return done(request, actions.return_purchase, back="shops:purchase", back_args=(pk,), said=said, **told)


@may("shops.upload")
def upload(request: Any) -> HttpResponse:
    """Records that a shop signed off line."""
    form = UploadForm(request.POST or None, request.FILES or None)
    page = {
        "title": _("Unggah catatan luring"),
        "button": _("Unggah catatan"),
        "help": _(
            "Setiap kupon dibayar satu kali. Catatan yang sama boleh diunggah lagi; tidak ada yang dibayar dua kali."
        ),
    }

    def take_in(*, file: list[str], by: Any) -> actions.Outcomes:
        return actions.upload_records(texts=file, at=timezone.now(), by=by)

    back = "shops:redemptions"
    return filled_in(request, form, take_in, page=page, said=_told, back=lambda _made: reverse(back), by=request.user)


def _told(came_to: actions.Outcomes) -> str:
    told = {
        "paid": formats.count(came_to.count("paid")),
        "rupiah": formats.rupiah(came_to.paid),
        "others": formats.count(sum(came_to.counts.values()) - came_to.count("paid")),
        "known": formats.count(came_to.known),
    }
    return _("%(paid)s kupon dibayar (%(rupiah)s), %(others)s tidak dibayar, %(known)s sudah pernah diunggah.") % told


@require_GET
@may("shops.view")
def redemptions(request: Any) -> HttpResponse:
    """What was uploaded; for who oversees, also vouchers that two shops claim."""
    viewer = request.user
    found = queries.redemptions(viewer=viewer)
    if viewer.may("shops.sell"):
        found = found.filter(shop__in=queries.shops(viewer=viewer))
    table = REDEMPTIONS.page(request, found)
    context = {
        "table": table,
        "doubles": queries.doubles(viewer=viewer) if viewer.may("shops.oversee") else [],
        "uploads": viewer.may("shops.upload"),
    }
    return table.export or render(request, "shops/redemptions.html", context)
