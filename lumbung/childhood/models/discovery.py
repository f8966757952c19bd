"""Whom the registry shows as likely to need Dream Start, and what came of asking them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Whom(models.TextChoices):
    """For whom Dream Start is."""

    CHILD = "child", _("Anak")
    MOTHER = "mother", _("Ibu hamil")


class Discovery(models.Model):
    """One look through the registry of a region; the same day again is the same list."""

    region_code = RegionCodeField(_("Wilayah"))
    on = models.DateField(_("Tanggal"))
    made_by = somebody(_("Dibuat oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Daftar penemuan")
        constraints = [models.UniqueConstraint(fields=["region_code", "on"], name="one_discovery_a_day")]
        triggers = audit.triggers()

    def __str__(self) -> str:
        return f"{self.region_code} {self.on}"


class Candidate(models.Model):
    """Somebody on a discovery list: why, whether anybody was there, and what they said. It decides nothing."""

    class Status(models.TextChoices):
        """What came of asking."""

        WAITING = "waiting", _("Belum dikunjungi")
        WILLING = "willing", _("Bersedia")
        REFUSED = "refused", _("Menolak")
        NOT_FOUND = "not_found", _("Tidak ditemukan")
        NO_NEED = "no_need", _("Tidak memerlukan")
        ENTERED = "entered", _("Masuk Dream Start")

    class Reason(models.TextChoices):
        """What the registry shows."""

        AID = "aid", _("Keluarga penerima bantuan")
        DECILE = "decile", _("Desil rendah")
        PREGNANT = "pregnant", _("Hamil")
        DROP_OUT = "drop_out", _("Tidak bersekolah")
        DISABILITY = "disability", _("Disabilitas")
        REFERRAL = "referral", _("Dirujuk")

    ANSWERS = (Status.WILLING, Status.REFUSED, Status.NOT_FOUND, Status.NO_NEED)
    MOVES = {
        Status.WAITING: {*ANSWERS, Status.ENTERED},
        Status.NOT_FOUND: {Status.WILLING, Status.REFUSED, Status.NO_NEED, Status.ENTERED},
        Status.REFUSED: {Status.WILLING, Status.ENTERED},
        Status.NO_NEED: {Status.WILLING, Status.ENTERED},
        Status.WILLING: {Status.REFUSED, Status.ENTERED},
    }

    region_code = RegionCodeField(_("Wilayah"))
    discovery = models.ForeignKey(
        "childhood.Discovery", models.PROTECT, related_name="candidates", verbose_name=_("Daftar penemuan")
    )
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+", verbose_name=_("Orang"))
    whom = models.TextField(_("Untuk siapa"), choices=Whom.choices)
    reasons = ArrayField(models.TextField(choices=Reason.choices), verbose_name=_("Yang terlihat di registri"))
    points = models.SmallIntegerField(_("Poin urutan"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.WAITING)
    looked_on = models.DateField(_("Dikunjungi pada"), null=True)
    looked_by = somebody(_("Dikunjungi oleh"))
    said = models.TextField(_("Kata keluarga"), blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Calon Dream Start")
        constraints = [
            models.UniqueConstraint(fields=["discovery", "person"], name="listed_once_a_discovery"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(status__in=["waiting", "willing"]), name="one_open_candidate"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "entered"]) | Q(looked_on__isnull=False, looked_by__isnull=False),
                name="somebody_asked_them",
            ),
            models.CheckConstraint(condition=~Q(status="refused") | ~Q(said=""), name="a_family_says_why_not"),
        ]
        indexes = [
            models.Index(F("status"), F("points").desc(), name="candidates_in_order"),
            models.Index(fields=["discovery", "-points", "id"], name="candidates_of_a_list"),
            models.Index(fields=["discovery", "status"], include=["region_code"], name="candidates_by_answer"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.person_id} {self.status}"
