"""`lumbung import` and `lumbung duplicates`, as somebody at a terminal or a program meets them."""

import json

import pytest
from typer import Typer
from typer.testing import CliRunner

from lumbung.quality import commands
from lumbung.quality.models import ImportBatch
from lumbung.quality.tests.factories import file_of, person
from lumbung.registry.models import Person

pytestmark = pytest.mark.usefixtures("areas")


def run(*arguments):
    root = Typer()
    commands.register(root)
    return CliRunner().invoke(root, list(map(str, arguments)))


def told(*arguments):
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_a_preview_tells_the_figures_and_stores_nothing(tmp_path):
    path = file_of(tmp_path, person(0), person(1, nik="123"), person(2, atap="99"))
    figures = told("import", "--preview", path)
    assert (figures["rows_read"], figures["rows_valid"], figures["rows_set_aside"]) == (3, 2, 1)
    assert (figures["set_aside"], figures["warnings"]) == ({"number_wrong_length": 1}, {"code_left_out": 1})
    assert not ImportBatch.objects.exists()


def test_a_file_goes_in_and_again_changes_nothing_and_comes_out(tmp_path):
    path = file_of(tmp_path, person(0), person(1))
    first = told("import", path)["files"][0]
    assert (first["people_new"], first["families_new"]) == (2, 1)
    assert "already_imported" in told("import", path)["files"][0]
    assert told("import", "undo", first["batch"])["files"][0]["undone"]
    assert not Person.objects.exists()


def test_one_refused_file_does_not_keep_the_others_out(tmp_path):
    bad = tmp_path / "kosong.csv"
    bad.touch()
    done = run("import", bad, file_of(tmp_path, person(0)), tmp_path / "tidak-ada.csv")
    assert done.exit_code == 1
    assert "kosong.csv" in done.stderr
    assert "tidak-ada.csv" in done.stderr
    assert Person.objects.count() == 1


@pytest.mark.parametrize("arguments", [["import", "undo", "x"], ["import", "undo", "404"], ["import", "undo"]])
def test_undo_of_nothing_is_a_sentence_and_exit_code_1(arguments):
    done = run(*arguments)
    assert (done.exit_code, "Traceback" in done.output) == (1, False)


def test_wrong_use_is_exit_code_2():
    assert run("import").exit_code == 2


def test_duplicates_are_found_and_listed(tmp_path):
    told("import", file_of(tmp_path, person(0), person(4, nik=person(0)["nik"])))
    assert told("duplicates", "find", "--exact") == {"new": 0, "probable": 0, "people": 0, "waiting": 1}
    assert told("duplicates", "list")["pairs"][0]["kind"] == "same_nik"
