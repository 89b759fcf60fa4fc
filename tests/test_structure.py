"""How the package is built, as far as import-linter cannot see it."""

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "learnboard"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 350
MOST_LOCAL_IMPORTS = {
    "__main__.py": 1,
    "cli": 4,
    "domain": 1,
    "exchange": 2,
    "service": 13,
    "settings": 2,
    "storage": 7,
    "ui": 14,
}
"""Imports inside functions by room: each only keeps a heavy library, or tables, off the start. They only get fewer."""


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def local_imports(path: Path) -> Iterator[ast.stmt]:
    """The imports inside functions, each once, however deep the functions are."""
    functions = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    found = (node for function in functions for node in ast.walk(function))
    yield from {id(node): node for node in found if isinstance(node, ast.Import | ast.ImportFrom)}.values()


def test_no_screen_reaches_for_the_store():
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        if room_of(path) == "ui"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in ("store", "_store")
    ]
    assert found == []


def test_a_public_class_name_stands_once():
    places = defaultdict(list)
    for path in MODULES:
        for node in parsed(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(name_of(path))
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


@pytest.mark.parametrize("heavy", ["textual", "rich", "pydantic", "pydantic_core", "msgspec", "jinja2"])
def test_the_service_of_a_board_imports_no_heavy_library(heavy):
    code = f"import sys, learnboard.service.board_service; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, check=False).returncode == 0


@pytest.mark.parametrize("room", sorted({room_of(path) for path in MODULES}))
def test_imports_inside_functions_only_get_fewer(room):
    found = [
        f"{name_of(path)}:{node.lineno}" for path in MODULES if room_of(path) == room for node in local_imports(path)
    ]
    assert len(found) <= MOST_LOCAL_IMPORTS.get(room, 0), "\n".join(found)


def test_values_are_made_the_quick_way():
    found = [
        f"{name_of(path)}:{node.lineno}: {name.name}"
        for path in MODULES
        for node in parsed(path).body
        if isinstance(node, ast.ImportFrom) and node.module in ("typing", "collections")
        for name in node.names
        if name.name.lower() == "namedtuple" and name_of(path) != "domain/named_tuple.py"
    ]
    assert found == [], "take NamedTuple from learnboard.domain.named_tuple: a start makes a hundred"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_long(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES
