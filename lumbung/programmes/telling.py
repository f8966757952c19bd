"""A decision in words: the same sentences for the page, the printed sheet, the command and the API.

Everything is drawn from the rule's own conditions, parts and figures; there is no second text about a rule.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lumbung import law
from lumbung.core import formats
from lumbung.law.explain import Condition, Part
from lumbung.programmes import conditions, words
from lumbung.programmes.conditions import wording
from lumbung.programmes.queries import Quota, Why

MARKS = {True: "ok", False: "no", None: "q"}


@dataclass(frozen=True)
class ToldCondition:
    """One condition as a line: mark (ok, no, q), words, the facts, where it is written."""

    name: str
    mark: str
    words: str
    facts: str
    law: str


@dataclass(frozen=True)
class ToldPart:
    """One part of the amount: what, how it is figured, and the rupiah that fall due."""

    name: str
    words: str
    figured: str
    amount: int
    law: str


@dataclass(frozen=True)
class ToldCut:
    """What a sanction takes off: the sentence, and the rupiah."""

    words: str
    amount: int
    law: str


@dataclass(frozen=True)
class Told:
    """A decision as people read it; conditions not met stand first."""

    title: str
    summary: str
    outcome: str
    lead: str
    conditions: list[ToldCondition]
    parts: list[ToldPart]
    period: str
    amount: int | None
    notes: list[str] = field(default_factory=list)
    cuts: list[ToldCut] = field(default_factory=list)


def tell(why: Why) -> Told:
    """The whole explanation in the language of the request."""
    return _Teller(why).tell()


def as_data(why: Why) -> dict[str, Any]:
    """An explanation for programs: the words, and what they are drawn from."""
    return {
        "run": why.run.pk,
        "kind": why.kind.name,
        "on": why.run.on.isoformat(),
        "family": why.family.pk,
        "outcome": why.outcome,
        "period": str(why.period),
        "told": asdict(tell(why)),
        "explanation": asdict(why.explanation),
        "withheld": asdict(why.withheld) if why.withheld else None,
        "quota": asdict(why.quota) if why.quota else None,
        "same_rule": why.same_rule,
        "agrees": why.agrees,
    }


class _Teller:
    def __init__(self, why: Why):
        self.why, self.kind = why, why.kind
        self.language = words.language()

    def tell(self) -> Told:
        title = self.kind.title(self.language)
        conditions = [self._condition(one) for one in self.why.explanation.conditions]
        if self.why.quota:
            conditions.append(self._quota(self.why.quota))
        served = self.why.outcome == "eligible"
        return Told(
            title=title,
            summary=self._summary(title),
            outcome=self.why.outcome,
            lead=self._lead(title, conditions),
            conditions=sorted(conditions, key=lambda told: ("no", "q", "ok").index(told.mark)),
            parts=self._parts() if served else [],
            period=_period(self.why.period),
            amount=self.why.amount if served else None,
            notes=self._notes(),
            cuts=self._cuts() if served else [],
        )

    def _summary(self, title: str) -> str:
        values = {"title": title, "amount": formats.rupiah(self.why.amount)}
        return {
            "eligible": _("%(title)s: mengapa %(amount)s?"),
            "refused": _("%(title)s: mengapa belum memenuhi?"),
            "undetermined": _("%(title)s: mengapa belum bisa diputuskan?"),
        }[self.why.outcome] % values

    def _lead(self, title: str, conditions: list[ToldCondition]) -> str:
        if self.why.outcome == "eligible":
            return self._lead_of_served(title)
        if self.why.outcome == "refused":
            unmet = "; ".join(f"{told.words} ({told.facts})" for told in conditions if told.mark == "no")
            return _("Keluarga ini belum memenuhi syarat %(title)s. Syarat yang belum terpenuhi: %(unmet)s.") % {
                "title": title,
                "unmet": unmet,
            }
        missing = ", ".join(self._gap(name, people) for name, people in self.why.explanation.unknown.items())
        return _(
            "%(title)s belum bisa diputuskan, karena %(missing)s belum diketahui. Ini bukan penolakan:"
            " lengkapi datanya, lalu tetapkan lagi."
        ) % {"title": title, "missing": missing}

    def _lead_of_served(self, title: str) -> str:
        values = {
            "title": title,
            "whole": formats.rupiah(self.why.explanation.entitlement),
            "amount": formats.rupiah(self.why.amount),
            "period": _period(self.why.period),
        }
        if self.kind.rules.PER == "year":
            return (
                _(
                    "Keluarga ini memenuhi semua syarat %(title)s. Nilainya %(whole)s setahun,"
                    " %(amount)s untuk %(period)s."
                )
                % values
            )
        return _("Keluarga ini memenuhi semua syarat %(title)s. Nilainya %(amount)s untuk %(period)s.") % values

    def _condition(self, condition: Condition) -> ToldCondition:
        figures = {figure.name.replace(".", "_"): figure.value for figure in condition.figures}
        return ToldCondition(
            name=condition.name,
            mark=MARKS[condition.met],
            words=self.kind.word("conditions", condition.name, self.language).format(**figures),
            facts=self._facts(condition),
            law="; ".join(dict.fromkeys(figure.law for figure in condition.figures)),
        )

    def _facts(self, condition: Condition) -> str:
        said = [text for name, value in condition.facts.items() if (text := self._fact(name, value))]
        if condition.met is None:
            gaps = condition.unknown.items()
            said = [_("%(fact)s belum diketahui") % {"fact": self._gap(name, people)} for name, people in gaps]
        people = self._people(condition.people)
        said = said or [_("tidak ada")]
        return ", ".join(dict.fromkeys(said)) + (f": {people}" if people else "")

    def _fact(self, name: str, value: Any) -> str:
        if value is None:
            return _("%(fact)s belum diketahui") % {"fact": self._fact_word(name)}
        if name in self.kind.words["parts"]:
            return f"{value} {self.kind.word('parts', name, self.language)}" if value else ""
        if isinstance(value, bool):
            return self._fact_word(name) if value else ""
        return f"{self._fact_word(name)} {value}"

    def _gap(self, name: str, people: list[int]) -> str:
        whose = self._people(people)
        return f"{self._fact_word(name)} ({whose})" if whose else self._fact_word(name)

    def _fact_word(self, name: str) -> str:
        return words.fact(self.kind, name)

    def _people(self, people: list[int]) -> str:
        return ", ".join(self.why.names[person] for person in people if person in self.why.names)

    def _quota(self, quota: Quota) -> ToldCondition:
        facts = _("urutan %(rank)s dari %(places)s tempat") % {
            "rank": formats.count(quota.rank),
            "places": formats.count(quota.places),
        }
        return ToldCondition(
            name="within_quota",
            mark=MARKS[quota.met],
            words=_("Masih ada kuota di kabupaten atau kota ini"),
            facts=facts,
            law=_("Kuota %(year)s") % {"year": self.why.run.on.year},
        )

    def _parts(self) -> list[ToldPart]:
        return [
            ToldPart(
                name=part.name,
                words=self.kind.word("parts", part.name, self.language),
                figured=self._figured(part, (reckoning.last or 12) - (reckoning.first or 1) + 1),
                amount=part.due or 0,
                law=next((figure.law for figure in part.figures if figure.value == part.each), ""),
            )
            for reckoning in self.why.explanation.reckonings
            for part in reckoning.parts
        ]

    def _cuts(self) -> list[ToldCut]:
        held = self.why.withheld
        if held is None:
            return []
        reasons = "; ".join(wording.reason(told, self.why.names, held.quarter) for told in held.because)
        said = _("Dipotong %(percent)s persen, karena %(reasons)s.") % {"percent": held.percent, "reasons": reasons}
        return [ToldCut(said, held.amount, conditions.in_force(held.quarter).entry("ladder").law)]

    def _figured(self, part: Part, months: int) -> str:
        people = self._people(part.people)
        values = {
            "times": part.times or 1,
            "each": formats.rupiah(part.each or part.full),
            "months": months,
        }
        if self.kind.rules.PER == "year":
            said = _("%(times)s × %(each)s setahun, %(months)s dari 12 bulan") % values
        else:
            said = _("%(times)s × %(each)s sebulan, %(months)s bulan") % values
        if part.times and part.times < len(part.people):
            said += _(" (paling banyak %(most)s orang dihitung)") % {"most": part.times}
        return f"{people} · {said}" if people else said

    def _notes(self) -> list[str]:
        run = self.why.run
        notes = [
            _("Diputuskan dari keadaan beku, dengan aturan dan angka yang berlaku pada %(day)s (penetapan %(run)s).")
            % {"day": formats.day_long(run.on), "run": run.pk}
        ]
        if any(figure.certainty != "C" for one in self.why.explanation.conditions for figure in one.figures):
            notes.append(_("Sebagian dasar hukum masih perlu dipastikan; lihat catatannya di halaman program."))
        if not self.why.same_rule:
            notes.append(_("Rumusan aturan diubah setelah penetapan ini; penjelasan memakai rumusan sekarang."))
        if not self.why.agrees:
            notes.append(_("Aturan sekarang tidak lagi memberi putusan yang sama; yang berlaku tetap putusan beku."))
        return notes


def _period(period: law.Period) -> str:
    first, last = formats.month(period.starts), formats.month(period.ends)
    return first if period.length == 1 else f"{first.rsplit(' ', 1)[0]}–{last}"
