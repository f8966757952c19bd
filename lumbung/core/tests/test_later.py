"""Heavy libraries wait for their first use."""

import subprocess
import sys

from lumbung.core.later import later

HEAVY = {"duckdb", "pyarrow", "scipy", "sklearn", "splink", "xlsxwriter"}
START = """
import sys, django
django.setup()
from django.urls import get_resolver
assert get_resolver().url_patterns
print(*sys.modules)
"""


def test_a_library_is_loaded_when_something_of_it_is_used():
    sys.modules.pop("colorsys", None)
    colours = later("colorsys")
    assert "colorsys" not in sys.modules
    assert colours.rgb_to_yiq(0, 0, 0) == (0, 0, 0)
    assert "colorsys" in sys.modules


def test_a_start_of_all_contexts_with_all_addresses_loads_no_heavy_library():
    started = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    assert not HEAVY.intersection(started.stdout.split())
