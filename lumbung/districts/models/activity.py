"""What somebody grows or makes at home: the wish, what is needed, what was given by which door, what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases.models import audited_people
from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.districts.models import triggers
from lumbung.districts.models.base import OfPerson


class Activity(OfPerson):
    """A productive activity of one person, from the wish to the harvests."""

    class Kind(models.TextChoices):
        """What it is."""

        CROPS = "crops", _("Bertanam")
        ANIMALS = "animals", _("Beternak")
        CRAFT = "craft", _("Kerajinan")
        FOOD = "food", _("Makanan")
        OTHER = "other", _("Lainnya")

    class Status(models.TextChoices):
        """How far it has come."""

        WISHED = "wished", _("Menunggu kunjungan konsultasi")
        ADVISED = "advised", _("Kebutuhan dicatat")
        RUNNING = "running", _("Berjalan")
        ENDED = "ended", _("Berhenti")

    MOVES = {
        Status.WISHED: {Status.ADVISED, Status.ENDED},
        Status.ADVISED: {Status.RUNNING, Status.ENDED},
        Status.RUNNING: {Status.ENDED},
    }

    kind = models.TextField(_("Jenis usaha"), choices=Kind.choices)
    wish = models.TextField(_("Keinginannya"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.WISHED)
    asked_on = models.DateField(_("Disampaikan pada"))
    by = somebody(_("Dicatat oleh"))
    said = models.TextField(_("Alasan berhenti"), blank=True)

    class Meta:
        verbose_name = _("Usaha di rumah")
        constraints = [
            OfPerson.once("person", "kind", condition=~Q(status="ended"), name="one_running_activity_a_kind"),
            models.CheckConstraint(condition=~Q(wish=""), name="a_wish_is_told"),
            models.CheckConstraint(condition=~Q(status="ended") | ~Q(said=""), name="end_of_an_activity_says_why"),
        ]
        triggers = [*audited_people(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.wish


class Need(models.Model):
    """One thing that an activity needs, with its cost, and the door through which it was given.

    `aid` is from the plan of the person's case, which names the fund; `request` is the way of goods, with its store.
    """

    region_code = RegionCodeField(_("Wilayah"))
    activity = models.ForeignKey(
        "districts.Activity", models.PROTECT, related_name="needs", verbose_name=_("Usaha di rumah")
    )
    what = models.TextField(_("Yang diperlukan"))
    rupiah = models.BigIntegerField(_("Perkiraan biaya"))
    aid = models.OneToOneField(
        "cases.Aid", models.PROTECT, null=True, related_name="+", verbose_name=_("Bantuan menurut rencana")
    )
    request = models.OneToOneField(
        "in_kind.Request", models.PROTECT, null=True, related_name="+", verbose_name=_("Permintaan barang")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kebutuhan usaha")
        constraints = [
            models.UniqueConstraint(fields=["activity", "what"], name="a_need_of_an_activity_once"),
            models.CheckConstraint(condition=Q(rupiah__gte=0) & ~Q(what=""), name="a_need_of_an_activity_is_told"),
            models.CheckConstraint(condition=Q(aid=None) | Q(request=None), name="a_need_is_met_by_one_door"),
        ]
        triggers = triggers.of("activity")

    def __str__(self) -> str:
        return self.what


class Harvest(models.Model):
    """What an activity brought on a day: how much of what, what it was sold for, and a photo if there is one."""

    region_code = RegionCodeField(_("Wilayah"))
    activity = models.ForeignKey(
        "districts.Activity", models.PROTECT, related_name="harvests", verbose_name=_("Usaha di rumah")
    )
    on = models.DateField(_("Pada"))
    what = models.TextField(_("Hasil"))
    amount = models.DecimalField(_("Banyaknya"), max_digits=9, decimal_places=2)
    unit = models.TextField(_("Satuan"))
    sold = models.BigIntegerField(_("Terjual seharga"), null=True)
    said = models.TextField(_("Catatan"), blank=True)
    photo = models.TextField(_("Foto"), blank=True)
    media_type = models.TextField(_("Bentuk berkas"), blank=True)
    by = somebody(_("Dicatat oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hasil usaha")
        constraints = [
            models.UniqueConstraint(fields=["activity", "on", "what"], name="a_harvest_a_day_and_crop"),
            models.CheckConstraint(
                condition=Q(amount__gt=0) & ~Q(what="") & ~Q(unit=""), name="a_harvest_is_something"
            ),
            models.CheckConstraint(condition=Q(sold=None) | Q(sold__gte=0), name="sold_for_no_less_than_nothing"),
        ]
        triggers = [*triggers.of("activity"), audit.append_only()]

    def __str__(self) -> str:
        return f"{self.amount} {self.unit} {self.what}"
