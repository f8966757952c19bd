"""What somebody needs, as they or whoever brings them told it, and the desk at which it stands."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import need_to_know, states
from lumbung.core.crypto import EncryptedField
from lumbung.core.need_to_know import ReadersField, SecretQuerySet
from lumbung.core.people import somebody
from lumbung.core.reach import RegionCodeField
from lumbung.referrals.models import triggers


class Level(models.TextChoices):
    """The desks, from the nearest on."""

    VILLAGE = "village", _("Puskesos desa")
    REGENCY = "regency", _("SLRT kabupaten atau kota")
    PROVINCE = "province", _("Provinsi")
    MINISTRY = "ministry", _("Kementerian")


class Urgency(models.TextChoices):
    """Who comes first, in this order."""

    DANGER = "1", _("Gawat atau tidak aman hari ini")
    SOON = "2", _("Beberapa hari lagi")
    PLANNED = "3", _("Bisa direncanakan")


class Need(models.Model):
    """One need of one person. Nobody needs papers to be heard, so the registry may not know them."""

    class Channel(models.TextChoices):
        """How it came."""

        WALK_IN = "walk_in", _("Datang ke meja")
        PHONE = "phone", _("Telepon")
        MESSAGE = "message", _("Pesan atau surat")
        OFFICER = "officer", _("Dibawa petugas")
        CASE = "case", _("Dari kasus")

    class Topic(models.TextChoices):
        """What makes a need known to few: only its readers find it."""

        NONE = "", _("Tidak")
        CHILD = "child", _("Pelindungan anak")
        HIV = "hiv", _("HIV")
        TRAFFICKING = "trafficking", _("Perdagangan orang")
        VIOLENCE = "violence", _("Kekerasan")
        CASE = "case", _("Dari kasus yang dirahasiakan")

    class Status(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("Menunggu di meja")
        REFERRED = "referred", _("Dirujuk")
        SOLVED = "solved", _("Terlayani")
        CLOSED = "closed", _("Ditutup")

    MOVES = {
        Status.OPEN: {Status.REFERRED, Status.SOLVED, Status.CLOSED},
        Status.REFERRED: {Status.OPEN, Status.SOLVED, Status.CLOSED},
    }
    OVER = (Status.SOLVED, Status.CLOSED)

    region_code = RegionCodeField(_("Wilayah"))
    readers = ReadersField()
    level = models.TextField(_("Meja"), choices=Level.choices)
    channel = models.TextField(_("Cara masuk"), choices=Channel.choices)
    person = models.ForeignKey("registry.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("Orang"))
    called = models.TextField(_("Nama panggilan"))
    age = models.SmallIntegerField(_("Umur"), null=True)
    phone = EncryptedField(_("Nomor telepon"), null=True)
    address = models.TextField(_("Alamat"), blank=True)
    words = models.TextField(_("Keluhan"))
    sector = models.TextField(_("Sektor"))
    urgency = models.TextField(_("Mendesak"), choices=Urgency.choices)
    topic = models.TextField(_("Perkara sensitif"), choices=Topic.choices, blank=True, default=Topic.NONE)
    cause = models.TextField(pgettext_lazy("need", "Asal"), blank=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.OPEN)
    came_on = models.DateField(_("Masuk pada"))
    noted_by = somebody(_("Dicatat oleh"))
    asked_by = models.ForeignKey(
        "staff.User", models.PROTECT, null=True, related_name="+", verbose_name=_("Yang menunggu hasilnya")
    )
    due_on = models.DateField(_("Batas di meja ini"))
    done_on = models.DateField(_("Selesai pada"), null=True)
    done_by = somebody(_("Diselesaikan oleh"))
    said = models.TextField(_("Catatan akhir"), blank=True)

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kebutuhan")
        constraints = [
            models.CheckConstraint(condition=~Q(called="") & ~Q(words=""), name="somebody_needs_something"),
            models.CheckConstraint(condition=Q(age=None) | Q(age__gte=0, age__lte=120), name="who_needs_has_an_age"),
            models.CheckConstraint(condition=Q(topic="") | Q(readers__isnull=False), name="sensitive_need_has_readers"),
            models.CheckConstraint(
                condition=Q(status__in=["solved", "closed"], done_on__isnull=False, done_by__isnull=False) & ~Q(said="")
                | (~Q(status__in=["solved", "closed"]) & Q(done_on=None, done_by=None)),
                name="end_of_a_need_is_said",
            ),
        ]
        indexes = [
            models.Index(fields=["region_code", "due_on"], condition=Q(status="open"), name="needs_waiting"),
            models.Index(
                fields=["level", "due_on", "urgency", "id"], condition=Q(status="open"), name="needs_at_a_desk"
            ),
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="needs_of_a_person"),
            models.Index(fields=["cause"], condition=~Q(cause=""), name="needs_of_a_cause"),
            models.Index(fields=["came_on"], condition=Q(readers__isnull=False), name="needs_known_to_few"),
        ]
        triggers = [
            *need_to_know.audited(), states.moves_trigger(), triggers.LevelByEscalation(), triggers.TakeReadersAlong(),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(_("Kebutuhan nomor %(number)s") % {"number": self.pk})

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act."""
        return self.status not in self.OVER

    @property
    def is_secret(self) -> bool:
        """Whether only its readers know of it."""
        return self.readers is not None
