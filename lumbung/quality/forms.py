"""What people fill in: a file, its columns and words, a corrected row, a decision about a pair."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from lumbung.core import formats
from lumbung.quality import references, workspace
from lumbung.quality.mapping import targets
from lumbung.quality.mapping.proposing import Guess, Proposal
from lumbung.quality.mapping.values import choices as code_choices

DECISIONS = [
    ("same", _("Orang yang sama: gabungkan kedua catatan")),
    ("different", _("Orang berbeda: jangan ditanyakan lagi")),
    ("unsure", _("Belum pasti: periksa di lapangan")),
]
LONGEST_CELL = 500


class UploadForm(forms.Form):
    """A file, and the village it is about where it does not say so itself."""

    file = forms.FileField(label=_("Berkas CSV, XLSX, Parquet, atau JSON"), allow_empty_file=True)
    village = forms.CharField(
        label=_("Kode desa (bila berkas tidak punya kolom desa)"),
        required=False,
        max_length=13,
        help_text=_("Sepuluh angka dengan titik, misalnya 33.23.01.2001."),
    )

    def ask_for_sheets(self, hidden: Sequence[str]) -> None:
        """A workbook whose people stand on hidden sheets only: which of them, told with the file once more."""
        self.fields["sheet"] = forms.MultipleChoiceField(
            label=_("Lembar tersembunyi yang dibaca"),
            required=False,
            choices=[(sheet, sheet) for sheet in hidden],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Pilih lembarnya, pilih berkasnya sekali lagi, lalu kirim."),
        )

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """The upload as a file, while it is looked at."""
        with workspace.incoming(self.cleaned_data["file"].chunks()) as path:
            yield path


class ColumnsForm(forms.Form):
    """One select a column: which field it is, or none; what needs a look comes first."""

    def __init__(self, *args: Any, proposal: Proposal, placed: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guesses = {f"column{number}": guess for number, guess in enumerate(proposal.guesses)}
        options = [("", _("Tidak diambil")), *targets.choices()]
        for name, guess in self.guesses.items():
            self.fields[name] = forms.ChoiceField(
                label=guess.heading,
                required=False,
                choices=options,
                initial=placed.get(guess.heading, ""),
                help_text=_told(guess),
            )

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Title → columns: doubtful ones, those without a field, those that are certain."""
        doubtful: list[forms.BoundField] = []
        unplaced: list[forms.BoundField] = []
        certain: list[forms.BoundField] = []
        for name, guess in self.guesses.items():
            group = unplaced if not guess.target else certain if guess.is_certain else doubtful
            group.append(self[name])
        groups = [(_("Periksa kolom ini"), doubtful), (_("Sudah cocok"), certain), (_("Tidak diambil"), unplaced)]
        return [(title, group) for title, group in groups if group]

    def columns(self) -> dict[str, str]:
        """Heading → field, or nothing."""
        return {guess.heading: self.cleaned_data[name] for name, guess in self.guesses.items()}


def _told(guess: Guess) -> str:
    """Three veiled cells, and how sure the proposal is."""
    samples = _("Contoh: %(samples)s") % {"samples": " | ".join(guess.samples) or _("kosong")}
    sure = _("keyakinan %(share)s") % {"share": formats.percent(guess.confidence, 0)}
    return f"{samples} · {sure}" if guess.target else samples


