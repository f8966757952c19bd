"""The person, and the families they belonged to before."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, states
from lumbung.core.crypto import BlindIndexField, EncryptedField
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.registry.models import name_key


def _code() -> models.SmallIntegerField:
    """A code of the Regsosek form; null means nobody has asked."""
    return models.SmallIntegerField(null=True, blank=True)


class Person(models.Model):
    """A person, in the family where they live now. An unknown fact is null, never a guess."""

    class Status(models.TextChoices):
        """Whether the person counts."""

        ACTIVE = "active", _("Tercatat")
        DEAD = "dead", _("Meninggal")
        MOVED = "moved", _("Pindah")
        MERGED = "merged", _("Digabung")

    MOVES = {
        Status.ACTIVE: {Status.DEAD, Status.MOVED, Status.MERGED},
        Status.DEAD: {Status.ACTIVE},
        Status.MOVED: {Status.ACTIVE},
        Status.MERGED: {Status.ACTIVE},
    }

    region_code = RegionCodeField()
    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="members")
    in_family_since = models.DateField()
    nik = EncryptedField(null=True)
    nik_index = BlindIndexField()
    name = models.TextField()
    name_key = models.TextField(blank=True)
    name_keys = ArrayField(models.TextField(), default=list)
    sex = models.CharField(max_length=1, null=True)
    birth_date = models.DateField(null=True)
    birth_date_source = models.TextField(default="stated")
    birth_place = models.TextField(blank=True)
    mother_name = models.TextField(blank=True)
    mother_key = models.TextField(blank=True)

    presence = _code()  # 404
    relation = _code()  # 409
    marital = _code()  # 408
    pregnant = models.BooleanField(null=True)  # 410
    school_status = _code()  # 412
    school_level = _code()  # 413
    grade = _code()  # 414
    diploma = _code()  # 415
    works = models.BooleanField(null=True)  # 416a
    sector = _code()  # 417
    position = _code()  # 418; 5 = civil service, armed forces, police, state enterprise, official
    d_sight = _code()  # 428a to i: 1 cannot at all … 4 none
    d_hearing = _code()
    d_walking = _code()
    d_hands = _code()
    d_learning = _code()
    d_behaviour = _code()
    d_speech = _code()
    d_selfcare = _code()
    d_memory = _code()
    sad = _code()  # 428j
    carer = _code()  # 429
    chronic = _code()  # 430
    violation_victim = models.BooleanField(null=True)

    status = models.TextField(choices=Status.choices, default=Status.ACTIVE)
    batch_id = models.BigIntegerField(null=True)
    source_row = models.BigIntegerField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sex__in=["L", "P"]) | Q(sex=None), name="sex_as_written"),
        ]
        indexes = [
            BrinIndex(fields=["batch_id"], name="person_batch"),
            models.Index(fields=["name_key", "birth_date"], name="person_name_birth"),
        ]
        triggers = [*audit.triggers(), states.moves_trigger(), *name_key.triggers()]

    def __str__(self) -> str:
        return self.name


class PastMembership(models.Model):
    """A family somebody belonged to, until they moved to the one they are in now."""

    region_code = RegionCodeField()
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="past_memberships")
    family = models.ForeignKey("registry.Family", models.PROTECT, related_name="past_members")
    relation = models.SmallIntegerField(null=True)
    since = models.DateField()
    until = models.DateField()

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="membership_in_order"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.since}–{self.until}"
