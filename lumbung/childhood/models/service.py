"""What is done within a start: services given or refused, contacts, quarterly reviews."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases.models import OfCase
from lumbung.childhood.models.start import Risk
from lumbung.core import states
from lumbung.core.people import somebody
from lumbung.payments.models import Fund


class Kind(models.TextChoices):
    """The three kinds of services."""

    BASIC = "basic", _("Layanan dasar")
    REQUIRED = "required", _("Layanan wajib")
    TAILORED = "tailored", _("Layanan khusus")


class ChildService(OfCase):
    """One service of one round: given or refused. What is due and missing is asked of the catalogue."""

    class Status(models.TextChoices):
        """What came of offering it."""

        GIVEN = "given", _("Diberikan")
        REFUSED = "refused", _("Ditolak")

    MOVES = {Status.REFUSED: {Status.GIVEN}}

    start = models.ForeignKey(
        "childhood.Start", models.PROTECT, related_name="services", verbose_name=_("Masa Dream Start")
    )
    service = models.TextField(_("Layanan"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    round = models.SmallIntegerField(_("Putaran"))
    status = models.TextField(_("Keadaan"), choices=Status.choices)
    on = models.DateField(_("Tanggal"))
    giver = models.TextField(_("Siapa yang memberi"), blank=True)
    source = models.TextField(_("Sumber dana"), choices=Fund.Source.choices, blank=True)
    said = models.TextField(_("Catatan"), blank=True)
    noted_by = somebody(_("Dicatat oleh"))

    class Meta(OfCase.Meta):
        verbose_name = _("Layanan anak")
        constraints = [
            models.UniqueConstraint(fields=["start", "service", "round"], name="a_service_once_a_round"),
            models.CheckConstraint(condition=~Q(status="given") | ~Q(giver=""), name="somebody_gave_it"),
            models.CheckConstraint(condition=~Q(status="refused") | ~Q(said=""), name="a_refused_service_says_why"),
        ]
        triggers = [*OfCase.Meta.triggers, states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.service} {self.round}"


class ChildContact(OfCase):
    """One contact of the contact plan: when it is due and by which way, and how the child or mother was."""

    class Channel(models.TextChoices):
        """How somebody looks in."""

        VISIT = "visit", _("Kunjungan rumah")
        CALL = "call", _("Telepon")

    class Found(models.TextChoices):
        """How they were."""

        WELL = "well", _("Baik")
        WORRY = "worry", _("Perlu perhatian")
        DANGER = "danger", _("Dalam bahaya")
        ABSENT = "absent", _("Tidak bertemu")

    start = models.ForeignKey(
        "childhood.Start", models.PROTECT, related_name="contacts", verbose_name=_("Masa Dream Start")
    )
    due_on = models.DateField(_("Tenggat"))
    channel = models.TextField(_("Cara"), choices=Channel.choices)
    on = models.DateField(_("Dilakukan pada"), null=True)
    found = models.TextField(_("Yang ditemukan"), choices=Found.choices, blank=True)
    said = models.TextField(_("Catatan"), blank=True)
    noted_by = somebody(_("Dicatat oleh"))

    class Meta(OfCase.Meta):
        verbose_name = _("Kontak Dream Start")
        constraints = [
            models.UniqueConstraint(fields=["start"], condition=Q(on=None), name="one_next_contact"),
            models.CheckConstraint(
                condition=Q(on=None, found="") | (Q(on__isnull=False, noted_by__isnull=False) & ~Q(found="")),
                name="a_contact_found_something",
            ),
            models.CheckConstraint(condition=Q(found__in=["", "well"]) | ~Q(said=""), name="a_worry_is_told"),
        ]
        indexes = [
            models.Index(F("due_on"), condition=Q(on=None), name="child_contacts_due"),
            models.Index(fields=["case"], condition=Q(on=None), name="next_contacts_of_cases"),
        ]

    def __str__(self) -> str:
        return f"{self.start_id} {self.due_on}"


class QuarterReview(OfCase):
    """Goals and risk of a quarter: due, written by one person, signed by another."""

    class Status(models.TextChoices):
        """How far it has come."""

        DUE = "due", _("Belum ditulis")
        WRITTEN = "written", _("Menunggu tanda tangan")
        SIGNED = "signed", _("Ditandatangani")

    class Verdict(models.TextChoices):
        """What follows."""

        GO_ON = "go_on", _("Dilanjutkan")
        END = "end", _("Diakhiri")

    MOVES = {Status.DUE: {Status.WRITTEN}, Status.WRITTEN: {Status.SIGNED, Status.DUE}}

    start = models.ForeignKey(
        "childhood.Start", models.PROTECT, related_name="reviews", verbose_name=_("Masa Dream Start")
    )
    quarter = models.SmallIntegerField(_("Triwulan"))
    due_on = models.DateField(_("Tenggat"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.DUE)
    goals = models.TextField(_("Kemajuan tujuan"), blank=True)
    risk = models.TextField(_("Tingkat risiko"), choices=Risk.choices, blank=True)
    verdict = models.TextField(_("Kesimpulan"), choices=Verdict.choices, blank=True)
    written_on = models.DateField(_("Ditulis pada"), null=True)
    written_by = somebody(_("Ditulis oleh"))
    signed_on = models.DateField(_("Ditandatangani pada"), null=True)
    signed_by = somebody(_("Ditandatangani oleh"))
    returned = models.TextField(_("Alasan dikembalikan"), blank=True)

    class Meta(OfCase.Meta):
        verbose_name = _("Tinjauan triwulan")
        constraints = [
            models.UniqueConstraint(fields=["start", "quarter"], name="one_review_a_quarter"),
            models.CheckConstraint(
                condition=Q(status="due")
                | (Q(written_by__isnull=False, written_on__isnull=False) & ~Q(goals="") & ~Q(risk="") & ~Q(verdict="")),
                name="a_written_review_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(status="signed", signed_by__isnull=False, signed_on__isnull=False)
                & ~Q(signed_by=F("written_by"))
                | (~Q(status="signed") & Q(signed_by=None)),
                name="a_review_is_signed_by_another",
            ),
        ]
        indexes = [
            models.Index(F("due_on"), condition=~Q(status="signed"), name="reviews_due"),
            models.Index(fields=["case"], condition=~Q(status="signed"), name="reviews_due_of_cases"),
            models.Index(fields=["due_on"], condition=Q(status="written"), name="reviews_to_sign"),
        ]
        triggers = [*OfCase.Meta.triggers, states.moves_trigger()]

    def __str__(self) -> str:
        return f"{self.start_id} {self.quarter}"
