"""Any order of steps, undo, redo and opening again brings back every byte."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learnboard.domain.errors import Rejected
from learnboard.domain.model.records import TABLES
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store
from tests.storage.year import dump, records

Act = tuple[str, int, int]

ROWS: list[Any] = [row for _, rows in records().tables() for row in rows]
ACTS = st.tuples(st.sampled_from(["put", "change", "remove"]), st.integers(0, 10_000), st.integers(0, 3))
MOVES = st.one_of(
    st.lists(ACTS, min_size=1, max_size=5),
    st.sampled_from(["undo", "undo", "redo", "open again"]),
)


def changed(row: Any, how: int) -> Any:
    """A row with another text or number in it; never another parent."""
    for field, value in (("title", f"title {how}"), ("text", f"“{how}”"), ("note", "\x00ü" * how), ("position", how)):
        if hasattr(row, field):
            return replace(row, **{field: value})
    return row


def act(recorder: Recorder, acts: list[Act], store: Store) -> None:
    for what, which, how in acts:
        row = ROWS[which % len(ROWS)]
        here = store.find(type(row), row.id)
        if what == "remove" and here:
            recorder.remove(type(row), row.id)
        elif what == "change" and here:
            recorder.put(changed(here, how))
        elif what == "put" and not here and parents_here(store, row):
            recorder.put(row)


def parents_here(store: Store, row: Any) -> bool:
    parents = [
        (table, getattr(row, field))
        for field, table in (
            ("cycle_id", "cycles"),
            ("goal_id", "goals"),
            ("objective_id", "objectives"),
            ("key_result_id", "key_results"),
            ("baseline_id", "key_results"),
            ("meeting_id", "meetings"),
            ("budget_id", "budgets"),
            ("budget_entry_id", "budget_entries"),
            ("proposal_id", "proposals"),
            ("resolves_id", "responses"),
        )
        if getattr(row, field, None)
    ]
    return all(store.find(TABLES[table], parent) for table, parent in parents)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(MOVES, max_size=60))
def test_every_state_comes_back(moves: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "board"
        store = Store.create(path, records().board_info)
        with store.step("import") as recorder:
            recorder.put_records(records())
        states, place = [None, dump(path)], 1
        for move in moves:
            if move == "open again":
                store.close()
                store = Store.open(path)
            elif move == "undo" and place == 1:
                continue  # the import itself stays, or little is left to do
            elif move == "undo":
                store.undo()
                place -= 1
            elif move == "redo" and place == len(states) - 1:
                with pytest.raises(Rejected):
                    store.redo()
            elif move == "redo":
                store.redo()
                place += 1
            else:
                with store.step("acts") as recorder:
                    act(recorder, move, store)
                if recorder.changes:
                    del states[place + 1 :]
                    states.append(dump(path))
                    place += 1
            assert dump(path) == states[place]
        store.close()
