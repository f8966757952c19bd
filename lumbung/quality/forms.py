"""What people fill in: a file, a corrected row, a decision about a pair."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DECISIONS = [("same", _("Orang yang sama: tutup catatan yang lebih baru")), ("different", _("Orang berbeda"))]
LONGEST_CELL = 500


class UploadForm(forms.Form):
    """A file, and the village it is about where it does not say so itself."""

    file = forms.FileField(label=_("Berkas CSV atau XLSX"), allow_empty_file=True)
    village = forms.CharField(
        label=_("Kode desa (bila berkas tidak punya kolom desa)"),
        required=False,
        max_length=13,
        help_text=_("Sepuluh angka dengan titik, misalnya 33.23.01.2001."),
    )

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """The upload as a file, while it is looked at."""
        with tempfile.NamedTemporaryFile(prefix="lumbung-upload-") as kept:
            for block in self.cleaned_data["file"].chunks():
                kept.write(block)
            kept.flush()
            yield Path(kept.name)


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
    """Same person or not, and why."""

    decision = forms.ChoiceField(label=_("Keputusan"), choices=DECISIONS, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Misalnya: KTP sudah dicocokkan di rumah, 12 November."),
        error_messages={"required": _("Tulis alasannya, supaya keputusan ini bisa dipahami orang lain.")},
    )
