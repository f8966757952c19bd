"""What can be done with programmes: decide families, abandon a run, hand its amounts to payments."""

from lumbung.programmes.actions.controlling import (
    OwnFinding,
    SameSettles,
    SayWhyItStands,
    UnknownRegion,
    check_controls,
    check_step,
    explain_finding,
    hand_over_finding,
    look_at_regency,
    return_finding,
    settle_finding,
)
from lumbung.programmes.actions.cycles import NothingToPay, OpenFindings, RunNotDecided, UnknownPeriod, prepare_cycle
from lumbung.programmes.actions.deciding import decide_next_regency
from lumbung.programmes.actions.runs import (
    NobodyThere,
    NoFigureThatDay,
    OtherRunOpen,
    OutsideReach,
    UnknownKind,
    abandon_run,
    decide_families,
    start_run,
)
from lumbung.programmes.actions.scenarios import (
    NameNeeded,
    NameTaken,
    RunHasNoDecisions,
    compare_next_regency,
    start_scenario,
)

__all__ = [
    "NameNeeded",
    "NameTaken",
    "NoFigureThatDay",
    "NobodyThere",
    "NothingToPay",
    "OpenFindings",
    "OtherRunOpen",
    "OutsideReach",
    "OwnFinding",
    "RunHasNoDecisions",
    "RunNotDecided",
    "SameSettles",
    "SayWhyItStands",
    "UnknownKind",
    "UnknownPeriod",
    "UnknownRegion",
    "abandon_run",
    "check_controls",
    "check_step",
    "compare_next_regency",
    "decide_families",
    "decide_next_regency",
    "explain_finding",
    "hand_over_finding",
    "look_at_regency",
    "prepare_cycle",
    "return_finding",
    "settle_finding",
    "start_run",
    "start_scenario",
]
