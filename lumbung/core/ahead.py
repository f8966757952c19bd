"""Work on columns in several threads, handed on in order: Polars lets go of Python while it computes."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[[Given], Made], items: Iterable[Given], *, threads: int | None = None) -> Iterator[Made]:
    """`work` of each item, in the items' order; as many are under way as there are threads, so memory stays bounded.

    `items` is read by the caller's thread. What `work` raises is raised here, at its turn.
    """
    threads = threads or processors()
    with ThreadPoolExecutor(max_workers=threads, thread_name_prefix="ahead") as pool:
        waiting: deque[Future[Made]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for left in waiting:
                left.cancel()
