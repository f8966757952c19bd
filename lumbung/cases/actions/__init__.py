"""Every act on a case; each is safe to repeat."""

from lumbung.cases.actions.common import (
    CaseIsOver,
    NotAtThisStep,
    NumberWritten,
    OwnFamily,
    SaySomething,
    SomebodyActs,
)
from lumbung.cases.actions.opening import (
    AlreadyOpen,
    NobodyKnown,
    NobodyReceives,
    NoSuchKind,
    ResidentialSaysWhy,
    open_case,
)
from lumbung.cases.actions.stepping import NotSkipped, OwnStep, finish_step, skip_step
from lumbung.cases.actions.urgent import finish_urgent_task, open_urgent_task

__all__ = [
    "AlreadyOpen", "CaseIsOver", "NoSuchKind", "NobodyKnown", "NobodyReceives", "NotAtThisStep", "NotSkipped",
    "NumberWritten", "OwnFamily", "OwnStep", "ResidentialSaysWhy", "SaySomething", "SomebodyActs", "finish_step",
    "finish_urgent_task", "open_case", "open_urgent_task", "skip_step",
]  # fmt: skip
