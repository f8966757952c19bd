"""What an assessment found: answers, photos, and the goods that are needed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet, RegionCodeField


class Answer(models.Model):
    """One answer of an assessment, as the instrument of the kind writes it: a choice, or a whole number."""

    region_code = RegionCodeField(_("Wilayah"))
    request = models.ForeignKey(
        "in_kind.Request", models.PROTECT, related_name="answers", verbose_name=_("Permintaan barang")
    )
    question = models.TextField(_("Pertanyaan"))
    value = models.TextField(_("Jawaban"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Jawaban asesmen")
        constraints = [
            models.UniqueConstraint(fields=["request", "question"], name="one_answer_a_question"),
            models.CheckConstraint(condition=~Q(value=""), name="an_answer_says_something"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"


class Evidence(models.Model):
    """One photo or scan behind a request; the file itself tells nothing but its picture."""

    class Kind(models.TextChoices):
        """What it shows."""

        NEED = "need", _("Foto kebutuhan")
        FRONT = "front", _("Rumah dari depan")
        INSIDE = "inside", _("Bagian dalam rumah")
        DAMAGE = "damage", _("Bagian yang rusak")
        FITTING = "fitting", _("Foto pemasangan")
        RECEIPT = "receipt", _("Berita acara yang ditandatangani")
        SIGNATURE = "signature", _("Tanda tangan di layar")

    region_code = RegionCodeField(_("Wilayah"))
    request = models.ForeignKey(
        "in_kind.Request", models.PROTECT, related_name="evidence", verbose_name=_("Permintaan barang")
    )
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    ref = models.TextField(_("Berkas tersimpan"))
    media_type = models.TextField(_("Bentuk berkas"))
    size = models.IntegerField(_("Ukuran"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Oleh")
    )
    added_at = models.DateTimeField(_("Ditambahkan pada"), auto_now_add=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bukti barang")
        constraints = [models.UniqueConstraint(fields=["request", "kind", "ref"], name="a_photo_once")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Need(models.Model):
    """So many of one item for a request, as the assessment reckoned; of a house by stage, with its price that day."""

    region_code = RegionCodeField(_("Wilayah"))
    request = models.ForeignKey(
        "in_kind.Request", models.PROTECT, related_name="needs", verbose_name=_("Permintaan barang")
    )
    item = models.TextField(_("Barang"))
    stage = models.TextField(_("Bagian"), blank=True)
    quantity = models.IntegerField(_("Banyaknya"))
    price = models.BigIntegerField(_("Harga satuan"), default=0)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kebutuhan barang")
        constraints = [
            models.UniqueConstraint(fields=["request", "stage", "item"], name="one_need_an_item_and_stage"),
            models.CheckConstraint(condition=Q(quantity__gt=0, price__gte=0), name="a_need_is_more_than_nothing"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.quantity} {self.item}"
