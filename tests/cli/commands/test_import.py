"""`learnboard import`, and what every command that reads a file refuses."""

import json
import os
from pathlib import Path

import pytest

from tests.builders import EXAMPLE_BOARD, EXAMPLE_YEAR, VECTORS, document
from tests.cli.conftest import refused

MENTORS = EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json"


def full(learnboard, *board):
    plain = json.loads(learnboard(*board, "export", "--profile", "full", "-o", "-").out)
    return {name: rows for name, rows in plain.items() if isinstance(rows, list)}


def test_an_import_reports_what_was_imported_and_where(learnboard, world):
    result = learnboard("--board", "new.db", "import", EXAMPLE_BOARD)
    assert (result.code, result.err) == (0, "")
    assert result.out == f"Imported 5 objectives, 18 key results, 72 check-ins into “{world / 'new.db'}”.\n"


def test_a_board_with_something_on_it_is_left_alone(year):
    before = full(year)
    other = Path("other.json")
    other.write_text(json.dumps(document(VECTORS[0])["board"]))
    for file in (other, EXAMPLE_BOARD):
        assert refused(year("import", file)).endswith(
            "board.db” is not empty: “--replace” replaces it with this file, after a backup; or import into a new "
            "board with “learnboard --board NEW.db import FILE”."
        )
    assert full(year) == before


def test_an_import_goes_into_a_board_emptied_by_undo(year):
    year("undo")
    assert year("import", EXAMPLE_BOARD).code == 0


def test_a_mentors_snapshot_is_refused_as_a_board(learnboard, world):
    assert refused(learnboard("import", MENTORS)) == (
        f"{MENTORS} was written for a mentor reader and is not a whole board: look at it with “learnboard show FILE”, "
        "or import one made with “learnboard export --profile full”."
    )
    assert not (world.parent / "home").exists()


def test_an_altered_file_is_imported_with_a_notice(learnboard):
    plain = document(EXAMPLE_BOARD) | {"owner": {"name": "Somebody Else", "role": ""}}
    Path("altered.json").write_text(json.dumps(plain), encoding="utf-8")
    result = learnboard("import", "altered.json")
    assert result.code == 0
    assert result.err == "learnboard: altered.json was altered after it was written: ask its owner for a new one.\n"


def spoiled(**changes):
    return json.dumps(document(EXAMPLE_BOARD) | changes)


def with_title(title):
    first, *rest = document(EXAMPLE_BOARD)["key_results"]
    return spoiled(key_results=[first | {"title": title}, *rest])


HOSTILE = {
    "no JSON": "{",
    "nothing": "",
    "an array": "[]",
    "another format": '{"format": "\\u001b]0;x\\u0007"}',
    "a newer version": spoiled(version=2),
    "an ESC in an id": spoiled(board_id="\x1b[31m"),
    "an ESC in a title that is too long": with_title("\x1b]0;owned\x07" * 100),
    "an ESC in a key": spoiled(**{"\x1b[2J": 1}),
    "a key twice": '{"format": "learnboard.snapshot", "format": "\\u001b"}',
    "a float": spoiled(sequence=1.5),
    "deep nesting": "[" * 1_000,
    "a raw control character": '{"a": "\x1b"}',
}


def commands(file):
    return ("show", file), ("show", "--json", file), ("import", file), ("compare", file, file)


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line_without_control_characters(learnboard, kind):
    Path("hostile.json").write_text(HOSTILE[kind], encoding="utf-8")
    for words in commands("hostile.json"):
        assert refused(learnboard(*words)).startswith(("hostile.json: ", "hostile.json, "))


def test_a_hostile_text_is_shown_without_control_characters(learnboard, world):
    hostile = "\x1b[31m\x07\u202ered\n\x9b"
    texts = {"title": hostile, "unit": hostile, "drop_reason": hostile, "statement": hostile}
    plain = dict(document(EXAMPLE_BOARD))
    for table in ("goals", "cycles", "objectives", "key_results", "proposals"):
        plain[table] = [row | {name: text for name, text in texts.items() if name in row} for row in plain[table]]
    plain["key_results"] = [row | {"labels": [hostile]} for row in plain["key_results"]]
    plain["owner"] = {"name": hostile, "role": hostile}
    Path("hostile.json").write_text(json.dumps(plain), encoding="utf-8")
    commands = ("import", "hostile.json"), ("show",), ("compare", "hostile.json", "hostile.json"), ("export",)
    for words in (*commands, ("check-in", "k11", "1"), ("undo",)):
        result = learnboard(*words)
        assert result.code == 0
        assert all(line.isprintable() for line in (result.out + result.err).splitlines())
    (written,) = world.glob("*-mentor.*")
    assert written.name.startswith("red-")


@pytest.mark.parametrize("name", ["missing", "folder", "pipe", "/dev/null", "/dev/zero", "loop", "\x1b[31m", "x" * 300])
def test_what_is_no_file_is_refused_without_waiting(learnboard, world, name):
    Path("folder").mkdir()
    os.mkfifo("pipe")
    Path("loop").symlink_to("loop")
    for words in commands(name):
        assert refused(learnboard(*words))
    assert not (world.parent / "home").exists()


def test_a_name_that_is_not_utf8_is_a_name(learnboard, process, world):
    name = b"\xff\xfe.json"
    (world / os.fsdecode(name)).write_bytes(EXAMPLE_BOARD.read_bytes())
    done = process(b"--board", b"\xff.db", "import", name)
    assert (done.returncode, done.stderr) == (0, b"")
    done = process(b"--board", b"\xff.db", "export", "--as-of", "2026-06-26", "-o", b"\xfd.json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert process("show", b"\xfd.json").returncode == 0
    missing = process("show", b"\xfc.json")
    assert (missing.returncode, missing.stderr) == (1, b"learnboard: .json: there is no such file; check the path.\n")
