"""What a recipient's short answer says, in the words that the question asked for. What is not plain, a person reads."""

import re
from dataclasses import dataclass

_KEY = re.compile(r"\s*(1|2|3|ya|sudah|belum)\b[\s.,:;)\-]*(.*)", re.IGNORECASE | re.DOTALL)
_RUPIAH = re.compile(r"(?:rp\.?\s*)?(\d{1,3}(?:[. ]\d{3})+|\d+)\s*(ribu|rb|k)?\b", re.IGNORECASE)
_HOLDERS = {
    "own": ("sendiri", "saya"),
    "family": ("suami", "istri", "anak", "ibu", "bapak", "keluarga"),
    "facilitator": ("pendamping",),
    "shop": ("warung", "agen", "toko", "kios"),
    "official": ("desa", "kades", "lurah", "rt", "rw"),
}
_LONG_NUMBER = re.compile(r"\d(?:[ .\-]?\d){11,}")
LONGEST = 500
LEAST = 1_000


@dataclass(frozen=True)
class Reply:
    """What was understood; `amount` and `cut` are rupiah, unknown where nothing was said of them."""

    received: str
    amount: int | None
    cut: int | None
    held_by: str


def understood(text: str) -> Reply | None:
    """The answer, or nothing where a person must read it: no key word, or a cut without saying how much came."""
    found = _KEY.match(text)
    if found is None:
        return None
    key, rest = found[1].lower(), found[2].lower()
    if key in ("3", "belum"):
        return Reply("no", None, None, _holder(rest))
    amount = _amount(rest)
    if key == "2":
        return Reply("yes", amount, None, _holder(rest)) if amount is not None else None
    return Reply("yes", amount, 0, _holder(rest))


def kept(text: str) -> str:
    """The words as they are kept: short, and without long numbers, which could be somebody's identity."""
    return _LONG_NUMBER.sub("…", text.strip())[:LONGEST]


def _amount(text: str) -> int | None:
    """The largest sum of rupiah in it; `600 ribu` and `600.000` are the same."""
    sums = []
    for number, thousands in _RUPIAH.findall(text):
        sums.append(int(re.sub(r"\D", "", number)) * (1_000 if thousands else 1))
    return max((one for one in sums if LEAST <= one < 10**12), default=None)


def _holder(text: str) -> str:
    words = set(re.findall(r"[a-z]+", text))
    return next((holder for holder, names in _HOLDERS.items() if words.intersection(names)), "")
