"""The account mapper: whom a partner means, and which family's account that is."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.core import crypto
from lumbung.core.refusals import Refusal
from lumbung.exchange.govstack.bodies import Told
from lumbung.exchange.models import Partner, Payee
from lumbung.payments.models import Card
from lumbung.registry.models import Family

OWN = re.compile(r"LUMBUNG(\d{13})", re.ASCII)
"""Twenty signs that we give out ourselves for a family, made of our own number of it."""

PURPOSE = "partner payee"


class PayeeKnown(Refusal):
    """Registered before with other details."""

    message = _("%(count)s penerima sudah terdaftar dengan rincian lain. Pakai update-beneficiary-details.")


class PayeeNotRegistered(Refusal):
    """Details of somebody who was never registered."""

    message = _("%(count)s penerima belum terdaftar. Pakai register-beneficiary.")


def functional_id(family_id: int) -> str:
    """The number under which a partner may call a family without knowing its account."""
    return f"LUMBUNG{family_id:013}"


def families_of(partner: Partner, functional_ids: Sequence[str], *, by: Any) -> dict[str, int]:
    """Functional id → family, of those that are active in the partner's region; others are left out."""
    indexes = {str(crypto.blind(one, PURPOSE)): one for one in functional_ids}
    mapped = Payee.objects.filter(partner=partner, functional_index__in=list(indexes), family__isnull=False)
    found = {indexes[str(index)]: family for index, family in mapped.values_list("functional_index", "family_id")}
    own = {one: int(match[1]) for one in functional_ids if (match := OWN.fullmatch(one))}
    found = own | found
    here = Family.objects.visible_to(by).filter(pk__in=set(found.values()), status=Family.Status.ACTIVE)
    active = set(here.values_list("pk", flat=True))
    return {one: family for one, family in found.items() if family in active}


def register(partner: Partner, told: Sequence[Told], *, by: Any) -> tuple[int, int]:
    """(payees, those without a family here); the same again changes nothing, other details are refused."""
    known = _known(partner, told)
    differing = [one for one in told if one.functional_id in known and not _same(known[one.functional_id], one)]
    if differing:
        raise PayeeKnown(count=len(differing))
    fresh = _made(partner, [one for one in told if one.functional_id not in known], by)
    Payee.objects.bulk_create(fresh)
    written = [*known.values(), *fresh]
    return len(told), sum(payee.family_id is None for payee in written)


def update(partner: Partner, told: Sequence[Told], *, by: Any) -> tuple[int, int]:
    """(payees, those without a family here); all of them must be registered, their numbers stay."""
    known = _known(partner, told)
    missing = [one for one in told if one.functional_id not in known]
    if missing:
        raise PayeeNotRegistered(count=len(missing))
    changed = []
    for told_now in _made(partner, told, by):
        payee = known[told_now.functional_id]
        payee.modality, payee.address = told_now.modality, told_now.address
        payee.family_id, payee.region_code = told_now.family_id, told_now.region_code
        changed.append(payee)
    Payee.objects.bulk_update(changed, ["modality", "address", "family_id", "region_code"])
    return len(changed), sum(payee.family_id is None for payee in changed)


def _known(partner: Partner, told: Sequence[Told]) -> dict[str, Payee]:
    indexes = [str(crypto.blind(one.functional_id, PURPOSE)) for one in told]
    found = Payee.objects.filter(partner=partner, functional_index__in=indexes)
    return {payee.functional_id: payee for payee in found}


def _same(payee: Payee, told: Told) -> bool:
    return (payee.modality, payee.address) == (told.modality, told.address)


def _made(partner: Partner, told: Sequence[Told], by: Any) -> list[Payee]:
    families = _families_by_address(told, by)
    regions = dict(Family.objects.filter(pk__in=set(families.values())).values_list("pk", "region_code"))
    made = []
    for one in told:
        family = families.get(one.functional_id)
        made.append(
            Payee(
                partner=partner,
                functional_id=one.functional_id,
                functional_index=str(crypto.blind(one.functional_id, PURPOSE)),
                modality=one.modality,
                address=one.address,
                family_id=family,
                region_code=regions[family] if family else partner.region_code,
            )
        )
    return made


def _families_by_address(told: Sequence[Told], by: Any) -> dict[str, int]:
    """By the account or the card that the address names, or by our own number; only open cards in reach."""
    cards = Card.objects.visible_to(by).exclude(status=Card.Status.CLOSED)
    found: dict[str, int] = {}
    for field, purpose, modalities in (("account_index", "account", ("", "00")), ("number_index", "card", ("03",))):
        asked = [
            (one, crypto.blind(one.address, purpose)) for one in told if one.address and one.modality in modalities
        ]
        wanted = [index for _one, index in asked]
        families = dict(cards.filter(**{f"{field}__in": wanted}).values_list(field, "family_id"))
        found |= {one.functional_id: families[index] for one, index in asked if index in families}
    own = {one.functional_id: int(match[1]) for one in told if (match := OWN.fullmatch(one.functional_id))}
    here = Family.objects.visible_to(by).filter(pk__in=set(own.values())).values_list("pk", flat=True)
    active = set(here)
    return {one: family for one, family in own.items() if family in active} | found
