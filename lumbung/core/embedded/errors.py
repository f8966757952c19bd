"""What people read when the embedded server can't serve."""

from pathlib import Path


class EmbeddedServerFailed(Exception):
    """The embedded database could not be made or started; the text says why and what to do."""


class AnotherAccountsFolder(EmbeddedServerFailed):
    """The data folder was made by somebody else, who alone may use it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} belongs to another account. "
            "Run this as that account, or set LUMBUNG_HOME to a folder of your own."
        )
