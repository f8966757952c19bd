"""Many processes on one ledger at the same moment, each with a connection of its own.

`at_once(errands)` starts one process that prepares itself and splits into as many as there are errands. All wait for
one signal, then each does its errand and tells in a word what came of it.
"""

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import django

Errand = Mapping[str, Any]
"""`work` is a name in `benchmarks.errands.WORKS`, `by` a username, the rest what that work needs."""


def at_once(errands: Sequence[Errand], *, environment: Mapping[str, str], timeout: float = 900) -> list[str]:
    """What came of each errand, in their order; an errand that broke ends everything with its traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.rushing"],
        env=dict(environment),
        input=json.dumps(errands),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-4_000:])
    return json.loads(done.stdout)


def main() -> None:
    """Split, give the signal, gather. Nothing is asked of the database before the split."""
    errands = json.load(sys.stdin)
    django.setup()
    works = import_module("benchmarks.errands").WORKS
    hold, go = os.pipe()
    children = [_child(works[errand["work"]], errand, hold, go) for errand in errands]
    os.close(hold)
    os.close(go)
    said = [_heard(answer) for answer, _process in children]
    ends = [os.waitpid(process, 0)[1] for _answer, process in children]
    if any(ends):
        sys.exit("\n".join(words for words, end in zip(said, ends, strict=True) if end))
    json.dump(said, sys.stdout)


def _child(work: Callable[[Errand], str], errand: Errand, hold: int, go: int) -> tuple[int, int]:
    """A process of its own that waits until nobody holds the signal any more."""
    answer, say = os.pipe()
    process = os.fork()
    if process:
        os.close(say)
        return answer, process
    os.close(go)
    os.read(hold, 1)
    try:
        words, end = work(errand), 0
    except BaseException:
        words, end = traceback.format_exc(), 1
    os.write(say, words.encode())
    os._exit(end)


def _heard(answer: int) -> str:
    with os.fdopen(answer) as told:
        return told.read()


if __name__ == "__main__":
    main()
