"""What happens to cards in use: one is misused and blocked, two are lost and replaced, a damaged one is listed."""

from typing import Any

import polars as pl
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import acting
from lumbung.payments import actions, queries
from lumbung.payments.models import Card, CardEvent
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import FACILITATOR, OFFICER, OPERATOR, SECOND_OFFICER

TITLE = _("Perjalanan kartu")
FATES = ("misused", "lost", "lost", "damaged")


def is_done(demo: Demonstration) -> bool:
    """Whether the last of them was blocked."""
    events = CardEvent.objects.visible_to(demo.person(OFFICER))
    return events.filter(act=CardEvent.Act.BLOCKED, reason=FATES[-1]).exists()


def do(demo: Demonstration, bar: Bar) -> None:
    """The facilitator reports, the officer and a second one ask the bank, the operator hands over."""
    chosen = _cards(demo)
    for card, fate in zip(chosen[:-1], FATES[:-1], strict=False):
        _blocked(demo, card, fate)
    bar.part(1, 3)
    if len(chosen) == len(FATES):
        listed = _asked(demo, chosen[0])
        with acting(second := demo.person(SECOND_OFFICER), reason=str(TITLE)):
            actions.approve_opening_list(list_id=listed.pk, on=demo.today, by=second)
        with acting(officer := demo.person(OFFICER), reason=str(TITLE)):
            actions.simulate_opening_answer(list_id=listed.pk, on=demo.today, by=officer)
            actions.print_cards(region_code=chosen[0].region_code, on=demo.today, by=officer)
        bar.part(2, 3)
        _handed_over(demo, chosen[0].region_code)
        _blocked(demo, chosen[-1], FATES[-1])
        _asked(demo, chosen[-1])


def _cards(demo: Demonstration) -> list[Card]:
    """As many active cards of one village of the facilitator as there are fates."""
    active = queries.cards(viewer=demo.person(FACILITATOR)).filter(status=Card.Status.ACTIVE)
    villages = active.values("region_code").annotate(cards=Count("pk")).order_by("-cards", "region_code")
    village = villages.first()
    return list(active.filter(region_code=village["region_code"]).order_by("pk")[: len(FATES)]) if village else []


def _blocked(demo: Demonstration, card: Card, reason: str) -> None:
    with acting(facilitator := demo.person(FACILITATOR), reason=str(TITLE)):
        actions.block_card(card_id=card.pk, reason=reason, on=demo.today, by=facilitator)


def _asked(demo: Demonstration, card: Card) -> Any:
    told = {"region_code": card.region_code, "bank": card.bank, "kind": "replacement", "on": demo.today}
    with acting(officer := demo.person(OFFICER), reason=str(TITLE)):
        return actions.prepare_opening_list(by=officer, **told)


def _handed_over(demo: Demonstration, village: str) -> None:
    """One of the two new cards is received, with a thumbprint, and activated; the other still waits."""
    person = demo.person(OPERATOR)
    by = person if person.reach.covers(village) else demo.person(FACILITATOR)
    with acting(by, reason=str(TITLE)):
        waiting = queries.cards_to_hand(viewer=by, region_code=village)[:1]
        rows = [(card.pk, "", Card.Receipt.THUMB.value) for card in waiting]
        schema = {"card_id": pl.Int64, "received_by": pl.String, "receipt": pl.String}
        actions.hand_over_cards(
            handed=pl.DataFrame(rows, schema=schema, orient="row"),
            region_code=village,
            place=str(_("Balai desa")),
            handed_by=str(_("Petugas bank penyalur")),
            witness=str(_("Kepala desa")),
            on=demo.today,
            by=by,
        )
    with acting(officer := demo.person(OFFICER), reason=str(TITLE)):
        actions.activate_cards(region_code=village, on=demo.today, by=officer)
