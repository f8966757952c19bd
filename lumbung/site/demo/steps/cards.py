"""What happens to cards in use: one is misused and blocked, two are lost and replaced, a damaged one is listed."""

import polars as pl
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import acting
from lumbung.payments import actions, queries
from lumbung.payments.models import Card, CardEvent, OpeningList
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import OFFICER, SECOND_OFFICER

TITLE = _("Perjalanan kartu")
FATES = ("misused", "lost", "lost", "damaged")


def is_done(demo: Demonstration) -> bool:
    """Whether the last of them was blocked."""
    events = CardEvent.objects.visible_to(demo.person(OFFICER))
    return events.filter(act=CardEvent.Act.BLOCKED, reason=FATES[-1]).exists()


def do(demo: Demonstration, bar: Bar) -> None:
    """The officer blocks and asks the bank for others, a second one approves, one of the new cards is handed over."""
    chosen = _cards(demo)
    for card, fate in zip(chosen, FATES[:-1], strict=False):
        _blocked(demo, card, fate)
    bar.part(1, 3)
    if len(chosen) == len(FATES):
        listed = _asked(demo, chosen[0].bank)
        with acting(second := demo.person(SECOND_OFFICER), reason=str(TITLE)):
            actions.approve_opening_list(list_id=listed.pk, on=demo.today, by=second)
        with acting(officer := demo.person(OFFICER), reason=str(TITLE)):
            actions.simulate_opening_answer(list_id=listed.pk, on=demo.today, by=officer)
            actions.print_cards(region_code=demo.regency, on=demo.today, by=officer)
        bar.part(2, 3)
        _handed_over(demo)
        _blocked(demo, chosen[-1], FATES[-1])
        _asked(demo, chosen[-1].bank)


def _cards(demo: Demonstration) -> list[Card]:
    """As many active cards of one bank as there are fates; the bank is the one with most cards."""
    active = queries.cards(viewer=demo.person(OFFICER)).filter(status=Card.Status.ACTIVE)
    most = active.values("bank").annotate(cards=Count("pk")).order_by("-cards", "bank").first()
    return list(active.filter(bank=most["bank"]).order_by("pk")[: len(FATES)]) if most else []


def _blocked(demo: Demonstration, card: Card, reason: str) -> None:
    with acting(officer := demo.person(OFFICER), reason=str(TITLE)):
        actions.block_card(card_id=card.pk, reason=reason, on=demo.today, by=officer)


def _asked(demo: Demonstration, bank: str) -> OpeningList:
    with acting(officer := demo.person(OFFICER), reason=str(TITLE)):
        return actions.prepare_opening_list(
            region_code=demo.regency, bank=bank, kind="replacement", on=demo.today, by=officer
        )


def _handed_over(demo: Demonstration) -> None:
    """One of the two new cards is received, with a thumbprint, and activated; the other still waits."""
    with acting(officer := demo.person(OFFICER), reason=str(TITLE)):
        new = queries.cards_to_hand(viewer=officer, region_code=demo.regency)[:1]
        rows = [(card.pk, "", Card.Receipt.THUMB.value) for card in new]
        schema = {"card_id": pl.Int64, "received_by": pl.String, "receipt": pl.String}
        actions.hand_over_cards(
            handed=pl.DataFrame(rows, schema=schema, orient="row"),
            region_code=new[0].region_code,
            place=str(_("Balai desa")),
            handed_by=str(_("Petugas bank penyalur")),
            witness=str(_("Kepala desa")),
            on=demo.today,
            by=officer,
        )
        actions.activate_cards(region_code=demo.regency, on=demo.today, by=officer)
