"""Is this a whole instrument? Licence stated, questions sound, ranges without gap or overlap, nothing unknown in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from lumbung.cases.instruments.shape import LANGUAGES, Reckoning, Terms, Wording

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
VERSION = re.compile(r"[0-9a-z][0-9a-z._-]{0,19}")
MOST_QUESTIONS = 400
BADGES = ("ok", "wait", "do", "no", "q")
USES = ("measure", "comprehensive", "functioning")
KEYS = {
    "instrument": {
        *("name", "version", "title", "about", "licence", "wording", "questions", "use", "sections", "introduction"),
        *("scores", "signs", "ages", "remark", "scales"),
    },
    "licence": {"terms", "name", "source", "notice", "non_commercial"},
    "question": {"name", "words", "scale", "answers", "section", "help", "when", "optional"},
    "answer": {"value", "words", "points"},
    "section": {"name", "words", "help"},
    "score": {"name", "words", "reckoning", "ranges", "of", "parts", "better"},
    "part": {"name", "words", "tests"},
    "range": {"name", "from", "to", "words", "badge"},
    "sign": {"name", "words", "question", "answers"},
}
Told = Mapping[str, Any]


def faults(told: Any) -> list[str]:
    """A sentence for each thing to put right; empty when the instrument is whole."""
    if not isinstance(told, Mapping):
        return [_("Berkas ini bukan satu instrumen.")]
    found: list[str] = []
    for look in (_heading, _licence, _questions, _scores, _signs):
        try:
            found += look(told)
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            found.append(_("Susunannya tidak bisa dibaca: %(wrong)s.") % {"wrong": repr(wrong)})
        if found:
            break
    return found


def _heading(told: Told) -> Iterable[str]:
    yield from _unknown("instrument", told)
    if not NAME.fullmatch(str(told["name"])) or not VERSION.fullmatch(str(told["version"])):
        yield _("Nama ditulis dengan huruf kecil, angka dan garis bawah; versi dengan angka dan huruf kecil.")
    yield from _words(told, ("title", "about"))
    if told.get("use", "measure") not in USES:
        yield _("Kegunaan “%(use)s” tidak dikenal.") % {"use": told["use"]}
    youngest, oldest = told.get("ages", (0, 150))
    if not 0 <= youngest <= oldest:
        yield _("Batas umurnya terbalik.")


def _licence(told: Told) -> Iterable[str]:
    licence = told["licence"]
    yield from _unknown("licence", licence)
    if licence["terms"] not in list(Terms) or not str(licence["name"]).strip() or not str(licence["source"]).strip():
        yield _("Lisensi harus menyebut dasar pemakaian (terms), nama lisensi (name), dan sumbernya (source).")
    if isinstance(licence["source"], Mapping):
        yield from _words({"source": licence["source"]}, ("source",))
    wording = told["wording"]
    if set(wording) != set(LANGUAGES) or not set(wording.values()) <= set(Wording):
        yield _("Sebutkan untuk setiap bahasa apakah kata-katanya asli, resmi, atau belum dikonfirmasi.")


def _questions(told: Told) -> Iterable[str]:
    questions, scales = told["questions"], told.get("scales", {})
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        yield _("Instrumen punya 1 sampai %(most)s pertanyaan.") % {"most": MOST_QUESTIONS}
    yield from _twice(one["name"] for one in questions)
    sections = told.get("sections", [])
    for one in sections:
        yield from _unknown("section", one)
        yield from _words(one, ("words",))
    known: dict[str, list[str]] = {}
    for one in questions:
        yield from _unknown("question", one)
        yield from _words(one, ("words",))
        if not NAME.fullmatch(one["name"]):
            yield _("Nama pertanyaan “%(name)s” tidak sah.") % {"name": one["name"]}
        if sections and one.get("section") not in [section["name"] for section in sections]:
            yield _("Pertanyaan “%(name)s” tidak berada di bagian mana pun.") % {"name": one["name"]}
        answers = scales[one["scale"]] if "scale" in one else one.get("answers", [])
        yield from _answers(one["name"], answers)
        if when := one.get("when"):
            yield from _refers(one["name"], when["question"], when["answers"], known)
        known[one["name"]] = [str(answer["value"]) for answer in answers]


def _answers(name: str, answers: Sequence[Told]) -> Iterable[str]:
    yield from _twice(f"{name}={one['value']}" for one in answers)
    for one in answers:
        yield from _unknown("answer", one)
        yield from _words(one, ("words",))
        if not _whole(one.get("points", 0)):
            yield _("Nilai jawaban “%(name)s” harus bilangan bulat.") % {"name": name}


def _scores(told: Told) -> Iterable[str]:
    scores = told.get("scores", [])
    yield from _twice(one["name"] for one in scores)
    choices, points = _choices(told), _points(told)
    for one in scores:
        yield from _unknown("score", one)
        yield from _words(one, ("words",))
        if one["reckoning"] not in list(Reckoning) or one.get("better", "lower") not in ("lower", "higher", "neither"):
            yield _("Skor “%(name)s” dihitung dengan cara yang tidak dikenal.") % {"name": one["name"]}
        elif one["reckoning"] == Reckoning.SUM:
            for name in one["of"]:
                if not points.get(name):
                    yield _("Skor “%(score)s” menjumlah “%(name)s” yang tidak bernilai.") % {
                        "score": one["name"],
                        "name": name,
                    }
                    return
            if not one["of"]:
                yield _("Skor “%(name)s” tidak dihitung dari apa pun.") % {"name": one["name"]}
        else:
            yield from _parts(one, choices)
        yield from _ranges(one, _bounds(one, told, points))


def _parts(score: Told, choices: Mapping[str, list[str]]) -> Iterable[str]:
    if not score["parts"]:
        yield _("Skor “%(name)s” tidak dihitung dari apa pun.") % {"name": score["name"]}
    yield from _twice(one["name"] for one in score["parts"])
    for part in score["parts"]:
        yield from _unknown("part", part)
        yield from _words(part, ("words",))
        for test in part["tests"]:
            for name in test["of"]:
                yield from _refers(f"{score['name']}.{part['name']}", name, test["answers"], choices)


def _ranges(score: Told, bounds: tuple[int, int]) -> Iterable[str]:
    """From the least that the score can be to the most, each figure in exactly one range."""
    ranges = score["ranges"]
    yield from _twice(one["name"] for one in ranges)
    expected = bounds[0]
    for one in ranges:
        yield from _unknown("range", one)
        yield from _words(one, ("words",))
        if not (_whole(one["from"]) and _whole(one["to"])) or one.get("badge", "q") not in BADGES:
            yield _("Rentang “%(name)s” tidak sah.") % {"name": one["name"]}
        elif one["from"] != expected or one["to"] < one["from"]:
            yield _("Rentang skor “%(score)s” berlubang atau bertumpuk pada “%(name)s”: harus mulai dari %(at)s.") % {
                "score": score["name"],
                "name": one["name"],
                "at": expected,
            }
            return
        expected = one["to"] + 1
    if expected != bounds[1] + 1:
        told = {"score": score["name"], "most": bounds[1], "last": expected - 1}
        yield _("Rentang skor “%(score)s” harus sampai %(most)s, bukan %(last)s.") % told


def _bounds(score: Told, told: Told, points: Mapping[str, list[int]]) -> tuple[int, int]:
    if score["reckoning"] == Reckoning.ANY:
        return 0, 1
    if score["reckoning"] == Reckoning.COUNT:
        return 0, len(score["parts"])
    skipped = {one["name"] for one in told["questions"] if one.get("when")}
    least = sum(min([*points[name], *([0] if name in skipped else [])]) for name in score["of"])
    return least, sum(max([*points[name], *([0] if name in skipped else [])]) for name in score["of"])


def _signs(told: Told) -> Iterable[str]:
    signs = told.get("signs", [])
    yield from _twice(one["name"] for one in signs)
    for one in signs:
        yield from _unknown("sign", one)
        yield from _words(one, ("words",))
        yield from _refers(one["name"], one["question"], one["answers"], _choices(told))


def _choices(told: Told) -> dict[str, list[str]]:
    return {one["name"]: [str(answer["value"]) for answer in _answers_of(one, told)] for one in told["questions"]}


def _points(told: Told) -> dict[str, list[int]]:
    return {
        one["name"]: [answer["points"] for answer in _answers_of(one, told) if "points" in answer]
        for one in told["questions"]
    }


def _answers_of(question: Told, told: Told) -> Sequence[Told]:
    return told["scales"][question["scale"]] if "scale" in question else question.get("answers", [])


def _refers(by: str, name: str, answers: Sequence[Any], known: Mapping[str, list[str]]) -> Iterable[str]:
    if name not in known or not answers or not {str(one) for one in answers} <= set(known[name]):
        yield _("“%(by)s” merujuk ke “%(name)s” yang tidak ada, belum ditanyakan, atau tidak punya jawaban itu.") % {
            "by": by,
            "name": name,
        }


def _words(told: Told, names: Iterable[str]) -> Iterable[str]:
    for name in names:
        words = told[name]
        if set(words) != set(LANGUAGES) or not all(str(words[language]).strip() for language in LANGUAGES):
            yield _("“%(name)s” harus ditulis dalam bahasa Indonesia (id) dan Inggris (en).") % {
                "name": told.get("name", name)
            }


def _unknown(kind: str, told: Told) -> Iterable[str]:
    if extra := sorted(set(map(str, told)) - KEYS[kind]):
        yield _("Isian %(names)s tidak dikenal.") % {"names": ", ".join(extra)}


def _twice(names: Iterable[Any]) -> Iterable[str]:
    seen: set[Any] = set()
    for name in names:
        if name in seen:
            yield _("“%(name)s” ditulis dua kali.") % {"name": name}
        seen.add(name)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