class MeaningsForm(forms.Form):
    """One select a word: which code of the form's list it means."""

    def __init__(
        self,
        *args: Any,
        values: Mapping[str, Mapping[str, str]],
        counts: Mapping[str, Mapping[str, int]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.words = {
            f"word{number}-{place}": (target, word)
            for number, (target, told) in enumerate(values.items())
            for place, word in enumerate(_by_count(told, counts.get(target, {})))
        }
        for name, (target, word) in self.words.items():
            count = counts.get(target, {}).get(word, 0)
            self.fields[name] = forms.ChoiceField(
                label=word,
                required=False,
                choices=[("", _("Biarkan; akan ditandai bila tidak terbaca")), *code_choices(target)],
                initial=values[target][word],
                help_text=ngettext_lazy("%(n)s sel di contoh", "%(n)s sel di contoh", count) % {"n": count},
            )

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Field → its words."""
        found: dict[str, list[forms.BoundField]] = {}
        for name, (target, _word) in self.words.items():
            found.setdefault(targets.label_of(target), []).append(self[name])
        return list(found.items())

    def meanings(self) -> dict[str, dict[str, str]]:
        """Field → word → code."""
        told: dict[str, dict[str, str]] = {}
        for name, (target, word) in self.words.items():
            told.setdefault(target, {})[word] = self.cleaned_data[name]
        return told


def _by_count(words: Mapping[str, str], counts: Mapping[str, int]) -> list[str]:
    """The most frequent first."""
    return sorted(words, key=lambda word: (-counts.get(word, 0), word))


class ProfileForm(forms.Form):
    """A name for a mapping."""

    name = forms.CharField(
        label=_("Nama profil"),
        max_length=80,
        help_text=_("Berkas berikutnya dengan judul kolom yang sama langsung dikenali."),
        error_messages={"required": _("Beri nama profilnya, misalnya: SIMDes Kecamatan Bulu.")},
    )


class RowForm(forms.Form):
    """The cells of one set-aside row; those with a finding come first."""

    def __init__(self, *args: Any, cells: Mapping[str, str | None], first: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = [*first, *(heading for heading in cells if heading not in first)]
        for number, heading in enumerate(self.headings):
            self.fields[f"cell{number}"] = forms.CharField(
                label=heading, required=False, max_length=LONGEST_CELL, initial=cells.get(heading) or ""
            )

    def cells(self) -> dict[str, str]:
        """Heading → what was written."""
        return {heading: self.cleaned_data[f"cell{number}"] for number, heading in enumerate(self.headings)}


class DecisionForm(forms.Form):
    """One person, two, or not sure, and why; for one person also which record stays and which value of each field."""

    decision = forms.ChoiceField(label=_("Keputusan"), choices=DECISIONS, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Misalnya: KTP sudah dicocokkan di rumah, 12 November."),
        error_messages={"required": _("Tulis alasannya, supaya keputusan ini bisa dipahami orang lain.")},
    )

    def __init__(self, *args: Any, keep: "Keep", one_card: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if one_card:
            self.fields["one_card_reason"] = forms.CharField(
                label=_("Bila orang yang sama: mengapa satu kartu memuatnya dua kali?"),
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Di satu kartu biasanya dua orang: anak kembar, atau ayah dan anak yang bernama sama."),
            )
        records = [(str(pk), _("Catatan %(number)s") % {"number": pk}) for pk in keep.records]
        self.fields["survivor"] = _radio(_("Catatan yang dipertahankan"), records, str(keep.survivor), "")
        for name, label, options, proposed, because in keep.fields:
            self.fields[f"keep_{name}"] = _radio(label, options, proposed, because)
        self.names = [name for name, *_rest in keep.fields]

    def chosen(self) -> dict[str, int]:
        """Field → the record whose value stays."""
        written = {name: self.cleaned_data[f"keep_{name}"] for name in self.names}
        return {name: int(record) for name, record in written.items() if record}

    def survivor(self) -> int | None:
        """The record to keep, if one was chosen."""
        return int(self.cleaned_data["survivor"]) if self.cleaned_data["survivor"] else None

    def kept(self) -> list[Any]:
        """The questions about values, as the page shows them."""
        return [self["survivor"], *(self[f"keep_{name}"] for name in self.names)]


@dataclass(frozen=True)
class Keep:
    """What can be kept of two records: their numbers, the one proposed to stay, and each differing field with its two
    values, the proposed one and why."""

    records: tuple[int, int]
    survivor: int
    fields: list[tuple[str, Any, list[tuple[str, str]], str, Any]]


class AskRegionForm(forms.Form):
    """About whom a reference is asked, and what for."""

    reference = forms.ChoiceField(label=_("Rujukan"))
    region_code = forms.CharField(label=_("Kode wilayah"), max_length=13, help_text=_("Misalnya 33.23.01 atau 33.23."))
    since = forms.DateField(
        label=_("Hanya yang belum dijawab sejak"),
        help_text=_("Tahun-bulan-tanggal, misalnya 2026-01-01."),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
    )
    purpose = forms.CharField(label=_("Untuk apa"), max_length=200)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = references.all_references().items()
        self.fields["reference"].choices = [(name, one.TITLE) for name, one in known]  # type: ignore[attr-defined]
        self.fields["region_code"].initial = viewer.region_code
        self.fields["purpose"].initial = viewer.purpose


class ReasonForm(forms.Form):
    """Why something is done again."""

    why = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tulis alasannya, supaya keputusan ini bisa dipahami orang lain.")},
    )


def _radio(label: Any, options: list[tuple[str, str]], proposed: str, because: Any) -> forms.ChoiceField:
    hint = _("Usulan: %(because)s.") % {"because": str(because).lower()} if because else ""
    return forms.ChoiceField(
        label=label, choices=options, initial=proposed, widget=forms.RadioSelect, required=False, help_text=hint
    )


class AreaForm(forms.Form):
    """Which region to search or to learn from; empty is everything within reach."""

    region_code = forms.RegexField(
        r"^\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?$",
        label=_("Kode wilayah"),
        required=False,
        help_text=_("Misalnya kabupaten (33.23) atau kecamatan (33.23.01). Kosong berarti seluruh wilayah kerja Anda."),
        error_messages={"invalid": _("Tulis kode wilayah seperti 33.23 atau 33.23.01.")},
    )
