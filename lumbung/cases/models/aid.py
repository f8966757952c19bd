"""What is given by a plan: goods with their value, and money that goes through a payment cycle."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases import secrecy
from lumbung.cases.models import plan_triggers
from lumbung.cases.models.base import OfCase
from lumbung.core import states
from lumbung.core.people import somebody


class Aid(OfCase):
    """Something given to the person of a case, in whole rupiah; all of it within the approved budget."""

    class Kind(models.TextChoices):
        """In what form."""

        GOODS = "goods", _("Barang atau jasa")
        MONEY = "money", _("Uang")

    class Status(models.TextChoices):
        """Goods are in the hands of the person at once; money waits for its payment cycle."""

        WAITING = "waiting", _("Menunggu siklus pembayaran")
        ORDERED = "ordered", _("Dalam siklus pembayaran")
        GIVEN = "given", _("Diserahkan")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {
        Status.WAITING: {Status.ORDERED, Status.CANCELLED},
        Status.ORDERED: {Status.WAITING, Status.CANCELLED},
        Status.GIVEN: {Status.CANCELLED},
    }

    plan = models.ForeignKey("cases.Plan", models.PROTECT, related_name="aids", verbose_name=_("Rencana intervensi"))
    goal = models.ForeignKey(
        "cases.Goal", models.PROTECT, null=True, related_name="aids", verbose_name=_("Tujuan rencana")
    )
    kind = models.TextField(_("Bentuk"), choices=Kind.choices)
    status = models.TextField(_("Keadaan"), choices=Status.choices)
    what = models.TextField(_("Yang diberikan"))
    rupiah = models.BigIntegerField(_("Nilai"))
    on = models.DateField(_("Pada"))
    by = somebody(_("Oleh"))
    cycle = models.ForeignKey(
        "payments.Cycle", models.PROTECT, null=True, related_name="+", verbose_name=_("Siklus pembayaran")
    )
    said = models.TextField(_("Alasan dibatalkan"), blank=True)

    class Meta(OfCase.Meta):
        verbose_name = _("Bantuan menurut rencana")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "what", "rupiah", "on"],
                condition=~Q(status="cancelled"),
                name="the_same_is_given_once_a_day",
            ),
            models.CheckConstraint(condition=Q(rupiah__gt=0) & ~Q(what=""), name="an_aid_is_worth_something"),
            models.CheckConstraint(
                condition=Q(kind="goods", status__in=["given", "cancelled"], cycle=None)
                | Q(kind="money", status__in=["waiting", "cancelled"])
                | Q(kind="money", status="ordered", cycle__isnull=False),
                name="money_goes_by_a_cycle",
            ),
            models.CheckConstraint(condition=~Q(status="cancelled") | ~Q(said=""), name="a_cancelled_aid_says_why"),
        ]
        triggers = [
            *secrecy.of_case(),
            states.moves_trigger(),
            plan_triggers.WithinTheBudget(),
            pgtrigger.ReadOnly(name="aid_stays", fields=["case", "plan", "goal", "kind", "what", "rupiah", "on", "by"]),
            pgtrigger.Protect(name="aid_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.what
