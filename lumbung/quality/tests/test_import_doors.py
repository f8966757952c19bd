"""A file that waits, from the keyboard: its rows corrected, its columns placed again, the whole of it given up."""

import pytest

from lumbung.quality.models import ImportBatch
from lumbung.quality.tests.factories import file_of, look, person, take_in
from lumbung.quality.tests.test_commands import run, told
from lumbung.registry.models import Person
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.usefixtures("areas")


def wrong(folder):
    return file_of(folder, person(0), person(1, nik="123"))


def test_a_row_that_stayed_out_is_told_and_goes_in_corrected(tmp_path):
    batch = take_in(wrong(tmp_path))
    row = told("imports", "rows", batch.pk)["rows"][0]
    assert (row["row"], row["code"]) == (3, "number_wrong_length")
    still = run("imports", "correct", batch.pk, 3, "nik=1234")
    assert (still.exit_code, "NIK" in still.stderr) == (1, True)
    assert told("imports", "correct", batch.pk, 3, f"nik={person(1)['nik']}")["rows_set_aside"] == 0
    assert Person.objects.count() == 2
    assert told("imports", "rows", batch.pk)["rows"] == []
    assert run("imports", "correct", batch.pk, 3, "nik=1").exit_code == 1


def test_columns_are_placed_again_and_the_file_is_given_up(tmp_path):
    batch = look(wrong(tmp_path))
    assert told("imports", "reopen", batch.pk)["status"] == "mapping"
    assert told("imports", "cancel", batch.pk)["status"] == "cancelled"
    assert told("imports", "list")["imports"][0]["status"] == "cancelled"
    assert run("imports", "cancel", batch.pk).exit_code == 1


@pytest.mark.parametrize("act", [["correct", "3", "nik=1"], ["reopen"], ["cancel"]])
def test_who_may_only_look_changes_nothing(act, tmp_path):
    batch = look(wrong(tmp_path))
    refused = run("imports", act[0], batch.pk, *act[1:], "--by", user("auditor", "").username)
    assert (refused.exit_code, "berwenang" in refused.stderr) == (1, True)
    batch.refresh_from_db()
    assert batch.status == ImportBatch.Status.PREVIEWED
