"""What people fill in about a case."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.cases import clusters, words
from lumbung.cases.models import Case, Consent, Contact, Decision

LONGEST = 1_000
MOST = 2**62
REGION = r"^\d{2}(\.\d{2}){0,2}(\.\d{4})?$"


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **more)


class ReferralForm(forms.Form):
    """Who needs what; of somebody without a record a name and a region."""

    ppks = forms.ChoiceField(label=_("Keadaannya (jenis PPKS)"))
    called = forms.CharField(label=_("Nama panggilan"), max_length=120)
    region_code = forms.RegexField(
        label=_("Kode wilayah tempat orang ini berada"),
        regex=REGION,
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
    given_by = forms.CharField(
        label=_("Siapa yang menyetujui rujukan ini"),
        max_length=120,
        required=False,
        help_text=_("Kosongkan bila belum bisa ditanyakan; persetujuan layanan dicatat kemudian."),
    )
    withheld = _words(_("Apa yang tidak boleh disampaikan, dan kepada siapa"), required=False)
    witness = forms.CharField(label=_("Saksi persetujuan lisan"), max_length=120, required=False)

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
        name, withheld, witness = (given.pop(field) for field in ("given_by", "withheld", "witness"))
        spoken = {"relation": Consent.Relation.SELF, "scopes": [Consent.Scope.REFERRAL], "sign": Consent.Sign.VERBAL}
        agreement = {"given_by": name, "witness": witness, "withheld": withheld, **spoken} if name else None
        return {**given, "cluster": cluster, "ppks": ppks, "agreement": agreement}


class ConsentForm(forms.Form):
    """What is agreed to, by whom, and what is withheld."""

    given_by = forms.CharField(label=_("Siapa yang memberi persetujuan"), max_length=120)
    relation = forms.ChoiceField(label=_("Hubungan dengan orang ini"), choices=Consent.Relation.choices)
    scopes = forms.MultipleChoiceField(
        label=_("Setuju untuk"), choices=Consent.Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    withheld = _words(_("Apa yang tidak boleh disampaikan"), required=False)
    withheld_from = forms.CharField(label=_("Tidak boleh disampaikan kepada"), max_length=300, required=False)
    sign = forms.ChoiceField(
        label=_("Cara menyetujui"), choices=Consent.Sign.choices, widget=forms.RadioSelect,
        initial=Consent.Sign.SIGNATURE,
    )  # fmt: skip
    witness = forms.CharField(
        label=_("Nama saksi"), max_length=120, required=False, help_text=_("Wajib untuk cap jempol dan lisan.")
    )


class ColleagueForm(forms.Form):
    """Somebody of the staff, for a place on the team."""

    user = forms.TypedChoiceField(label=_("Petugas"), coerce=int)

    def __init__(self, *args: Any, people: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [(one.pk, f"{one.name}, {one.get_role_display()}") for one in people]  # type: ignore[attr-defined]


class GlassForm(forms.Form):
    """Which case has to be read now, and why."""

    case_id = forms.IntegerField(label=_("Nomor kasus"), min_value=1, max_value=MOST)
    reason = _words(
        _("Mengapa harus dibaca sekarang"), help_text=_("Pekerja sosial dan supervisor langsung diberi tahu.")
    )


class NamedForm(forms.Form):
    """Who somebody is in the registry."""

    person_id = forms.IntegerField(
        label=_("Nomor orang di data"), min_value=1, max_value=MOST, help_text=_("Ada di alamat berkas orangnya.")
    )


class ModeForm(forms.Form):
    """Where care is given."""

    mode = forms.ChoiceField(label=_("Cara layanan"), choices=Case.Mode.choices, widget=forms.RadioSelect)
    mode_reason = _words(_("Alasan"), required=False, help_text=_("Wajib untuk layanan di balai."))
    centre = forms.CharField(label=_("Balai atau lembaga"), max_length=120, required=False)


class EndingForm(forms.Form):
    """How a case ends."""

    outcome = forms.ChoiceField(label=_("Hasil akhir"), widget=forms.RadioSelect)
    said = _words(_("Ke mana orangnya, dan siapa yang mendampingi"))

    def __init__(self, *args: Any, cluster: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = clusters.find(cluster).outcomes.values()
        self.fields["outcome"].choices = [(one.name, words.said(one.words)) for one in known]  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """How somebody was found after the services."""

    found = forms.ChoiceField(label=_("Yang ditemukan"), choices=Contact.Found.choices, widget=forms.RadioSelect)
    said = forms.CharField(
        label=_("Catatan"), max_length=LONGEST, required=False, help_text=_("Wajib bila tidak baik-baik saja.")
    )


class ConferenceForm(forms.Form):
    """When and where a conference meets."""

    on = forms.DateField(label=_("Tanggal"), widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.CharField(label=_("Tempat"), max_length=200)
    region_code = forms.RegexField(
        label=_("Kode wilayah"), regex=REGION, error_messages={"invalid": _("Tulis kode seperti 33.23.")}
    )


class SeatForm(forms.Form):
    """Who sits in a conference: somebody of the staff, or a name from outside."""

    user_id = forms.TypedChoiceField(label=_("Petugas"), coerce=int, required=False, empty_value=None)
    name = forms.CharField(label=_("Atau nama orang dari luar"), max_length=120, required=False)
    function = forms.CharField(label=_("Jabatan atau profesi"), max_length=120)

    def __init__(self, *args: Any, people: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.pk, f"{one.name}, {one.get_role_display()}") for one in people]
        self.fields["user_id"].choices = [("", "–"), *known]  # type: ignore[attr-defined]


class AgendaForm(forms.Form):
    """Which conference is asked what."""

    conference_id = forms.TypedChoiceField(label=_("Pembahasan kasus"), coerce=int)
    question = forms.ChoiceField(label=_("Yang dibahas"), choices=Decision.Question.choices)
    wave_id = forms.TypedChoiceField(label=_("Gelombang pelatihan"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, conferences: Iterable[Any], waves: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = [(one.pk, f"{one.on:%Y-%m-%d}, {one.place}") for one in conferences]
        self.fields["conference_id"].choices = meetings  # type: ignore[attr-defined]
        self.fields["wave_id"].choices = [("", "–"), *((one.pk, str(one)) for one in waves)]  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What the conference says of one case."""

    outcome = forms.ChoiceField(label=_("Putusan"), widget=forms.RadioSelect)
    said = _words(_("Alasan"))
    until = forms.DateField(
        label=_("Diperpanjang sampai"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, question: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Decision.ANSWERS[Decision.Question(question)]
        self.fields["outcome"].choices = [(one.value, one.label) for one in known]  # type: ignore[attr-defined]
        if Decision.Outcome.EXTEND not in known:
            del self.fields["until"]


class WaveForm(forms.Form):
    """One intake of a course."""

    centre = forms.CharField(label=_("Balai atau lembaga"), max_length=120)
    course = forms.CharField(label=_("Jurusan"), max_length=120)
    year = forms.IntegerField(label=_("Tahun"), min_value=2000, max_value=2200)
    number = forms.IntegerField(label=_("Gelombang"), min_value=1, max_value=99)
    places = forms.IntegerField(label=_("Banyaknya tempat"), min_value=1, max_value=5_000)
    starts_on = forms.DateField(label=_("Mulai"), widget=forms.DateInput(attrs={"type": "date"}))
    region_code = forms.RegexField(
        label=_("Kode wilayah"), regex=REGION, error_messages={"invalid": _("Tulis kode seperti 33.23.")}
    )
