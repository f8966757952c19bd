"""What the house itself keeps: audit events and their seals, jobs with their progress."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lumbung.core.reach import ReachQuerySet, RegionCodeField


def _cardinality(name: str) -> Func:
    return Func(F(name), function="cardinality", output_field=models.IntegerField())


class AuditQuerySet(models.QuerySet):
    """Events of records, found by table and record."""

    def visible_to(self, viewer: Any) -> Self:
        """Events of records inside the viewer's reach; those without a region for the nation only."""
        inside = Q(region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi)
        everywhere = viewer.reach.covers("0") and viewer.reach.covers("99")
        return self if everywhere else self.filter(inside).exclude(region_code="")

    def counted(self) -> Self:
        """With `beyond`, how many of an event's records are kept from everybody's trail, and `others`: of how many it
        tells besides the one it names."""
        parts = AuditPartBeyond.objects.filter(event=OuterRef("pk")).order_by().values("event")
        beyond = Coalesce(Subquery(parts.annotate(n=Count("pk")).values("n")), 0)
        return self.annotate(beyond=beyond, others=Coalesce(_cardinality("records") - 1, 0) - beyond)

    def telling_of(self, record: int) -> Self:
        """Without those that keep this very record from everybody's trail."""
        return self.exclude(Exists(AuditPartBeyond.objects.filter(event=OuterRef("pk"), record=record)))


class AuditManager(models.Manager.from_queryset(AuditQuerySet)):  # type: ignore[misc]
    """Events without the long lists of those that tell of many records."""

    def get_queryset(self) -> AuditQuerySet:
        """A page of events would read a megabyte that nobody sees."""
        return super().get_queryset().defer("records", "fingerprints")


class AuditEvent(models.Model):
    """One row changed by one statement, or the rows that it brought into one region. Written by triggers only.

    An event of several records names the first; `records` and `fingerprints` hold all of them, in one order.
    """

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    reason = models.TextField(blank=True)
    via = models.TextField()
    table_name = models.TextField()
    record_id = models.TextField()
    region_code = models.CharField(max_length=13, db_collation="C", blank=True)
    action = models.TextField()
    before = models.JSONField(null=True)
    fingerprint = models.TextField(blank=True)
    shape = models.IntegerField()
    block = models.BigIntegerField(null=True)
    records = ArrayField(models.BigIntegerField(), null=True)
    fingerprints = ArrayField(models.TextField(), null=True)

    objects = AuditManager()

    class Meta:
        indexes = [
            models.Index(fields=["table_name", "record_id", "id"], name="audit_of_record"),
            models.Index(fields=["table_name", "block"], condition=Q(block__isnull=False), name="audit_of_block"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.action} {self.table_name} {self.record_id}"

    @property
    def names(self) -> str:
        """The record that it names to whoever reads the trail: the first that is not kept from them."""
        if not getattr(self, "beyond", 0):
            return self.record_id
        kept = set(AuditPartBeyond.objects.filter(event=self).values_list("record", flat=True))
        return str(next(one for one in self.records or [] if one not in kept))


class AuditBeyond(models.Model):
    """An event of the common trail that lies beyond reach since its row became secret; see `core.beyond`."""

    event = models.OneToOneField(AuditEvent, models.PROTECT, primary_key=True, related_name="+")

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.event_id)


class AuditPartBeyond(models.Model):
    """One record of an event that tells of many: kept from everybody's trail since its row became secret."""

    event = models.ForeignKey(AuditEvent, models.PROTECT, related_name="+", db_index=False)
    record = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "record"], name="audit_part_beyond_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.record}"


class AuditShape(models.Model):
    """The columns a table had when a fingerprint was taken, so that old ones stay comparable."""

    table_name = models.TextField()
    shape = models.IntegerField()
    columns = ArrayField(models.TextField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table_name", "shape"], name="audit_shape_once")]

    def __str__(self) -> str:
        return f"{self.table_name} {self.shape}"


class AuditSeal(models.Model):
    """A stretch of events under one digest, chained to the seal before it."""

    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField(unique=True)
    events = models.BigIntegerField()
    digest = models.TextField()
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.first_event}–{self.last_event}"


class Job(models.Model):
    """Long work in chunks: each chunk's rows and this cursor are one transaction."""

    class Status(models.TextChoices):
        """Where the work stands."""

        WAITING = "waiting", _("Menunggu giliran")
        RUNNING = "running", _("Sedang berjalan")
        FINISHED = "finished", _("Selesai")
        FAILED = "failed", _("Berhenti karena gangguan")
        REFUSED = "refused", _("Ditolak")

    kind = models.TextField()
    params = models.JSONField(default=dict)
    cursor = models.JSONField(default=dict)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    status = models.TextField(choices=Status.choices, default=Status.WAITING)
    error = models.TextField(blank=True)
    region_code = models.CharField(max_length=13, db_collation="C", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def percent(self) -> int:
        """Whole per cent done; 0 while the total is not known."""
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.status in {self.Status.FINISHED, self.Status.FAILED, self.Status.REFUSED}


class JobPiece(models.Model):
    """One piece of a job that is done, saved in the piece's own transaction: it is not done again."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="pieces")
    number = models.IntegerField()
    done = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="a_piece_once")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.number}"


class AheadCount(models.Model):
    """Figures of the open rows of a region as of a day, counted before anybody asks; `seconds` is how long it took."""

    what = models.TextField()
    region_code = RegionCodeField()
    on = models.DateField()
    value = models.JSONField()
    counted_at = models.DateTimeField()
    seconds = models.FloatField()

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "region_code"], name="counted_ahead_once_a_region")]

    def __str__(self) -> str:
        return f"{self.what} {self.region_code} {self.on}"


class NightlyQuerySet(models.QuerySet):
    """Turns of the night's work; it is done for the whole country at once."""

    def visible_to(self, viewer: Any) -> Self:
        """All of them for the nation's officers, none for others."""
        return self if viewer.reach.covers("0") and viewer.reach.covers("99") else self.none()


class NightlyTurn(models.Model):
    """One act of the night for one day; `said` is the refusal where there was nothing to begin."""

    act = models.TextField()
    on = models.DateField()
    job = models.OneToOneField(Job, models.PROTECT, null=True, related_name="+")
    said = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)

    objects = NightlyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "on"], name="an_act_once_a_day")]

    def __str__(self) -> str:
        return f"{self.act} {self.on}"

    @property
    def status(self) -> str:
        """Where its job stands; refused where nothing was begun."""
        return self.job.status if self.job else Job.Status.REFUSED

    @property
    def error(self) -> str:
        """Why it ended early."""
        return self.job.error if self.job else self.said
