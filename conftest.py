"""Tests keep their files, keys and runs in a folder of their own, never in the installation's."""

import os
import tempfile

from lumbung.core import embedded

os.environ.setdefault("DATABASE_URL", embedded.database_url())
os.environ["LUMBUNG_HOME"] = tempfile.mkdtemp(prefix="lumbung-tests-")
