"""A proposal: one request about one family, from the neighbourhood to the new ranking, and every way back."""

from itertools import combinations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.people import somebody
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.proposals.models import triggers, way
from lumbung.proposals.models.way import ENDED, Status


def _everybody_once() -> list[models.CheckConstraint]:
    """Whoever let it go on from one step lets it go on from no other; only filing and the first check go together."""
    pairs = combinations(["filed_by", *way.SIGNATURES.values()], 2)
    return [
        models.CheckConstraint(condition=~Q(**{one: F(other)}), name=f"{one[:-3]}_not_{other[:-3]}")
        for one, other in pairs
        if (one, other) != ("filed_by", "checked_by")
    ]


def _nothing_skipped() -> list[models.CheckConstraint]:
    """Behind a step stands the name of who let it pass there."""
    return [
        models.CheckConstraint(
            condition=~Q(status__in=[str(later) for later in way.after(passed)]) | Q(**{f"{person}__isnull": False}),
            name=f"{person[:-3]}_by_somebody",
        )
        for passed, person in way.SIGNATURES.items()
    ]


_ENDED = [str(status) for status in ENDED]
_AGREED = [str(status) for status in way.after(Status.DELIBERATING)]
_BUNDLED = [str(status) for status in way.after(Status.ENDORSING)]


class Proposal(models.Model):
    """What is asked for a family; its status says where it waits. Its region is the family's village."""

    class Kind(models.TextChoices):
        """What is asked."""

        AID = "aid", _("Usulan bansos")
        UPDATE = "update", _("Pembaruan data")
        OBJECTION = "objection", _("Sanggahan")
        RESIGNATION = "resignation", _("Pengunduran diri")
        REACTIVATION = "reactivation", _("Reaktivasi")

    class Channel(models.TextChoices):
        """Who brought it to the village."""

        NEIGHBOURHOOD = "neighbourhood", _("Ketua RT atau RW")
        CITIZEN = "citizen", _("Warga sendiri")
        OFFICER = "officer", _("Petugas desa atau pendamping")

    Status = Status
    MOVES = way.MOVES

    region_code = RegionCodeField(_("Wilayah"))
    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="proposals", verbose_name=_("Keluarga"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    programme = models.TextField(_("Program"), blank=True, help_text=_("Kosong berarti semua bantuan."))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.REPORTED)
    channel = models.TextField(_("Saluran"), choices=Channel.choices)
    told_by = models.TextField(
        _("Disampaikan oleh"), help_text=_("Nama ketua RT, warga, atau petugas yang menyampaikan.")
    )
    citizen = models.ForeignKey("registry.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("Warga"))
    statement = models.TextField(_("Keterangan"))
    filed_on = models.DateField(_("Diajukan pada"))
    due_on = models.DateField(_("Batas waktu"))
    step_since = models.DateField(_("Di langkah ini sejak"))
    meeting = models.ForeignKey(
        "proposals.Meeting", models.PROTECT, null=True, related_name="agreed", verbose_name=_("Musyawarah")
    )
    letter = models.ForeignKey(
        "proposals.Letter", models.PROTECT, null=True, related_name="proposals", verbose_name=_("SPTJM")
    )
    docket = models.ForeignKey(
        "proposals.Docket", models.PROTECT, null=True, related_name="proposals", verbose_name=_("Berita acara")
    )
    filed_by = somebody(_("Diajukan oleh"))
    checked_by = somebody(_("Diperiksa oleh"))
    verified_by = somebody(_("Diverifikasi oleh"))
    endorsed_by = somebody(_("Disahkan kepala dinas"))
    signed_by = somebody(_("Ditandatangani oleh"))
    decided_by = somebody(_("Diputuskan oleh"))
    field_checked_by = somebody(_("Diperiksa di lapangan oleh"))
    reason = models.TextField(_("Alasan"), blank=True)
    said = models.TextField(_("Pesan"), blank=True)
    decile_before = models.SmallIntegerField(_("Desil sebelumnya"), null=True)
    decile_after = models.SmallIntegerField(_("Desil sesudahnya"), null=True)
    closed_on = models.DateField(_("Ditutup pada"), null=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Usulan")
        constraints = [
            *_everybody_once(),
            *_nothing_skipped(),
            models.CheckConstraint(
                condition=~Q(status__in=_AGREED) | Q(meeting__isnull=False) | Q(letter__isnull=False),
                name="agreed_by_meeting_or_letter",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_BUNDLED) | Q(docket__isnull=False), name="in_a_docket_from_the_office_on"
            ),
            models.CheckConstraint(
                condition=Q(status__in=_ENDED, closed_on__isnull=False)
                | (~Q(status__in=_ENDED) & Q(closed_on__isnull=True)),
                name="proposal_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_ENDED[1:]) | (~Q(reason="") & ~Q(said="")), name="an_end_says_why"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("filed_on")), name="due_after_it_was_filed"),
            models.CheckConstraint(condition=~Q(statement=""), name="proposal_has_a_statement"),
            models.UniqueConstraint(
                fields=["family", "kind", "programme"], condition=~Q(status__in=_ENDED), name="one_open_proposal"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "region_code"], name="proposals_waiting"),
            models.Index(fields=["due_on"], condition=~Q(status__in=_ENDED), name="proposals_by_deadline"),
        ]
        triggers = [
            *audit.triggers(),
            states.moves_trigger(),
            triggers.BackSaysWhy(way.RETURNS),
            *triggers.not_ones_own(),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act."""
        return self.status not in ENDED
