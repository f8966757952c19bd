"""Papers: photos and signed documents behind a proposal, a meeting or a letter."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Paper(models.Model):
    """One file with what it shows, and perhaps where; the file itself tells nothing but its picture."""

    class Kind(models.TextChoices):
        """What it shows."""

        HOUSE = "house", _("Foto rumah dari depan")
        INSIDE = "inside", _("Foto bagian dalam rumah")
        CARD = "card", _("Foto kartu keluarga")
        FIELD = "field", _("Foto cek lapangan")
        STATEMENT = "statement", _("Surat pernyataan warga")
        OTHER = "other", _("Bukti lain")
        MINUTES = "minutes", _("Berita acara yang ditandatangani")
        ATTENDANCE = "attendance", _("Daftar hadir yang ditandatangani")
        PHOTO = "photo", _("Foto musyawarah")
        LETTER = "letter", _("SPTJM yang ditandatangani")

    OF_PROPOSALS = (Kind.HOUSE, Kind.INSIDE, Kind.CARD, Kind.FIELD, Kind.STATEMENT, Kind.OTHER)
    OF_MEETINGS = (Kind.MINUTES, Kind.ATTENDANCE, Kind.PHOTO)

    region_code = RegionCodeField(_("Wilayah"))
    proposal = models.ForeignKey(
        "proposals.Proposal", models.PROTECT, null=True, related_name="papers", verbose_name=_("Usulan")
    )
    meeting = models.ForeignKey(
        "proposals.Meeting", models.PROTECT, null=True, related_name="papers", verbose_name=_("Musyawarah")
    )
    letter = models.ForeignKey(
        "proposals.Letter", models.PROTECT, null=True, related_name="papers", verbose_name=_("SPTJM")
    )
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    ref = models.TextField(_("Berkas tersimpan"))
    media_type = models.TextField(_("Bentuk berkas"))
    size = models.IntegerField(_("Ukuran"))
    latitude = models.DecimalField(_("Lintang"), max_digits=8, decimal_places=6, null=True)
    longitude = models.DecimalField(_("Bujur"), max_digits=9, decimal_places=6, null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh")
    )
    added_at = models.DateTimeField(_("Ditambahkan pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bukti")
        constraints = [
            models.CheckConstraint(
                condition=Q(proposal__isnull=False, meeting=None, letter=None)
                | Q(proposal=None, meeting__isnull=False, letter=None)
                | Q(proposal=None, meeting=None, letter__isnull=False),
                name="paper_of_one_record",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="paper_on_earth",
            ),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def is_picture(self) -> bool:
        """Whether a page can show it."""
        return self.media_type.startswith("image/")
