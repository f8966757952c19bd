"""What people fill in for an assessment: which instrument, its questions page by page, relatives, ties, a file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.cases import words
from lumbung.cases.actions.assessing import LONGEST
from lumbung.cases.drawing.ecomap import Bond
from lumbung.cases.instruments.shape import Instrument, Kind, Question
from lumbung.cases.kinship import Kin
from lumbung.cases.models import Assessment, Tie
from lumbung.registry import codes

NOTE = 500


class BeginForm(forms.Form):
    """Which instrument, whose answers, and for social functioning at which moment."""

    instrument = forms.ChoiceField(label=_("Instrumen"))
    moment = forms.ChoiceField(
        label=_("Saat pengukuran"),
        choices=[("", _("Bukan keberfungsian sosial")), *Assessment.Moment.choices],
        required=False,
        help_text=_("Diisi hanya untuk keberfungsian sosial."),
    )
    told = forms.ChoiceField(
        label=_("Jawaban dari"), choices=Assessment.Told.choices, widget=forms.RadioSelect, initial="self"
    )

    def __init__(self, *args: Any, instruments: Iterable[Instrument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.key, words.said(one.title)) for one in instruments]
        self.fields["instrument"].choices = choices  # type: ignore[attr-defined]


class PartForm(forms.Form):
    """The questions of one page; nothing is required while a draft is being filled in."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in questions:
            self.fields[one.name] = _field(one)

    def answers(self) -> dict[str, str]:
        """Question → what was given; nothing chosen is an empty answer."""
        return {name: str(self.data.get(name, "")) for name in self.fields}

    def tell(self, said: Mapping[str, str]) -> None:
        """Put a sentence beside each question it is about."""
        self.full_clean()
        for name, sentence in said.items():
            if name in self.fields:
                self.add_error(name, sentence)


class RelativeForm(forms.Form):
    """Somebody around the person."""

    name = forms.CharField(label=_("Nama"), max_length=120)
    kin = forms.ChoiceField(
        label=_("Hubungan dengan orang ini"), choices=[one for one in Kin.choices if one[0] != Kin.SELF]
    )
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"), choices=[("", _("Belum diketahui")), *codes.SEX.items()], required=False
    )
    birth_year = forms.IntegerField(label=_("Tahun lahir"), min_value=1850, max_value=2200, required=False)
    died = forms.BooleanField(label=_("Sudah meninggal"), required=False)
    lives_here = forms.BooleanField(label=_("Tinggal serumah"), required=False)
    note = forms.CharField(label=_("Catatan"), max_length=NOTE, required=False)


class TieForm(forms.Form):
    """A bond with people or a body."""

    name = forms.CharField(label=_("Siapa atau lembaga apa"), max_length=120)
    kind = forms.ChoiceField(label=_("Jenis"), choices=Tie.Kind.choices)
    bond = forms.ChoiceField(label=_("Keadaan hubungan"), choices=Bond.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Catatan"), max_length=NOTE, required=False)


class PackForm(forms.Form):
    """An operator's own instrument."""

    file = forms.FileField(
        label=_("Berkas instrumen"),
        help_text=_(
            "YAML, atau ZIP berisi instrument.yaml dan examples.yaml. Isinya hanya data; tidak ada yang jalan."
        ),
    )


def _field(question: Question) -> forms.Field:
    told: dict[str, Any] = {
        "label": words.said(question.words),
        "required": False,
        "help_text": words.said(question.help),
    }
    if question.kind is Kind.TEXT:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST, **told)
    choices = [(one.value, words.said(one.words)) for one in question.answers]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
