"""`learnboard import` of feedback: what came in is said, once, and nothing else changes."""

import json
import re
import shlex
from pathlib import Path

import pytest

from learnboard.storage.store import Store
from tests.builders import EXAMPLE_BOARD, EXAMPLE_YEAR, check_in, document, goal, metric, year_of
from tests.cli.conftest import refused

FROM_ROWAN = EXAMPLE_YEAR / "mentor-2026-06-26.feedback.json"
SECRETS = re.compile(r"look elsewhere|album cover|co-op finances|keep my energy|\bk43\b", re.IGNORECASE)


def full(learnboard):
    plain = json.loads(learnboard("export", "--profile", "full", "-o", "-").out)
    return {name: rows for name, rows in plain.items() if isinstance(rows, list)}


def feedback(**changes):
    """A file like Rowan's with these changes."""
    file = Path("changed.feedback.json")
    file.write_text(json.dumps(document(FROM_ROWAN) | changes), encoding="utf-8")
    return file


def test_feedback_is_imported_with_a_count_and_notices(year):
    result = year("import", FROM_ROWAN)
    assert (result.code, result.out) == (0, "Imported feedback of Rowan Teal: 6 new, 1 unattached.\n")
    assert result.err == (
        "learnboard: It is about a snapshot that was not exported from this copy of the board: learnboard cannot tell "
        "whether it was altered.\n"
        "learnboard: The comment “target that does not exist: must land in the or…”: about key result k99, which is "
        "not on this board.\n"
    )
    assert {row["id"] for row in full(year)["feedback"]} == {"f1", "f2", "f3", "f4", "f5", "f6", "f7"}
    assert year("undo").out == "Undid: import feedback of Rowan Teal.\n"
    assert full(year)["feedback"] == []


def test_importing_the_same_file_again_changes_nothing(year):
    year("import", FROM_ROWAN)
    before = full(year)
    assert year("import", FROM_ROWAN).out == "Imported feedback of Rowan Teal: 7 known.\n"
    assert full(year) == before


def test_a_dry_run_reports_the_import_and_writes_nothing(year, world):
    board = world.parent / "home" / "data" / "learnboard" / "board.db"
    before = board.read_bytes()
    result, done = year("import", "--dry-run", FROM_ROWAN), board.read_bytes()
    assert (result.code, result.out) == (0, "Would import feedback of Rowan Teal: 6 new, 1 unattached.\n")
    assert "about key result k99, which is not on this board" in result.err
    assert done == before
    assert "is not empty: “--replace” replaces it with this file" in refused(year("import", "--dry-run", EXAMPLE_BOARD))
    assert board.read_bytes() == before


def test_an_unknown_author_is_added_if_that_is_asked_for(year, world):
    file = world / "dana.feedback.json"
    document = json.loads(FROM_ROWAN.read_text(encoding="utf-8"))
    file.write_text(json.dumps(document | {"author": {"name": "Dana Fox", "person_id": "p-dana"}}), encoding="utf-8")
    would = year("import", "--dry-run", "--add-author", file)
    assert would.out.endswith(" unattached. That adds Dana Fox as contact.\n")
    alone = year("import", "--dry-run", file).err
    assert "Dana Fox is not a person on this board" in alone
    assert "“--add-author” adds Dana Fox as contact, so that your answers can go back." in alone
    assert "--add-author" not in would.err
    done = year("import", "--add-author", file)
    assert "Dana Fox is on the board as contact now" in done.out
    command = done.out.split("“")[1].split("”")[0]
    assert command == 'learnboard export --for "Dana Fox" --profile mentor'
    sent = json.loads(year(*shlex.split(command)[1:], "-o", "-").out)
    assert {row["person_id"] for row in sent["feedback"]} == {"p-dana"}
    assert "is not a person" not in done.err
    assert {row["person_id"] for row in full(year)["feedback"]} == {"p-dana"}
    assert [row["name"] for row in full(year)["people"] if row["id"] == "p-dana"] == ["Dana Fox"]


def test_a_dry_run_makes_no_board(learnboard, world):
    result = learnboard("--board", "new.db", "import", "--dry-run", EXAMPLE_BOARD)
    assert result.out == f"Would import 5 objectives, 18 key results, 72 check-ins into “{world / 'new.db'}”.\n"
    assert list(world.iterdir()) == []
    part = EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json"
    assert "is not a whole board" in refused(learnboard("--board", "new.db", "import", "--dry-run", part))
    assert "There is no board" in refused(learnboard("--board", "new.db", "import", "--dry-run", FROM_ROWAN))
    assert list(world.iterdir()) == []


