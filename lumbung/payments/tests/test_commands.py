"""`lumbung cycle …`: the same acts from the keyboard, with sentences and exit codes."""

import json

import pytest
import typer
from typer.testing import CliRunner

from lumbung.payments import commands
from lumbung.payments.models import BankFile, Cycle
from lumbung.payments.tests import factories


@pytest.fixture
def people(db):
    return factories.staff()


@pytest.fixture
def draft(people):
    whom = factories.families(20)
    factories.cards(people["officer"])
    return factories.cycle(people, factories.entitled(whom), factories.fund(people["treasurer"]))


def lumbung(*arguments: str):
    root = typer.Typer()
    commands.register(root)
    root.command("other")(lambda: None)
    return CliRunner().invoke(root, ["cycle", *map(str, arguments)])


def test_a_cycle_is_moved_on_by_named_persons(draft):
    assert lumbung("submit", draft.pk, "--by", "siti").exit_code == 0
    refused = lumbung("approve", draft.pk, "--by", "siti")
    assert refused.exit_code == 1
    assert lumbung("approve", draft.pk, "--by", "bambang", "--json").exit_code == 0
    assert Cycle.objects.get(pk=draft.pk).status == Cycle.Status.RELEASED


def test_files_answers_and_the_table_are_printed_as_json(people, draft):
    factories.released(people, draft)
    assert sum(file["lines"] for file in json.loads(lumbung("files", draft.pk, "--json").stdout)) == 20
    assert lumbung("simulate", draft.pk, "--settle", "--on", "2026-11-05", "--json").exit_code == 0
    table = json.loads(lumbung("show", draft.pk, "--json").stdout)
    assert table["ledger_agrees"] is True
    assert table["sum"]["sent"] == {"lines": 20, "rupiah": 12_000_000}
    assert table["sum"]["pending"]["lines"] == 0
    assert lumbung("reconcile", draft.pk, "--by", "siti").exit_code == 0
    assert json.loads(lumbung("list", "--json").stdout)[0]["status"] == "reconciled"


def test_a_report_can_be_previewed(people, draft, tmp_path):
    factories.released(people, draft)
    reference = draft.payment_lines.first().end_to_end_id
    rows = f"rujukan;hasil;nilai_rupiah;alasan;tanggal\n{reference};DIBAYAR;600000;;2026-11-05\nJUMLAH;1;600000;;\n"
    report = tmp_path / "pos.csv"
    report.write_text(rows)
    [told] = json.loads(lumbung("read", report, "--preview", "--json").stdout)
    assert (told["paid"], BankFile.objects.get().status) == (1, "received")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", "999"), 1),
        (("submit", "1", "--by", "siapa"), 1),
        (("read", "/tidak/ada.xml"), 1),
        (("show",), 2),
        (("simulate", "1", "--on", "kemarin"), 2),
    ],
)
def test_what_cannot_be_done_ends_with_a_sentence_and_its_code(db, arguments, code):
    ended = lumbung(*arguments)
    assert ended.exit_code == code
    assert "Traceback" not in ended.output
