"""One block as a plain form: nothing is required while a form is being filled in, since drafts may be wrong."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lumbung.quality.canonical import Kind
from lumbung.quality.family_forms.answers import MASKED, choices_of
from lumbung.quality.family_forms.blocks import ASKED, GONE, NEEDED, SKIPPED_UNLESS, Block

FEW = 5
LONGEST = 200
DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
HINTS = {
    "nik": _("16 angka, seperti pada KTP."),
    "kk": _("16 angka, seperti pada kartu keluarga."),
    "region_code": _("Sepuluh angka dengan titik, misalnya 33.23.01.2001."),
    "birth_date": _("Misalnya 31-05-1990 atau 31 Mei 1990."),
    "notes": _("Yang perlu diketahui petugas lain. Jangan menulis nomor NIK atau KK di sini."),
    "d_sight": _("Dengan kacamata bila biasa dipakai."),
    "d_hearing": _("Dengan alat bantu dengar bila biasa dipakai."),
}


class BlockForm(forms.Form):
    """The questions of one block; those that are fixed on a visit are not among them."""

    def __init__(self, *args: Any, block: Block, fixed: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.block = block
        for name in block.questions:
            if name not in fixed:
                self.fields[name] = _field(name, needed=name in NEEDED[block.of])

    def answers(self) -> dict[str, str]:
        """Question → what was typed; nothing chosen is an empty answer."""
        return {name: str(self.data.get(name, "")) for name in self.fields}

    def tell(self, said: Mapping[str, list[str]]) -> None:
        """Put what the checks object to beside the questions."""
        self.full_clean()
        for name, sentences in said.items():
            for sentence in sentences if name in self.fields else ():
                self.add_error(name, sentence)


class VillageForm(forms.Form):
    """Where the new family lives, as far as that is known at the start."""

    region_code = forms.CharField(label=_("Kode desa"), required=False, max_length=13, help_text=HINTS["region_code"])


class PlaceForm(forms.Form):
    """Where the house stands and how it looks."""

    latitude = forms.CharField(label=_("Lintang"), required=False, max_length=12, help_text=_("Misalnya −7,31667."))
    longitude = forms.CharField(label=_("Bujur"), required=False, max_length=12, help_text=_("Misalnya 110,17500."))
    photo = forms.FileField(label=_("Foto rumah"), required=False, help_text=_("JPEG, PNG, atau WebP. Tidak wajib."))


def _field(name: str, *, needed: bool) -> forms.Field:
    asked = ASKED[name]
    choices = list(choices_of(name).items())
    label = format_lazy("{} ({})", asked.label, _("perlu")) if needed else asked.label
    told: dict[str, Any] = {"label": label, "required": False, "help_text": HINTS.get(name, "")}
    if choices and len(choices) <= FEW:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
    if choices:
        return forms.ChoiceField(choices=[("", _("Belum ditanyakan")), *choices], **told)
    if name == "notes":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST * FEW, **told)
    attrs = DIGITS if name in MASKED or asked.kind in (Kind.COUNT, Kind.PART) else {"autocomplete": "off"}
    return forms.CharField(widget=forms.TextInput(attrs=dict(attrs)), max_length=LONGEST, **told)


def condition_of(name: str) -> tuple[str, str]:
    """Which question decides whether this one is asked, and by which answers; empty for one that is always asked."""
    only = SKIPPED_UNLESS.get(name)
    return (only.asked, " ".join(sorted(only.answers))) if only else ("", "")


def is_gone(answers: Mapping[str, str | None]) -> bool:
    """Whether the member has died or moved away."""
    return answers.get("presence") in GONE
