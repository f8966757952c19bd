"""The life of a shop: asked for, looked at by another person, suspended, resumed, closed."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import crypto, states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.payments import banks, qr
from lumbung.payments.models import Account
from lumbung.regions.models import Region
from lumbung.shops import vouchers
from lumbung.shops.actions.common import held, told_why
from lumbung.shops.models import Attendant, Shop
from lumbung.staff.models import User

Status = Shop.Status


class AccountTaken(Refusal):
    """Another open shop is paid into this account."""

    message = _("Rekening ini sudah dipakai toko lain yang masih terbuka. Periksa nomornya.")


class SamePersonChecks(Refusal):
    """Who asked for a shop does not check it."""

    message = _("Yang mengajukan toko tidak bisa memeriksanya. Minta pejabat lain.")
    status = 403


class SamePersonResumes(Refusal):
    """Who suspended a shop does not resume it."""

    message = _("Yang membekukan toko tidak bisa membukanya kembali. Minta pejabat lain.")
    status = 403


class BankUnknown(BadInput):
    """No bank of that name."""

    message = _("Bank “%(bank)s” tidak dikenal.")


class VillageUnknown(BadInput):
    """A shop stands in a village."""

    message = _("Tulis kode desa toko, seperti 33.23.01.2001.")


class CannotAttend(Refusal):
    """Only somebody whose role is to sell stands at a till, in the region of the shop."""

    message = _("Akun ini bukan penjaga toko di wilayah toko ini.")


class AttendsElsewhere(Refusal):
    """One till at a time."""

    message = _("Akun ini masih menjaga toko lain. Akhiri dulu di sana.")


class KeyTaken(Refusal):
    """A key belongs to one shop."""

    message = _("Kunci ini sudah dipakai toko lain. Buat kunci baru di perangkat toko.")


@transaction.atomic
def request_shop(
    *,
    region_code: str,
    kind: str,
    name: str,
    address: str,
    owner_name: str,
    phone: str,
    bank: str,
    account_number: str,
    account_name: str,
    on: date,
    by: Any,
) -> Shop:
    """Ask for a shop to be taken in; the same account asked for again by the same name is the same shop."""
    allowed(by, "shops.register")
    if bank not in banks.all_banks():
        raise BankUnknown(bank=bank, fields={"bank": BankUnknown.message % {"bank": bank}})
    if not Region.objects.filter(pk=region_code, level=Region.Level.VILLAGE).exists():
        raise VillageUnknown(fields={"region_code": str(VillageUnknown.message)})
    if not by.reach.covers(region_code):
        raise NotFound(region_code)
    index = str(crypto.blind(account_number, "shop_account"))
    open_ = (Status.REQUESTED, Status.ACTIVE, Status.SUSPENDED)
    known = Shop.objects.select_for_update().filter(account_index=index, status__in=open_).first()
    if known is not None and (known.name, known.region_code) == (name, region_code):
        return known
    if known is not None:
        raise AccountTaken
    return Shop.objects.create(
        number=qr.random_numbers(1)[0],
        region_code=region_code,
        kind=kind,
        name=name,
        address=address,
        owner_name=owner_name,
        phone=phone,
        bank=bank,
        account_number=account_number,
        account_index=index,
        account_name=account_name,
        requested_by_id=by.pk,
        requested_on=on,
    )


@transaction.atomic
def accept_shop(*, shop_id: int, on: date, by: Any) -> Shop:
    """Another person has looked at the shop: it opens, with its places in the ledger."""
    shop = _checked(shop_id, by)
    places = {
        name: Account.objects.create(kind=kind, region_code=shop.region_code, channel=shop.bank)
        for name, kind in (
            ("takings", Account.Kind.SHOP),
            ("due", Account.Kind.SHOP_DUE),
            ("paid", Account.Kind.SHOP_PAID),
        )
        if shop.status == Status.REQUESTED
    }
    return states.move(shop, Status.ACTIVE, checked_by_id=by.pk, checked_on=on, **places)


@transaction.atomic
def refuse_shop(*, shop_id: int, reason: str, on: date, by: Any) -> Shop:
    """Another person has looked at the shop and says no, and why."""
    shop = _checked(shop_id, by)
    return states.move(shop, Status.REFUSED, checked_by_id=by.pk, checked_on=on, reason=told_why(reason))


@transaction.atomic
def suspend_shop(*, shop_id: int, reason: str, by: Any) -> Shop:
    """A person stops a shop for a while; what it took so far waits. No signal does this by itself."""
    allowed(by, "shops.check")
    return states.move(held(Shop, shop_id, by), Status.SUSPENDED, suspended_by_id=by.pk, reason=told_why(reason))


@transaction.atomic
def resume_shop(*, shop_id: int, by: Any) -> Shop:
    """Somebody else than who suspended it opens it again."""
    allowed(by, "shops.check")
    shop = held(Shop, shop_id, by)
    if by.pk is not None and shop.suspended_by_id == by.pk:
        raise SamePersonResumes(shop)
    if shop.status != Status.SUSPENDED:
        raise states.IllegalMove(shop, now=shop.get_status_display(), to=Status.ACTIVE.label)
    return states.move(shop, Status.ACTIVE)


@transaction.atomic
def close_shop(*, shop_id: int, reason: str, on: date, by: Any) -> Shop:
    """End a shop; what it is still owed is settled as ever, and nobody stands at its till any more."""
    allowed(by, "shops.check")
    shop = states.move(held(Shop, shop_id, by), Status.CLOSED, reason=told_why(reason))
    shop.attendants.filter(until=None).update(until=on)
    return shop


@transaction.atomic
def name_attendant(*, shop_id: int, username: str, on: date, by: Any) -> Attendant:
    """Let somebody stand at the till of a shop; named again, they are named once."""
    allowed(by, "shops.register")
    shop = held(Shop, shop_id, by)
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or not user.may("shops.sell") or not user.reach.covers(shop.region_code):
        raise CannotAttend(username)
    standing = Attendant.objects.filter(user=user, until=None).first()
    if standing is None:
        told = {"region_code": shop.region_code, "since": on, "named_by_id": by.pk}
        return Attendant.objects.create(shop=shop, user=user, **told)
    if standing.shop_id != shop.pk:
        raise AttendsElsewhere(username)
    return standing


@transaction.atomic
def end_attendant(*, attendant_id: int, on: date, by: Any) -> Attendant:
    """Somebody no longer stands at the till."""
    allowed(by, "shops.register")
    attendant = held(Attendant, attendant_id, by)
    if attendant.until is None:
        attendant.until = on
        attendant.save(update_fields=["until"])
    return attendant


@transaction.atomic
def set_shop_key(*, shop_id: int, public_key: str, by: Any) -> Shop:
    """Take note of the public half of the key with which the shop signs off line."""
    allowed(by, "shops.register")
    shop = held(Shop, shop_id, by)
    key_id, _key = vouchers.public_key(public_key)
    if Shop.objects.filter(key_id=key_id).exclude(pk=shop.pk).exists():
        raise KeyTaken(shop)
    shop.key_id, shop.public_key = key_id, public_key.strip()
    shop.save(update_fields=["key_id", "public_key"])
    return shop


def _checked(shop_id: int, by: Any) -> Shop:
    allowed(by, "shops.check")
    shop = held(Shop, shop_id, by)
    if by.pk is not None and shop.requested_by_id == by.pk:
        raise SamePersonChecks(shop)
    return shop
