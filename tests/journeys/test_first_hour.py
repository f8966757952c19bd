"""The page "The first hour" is true: its commands run, in its order, and say what it says they say."""

import re
import shlex
from pathlib import Path

import pytest
from django.conf import settings

from lumbung.regions.commands import PACKAGE
from tests.killing import lumbung

PAGE = Path(settings.BASE_DIR) / "docs/first-hour.md"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NOT_HERE = {"serve", "prepare"}


def told_and_expected() -> list[tuple[list[str], list[str]]]:
    """Each command of the page with the lines that stand below it."""
    steps: list[tuple[list[str], list[str]]] = []
    for kind, block in BLOCK.findall(PAGE.read_text()):
        for line in block.strip().splitlines():
            if kind == "text":
                steps[-1][1].append(line)
            elif line.startswith(".venv/bin/lumbung"):
                steps.append((shlex.split(line)[1:], []))
    return [step for step in steps if step[0][0] not in NOT_HERE]


def flat(text: str) -> str:
    """Without the line breaks and table lines that the width of a screen makes."""
    return " ".join(re.sub(r"[│┃]", " ", text).split())


@pytest.mark.skipif(not (Path(settings.BASE_DIR) / PACKAGE).is_dir(), reason="idn-area-data is not installed: run make")
@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_the_first_hour_is_as_the_page_tells_it(tmp_path, monkeypatch):
    monkeypatch.setenv("LUMBUNG_HOME", str(tmp_path))
    monkeypatch.setenv("LUMBUNG_LANG", "id")
    monkeypatch.setenv("COLUMNS", "200")
    for command, expected in told_and_expected():
        words = [word.replace("$LUMBUNG_HOME", str(tmp_path)) for word in command]
        done = lumbung(*words)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        said = flat(done.stdout)
        for line in expected:
            assert flat(line) in said, f"{command} does not say: {line}"
