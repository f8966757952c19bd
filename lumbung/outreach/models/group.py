"""Parent groups: whose parents meet where, what they talked about, who came."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases.models import audited_where
from lumbung.core import audit, states
from lumbung.core.beyond import Moment, PastBeyond
from lumbung.core.people import somebody
from lumbung.core.reach import RegionCodeField
from lumbung.outreach.models.base import CommonQuerySet, OfOutreach


class ParentGroup(models.Model):
    """Parents of a neighbourhood who meet."""

    region_code = RegionCodeField(_("Wilayah"))
    name = models.TextField(_("Nama kelompok"))
    place = models.TextField(_("Tempat bertemu"))
    cadre = models.ForeignKey(
        "outreach.Cadre", models.PROTECT, null=True, related_name="groups", verbose_name=_("Kader")
    )
    since = models.DateField(_("Sejak"))
    by = somebody(_("Dibuat oleh"))

    objects = CommonQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kelompok orang tua")
        constraints = [models.UniqueConstraint(fields=["region_code", "name"], name="one_parent_group_of_a_name")]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return self.name


class GroupMember(OfOutreach):
    """A mother, father or other carer in the group, and for whom they come."""

    group = models.ForeignKey(
        "outreach.ParentGroup", models.PROTECT, related_name="members", verbose_name=_("Kelompok orang tua")
    )
    name = models.TextField(_("Nama orang tua"))
    relation = models.TextField(_("Hubungan"))
    since = models.DateField(_("Sejak"))
    until = models.DateField(_("Sampai"), null=True)

    class Meta(OfOutreach.Meta):
        verbose_name = _("Anggota kelompok orang tua")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "outreach", "name"], condition=Q(until=None), name="in_a_parent_group_once"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="in_a_group_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


SECRET_GROUP = "{row}.group_id IN (SELECT outreach_secret_groups())"
"""Where somebody comes for a person whose case is secret."""


class PastOfMeetings(PastBeyond):
    """Migration: what the common trail told of a group's meetings goes beyond reach when somebody comes for a person
    whose case is secret."""

    def moments(self) -> list[Moment]:
        """Such a member comes, or the case of one who comes becomes secret."""
        change = "INSERT OR UPDATE OF sensitive"
        return [Moment("outreach_groupmember", change, "NEW.sensitive", "ARRAY[NEW.group_id]")]

    def which(self) -> str:
        """The meetings of the group."""
        return "t.group_id = ANY ($1)"

    def by_now(self) -> str:
        """The meetings of every such group."""
        return SECRET_GROUP.format(row="t")


class Meeting(models.Model):
    """One meeting of a group: planned with its topic, then held with what was talked about.

    What parents said is read by who wrote it down and, where somebody comes for a person in secret, by their team: the
    database keeps it.
    """

    class Status(models.TextChoices):
        """Whether it took place."""

        PLANNED = "planned", _("Direncanakan")
        HELD = "held", _("Sudah dilaksanakan")
        CANCELLED = "cancelled", _("Dibatalkan")

    MOVES = {Status.PLANNED: {Status.HELD, Status.CANCELLED}}

    region_code = RegionCodeField(_("Wilayah"))
    group = models.ForeignKey(
        "outreach.ParentGroup", models.PROTECT, related_name="meetings", verbose_name=_("Kelompok orang tua")
    )
    on = models.DateField(_("Pada"))
    topic = models.TextField(_("Bahan pembicaraan"))
    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.PLANNED)
    said = models.TextField(_("Yang dibicarakan"), blank=True)
    by = somebody(_("Dicatat oleh"))

    objects = CommonQuerySet.as_manager()

    class Meta:
        verbose_name = _("Pertemuan orang tua")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "on"], condition=~Q(status="cancelled"), name="one_parent_meeting_a_day"
            ),
            models.CheckConstraint(condition=Q(status="planned") | ~Q(said=""), name="a_meeting_says_what_was_said"),
        ]
        triggers = [*audited_where(SECRET_GROUP), states.moves_trigger()]

    def __str__(self) -> str:
        return self.topic


class MeetingAttendance(OfOutreach):
    """Who came to a meeting; as secret as the case for which they come."""

    meeting = models.ForeignKey(
        "outreach.Meeting", models.PROTECT, related_name="attendances", verbose_name=_("Pertemuan orang tua")
    )
    member = models.ForeignKey(
        "outreach.GroupMember", models.PROTECT, related_name="attendances", verbose_name=_("Anggota")
    )
    came = models.BooleanField(_("Hadir"))

    class Meta(OfOutreach.Meta):
        verbose_name = _("Kehadiran orang tua")
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="once_in_a_parent_meeting")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.member_id}"
