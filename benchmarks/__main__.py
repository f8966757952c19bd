"""`python -m benchmarks [--scale small|million|national] [--only PART] [--repeat N]`; `make bench` calls it.

Each part runs in a process of its own, so its memory peak is its own. Figures are printed beside their floors and
appended to docs/benchmarks.md with machine, commit and date.
"""

import argparse
import subprocess
import sys

from benchmarks import ground, report
from benchmarks.figures import Figure, read

SCALES = {
    "small": {"registry": (50_000, 100_000), "import": (100_000, 200_000), "repeat": 3},
    "million": {"registry": (500_000, 1_000_000), "import": (500_000, 1_000_000), "repeat": 3},
    "national": {"registry": (5_000_000, 10_000_000), "import": (500_000, 1_000_000), "repeat": 1},
}
OF_REGISTRY = (
    "score",
    "pay",
    "reconcile",
    "statement",
    "audit",
    "search",
    "show",
    "draft",
    "vouchers",
    "wallets",
    "rush",
    "year",
    "beds",
    "care",
)
OF_ONE_REGENCY = ("regency",)
"""Pages of care once more, with everybody in one regency: nothing helps there that looks at one regency only."""
OF_FILES = ("import", "match")
PARTS = (*OF_FILES, *OF_REGISTRY, *OF_ONE_REGENCY)


def main() -> None:
    """Measure what is asked, print it, write it down."""
    asked = _asked()
    parts = asked.only or list(PARTS)
    found: list[Figure] = []
    for part in (part for part in OF_FILES if part in parts):
        for size in asked.sizes or SCALES[asked.scale]["import"]:
            found += _measured(part, name=f"{part}_{size}", size=size, asked=asked)
    for size in asked.sizes or SCALES[asked.scale]["registry"]:
        for part in (part for part in OF_REGISTRY if part in parts):
            found += _measured(part, name=f"registry_{size}", size=size, asked=asked)
        for part in (part for part in OF_ONE_REGENCY if part in parts):
            found += _measured(part, name=f"regency_{size}", size=size, asked=asked)
    report.show(found)
    if not asked.dry:
        report.append(found, scale=asked.scale)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--scale", choices=SCALES, default="small")
    parser.add_argument("--only", action="append", choices=PARTS, help="one part; may be given again")
    parser.add_argument("--repeat", type=int, default=0, help="how often; the median is printed")
    parser.add_argument(
        "--sizes", type=int, nargs="+", help="families (for import and match: persons) instead of the scale's"
    )
    parser.add_argument("--fresh", action="store_true", help="make the benchmark's database anew")
    parser.add_argument("--dry", action="store_true", help="print only, leave docs/benchmarks.md as it is")
    return parser.parse_args()


def _measured(part: str, *, name: str, size: int, asked: argparse.Namespace) -> list[Figure]:
    """The figures of one part at one size, measured by a child process."""
    if asked.fresh or part in OF_FILES:
        ground.drop(name)
        asked.fresh = asked.fresh and part in OF_FILES
    repeat = asked.repeat or SCALES[asked.scale]["repeat"]
    sys.stdout.write(f"{part} {size:,} …\n")
    sys.stdout.flush()
    child = subprocess.run(
        [sys.executable, "-m", "benchmarks.child", part, str(size), str(repeat)],
        env=ground.own_environment(name),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if child.returncode:
        sys.exit(f"benchmark {part} {size} stopped with code {child.returncode}; see its message above")
    figures = [read(line) for line in child.stdout.splitlines() if line.startswith("{")]
    report.show(figures)
    return figures


if __name__ == "__main__":
    main()
