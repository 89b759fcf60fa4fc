"""The example year as a board to try things on, in a temporary copy: as it was known on the day of a meeting."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from learnboard.domain.as_of import as_known
from learnboard.domain.model.board_info import BoardInfo, Owner, Settings
from learnboard.domain.model.fields import from_plain
from learnboard.domain.model.records import TABLES, Records
from learnboard.storage.store import Store

DEMO_DAY: Final = date(2026, 6, 26)
"""The day of a mentor meeting in the middle of the year."""
_YEAR: Final = Path(__file__).parent.parent / "demo" / "year.learnboard.json"


@contextmanager
def demo_store(day: date | None = DEMO_DAY) -> Iterator[Store]:
    """Yield a store that holds the example year as known on a day, or all of it, until the block ends."""
    with (
        TemporaryDirectory(prefix="learnboard-demo-") as folder,
        _filled_store(Path(folder) / "board.db", day) as store,
    ):
        yield store


def _filled_store(path: Path, day: date | None) -> Store:
    # Our own file is trusted: reading it without the checks saves the time that Pydantic takes to import.
    year: dict[str, Any] = json.loads(_YEAR.read_bytes())
    board_info = BoardInfo(year["board_id"], from_plain(Owner, year["owner"]), from_plain(Settings, year["settings"]))
    tables = {name: tuple(from_plain(record, row) for row in year[name]) for name, record in TABLES.items()}
    records = Records(board_info, **tables)
    return Store.create(path, board_info, as_known(records, day) if day else records)
