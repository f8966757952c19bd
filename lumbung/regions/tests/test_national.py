"""The published list of the whole country, where it is installed; the list of old codes, where it is at hand."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings

from lumbung.regions import actions, rules, sources
from lumbung.regions.commands import PACKAGE

FOLDER = Path(settings.BASE_DIR) / PACKAGE
OLD = Path(settings.BASE_DIR).parent / "shared/data/regions/wilayah_kode_lama.csv.gz"

needs_package = pytest.mark.skipif(not FOLDER.is_dir(), reason="npm package idn-area-data is not installed: run make")
needs_old = pytest.mark.skipif(not OLD.is_file(), reason="no list of old codes beside the project")


@needs_package
@pytest.mark.django_db
def test_the_whole_country_goes_in():
    result = actions.import_areas(areas=sources.official_list(FOLDER), on=date(2025, 7, 1))
    assert (result.provinces, result.regencies, result.districts, result.villages) == (38, 514, 7285, 83762)


@needs_package
@needs_old
def test_old_codes_of_papua_find_their_new_provinces():
    found = rules.successors(sources.retired_list(OLD), sources.official_list(FOLDER))
    by_code = dict(found.select("code", "successor").iter_rows())
    assert (by_code["91.01"], by_code["92.71"]) == ("93.01", "96.71")
    assert found.filter(pl.col("code").str.len_chars() == 5)["successor"].null_count() == 0
