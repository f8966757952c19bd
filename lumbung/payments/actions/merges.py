"""When two families become one: the money stays where it was booked, but only one of them is paid from now on."""

from django.utils.translation import gettext_lazy as _

from lumbung.core.following import Keep, Plan
from lumbung.core.refusals import Refusal
from lumbung.payments import queries
from lumbung.payments.models import Card


class MoneyOnItsWay(Refusal):
    """The family that would count no more stands in a cycle whose money has not left yet."""

    message = _(
        "Keluarga %(family)s masih ada dalam siklus %(cycle)s yang uangnya belum dilepas. "
        "Gabungkan sesudah uangnya dilepas, atau batalkan siklus itu dulu."
    )


def refuse_while_money_is_on_its_way(*, plan: Plan) -> None:
    """A line of a family that stops counting would be paid beside the line of the one that goes on."""
    if line := queries.line_on_its_way(families=plan.families):
        raise MoneyOnItsWay(line, family=line.family_id, cycle=line.cycle)


def block_second_card(*, plan: Plan, keep: Keep) -> None:
    """One family, one card in use: that of the absorbed family is blocked until the merge is taken back."""
    cards = Card.objects.filter(family__in=plan.families, status=Card.Status.ACTIVE)
    keep(Card._meta.db_table, list(cards.values_list("pk", flat=True)))
    cards.update(status=Card.Status.BLOCKED, reason="merged")
