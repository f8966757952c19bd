"""Families who don't exist: names by the demonstration's lists, twins, sons called after their fathers."""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np

from benchmarks.doubles.dirt import Dirt
from lumbung.site.demo import names

TOWNS = {
    "33.23": "Temanggung", "33.08": "Magelang", "35.07": "Malang", "32.04": "Bandung", "13.06": "Agam",
    "73.08": "Bone", "12.12": "Toba", "53.07": "Sikka",
}  # fmt: skip
REGENCIES = tuple(TOWNS)
LANES = ("Melati", "Kenanga", "Merdeka", "Kopi")
VOWELS = "aiueo"
SIZES, SHARES = (1, 2, 3, 4, 5, 6), (0.1, 0.17, 0.25, 0.26, 0.14, 0.08)
People = dict[str, np.ndarray]


def families(random: np.random.Generator, *, persons: int, dirt: Dirt) -> People:
    """Columns by person: name, mother, born, female, nik, nik of a relative, and what the household shares."""
    sizes = random.choice(SIZES, size=persons // 3 + 6, p=SHARES)
    family = np.repeat(np.arange(len(sizes)), sizes)[:persons]
    head = np.searchsorted(family, family)
    people = _members(random, family=family, head=head, dirt=dirt)
    serial = _twins(random, people=people, place=np.arange(persons) - head, head=head, dirt=dirt)
    village = _villages(random, len(sizes), dirt)
    people["nik"] = _niks(village[family], people["born"], people["female"], serial)
    relative = np.where(head == np.arange(persons), np.minimum(np.arange(persons) + 1, persons - 1), head)
    shared = {"village": village, "birth_place": _texts(one[:5] for one in village), **_shared(random, village)}
    return {**people, "relative_nik": people["nik"][relative], **{name: of[family] for name, of in shared.items()}}


def _members(random: np.random.Generator, *, family: np.ndarray, head: np.ndarray, dirt: Dirt) -> People:
    count = len(family)
    place = np.arange(count) - head
    father_born = random.integers(1945, 1996, family[-1] + 1)
    later = np.where(place < 2, random.integers(-4, 5, count), random.integers(20, 32, count))
    year = father_born[family] + later
    female = np.where(place == 0, False, np.where(place == 1, True, random.random(count) < 0.5))
    name = names.names(random, female=female, born=year)
    mother = names.mothers(random, children_born=year)
    mother[place >= 2] = name[head[place >= 2] + 1]
    days = zip(year, random.integers(0, 365, count), strict=True)
    born = np.array([date(int(one), 1, 1) + timedelta(days=int(day)) for one, day in days], dtype=object)
    return {"name": name, "mother": mother, "born": born, "female": female}


def _twins(
    random: np.random.Generator, *, people: People, place: np.ndarray, head: np.ndarray, dirt: Dirt
) -> np.ndarray:
    """Some children become the twin of the one before, some sons get their father's name; the serials of the NIK."""
    count = len(place)
    twin = (place >= 3) & (random.random(count) < dirt.twins * 2)
    for who in np.flatnonzero(twin):
        people["born"][who] = people["born"][who - 1]
        people["female"][who] = people["female"][who - 1] ^ (random.random() < 0.2)
        people["name"][who] = _nearly(random, people["name"][who - 1])
    namesake = (place >= 2) & ~twin & ~people["female"] & (random.random(count) < dirt.namesakes * 2)
    people["name"][namesake] = people["name"][head[namesake]]
    return np.where(twin, 2, 1)


def _nearly(random: np.random.Generator, name: str) -> str:
    """What a twin is called: mostly the same but for the last letter, sometimes something else altogether."""
    if random.random() < 0.25:
        return "Siti Aminah" if name[:1] != "S" else "Ahmad Fauzi"
    letter = VOWELS[random.integers(0, len(VOWELS))]
    return name[:-1] + letter if random.random() < 0.6 else name + letter


def _villages(random: np.random.Generator, count: int, dirt: Dirt) -> np.ndarray:
    regency = random.choice(REGENCIES[: dirt.regencies], count)
    district = random.integers(1, 3 if dirt.regencies == 1 else 16, count)
    village = random.integers(2001, 2004 if dirt.regencies == 1 else 2013, count)
    return _texts(f"{r}.{d:02d}.{v}" for r, d, v in zip(regency, district, village, strict=True))


def _niks(village: np.ndarray, born: np.ndarray, female: np.ndarray, serial: np.ndarray) -> np.ndarray:
    seen: dict[str, int] = {}
    told = []
    for where, day, woman, at in zip(village, born, female, serial, strict=True):
        stem = f"{where[:8].replace('.', '')}{day.day + 40 * bool(woman):02d}{day:%m%y}"
        seen[stem] = max(seen.get(stem, 0) + 1, int(at))
        told.append(f"{stem}{seen[stem]:04d}")
    return _texts(told)


def _shared(random: np.random.Generator, village: np.ndarray) -> People:
    count = len(village)
    issued = random.integers((1, 1, 8, 1), (28, 13, 25, 9999), size=(count, 4))
    cards = zip(village, issued, strict=True)
    lanes = zip(random.choice(LANES, count), random.integers(1, 90, count), strict=True)
    return {
        "card": _texts(f"{v[:8].replace('.', '')}{d:02d}{m:02d}{y:02d}{n:04d}" for v, (d, m, y, n) in cards),
        "phone": _texts(f"08{number:010d}" for number in random.integers(10**8, 10**10, count)),
        "street": _texts(f"Jl. {lane} No. {number}" for lane, number in lanes),
    }


def _texts(values: Iterable[str]) -> np.ndarray:
    return np.array(list(values), dtype=object)
