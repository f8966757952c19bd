"""A request for a good: for whom, what, and how far it has come."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.proposals.models import triggers as conflicts


class Request(models.Model):
    """One good for one person, or for one family and its house. Its region is the family's village."""

    class Status(models.TextChoices):
        """Whose turn it is, in the order of the way; then how it ended."""

        ASKED = "asked", _("Menunggu asesmen")
        ASSESSED = "assessed", _("Menunggu persetujuan")
        LISTED = "listed", _("Di daftar tunggu")
        ALLOTTED = "allotted", _("Barang disisihkan")
        FITTED = "fitted", _("Siap diserahkan")
        HANDED = "handed", _("Diserahkan, menunggu kunjungan")
        CLOSED = "closed", _("Selesai")
        REFUSED = "refused", _("Ditolak")
        WITHDRAWN = "withdrawn", _("Dicabut")

    MOVES = {
        Status.ASKED: {Status.ASSESSED, Status.WITHDRAWN},
        Status.ASSESSED: {Status.LISTED, Status.REFUSED, Status.ASKED, Status.WITHDRAWN},
        Status.LISTED: {Status.ALLOTTED, Status.ASKED, Status.WITHDRAWN},
        Status.ALLOTTED: {Status.FITTED, Status.LISTED},
        Status.FITTED: {Status.HANDED},
        Status.HANDED: {Status.CLOSED},
    }
    WAY = (
        *(Status.ASKED, Status.ASSESSED, Status.LISTED, Status.ALLOTTED),
        *(Status.FITTED, Status.HANDED, Status.CLOSED),
    )
    ENDED = (Status.CLOSED, Status.REFUSED, Status.WITHDRAWN)
    APPROVED = (Status.LISTED, Status.ALLOTTED, Status.FITTED, Status.HANDED, Status.CLOSED)

    region_code = RegionCodeField(_("Wilayah"))
    kind = models.TextField(_("Jenis bantuan"))
    item = models.TextField(_("Barang"))
    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="goods", verbose_name=_("Keluarga"))
    person = models.ForeignKey(
        "registry.Person", models.PROTECT, null=True, related_name="goods", verbose_name=_("Untuk siapa")
    )
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ASKED)
    told_by = models.TextField(_("Disampaikan oleh"))
    statement = models.TextField(_("Keterangan"))
    filed_on = models.DateField(_("Diminta pada"))
    filed_by = somebody(_("Dicatat oleh"))
    size = models.IntegerField(_("Ukuran"), default=0, help_text=_("Nol bila barangnya tidak berukuran."))
    rupiah = models.BigIntegerField(_("Nilai bahan"), default=0)
    assessed_on = models.DateField(_("Diases pada"), null=True)
    assessed_by = somebody(_("Diases oleh"))
    approved_on = models.DateField(_("Disetujui pada"), null=True)
    approved_by = somebody(_("Disetujui oleh"))
    said = models.TextField(_("Alasan"), blank=True)
    points = models.IntegerField(_("Nilai saat dialokasikan"), null=True)
    place = models.IntegerField(_("Urutan saat dialokasikan"), null=True)
    tied = models.IntegerField(_("Yang bernilai sama"), null=True)
    allotted_on = models.DateField(_("Dialokasikan pada"), null=True)
    allotted_by = somebody(_("Dialokasikan oleh"))
    closed_on = models.DateField(_("Ditutup pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Permintaan barang")
        constraints = [
            models.CheckConstraint(condition=~Q(assessed_by=F("approved_by")), name="assessed_not_approved_by_one"),
            models.CheckConstraint(
                condition=~Q(status__in=["listed", "allotted", "fitted", "handed", "closed"])
                | Q(assessed_by__isnull=False, approved_by__isnull=False),
                name="listed_by_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["refused", "withdrawn"]) | ~Q(said=""), name="end_of_a_request_says_why"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["closed", "refused", "withdrawn"], closed_on__isnull=False)
                | (~Q(status__in=["closed", "refused", "withdrawn"]) & Q(closed_on=None)),
                name="request_closed_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "item"],
                condition=Q(person__isnull=False) & ~Q(status__in=["closed", "refused", "withdrawn"]),
                name="one_open_request_for_a_person",
            ),
            models.UniqueConstraint(
                fields=["family", "kind", "item"],
                condition=Q(person=None) & ~Q(status__in=["closed", "refused", "withdrawn"]),
                name="one_open_request_for_a_house",
            ),
        ]
        indexes = [models.Index(fields=["kind", "status", "region_code"], name="goods_waiting")]
        triggers = [*audit.triggers(), states.moves_trigger(), *conflicts.not_ones_own()]

    def __str__(self) -> str:
        return str(_("Permintaan barang %(number)s") % {"number": self.pk})

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act."""
        return self.status not in self.ENDED
