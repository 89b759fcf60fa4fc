"""What the commands load that put a board on the screen: every start waits for it."""

import subprocess
import sys

import pytest

from tests.cli.conftest import ROOT

HEAVY = {
    "argparse",
    "jinja2",
    "learnboard.domain.model.records",
    "learnboard.exchange",
    "learnboard.service.demo",
    "learnboard.settings.reader",
    "learnboard.ui.recovery.app",
    "peewee",
    "pydantic",
    "msgspec",
    "textual",
}


@pytest.mark.parametrize(
    ("module", "allowed"),
    [
        ("learnboard.__main__", set()),
        ("learnboard.cli.main", set()),
        ("learnboard.cli.commands.screens", {"textual"}),
        ("learnboard.cli.commands.mentor", {"learnboard.domain.model.records", "learnboard.exchange", "msgspec"}),
    ],
)
def test_a_start_loads_nothing_that_it_does_not_need(module: str, allowed: set[str]) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT)}
    )
    assert set(done.stdout.split()) & HEAVY <= allowed
