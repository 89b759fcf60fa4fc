"""What `export` writes, `import` takes; and what leaves for a reader is what the vectors say (FORMAT.md §1)."""

import hashlib
import json
from pathlib import Path

import pytest

from learnboard.exchange.upgrade import upgraded
from tests.builders import EXAMPLE_BOARD, EXAMPLE_YEAR, VECTORS, document

OF_THE_FILE = ("snapshot_id", "sequence", "previous", "exported_at", "content_hash", "as_of")
MENTOR_DAYS = ("2026-03-27", "2026-06-26")


def text_of(plain):
    """A document as its file has it: sorted keys, indent 1, a line feed at the end."""
    return json.dumps(plain, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def content(plain):
    """A document without what belongs to the file and not to the board."""
    return {key: value for key, value in plain.items() if key not in OF_THE_FILE}


def exported(learnboard, *options):
    """Export to standard output; the document, after proving that the file is written and hashed as published."""
    result = learnboard("export", "-o", "-", *options)
    assert result.code == 0
    # Of the few words that vectors are made of, private texts can stand in other places by chance.
    by_chance = "--anyway" in options and "is private, but appears in" in result.err
    # The example year may go on after the day of the test.
    ahead = "--as-of" not in options and "dated after today" in result.err
    assert not result.err or by_chance or ahead
    plain = json.loads(result.out)
    assert result.out == text_of(plain)
    rest = {key: value for key, value in plain.items() if key != "content_hash"}
    compact = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert plain["content_hash"] == "sha256:" + hashlib.sha256(compact.encode()).hexdigest()
    return plain


def imported(learnboard, plain, board):
    """A new board from a document."""
    file = Path(f"{board}.json")
    file.write_text(json.dumps(plain), encoding="utf-8")
    result = learnboard("--board", board, "import", file)
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize("path", [EXAMPLE_BOARD, *VECTORS], ids=lambda path: path.stem)
def test_a_board_is_exported_imported_and_exported_again_unchanged(path, learnboard, monkeypatch):
    published = document(path).get("board", document(path))
    expected = content(published if published["minor"] else upgraded(published) | {"minor": 1})
    for board in ("first.db", "second.db"):
        imported(learnboard, published, board)
        monkeypatch.setenv("LEARNBOARD_FILE", board)
        found = exported(learnboard, "--profile", "full")
        assert content(found) == expected
        published = found


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_every_export_of_a_vector_comes_out_as_published(path, learnboard, monkeypatch, time_machine):
    time_machine.move_to("2030-01-01T12:00:00Z", tick=False)  # no day that is published may be still to come
    vector = document(path)
    monkeypatch.setenv("LEARNBOARD_FILE", "board.db")
    imported(learnboard, vector["board"], "board.db")
    for published in vector["mentor"]:
        found = exported(learnboard, "--profile", "mentor", "--as-of", published["as_of"], "--anyway")
        assert content(found) == content(published)
        assert found["as_of"] == published["as_of"]
        assert found["sequence"] == published["sequence"]
    # What is shared was exported without a day: of the board uncut.
    found = exported(learnboard, "--profile", "shared", "--anyway")
    assert content(found) == content(vector["shared"])


def test_the_mentors_snapshots_of_the_year_come_out_as_published(year):
    for day in MENTOR_DAYS:
        published = document(EXAMPLE_YEAR / f"mentor-{day}.learnboard.json")
        found = exported(year, "--for", "Rowan", "--as-of", day)
        assert content(found) == content(published)
        assert found["sequence"] == published["sequence"]


def test_each_snapshot_names_the_one_before_it_for_the_same_reader(year):
    first = exported(year, "--for", "p-mentor")
    second = exported(year, "--for", "Rowan Teal")
    assert (first["sequence"], first["previous"]) == (1, None)
    assert second["sequence"] == 2
    assert second["previous"] == {"snapshot_id": first["snapshot_id"], "content_hash": first["content_hash"]}


@pytest.mark.parametrize("others", [(), ("--for", "p-buddy"), ("--for", "p-mentor", "--profile", "shared")])
def test_every_profile_and_person_has_a_row_of_its_own(year, others):
    exported(year, "--for", "p-mentor")
    found = exported(year, *others)
    assert (found["sequence"], found["previous"]) == (1, None)


def test_an_exported_snapshot_is_not_undone(year):
    exported(year)
    year("undo")
    year("redo")
    assert exported(year)["sequence"] == 2


def test_without_a_day_nothing_is_cut_and_the_snapshot_is_of_today(year, time_machine):
    time_machine.move_to("2026-02-03T12:00:00Z", tick=False)
    found = exported(year, "--profile", "full")
    assert found["as_of"] == "2026-02-03"
    assert found["exported_at"] == "2026-02-03T12:00:00Z"
    assert found["check_ins"] == document(EXAMPLE_BOARD)["check_ins"]
