"""The person, and the families they belonged to before."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit, belonging, states
from lumbung.core.crypto import BlindIndexField, EncryptedField
from lumbung.core.reach import ReachQuerySet, RegionCodeField
from lumbung.registry import codes

WORDS_SOUGHT = 4
"""A name is found by any of its first four keys in the order of the alphabet, and by all of them together."""


def _of_word(place: int) -> models.Index:
    """Persons by one word of their name and where they live. A name with fewer words costs this index nothing."""
    word = f"name_keys__{place}"
    return models.Index(
        F(word), F("region_code"), condition=Q(**{f"{word}__isnull": False}), name=f"person_word_{place}"
    )


def _code(label: Any, words: Mapping[int, Any] | None = None) -> models.SmallIntegerField:
    """A code of the Regsosek form with its words; null means nobody has asked."""
    return models.SmallIntegerField(label, choices=list(words.items()) if words else None, null=True, blank=True)


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
        Status.DEAD: {Status.ACTIVE, Status.MERGED},
        Status.MOVED: {Status.ACTIVE, Status.MERGED},
        Status.MERGED: {Status.ACTIVE, Status.DEAD, Status.MOVED},
    }

    region_code = RegionCodeField(_("Wilayah"))
    family = models.ForeignKey(
        "registry.Family",
        models.PROTECT,
        related_name="members",
        verbose_name=_("Keluarga"),
        db_constraint=False,  # belonging.belongs checks it
    )
    in_family_since = models.DateField(_("Dalam keluarga sejak"))
    nik = EncryptedField(_("NIK"), null=True)
    nik_index = BlindIndexField()
    name = models.TextField(_("Nama"))
    name_key = models.TextField(blank=True)
    name_keys = ArrayField(models.TextField(db_collation="C"), default=list)
    sex = models.CharField(_("Jenis kelamin"), max_length=1, choices=list(codes.SEX.items()), null=True)
    birth_date = models.DateField(_("Tanggal lahir"), null=True)
    birth_date_source = models.TextField(_("Asal tanggal lahir"), default="stated")
    birth_place = models.TextField(_("Tempat lahir"), blank=True)
    mother_name = models.TextField(_("Nama ibu kandung"), blank=True)
    mother_key = models.TextField(blank=True)

    presence = _code(_("Keberadaan"), codes.PRESENCE)  # 404
    relation = _code(_("Hubungan dengan kepala keluarga"), codes.RELATION)  # 409
    marital = _code(_("Status perkawinan"), codes.MARITAL)  # 408
    pregnant = models.BooleanField(_("Hamil"), null=True)  # 410
    school_status = _code(_("Sekolah"), codes.SCHOOL_STATUS)  # 412
    school_level = _code(_("Jenjang sekolah"), codes.SCHOOL_LEVEL)  # 413
    grade = _code(_("Kelas"))  # 414
    diploma = _code(_("Ijazah tertinggi"))  # 415
    works = models.BooleanField(_("Bekerja"), null=True)  # 416a
    sector = _code(_("Lapangan usaha"), codes.SECTOR)  # 417
    position = _code(
        _("Kedudukan dalam pekerjaan"), codes.POSITION
    )  # 418; 5 = civil service, armed forces, police, state enterprise, official
    d_sight = _code(codes.DIFFICULTIES["d_sight"], codes.DIFFICULTY)  # 428a to i: 1 cannot at all … 4 none
    d_hearing = _code(codes.DIFFICULTIES["d_hearing"], codes.DIFFICULTY)
    d_walking = _code(codes.DIFFICULTIES["d_walking"], codes.DIFFICULTY)
    d_hands = _code(codes.DIFFICULTIES["d_hands"], codes.DIFFICULTY)
    d_learning = _code(codes.DIFFICULTIES["d_learning"], codes.DIFFICULTY)
    d_behaviour = _code(codes.DIFFICULTIES["d_behaviour"], codes.DIFFICULTY)
    d_speech = _code(codes.DIFFICULTIES["d_speech"], codes.DIFFICULTY)
    d_selfcare = _code(codes.DIFFICULTIES["d_selfcare"], codes.DIFFICULTY)
    d_memory = _code(codes.DIFFICULTIES["d_memory"], codes.DIFFICULTY)
    sad = _code(_("Sedih atau murung"), codes.SADNESS)  # 428j
    carer = _code(_("Yang merawat"), codes.CARER)  # 429
    chronic = _code(_("Penyakit menahun"), codes.CHRONIC)  # 430
    violation_victim = models.BooleanField(_("Korban pelanggaran HAM berat"), null=True)

    status = models.TextField(_("Keadaan"), choices=Status.choices, default=Status.ACTIVE)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="absorbed", verbose_name=_("Digabung ke")
    )
    batch_id = models.BigIntegerField(_("Impor"), null=True)
    source_row = models.BigIntegerField(_("Baris asal"), null=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Orang")
        constraints = [
            models.CheckConstraint(condition=Q(sex__in=["L", "P"]) | Q(sex=None), name="sex_as_written"),
            models.CheckConstraint(condition=Q(status="merged") | Q(merged_into=None), name="merged_person_points"),
        ]
        indexes = [
            BrinIndex(fields=["batch_id"], name="person_batch"),
            models.Index(fields=["name_key", "birth_date"], name="person_name_birth"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="absorbed_persons"),
            *(_of_word(place) for place in range(WORDS_SOUGHT)),
        ]
        triggers = [*audit.triggers(), states.moves_trigger(), *belonging.belongs("family")]

    def __str__(self) -> str:
        return self.name


class PastMembership(models.Model):
    """A family somebody belonged to, until they moved to the one they are in now."""

    region_code = RegionCodeField(_("Wilayah"))
    person = models.ForeignKey(
        "registry.Person", models.PROTECT, related_name="past_memberships", verbose_name=_("Orang")
    )
    family = models.ForeignKey(
        "registry.Family", models.PROTECT, related_name="past_members", verbose_name=_("Keluarga")
    )
    relation = models.SmallIntegerField(_("Hubungan"), null=True)
    since = models.DateField(_("Sejak"))
    until = models.DateField(_("Sampai"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Keluarga terdahulu")
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="membership_in_order"),
        ]
        triggers = [*audit.triggers()]

    def __str__(self) -> str:
        return f"{self.since}–{self.until}"
