"""Somebody is sent to an institution: what they agreed may be told there, what was answered, what came of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import agreeing, need_to_know, states
from lumbung.core.need_to_know import ReadersField, SecretQuerySet
from lumbung.core.people import somebody
from lumbung.core.reach import RegionCodeField
from lumbung.referrals.models import triggers


class Referral(models.Model):
    """One need at one institution. It tells who answers until when; who comes is told as far as consent covers it."""

    class Status(models.TextChoices):
        """Where it stands."""

        SENT = "sent", _("Menunggu jawaban")
        NEEDS_MORE = "needs_more", _("Perlu keterangan")
        ACCEPTED = "accepted", pgettext_lazy("answer", "Diterima")
        REFUSED = "refused", _("Ditolak")
        SERVED = "served", _("Terlayani")
        WITHDRAWN = "withdrawn", _("Ditarik")

    class Via(models.TextChoices):
        """How the answer came."""

        SCREEN = "screen", _("Di layar")
        LETTER = "letter", _("Surat balasan")
        API = "api", _("Lewat API")

    class Ground(models.TextChoices):
        """Why something may be told without consent."""

        NONE = "", _("Tidak ada")
        CHILD = "child_in_danger", _("Anak dalam bahaya")

    MOVES = {
        Status.SENT: {Status.ACCEPTED, Status.NEEDS_MORE, Status.REFUSED, Status.SERVED, Status.WITHDRAWN},
        Status.NEEDS_MORE: {Status.SENT, Status.WITHDRAWN},
        Status.ACCEPTED: {Status.SERVED, Status.REFUSED, Status.WITHDRAWN},
    }
    UNDER_WAY = (Status.SENT, Status.NEEDS_MORE, Status.ACCEPTED)
    OVER = (Status.REFUSED, Status.SERVED, Status.WITHDRAWN)

    region_code = RegionCodeField(_("Wilayah"), editable=False)
    readers = ReadersField(editable=False)
    need = models.ForeignKey("referrals.Need", models.PROTECT, related_name="referrals", verbose_name=_("Kebutuhan"))
    institution = models.ForeignKey(
        "referrals.Institution", models.PROTECT, related_name="referrals", verbose_name=_("Lembaga layanan")
    )
    sector = models.TextField(_("Sektor"))
    service = models.TextField(_("Layanan yang diminta"))
    urgency = models.TextField(_("Mendesak"))
    ground = models.TextField(_("Dasar tanpa persetujuan"), choices=Ground.choices, blank=True, default=Ground.NONE)
    ground_said = models.TextField(_("Alasan tanpa persetujuan"), blank=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.SENT)
    sent_on = models.DateField(_("Dirujuk pada"))
    sent_by = somebody(_("Dirujuk oleh"))
    due_on = models.DateField(_("Batas jawaban"))
    reminders = models.SmallIntegerField(_("Kali diingatkan"), default=0)
    reminded_on = models.DateField(_("Diingatkan pada"), null=True)
    answered_on = models.DateField(_("Dijawab pada"), null=True)
    answered_by = somebody(_("Dijawab oleh"))
    via = models.TextField(_("Cara menjawab"), choices=Via.choices, blank=True)
    letter = models.TextField(_("Surat balasan"), blank=True)
    reason = models.TextField(_("Jawaban"), blank=True)
    served_on = models.DateField(_("Terlayani pada"), null=True)
    result = models.TextField(_("Hasil"), blank=True)
    told_on = models.DateField(_("Hasil dibaca pada"), null=True)

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rujukan")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "institution"],
                condition=Q(status__in=["sent", "needs_more", "accepted"]),
                name="one_open_referral_to_a_place",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "refused", "needs_more", "served"])
                | Q(answered_on__isnull=False, answered_by__isnull=False),
                name="an_answer_is_somebodys",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["refused", "needs_more", "withdrawn"]) | ~Q(reason=""),
                name="a_referral_refused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(status="served", served_on__isnull=False) & ~Q(result="")
                | (~Q(status="served") & Q(served_on=None)),
                name="a_service_has_a_result",
            ),
            models.CheckConstraint(condition=~Q(via="letter") | ~Q(letter=""), name="a_reply_on_paper_has_its_number"),
            models.CheckConstraint(
                condition=Q(via__in=["", "letter"]) | ~Q(answered_by=F("sent_by")), name="nobody_answers_themselves"
            ),
            models.CheckConstraint(condition=Q(ground="") | ~Q(ground_said=""), name="without_consent_says_why"),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "region_code"], condition=Q(status__in=["sent", "needs_more"]), name="answers_due"
            ),
            models.Index(fields=["institution", "status"], name="referrals_to_a_place"),
            models.Index(fields=["sent_on"], condition=Q(readers__isnull=False), name="referrals_known_to_few"),
        ]
        triggers = [*need_to_know.audited(), states.moves_trigger(), triggers.OfNeed()]

    def __str__(self) -> str:
        return str(_("Rujukan %(number)s") % {"number": self.number})

    @property
    def number(self) -> str:
        """The number on its letter."""
        return f"RJ/{self.region_code}/{self.sent_on:%Y}/{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act."""
        return self.status not in self.OVER


class Consent(models.Model):
    """Somebody agrees that some of what is known of them goes to one institution, until they take it back."""

    Relation = agreeing.Relation
    Sign = agreeing.Sign

    class Part(models.TextChoices):
        """What is told."""

        NAME = "name", _("Nama")
        AGE = "age", _("Umur")
        PHONE = "phone", _("Nomor telepon")
        ADDRESS = "address", _("Alamat")
        NEED = "need", _("Keluhan dan kebutuhan")

    region_code = RegionCodeField(_("Wilayah"), editable=False)
    readers = ReadersField(editable=False)
    referral = models.ForeignKey(
        "referrals.Referral", models.PROTECT, related_name="consents", verbose_name=_("Rujukan")
    )
    given_by = models.TextField(_("Diberikan oleh"))
    relation = models.TextField(_("Hubungan"), choices=Relation.choices)
    parts = ArrayField(models.TextField(choices=Part.choices), verbose_name=_("Data yang disetujui"))
    sign = models.TextField(_("Cara menyetujui"), choices=Sign.choices)
    witness = models.TextField(_("Saksi"), blank=True)
    on = models.DateField(_("Disetujui pada"))
    by = somebody(_("Dicatat oleh"))
    withdrawn_on = models.DateField(_("Dicabut pada"), null=True)
    withdrawn_by = somebody(_("Pencabutan dicatat oleh"))
    withdrawn_said = models.TextField(_("Alasan dicabut"), blank=True)

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("Persetujuan rujukan")
        constraints = [
            models.UniqueConstraint(fields=["referral"], condition=Q(withdrawn_on=None), name="one_consent_in_force"),
            models.CheckConstraint(condition=~Q(given_by="") & ~Q(parts=[]), name="somebody_agreed_to_a_referral"),
            models.CheckConstraint(condition=Q(sign="signature") | ~Q(witness=""), name="word_and_thumb_are_witnessed"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_by=None)
                | Q(withdrawn_on__gte=F("on"), withdrawn_by__isnull=False),
                name="referral_consent_withdrawn_by_somebody",
            ),
        ]
        triggers = [*need_to_know.audited(), triggers.OfReferral()]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.on}"
