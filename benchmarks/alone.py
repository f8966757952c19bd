"""The work of one part in a process of its own, for its memory peak alone: `python -m benchmarks.alone MODULE …`."""

import sys
from importlib import import_module

import django


def main(module: str, *arguments: str) -> None:
    """The module's `alone`, with what it was given."""
    django.setup()
    import_module(module).alone(*arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
