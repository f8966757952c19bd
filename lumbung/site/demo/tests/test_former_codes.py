"""Codes that ended lead to the areas that they became, by the official list of today."""

import polars as pl
from django.conf import settings

from lumbung.regions import rules, sources
from lumbung.regions.commands import PACKAGE
from lumbung.site.demo.former_codes import former_codes


def test_every_former_code_has_its_successor():
    current = sources.official_list(settings.BASE_DIR / PACKAGE)
    found = rules.successors(former_codes(), current)
    assert dict(found.select("code", "successor").iter_rows()) == {
        "91.01": "93.01",
        "91.01.01": "93.01.01",
        "91.01.01.1002": "93.01.01.1002",
        "92.71": "96.71",
        "92.71.01": "96.71.01",
        "92.71.01.1001": "96.71.01.1001",
        "92.71.01.1002": "96.71.01.1002",
    }
    assert found.filter(pl.col("code").is_in(current["code"].implode())).is_empty()
