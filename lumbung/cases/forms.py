"""What people fill in about a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.cases import clusters, words
from lumbung.cases.models import Case

LONGEST = 1_000


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **more)


class ReferralForm(forms.Form):
    """Who needs what; of somebody without a record a name and a region."""

    ppks = forms.ChoiceField(label=_("Keadaannya (jenis PPKS)"))
    called = forms.CharField(label=_("Nama panggilan"), max_length=120)
    region_code = forms.RegexField(
        label=_("Kode wilayah tempat orang ini berada"),
        regex=r"^\d{2}(\.\d{2}){0,2}(\.\d{4})?$",
        required=False,
        error_messages={"invalid": _("Tulis kode seperti 33.23.")},
    )
    need = _words(_("Apa yang terjadi dan apa yang diperlukan"), help_text=_("Jangan tulis NIK atau nomor KK."))
    referred_by = forms.CharField(label=_("Dirujuk oleh"), max_length=120, required=False)
    sensitive = forms.BooleanField(
        label=_("Rahasiakan: hanya tim kasus yang boleh tahu"),
        required=False,
        help_text=_("Perdagangan orang, kekerasan, HIV, dan perlindungan anak selalu dirahasiakan."),
    )
    mode = forms.ChoiceField(
        label=_("Cara layanan"), choices=Case.Mode.choices, widget=forms.RadioSelect, initial=Case.Mode.FAMILY
    )
    mode_reason = _words(_("Mengapa harus di balai"), required=False)

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ppks"].choices = [  # type: ignore[attr-defined]
            (words.cluster(name), [(f"{name}:{kind}", words.kind(kind)) for kind in clusters.find(name).kinds])
            for name in clusters.names()
        ]
        if known:
            del self.fields["called"], self.fields["region_code"]

    def told(self) -> dict[str, Any]:
        """What the action asks for."""
        given = dict(self.cleaned_data)
        cluster, _colon, ppks = given.pop("ppks").partition(":")
        return {**given, "cluster": cluster, "ppks": ppks}


class SaidForm(forms.Form):
    """One sentence."""

    said = _words(_("Catatan"))
