"""`lumbung regions`: the list goes in by one command; a wrong file is said in a sentence."""

import json

import pytest
import typer
from typer.testing import CliRunner

from lumbung.regions import commands
from lumbung.regions.models import Outline, Region
from lumbung.regions.tests.factories import ROWS

pytestmark = pytest.mark.django_db


@pytest.fixture
def lumbung():
    root = typer.Typer()
    root.callback()(lambda: None)
    commands.register(root)
    return lambda *words: CliRunner().invoke(root, ["regions", *map(str, words)])


@pytest.fixture
def folder(tmp_path):
    files = {2: "provinces", 5: "regencies", 8: "districts", 13: "villages"}
    for size, name in files.items():
        lines = [f'{code},x,"{area}"' for code, area in ROWS if len(code) == size]
        (tmp_path / f"{name}.csv").write_text("\n".join(["code,parent_code,name", *lines]))
    return tmp_path


def test_import_prints_the_counts_as_json(lumbung, folder):
    result = lumbung("import", "--from", folder, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["areas"]["villages"] == 9


def test_retired_codes_come_from_a_file_of_their_own(lumbung, folder, tmp_path):
    old = tmp_path / "lama.csv"
    old.write_text("kode,nama_terakhir,tingkat,edisi_pertama,edisi_terakhir\n91.01,KAB. MERAUKE,2,2018,2022\n")
    result = lumbung("import", "--from", folder, "--retired", old)
    assert result.exit_code == 0
    assert "1 kode lama" in result.stdout
    assert Region.objects.get(pk="91.01").successor_id == "93.01"


def test_a_missing_folder_is_a_sentence_and_exit_code_1(lumbung, tmp_path):
    result = lumbung("import", "--from", tmp_path / "tidak-ada")
    assert result.exit_code == 1
    assert "tidak ada" in result.stderr


def test_a_file_that_is_no_list_is_a_sentence_and_changes_nothing(lumbung, folder):
    (folder / "villages.csv").write_bytes(b"PK\x03\x04\xff\xfe")
    result = lumbung("import", "--from", folder)
    assert result.exit_code == 1
    assert "villages.csv" in result.stderr
    assert not Region.objects.exists()


def test_find_prints_code_and_full_name(lumbung, folder):
    lumbung("import", "--from", folder)
    assert "33.23.14.2002  Mojo Sari, Bansari" in lumbung("find", "mojosari").stdout


def test_the_bridge_of_bps_comes_from_a_file_of_its_own(lumbung, folder, tmp_path):
    bridge = tmp_path / "bps.csv"
    bridge.write_text("kode_bps_2016,nama_bps_2016,kode_kemendagri_2025\n3308,KABUPATEN MAGELANG,33.08\n")
    result = lumbung("import", "--from", folder, "--bps", bridge, "--json")
    assert json.loads(result.stdout)["bps"] == {"codes": 1, "changed": 1, "unknown": 0}
    bridge.write_text("kode,nama\n1,2\n")
    assert lumbung("import", "--from", folder, "--bps", bridge).exit_code == 1


def test_outlines_come_from_geojson_and_a_file_with_degrees_the_wrong_way_is_refused(lumbung, folder, tmp_path):
    lumbung("import", "--from", folder)
    square = [[110.0, -7.4], [110.3, -7.4], [110.3, -7.1], [110.0, -7.1], [110.0, -7.4]]
    shapes = {"kode": {"type": "Polygon", "coordinates": [square]}, "code": {"type": "Point", "coordinates": [1, 2]}}

    def written(turned=False):
        ring = [point[::-1] for point in square] if turned else square
        areas = [
            {"properties": {"kode": "33.23"}, "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]}},
            {"properties": {"code": "00.00"}, "geometry": shapes["kode"]},
            {"id": "33.24", "properties": None, "geometry": shapes["code"]},
        ]
        (file := tmp_path / "batas.json").write_text(json.dumps({"type": "FeatureCollection", "features": areas}))
        return file

    for _again in range(2):
        assert json.loads(lumbung("outlines", written(), "--json").stdout) == {"areas": 1, "unknown": 1}
    assert Outline.objects.get().north == -7.1
    assert lumbung("outlines", written(turned=True)).exit_code == 1
    assert lumbung("outlines", tmp_path / "tidak-ada").exit_code == 1
