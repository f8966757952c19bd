"""Plain forms about families and merges."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.registry.models import Family, Person

_RECORD = _("catatan %(number)s")


class SearchForm(forms.Form):
    """One box for names and numbers, and what else is known. Posted, so that no number ends up in a log."""

    q = forms.CharField(
        label=_("Nama, NIK, atau KK"), max_length=120, help_text=_("Nama boleh sebagian, salah eja, atau ejaan lama.")
    )
    area = forms.CharField(label=_("Desa, kecamatan, atau kode wilayah (boleh kosong)"), max_length=80, required=False)
    birth_year = forms.IntegerField(
        label=_("Tahun lahir (boleh kosong)"), min_value=1900, max_value=2200, required=False
    )
    digits = forms.RegexField(
        "^[0-9]*$",
        label=_("Angka terakhir NIK (boleh kosong)"),
        max_length=16,
        required=False,
        error_messages={"invalid": _("Tulis angka saja, misalnya 9114.")},
    )


class RevealForm(forms.Form):
    """Why somebody needs the full numbers."""

    REASONS = [
        ("match", _("Mencocokkan dengan KTP atau kartu keluarga di depan orangnya")),
        ("correct", _("Memperbaiki nomor yang salah")),
        ("complaint", _("Menindaklanjuti pengaduan")),
        ("payment", _("Menelusuri pembayaran yang gagal")),
    ]
    purpose = forms.ChoiceField(
        label=_("Untuk apa Anda perlu nomor lengkap?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih alasan melihat nomor lengkap.")},
    )

    def reason(self) -> str:
        """The chosen reason in words, as it is noted."""
        return str(dict(self.REASONS)[self.cleaned_data["purpose"]])


class WhyForm(forms.Form):
    """Why a merge is refused or taken back."""

    why = forms.CharField(label=_("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class CardForm(forms.Form):
    """The number of another family card."""

    kk = forms.CharField(
        label=_("Nomor KK yang lain"),
        max_length=24,
        help_text=_("16 angka. Nomor ini tidak disimpan di alamat atau catatan."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class FamiliesForm(forms.Form):
    """Which of two families stays, which member of the other card is which of this one, and which values stay."""

    why = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Misalnya: kartu keluarga lama belum dihapus sesudah pindah."),
    )

    def __init__(
        self,
        *args: Any,
        families: tuple[Family, Family],
        members: tuple[Sequence[Person], Sequence[Person]],
        alike: Mapping[int, int],
        choices: Sequence[tuple[str, Any, list[tuple[int, str]], int, Any]],
        survivor: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.families, self.others = families, [person.pk for person in members[1]]
        self.names = [name for name, *_rest in choices]
        records = [(one.pk, f"{one.head_name or '–'} ({_RECORD % {'number': one.pk}})") for one in families]
        self.fields["survivor"] = _radio(_("Kartu yang dipertahankan"), records, survivor, "")
        mine: list[tuple[str, Any]] = [("", _("Bukan siapa-siapa di kartu itu: pindah sebagai anggota"))]
        mine += [(str(person.pk), person.name) for person in members[0]]
        for person in members[1]:
            self.fields[f"same_{person.pk}"] = forms.ChoiceField(
                label=_("%(name)s adalah orang yang sama dengan") % {"name": person.name},
                choices=mine,
                required=False,
                initial=str(alike.get(person.pk, "")),
            )
        for name, label, values, proposed, because in choices:
            told = [(pk, f"{value} ({_RECORD % {'number': pk}})") for pk, value in values]
            self.fields[f"keep_{name}"] = _radio(label, told, proposed, because)
        self.order_fields([name for name in self.fields if name != "why"])

    def decided(self) -> tuple[int, int, list[tuple[int, int]]]:
        """The family that stays, the one taken up, and pairs (member of the first, the same person in the second)."""
        survivor = int(self.cleaned_data["survivor"] or self.families[0].pk)
        pairs = [(int(mine), other) for other in self.others if (mine := self.cleaned_data[f"same_{other}"])]
        if survivor == self.families[0].pk:
            return survivor, self.families[1].pk, pairs
        return survivor, self.families[0].pk, [(other, mine) for mine, other in pairs]

    def chosen(self) -> dict[str, int]:
        """Field → the family whose value stays."""
        written = {name: self.cleaned_data[f"keep_{name}"] for name in self.names}
        return {name: int(record) for name, record in written.items() if record}


def _radio(label: Any, options: Sequence[tuple[int, Any]], proposed: int, because: Any) -> forms.ChoiceField:
    hint = _("Usulan: %(because)s.") % {"because": str(because).lower()} if because else ""
    written = [(str(pk), words) for pk, words in options]
    return forms.ChoiceField(
        label=label, choices=written, initial=str(proposed), widget=forms.RadioSelect, required=False, help_text=hint
    )
