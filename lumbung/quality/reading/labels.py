"""Labels beside the table: the village above it, the card number and the address of each family in a printed book."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

KK, HEAD, ADDRESS, RT_RW, HAMLET = "No. KK", "Nama KK", "Alamat", "RT/RW", "Dusun"
PROVINCE, REGENCY, DISTRICT, VILLAGE = "Provinsi", "Kabupaten", "Kecamatan", "Desa"
OF_FAMILY = (KK, HEAD, ADDRESS, RT_RW, HAMLET)
OF_PLACE = (PROVINCE, REGENCY, DISTRICT, VILLAGE)
EVERY = (*OF_FAMILY, *OF_PLACE)
WORDS = {
    KK: r"no(?:mor)?\.?\s*(?:kk|kartu\s+keluarga)",
    HEAD: r"nama\.?\s*(?:kk|kep(?:ala|\.)?\s*(?:keluarga|kel\.?)?)|kepala\s+keluarga",
    ADDRESS: r"alamat(?:\s+rumah)?",
    RT_RW: r"(?:no\.?\s*)?rt\s*/\s*rw",
    HAMLET: r"(?:nama\s+)?(?:dusun|dukuh|lingkungan|banjar|kampung)",
    PROVINCE: r"prop?[iv]+nsi|prov\.?",
    REGENCY: r"kab(?:upaten|\.)?(?:\s*/\s*kota)?|kota",
    DISTRICT: r"kec(?:amatan|\.)?",
    VILLAGE: r"desa(?:\s*/\s*kel(?:urahan|\.)?)?|kel(?:urahan|\.)?(?:\s*/\s*desa)?|nagari|gampong|kampung",
}
OTHERS = r"no\.?\s*blangko.*|tgl\.?\s*cetak.*|periode.*|tanggal|kode\s*pos|telp?.*|tahun|bulan|halaman"
LABEL = {name: re.compile(rf"(?i)^(?:{words})\s*(:?)\s*(.*)$", re.DOTALL) for name, words in WORDS.items()}
ANY_LABEL = re.compile(rf"(?i)^(?:{'|'.join([*WORDS.values(), OTHERS])})")
OTHER = re.compile(rf"(?i)^(?:{OTHERS})\s*:")
INSIDE = {
    RT_RW: re.compile(r"(?i)\brt\s*/\s*rw\s*[:.]?\s*(\d{1,3}\s*/\s*(?:\d{1,3}|-)?)"),
    HAMLET: re.compile(r"(?i)\b(?:nama\s+)?dusun\s*:\s*([^,:]*)"),
}
RT_INSIDE, RW_INSIDE = (re.compile(rf"(?i)\b{part}\s*[:.]\s*(\d{{1,3}})") for part in ("rt", "rw"))
TAIL = re.compile(
    r"(?i)[\s,]*\b(?:nama\s+dusun|dusun\s*:|rt\s*/\s*rw|rt\s*[:.]\s*\d|rw\s*[:.]\s*\d|kode\s*pos|telp?\s*:).*$"
)
LONG_NUMBER = re.compile(r"\d{13,}|\d[.,]\d+E\+?\d+", re.IGNORECASE)
BLANKS = " \t\r\n\xa0:"
NOTHING = ("", "-", ":")
TITLE_WORDS = {"PROVINSI": PROVINCE, "KABUPATEN": REGENCY, "KOTA": REGENCY, "KECAMATAN": DISTRICT, "DESA": VILLAGE}
TITLE_WORDS["KELURAHAN"] = VILLAGE
ANY_TITLE_WORD = "|".join(TITLE_WORDS)
TITLE = re.compile(
    rf"(?i)\b({ANY_TITLE_WORD})\s+([A-Z][A-Z' .-]*?)(?=\s*(?:,|$|\(|\d|\bTAHUN\b|\b(?:{ANY_TITLE_WORD})\b))"
)


@dataclass
class Labels:
    """What the labels read so far say; a new card number begins a new family, a place stays until another is named."""

    said: dict[str, str] = field(default_factory=dict)
    below: dict[int, str] = field(default_factory=dict)
    _people_came: bool = False

    def read(self, cells: Sequence[str], *, people_came: bool) -> bool:
        """Take in one line; whether it held a label or the values of one. `people_came`: people came since the last."""
        self._people_came |= people_came
        found = list(_labels(cells))
        if found:
            self._begin(name for _at, name, _value in found)
            for at, name, value in found:
                self._keep(name, value)
                if not value and name:
                    self.below[at] = name
            if all(value for _at, _name, value in found):
                self.below = {}
            return True
        return self._read_below(cells)

    def _read_below(self, cells: Sequence[str]) -> bool:
        """Values under labels that had none beside them; under the card number there has to be a number."""
        card = next((at for at, name in self.below.items() if name == KK), None)
        if not self.below or (card is not None and not LONG_NUMBER.search(_at(cells, card))):
            return False
        self._begin(self.below.values())
        for at, name in self.below.items():
            self._keep(name, _at(cells, at).strip())
        return True

    def _begin(self, names: Iterable[str]) -> None:
        if self._people_came and any(name in OF_FAMILY for name in names):
            self._people_came = False
            self.said = {name: value for name, value in self.said.items() if name in OF_PLACE}

    def _keep(self, name: str, value: str) -> None:
        if name and value not in NOTHING:
            self.said[name] = value
            if name == ADDRESS:
                self.said.update(_inside(value))


def above(rows: Sequence[Sequence[str]]) -> Labels:
    """What the lines above a table say, with a colon or in a title: “DATA WARGA DESA SENGGIGI KECAMATAN BATU LAYAR”."""
    labels = Labels()
    for cells in rows:
        if not labels.read(cells, people_came=False):
            for cell in cells:
                for word, name in TITLE.findall(" ".join(cell.split())):
                    labels.said.setdefault(TITLE_WORDS[word.upper()], name.strip())
    return labels


def _labels(cells: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """(position, label or "" for one that does not matter, value beside it or "") of each label in a line."""
    for at, cell in enumerate(cells):
        text = cell.strip()
        if not ANY_LABEL.match(text):
            continue
        if OTHER.match(text):
            yield at, "", "-"
            continue
        for name, pattern in LABEL.items():
            match = pattern.match(text)
            if _is_label(match):
                yield at, name, pattern.sub(r"\2", text).strip(BLANKS) or _beside(cells, at)
                break


def _is_label(match: re.Match[str] | None) -> bool:
    """With a colon, or alone in its cell."""
    return match is not None and bool(match[1] or not match[2])


def _beside(cells: Sequence[str], at: int) -> str:
    """The next cell to the right that says something, unless that is a label too."""
    for cell in cells[at + 1 :]:
        if text := cell.strip(BLANKS):
            labelled = any(_is_label(pattern.match(cell.strip())) for pattern in LABEL.values())
            return "" if labelled or OTHER.match(cell.strip()) else text
    return ""


def _inside(address: str) -> dict[str, str]:
    """An address cell often holds the hamlet and the neighbourhood too."""
    found = {name: match[1].strip() for name, pattern in INSIDE.items() if (match := pattern.search(address))}
    rt, rw = RT_INSIDE.search(address), RW_INSIDE.search(address)
    if RT_RW not in found and (rt or rw):
        found[RT_RW] = f"{rt[1] if rt else '-'}/{rw[1] if rw else '-'}"
    kept = {name: value for name, value in found.items() if value not in NOTHING}
    return {**kept, ADDRESS: TAIL.sub("", address).strip()}


def _at(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""
