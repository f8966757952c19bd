"""A shop: asked for by one person, looked at by another, suspended or closed with a reason."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.crypto import BlindIndexField, EncryptedField
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Shop(models.Model):
    """An e-warong or another merchant that takes the food wallet. Its takings lie in accounts of the ledger.

    `key_id` and `public_key` belong to the key with which the shop signs what it sells off line.
    """

    class Kind(models.TextChoices):
        """Whose shop it is."""

        EWARONG = "ewarong", _("E-warong")
        AGENT = "agent", _("Agen bank")
        KUBE = "kube", _("Toko KUBE")
        VILLAGE = "village", _("Toko BUMDes")

    class Status(models.TextChoices):
        """From the request to the end."""

        REQUESTED = "requested", _("Diajukan")
        ACTIVE = "active", _("Aktif")
        SUSPENDED = "suspended", _("Dibekukan")
        REFUSED = "refused", _("Ditolak")
        CLOSED = "closed", _("Ditutup")

    MOVES = {
        Status.REQUESTED: {Status.ACTIVE, Status.REFUSED},
        Status.ACTIVE: {Status.SUSPENDED, Status.CLOSED},
        Status.SUSPENDED: {Status.ACTIVE, Status.CLOSED},
        Status.REFUSED: set(),
        Status.CLOSED: set(),
    }
    OPENED = (Status.ACTIVE, Status.SUSPENDED, Status.CLOSED)

    number = models.TextField(_("Nomor toko"), unique=True)
    region_code = RegionCodeField(_("Wilayah"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.REQUESTED)
    name = models.TextField(_("Nama toko"))
    address = models.TextField(_("Alamat"))
    owner_name = EncryptedField(_("Nama pemilik"))
    phone = EncryptedField(_("Nomor telepon"))
    bank = models.TextField(_("Bank"))
    account_number = EncryptedField(_("Nomor rekening"))
    account_index = BlindIndexField(null=False, db_index=False)
    account_name = EncryptedField(_("Nama pemilik rekening"))
    requested_by = somebody(_("Diajukan oleh"))
    requested_on = models.DateField(_("Diajukan pada"))
    checked_by = somebody(_("Diperiksa oleh"))
    checked_on = models.DateField(_("Diperiksa pada"), null=True)
    suspended_by = somebody(_("Dibekukan oleh"))
    reason = models.TextField(_("Alasan"), blank=True)
    key_id = models.TextField(_("Kunci toko"), blank=True)
    public_key = models.TextField(_("Kunci umum toko"), blank=True)
    takings = models.OneToOneField(
        "payments.Account", models.PROTECT, null=True, related_name="+", verbose_name=_("Hasil jualan")
    )
    due = models.OneToOneField(
        "payments.Account", models.PROTECT, null=True, related_name="+", verbose_name=_("Menuju bank toko")
    )
    paid = models.OneToOneField(
        "payments.Account", models.PROTECT, null=True, related_name="+", verbose_name=_("Sampai di bank toko")
    )

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Toko")
        constraints = [
            models.CheckConstraint(condition=~Q(requested_by=F("checked_by")), name="shop_checked_by_another"),
            models.CheckConstraint(
                condition=Q(status="requested") | Q(checked_on__isnull=False), name="shop_checked_before_it_opens"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["active", "suspended", "closed"])
                | Q(takings__isnull=False, due__isnull=False, paid__isnull=False),
                name="open_shop_has_its_accounts",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["suspended", "refused", "closed"]) | ~Q(reason=""), name="shop_end_says_why"
            ),
            models.UniqueConstraint(
                fields=["account_index"],
                condition=Q(status__in=["requested", "active", "suspended"]),
                name="one_open_shop_per_bank_account",
            ),
            models.UniqueConstraint(fields=["key_id"], condition=~Q(key_id=""), name="key_of_one_shop"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger()]

    def __str__(self) -> str:
        return self.name


class Attendant(models.Model):
    """Who stands at the till of a shop; one shop at a time, past ones stay."""

    shop = models.ForeignKey("shops.Shop", models.PROTECT, related_name="attendants", verbose_name=_("Toko"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Penjaga toko"))
    region_code = RegionCodeField(_("Wilayah"))
    since = models.DateField(_("Sejak"))
    until = models.DateField(_("Sampai"), null=True)
    named_by = somebody(_("Ditunjuk oleh"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Penjaga toko")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(until=None), name="one_till_at_a_time"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="attendant_in_order"),
            models.CheckConstraint(condition=~Q(named_by=F("user")), name="nobody_names_themselves"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.shop_id}: {self.user_id}"
