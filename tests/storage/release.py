"""The board that a schema leaves behind for the tests of the schemas after it.

Run this before a schema is released: `.venv/bin/python -m tests.storage.release` writes a board of today's schema into
`released/`. Boards of the schemas before stay as they are: no program writes them any more.
"""

import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from learnboard.domain.model.key_results import KeyResult
from learnboard.storage.exports import ExportNote, add_export
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.store import Store
from tests.storage.year import NOON, make, records

NOTE = ExportNote("snp-1", "mentor", "p-mentor", 1, f"sha256:{'0' * 64}", NOON, date(2026, 3, 2), "/home/a/rowan.html")


def write(path: Path) -> None:
    """Write the board: the year as one step, k11 renamed, k12 deleted and that undone, an export, a draft."""
    make(path)
    with Store.open(path, clock=lambda: NOON) as store:
        with store.step("import the year") as recorder:
            recorder.put_records(records())
        with store.step("rename “Cut p95”") as recorder:
            recorder.put(replace(store.row(KeyResult, "k11"), title="Cut p95 latency"))
        with store.step("delete “k12”") as recorder:
            recorder.remove(KeyResult, "k12")
        store.undo()
        add_export(store, NOTE)
        store.save_draft("check in", "k11", {"value": "5", "note": "“half”"})


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        write(Path(folder) / "board")
        content = (Path(folder) / "board").read_bytes()
    target = Path(__file__).with_name("released") / f"schema-{SCHEMA}.db.gz"
    target.write_bytes(gzip.compress(content, mtime=0))
