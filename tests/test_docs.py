"""What is written stays true: links lead somewhere, commands exist, terms are where the glossary says."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.apps import apps

from lumbung.site import cli

PROJECT = Path(__file__).resolve().parents[1]
PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), *PROJECT.glob("lumbung/**/*.md")])
FIGURES = sorted(PROJECT.glob("lumbung/*/kinds/*/parameters.yaml"))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
GLOSSARY_ROW = re.compile(
    r"^\| (?P<id>[^|]+) \| (?P<en>[^|]+) \| (?P<table>[^|]+) \| `(?P<file>[^`|]+)` \|$", re.MULTILINE
)
INDICATORS = 9


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def headings(page: Path) -> set[str]:
    """The anchors that a page's headings make."""
    found = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in found}


@pytest.mark.parametrize("document", PAGES, ids=name_of)
def test_every_link_leads_somewhere(document):
    for target in LINK.findall(document.read_text()):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = (document.parent / path).resolve() if path else document
        assert found.exists(), f"{name_of(document)} links to {target}"
        assert not anchor or anchor in headings(found), f"{name_of(document)} links to {target}"


def written_commands() -> set[tuple[str, ...]]:
    """(make, target) and (lumbung, command, …) as they stand in the shell blocks of all pages."""
    found = set()
    for page in PAGES:
        for block in FENCE.findall(page.read_text()):
            for word in re.findall(r"(?:^|[;&|(\s])(make [a-z]+|(?:\.venv/bin/)?lumbung(?: [a-z][a-z-]*)+)", block):
                found.add(tuple(word.replace(".venv/bin/", "").split()))
    return found


@pytest.mark.parametrize("words", sorted(written_commands()), ids=" ".join)
def test_every_written_command_exists(words):
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (PROJECT / "Makefile").read_text(), re.MULTILINE)
        return
    command = cli.root()
    for word in words[1:]:
        children = getattr(command, "commands", None)
        if children is None:
            break
        assert word in children, " ".join(words)
        command = children[word]


def test_make_help_explains_every_target():
    told = subprocess.run(["make", "help"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    for target in re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE):
        assert f"make {target} " in told


def test_the_readme_names_the_two_commands():
    text = (PROJECT / "README.md").read_text()
    assert "make run" in text
    assert "make test" in text


def test_ci_calls_the_readmes_test_command():
    assert re.search(r"^exec make test$", (PROJECT / ".ci/run").read_text(), re.MULTILINE)


def test_the_nine_indicators_are_answered():
    rows = re.findall(r"^\| (\d) \| .+ \| .+ \|$", (PROJECT / "docs/dpg.md").read_text(), re.MULTILINE)
    assert [int(number) for number in rows] == list(range(1, INDICATORS + 1))


def test_the_glossary_leads_to_tables_and_files():
    tables = {model._meta.db_table for model in apps.get_models()}
    for row in GLOSSARY_ROW.finditer((PROJECT / "docs/glossary.md").read_text()):
        assert (PROJECT / row["file"]).exists(), row["file"]
        assert row["table"] in {"–", *(f"`{table}`" for table in tables)}, row["table"]


def test_every_table_of_ours_is_in_the_glossary():
    text = (PROJECT / "docs/glossary.md").read_text()
    ours = [model for model in apps.get_models() if model.__module__.startswith("lumbung.")]
    assert [model._meta.db_table for model in ours if f"`{model._meta.db_table}`" not in text] == []


@pytest.mark.parametrize("path", FIGURES, ids=name_of)
def test_every_figure_says_the_law_that_it_comes_from(path):
    for name, dated in yaml.safe_load(path.read_text()).items():
        for entry in dated:
            assert {"since", "value", "law"} <= set(entry), f"{name} in {name_of(path)}"
            assert len(str(entry["law"]).strip()) > 5, f"{name} in {name_of(path)}"


def test_the_figures_were_found():
    assert len(FIGURES) >= 2


def test_nothing_made_by_a_machine_is_committed():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=False
    ).stdout.split()
    assert [name for name in listed if name.endswith((".mo", ".pyc", ".log")) or "node_modules" in name] == []
