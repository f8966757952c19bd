"""Who stands around the person of a case: relatives for the genogram, ties for the ecomap."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.cases import secrecy
from lumbung.cases.drawing.ecomap import Bond
from lumbung.cases.kinship import Kin
from lumbung.cases.models.base import OfCase
from lumbung.core.people import somebody
from lumbung.registry import codes


class Relative(OfCase):
    """A relative whom the family card does not name; with `person` it says more of somebody whom it does."""

    person = models.ForeignKey(
        "registry.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("Orang di registri")
    )
    name = models.TextField(_("Nama"))
    kin = models.TextField(_("Hubungan dengan orang ini"), choices=[one for one in Kin.choices if one[0] != Kin.SELF])
    sex = models.CharField(_("Jenis kelamin"), max_length=1, choices=list(codes.SEX.items()), blank=True)
    birth_year = models.SmallIntegerField(_("Tahun lahir"), null=True)
    died = models.BooleanField(_("Sudah meninggal"), default=False)
    lives_here = models.BooleanField(_("Tinggal serumah"), default=False)
    note = models.TextField(_("Catatan"), blank=True)
    by = somebody(_("Dicatat oleh"))

    class Meta(OfCase.Meta):
        verbose_name = _("Kerabat")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(person__isnull=False), name="a_relative_known_once"
            ),
            models.UniqueConstraint(
                fields=["case", "name", "kin"], condition=Q(person=None), name="a_relative_written_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_relative_has_a_name"),
            models.CheckConstraint(condition=~Q(died=True, lives_here=True), name="the_dead_live_nowhere"),
        ]
        triggers = secrecy.of_case()

    def __str__(self) -> str:
        return self.name


class Tie(OfCase):
    """One bond of the person with people or a body around them."""

    class Kind(models.TextChoices):
        """What stands at the other end."""

        FAMILY = "family", _("Keluarga besar")
        FRIEND = "friend", _("Teman")
        NEIGHBOUR = "neighbour", _("Tetangga")
        SCHOOL = "school", _("Sekolah")
        WORK = "work", _("Tempat kerja")
        HEALTH = "health", _("Layanan kesehatan")
        FAITH = "faith", _("Tempat ibadah")
        GOVERNMENT = "government", _("Kantor pemerintah")
        BODY = "body", _("Lembaga atau kelompok")
        OTHER = "other", _("Lainnya")

    name = models.TextField(_("Siapa atau lembaga apa"))
    kind = models.TextField(_("Jenis"), choices=Kind.choices)
    bond = models.TextField(_("Keadaan hubungan"), choices=Bond.choices)
    note = models.TextField(_("Catatan"), blank=True)
    by = somebody(_("Dicatat oleh"))

    class Meta(OfCase.Meta):
        verbose_name = _("Hubungan orang")
        constraints = [
            models.UniqueConstraint(fields=["case", "name"], name="a_tie_once"),
            models.CheckConstraint(condition=~Q(name=""), name="a_tie_has_a_name"),
        ]
        triggers = secrecy.of_case()

    def __str__(self) -> str:
        return self.name
