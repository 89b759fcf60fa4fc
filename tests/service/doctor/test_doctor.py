"""A board examined and repaired: what is found, in which words, and that looking changes nothing."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from learnboard.domain.text import clean_line
from learnboard.service.doctor import examine as examine_module
from learnboard.service.doctor.examine import examine
from learnboard.service.doctor.findings import MOST, Check, Examination, fine, notice, wrong, wrong_each
from learnboard.service.doctor.repair import repair
from learnboard.service.doctor.rows import broken_rules
from learnboard.storage import backups
from learnboard.storage.store import Store
from tests import builders
from tests.hostile import HOSTILE
from tests.storage.harm import leave_half_written, released, spoil
from tests.storage.year import make, records, sqlite

NOW = datetime.now(UTC)


@pytest.fixture
def board(tmp_path: Path) -> Path:
    path = tmp_path / "board.db"
    Store.create(path, records().board_info, records()).close()
    return path


def look(board: Path, **how) -> Examination:
    return examine(board, NOW, wait=0.01, **how)


def check(found: Examination, name: str) -> Check:
    return next(check for check in found.checks if check.name == name)


def states(found: Examination) -> dict[str, str]:
    return {check.name: check.state for check in found.checks if check.state != "ok"}


def sentences(found: Examination, name: str) -> str:
    return "\n".join(check(found, name).sentences)


def tree(folder: Path) -> dict[str, tuple[object, ...]]:
    """Every name in a folder and below with its content, its mode and when it was changed."""
    return {
        str(each.relative_to(folder)): (
            each.is_file() and each.read_bytes(),
            each.lstat().st_mode,
            each.lstat().st_mtime_ns,
        )
        for each in sorted(folder.rglob("*"))
    }


# What is there


def test_a_sound_board_with_a_backup_is_well(board: Path) -> None:
    backups.create_backup(board, "hand", now=NOW, wait=0)
    found = look(board)
    assert states(found) == {}
    assert found.ok
    assert not found.repairs
    assert "1 backup, made today" in sentences(found, "backups")


def test_every_check_has_a_state_and_the_worst_counts() -> None:
    check = Check("file", (fine("a"), notice("b"), wrong("c", "indices")))
    assert (check.state, check.sentences, check.repairs) == ("wrong", ("a.", "b.", "c."), {"indices"})
    assert Check("file", (notice("b"), fine("a"))).state == "notice"
    assert len(wrong_each(f"{number}" for number in range(MOST + 5))) == MOST + 1
    assert wrong_each(f"{number}" for number in range(MOST + 5))[-1] == wrong("And 5 more")


def test_a_board_without_backups_is_told_unless_there_is_nothing_on_it(tmp_path: Path, board: Path) -> None:
    assert "“learnboard backup” makes one" in sentences(look(board), "backups")
    make(tmp_path / "new.db")
    assert states(look(tmp_path / "new.db")) == {}


def test_backups_are_told_by_age_and_those_of_no_use_by_name(board: Path) -> None:
    old = backups.create_backup(board, "hand", now=NOW - timedelta(days=9), wait=0)
    spoilt = backups.create_backup(board, "hand", now=NOW - timedelta(days=2), wait=0)
    newer = backups.create_backup(board, "hand", now=NOW - timedelta(days=1), wait=0)
    assert old
    assert spoilt
    assert newer
    spoil(spoilt)
    sqlite(newer, "PRAGMA user_version = 99")
    found = look(board)
    assert found.ok
    assert check(found, "backups").state == "notice"
    assert f"{spoilt.name} cannot be restored: it is damaged" in sentences(found, "backups")
    assert f"{newer.name} cannot be restored: it needs a newer learnboard" in sentences(found, "backups")
    assert "1 backup, made 9 days ago: 5 objectives" in sentences(found, "backups")


def test_a_folder_that_is_synced_is_a_notice_with_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    make(folder / "board.db")
    found = look(folder / "board.db")
    assert states(found) == {"place": "notice"}
    assert "export --profile full" in sentences(found, "place")


def test_problems_of_the_settings_are_told_as_they_are(board: Path) -> None:
    found = look(board, settings=["settings.toml, line 2: no."])
    assert (check(found, "settings").state, sentences(found, "settings")) == ("wrong", "settings.toml, line 2: no.")


# Files of every kind stay as they are


def _older(path: Path) -> None:
    path.write_bytes(released(1))


def _newer(path: Path) -> None:
    sqlite(path, "PRAGMA user_version = 99")


def _read_only(path: Path) -> None:
    path.chmod(0o400)


def _foreign(path: Path) -> None:
    path.unlink()
    sqlite(path, "CREATE TABLE mine (x)")


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def _of_bytes(content: bytes):
    return lambda path: path.write_bytes(content)


def _wal(path: Path) -> None:
    sqlite(path, "PRAGMA journal_mode = wal")


def _garbage_journal(path: Path) -> None:
    path.with_name(f"{path.name}-journal").write_bytes(b"no journal" * 100)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


FILES = {
    "sound": (lambda _: None, "ok", "SQLite finds nothing wrong"),
    "missing": (Path.unlink, "wrong", "There is no board"),
    "empty": (_of_bytes(b""), "wrong", "is empty"),
    "short": (_of_bytes(b"no"), "wrong", "is not a board"),
    "noise": (_of_bytes(b"no board " * 1000), "wrong", "is not a board"),
    "zeros": (_of_bytes(bytes(8192)), "wrong", ""),
    "foreign": (_foreign, "wrong", "belongs to another program"),
    "damaged": (spoil, "wrong", "damaged"),
    "truncated": (_truncated, "wrong", "damaged"),
    "older": (_older, "ok", "nothing wrong"),
    "newer": (_newer, "ok", "nothing wrong"),
    "read-only": (_read_only, "notice", "is read-only"),
    "in the middle of a step": (leave_half_written, "notice", "undoes the step"),
    "a journal that is none": (_garbage_journal, "notice", "undoes the step"),
    "in a log": (_wal, "notice", "switches it back"),
    "folder": (_folder, "wrong", "is a folder"),
    "pipe": (_pipe, "wrong", "a device or a pipe"),
    "loop": (_loop, "wrong", "cannot be opened"),
}


@pytest.mark.parametrize("kind", FILES)
def test_looking_changes_not_one_byte_of_any_file(board: Path, kind: str) -> None:
    backups.create_backup(board, "hand", now=NOW, wait=0)
    spoiled, state, words = FILES[kind]
    spoiled(board)
    before = {name: what for name, what in tree(board.parent).items() if kind != "pipe" or name != board.name}
    found = look(board)
    assert {name: what for name, what in tree(board.parent).items() if name in before} == before
    assert check(found, "file").state == state
    assert words in sentences(found, "file")
    assert [each.name for each in found.checks] == [
        *("file", "schema", "references", "invariants", "journal", "backups", "permissions", "settings", "place")
    ]
    lost = kind in ("missing", "empty", "short", "noise", "zeros", "foreign", "damaged", "truncated")
    assert ("“learnboard restore 1” restores the board of today" in found.advice) == lost


def test_another_schema_is_told(board: Path) -> None:
    _newer(board)
    assert check(look(board), "schema").state == "wrong"
    assert "install the newer learnboard" in sentences(look(board), "schema")
    _older(board)
    assert check(look(board), "schema").state == "notice"
    assert "brought up to date, after a backup" in sentences(look(board), "schema")
    assert check(look(board), "journal").state == "ok"


def test_a_locked_board_is_told_and_nothing_is_repaired(board: Path) -> None:
    sqlite(board, "UPDATE objectives SET goal_id = 'gone'")
    found = look(board)
    with closing(sqlite3.connect(board, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert look(board).trouble == "busy"
        assert "is being written by another program" in sentences(look(board), "file")
        repaired = repair(found, NOW, wait=0.01)
        other.execute("ROLLBACK")
    assert "is being written by another program" in repaired.failed[0]
    assert not repaired.done


def test_a_fault_of_the_program_while_looking_is_told_too(board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("\x1b[31mno")

    monkeypatch.setattr(examine_module, "reference_findings", fail)
    assert "ZeroDivisionError: no" in sentences(look(board), "references")
    monkeypatch.setattr(examine_module, "read_all_rows", fail)
    assert check(look(board), "file").state == "wrong"


# Rules


def test_every_row_that_breaks_a_rule_is_told_not_only_the_first(board: Path) -> None:
    sqlite(board, "UPDATE check_ins SET confidence = 11")
    found = look(board)
    assert not found.ok
    sentences = check(found, "invariants").sentences
    assert len(sentences) == MOST + 1
    assert sentences[0].startswith("Check-in (check_ins ")
    assert sentences[0].endswith(", confidence: 11 is out of range: write 1 to 10.")
    assert sentences[-1] == f"And {72 - MOST} more."


def test_all_doubles_and_overlaps_are_told() -> None:
    rows = (
        builders.metric(id="k1", title="run 5 km"),
        builders.metric(id="o1"),
        builders.ilo_period(id="i1", from_on="2026-01-01", to_on="2026-12-31"),
        builders.ilo_period(id="i2", from_on="2026-02-01", to_on="2026-02-03"),
        builders.ilo_period(id="i3", from_on="2026-03-01", to_on="2026-03-03"),
        builders.hours_policy(id="h1"),
        builders.hours_policy(id="h2"),
    )
    found = list(broken_rules(builders.year_of(*rows), references=True))
    assert len(found) == 4
    assert found[0].startswith("Key result “something to learn” (key_results o1): the id is used twice")
    assert "(ilo_periods i2): its days overlap those of i1, but there is one Individual" in found[1]
    assert "(ilo_periods i3): its days overlap those of i1" in found[2]
    assert "(hours_policies h2): its days overlap those of h1" in found[3]


def test_what_only_the_rules_of_an_import_know_is_told_as_they_tell_it() -> None:
    board = builders.year_of(builders.metric(objective_id="gone"))
    assert "objectives has no row gone" in next(broken_rules(board, references=True))
    assert list(broken_rules(board, references=False)) == []


def test_a_board_without_an_identity_is_told(board: Path) -> None:
    sqlite(board, "DELETE FROM identity")
    assert "has lost its identity" in sentences(look(board), "invariants")


@pytest.mark.parametrize("title", HOSTILE[::3])
def test_titles_are_told_without_what_a_terminal_obeys(board: Path, title: str) -> None:
    with closing(sqlite3.connect(board, isolation_level=None)) as other:
        other.execute("UPDATE key_results SET title = ?, decimals = 77, baseline_id = ?", (title[:250], title))
        other.execute("UPDATE check_ins SET id = ? WHERE id = (SELECT min(id) FROM check_ins)", (title,))
        other.execute("""INSERT INTO steps (id, label, at, undone) VALUES (7, ?, ?, 0)""", (title, title))
    found = look(board)
    assert not found.ok
    for each in found.checks:
        assert all(message == clean_line(message) for message in each.sentences)


# Repairs


def test_permissions_are_mended_and_what_its_owner_made_read_only_stays_so(board: Path) -> None:
    made = backups.create_backup(board, "hand", now=NOW, wait=0)
    assert made
    for path, mode in ((board, 0o444), (made, 0o666), (made.parent, 0o755), (board.parent, 0o755)):
        path.chmod(mode)
    found = look(board, own_folder=True)
    assert len(check(found, "permissions").sentences) == 4
    assert "Others on this machine may write" in sentences(found, "permissions")
    content = board.read_bytes()
    repaired = repair(found, NOW, own_folder=True, wait=0.01)
    assert (len(repaired.done), repaired.failed) == (4, ())
    modes = [path.stat().st_mode & 0o777 for path in (board, made, made.parent, board.parent)]
    assert modes == [0o400, 0o600, 0o700, 0o700]
    assert check(look(board, own_folder=True), "permissions").state == "ok"
    assert board.read_bytes() == content
    assert len(backups.list_backups(board)) == 1


def test_a_folder_that_is_not_ours_keeps_its_mode_and_is_told_if_anybody_may_write_in_it(board: Path) -> None:
    board.parent.chmod(0o755)
    assert check(look(board), "permissions").state == "ok"
    board.parent.chmod(0o777)
    assert check(look(board), "permissions").state == "notice"
    assert not look(board).repairs


def test_a_mode_that_cannot_be_changed_is_told(board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    board.chmod(0o644)
    found = look(board)
    monkeypatch.setattr(Path, "chmod", lambda *_: None)
    repaired = repair(found, NOW)
    assert "cannot be made private (its disk has no permissions)" in repaired.failed[0]


def test_everything_at_once_is_repaired_after_one_backup_and_nothing_a_person_wrote_is_gone(board: Path) -> None:
    sqlite(
        board,
        "DROP INDEX topics_of_meeting",
        "UPDATE objectives SET goal_id = 'gone'",
        "UPDATE ilo_periods SET helped_by_id = 'gone'",
        "INSERT INTO drafts VALUES ('goal', '', '{', '2026-01-01T00:00:00Z')",
        """INSERT INTO changes (step_id, "table", row_id) VALUES (77, 'goals', 'g1')""",
    )
    rows = builders.ids_of(records())
    found = look(board)
    assert found.repairs == {"indices", "references", "journal", "drafts"}
    repaired = repair(found, NOW, wait=0.01)
    assert repaired.failed == ()
    assert len(repaired.done) == 6
    assert states(look(board)) == {}
    assert [each.reason for each in backups.list_backups(board)] == ["repair"]
    with Store.open(board) as store:
        assert builders.ids_of(store.records()) == rows


def test_orphans_are_told_and_never_deleted(board: Path) -> None:
    sqlite(board, "DELETE FROM key_results WHERE id = 'k11'")
    found = look(board)
    assert "key_result_id: key_results has no row k11; go back to a backup" in sentences(found, "references")
    repair(found, NOW, wait=0.01)
    assert "key_results has no row k11; go back to a backup" in sentences(look(board), "references")
    with closing(sqlite3.connect(board)) as other:
        assert other.execute("SELECT count(*) FROM check_ins WHERE key_result_id = 'k11'").fetchone()[0]


def test_a_read_only_board_is_looked_at_and_not_repaired(board: Path) -> None:
    sqlite(board, "UPDATE objectives SET goal_id = 'gone'")
    board.chmod(0o400)
    found = look(board)
    assert check(found, "references").repairs
    content = board.read_bytes()
    repaired = repair(found, NOW, wait=0.01)
    assert "read-only" in repaired.failed[0]
    assert board.read_bytes() == content


def test_what_cannot_be_backed_up_is_not_repaired(board: Path) -> None:
    sqlite(board, "UPDATE objectives SET goal_id = 'gone'")
    backups.backup_folder(board).write_text("in the way")
    content = board.read_bytes()
    repaired = repair(look(board), NOW, wait=0.01)
    assert repaired.failed
    assert not repaired.done
    assert board.read_bytes() == content
