"""The database address: DATABASE_URL. (The embedded server follows.)"""

import os


def database_url() -> str:
    """The libpq address of the database in use."""
    return os.environ["DATABASE_URL"]
