"""Partners: agencies whose programs may ask for payments, whom they pay, and what they asked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.crypto import BlindIndexField, EncryptedField
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Partner(models.Model):
    """An agency with a machine account. It pays one programme of its own from one fund, in one region.

    Its vouchers that are not used yet are worth at most `voucher_limit` together; at nothing it gives none out. Another
    person than the one who registered it agrees to that.
    """

    class Status(models.TextChoices):
        """An agreement that ended opens no door again; a new one is a new partner."""

        ACTIVE = "active", _("Berlaku")
        SUSPENDED = "suspended", _("Dihentikan sementara")
        ENDED = "ended", _("Berakhir")

    MOVES = {
        Status.ACTIVE: {Status.SUSPENDED, Status.ENDED},
        Status.SUSPENDED: {Status.ACTIVE, Status.ENDED},
        Status.ENDED: set(),
    }

    name = models.TextField(_("Nama lembaga"))
    source_bb = models.CharField(_("Pengenal sistem"), max_length=12, help_text=_("SourceBBID, tepat 12 tanda."))
    programme = models.TextField(_("Program"), help_text=_("Program mitra, misalnya mitra-zakat."))
    fund = models.ForeignKey("payments.Fund", models.PROTECT, related_name="+", verbose_name=_("Dana"))
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="partner", verbose_name=_("Akun mesin")
    )
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ACTIVE)
    voucher_limit = models.BigIntegerField(_("Nilai kupon paling banyak"), default=0, db_default=0)
    voucher_days = models.SmallIntegerField(_("Masa berlaku kupon, hari"), default=0, db_default=0)
    vouchers_by = somebody(_("Kupon disetujui oleh"))
    region_code = RegionCodeField(_("Wilayah"))
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Didaftarkan oleh")
    )
    registered_at = models.DateTimeField(_("Didaftarkan pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitra")
        constraints = [
            models.UniqueConstraint(fields=["source_bb"], name="partner_by_its_system_once"),
            models.UniqueConstraint(fields=["programme"], name="partner_programme_once"),
            models.CheckConstraint(condition=Q(programme__startswith="mitra-"), name="partner_programme_of_partners"),
            models.CheckConstraint(
                condition=Q(voucher_limit=0, voucher_days=0, vouchers_by=None)
                | Q(voucher_limit__gt=0, voucher_days__gt=0, vouchers_by__isnull=False),
                name="vouchers_agreed_whole",
            ),
            models.CheckConstraint(condition=~Q(vouchers_by=F("registered_by")), name="vouchers_agreed_by_another"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.name


class Payee(models.Model):
    """A person as a partner calls them, and the family whose account that is; unknown until an account is."""

    class Modality(models.TextChoices):
        """How GovStack says the way of the money."""

        ACCOUNT = "00", _("Rekening bank")
        MOBILE = "01", _("Uang elektronik di telepon")
        VOUCHER = "02", _("Kupon")
        WALLET = "03", _("Dompet digital")
        PROXY = "04", _("Alamat pengganti")

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="payees", verbose_name=_("Mitra"))
    functional_id = EncryptedField(_("Nomor penerima menurut mitra"))
    functional_index = BlindIndexField(null=False)
    modality = models.CharField(_("Cara bayar"), max_length=2, choices=Modality.choices, blank=True)
    address = EncryptedField(_("Alamat keuangan"), blank=True)
    family = models.ForeignKey(
        "registry.Family", models.PROTECT, null=True, related_name="+", verbose_name=_("Keluarga")
    )
    region_code = RegionCodeField(_("Wilayah"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Penerima mitra")
        constraints = [models.UniqueConstraint(fields=["partner", "functional_index"], name="payee_of_partner_once")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.partner} {self.pk}"


class Call(models.Model):
    """One call of a partner: what it asked, for how much, and what it was answered. Written once; it holds no names."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="calls", verbose_name=_("Mitra"))
    at = models.DateTimeField(_("Pada"), auto_now_add=True)
    operation = models.TextField(_("Permintaan"))
    request_id = models.CharField(_("Nomor permintaan"), max_length=12)
    body_print = models.TextField(_("Sidik isi"))
    status = models.SmallIntegerField(_("Kode HTTP"))
    code = models.CharField(_("Jawaban"), max_length=2)
    said = models.CharField(_("Penjelasan"), max_length=200)
    lines = models.IntegerField(_("Jumlah baris"), default=0)
    total = models.BigIntegerField(_("Nilai"), default=0)
    repeated = models.BooleanField(_("Diulang"), default=False)
    region_code = RegionCodeField(_("Wilayah"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Panggilan mitra")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "operation", "request_id"],
                condition=Q(code="00", repeated=False) & ~Q(request_id=""),
                name="request_takes_effect_once",
            )
        ]
        triggers = [*audit.triggers(), audit.append_only()]

    def __str__(self) -> str:
        return f"{self.operation} {self.request_id}"
