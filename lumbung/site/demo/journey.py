"""The main job from end to end: every step in order, each skipped where it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from lumbung.core.commands import errors
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import bars
from lumbung.site.demo.steps import (
    accounts,
    areas,
    asking,
    assessments,
    cards,
    care,
    children,
    columns,
    conditions,
    cycles,
    desk,
    duplicates,
    field_work,
    fund,
    goods,
    houses,
    imports,
    independent,
    kinds,
    made_up_files,
    matching,
    merges,
    nearby,
    programmes,
    proposals,
    reaching,
    recovery,
    reranking,
    scenarios,
    seasons,
    shops,
    targeting,
    year,
)

STEPS: tuple[ModuleType, ...] = (
    *(
        areas,
        accounts,
        made_up_files,
        imports,
        columns,
        duplicates,
        matching,
        targeting,
        reranking,
        conditions,
        programmes,
        scenarios,
        fund,
        cycles,
        year,
        cards,
        merges,
        field_work,
        proposals,
        goods,
        houses,
        care,
        nearby,
        reaching,
        children,
        recovery,
        shops,
        asking,
        assessments,
        desk,
        kinds,
        independent,
        seasons,
    ),
)


@dataclass(frozen=True)
class Passed:
    """One step of one journey: its name, and whether it had been done before."""

    name: str
    title: Any
    was_done: bool


def travel(demo: Demonstration, *, quiet: bool = False) -> list[Passed]:
    """Do what is not done yet; returns every step. Killed anywhere, the same call goes on there."""
    demo.refuse_another()
    with bars(errors, quiet=quiet) as shown:
        return list(_steps(demo, shown))


def _steps(demo: Demonstration, shown: Any) -> Iterator[Passed]:
    for step in STEPS:
        was_done = step.is_done(demo)
        with shown.of(str(step.TITLE)) as bar:
            if not was_done:
                step.do(demo, bar)
        yield Passed(name=step.__name__.rsplit(".", 1)[-1], title=step.TITLE, was_done=was_done)
