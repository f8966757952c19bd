"""A person who is found: by whom, where they live, and how far outreach has come; and how they fare, judged by day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases.models import OfCase
from lumbung.core import states
from lumbung.core.people import somebody
from lumbung.outreach.models.base import OfOutreach, OutreachQuerySet


class Alone(models.TextChoices):
    """How much of something somebody does without help."""

    UNKNOWN = "", _("Belum dilihat")
    HELP = "1", _("Dengan banyak bantuan")
    SOME = "2", _("Dengan sedikit bantuan")
    ALONE = "3", _("Sendiri")


class FoundQuerySet(OutreachQuerySet):
    """Persons in outreach."""

    own = "matches"


class Outreach(OfCase):
    """One person whom outreach has reached, one for a case."""

    class Source(models.TextChoices):
        """Who led the way to the person."""

        CADRE = "cadre", _("Ditemukan kader")
        VILLAGE = "village", _("Dirujuk desa")
        PUSKESOS = "puskesos", _("Dirujuk Puskesos atau SLRT")
        FAMILY = "family", _("Disampaikan keluarga")
        SCHOOL = "school", _("Dirujuk sekolah")
        OTHER = "other", _("Lainnya")

    class Status(models.TextChoices):
        """How far outreach has come."""

        FOUND = "found", _("Menunggu kunjungan pertama")
        VISITED = "visited", _("Menunggu kader")
        SERVED = "served", _("Didampingi kader")
        AFTERCARE = "aftercare", _("Pascalayanan")
        ENDED = "ended", _("Selesai")

    MOVES = {
        Status.FOUND: {Status.VISITED, Status.ENDED},
        Status.VISITED: {Status.SERVED, Status.ENDED},
        Status.SERVED: {Status.VISITED, Status.AFTERCARE, Status.ENDED},
        Status.AFTERCARE: {Status.VISITED, Status.ENDED},
    }

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="outreach", verbose_name=_("Kasus"))
    source = models.TextField(_("Asal temuan"), choices=Source.choices)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.FOUND)
    found_on = models.DateField(_("Ditemukan pada"))
    found_by = somebody(_("Ditemukan oleh"))
    told = models.TextField(_("Yang diceritakan"))
    visited_on = models.DateField(_("Dikunjungi pertama pada"), null=True)
    visited_by = somebody(_("Dikunjungi oleh"))
    home = models.TextField(_("Keadaan rumah dan keluarga"), blank=True)
    wished_sex = models.TextField(_("Kader yang diinginkan"), blank=True)
    latitude = models.DecimalField(_("Lintang"), max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(_("Bujur"), max_digits=8, decimal_places=5, null=True)
    left_on = models.DateField(_("Selesai pada"), null=True)
    said = models.TextField(_("Alasan selesai"), blank=True)

    objects = FoundQuerySet.as_manager()  # type: ignore[misc]

    class Meta(OfCase.Meta):
        verbose_name = _("Jangkauan")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="found", visited_on=None)
                | Q(status="ended")
                | (Q(visited_on__isnull=False, visited_by__isnull=False) & ~Q(status="found")),
                name="served_after_a_home_visit",
            ),
            models.CheckConstraint(condition=Q(wished_sex__in=["", "L", "P"]), name="a_wish_for_a_woman_or_a_man"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="a_home_lies_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(status="ended", left_on__isnull=False) & ~Q(said="") | ~Q(status="ended") & Q(left_on=None),
                name="an_end_of_outreach_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "region_code"], name="outreach_by_step"),
            models.Index(fields=["-found_on", "-id"], name="outreach_newest_first"),
        ]
        triggers = [*OfCase.Meta.triggers, states.moves_trigger()]

    def __str__(self) -> str:
        return str(_("Jangkauan %(number)s") % {"number": self.pk})


class Evaluation(OfOutreach):
    """How somebody fares after a while, and what follows from it."""

    class Outcome(models.TextChoices):
        """What follows."""

        CONTINUE = "continue", _("Pendampingan diteruskan")
        WORKSHOP = "workshop", _("Siap masuk sanggar kerja")
        READY = "ready", _("Siap mandiri")

    on = models.DateField(_("Pada"))
    daily = models.TextField(_("Kegiatan sehari-hari"), choices=Alone.choices, blank=True)
    social = models.TextField(_("Bergaul"), choices=Alone.choices, blank=True)
    work = models.TextField(_("Bekerja"), choices=Alone.choices, blank=True)
    outcome = models.TextField(_("Hasil evaluasi"), choices=Outcome.choices)
    said = models.TextField(_("Penjelasan"))
    by = somebody(_("Oleh"))

    class Meta(OfOutreach.Meta):
        verbose_name = _("Evaluasi pendampingan")
        constraints = [
            models.UniqueConstraint(fields=["outreach", "on"], name="one_evaluation_a_day"),
            models.CheckConstraint(condition=~Q(said=""), name="an_evaluation_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.outreach_id} {self.on}"
