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


class DataFolderGone(EmbeddedServerFailed):
    """The data folder was deleted or moved by hand; a new database in its place would look like lost data."""

    def __init__(self, folder: Path, *, note: Path) -> None:
        super().__init__(
            f"The database of this installation lay in {folder}, which is gone. Put the folder back, "
            f"or begin with an empty database: delete {note} and run the command again."
        )
