"""Every file of other systems at hand is read, or refused with the sentence that fits it."""

from functools import cache
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings

from lumbung.core.actors import SYSTEM
from lumbung.core.reach import Reach
from lumbung.core.refusals import Refusal
from lumbung.quality.actions.placing import way_of
from lumbung.quality.inspection import Inspection, Question, open_any
from lumbung.quality.places import Places
from lumbung.quality.tests.factories import TODAY

SHARED = Path(settings.BASE_DIR).parent / "shared/data"
FIXTURES = SHARED / "import_fixtures"
READ = {
    "opensid_disamarkan/contoh-data-bdt2015.xlsx": (7, {}),
    "opensid_disamarkan/contoh_penduduk.xlsx": (97, {}),
    "opensid_disamarkan/format_bip_2012.xlsx": (8, {}),
    "opensid_disamarkan/format_bip_2016.xlsx": (3, {}),
    "opensid_disamarkan/format_bip_2016_luwutimur.xlsx": (4, {}),
    "opensid_disamarkan/format_siak.xlsx": (18, {"number_last_digit_lost": 18, "region_unknown": 18}),
}
"""Rows, and what at least keeps some of them out; the areas of the SIAK file were made unknowable."""
READ_IN_A_VILLAGE = {
    "opensid_disamarkan/format_bip_ektp.xlsx": ("16.05.18.2001", 17, {}),
    "opensid_disamarkan/format_impor_dtks_regsosek2022k.xlsx": (
        "52.01.14.2001",
        10,
        {"number_spoiled_by_sheet": 1, "required_missing": 9},
    ),
}
REFUSED = {
    "hope/e2e_generic_import_invalid.xlsx": "columns_unplaced",
    "hope/edopomoga_sample.csv": "no_known_header",
    "hope/empty_rdi.xlsx": "columns_unplaced",
    "hope/error-xlsx.xlsx": "columns_unplaced",
    "hope/import_file_no_delivery_date.xlsx": "no_known_header",
    "hope/import_file_protected.xlsx": "protected_workbook",
    "hope/invalid_area.xlsx": "columns_unplaced",
    "hope/invalid_rows.xlsx": "columns_unplaced",
    "hope/new_reg_data_import.xlsx": "columns_unplaced",
    "hope/not_excel_file.xlsx": "empty_file",
    "hope/pp_payment_list_invalid.xlsx": "columns_unplaced",
    "hope/pp_payment_list_reconciliation.xlsx": "columns_unplaced",
    "hope/pp_payment_list_unexpected_column.xlsx": "columns_unplaced",
    "hope/pp_payment_list_valid.xlsx": "columns_unplaced",
    "hope/rdi_import_50_hh_50_ind.xlsx": "columns_unplaced",
    "hope/rdi_people_test_invalid.xlsx": "columns_unplaced",
    "hope/unordered_columns_1.xlsx": "no_known_header",
    "opendata_jabar_titik_desa_2019.csv.gz": "packed_file",
    "opensid_disamarkan/FormatImporRTM.xlsx": "no_known_header",
    "opensid_disamarkan/format_bip_ektp.xlsx": "columns_unplaced",
    "opensid_disamarkan/format_impor_dtks_regsosek2022k.xlsx": "no_village",
    "opensid_disamarkan/format_impor_program_bantuan.xlsx": "columns_unplaced",
    "opensid_disamarkan/ppls2.xlsx": "no_known_header",
}
needs_files = pytest.mark.skipif(not FIXTURES.is_dir(), reason="the shared data folder is not beside the project")
pytestmark = [needs_files, pytest.mark.django_db]


@cache
def the_country():
    """Every area of the published list."""
    listed = pl.read_csv(SHARED / "regions/wilayah_2025.csv.gz", infer_schema=False)
    level = pl.col("tingkat").cast(pl.Int16).alias("level")
    nobody = [pl.lit(None, pl.Date).alias("retired_on"), pl.lit(None, pl.String).alias("successor")]
    return Places(listed.select(pl.col("kode").alias("code"), pl.col("nama").alias("name"), level, *nobody))


def report(name, folder, village=""):
    path = FIXTURES / name
    way = way_of(open_any(path, name=path.name), name=path.name, by=SYSTEM, village=village, placed=None, profile="")
    question = Question(the_country(), Reach.national(), village, TODAY)
    looked = Inspection(path, name=path.name, question=question, folder=folder, mapping=way.mapping_needed())
    for _rows in looked:
        pass
    return looked.report()


def test_every_file_at_hand_is_in_one_of_the_tables():
    files = {str(path.relative_to(FIXTURES)) for path in FIXTURES.rglob("*.*") if path.name != "README.md"}
    assert files == READ.keys() | REFUSED.keys()


@pytest.mark.parametrize(("name", "rows", "aside"), [(name, *told) for name, told in READ.items()])
def test_a_file_is_read(name, rows, aside, tmp_path):
    looked = report(name, tmp_path)
    assert looked.rows_read == rows
    assert aside.items() <= looked.counts("error").items()
    assert (looked.rows_ready == rows) == (not aside)


@pytest.mark.parametrize(
    ("name", "village", "rows", "aside"), [(name, *told) for name, told in READ_IN_A_VILLAGE.items()]
)
def test_a_file_without_its_village_is_read_once_the_sender_names_it(name, village, rows, aside, tmp_path):
    looked = report(name, tmp_path, village)
    assert (looked.rows_read, looked.counts("error")) == (rows, aside)


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_a_file_is_refused_with_the_sentence_that_fits(name, code, tmp_path):
    with pytest.raises(Refusal) as refused:
        report(name, tmp_path)
    assert refused.value.code == code
    assert Path(name).name in str(refused.value)
