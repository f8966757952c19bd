"""The `lumbung` command: two languages, honest exit codes, no traceback on a screen."""

import os
import subprocess
import sys

import pytest
from django.utils import translation

from lumbung.site import cli

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


def lumbung(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    chosen = {**os.environ, "COLUMNS": "100", **environment}
    command = [sys.executable, "-m", "lumbung.site.cli", *arguments]
    return subprocess.run(command, env=chosen, capture_output=True, text=True, check=False)


def commands_of(command, path: str):
    """Every command below this one with what is typed to reach it."""
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from commands_of(child, f"{path} {name}")


@pytest.mark.parametrize(("language", "sentence"), [("id", "Buka situs"), ("en", "Serve the site")])
def test_help_speaks_both_languages(language, sentence):
    told = lumbung("--help", LUMBUNG_LANG=language, DATABASE_URL=NOWHERE)
    assert told.returncode == 0
    assert sentence in told.stdout


def test_every_command_that_others_call_is_there():
    told = lumbung("--help", DATABASE_URL=NOWHERE).stdout
    for name in ("demo", "serve", "import", "targeting", "run", "why", "cycle", "audit", "db"):
        assert f" {name} " in told


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["no-such-command"], "Perintah no-such-command tidak ada."),
        (["serve", "--no-such-option"], "Pilihan --no-such-option tidak ada."),
        (["serve", "--port"], "Pilihan --port perlu satu isian."),
        (["serve", "--port", "many"], "Isi '--port' tidak cocok"),
        (["import"], "belum diisi."),
        (["serve", "--port", "many"], "tulis angka dari 1 sampai 65535."),
        (["district", "harvest", "1", "Cabai", "--amount", "banyak"], "Tulis angka, dengan titik untuk pecahan."),
        (["district", "attend", "1", "--came", "semua"], "Tulis nomor dipisah koma, misalnya 3,7."),
        (["climate", "listen", "--port", "0"], "tulis angka dari 1 sampai 65535."),
        (["run", "pkh", "--on", "2026-13-01"], "Isi '--on' tidak cocok: tulis tanggal seperti 2026-11-20."),
        (["why", "7", "--run", "one"], "Isi '--run' tidak cocok: tulis bilangan bulat."),
        (["targeting", "train", "a.csv", "--quota", "1,5"], "tulis angka, dengan titik untuk pecahan."),
        (["why", "7", "--run", "1", "--json=yes"], "Pilihan --json tidak memakai isian."),
        (["db", "url", "superfluous"], "Kelebihan isian: superfluous."),
    ],
)
def test_wrong_use_is_told_in_a_sentence_and_ends_with_two(typed, sentence, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["lumbung", *typed])
    with translation.override("id"):
        assert cli.run(cli.root()) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert "--help" in told


def test_every_command_and_every_blank_says_what_it_is():
    unsaid = [
        f"{path}: {blank.name}"
        for path, command in commands_of(cli.root(), "lumbung")
        for blank in command.params
        if blank.name != "help" and not getattr(blank, "help", None)
    ]
    assert unsaid == []
    assert [path for path, command in commands_of(cli.root(), "lumbung") if not command.help] == []


def test_a_database_that_is_away_is_told_in_a_sentence():
    told = lumbung("prepare", DATABASE_URL=NOWHERE)
    assert told.returncode == 1
    assert "Basis data tidak bisa dihubungi" in told.stderr
    assert "Traceback" not in told.stderr + told.stdout


def test_the_address_is_printed_on_one_line():
    told = lumbung("db", "url", DATABASE_URL=NOWHERE)
    assert told.stdout == f"{NOWHERE}\n"
