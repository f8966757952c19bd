"""A fund for each programme, and cards: opened by the simulated banks for every family, then activated."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import acting
from lumbung.payments import actions, queries
from lumbung.payments.models import Card, Fund
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import OFFICER, SECOND_OFFICER, SECOND_TREASURER, TREASURER

TITLE = _("Dana dan kartu KKS")
CARDS_CAME_BEFORE = timedelta(days=150)
PAYER = "KEMENTERIAN SOSIAL (PERAGAAN)"


@dataclass(frozen=True)
class Purse:
    """A fund to open: rupiah a year for each family of the regency, and the least that it holds."""

    name: str
    a_family: int
    least: int


FUNDS = {
    "pkh": Purse("DIPA PKH", a_family=600_000, least=60_000_000),
    "sembako": Purse("DIPA Sembako", a_family=800_000, least=20_000_000),
}


def is_done(demo: Demonstration) -> bool:
    """Whether both funds are open and the cards are in hand."""
    treasurer = demo.person(TREASURER)
    opened = queries.funds(viewer=treasurer).filter(fiscal_year=demo.today.year, region_code=demo.regency).count()
    return opened >= len(FUNDS) and Card.objects.visible_to(treasurer).filter(status=Card.Status.ACTIVE).exists()


def do(demo: Demonstration, bar: Bar) -> None:
    """One treasurer asks for funds, another confirms them; the officer has accounts opened and cards activated."""
    treasurer, officer = demo.person(TREASURER), demo.person(OFFICER)
    for number, purse in enumerate(FUNDS.values()):
        with acting(treasurer, reason=str(TITLE)):
            asked = actions.open_fund(
                name=purse.name,
                source=Fund.Source.STATE,
                fiscal_year=demo.today.year,
                budget=max(purse.a_family * demo.families, purse.least),
                region_code=demo.regency,
                payer_name=PAYER,
                payer_account=f"9000{demo.today.year}{number:04}",
                by=treasurer,
            )
        confirmed(asked, demo)
        bar.part(number + 1, len(FUNDS) + 2)
    with acting(officer, reason=str(TITLE)):
        second = demo.person(SECOND_OFFICER)
        opened = demo.today - CARDS_CAME_BEFORE
        actions.open_simulated_accounts(region_code=demo.regency, on=opened, by=officer, checker=second)
    bar.part(3, 4)
    with acting(officer, reason=str(TITLE)):
        handed = opened + timedelta(days=21)
        actions.deliver_simulated_cards(region_code=demo.regency, on=handed, by=officer)


def confirmed(asked: Fund, demo: Demonstration) -> Fund:
    """The second treasurer signs what the first asked for; a fund that is open stays so."""
    if asked.status != Fund.Status.ASKED:
        return asked
    second = demo.person(SECOND_TREASURER)
    with acting(second, reason=str(TITLE)):
        return actions.confirm_fund(fund_id=asked.pk, by=second, at=demo.now)
