"""What can be done with programmes: decide families, abandon a run, hand its amounts to payments."""

from lumbung.programmes.actions.cycles import NothingToPay, RunNotDecided, UnknownPeriod, prepare_cycle
from lumbung.programmes.actions.deciding import decide_next_regency
from lumbung.programmes.actions.runs import (
    NobodyThere,
    NoFigureThatDay,
    OtherRunOpen,
    OutsideReach,
    UnknownKind,
    UnknownRegion,
    abandon_run,
    decide_families,
    start_run,
)

__all__ = [
    "NoFigureThatDay",
    "NobodyThere",
    "NothingToPay",
    "OtherRunOpen",
    "OutsideReach",
    "RunNotDecided",
    "UnknownKind",
    "UnknownPeriod",
    "UnknownRegion",
    "abandon_run",
    "decide_families",
    "decide_next_regency",
    "prepare_cycle",
    "start_run",
]
