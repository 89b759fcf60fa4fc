"""What the storage brings along: it is on the way to the first paint."""

import subprocess
import sys
from pathlib import Path

HEAVY = (
    "peewee",
    "textual",
    "rich",
    "pydantic",
    "msgspec",
    "playhouse",
    "jinja2",
    "icalendar",
    "asyncio",
    "learnboard.domain.model.records",
    "learnboard.domain.model.learning",
    "learnboard.domain.model.money",
    "learnboard.domain.model.people",
    "learnboard.storage.schema_changes",
)

OPENS = """
import sys
from pathlib import Path
from learnboard.storage.store import Store
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.key_results import CheckIn, KeyResult
from learnboard.domain.model.goals import Objective

with Store.open(Path(sys.argv[1])) as store:
    assert store.board_info()
    for column in store.rows(Objective, cycle_id=store.rows(Cycle)[0].id):
        cards = store.rows(KeyResult, objective_id=column.id, limit=48)
        assert store.rows(CheckIn, key_result_id=[card.id for card in cards])
print(*sys.modules)
"""


def modules(code: str, *arguments: str) -> set[str]:
    found = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(found.stdout.split())


def test_importing_the_storage_brings_nothing_heavy() -> None:
    brought = modules("import sys, learnboard.storage.store; print(*sys.modules)")
    assert "sqlite3" in brought
    assert brought.isdisjoint(HEAVY)


def test_reading_the_first_page_of_a_board_brings_nothing_heavy(year: object, path: Path) -> None:
    assert modules(OPENS, str(path)).isdisjoint(HEAVY)


WRITES = """
import sys
from learnboard.storage.store import Store

Store.prepare_to_write()
import learnboard.service.backups, learnboard.ui.card.screen, learnboard.ui.editing.check_in_form
assert "peewee" in sys.modules
print(*sys.modules)
import peewee
assert peewee.hashlib.sha256(b"").hexdigest().startswith("e3b0c442")
import hashlib
assert hashlib.sha256(b"").hexdigest().startswith("e3b0c442")
"""


def test_writing_brings_no_openssl_until_somebody_hashes() -> None:
    assert modules(WRITES).isdisjoint({"hashlib", "_hashlib"})
