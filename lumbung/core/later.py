"""Libraries that are heavy and seldom needed: known by name from the start, loaded at their first use.

    if TYPE_CHECKING:
        import duckdb
    else:
        duckdb = later("duckdb")

Annotations that name such a library are written in quotes, or they would be its first use.
"""

from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for a library and fetches what it is asked for.

    It stays out of `sys.modules`, unlike `importlib.util.LazyLoader`: Polars and others look there for what is loaded.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


def later(name: str) -> ModuleType:
    """The library or part of a library with this name, loaded when something of it is used."""
    return _Later(name)
