"""People with roles, families in villages, a fund, and cycles at any step of their way."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from lumbung.core import bulk, files
from lumbung.payments import actions
from lumbung.payments.models import Account, Cycle, Fund
from lumbung.registry.models import Dwelling, Family
from lumbung.staff.models import User

REGENCY = "33.23"
ON = date(2026, 11, 1)
AT = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
PERIOD = (date(2026, 10, 1), date(2027, 1, 1))


def person(username: str, role: str, region_code: str = REGENCY) -> User:
    return User.objects.create(username=username, name=username.title(), role=role, region_code=region_code)


def staff(region: str = REGENCY) -> dict[str, User]:
    """One person for each act, all in one regency."""
    return {
        "officer": person("siti", "programme_officer", region),
        "head": person("bambang", "regency_head", region),
        "treasurer": person("ratna", "treasurer", region),
        "second_treasurer": person("joko", "treasurer", region),
    }


def families(count: int, *, region: str = REGENCY, start: int = 0) -> pl.DataFrame:
    """So many families over ten villages of five districts; returns `family_id`."""
    villages = [f"{region}.{1 + at // 2:02}.20{1 + at % 2:02}" for at in range(10)]
    dwellings = Dwelling.objects.bulk_create(
        [Dwelling(region_code=villages[at % 10], address=f"Jalan {at}") for at in range(count)]
    )
    made = Family.objects.bulk_create(
        [
            Family(
                region_code=home.region_code,
                dwelling=home,
                head_name=f"Kepala {at + start}",
                registered_on=ON,
                origin_key=f"{region}-{at + start}",
            )
            for at, home in enumerate(dwellings)
        ]
    )
    return pl.DataFrame({"family_id": [family.pk for family in made]})


def fund(
    by: Any, *, budget: int = 10**13, name: str = "Dana bansos", region: str = REGENCY, source: str = "APBN"
) -> Fund:
    """A fund that is open: asked for by one, confirmed by as many others as its budget demands."""
    asked = actions.open_fund(
        name=name,
        source=source,
        fiscal_year=2026,
        budget=budget,
        region_code=region,
        payer_name="Kementerian Sosial",
        payer_account="012300004567",
        by=by,
    )
    return confirmed(asked)


def confirmed(asked: Fund) -> Fund:
    """Two treasurers of the nation who do nothing else sign the budget."""
    for name in ("sah1", "sah2"):
        if asked.status == Fund.Status.ASKED:
            by = User.objects.filter(username=name).first() or person(name, "treasurer", "")
            asked = actions.confirm_fund(fund_id=asked.pk, by=by, at=AT)
    return asked


def entitled(whom: pl.DataFrame, amount: int = 600_000) -> pl.DataFrame:
    return whom.select("family_id", amount=pl.lit(amount, dtype=pl.Int64))


def checker(region: str = REGENCY) -> User:
    """The second person who approves opening lists."""
    return User.objects.filter(username="rini").first() or person("rini", "programme_officer", region)


def opened(by: Any, *, region: str = REGENCY) -> int:
    """Accounts opened by the simulated banks; the cards are neither printed nor handed over."""
    return actions.open_simulated_accounts(region_code=region, on=ON, by=by, checker=checker(region))


def cards(by: Any, *, region: str = REGENCY) -> int:
    """Cards in the hands of their holders, activated."""
    made = opened(by, region=region)
    actions.deliver_simulated_cards(region_code=region, on=ON, by=by)
    return made


def cycle(people: dict[str, User], entitlements: pl.DataFrame, money: Fund, **told: Any) -> Cycle:
    """A draft; `told` overrides programme, period, source and the like."""
    told = {"programme": "pkh", "wallet": "cash", "period": PERIOD, "stage": "Tahap 4 2026", "source": "run:1"} | told
    return actions.create_cycle(
        region_code=told.pop("region_code", REGENCY),
        fund_id=money.pk,
        entitlements=entitlements,
        by=people["officer"],
        **told,
    )


def released(people: dict[str, User], draft: Cycle) -> Cycle:
    """Through every act it needs, each by another person."""
    cycle = actions.submit_cycle(cycle_id=draft.pk, by=people["officer"], at=AT)
    cycle = actions.approve_cycle(cycle_id=cycle.pk, by=people["head"], at=AT)
    if cycle.needs_authorisation:
        cycle = actions.authorise_cycle(cycle_id=cycle.pk, by=people["treasurer"], at=AT)
    if cycle.needs_release:
        cycle = actions.release_cycle(cycle_id=cycle.pk, by=people["second_treasurer"], at=AT)
    return cycle


def told_paid(cycle: Cycle) -> bytes:
    """A report that every line of a cycle was paid."""
    lines = cycle.payment_lines.order_by("pk").values_list("end_to_end_id", "amount")
    rows = [f"{reference};DIBAYAR;{amount};;2026-11-05" for reference, amount in lines]
    total = sum(amount for _reference, amount in lines)
    told = ["rujukan;hasil;nilai_rupiah;alasan;tanggal", *rows, f"JUMLAH;{len(rows)};{total};;", ""]
    return "\r\n".join(told).encode()


def paid(people: dict[str, User], cycle: Cycle) -> Cycle:
    """Every line of a released cycle reported as paid."""
    path = files.path(files.store(told_paid(cycle)))
    answer = actions.receive_answer(path=path, name="dibayar.csv", by=people["officer"])
    actions.book_answer(file_id=answer.pk, by=people["officer"])
    return Cycle.objects.get(pk=cycle.pk)


def topped_up(people: dict[str, User], count: int, amount: int = 600_000, **told: Any) -> list[int]:
    """So many families with a card and this much in its wallet (`wallet`: cash); returns the cards.

    The simulated bank opens no account for a few of many.
    """
    whom = families(count)
    cards(people["officer"])
    draft = cycle(people, entitled(whom, amount), fund(people["treasurer"]), **told)
    paid(people, released(people, draft))
    by_card = draft.payment_lines.filter(card__isnull=False).order_by("family_id")
    return list(by_card.values_list("card_id", flat=True))


def shop(*, region: str = REGENCY) -> Account:
    """A merchant's place for money."""
    return Account.objects.create(kind=Account.Kind.SHOP, region_code=f"{region}.01.2001")


def wallet(card_id: int, kind: str = "cash") -> int:
    """What is in a wallet."""
    return Account.objects.get(card_id=card_id, kind=kind).balance


def wishes(*told: tuple[str, int, int], **also: Any) -> pl.DataFrame:
    """Wishes of (reference, card, amount), the same `also` (wallet, place, shop_account_id) for all."""
    listed = pl.DataFrame(told, schema={"reference": pl.String, "card_id": pl.Int64, "amount": pl.Int64}, orient="row")
    return listed.with_columns(pl.lit(value).alias(name) for name, value in ({"wallet": "cash"} | also).items())


def books_balance() -> bool:
    """Whether every balance is the sum of its transfers, and all balances together are nothing."""
    off = bulk.rows(
        "SELECT count(*) FROM payments_account a WHERE balance <>"
        " (SELECT coalesce(sum(amount), 0) FROM payments_transfer WHERE credit_id = a.id)"
        " - (SELECT coalesce(sum(amount), 0) FROM payments_transfer WHERE debit_id = a.id)"
    )
    whole = bulk.rows("SELECT coalesce(sum(balance), 0) FROM payments_account")
    return off == [(0,)] and whole == [(0,)]
