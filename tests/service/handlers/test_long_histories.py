"""Two hundred commands of every kind, across restarts and an import: each state comes back, and comes again."""

import random
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.errors import LearnboardError
from learnboard.domain.validation import check
from learnboard.service.board_service import BoardService
from learnboard.service.commands import Redo, Undo
from learnboard.storage.store import Store
from tests.builders import budget_entry, proposal
from tests.service.conftest import DAY
from tests.service.handlers.test_any_commands import ALL, Person
from tests.storage.year import JOURNAL, dump, records

WISHES = 200
REOPENED = 0.05
IMPORTED = 0.01


class Life:
    """A board in a file with the states it has been in, each as SQLite keeps it, but for the journal."""

    def __init__(self, path: Path, numbers: random.Random) -> None:
        self.path = path
        self.numbers = numbers
        Store.create(path, records().board_info, records()).close()
        with Store.open(path) as store, store.step("something to decide") as record:
            record.put(budget_entry(id="idea", cycle_id="c2026", state="proposed"))
            record.put(proposal(id="open", opened_on="2026-06-20", closes_on="2026-07-04"))
        self.service = BoardService(Store.open(path))
        self.dumped = dump(path, journal=True)
        self.states = [without_journal(self.dumped)]

    def reopen(self) -> None:
        self.service.close()
        self.service = BoardService(Store.open(self.path))

    def live(self) -> None:
        """Ask for one thing after the other; what was refused, or changed nothing, is no state of its own."""
        for _ in range(WISHES):
            if self.numbers.random() < REOPENED:
                self.reopen()
            if self.numbers.random() < IMPORTED:
                with self.service.store.step("import") as record:
                    record.replace_records(records())
            else:
                self._ask()
            self.dumped = dump(self.path, journal=True)
            now = without_journal(self.dumped)
            if now != self.states[-1]:
                self.states.append(now)

    def _ask(self) -> None:
        command = Person(self.service, self.numbers, draft_store=0.2).command()
        try:
            self.service.execute(command, self.service.open(DAY, first=ALL))
        except LearnboardError:
            assert dump(self.path, journal=True) == self.dumped

    def step(self, command: Undo | Redo) -> None:
        if self.numbers.random() < REOPENED:
            self.reopen()
        self.service.execute(command, self.service.open(DAY, first=ALL))


def without_journal(dumped: dict[str, Any]) -> dict[str, Any]:
    """The rows of the board itself."""
    return {name: rows for name, rows in dumped.items() if name not in JOURNAL}


@settings(max_examples=1, deadline=None)
@given(st.integers(0, 2**32))
def test_two_hundred_commands_are_undone_and_done_again_exactly(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        life = Life(Path(folder) / "board.db", random.Random(seed))
        life.live()
        check(life.service.store.records())
        for state in reversed(life.states[:-1]):
            life.step(Undo())
            assert dump(life.path) == state
        assert life.service.store.next_undo == "something to decide"
        for state in life.states[1:]:
            life.step(Redo())
            assert dump(life.path) == state
        assert life.service.store.next_redo is None
        life.service.close()
