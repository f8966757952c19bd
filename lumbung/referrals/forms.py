"""What people fill in: a need, an institution, a referral with its consent, an answer, a letter's reply."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.referrals import sectors
from lumbung.referrals.models import Consent, Need, Urgency

LONGEST = 1_000
ANSWERS = [
    ("accepted", _("Diterima: kami layani")), ("served", _("Terlayani: sudah kami layani")),
    ("needs_more", _("Perlu keterangan atau surat lagi")), ("refused", _("Ditolak")),
]  # fmt: skip
CHANNELS = [(value, label) for value, label in Need.Channel.choices if value != Need.Channel.CASE]
TOPICS = [(value, label) for value, label in Need.Topic.choices if value != Need.Topic.CASE]


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **more)


def _line(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, **more)


def _one_of(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


class NeedForm(forms.Form):
    """A need in somebody's own words. Who is in the registry needs no name."""

    called = _line(_("Nama panggilan"), required=False, help_text=_("Nama yang disebutnya sendiri cukup."))
    age = forms.IntegerField(label=_("Umur"), min_value=0, max_value=120, required=False)
    region_code = _line(_("Kode wilayah tempat tinggal"), required=False)
    phone = _line(_("Nomor telepon"), required=False)
    address = _line(_("Alamat"), required=False)
    words = _words(_("Keluhan"), help_text=_("Dengan kata-katanya sendiri. Jangan tulis NIK atau nomor KK."))
    sector = forms.ChoiceField(label=_("Sektor"), choices=sectors.choices)
    urgency = _one_of(_("Mendesak"), Urgency.choices, initial=Urgency.SOON)
    channel = _one_of(_("Cara masuk"), CHANNELS, initial=Need.Channel.WALK_IN)
    topic = _one_of(
        _("Perkara sensitif"), TOPICS, required=False, initial="",
        help_text=_("Bila ya, hanya Anda dan yang Anda sebut yang menemukan kebutuhan ini."),
    )  # fmt: skip

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            for name in ("called", "age", "region_code"):
                del self.fields[name]


class ConsentForm(forms.Form):
    """Who agrees to which data going there. Left empty, the institution learns that somebody comes and nothing else."""

    given_by = _line(
        _("Yang menyetujui"), required=False,
        help_text=_("Kosongkan bila belum ada persetujuan: lembaga hanya diberi tahu bahwa seseorang akan datang."),
    )  # fmt: skip
    relation = _one_of(_("Hubungan"), Consent.Relation.choices, initial=Consent.Relation.SELF)
    parts = forms.MultipleChoiceField(
        label=_("Data yang boleh disampaikan"), choices=Consent.Part.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    sign = _one_of(_("Cara menyetujui"), Consent.Sign.choices, initial=Consent.Sign.SIGNATURE)
    witness = _line(_("Saksi"), required=False, help_text=_("Perlu untuk cap jempol dan persetujuan lisan."))

    def agreement(self) -> dict[str, Any] | None:
        """What was agreed to, when somebody did."""
        told = {name: self.cleaned_data[name] for name in ConsentForm.base_fields}
        return told if told["given_by"] or told["parts"] else None


class ReferForm(ConsentForm):
    """Where somebody is sent, for what, and what may be told there."""

    institution_id = forms.ChoiceField(label=_("Lembaga layanan"))
    service = _line(_("Layanan yang diminta"), required=False, help_text=_("Kosong berarti layanan lembaga itu."))
    ground_said = _line(
        _("Anak dalam bahaya: mengapa tanpa persetujuan"), required=False,
        help_text=_("Hanya untuk anak, menurut undang-undang. Kosongkan bila tidak."),
    )  # fmt: skip

    field_order = ("institution_id", "service", "given_by", "relation", "parts", "sign", "witness", "ground_said")

    def __init__(self, *args: Any, places: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.pk, f"{one.name}, {one.place or one.region_code}") for one in places]
        self.fields["institution_id"].choices = choices  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """Where and for what; `agreement` is what was agreed to."""
        given = self.cleaned_data
        return {
            "institution_id": int(given["institution_id"]), "service": given["service"],
            "agreement": self.agreement(), "ground_said": given["ground_said"],
        }  # fmt: skip


class AnswerForm(forms.Form):
    """What the institution says."""

    status = _one_of(_("Jawaban"), ANSWERS)
    said = _words(_("Keterangan atau hasil"), required=False, help_text=_("Perlu, kecuali bila diterima."))


class ReplyForm(AnswerForm):
    """What its letter says."""

    letter = _line(_("Nomor dan tanggal surat balasan"))


class SaidForm(forms.Form):
    """One sentence."""

    said = _line(_("Keterangan"))


class ReadersForm(forms.Form):
    """Who may know of a need."""

    usernames = _line(_("Nama pengguna, dipisah koma"), required=False)
    everybody = forms.BooleanField(label=_("Buka untuk semua petugas di wilayah ini"), required=False)


class InstitutionForm(forms.Form):
    """An entry of the directory."""

    name = _line(_("Nama lembaga"))
    region_code = _line(_("Kode wilayah yang dilayani"), required=False, help_text=_("Kosong berarti wilayah Anda."))
    sectors = forms.MultipleChoiceField(label=_("Sektor"), choices=sectors.choices, widget=forms.CheckboxSelectMultiple)
    services = _words(_("Layanan"))
    own = forms.BooleanField(label=_("Lembaga dinas sendiri"), required=False)
    address = _line(_("Alamat"), required=False)
    hours = _line(_("Jam layanan"), required=False)
    contact = _line(_("Kontak"), required=False)
    needed = _line(_("Yang perlu dibawa"), required=False)
    who_answers = _line(_("Yang menjawab rujukan"), required=False)
    answerers = _line(_("Akun yang menjawab"), required=False, help_text=_("Nama pengguna, dipisah koma."))

    def entry(self) -> dict[str, Any]:
        """What was filled in, the accounts as a list."""
        told = dict(self.cleaned_data)
        told["answerers"] = tuple(name.strip() for name in told["answerers"].split(",") if name.strip())
        return told


class DirectoryFileForm(forms.Form):
    """A list of institutions."""

    file = forms.FileField(
        label=_("Daftar lembaga, CSV atau XLSX"),
        help_text=_("Kolom: nama, sektor, layanan; boleh wilayah, alamat, jam, kontak, yang dibawa, yang menjawab."),
    )
