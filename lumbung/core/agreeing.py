"""How somebody says yes: who may speak for whom, and that a thumb or a spoken word is witnessed."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.core.wording import sentence


class Relation(models.TextChoices):
    """Who speaks."""

    SELF = "self", _("Orangnya sendiri")
    PARENT = "parent", _("Orang tua")
    GUARDIAN = "guardian", _("Wali atau pengampu")
    OTHER = "other", _("Orang lain yang berwenang")


class Sign(models.TextChoices):
    """How it was given."""

    SIGNATURE = "signature", _("Tanda tangan")
    THUMB = "thumb", _("Cap jempol, disaksikan")
    VERBAL = "verbal", _("Lisan, disaksikan")


class NobodyAgreed(BadInput):
    """Who agreed has a name."""

    message = _("Tulis nama yang memberi persetujuan.")


class NoSuchRelation(BadInput):
    """Who speaks for somebody is one of four."""

    message = _("Pilih hubungan dengan orang ini: self, parent, guardian, atau other.")


class NoSuchSign(BadInput):
    """There are three ways to say yes."""

    message = _("Pilih cara menyetujui: signature, thumb, atau verbal.")


class WitnessMissing(BadInput):
    """A thumb or a word is witnessed."""

    message = _("Cap jempol dan persetujuan lisan perlu saksi. Tulis nama saksinya.")


def agreed(*, given_by: str, relation: str, sign: str, witness: str) -> dict[str, Any]:
    """The four as columns; raises NobodyAgreed, NoSuchRelation, NoSuchSign, WitnessMissing."""
    seen = sentence(witness, field="witness", empty=None)
    told = {"given_by": sentence(given_by, field="given_by", empty=NobodyAgreed), "witness": seen}
    for wrong, refusal, field in (
        (relation not in Relation.values, NoSuchRelation, "relation"),
        (sign not in Sign.values, NoSuchSign, "sign"),
        (sign != Sign.SIGNATURE and not seen, WitnessMissing, "witness"),
    ):
        if wrong:
            raise refusal(fields={field: str(refusal.message)})
    return {**told, "relation": relation, "sign": sign}