def test_feedback_makes_no_board(learnboard, world):
    assert "There is no board" in refused(learnboard("import", FROM_ROWAN))
    assert not (world.parent / "home").exists()


def test_feedback_about_another_board_is_refused(year):
    before = full(year)
    assert refused(year("import", feedback(board_id="brd-other"))) == (
        "The feedback of Rowan Teal is about the board brd-other, and this is the board brd-2026-af of Alder Finch: "
        "open the other one with --board."
    )
    assert full(year) == before


def test_refused_feedback_is_reported(year):
    (first, *_) = document(FROM_ROWAN)["items"]
    result = year("import", feedback(items=[first | {"id": "k11"}]))
    assert (result.code, result.out) == (0, "Imported feedback of Rowan Teal: 1 refused.\n")
    assert result.err.endswith(
        "learnboard: The comment “The step back is honest. What would you do if t…”: its id is that of a key "
        "result on this board; ask Rowan Teal to write it again.\n"
    )


def test_hostile_text_is_reported_without_control_characters(year):
    hostile = "\x1b]0;x\x07\u202ered\n"
    (first, *_) = document(FROM_ROWAN)["items"]
    file = feedback(author={"name": hostile, "person_id": None}, items=[first | {"id": "k11", "text": hostile}])
    for words in (("import", "--dry-run", file), ("import", file)):
        result = year(*words)
        assert result.code == 0
        assert all(line.isprintable() for line in (result.out + result.err).splitlines())


def test_an_answer_is_exported_to_its_author_only(year):
    year("import", FROM_ROWAN)
    for person, expected in (("rowan", {"f1", "f2", "f3", "f4", "f5", "f7"}), ("juniper", set())):
        plain = json.loads(year("export", "--for", person, "-o", "-").out)
        assert {row["id"] for row in plain["feedback"]} == expected


# The page


def test_a_page_is_written_shown_compared_and_a_full_one_imported(year, learnboard, world):
    for day in ("2026-03-27", "2026-06-26"):
        result = year("export", "--for", "rowan", "--format", "html", "--as-of", day)
        assert (result.code, result.err) == (0, "")
    names = {f"alder-finch-{day}-mentor-rowan-teal.html" for day in ("2026-03-27", "2026-06-26")}
    assert {found.name for found in world.iterdir()} == names
    assert "snapshot 2, profile mentor. Something was withheld.\n" in result.out
    old, new = sorted(names)
    assert json.loads(year("compare", old, new, "--json").out)["chain"] == "ok"
    assert year("show", new).code == 0
    year("export", "--profile", "full", "--format", "html", "-o", "whole.html")
    copy = learnboard("--board", "copy.db", "import", "whole.html")
    assert copy.out == f"Imported 5 objectives, 18 key results, 72 check-ins into “{world / 'copy.db'}”.\n"
    assert "is not a whole board" in refused(learnboard("--board", "other.db", "import", new))


@pytest.mark.parametrize("format_", ["json", "html"])
def test_nothing_private_is_exported(year, format_):
    for person in ((), ("--for", "rowan"), ("--for", "p-sup"), ("--for", "juniper")):
        for profile in ("mentor", "shared"):
            for day in ((), ("--as-of", "2026-03-27")):
                result = year("export", "--format", format_, "--profile", profile, *person, *day, "-o", "-")
                assert result.code == 0
                assert not SECRETS.findall(result.out + result.err)


@pytest.mark.parametrize("format_", ["json", "html"])
def test_private_words_are_not_exported_unnoticed(learnboard, world, format_):
    note = check_in("2026-03-01", "3", note="so slow that I look elsewhere")
    secret = goal(id="g9", statement="Look elsewhere", visibility="private")
    board = year_of(secret, metric(title="p95 latency"), note)
    Store.create(Path("board.db"), board.board_info, board).close()
    export = ("--board", "board.db", "export", "--format", format_, "-o", "out")
    assert refused(learnboard(*export)) == (
        "“Look elsewhere” is private, but appears in the note of the check-in of 1 Mar 2026 of the key result “p95 "
        "latency” (“so slow that I «look elsewhere»”): change it there, or export it anyway with --anyway."
    )
    assert [found.name for found in world.iterdir()] == ["board.db"]
    result = learnboard(*export, "--anyway")
    assert result.code == 0
    assert "is private, but appears in the note" in result.err
    assert "so slow that I look elsewhere" in Path("out").read_text()


def test_the_schema_of_feedback_is_printed(learnboard):
    plain = json.loads(learnboard("schema", "feedback").out)
    assert {"author", "items", "snapshot_hash"} <= set(plain["required"])
    assert plain != json.loads(learnboard("schema").out)
