"""What the service imports, it makes every start wait for."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "textual",
    "rich",
    "pydantic",
    "pydantic_core",
    "msgspec",
    "learnboard.domain.model.money",
    "learnboard.exchange",
)


OPENING = """
from datetime import date
from pathlib import Path
from learnboard.service.board_service import BoardService
from learnboard.service.opening import open_or_create
with BoardService(open_or_create(Path("board.db"))) as service:
    service.open(date(2026, 6, 26))
"""


@pytest.mark.parametrize("statements", ["import learnboard.service.board_service", OPENING], ids=["imported", "opened"])
def test_the_service_imports_nothing_that_a_board_does_not_need(tmp_path, statements):
    found = subprocess.run(
        [sys.executable, "-c", f"{statements}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    modules = json.loads(found.stdout)
    assert "learnboard.service.board_service" in modules
    assert not [name for name in HEAVY if name in modules]
