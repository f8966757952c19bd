"""Why a file is not opened, each with the sentence that the sender reads."""

from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput


class FileRefused(BadInput):
    """A file that Lumbung can't or won't read; nothing of it was stored."""

    message = _("Berkas %(file)s tidak bisa dibaca.")


class EmptyFile(FileRefused):
    """Nothing in it: usually a broken upload."""

    message = _("Berkas %(file)s kosong (0 bita). Kirim ulang dari komputer asal, lalu periksa ukurannya.")


class ProtectedWorkbook(FileRefused):
    """A workbook behind a password can't be read, and should not travel that way."""

    message = _("Berkas %(file)s dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya, lalu kirim lagi.")


class LegacyWorkbook(FileRefused):
    """The binary .xls of Excel 97-2003."""

    message = _(
        "Berkas %(file)s memakai format lama .xls. Buka di Excel, pilih Simpan Sebagai .xlsx atau CSV, lalu kirim lagi."
    )


class WebPage(FileRefused):
    """HTML that a web application named .xls."""

    message = _(
        "Berkas %(file)s sebenarnya halaman web (HTML). Buka di Excel, pilih Simpan Sebagai .xlsx atau CSV, "
        "lalu kirim lagi."
    )


class NotATable(FileRefused):
    """Pictures, PDF, archives, programs and other bytes."""

    message = _("Berkas %(file)s bukan tabel. Kirim tabelnya sebagai CSV, XLSX, Parquet, atau JSON.")


class PackedFile(FileRefused):
    """A zip, gz, rar or 7z around the file that was meant."""

    message = _("Berkas %(file)s adalah berkas kemasan (zip, gz, rar, atau 7z). Keluarkan isinya, lalu kirim tabelnya.")


class OpenDocument(FileRefused):
    """The .ods of LibreOffice."""

    message = _(
        "Berkas %(file)s memakai format .ods. Buka di LibreOffice, pilih Simpan Sebagai .xlsx atau CSV, "
        "lalu kirim lagi."
    )


class BinaryWorkbook(FileRefused):
    """The binary .xlsb of Excel."""

    message = _(
        "Berkas %(file)s memakai format .xlsb. Buka di Excel, pilih Simpan Sebagai .xlsx atau CSV, lalu kirim lagi."
    )


class XmlSheet(FileRefused):
    """The XML spreadsheet of 2003, and other XML."""

    message = _(
        "Berkas %(file)s berisi XML, bukan lembar kerja. Buka di Excel, pilih Simpan Sebagai .xlsx atau CSV, "
        "lalu kirim lagi."
    )


class BrokenColumns(FileRefused):
    """A Parquet file that ends too early or lies about itself."""

    message = _(
        "Berkas %(file)s seharusnya Parquet, tetapi rusak atau terpotong. Buat ulang berkasnya, lalu kirim lagi."
    )


class BrokenJson(FileRefused):
    """JSON that stops in the middle, or holds no list of records."""

    message = _(
        "Berkas %(file)s seharusnya JSON, tetapi rusak atau tidak berisi daftar orang. Buat ulang berkasnya, "
        "lalu kirim lagi."
    )


class TooLarge(FileRefused):
    """More than can be held at once in this form."""

    message = _(
        "Berkas %(file)s berukuran %(size)s MB; dalam bentuk ini paling besar %(limit)s MB. Simpan sebagai CSV atau "
        "bagi per kecamatan, lalu kirim lagi."
    )


class NoSheets(FileRefused):
    """Sheets were chosen in a file that has none."""

    message = _("Berkas %(file)s bukan buku kerja, jadi tidak punya lembar yang bisa dipilih.")


class NoSuchSheet(FileRefused):
    """A sheet was chosen that the workbook does not have."""

    message = _("Berkas %(file)s tidak punya lembar %(sheets)s. Lembarnya: %(known)s.")


class BrokenWorkbook(FileRefused):
    """A zip that ends too early or holds no sheet."""

    message = _("Berkas %(file)s rusak atau terpotong. Buka di Excel, simpan ulang sebagai .xlsx, lalu kirim lagi.")


class ZipBomb(FileRefused):
    """A small archive that would unpack to more than a machine can hold."""

    message = _(
        "Berkas %(file)s mengembang menjadi %(size)s MB atau lebih ketika dibuka; batasnya %(limit)s MB, "
        "dan tidak lebih dari 200 kali ukuran berkasnya. Simpan sebagai CSV, lalu kirim lagi."
    )


class BrokenText(FileRefused):
    """A quote that never closes, or bytes that are no text in any known encoding."""

    message = _(
        "Berkas %(file)s tidak bisa dibaca mulai sekitar baris %(row)s: ada tanda kutip yang tidak ditutup "
        "atau huruf yang rusak. Perbaiki baris itu, lalu kirim lagi."
    )


class NoKnownHeader(FileRefused):
    """No row of the file names the columns of a layout that is known here."""

    message = _(
        "Susunan kolom berkas %(file)s tidak dikenal. Yang dikenal: %(formats)s. Samakan baris judul "
        "kolomnya, lalu kirim lagi."
    )


class OnlyHiddenSheets(FileRefused):
    """What can be seen is no table, and what is hidden is not taken unasked."""

    message = _(
        "Lembar yang terlihat di berkas %(file)s tidak berisi tabel yang dikenal, dan lembar tersembunyi tidak dibaca: "
        "%(sheets)s. Pilih lembarnya lalu kirim lagi (di perintah: --sheet NAMA), atau tampilkan dulu di Excel."
    )


class UnclearCodes(FileRefused):
    """Area codes that could be those of two lists, and would mean different places."""

    message = _(
        "Kode wilayah di berkas %(file)s bisa berarti kode Kemendagri, bisa juga kode BPS, dan tempatnya berbeda. "
        "Tulis kodenya dengan titik (33.23.01.2001) atau tambahkan kolom nama kecamatan dan desa, lalu kirim lagi."
    )


class NoRows(FileRefused):
    """A header and nothing below it."""

    message = _("Berkas %(file)s hanya berisi judul kolom, tanpa baris data. Isi datanya, lalu kirim lagi.")


class MissingColumns(FileRefused):
    """The layout is clear, but columns without which nobody can be recorded are not there."""

    message = _("Berkas %(file)s tidak punya kolom %(columns)s. Tambahkan kolom itu, lalu kirim lagi.")


class NoVillage(FileRefused):
    """Nothing in the file says in which village its people live."""

    message = _(
        "Berkas %(file)s tidak menyebut desanya. Sebutkan desanya ketika memasukkan berkas (di perintah: --village "
        "33.23.01.2001), atau tambahkan kolom kode desa, lalu kirim lagi."
    )


class TwoColumnsOneName(FileRefused):
    """The same heading twice: nobody can say which one counts."""

    message = _(
        "Berkas %(file)s punya dua kolom bernama %(columns)s. Hapus atau ganti nama salah satunya, lalu kirim lagi."
    )
