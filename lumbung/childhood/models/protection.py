"""What follows a report: referrals with consent or by law, other children looked at, papers, prints for court."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases.models import OfCase
from lumbung.core.people import somebody


def _of_report(name: str) -> models.ForeignKey:
    return models.ForeignKey(
        "childhood.AbuseReport", models.PROTECT, related_name=name, verbose_name=_("Laporan dugaan kekerasan")
    )


class AbuseReferral(OfCase):
    """Police, health or legal aid are told: who was asked before, and why where nobody had to be."""

    class Sector(models.TextChoices):
        """Who is told."""

        POLICE = "police", _("Kepolisian")
        HEALTH = "health", _("Layanan kesehatan")
        LEGAL = "legal", _("Bantuan hukum")

    class Asked(models.TextChoices):
        """What somebody said when asked."""

        YES = "yes", _("Setuju")
        NO = "no", _("Tidak setuju")
        TOO_YOUNG = "too_young", _("Terlalu kecil untuk ditanya")
        NOT_ASKED = "not_asked", _("Tidak ditanya")

    class Ground(models.TextChoices):
        """What allows it."""

        CONSENT = "consent", _("Persetujuan")
        LAW = "law", _("Pengecualian menurut undang-undang")

    report = _of_report("referrals")
    sector = models.TextField(_("Kepada"), choices=Sector.choices)
    place = models.TextField(_("Nama lembaga"))
    child_said = models.TextField(_("Kata anak"), choices=Asked.choices)
    guardian_said = models.TextField(_("Kata orang tua atau wali"), choices=Asked.choices)
    ground = models.TextField(_("Dasar"), choices=Ground.choices)
    law = models.TextField(_("Bunyi dasar hukum"), blank=True)
    said = models.TextField(_("Yang disampaikan"))
    referral = models.ForeignKey(
        "referrals.Referral", models.PROTECT, null=True, related_name="+", verbose_name=_("Lewat meja rujukan")
    )
    at = models.DateTimeField(_("Dirujuk pada"))
    by = somebody(_("Dirujuk oleh"))

    class Meta(OfCase.Meta):
        verbose_name = _("Rujukan laporan kekerasan")
        constraints = [
            models.UniqueConstraint(fields=["report", "sector", "place"], name="told_once_about_a_report"),
            models.CheckConstraint(condition=~Q(said="") & ~Q(place=""), name="a_referral_tells_somebody_something"),
            models.CheckConstraint(
                condition=~Q(ground="consent") | ~Q(child_said="no") & ~Q(guardian_said="no"), name="consent_is_a_yes"
            ),
            models.CheckConstraint(condition=~Q(ground="law") | ~Q(law=""), name="the_law_is_named"),
        ]
        triggers = OfCase.written_once()

    def __str__(self) -> str:
        return f"{self.report_id} {self.sector}"


class SiblingLook(OfCase):
    """Another child of the same household: somebody has to look, and says how they are."""

    class Answer(models.TextChoices):
        """How the other child is."""

        SAFE = "safe", _("Aman")
        WORRY = "worry", _("Perlu perhatian")
        DANGER = "danger", _("Dalam bahaya")
        NOT_FOUND = "not_found", _("Belum bertemu")

    report = _of_report("siblings")
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+", verbose_name=_("Anak lain"))
    due_at = models.DateTimeField(_("Paling lambat"))
    answer = models.TextField(_("Keadaan anak lain"), choices=Answer.choices, blank=True)
    said = models.TextField(_("Catatan"), blank=True)
    at = models.DateTimeField(_("Dilihat pada"), null=True)
    by = somebody(_("Dilihat oleh"))

    class Meta(OfCase.Meta):
        verbose_name = _("Anak lain yang dilihat")
        constraints = [
            models.UniqueConstraint(fields=["report", "person"], name="each_child_looked_at_once"),
            models.CheckConstraint(
                condition=Q(answer="", at=None) | (~Q(answer="") & ~Q(said="") & Q(at__isnull=False, by__isnull=False)),
                name="a_look_has_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.person_id}"


class AbusePaper(OfCase):
    """A paper about a report, kept under its fingerprint: a photo, a medical report, a letter."""

    report = _of_report("papers")
    what = models.TextField(_("Berkas apa"))
    ref = models.TextField(_("Sidik berkas"))
    media_type = models.TextField(_("Jenis berkas"))
    at = models.DateTimeField(_("Disimpan pada"))
    by = somebody(_("Disimpan oleh"))

    class Meta(OfCase.Meta):
        verbose_name = _("Berkas laporan kekerasan")
        constraints = [
            models.UniqueConstraint(fields=["report", "ref"], name="a_paper_kept_once"),
            models.CheckConstraint(condition=~Q(what=""), name="a_paper_is_something"),
        ]
        triggers = OfCase.written_once()

    def __str__(self) -> str:
        return self.what


class CourtPrint(OfCase):
    """The timeline was printed: who, when, how many acts, and the fingerprint of the paper."""

    report = _of_report("prints")
    ref = models.TextField(_("Sidik cetakan"))
    acts = models.SmallIntegerField(_("Banyaknya perbuatan"))
    why = models.TextField(_("Untuk siapa"))
    at = models.DateTimeField(_("Dicetak pada"))
    by = somebody(_("Dicetak oleh"))

    class Meta(OfCase.Meta):
        verbose_name = _("Cetakan untuk pengadilan")
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="a_print_is_for_somebody")]
        triggers = OfCase.written_once()

    def __str__(self) -> str:
        return f"{self.report_id} {self.at:%Y-%m-%d}"
