"""Supervision of workers, and the hand-over of their cases."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from lumbung.cases import secrecy
from lumbung.cases.models.base import OfCase
from lumbung.core import audit
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField

USER = settings.AUTH_USER_MODEL


class Supervision(models.Model):
    """What a supervisor and a worker talked about; read by these two. Written once, no names of clients; the worker
    says that they have seen it."""

    region_code = RegionCodeField(_("Wilayah"))
    worker = models.ForeignKey(USER, models.PROTECT, related_name="supervisions", verbose_name=_("Petugas"))
    supervisor = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("Penyelia"))
    on = models.DateField(_("Pada"))
    words = models.TextField(_("Catatan supervisi"))
    again_on = models.DateField(_("Supervisi berikutnya"), null=True)
    seen_on = models.DateField(_("Dibaca petugas pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Supervisi")
        constraints = [
            models.CheckConstraint(condition=~Q(worker=F("supervisor")), name="supervised_by_another"),
            models.CheckConstraint(condition=~Q(words=""), name="a_supervision_says_something"),
            models.UniqueConstraint("worker", "supervisor", "on", MD5("words"), name="a_supervision_comes_once"),
        ]
        triggers = [
            *audit.triggers(),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="written_once", exclude=["seen_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.on}"


class Agreed(models.Model):
    """One point that a supervision agreed on: what, by whom of the two, until when; and how it came out."""

    region_code = RegionCodeField(_("Wilayah"))
    supervision = models.ForeignKey(
        "cases.Supervision", models.PROTECT, related_name="points", verbose_name=_("Supervisi")
    )
    what = models.TextField(_("Kesepakatan"))
    who = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("Yang mengerjakan"))
    until = models.DateField(_("Paling lambat"))
    done_on = models.DateField(_("Selesai pada"), null=True)
    done_by = somebody(_("Diselesaikan oleh"))
    said = models.TextField(_("Hasilnya"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kesepakatan supervisi")
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="something_was_agreed"),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None, said="")
                | (Q(done_on__isnull=False, done_by__isnull=False) & ~Q(said="")),
                name="agreed_points_end_with_a_word",
            ),
            models.UniqueConstraint("supervision", "who", MD5("what"), name="agreed_once_in_a_supervision"),
        ]
        indexes = [models.Index(fields=["who", "until"], condition=Q(done_on=None), name="agreed_points_due")]
        triggers = [
            *audit.triggers(),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="written_once", exclude=["done_on", "done_by", "said"]),
        ]

    def __str__(self) -> str:
        return f"{self.supervision_id} {self.until}"


class CaseMove(models.Model):
    """One act by which a worker's cases went to another, with its reason; both sides say that they have read it.

    Its figures count secret cases too, so that its audit lies where that of cases does.
    """

    region_code = RegionCodeField(_("Wilayah"))
    giver = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("Dari"))
    taker = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("Kepada"))
    reason = models.TextField(_("Alasan"))
    on = models.DateField(_("Pada"))
    by = somebody(_("Oleh"))
    cases = models.IntegerField(_("Kasus yang pindah"), default=0)
    sessions = models.IntegerField(_("Pertemuan yang ikut pindah"), default=0)
    clashing = models.IntegerField(_("Pertemuan yang berbenturan"), default=0)
    giver_read_on = models.DateField(_("Dibaca pemberi pada"), null=True)
    taker_read_on = models.DateField(_("Dibaca penerima pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Alih tugas kasus")
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="cases_go_to_another"),
            models.CheckConstraint(condition=~Q(reason=""), name="cases_move_with_a_reason"),
        ]
        triggers = secrecy.audited()

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id}"


class MovedCase(OfCase):
    """One case that went along in a hand-over. As secret as the case. Written once."""

    move = models.ForeignKey("cases.CaseMove", models.PROTECT, related_name="moved", verbose_name=_("Alih tugas kasus"))

    class Meta(OfCase.Meta):
        verbose_name = _("Kasus yang dialihkan")
        constraints = [models.UniqueConstraint(fields=["move", "case"], name="moved_once_in_an_act")]
        triggers = [*secrecy.of_case(), *secrecy.written_once()]

    def __str__(self) -> str:
        return f"{self.move_id} {self.case_id}"
