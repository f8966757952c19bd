"""One part at one size in a process of its own: `python -m benchmarks.child PART SIZE REPEAT`; figures on stdout."""

import sys
from importlib import import_module

import django

PARTS = {
    "import": "benchmarks.parts.importing",
    "match": "benchmarks.parts.matching",
    "score": "benchmarks.parts.scoring",
    "pay": "benchmarks.parts.paying",
    "reconcile": "benchmarks.parts.reconciling",
    "statement": "benchmarks.parts.stating",
    "audit": "benchmarks.parts.auditing",
    "search": "benchmarks.parts.searching",
    "show": "benchmarks.parts.showing",
    "draft": "benchmarks.parts.drafting",
    "vouchers": "benchmarks.parts.vouchers",
    "wallets": "benchmarks.parts.wallets",
    "rush": "benchmarks.parts.rushing",
    "year": "benchmarks.parts.year",
    "beds": "benchmarks.parts.beds",
    "care": "benchmarks.parts.care",
    "regency": "benchmarks.parts.care",
}


OF_FILES = ("import", "match")
OF_ONE_REGENCY = ("regency",)


def main(part: str, size: str, repeat: str) -> None:
    """Prepare the ground, measure, tell."""
    django.setup()
    import_module("benchmarks.filling").fill(0 if part in OF_FILES else int(size), together=part in OF_ONE_REGENCY)
    module = import_module(PARTS[part])
    sizes = {"persons": int(size)} if part in OF_FILES else {"families": int(size)}
    for figure in module.measure(**sizes, repeat=int(repeat)):
        sys.stdout.write(figure.as_json() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
