"""The example year as a board to try things on, in a copy that goes away."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from learnboard.domain.model.board_info import BoardInfo, Owner, Settings
from learnboard.domain.model.plain import from_plain
from learnboard.storage.store import Store

DEMO_DAY: Final = date(2026, 6, 26)
"""The day of a mentor meeting, in the middle of the year."""
_YEAR: Final = Path(__file__).parent.parent / "demo" / "year.learnboard.json"


@contextmanager
def demo_store() -> Iterator[Store]:
    """A store that holds the example year for as long as the block lasts."""
    with TemporaryDirectory(prefix="learnboard-demo-") as folder, _filled(Path(folder) / "board.db") as store:
        yield store


def _filled(path: Path) -> Store:
    from learnboard.domain.model.records import TABLES, Records  # noqa: PLC0415 - all tables, which only the demo fills

    # Our own file: it needs no gate, and reading it so saves the time that Pydantic takes to import.
    year: dict[str, Any] = json.loads(_YEAR.read_bytes())
    board_info = BoardInfo(year["board_id"], from_plain(Owner, year["owner"]), from_plain(Settings, year["settings"]))
    tables = {name: tuple(from_plain(record, row) for row in year[name]) for name, record in TABLES.items()}
    return Store.create(path, board_info, Records(board_info, **tables))
