"""What a worker fills in to refer the person of a case."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.referrals.models import Consent, Urgency


class CaseReferralForm(forms.Form):
    """Where somebody is sent, why, and what they agreed to be told there."""

    institution_id = forms.TypedChoiceField(label=_("Lembaga layanan"), coerce=int)
    words = forms.CharField(
        label=_("Yang diperlukan"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Secukupnya untuk lembaga itu. Jangan tulis NIK atau nomor KK."),
    )  # fmt: skip
    service = forms.CharField(label=_("Layanan yang diminta"), max_length=200, required=False)
    urgency = forms.ChoiceField(
        label=_("Mendesak"), choices=Urgency.choices, widget=forms.RadioSelect, initial=Urgency.SOON
    )
    given_by = forms.CharField(
        label=_("Yang menyetujui rujukan ini"), max_length=120, required=False,
        help_text=_("Kosongkan bila belum: lembaga hanya diberi tahu bahwa seseorang akan datang."),
    )  # fmt: skip
    relation = forms.ChoiceField(label=_("Hubungan dengan orang ini"), choices=Consent.Relation.choices)
    parts = forms.MultipleChoiceField(
        label=_("Data yang boleh disampaikan"), choices=Consent.Part.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    sign = forms.ChoiceField(
        label=_("Cara menyetujui"), choices=Consent.Sign.choices, widget=forms.RadioSelect,
        initial=Consent.Sign.SIGNATURE,
    )  # fmt: skip
    witness = forms.CharField(
        label=_("Nama saksi"), max_length=120, required=False, help_text=_("Wajib untuk cap jempol dan lisan.")
    )
    ground_said = forms.CharField(
        label=_("Anak dalam bahaya: mengapa tanpa persetujuan"), max_length=300, required=False
    )

    def __init__(self, *args: Any, places: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution_id"].choices = [(one.pk, f"{one.name}: {one.services}"[:120]) for one in places]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What was filled in; `agreement` is what was agreed to, when somebody did."""
        given = dict(self.cleaned_data)
        spoken = {name: given.pop(name) for name in ("given_by", "relation", "parts", "sign", "witness")}
        return {**given, "agreement": spoken if spoken["given_by"] or spoken["parts"] else None}
