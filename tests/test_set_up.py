"""Setting up tells what a machine lacks, installs only what is pinned, and does nothing twice."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture
def prepare(monkeypatch, tmp_path):
    """The set-up program, working on a folder of its own."""
    described = importlib.util.spec_from_file_location("prepare", PROJECT / "tools/prepare.py")
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(module, "STAMPS", tmp_path / ".venv/stamps")
    (tmp_path / ".venv").mkdir()
    return module


def test_an_old_python_is_told_which_ones_fit(prepare, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(prepare.NotReady, match=r"3\.11, 3\.12 or 3\.13; .* is 3\.9"):
        prepare.use_a_fitting_python()


def test_a_python_without_venv_is_told_what_to_install(prepare, monkeypatch):
    monkeypatch.setattr(prepare, "works", lambda *command: False)
    with pytest.raises(prepare.NotReady, match="apt install python3-venv"):
        prepare.make_environment()


def test_a_finished_step_is_not_done_again(prepare, tmp_path):
    source = tmp_path / "requirements.txt"
    source.write_text("one")
    prepare.done("packages", prepare.digest(source))
    assert prepare.is_done("packages", prepare.digest(source))
    source.write_text("two")
    assert not prepare.is_done("packages", prepare.digest(source))


def test_a_failing_program_ends_with_a_sentence(prepare):
    with pytest.raises(prepare.NotReady, match="try again"):
        prepare.demand([sys.executable, "-c", "raise SystemExit(3)"], "It failed; try again.")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_python_package_is_pinned_with_its_hashes_and_no_address(name):
    text = (PROJECT / name).read_text()
    packages = re.findall(r"^[a-z0-9][^\n]*(?:\n {4}--hash[^\n]+)*", text, re.MULTILINE)
    assert len(packages) > 50
    assert [package for package in packages if "==" not in package or "--hash=sha256:" not in package] == []
    assert "://" not in text


def test_every_web_package_is_pinned_with_its_hash_and_no_address():
    locked = json.loads((PROJECT / "package-lock.json").read_text())["packages"]
    packages = {name: entry for name, entry in locked.items() if name}
    assert [name for name, entry in packages.items() if not entry.get("integrity") or "resolved" in entry] == []


def test_the_set_up_needs_nothing_but_python(tmp_path):
    isolated = [sys.executable, "-I", "-S", PROJECT / "tools/prepare.py", "--help"]
    assert subprocess.run(isolated, cwd=tmp_path, capture_output=True, check=False).returncode == 0
