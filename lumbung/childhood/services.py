"""The services of Dream Start as their file tells them: kind, area, for whom, at which age, how often, what for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
import yaml

Words = Mapping[str, str]
EVERYBODY = ("child", "mother")
ALWAYS = 12 * 130
"""Months of age that nobody reaches: a service without a last age."""
COLUMNS = ("service", "service_kind", "whom", "from_month", "to_month", "every", "within", "wanted")


@dataclass(frozen=True, slots=True)
class Service:
    """One service; `every` counts months, `within` days after it falls due."""

    name: str
    kind: str
    area: str
    words: Words
    within: int
    every: int = 0
    whom: Sequence[str] = EVERYBODY
    from_month: int = 0
    to_month: int = ALWAYS
    needs: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything there is to give."""

    law: str
    remark: Words
    areas: Mapping[str, Words]
    needs: Mapping[str, Words]
    services: Mapping[str, Service]

    def frame(self) -> pl.DataFrame:
        """The services as columns for the rule."""
        rows = [
            (one.name, one.kind, list(one.whom), one.from_month, one.to_month, one.every, one.within, list(one.needs))
            for one in self.services.values()
        ]
        return pl.DataFrame(rows, schema=list(COLUMNS), orient="row", schema_overrides={"wanted": pl.List(pl.String)})


@cache
def catalogue() -> Catalogue:
    """The file beside this one."""
    told = yaml.safe_load((Path(__file__).parent / "services.yaml").read_text(encoding="utf-8"))
    for one in told["services"].values():
        one["whom"] = tuple(one.pop("for", EVERYBODY))
    services = {name: Service(name=name, **one) for name, one in told.pop("services").items()}
    return Catalogue(services=services, **told)
