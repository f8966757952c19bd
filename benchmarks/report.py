"""Figures for people: a table on the screen, a dated section in docs/benchmarks.md."""

import os
import platform
import statistics
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.figures import Figure, growth

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
HEADS = ("work", "how many", "median", "processor", "a second", "floor", "times the floor", "memory", "repeats")
console = Console(width=180)


def show(figures: list[Figure]) -> None:
    """The table, and how work grows."""
    table = Table(*HEADS)
    for figure in figures:
        table.add_row(*_row(figure))
    console.print(table)
    for line in _growths(figures):
        console.print(line, highlight=False)


def append(figures: list[Figure], *, scale: str) -> None:
    """Add this run below the others."""
    lines = [
        "",
        f"## {datetime.now(UTC):%Y-%m-%d}, scale {scale}, commit {commit()}",
        "",
        machine(),
        "",
        f"| {' | '.join(HEADS)} |",
        f"|{'---|' * len(HEADS)}",
        *(f"| {' | '.join(_row(figure))} |" for figure in figures),
        "",
        *(f"- {line}" for line in _growths(figures)),
        *(f"- Floor of “{figure.work}”: {figure.floor_is}." for figure in figures if figure.floor_is),
        *(f"- {figure.work}: {figure.note}." for figure in figures if figure.note),
    ]
    with PAGE.open("a") as page:
        page.write("\n".join(lines) + "\n")


def machine() -> str:
    """What it ran on, and how busy that was."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}; load when it ended {load:.1f}."
    )


def commit() -> str:
    """The commit that was measured, marked when files differ from it."""
    found = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return found.stdout.strip() or "unknown"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _row(figure: Figure) -> tuple[str, ...]:
    ratio = f"{figure.ratio:.1f}" if figure.ratio else ""
    floor = _time(sorted(figure.floor)[len(figure.floor) // 2]) if figure.floor else ""
    memory = f"{figure.memory / 2**20:,.0f} MiB" if figure.memory else ""
    times = ", ".join(_time(one) for one in figure.seconds[:6])
    count = f"{figure.count:,} {figure.unit}"
    worked = _time(statistics.median(figure.processor)) if figure.processor else ""
    return figure.work, count, _time(figure.median), worked, f"{figure.a_second:,.0f}", floor, ratio, memory, times


def _time(seconds: float) -> str:
    return f"{seconds:,.1f} s" if seconds >= 1 else f"{seconds * 1000:,.1f} ms"


def _growths(figures: list[Figure]) -> list[str]:
    """For each work measured at two sizes: what twice the families cost."""
    by_work: dict[str, list[Figure]] = {}
    for figure in figures:
        by_work.setdefault(figure.work, []).append(figure)
    told = []
    for work, found in by_work.items():
        ordered = sorted(found, key=lambda figure: figure.count)
        times = growth(ordered[0], ordered[-1])
        if times is not None and not work.startswith("of which"):
            told.append(f"Twice the work of “{work}” costs {times:.2f} times the time (goal: at most 2.1).")
    return told
