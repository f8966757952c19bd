"""Signals of misuse: what a rule saw, with the very purchases, and what people made of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Signal(models.Model):
    """One thing that one rule saw at one shop. It changes nothing by itself: a second person decides what it was."""

    class Status(models.TextChoices):
        """Seen, explained by somebody who asked, and decided by somebody else."""

        OPEN = "open", _("Perlu dijelaskan")
        EXPLAINED = "explained", _("Menunggu keputusan")
        ACCEPTED = "accepted", _("Penjelasan diterima")
        CONFIRMED = "confirmed", _("Penyalahgunaan dipastikan")

    MOVES = {
        Status.OPEN: {Status.EXPLAINED},
        Status.EXPLAINED: {Status.OPEN, Status.ACCEPTED, Status.CONFIRMED},
        Status.ACCEPTED: set(),
        Status.CONFIRMED: set(),
    }
    DECIDED = (Status.ACCEPTED, Status.CONFIRMED)

    shop = models.ForeignKey("shops.Shop", models.PROTECT, related_name="signals", verbose_name=_("Toko"))
    region_code = RegionCodeField(_("Wilayah"))
    rule = models.TextField(_("Tanda"))
    subject = models.TextField(_("Tentang"))
    found_on = models.DateField(_("Terlihat pada"))
    cards = models.IntegerField(_("Kartu"))
    purchases_count = models.IntegerField(_("Belanja"))
    amount = models.BigIntegerField(_("Nilai"))
    first_at = models.DateTimeField(_("Dari"))
    last_at = models.DateTimeField(_("Sampai"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN)
    explanation = models.TextField(_("Penjelasan"), blank=True, default="", db_default="")
    explained_by = somebody(_("Dijelaskan oleh"))
    explained_on = models.DateField(_("Dijelaskan pada"), null=True)
    decision = models.TextField(_("Keputusan"), blank=True, default="", db_default="")
    decided_by = somebody(_("Diputuskan oleh"))
    decided_on = models.DateField(_("Diputuskan pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tanda penyalahgunaan")
        constraints = [
            models.UniqueConstraint(fields=["shop", "rule", "subject"], name="a_signal_is_told_once"),
            models.CheckConstraint(condition=~Q(explained_by=F("decided_by")), name="signal_decided_by_another"),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "confirmed"]) | (Q(decided_on__isnull=False) & ~Q(decision="")),
                name="a_decision_says_why",
            ),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.rule} {self.shop_id}"


class SignalPurchase(models.Model):
    """One purchase that a signal rests on."""

    signal = models.ForeignKey("shops.Signal", models.PROTECT, related_name="evidence", verbose_name=_("Tanda"))
    purchase = models.ForeignKey("shops.Purchase", models.PROTECT, related_name="+", verbose_name=_("Belanja"))
    region_code = RegionCodeField(_("Wilayah"), db_index=False)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bukti tanda")
        constraints = [models.UniqueConstraint(fields=["signal", "purchase"], name="evidence_once")]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.purchase_id}"
