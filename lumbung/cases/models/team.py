"""Who works on a case and so may read it; and who broke the glass to read it nevertheless."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases import secrecy
from lumbung.cases.models.base import OfCase
from lumbung.core.people import somebody


class Member(OfCase):
    """Somebody on the team of a case, as long as `until` is not set."""

    class Role(models.TextChoices):
        """What the person does on the team."""

        WORKER = "worker", _("Pekerja sosial penanggung jawab")
        SUPERVISOR = "supervisor", _("Supervisor")
        PROFESSIONAL = "professional", _("Tenaga profesional")
        CONFERENCE = "conference", _("Peserta pembahasan kasus")

    user = models.ForeignKey("staff.User", models.PROTECT, related_name="+", verbose_name=_("Petugas"))
    role = models.TextField(_("Peran"), choices=Role.choices)
    since = models.DateField(_("Sejak"))
    until = models.DateField(_("Sampai"), null=True)
    added_by = somebody(_("Ditambahkan oleh"))

    class Meta(OfCase.Meta):
        verbose_name = _("Anggota tim kasus")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user", "role"], condition=Q(until=None), name="on_a_team_once_in_a_role"
            ),
            models.UniqueConstraint(
                fields=["case", "role"],
                condition=Q(until=None, role__in=["worker", "supervisor"]),
                name="one_worker_one_supervisor",
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="on_a_team_in_order"),
        ]
        indexes = [models.Index(fields=["user"], condition=Q(until=None), name="teams_of_a_person")]
        triggers = [*secrecy.of_case(), *secrecy.keys()]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id} {self.role}"


class Glass(OfCase):
    """Somebody outside the team read a secret case in an emergency: why, until when, and what was said of it later."""

    class Verdict(models.TextChoices):
        """What the supervisor says afterwards."""

        RIGHT = "right", _("Beralasan")
        WRONG = "wrong", _("Tidak beralasan")

    user = models.ForeignKey("staff.User", models.PROTECT, related_name="+", verbose_name=_("Petugas"))
    reason = models.TextField(_("Alasan"))
    at = models.DateTimeField(_("Dibuka pada"))
    until = models.DateTimeField(_("Terbuka sampai"))
    verdict = models.TextField(_("Penilaian supervisor"), choices=Verdict.choices, blank=True)
    reviewed_by = somebody(_("Dinilai oleh"))
    reviewed_on = models.DateField(_("Dinilai pada"), null=True)

    class Meta(OfCase.Meta):
        verbose_name = _("Pembukaan darurat")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="glass_is_broken_for_a_reason"),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="glass_is_open_for_a_while"),
            models.CheckConstraint(
                condition=Q(verdict="", reviewed_by=None)
                | (~Q(verdict="") & Q(reviewed_by__isnull=False) & ~Q(reviewed_by=F("user"))),
                name="glass_is_judged_by_another",
            ),
        ]
        indexes = [models.Index(fields=["case", "user"], name="glass_of_a_person")]
        triggers = [*secrecy.of_case(), *secrecy.keys()]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id} {self.at:%Y-%m-%d %H:%M}"
