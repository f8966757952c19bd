"""What people fill in about cards: a list to prepare, an answer of a bank, a reason, a new holder, minutes."""

from collections.abc import Iterable
from typing import Any

import polars as pl
from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.payments import card_reasons
from lumbung.payments.banks import openings
from lumbung.payments.models import Card, OpeningList


class PrepareForm(forms.Form):
    """Which bank is asked for what, in which region."""

    bank = forms.ChoiceField(label=_("Bank"))
    kind = forms.ChoiceField(label=_("Yang diminta"), choices=OpeningList.Kind.choices)
    region_code = forms.RegexField(
        label=_("Kode wilayah"),
        regex=r"^\d{2}(\.\d{2}){0,2}(\.\d{4})?$",
        required=False,
        help_text=_("Kosongkan untuk seluruh wilayah Anda."),
        error_messages={"invalid": _("Tulis kode seperti 33, 33.23, atau 33.23.01.2001.")},
    )

    def __init__(self, *args: Any, banks: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].choices = list(banks)  # type: ignore[attr-defined]


class OpeningAnswerForm(forms.Form):
    """A bank's answer to an opening list."""

    file = forms.FileField(
        label=_("Berkas jawaban bank"),
        help_text=_("Berkas CSV dari bank: rekening yang dibuka, dan yang ditolak dengan alasannya."),
        error_messages={"required": _("Pilih berkas jawaban dulu."), "empty": _("Berkas ini kosong.")},
    )

    def clean_file(self) -> object:
        """Longer than any list can be is refused before it is read."""
        file = self.cleaned_data["file"]
        if file.size > openings.LARGEST:
            raise forms.ValidationError(str(openings.TooLarge(file=file.name)))
        return file


class ReasonForm(forms.Form):
    """One reason of the list for an act."""

    reason = forms.ChoiceField(label=_("Alasan"))

    def __init__(self, *args: Any, act: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = card_reasons.choices(act)  # type: ignore[attr-defined]


class HolderForm(ReasonForm):
    """Another member of the family, and why."""

    person = forms.TypedChoiceField(label=_("Pemegang baru"), coerce=int)
    field_order = ("person", "reason")

    def __init__(self, *args: Any, members: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, act=card_reasons.HOLDER, **kwargs)
        self.fields["person"].choices = [(member.pk, member.name) for member in members]  # type: ignore[attr-defined]


class MinutesForm(forms.Form):
    """The minutes of a hand-over: when, where, by whom, before whom."""

    held_on = forms.DateField(label=_("Tanggal"), widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.CharField(label=_("Tempat"), max_length=120, help_text=_("Misalnya Balai Desa Kalisari."))
    handed_by = forms.CharField(label=_("Yang menyerahkan"), max_length=120, help_text=_("Nama dan lembaganya."))
    witness = forms.CharField(label=_("Saksi"), max_length=120, help_text=_("Nama dan jabatannya."))


def handed(data: Any) -> pl.DataFrame:
    """The ticked cards of the hand-over page with who received each and by which sign."""
    rows = [
        (
            int(pk),
            data.get(f"penerima-{pk}", "").strip(),
            data.get(f"bukti-{pk}", Card.Receipt.SIGNATURE),
            data.get(f"tanda-{pk}", ""),
        )
        for pk in data.getlist("kartu")
        if pk.isdecimal()
    ]
    schema = {"card_id": pl.Int64, "received_by": pl.String, "receipt": pl.String, "drawn": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
