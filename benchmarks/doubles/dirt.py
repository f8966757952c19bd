"""How often what goes wrong in a list, and the mixtures under which the bars have to hold."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Dirt:
    """How often, of all records or persons; `copies` is the mean number of further records of one person."""

    copies: float = 0.45
    twins: float = 0.012
    namesakes: float = 0.02
    moved: float = 0.08
    nik_missing: float = 0.06
    nik_meaningless: float = 0.012
    nik_digit: float = 0.07
    nik_cut: float = 0.02
    nik_of_relative: float = 0.015
    card_missing: float = 0.055
    card_new: float = 0.02
    name_letter: float = 0.14
    name_word_lost: float = 0.07
    name_word_more: float = 0.03
    name_order: float = 0.05
    name_spelling: float = 0.12
    name_title: float = 0.08
    name_run: float = 0.01
    birth_missing: float = 0.02
    birth_default: float = 0.05
    birth_swapped: float = 0.012
    birth_year: float = 0.03
    birth_days: float = 0.03
    sex_wrong: float = 0.02
    mother_missing: float = 0.15
    phone_missing: float = 0.3
    place_wrong: float = 0.06
    regencies: int = 8


USUAL = Dirt()
REGIMES: dict[str, Dirt] = {
    "usual": USUAL,
    "clean": replace(USUAL, nik_missing=0.01, nik_digit=0.01, name_letter=0.03, name_spelling=0.03, birth_default=0.01),
    "dirty": replace(
        USUAL, nik_missing=0.15, nik_digit=0.12, name_letter=0.25, birth_default=0.1, birth_days=0.06, sex_wrong=0.05
    ),
    "hardly a NIK": replace(USUAL, nik_missing=0.8),
    "no NIK": replace(USUAL, nik_missing=1.0),
    "many twins": replace(USUAL, twins=0.15, namesakes=0.1),
    "no twins": replace(USUAL, twins=0.0, namesakes=0.0),
    "many copies": replace(USUAL, copies=2.0),
    "nobody twice": replace(USUAL, copies=0.0),
    "one village": replace(USUAL, regencies=1),
    "no card, no phone": replace(USUAL, card_missing=1.0, phone_missing=1.0),
    "NIK of relatives": replace(USUAL, nik_of_relative=0.08),
}
