"""The civil registry (Dukcapil), as far as its answers are publicly known: "Sesuai", "Tidak Sesuai", field by field.

The names of its fields and its address differ from contract to contract; whoever connects the real one compares them
with the agreement and changes this file alone.
"""

from typing import Any

from lumbung.quality.references import DIFFERS, MATCH, UNKNOWN, Question

TITLE = "Dukcapil"
PATH = "/verifikasi"
FIELDS = ("nik", "name", "birth_date", "birth_place", "sex", "mother_name")
NOT_FOUND = "13"
_NAMES = {
    "nik": "NIK",
    "name": "NAMA_LGKP",
    "birth_date": "TGL_LHR",
    "birth_place": "TMPT_LHR",
    "sex": "JENIS_KLMIN",
    "mother_name": "NAMA_LGKP_IBU",
}
_SEX = {"L": "Laki-Laki", "P": "Perempuan"}


def body(question: Question) -> dict[str, Any]:
    """Only what is known is asked about; the birth date day first."""
    values = dict(question.values)
    if born := values.get("birth_date"):
        values["birth_date"] = "-".join(reversed(born.split("-")))
    if sex := values.get("sex"):
        values["sex"] = _SEX[sex]
    return {"TUJUAN": question.purpose, **{_NAMES[name]: value for name, value in values.items()}}


def read(answer: dict[str, Any]) -> dict[str, str]:
    """A number that is not found differs; everything else is then unknown."""
    told = answer["content"][0]
    if told.get("RESPONSE_CODE") == NOT_FOUND:
        return {name: DIFFERS if name == "nik" else UNKNOWN for name in FIELDS}
    return {name: _result(told.get(theirs, "")) for name, theirs in _NAMES.items()}


def _result(word: str) -> str:
    """`Sesuai`, perhaps with a share behind it; `Tidak Sesuai`; anything else says nothing."""
    plain = word.strip().lower()
    if plain.startswith("sesuai"):
        return MATCH
    return DIFFERS if plain.startswith("tidak sesuai") else UNKNOWN
