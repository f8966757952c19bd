"""What clerks write: every column of a person as one list has it, with what may go wrong."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from benchmarks.doubles.dirt import Dirt
from benchmarks.doubles.families import REGENCIES, TOWNS, People

TITLES = ("H. ", "Hj. ", "Alm. ", "Drs. ", "Ibu ", "Bapak ")
OLD_SPELLING = (("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"), ("f", "p"), ("i", "y"), ("z", "s"))
LETTERS = "abdeghiklmnoprstuy"
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
SEX = {"L": ("L", "Laki-laki", "1"), "P": ("P", "Perempuan", "2")}
FAR = 0.15
"""Of those who move, the share that leaves the regency, as far as made-up people do."""

Cells = list[str | None]
Some = Callable[[float], np.ndarray]
"""The places of about that share of the records."""


def written(random: np.random.Generator, *, people: People, dirt: Dirt) -> dict[str, Cells]:
    """The columns of the list, one row per row of `people`."""
    size = len(people["name"])

    def some(share: float) -> np.ndarray:
        return np.flatnonzero(random.random(size) < share)

    own = {name: values.copy() for name, values in people.items()}
    _move(random, own, some, dirt)
    mother = _names(random, own["mother"], some, dirt)
    return {
        "nik": _niks(random, own, some, dirt),
        "no_kk": _without(some(dirt.card_missing), _other_cards(random, own["card"], some(dirt.card_new))),
        "nama": _names(random, own["name"], some, dirt),
        "jk": _sexes(random, own["female"], some(dirt.sex_wrong)),
        "tempat_lahir": [TOWNS.get(code) for code in own["birth_place"]],
        "tgl_lahir": _births(random, own["born"], some, dirt),
        "nama_ibu": _without(some(dirt.mother_missing), mother),
        "alamat": list(own["street"]),
        "rt": [f"{number:03d}" for number in random.integers(1, 12, size)],
        "rw": [f"{number:03d}" for number in random.integers(1, 8, size)],
        "kode_desa": list(own["village"]),
        "no_hp": _without(some(dirt.phone_missing), list(own["phone"])),
    }


def _move(random: np.random.Generator, own: People, some: Some, dirt: Dirt) -> None:
    for who in some(dirt.moved):
        regency = str(random.choice(REGENCIES)) if random.random() < FAR else own["village"][who][:5]
        own["village"][who] = f"{regency}.{random.integers(1, 16):02d}.{random.integers(2001, 2013)}"
    for who in some(dirt.place_wrong):
        own["birth_place"][who] = str(random.choice(REGENCIES)) if random.random() < 0.5 else None


def _without(missing: np.ndarray, cells: Cells) -> Cells:
    for who in missing:
        cells[who] = None
    return cells


def _other_cards(random: np.random.Generator, cards: np.ndarray, who: np.ndarray) -> Cells:
    cells: Cells = list(cards)
    for at in who:
        cells[at] = f"{cards[at][:12]}{random.integers(1, 9999):04d}"
    return cells


def _niks(random: np.random.Generator, own: People, some: Some, dirt: Dirt) -> Cells:
    cells: Cells = list(own["nik"])
    for who in some(dirt.nik_of_relative):
        cells[who] = own["relative_nik"][who]
    for who in some(dirt.nik_digit):
        nik, at = str(cells[who]), int(random.integers(0, 15))
        swapped = nik[:at] + nik[at + 1] + nik[at] + nik[at + 2 :]
        cells[who] = swapped if random.random() < 0.4 else f"{nik[:at]}{random.integers(0, 10)}{nik[at + 1 :]}"
    for who in some(dirt.nik_cut):
        nik = str(cells[who])
        ways = (nik[:15], f"{nik[:6]} {nik[6:12]} {nik[12:]}", f"{nik[0]}.{nik[1:6]}E+15")
        cells[who] = ways[random.integers(0, len(ways))]
    for who in some(dirt.nik_meaningless):
        cells[who] = "0" * 16
    return _without(some(dirt.nik_missing), cells)


def _names(random: np.random.Generator, whole: np.ndarray, some: Some, dirt: Dirt) -> Cells:
    cells = whole.copy()
    for who in some(dirt.name_word_lost):
        words = cells[who].split()
        cells[who] = words[random.integers(0, len(words))]
    for who in some(dirt.name_word_more):
        cells[who] = f"{cells[who]} {whole[random.integers(0, len(whole))].split()[0]}"
    for who in some(dirt.name_order):
        cells[who] = " ".join(reversed(cells[who].split()))
    for who in some(dirt.name_spelling):
        new, old = OLD_SPELLING[random.integers(0, len(OLD_SPELLING))]
        cells[who] = cells[who].lower().replace(new, old).title()
    for who in some(dirt.name_letter):
        cells[who] = _mistyped(random, cells[who])
    for who in some(dirt.name_run):
        cells[who] = cells[who].replace(" ", "")
    for who in some(dirt.name_title):
        cells[who] = TITLES[random.integers(0, len(TITLES))] + cells[who]
    for who in some(0.5):
        cells[who] = cells[who].upper()
    return list(cells)


def _mistyped(random: np.random.Generator, name: str) -> str:
    """A letter left out, doubled, swapped with the next, or another one."""
    at = int(random.integers(0, max(1, len(name) - 1)))
    before, here, after = name[:at], name[at : at + 1], name[at + 1 :]
    ways = (
        before + after,
        before + here * 2 + after,
        before + after[:1] + here + after[1:],
        before + LETTERS[random.integers(0, len(LETTERS))] + after,
    )
    return ways[random.integers(0, len(ways))].strip() or name


def _births(random: np.random.Generator, born: np.ndarray, some: Some, dirt: Dirt) -> Cells:
    days = born.copy()
    for who in some(dirt.birth_days):
        days[who] += timedelta(days=int(random.choice([-10, -1, 1, 10])))
    for who in some(dirt.birth_year):
        day, year = days[who], days[who].year + int(random.choice([-10, -1, 1, 10]))
        days[who] = date(year, day.month, min(day.day, 28))
    for who in some(dirt.birth_default):
        days[who] = date(days[who].year, *((1, 1), (7, 1), (12, 31))[random.integers(0, 3)])
    for who in some(dirt.birth_swapped):
        day = days[who]
        days[who] = date(day.year, day.day, day.month) if day.day <= 12 else day
    cells: Cells = [day.isoformat() for day in days]
    for who in some(0.3):
        day = days[who]
        ways = (f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", f"{day.day} {MONTHS[day.month - 1]} {day.year}")
        cells[who] = ways[random.integers(0, len(ways))]
    return _without(some(dirt.birth_missing), cells)


def _sexes(random: np.random.Generator, female: np.ndarray, wrong: np.ndarray) -> Cells:
    said = female.astype(bool)
    said[wrong] = ~said[wrong]
    way = random.integers(0, 3, len(said))
    return [SEX["P" if woman else "L"][at] for woman, at in zip(said, way, strict=True)]
