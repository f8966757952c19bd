"""How a name sounds, so that Soekarno finds Sukarno and Moh. Jusuf finds Muhammad Yusup.

A name becomes a set of keys, one per word, in no order: titles, degrees and lone initials fall away, old spelling
(oe, dj, tj, sj, nj, ch) meets new spelling, and letters that clerks mix up (f/p/v, o/u, final d/t) become one.
There is one definition, over columns; looking for one name is the same with a column of one.
"""

from functools import lru_cache

import polars as pl

HEARD_LATELY = 20_000
"""Words of single names whose sound is kept in mind; most people share a few thousand."""

TITLES_AND_LINKS = """
    h hj kh k haji hajah hajjah hjh drs dra dr drg ir prof ust ustad ustadz ustadzah kyai kiai ki nyi tgk tgh teungku
    raden rd rm rr ra rngt gusti tb dt datuk sutan puti cut alm almh almarhum almarhumah bpk bapak pak ibu bu ny nyonya
    tn tuan sdr sdri mr mrs ms mas mbak cak bin binti bt bte
"""

SHORT_FORMS = """
    m:muhammad mh:muhammad moh:muhammad muh:muhammad mhd:muhammad muhd:muhammad mohd:muhammad moch:muhammad
    much:muhammad mch:muhammad mohamed:muhammad mohammed:muhammad ach:ahmad akh:ahmad ahm:ahmad abd:abdul abdoel:abdul
    st:siti sti:siti nym:nyoman kt:ketut wyn:wayan md:made gd:gede kd:kadek yoh:yohanes
"""

DEGREES = (
    r"(?:\s+(?:[smda]\.\s?(?:[a-z]\.)?(?:pd|e|h|t|i|ip|pt|gz|kom|sos|psi|farm|ked|kep|kes|keb|ag|hum|hut|si|tr|ak|ti|m|md|an)"
    r"\b\.?(?:\s?i\b\.?)?|spd|spdi|skom|ssos|ssi|skep|skm|sag|amd|amk|mpd|msi|mkes|se|sh|mm|mh))+\s*$"
)

# The first that fits at a place of the word counts; what it became is not read again.
OLD_AND_NEW_SPELLING = """
    christ:krist chandr:kandr candr:kandr michael:mikail richard:rikard jus:ius jah:iah hj:hi jaja:jaia
    oe:u dj:j tj:c sj:s sy:s nj:ni ny:ni ch:h kh:h ts:s dz:z dh:d th:t ph:p bh:b gh:g ck:k ae:ai uw:u iy:i
    f:p v:p q:k x:ks y:i o:u
"""


# A word with one of these is in the spelling of before 1972, where a lone j is today's y: Bajoe is Bayu.
SURELY_OLD = "oe|tj|dj"


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


_TITLES = frozenset(TITLES_AND_LINKS.split())
_SHORT_FORMS = _pairs(SHORT_FORMS)
_SPELLING = _pairs(OLD_AND_NEW_SPELLING)
_SPELLING_OF_OLD = {**_SPELLING, "j": "i"}
_DOUBLED = {letter * 2: letter for letter in "abcdefghijklmnopqrstuvwxyz"}


def _sound(words: pl.Expr) -> pl.Expr:
    """The key of each word: lower-case ASCII letters in, letters out."""
    whole = words.replace(_SHORT_FORMS)
    return (
        pl.when(whole.str.contains(SURELY_OLD))
        .then(whole.str.replace_many(_SPELLING_OF_OLD, leftmost=True))
        .otherwise(whole.str.replace_many(_SPELLING, leftmost=True))
        .str.replace_many(_DOUBLED)
        .str.replace_many(_DOUBLED)
        .str.replace(r"([aiueo])h$", "${1}")
        .str.replace(r"d$", "t")
        .str.replace(r"b$", "p")
    )


def _words(names: pl.Series) -> pl.Series:
    """Each name as a list of plain lower-case words, without degrees."""
    return names.to_frame("words").select(_plain(pl.col("words"))).to_series()


def _plain(name: pl.Expr) -> pl.Expr:
    return (
        name.str.normalize("NFKD")
        .str.to_lowercase()
        .str.replace_all(r"[\u0300-\u036f'’‘`]", "")
        .str.replace(r"^([^,]*[a-z][^,]*),.*$", "${1}")
        .str.replace(DEGREES, "")
        .str.replace_all(r"[^a-z]+", " ")
        .str.strip_chars(" ")
        .str.split(" ")
    )


def _says(word: pl.Expr) -> pl.Expr:
    """Whether a word says something of the person: no title, no lone initial."""
    return ~word.is_in(list(_TITLES)) & ((word.str.len_chars() > 1) | word.is_in(list(_SHORT_FORMS)))


def _known(words: pl.Series) -> pl.DataFrame:
    """Each word once, with its sound and whether it says something of the person."""
    word = pl.col("words")
    once = words.to_frame().select(word.explode().unique().drop_nulls()).filter(word != "")
    return once.select(word, sound=_sound(word), says=_says(word))


def name_keys(names: pl.Series) -> pl.Series:
    """The keys of each name, sorted and each once; an empty list for a name without letters, null for null."""
    words = _words(names)
    known = _known(words)
    said = {
        "everything": words.list.eval(_spoken(known)),
        "meaningful": words.list.eval(_spoken(known.filter("says"))).list.drop_nulls(),
    }
    meant = pl.when(pl.col("meaningful").list.len() > 0).then("meaningful").otherwise("everything")
    return pl.DataFrame(said).select(meant).to_series().list.eval(_in_order()).alias(names.name)


def _in_order() -> pl.Expr:
    return pl.element().drop_nulls().unique().sort()


def _spoken(known: pl.DataFrame) -> pl.Expr:
    return pl.element().replace_strict(known["words"], known["sound"], default=None, return_dtype=pl.String)


def plain_words(names: pl.Series) -> pl.Series:
    """The words of each name as they are written, in lower case; short forms whole, no titles, no lone initials."""
    words = _words(names)
    known = _known(words).filter("says")["words"]
    whole = known.replace(_SHORT_FORMS)
    chosen = words.list.eval(pl.element().replace_strict(known, whole, default=None, return_dtype=pl.String))
    return chosen.list.drop_nulls().alias(names.name)


def name_key(names: pl.Series) -> pl.Series:
    """The keys of each name in one string, separated by blanks: what a person row stores. Each name is read once."""
    distinct = names.drop_nulls().unique()
    return names.replace_strict(distinct, name_keys(distinct).list.join(" "), default=None, return_dtype=pl.String)


def keys_of(name: str) -> list[str]:
    """The keys of one name. A search waits for this: words that have been heard lately are not sounded out again."""
    heard = [_heard(word) for word in _words(pl.Series([name], dtype=pl.String)).explode().to_list() if word]
    meaningful = {sound for sound, says in heard if says}
    return sorted(meaningful or {sound for sound, _says in heard})


@lru_cache(maxsize=HEARD_LATELY)
def _heard(word: str) -> tuple[str, bool]:
    """How a word sounds, and whether it says something of the person."""
    [(_word, sound, says)] = _known(pl.Series("words", [word], dtype=pl.String)).rows()
    return sound, says


def key_of(name: str) -> str:
    """The stored key of one name, for a form."""
    return " ".join(keys_of(name))
