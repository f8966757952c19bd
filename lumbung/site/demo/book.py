"""A printed population book (BIP) of a few families, as a village keeps it: labels, headings again, a signature."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import xlsxwriter

HEADINGS = ("NO", "NIK", "NAMA LENGKAP", "JK", "TEMPAT LAHIR", "TGL LAHIR", "STATUS", "SHDK", "NAMA IBU")
SHDK = {
    "1": "KEPALA KELUARGA",
    "2": "ISTRI",
    "3": "ANAK",
    "4": "MENANTU",
    "5": "CUCU",
    "6": "ORANG TUA",
    "7": "PEMBANTU",
    "8": "FAMILI LAIN",
}
STATUS = {"1": "BELUM KAWIN", "2": "KAWIN", "3": "CERAI HIDUP", "4": "CERAI MATI"}
SIGNED = ("Mengetahui,", "Kepala Desa", "", "( ........................ )")
FAR_RIGHT = 6


def write_book(path: Path, people: pl.DataFrame, *, place: dict[str, str]) -> None:
    """`people` in the product's own layout as text; `place` has the labels of the village and their names."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("BIP")
        for line, cells in enumerate(_lines(people, place)):
            sheet.write_row(line, 0, cells)


def _lines(people: pl.DataFrame, place: dict[str, str]) -> Iterator[list[str]]:
    yield ["BUKU INDUK PENDUDUK"]
    for family in people.partition_by("id_keluarga", maintain_order=True):
        head = family.row(0, named=True)
        yield []
        yield from ([f"{label} : {name}"] for label, name in place.items())
        yield [f"NO. KK : {head['no_kk']}", "", f"NAMA KK : {head['nama']}"]
        yield [f"ALAMAT : {head['alamat']}, RT:{head['rt']}, RW:{head['rw']}"]
        yield list(HEADINGS)
        yield from (_person(number, row) for number, row in enumerate(family.iter_rows(named=True), start=1))
    yield []
    yield from ([""] * FAR_RIGHT + [line] for line in SIGNED)


def _person(number: int, row: dict[str, str]) -> list[str]:
    words = (SHDK.get(row["hubungan"], ""), row["nama_ibu"] or "-")
    day = "-".join(reversed(row["tgl_lahir"].split("-")))
    status = STATUS.get(row["status_kawin"], "")
    return [str(number), row["nik"], row["nama"], row["jk"], row["tempat_lahir"] or "-", day, status, *words]
