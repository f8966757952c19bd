"""What people write on targeting's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_PATH = 13
YEARS = (2000, 2100)


class ScoreForm(forms.Form):
    """Which region to score; empty is the whole country."""

    region_code = forms.RegexField(
        r"^\d\d(\.\d\d)?$",
        label=_("Kode wilayah"),
        required=False,
        help_text=_("Kabupaten atau kota (33.23) atau provinsi (33). Kosong berarti seluruh Indonesia."),
        error_messages={"invalid": _("Tulis kode provinsi seperti 33, atau kabupaten seperti 33.23.")},
    )


class TrainForm(forms.Form):
    """A household survey; the mapping is found by its columns."""

    file = forms.FileField(
        label=_("Berkas survei"),
        help_text=_("CSV (boleh .gz), XLSX, atau Parquet dengan pengeluaran per orang. Tanpa nama dan tanpa NIK."),
    )

    engine = forms.ChoiceField(
        label=_("Cara belajar"),
        required=False,
        choices=[
            ("blend", _("Garis lurus dan pohon bersama, diarahkan ke yang miskin")),
            ("linear", _("Kuadrat terkecil: setiap ciri punya satu angka")),
            ("boosted", _("Pohon keputusan bertahap")),
        ],
        initial="blend",
    )
    target = forms.CharField(
        label=_("Kolom pengeluaran"),
        required=False,
        help_text=_("Hanya untuk survei tanpa pemetaan: model dibaca menurut kolom survei itu, untuk dibandingkan."),
    )
    weight = forms.CharField(label=_("Kolom bobot"), required=False)
    cluster = forms.CharField(label=_("Kolom desa"), required=False, help_text=_("Beberapa kolom dipisah koma."))

    def __init__(self, *args: Any, mappings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [("", _("Cari yang cocok dengan kolomnya")), *((name, name) for name in mappings)]
        self.fields["mapping"] = forms.ChoiceField(label=_("Pemetaan kolom"), required=False, choices=found)
        self.order_fields(["file", "engine", "mapping", "target", "weight", "cluster"])


class CostForm(forms.Form):
    """Among how many families, and what a place is worth, to see what a model's errors cost."""

    families = forms.IntegerField(label=_("Banyaknya keluarga"), min_value=1, max_value=200_000_000, initial=10_000)
    yearly = forms.IntegerField(
        label=_("Nilai bantuan satu keluarga setahun, dalam rupiah"), min_value=1, max_value=1_000_000_000
    )


class QuotaForm(forms.Form):
    """How many families a programme may serve in a region in a year, and by which decree."""

    programme = forms.SlugField(label=_("Program"), help_text=_("Nama pendeknya, misalnya pkh atau sembako."))
    region_code = forms.RegexField(
        r"^\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?$",
        label=_("Kode wilayah"),
        max_length=LONGEST_PATH,
        help_text=_("Misalnya 33.23 untuk Kabupaten Temanggung."),
        error_messages={"invalid": _("Tulis kode wilayah bertitik, misalnya 33.23.")},
    )
    year = forms.IntegerField(label=_("Tahun"), min_value=YEARS[0], max_value=YEARS[1])
    families = forms.IntegerField(label=_("Banyaknya keluarga"), min_value=0)
    law = forms.CharField(
        label=_("Dasar"), help_text=_("Keputusan yang menetapkannya, dengan nomor dan tahun."), max_length=300
    )
