"""A draft of the law: a run's own figures with some of them changed, conditions set aside, another quota.

Nothing here is law. A changed figure goes through the same reading as the written ones, dated on the run's day and
marked as open, so a draft can't hold what a decree could not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from lumbung import law
from lumbung.core.refusals import BadInput
from lumbung.law.reading import Rules, read
from lumbung.programmes import kinds
from lumbung.programmes.kinds import Kind

QUOTA, CONDITION = "quota", "condition."
DRAFT_LAW = "rancangan, belum berlaku"
REMARK = {"id": "Angka rancangan skenario.", "en": "A scenario's draft figure."}
LONGEST_LIST = 200


class UnknownOverride(BadInput):
    """The programme has no figure, part or condition of that name."""

    message = _("Program %(kind)s tidak punya angka atau syarat bernama %(name)s. Yang ada: %(known)s.")


class WrongKindOfValue(BadInput):
    """The value is not of the kind that the law writes there."""

    message = _("%(name)s tidak bisa diisi %(value)s. Tulis seperti yang berlaku sekarang: %(now)s.")


class NoConditionLeft(BadInput):
    """A programme without any condition serves everybody."""

    message = _("Sisakan paling sedikit satu syarat; tanpa syarat semua keluarga menerima.")


@dataclass(frozen=True)
class Without:
    """A rule with some of its conditions set aside."""

    rules: Rules
    aside: frozenset[str]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rules, name)

    def eligible(self, family: Any, p: Any) -> dict[str, Any]:
        """The conditions that are left."""
        return {name: met for name, met in self.rules.eligible(family, p).items() if name not in self.aside}


@dataclass(frozen=True)
class Draft:
    """A rule and figures to decide by, and places by regency where the draft changes them."""

    rules: Rules
    figures: law.Values
    quota: Mapping[str, int | None]
    changes: Mapping[str, Any]

    def places(self, regency: str, now: int | None) -> int | None:
        """Places in a regency: the draft's, else those of the run."""
        return self.quota.get(regency, self.quota.get("", now))


def drafted(*, kind: Kind, text: str, on: date, changes: Mapping[str, Any]) -> Draft:
    """The figures that a run froze (`text`) with `changes`: `max_decile`, `yearly_amount.sd`, `condition.poor_enough`
    (false sets it aside), `quota` (places in every regency; null lifts it), `quota.33.23`."""
    now = kinds.frozen_figures(kind.name, text).on(on)
    quota = {name.removeprefix(QUOTA).removeprefix("."): value for name, value in changes.items() if _is_quota(name)}
    for regency, places in quota.items():
        if places is not None and (isinstance(places, bool) or not isinstance(places, int) or places < 0):
            raise WrongKindOfValue(name=f"{QUOTA}.{regency}".rstrip("."), value=places, now="1000")
    aside = _aside(kind, now, changes)
    written = _written(kind, text, now, changes)
    try:
        figures = kinds.frozen_figures(kind.name, written).on(on)
        read(kind.rules, figures)
    except law.LawError as wrong:
        raise WrongKindOfValue(name=", ".join(changes), value=str(wrong), now="") from wrong
    rules: Rules = Without(kind.rules, aside) if aside else kind.rules  # type: ignore[assignment]
    return Draft(rules, figures, quota, dict(changes))


def parsed(lines: Mapping[str, str]) -> dict[str, Any]:
    """Changes as people write them (`max_decile` = `5`, `excluded_positions` = `[5, 4]`, `quota` = ``) as values."""
    return {name.strip(): yaml.safe_load(value) if value.strip() else None for name, value in lines.items()}


def choices(kind: Kind, now: law.Values) -> dict[str, Any]:
    """Every figure that a draft can change with its value now; figures of several parts part by part."""
    found: dict[str, Any] = {}
    for name, entry in now.in_force().items():
        if isinstance(entry.value, Mapping):
            found |= {f"{name}.{part}": value for part, value in entry.value.items()}
        else:
            found[name] = entry.value
    return found


def conditions(kind: Kind, now: law.Values) -> list[str]:
    """The conditions that a draft can set aside."""
    return list(read(kind.rules, now).conditions)


def _is_quota(name: str) -> bool:
    return name == QUOTA or name.startswith(f"{QUOTA}.")


def _aside(kind: Kind, now: law.Values, changes: Mapping[str, Any]) -> frozenset[str]:
    known = conditions(kind, now)
    asked = {name.removeprefix(CONDITION): kept for name, kept in changes.items() if name.startswith(CONDITION)}
    for name, kept in asked.items():
        if name not in known:
            raise UnknownOverride(
                kind=kind.name, name=CONDITION + name, known=", ".join(CONDITION + one for one in known)
            )
        if not isinstance(kept, bool):
            raise WrongKindOfValue(name=CONDITION + name, value=kept, now="true, false")
    aside = frozenset(name for name, kept in asked.items() if not kept)
    if aside >= set(known):
        raise NoConditionLeft(kind.name)
    return aside


def _written(kind: Kind, text: str, now: law.Values, changes: Mapping[str, Any]) -> str:
    """The file of figures with one more entry for each changed one, from the run's day on."""
    figures = {name: value for name, value in changes.items() if not _is_quota(name) and not name.startswith(CONDITION)}
    if not figures:
        return text
    raw = yaml.safe_load(text)
    for name, value in figures.items():
        whole, _dot, part = name.partition(".")
        entry = _in_force(kind, now, name, whole)
        present = raw.get(whole) or [_as_row(entry)]
        latest = [row for row in present if row["since"] < now.day]
        changed = next((row["value"] for row in present if row["since"] == now.day), entry.value)
        raw[whole] = [*latest, _row(now.day, _changed(kind, name, changed, part, value), entry.unit)]
    return yaml.safe_dump(raw, allow_unicode=True, sort_keys=False)


def _in_force(kind: Kind, now: law.Values, name: str, whole: str) -> Any:
    entry = now.in_force().get(whole)
    if entry is None:
        raise UnknownOverride(kind=kind.name, name=name, known=", ".join(choices(kind, now)))
    return entry


def _changed(kind: Kind, name: str, present: Any, part: str, value: Any) -> Any:
    if isinstance(present, Mapping):
        if part not in {*present, *kind.words["parts"]} or not part:
            raise UnknownOverride(kind=kind.name, name=name, known=", ".join(f"{name}.{one}" for one in present))
        return {**present, part: _fitting(name, next(iter(present.values()), 0), value)}
    if part:
        raise UnknownOverride(kind=kind.name, name=name, known=name.partition(".")[0])
    return _fitting(name, present, value)


def _fitting(name: str, present: Any, value: Any) -> Any:
    """The value, when it is of the same kind as the present one and not below nought."""
    fits = type(value) is type(present)
    if fits and isinstance(value, int) and not isinstance(value, bool):
        fits = value >= 0
    if fits and isinstance(value, list):
        kinds_now = {type(one) for one in present} or {str, int}
        fits = len(value) <= LONGEST_LIST and all(type(one) in kinds_now for one in value)
    if not fits:
        raise WrongKindOfValue(name=name, value=value, now=present)
    return value


def _row(day: date, value: Any, unit: str) -> dict[str, Any]:
    return {"since": day, "value": value, "law": DRAFT_LAW, "unit": unit, "certainty": "N", "remark": REMARK}


def _as_row(entry: Any) -> dict[str, Any]:
    return {
        "since": entry.since, "value": entry.value, "law": entry.law, "unit": entry.unit,
        "certainty": entry.certainty, "remark": dict(entry.remark),
    }  # fmt: skip
