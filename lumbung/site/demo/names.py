"""Javanese names for people who don't exist: mostly one or two words, by sex and by the time they were born."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Texts = np.ndarray
"""An object array of str."""


def words(text: str) -> Texts:
    """Words of a text, each with a capital."""
    return np.array([word.capitalize() for word in text.split()], dtype=object)


@dataclass(frozen=True)
class Fashion:
    """The words parents of one time chose, and how many words they put together."""

    born_from: int
    first: dict[str, Texts]
    second: dict[str, Texts]
    two_words: float
    three_words: float


FASHIONS = (
    Fashion(
        born_from=0,
        first={
            "L": words(
                "sutrisno suparman slamet ngadiman sukirno wagiman parto kasiman tukiman ngatimin suroto darmo sastro "
                "karto mulyono sarjono suwito ponimin legiman sumarno sudarto paijan tumin sukardi sugiman walidi "
                "rebo kliwon wage pahing marto kromo suyono jumadi ngadino sarimin warsito samidi suradi kasan "
                "tarmuji mujiman rusdi muhroji saliman martono wiryo sukisno tasman marijan"
            ),
            "P": words(
                "tukinem suparmi ngatinah wagiyem sumiyati ponirah lasinem kasinah sutinah mujiyem painem legiyem "
                "sarinah sukinem ngadiyem parinah karsinem juminem tumirah suwarni samini sulastri partini rumiyati "
                "mariyem ngatiyem warsinah sipon tuminah rubiyah jumirah saminem kartini salamah romlah maryatun "
                "sudarmi giyem darsinah wasiyem poniyah turiyah asiyah munjiyah sriyatun rusmiyati yatinem muryati"
            ),
        },
        second={
            "L": words("atmojo diharjo wiyono hadi suwito utomo sumarto wardoyo rejo prawiro"),
            "P": words("rahayu lestari ningsih utami wati astuti sumarni hartati"),
        },
        two_words=0.12,
        three_words=0.0,
    ),
    Fashion(
        born_from=1968,
        first={
            "L": words(
                "agus budi joko eko heri widodo sugeng teguh bambang tri dwi yudi wahyu arif nur muhammad ahmad "
                "supriyanto mujiono rohmad muhlisin sapto hartono susilo purwanto riyanto edi andi catur bayu anang "
                "sigit haryanto nurohman mustofa zaenal fatkhul sukamto triyono suyanto mahmudi jumeri isnanto "
                "kuswanto rudi samsul untung imam saryono"
            ),
            "P": words(
                "sri siti endang tri dwi wahyu nur ani yuli eni rini titik sulis wiwik umi istiqomah rohmah "
                "suryani marsiyah nuryati winarni kustini muslimah khotimah supriyati indarti lestari retno ida "
                "isti yanti watini tutik ernawati sumiati ngatini wulan partiwi rustini fatimah zumaroh munawaroh "
                "anik sugiyarti haryati mursidah juwariyah sunarti"
            ),
        },
        second={
            "L": words(
                "santoso prasetyo nugroho wibowo setiawan kurniawan purnomo raharjo wahyudi cahyono hidayat susanto "
                "rohman hartanto prayitno kuncoro saputro handoyo subekti mulyadi basuki suseno"
            ),
            "P": words(
                "lestari rahayu wahyuni astuti handayani ningsih utami hidayah setyowati kurniasih nurhayati "
                "purwanti susanti wulandari fatonah widayati yuliati mulyani aminah rahmawati hastuti sulastri"
            ),
        },
        two_words=0.52,
        three_words=0.03,
    ),
    Fashion(
        born_from=1994,
        first={
            "L": words(
                "dimas rizky bagas aditya fajar ilham reza galih yoga rendi dani bima arya rafi farhan hafidz "
                "danang irfan lutfi nanda adi bagus tegar wisnu raka satria naufal faiz alif azka rifqi kevin "
                "ibnu alfian restu pandu gilang prima vino abid zidan"
            ),
            "P": words(
                "dewi ayu putri rina anisa intan nabila laras sekar salma aprilia fitri novita melati zahra "
                "aulia khansa nadia dinda wulan ratna tiara kirana amelia indah alya naila safira kayla "
                "azzahra rizka hana meisya dian bunga lintang cahya citra vina almira"
            ),
        },
        second={
            "L": words(
                "pratama saputra ramadhan maulana hidayat nugroho wicaksono firmansyah setiawan kurnia prakoso "
                "permana akbar wibisono fauzan rahman alamsyah mahendra anggara syahputra adiyatma ardiansyah"
            ),
            "P": words(
                "lestari rahmawati kusuma safitri permata wulandari anggraini maharani febriani cahyani pertiwi "
                "ramadhani khasanah nuraini oktaviani puspita damayanti salsabila larasati azizah kinanti hapsari"
            ),
        },
        two_words=0.66,
        three_words=0.16,
    ),
)


def names(rng: np.random.Generator, *, female: np.ndarray, born: np.ndarray) -> Texts:
    """A name for each person; `female` is a mask, `born` the year of birth."""
    result = np.empty(len(female), dtype=object)
    for place, fashion in enumerate(FASHIONS):
        until = FASHIONS[place + 1].born_from if place + 1 < len(FASHIONS) else 9999
        for sex, of_sex in (("L", ~female), ("P", female)):
            who = np.flatnonzero((born >= fashion.born_from) & (born < until) & of_sex)
            result[who] = _in_fashion(rng, fashion=fashion, sex=sex, count=len(who))
    return result


def mothers(rng: np.random.Generator, *, children_born: np.ndarray) -> Texts:
    """The name of a mother who is not in the family card: a woman some 25 years older."""
    born = children_born - rng.integers(19, 34, len(children_born))
    return names(rng, female=np.ones(len(born), dtype=bool), born=born)


def _in_fashion(rng: np.random.Generator, *, fashion: Fashion, sex: str, count: int) -> Texts:
    first, second = fashion.first[sex], fashion.second[sex]
    chosen = first[rng.integers(0, len(first), count)]
    draw = rng.random(count)
    more = draw < fashion.two_words + fashion.three_words
    chosen[more] = chosen[more] + " " + second[rng.integers(0, len(second), more.sum())]
    most = draw < fashion.three_words
    chosen[most] = chosen[most] + " " + second[rng.integers(0, len(second), most.sum())]
    return chosen
