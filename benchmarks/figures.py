"""A measured figure and the floor beside it; times are of this machine, ratios hold on any."""

import gc
import json
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from math import log2
from pathlib import Path
from typing import Any

from django.db import connection

NANO = 1e9


@dataclass(frozen=True)
class Figure:
    """`seconds` and `floor` hold one time per repeat; `count` is how many `unit` each of them did.

    `processor` is what the processors worked for it, which others on the machine change less than the time it took.
    `floor_is` says what the floor does. `goal` is what performance asks for, in words.
    """

    part: str
    work: str
    count: int
    unit: str
    seconds: list[float]
    floor: list[float] = field(default_factory=list)
    floor_is: str = ""
    goal: str = ""
    note: str = ""
    memory: int = 0
    processor: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The middle time."""
        return statistics.median(self.seconds)

    @property
    def a_second(self) -> float:
        """How many units a second."""
        return self.count / self.median if self.median else 0.0

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return self.median / statistics.median(self.floor) if self.floor and statistics.median(self.floor) else None

    def as_json(self) -> str:
        """One line that `read` takes back."""
        return json.dumps(asdict(self))


def read(line: str) -> Figure:
    """The figure that another process wrote."""
    return Figure(**json.loads(line))


def timed(work: Callable[[], Any], *, clear: bool = True) -> tuple[float, Any]:
    """How long it took, and what came of it. Rubbish of earlier work is cleared first, unless the work is tiny."""
    if clear:
        gc.collect()
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def processor_time() -> float:
    """Processor seconds so far of this process and of its session in a database on the same machine."""
    connection.ensure_connection()
    session = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    if not session.exists():
        return time.process_time()
    return time.process_time() + int(session.read_text().split()[0]) / NANO


def worked(work: Callable[[], Any], *, clear: bool = True) -> tuple[float, float, Any]:
    """How long it took, how long processors worked for it, and what came of it."""
    if clear:
        gc.collect()
    before = processor_time()
    taken, result = timed(work, clear=False)
    return taken, processor_time() - before, result


def repeated(work: Callable[[], Any], times: int) -> list[float]:
    """The same work several times."""
    return [timed(work)[0] for _ in range(times)]


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def memory_peak() -> int:
    """The most memory that this process ever held, in bytes. Children (the database) are not in it.

    Where the system tells it of this program alone, that counts: the other figure begins with what the parent held.
    """
    status = Path("/proc/self/status")
    if status.exists():
        [held] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(held.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def growth(small: Figure, large: Figure) -> float | None:
    """What twice the work costs: 2.0 is straight; from two sizes of the same work."""
    if small.count >= large.count or not small.median or not large.median:
        return None
    return 2 ** (log2(large.median / small.median) / log2(large.count / small.count))
