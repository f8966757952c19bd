"""What people fill in: a shop, a price, a till, a book of vouchers, a settlement, an upload."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbung.payments import banks
from lumbung.shops import goods
from lumbung.shops.models import Shop
from lumbung.shops.queries import Asked

LARGEST = 20 * 2**20
MOST_RUPIAH = 10**9
QUANTITY = "banyak_"


def _digits(**told: Any) -> forms.RegexField:
    return forms.RegexField(regex=r"^\d{6,34}$", error_messages={"invalid": _("Tulis dengan angka saja.")}, **told)


class ShopForm(forms.Form):
    """A shop that asks to be taken in."""

    name = forms.CharField(label=_("Nama toko"), max_length=120)
    kind = forms.ChoiceField(label=_("Jenis"), choices=Shop.Kind.choices)
    region_code = forms.RegexField(
        label=_("Kode desa"),
        regex=r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$",
        error_messages={"invalid": _("Tulis kode desa seperti 33.23.01.2001.")},
    )
    address = forms.CharField(label=_("Alamat"), max_length=200)
    owner_name = forms.CharField(label=_("Nama pemilik"), max_length=120)
    phone = _digits(label=_("Nomor telepon"), widget=forms.TextInput(attrs={"inputmode": "tel"}))
    bank = forms.ChoiceField(label=_("Bank"))
    account_number = _digits(label=_("Nomor rekening"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    account_name = forms.CharField(label=_("Nama pemilik rekening"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        iso = [(bank.key, bank.name) for bank in banks.all_banks().values() if bank.channel == "iso20022"]
        self.fields["bank"].choices = iso  # type: ignore[attr-defined]


def _good(*, label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=lambda: [(code, str(one)) for code, one in goods.all_goods().items()])


class PriceForm(forms.Form):
    """What a shop asks from a day on."""

    good = _good(label=_("Barang"))
    price = forms.IntegerField(
        label=_("Harga satu satuan, dalam rupiah"),
        min_value=1,
        max_value=MOST_RUPIAH,
        required=False,
        help_text=_("Kosongkan kalau barang ini tidak dijual lagi."),
    )
    since = forms.DateField(
        label=_("Berlaku mulai"),
        help_text=_("Seperti 2026-11-22."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class ReferenceForm(forms.Form):
    """What is usual in a region from a day on."""

    region_code = forms.RegexField(
        label=_("Kode wilayah"),
        regex=r"^\d{2}(\.\d{2}){0,2}(\.\d{4})?$",
        error_messages={"invalid": _("Tulis kode seperti 33 atau 33.23.")},
    )
    good = _good(label=_("Barang"))
    price = forms.IntegerField(label=_("Harga satu satuan, dalam rupiah"), min_value=1, max_value=MOST_RUPIAH)
    since = forms.DateField(label=_("Berlaku mulai"), help_text=_("Seperti 2026-11-22."))
    source = forms.CharField(label=_("Sumber"), max_length=200, help_text=_("Siapa yang menyebut harga ini."))


class AttendantForm(forms.Form):
    """Who stands at the till."""

    username = forms.CharField(label=_("Nama pengguna penjaga toko"), max_length=60)


class KeyForm(forms.Form):
    """The public half of a shop's key."""

    public_key = forms.CharField(
        label=_("Kunci umum toko"),
        max_length=100,
        help_text=_("Dibuat di perangkat toko dengan perintah lumbung shop new-key."),
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class TillForm(forms.Form):
    """A purchase: the card's code, the one-time code, and how much of each good on the shop's list."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    card_code = forms.CharField(
        label=_("Kode QR kartu"),
        max_length=2_000,
        help_text=_("Pindai kartunya, lalu tempelkan isinya di sini."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )
    code = forms.RegexField(
        label=_("Kode belanja"),
        regex=r"^\d{6}$",
        help_text=_("Enam angka yang dibawa keluarga."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Kode belanja terdiri dari enam angka.")},
    )

    def __init__(self, *args: Any, asked: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in asked:
            if line.permitted:
                self.fields[QUANTITY + line.good.code] = forms.CharField(
                    label=_("%(good)s, Rp%(price)s per %(unit)s")
                    % {"good": line.good, "price": f"{line.price:,}".replace(",", "."), "unit": line.good.per},
                    required=False,
                    max_length=12,
                    widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
                )

    def clean(self) -> dict[str, Any]:
        """Quantities become thousandths of a unit; what is left out is not bought."""
        cleaned = super().clean() or {}
        cleaned["quantities"] = {}
        for name in [name for name in self.fields if name.startswith(QUANTITY) and cleaned.get(name)]:
            try:
                thousandths = Decimal(cleaned[name].replace(",", ".")) * 1000
            except InvalidOperation:
                thousandths = Decimal(-1)
            if not 0 < thousandths <= 1_000_000 or thousandths != thousandths.to_integral_value():
                self.add_error(name, _("Tulis banyaknya seperti 2 atau 1,5."))
            else:
                cleaned["quantities"][name.removeprefix(QUANTITY)] = int(thousandths)
        return cleaned


class UploadForm(forms.Form):
    """Records of sales off line, one a line."""

    file = forms.FileField(
        label=_("Catatan penjualan luring"),
        help_text=_("Berkas yang dibuat perangkat toko, satu catatan sebaris."),
        error_messages={"required": _("Pilih berkasnya dulu."), "empty": _("Berkas ini kosong.")},
    )

    def clean_file(self) -> list[str]:
        """The lines of the file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Berkas ini lebih dari 20 MB. Unggah dengan perintah lumbung shop upload."))
        try:
            return file.read().decode("ascii").splitlines()
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("Berkas ini bukan catatan penjualan.")) from error


class BookForm(forms.Form):
    """How much to put aside for vouchers."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    amount = forms.IntegerField(label=_("Nilai buku kupon, dalam rupiah"), min_value=1, max_value=MOST_RUPIAH)


class SettlementForm(forms.Form):
    """Which day, paid from which account."""

    day = forms.DateField(label=_("Hari"), help_text=_("Seperti 2026-11-22."))
    fund_id = forms.TypedChoiceField(label=_("Rekening pembayar"), coerce=int)

    def __init__(self, *args: Any, funds: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund_id"].choices = [(fund.pk, str(fund)) for fund in funds]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the bank says about a settlement."""

    file = forms.FileField(
        label=_("Laporan bank"),
        help_text=_("Pesan pain.002 atau camt.053 (XML)."),
        error_messages={"required": _("Pilih berkas laporan dulu."), "empty": _("Berkas ini kosong.")},
    )
