"""Invitations: each gets what their profile has, and all files are written or none is."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from learnboard.domain.errors import InvalidFile, Rejected
from learnboard.exchange.documents import open_snapshot
from learnboard.service.export.invite import InvitationFiles, prepare_invitations, write_invitations_at
from learnboard.service.export.prepare import ExportRequest, prepare_export
from learnboard.service.export.write import write_export
from learnboard.storage.exports import list_exports
from learnboard.storage.store import Store
from tests.builders import binary, person, proposal, response, year_of

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 8, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    """A board with a mentor and a reviewer who are asked, and a key result that only the mentor may see."""
    rows = year_of(
        person(),
        person(id="p2", name="Linden Marsh", relation="reviewer"),
        proposal(invited_ids=["p1", "p2"], visibility="shared"),
        response("p2", "question", text="Why?"),
        binary(visibility="mentor", title="for my mentor"),
    )
    with Store.create(tmp_path / "board.db", rows.board_info, rows) as store:
        yield store


def files_of(prepared, folder):
    return [
        InvitationFiles(each, folder / f"{each.person.id}.learnboard.json", folder / f"{each.person.id}.html")
        for each in prepared
    ]


def test_each_gets_what_their_profile_has(store, tmp_path):
    prepared = prepare_invitations(store, "pr1", NOW, TODAY)
    assert [(each.person.id, each.snapshot.profile) for each in prepared] == [("p1", "mentor"), ("p2", "shared")]
    write_invitations_at(store.path, files_of(prepared, tmp_path))
    mentor, reviewer = (Path(tmp_path / f"{id_}.html").read_text() for id_ in ("p1", "p2"))
    assert "for my mentor" in mentor
    assert "for my mentor" not in reviewer
    assert all("Why?" in page for page in (mentor, reviewer))
    assert open_snapshot(tmp_path / "p2.learnboard.json").sequence == 1
    assert sorted((note.for_id, note.sequence) for note in list_exports(store)) == [("p1", 1), ("p2", 1)]


def test_the_profile_is_that_of_the_last_export_for_somebody(store, tmp_path):
    earlier = prepare_export(store, ExportRequest("mentor", "p2"), NOW, TODAY)
    write_export(store, earlier, "json", tmp_path / "earlier.json", force=False)
    prepared = prepare_invitations(store, "pr1", NOW, TODAY)
    assert [(each.snapshot.profile, each.snapshot.sequence) for each in prepared] == [("mentor", 1), ("mentor", 2)]


def test_of_a_name_that_is_taken_no_file_is_written_and_no_number_is_used(store, tmp_path):
    files = files_of(prepare_invitations(store, "pr1", NOW, TODAY), tmp_path)
    files[1].page.write_text("mine")
    with pytest.raises(InvalidFile):
        write_invitations_at(store.path, files)
    assert sorted(path.name for path in tmp_path.iterdir() if "p" in path.stem) == ["p2.html"]
    assert files[1].page.read_text() == "mine"
    assert list_exports(store) == []


@pytest.mark.parametrize("day", [date(2026, 3, 16), date(2026, 4, 1)])
def test_nobody_is_invited_once_it_is_closed(store, day):
    with pytest.raises(Rejected, match="nobody can answer any more"):
        prepare_invitations(store, "pr1", NOW, day)
