"""The house keeps its order: layers, rooms, sizes. Each failure names the file and what to do."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "lumbung"
CONTEXTS = sorted(path.parent for path in PACKAGE.glob("*/apps.py"))
WITHOUT_ROOMS = {"site", "core"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
VOCABULARY = {
    "names",
    "identity",
    "codes",
    "words",
    "kinds",
}  # pure words and numbers of a context, open like its models
STANDARDS = {"qr", "iso20022", "banks", "answers"}  # what a context reads and writes in a standard's form: no rows
OPEN_TO_OTHERS = {"models", "queries", "actions", "facts", *VOCABULARY, *STANDARDS}
HOUSE_WIDE = {"core", "law"}
README_LINES = range(5, 16)
README_ORDER = ("Owns", "Words", "Rooms of its own", "Promises", "Calls", "Called by", "Doors")

ROOM_IMPORTS = {
    "models": set(),
    "facts": {"models"},
    "rules": set(),
    "queries": {"facts", "rules", "models"},
    "actions": {"queries", "rules", "models", "facts"},
    "forms": {"queries", "rules", "models"},
}
DOORS = {"views", "api", "jobs", "commands", "urls", "forms", "actions", "queries", "facts", "rules", "models", "apps"}


def sources() -> list[Path]:
    """Every Python file of the product, without migrations and tests."""
    found = [*PACKAGE.rglob("*.py"), *(PROJECT / "tools").glob("*.py"), *(PROJECT / "benchmarks").rglob("*.py")]
    return [path for path in found if not {"migrations", "tests"}.intersection(path.relative_to(PROJECT).parts)]


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def imports(path: Path) -> Iterator[tuple[str, str, int]]:
    """(module, name, line) of every import from the package."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lumbung"):
            yield from ((node.module or "", alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "", node.lineno) for alias in node.names if alias.name.startswith("lumbung"))


def room_of(module: str, name: str) -> tuple[str, str]:
    """The context and the room that an import enters: `lumbung.payments`, `actions` is (payments, actions)."""
    parts = [*module.split("."), name, "", ""]
    return parts[1], parts[2]


def test_every_import_points_down_the_house():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_no_file_is_too_long_to_read():
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in sources()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long_to_understand():
    found = {}
    for path in sources():
        for node in functions(ast.parse(path.read_text())):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                found[f"{name_of(path)}:{node.name}"] = length
    assert found == {}


def test_nothing_is_imported_inside_a_function():
    found = [
        f"{name_of(path)}:{inner.lineno}"
        for path in sources()
        for node in functions(ast.parse(path.read_text()))
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert found == []


def test_no_join_compares_a_key_with_coalesce():
    """Row-level security keeps coalesce() from the index, since it is not known to be leakproof: every row would be
    read for each row. `CASE WHEN a IS NULL THEN b ELSE a END` says the same and reaches the index."""
    join = re.compile(r"\b(\w+_)?id = coalesce\(")
    assert [name_of(path) for path in sources() if join.search(path.read_text())] == []


def test_every_module_class_and_public_function_says_what_it_is():
    found = []
    for path in sources():
        tree = ast.parse(path.read_text())
        if path.read_text().strip() and not ast.get_docstring(tree):
            found.append(name_of(path))
        for node in tree.body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                found.append(f"{name_of(path)}:{node.name}")
    assert found == []


def at_the_door(context: Path, room: str) -> Iterator[tuple[Path, ast.FunctionDef]]:
    """The public functions of `actions` or `queries`: of the module, or handed out by the package."""
    module, package = context / f"{room}.py", context / room
    handed_out = {
        alias.name
        for node in parsed(package / "__init__.py").body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for path in [module, *package.glob("*.py")]:
        for node in parsed(path).body:
            if (
                isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and (path == module or node.name in handed_out)
            ):
                yield path, node


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text() if path.exists() else "")


@pytest.mark.parametrize("room", ["actions", "queries"])
def test_actions_and_queries_take_named_values_only(room):
    contexts = [folder for folder in CONTEXTS if folder.name not in WITHOUT_ROOMS]
    found = [
        f"{name_of(path)}:{node.name}"
        for folder in contexts
        for path, node in at_the_door(folder, room)
        if node.args.args or node.args.posonlyargs
    ]
    assert found == []


def test_another_context_is_entered_only_by_its_open_rooms():
    found = []
    for path in sources():
        own = path.relative_to(PROJECT).parts[1]
        if own in WITHOUT_ROOMS or path.is_relative_to(PROJECT / "benchmarks"):
            continue
        for module, name, line in imports(path):
            context, room = room_of(module, name)
            if context not in {own, *HOUSE_WIDE} and context and room not in OPEN_TO_OTHERS:
                found.append(f"{name_of(path)}:{line} enters {context}.{room}")
    assert found == []


def test_inside_a_context_rooms_open_in_one_direction():
    found = []
    for path in sources():
        parts = path.relative_to(PROJECT).with_suffix("").parts
        if len(parts) < 3 or parts[1] in WITHOUT_ROOMS or parts[2] not in ROOM_IMPORTS:
            continue
        for module, name, line in imports(path):
            context, room = room_of(module, name)
            barred = DOORS - ROOM_IMPORTS[parts[2]] - {parts[2]}
            if context == parts[1] and room in barred:
                found.append(f"{name_of(path)}:{line} imports {room}")
    assert found == []


@pytest.mark.parametrize("folder", CONTEXTS, ids=lambda path: path.name)
def test_a_reader_finds_a_readme_of_ten_lines_at_the_door(folder):
    readme = folder / "README.md"
    assert readme.exists(), f"{folder.name} needs a README.md: what it owns, its words, who calls it"
    lines = [line for line in readme.read_text().splitlines() if line.strip()]
    assert len(lines) in README_LINES, f"{name_of(readme)} has {len(lines)} lines"


@pytest.mark.parametrize("folder", [*CONTEXTS, PACKAGE / "law", PACKAGE / "site"], ids=lambda path: path.name)
def test_a_readme_tells_the_same_things_in_the_same_order(folder):
    text = (folder / "README.md").read_text()
    assert text.startswith(f"# {folder.name}: ")
    assert tuple(re.findall(r"\*\*([^*]+)\*\*", text)) == README_ORDER


@pytest.mark.parametrize("folder", CONTEXTS, ids=lambda path: path.name)
def test_every_context_is_tested_in_its_own_room(folder):
    assert list((folder / "tests").glob("test_*.py")) or list((PROJECT / "tests").glob(f"test_{folder.name}*.py"))
