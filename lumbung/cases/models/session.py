"""Sessions: booked for a worker and for those who come, held, with who came and a note for each."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from lumbung.cases import secrecy
from lumbung.cases.models.base import CaseBoundQuerySet, OfCase
from lumbung.core import states
from lumbung.core.people import somebody
from lumbung.core.reach import RegionCodeField

_DURING = RawSQL("tstzrange(starts_at, ends_at)", ())


def _one(column: str) -> RawSQL:
    """One number as a range: GiST needs no extension for ranges."""
    return RawSQL(f"int8range({column}, {column}, '[]')", ())


class Session(models.Model):
    """One appointment. Of one case it is as secret as the case; a group's title and room tell of nobody.

    It is never moved: what doesn't take place is cancelled and booked anew.
    """

    class Kind(models.TextChoices):
        """With whom, and where."""

        SINGLE = "single", _("Pertemuan perorangan")
        VISIT = "visit", _("Kunjungan rumah")
        GROUP = "group", _("Pertemuan kelompok")

    class Status(models.TextChoices):
        """Whether it took place."""

        PLANNED = "planned", _("Direncanakan")
        HELD = "held", _("Sudah dilaksanakan")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {Status.PLANNED: {Status.HELD, Status.CANCELLED}}

    region_code = RegionCodeField(_("Wilayah"))
    sensitive = models.BooleanField(_("Dirahasiakan"), default=False, editable=False)
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="sessions", verbose_name=_("Kasus"))
    goal = models.ForeignKey(
        "cases.Goal", models.PROTECT, null=True, related_name="sessions", verbose_name=_("Tujuan rencana")
    )
    title = models.TextField(_("Judul"))
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="sessions", verbose_name=_("Petugas")
    )
    starts_at = models.DateTimeField(_("Mulai"))
    ends_at = models.DateTimeField(_("Selesai"))
    place = models.TextField(_("Tempat"), blank=True)
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PLANNED)
    said = models.TextField(_("Alasan dibatalkan"), blank=True)
    by = somebody(_("Dipesan oleh"))

    objects = CaseBoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pertemuan layanan")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_in_order"),
            models.CheckConstraint(
                condition=Q(kind="group", case=None, goal=None) | (~Q(kind="group") & Q(case__isnull=False)),
                name="a_group_is_of_no_single_case",
            ),
            models.CheckConstraint(condition=~Q(status="cancelled") | ~Q(said=""), name="a_cancelled_session_says_why"),
            ExclusionConstraint(
                name="no_worker_in_two_sessions",
                expressions=[(_one("worker_id"), "&&"), (_DURING, "&&")],
                condition=~Q(status="cancelled"),
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "starts_at"], name="sessions_of_worker"),
            models.Index(fields=["starts_at"], name="sessions_in_time"),
        ]
        triggers = [
            *secrecy.audited(),
            secrecy.CopyFromCase(condition=pgtrigger.Condition("NEW.case_id IS NOT NULL")),
            states.moves_trigger(),
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(OfCase):
    """One person at one session: expected, came or not, and what is to be kept of it. As secret as their case."""

    class State(models.TextChoices):
        """Whether they came."""

        EXPECTED = "expected", _("Diharapkan")
        CAME = "came", _("Hadir")
        EXCUSED = "excused", _("Izin")
        ABSENT = "absent", _("Tidak hadir")
        CANCELLED = "cancelled", _("Dibatalkan")

    NOTED = (State.CAME, State.EXCUSED, State.ABSENT)

    case = models.ForeignKey(
        "cases.Case", models.PROTECT, db_index=False, related_name="attendances", verbose_name=_("Kasus")
    )
    session = models.ForeignKey(
        "cases.Session", models.PROTECT, db_index=False, related_name="attendances", verbose_name=_("Pertemuan layanan")
    )
    goal = models.ForeignKey(
        "cases.Goal", models.PROTECT, null=True, related_name="attendances", verbose_name=_("Tujuan rencana")
    )
    starts_at = models.DateTimeField(_("Mulai"))
    ends_at = models.DateTimeField(_("Selesai"))
    state = models.TextField(_("Kehadiran"), choices=State.choices, default=State.EXPECTED)
    note = models.TextField(_("Catatan"), blank=True)
    version = models.IntegerField(_("Perubahan ke-"), default=0)
    noted_at = models.DateTimeField(_("Dicatat pada"), null=True)
    noted_by = somebody(_("Dicatat oleh"))

    class Meta(OfCase.Meta):
        verbose_name = _("Kehadiran layanan")
        constraints = [
            models.UniqueConstraint(fields=["session", "case"], name="once_in_a_session"),
            ExclusionConstraint(
                name="nobody_in_two_sessions",
                expressions=[(_one("case_id"), "&&"), (_DURING, "&&")],
                condition=~Q(state="cancelled"),
            ),
        ]
        indexes = [models.Index(fields=["case", "starts_at"], name="sessions_of_case")]
        triggers = [*secrecy.of_case()]

    def __str__(self) -> str:
        return f"{self.session_id} {self.case_id}"
