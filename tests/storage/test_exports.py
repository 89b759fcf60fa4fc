"""What was handed over."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from learnboard.domain.errors import Rejected
from learnboard.storage.exports import ExportNote, add_export, last_export
from learnboard.storage.store import Store
from tests.storage.year import NOON

NOTE = ExportNote(
    snapshot_id="snp-1",
    profile="mentor",
    for_id="p-mentor",
    sequence=1,
    content_hash="sha256:00",
    exported_at=NOON,
    as_of=date(2026, 3, 2),
    file="/home/a/board.learnboard.json",
)


def test_the_newest_export_of_a_profile_and_a_person_is_remembered(empty: Store, path: Path) -> None:
    second = replace(NOTE, snapshot_id="snp-0", sequence=2)
    for_nobody = replace(NOTE, snapshot_id="snp-3", for_id=None, file=None)
    full = replace(NOTE, snapshot_id="snp-4", profile="full", for_id=None)
    for note in (NOTE, second, for_nobody, full):
        add_export(empty, note)
    empty.close()
    with Store.open(path) as store:
        assert last_export(store, "mentor", "p-mentor") == second
        assert last_export(store, "mentor", None) == for_nobody
        assert last_export(store, "full", None) == full
        assert last_export(store, "shared", None) is None
        assert last_export(store, "mentor", "p-lead") is None


def test_an_export_is_not_undone(year: Store) -> None:
    add_export(year, NOTE)
    assert year.next_undo == "import the year"
    year.undo()
    assert last_export(year, "mentor", "p-mentor") == NOTE


@pytest.mark.parametrize("for_id", ["p-mentor", None])
def test_two_windows_do_not_take_the_same_number(empty: Store, for_id: str | None) -> None:
    add_export(empty, replace(NOTE, for_id=for_id))
    with pytest.raises(Rejected, match="try again"):
        add_export(empty, replace(NOTE, for_id=for_id, snapshot_id="snp-2"))
    assert last_export(empty, "mentor", for_id) == replace(NOTE, for_id=for_id)
