"""The hour with a mentor from end to end: a board goes out as a page, is written in, and comes back as feedback."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from learnboard.cli.main import run
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.money import BudgetEntry
from learnboard.service.board_service import BoardService
from learnboard.service.commands import ConfirmDecision
from learnboard.storage.store import Store
from tests.exchange.html.writing import ENTRY, card, press, remark, saved
from tests.storage.year import records
from tests.ui.mentor.apps import PROPOSED


def test_feedback_written_in_a_page_comes_back_to_its_board(
    in_tab: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    year, board, page_file = records(), tmp_path / "board.db", tmp_path / "me.html"
    rows = {name: tuple(found) for name, found in year.tables()}
    rows["budget_entries"] = (*rows["budget_entries"], PROPOSED)
    content = year.restricted_to(rows)
    Store.create(board, content.board_info, content).close()
    go_out = ["export", "--for", "rowan", "--as-of", "2026-06-26", "--format", "html", "-o", str(page_file)]
    assert run(["--board", str(board), *go_out]) == 0

    page = in_tab(page_file.read_bytes())
    remark(page, card("k11"), "question", "What next?")
    press(page, ENTRY.replace("b9", PROPOSED.id), "Approve")
    name, data = saved(page, tmp_path)
    (tmp_path / name).write_bytes(data)
    assert run(["--board", str(board), "import", str(tmp_path / name)]) == 0

    with BoardService(Store.open(board)) as service:
        came = {row.kind: row for row in service.store.rows(Feedback) if row.kind != "suggestion"}  # the year has one
        assert {kind: (row.text, row.author, row.attached) for kind, row in came.items()} == {
            "question": ("What next?", "Rowan Teal", True),
            "approve": ("", "Rowan Teal", True),
        }
        day = date(2026, 6, 29)
        service.execute(ConfirmDecision(came["approve"].id, day), service.open(day))
        assert service.store.row(BudgetEntry, PROPOSED.id).state == "approved"
