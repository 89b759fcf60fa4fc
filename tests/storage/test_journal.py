"""Undo, redo and history."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from learnboard.domain.errors import Rejected
from learnboard.domain.model.goals import Goal, Objective
from learnboard.domain.model.key_results import CheckIn, KeyResult
from learnboard.storage.store import Store, now
from learnboard.storage.tables import to_row
from tests.storage.year import NOON, dump, record_of, records

CARD = record_of("k11")


def retitle(store: Store, title: str) -> None:
    with store.step(f"rename “{title}”") as recorder:
        recorder.put(replace(CARD, title=title))


def fail_half_way(store: Store) -> None:
    with store.step("fail") as recorder:
        recorder.put(replace(CARD, title="half done"))
        recorder.remove(Objective, "o2")
        raise ZeroDivisionError


def tamper(path: Path, sql: str) -> None:
    """Change the board as no learnboard does."""
    connection = sqlite3.connect(path)
    with connection:
        assert connection.execute(sql).rowcount == 1
    connection.close()


def test_a_step_is_undone_and_redone_to_the_byte(year: Store) -> None:
    before = dump(year.path)
    with year.step("remove “o1”") as recorder:
        recorder.remove(Objective, "o1")
    after = dump(year.path)
    assert after != before
    assert year.undo().label == "remove “o1”"
    assert dump(year.path) == before
    assert year.redo().label == "remove “o1”"
    assert dump(year.path) == after


def test_an_import_is_one_step(year: Store) -> None:
    full = dump(year.path)
    year.undo()
    assert year.records().empty
    assert year.next_undo is None
    year.redo()
    assert dump(year.path) == full


def test_undo_returns_its_changes(year: Store) -> None:
    retitle(year, "new")
    step = year.undo()
    (change,) = step.changes
    assert change.before == to_row(replace(CARD, title="new"))
    assert change.after == to_row(CARD)
    assert step.at == NOON
    (change,) = year.redo().changes
    assert change.after == to_row(replace(CARD, title="new"))


def test_a_row_written_twice_in_a_step_is_undone_once(year: Store) -> None:
    with year.step("twice") as recorder:
        recorder.put(replace(CARD, title="once"))
        recorder.put(replace(CARD, title="twice"))
        recorder.put(replace(CARD, id="new"))
        recorder.remove(KeyResult, "new")
    step = year.undo()
    assert [(change.id, change.after) for change in step.changes] == [(CARD.id, to_row(CARD))]


def test_there_is_nothing_to_undo_on_a_new_board(empty: Store) -> None:
    with pytest.raises(Rejected, match="There is nothing to undo"):
        empty.undo()
    with pytest.raises(Rejected, match="There is nothing to redo"):
        empty.redo()
    assert empty.next_undo is None
    assert empty.next_redo is None


def test_the_labels_of_the_next_undo_and_redo_are_known(year: Store) -> None:
    retitle(year, "a")
    retitle(year, "b")
    assert (year.next_undo, year.next_redo) == ("rename “b”", None)
    year.undo()
    assert (year.next_undo, year.next_redo) == ("rename “a”", "rename “b”")
    year.undo()
    assert (year.next_undo, year.next_redo) == ("import the year", "rename “a”")


def test_a_new_step_drops_what_was_undone(year: Store) -> None:
    retitle(year, "a")
    retitle(year, "b")
    year.undo()
    year.undo()
    retitle(year, "c")
    assert year.next_redo is None
    assert year.next_undo == "rename “c”"
    year.undo()
    assert year.next_undo == "import the year"


def test_a_step_that_changes_nothing_leaves_no_entry_and_drops_nothing(year: Store) -> None:
    retitle(year, "a")
    year.undo()
    journal = dump(year.path, journal=True)
    with year.step("look only"):
        pass
    with year.step("the same again") as recorder:
        recorder.put(CARD)
    assert dump(year.path, journal=True) == journal
    assert year.next_redo == "rename “a”"


def test_a_step_that_fails_writes_nothing(year: Store) -> None:
    before = dump(year.path, journal=True)
    with pytest.raises(ZeroDivisionError):
        fail_half_way(year)
    assert dump(year.path, journal=True) == before


def test_steps_are_undone_after_the_board_was_closed(year: Store, path: Path) -> None:
    before = dump(path)
    retitle(year, "a")
    after = dump(path)
    year.close()
    with Store.open(path) as again:
        again.undo()
        assert dump(path) == before
    with Store.open(path) as again:
        again.redo()
        assert dump(path) == after


def test_five_hundred_steps_are_kept(year: Store, path: Path) -> None:
    for number in range(520):
        retitle(year, f"title {number}")
    assert len(dump(path, journal=True)["steps"]) == 500
    assert len(dump(path, journal=True)["changes"]) == 500
    for _ in range(500):
        year.undo()
    assert year.row(KeyResult, CARD.id).title == "title 19"
    with pytest.raises(Rejected, match="nothing to undo"):
        year.undo()
    for _ in range(500):
        year.redo()
    assert year.row(KeyResult, CARD.id).title == "title 519"


def test_undo_is_refused_when_a_row_was_changed_outside_of_the_journal(year: Store, path: Path) -> None:
    with year.step("rename two") as recorder:
        recorder.put(replace(records().goals[0], statement="mine"))
        recorder.put(replace(CARD, title="Cut latency"))
    tamper(path, f"UPDATE key_results SET unit = 'h' WHERE id = '{CARD.id}'")
    before = dump(path, journal=True)
    with pytest.raises(
        Rejected, match=r"“Cut latency” \(key result\) was changed by another program.*Nothing was undone"
    ):
        year.undo()
    assert dump(path, journal=True) == before
    assert year.row(Goal, records().goals[0].id).statement == "mine"


def test_a_row_without_a_name_is_called_by_its_noun(year: Store, path: Path) -> None:
    check_in = year.rows(CheckIn)[0]
    with year.step("correct") as recorder:
        recorder.put(replace(check_in, note="mine"))
    tamper(path, f"UPDATE check_ins SET note = 'theirs' WHERE id = '{check_in.id}'")
    with pytest.raises(Rejected, match=r"^One of the check-ins was changed by another program since then"):
        year.undo()


def test_redo_is_refused_when_a_row_was_changed_behind_it(year: Store, path: Path) -> None:
    retitle(year, "mine")
    year.undo()
    tamper(path, f"UPDATE key_results SET title = 'theirs' WHERE id = '{CARD.id}'")
    before = dump(path, journal=True)
    with pytest.raises(Rejected, match="Nothing was redone"):
        year.redo()
    assert dump(path, journal=True) == before


def test_undo_is_refused_when_a_row_was_deleted_or_added_meanwhile(year: Store, path: Path) -> None:
    with year.step("add") as recorder:
        recorder.put(replace(records().goals[0], id="g9", statement="Added"))
    tamper(path, "DELETE FROM goals WHERE id = 'g9'")
    with pytest.raises(Rejected, match="“Added”"):
        year.undo()


def test_undo_that_would_leave_a_card_without_a_column_is_refused(year: Store, path: Path) -> None:
    with year.step("add a column") as recorder:
        recorder.put(replace(records().objectives[0], id="o9"))
    tamper(path, "UPDATE key_results SET objective_id = 'o9' WHERE id = 'k43'")
    before = dump(path, journal=True)
    with pytest.raises(Rejected, match="belongs to what that step added"):
        year.undo()
    assert dump(path, journal=True) == before


def test_a_step_of_another_window_can_be_undone(year: Store, path: Path) -> None:
    before = dump(path)
    with Store.open(path) as other:
        retitle(other, "theirs")
    assert year.undo().label == "rename “theirs”"
    assert dump(path) == before


def test_a_refusal_names_a_row_without_control_characters(year: Store, path: Path) -> None:
    with year.step("rename") as recorder:
        recorder.put(replace(CARD, title="\x1b[31mred"))
    tamper(path, f"UPDATE key_results SET unit = 'h' WHERE id = '{CARD.id}'")
    with pytest.raises(Rejected) as error:
        year.undo()
    assert "\x1b" not in str(error.value)
    assert "“red”" in str(error.value)


def test_the_clock_of_a_step_is_in_utc() -> None:
    assert now().tzinfo is UTC
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)


def told(steps):
    """The times and labels of steps."""
    return [(step.at, step.label) for step in steps]


def test_steps_of_rows_are_listed_once_newest_first(path: Path) -> None:
    hours = (NOON + timedelta(hours=number) for number in range(9))
    with Store.create(path, records().board_info, clock=lambda: next(hours)) as store:
        with store.step("import") as recorder:
            recorder.put_records(records())
        other = records().key_results[1]
        with store.step("both") as recorder:
            recorder.put_all([replace(CARD, title="a"), replace(other, title="b")])
        retitle(store, "c")
        with store.step("other") as recorder:
            recorder.put(replace(other, title="d"))
        steps = {"import": NOON, "both": NOON + timedelta(hours=1), "rename “c”": NOON + timedelta(hours=2)}
        expected = [(at, label) for label, at in reversed(steps.items())]
        assert told(store.steps_of([CARD.id], most=9)) == expected
        assert told(store.steps_of([CARD.id], most=2)) == expected[:2]
        assert [label for _, label, _ in store.steps_of([CARD.id, other.id], most=9)] == ["other", *reversed(steps)]
        assert told(store.steps_of([], most=9)) == told(store.steps_of(["none"], most=9)) == []
        store.undo()
        store.undo()
        assert told(store.steps_of([CARD.id, other.id], most=9)) == expected[1:]


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE changes SET before = '{half' WHERE id = (SELECT max(id) FROM changes)",
        "UPDATE changes SET \"table\" = 'dragons' WHERE id = (SELECT max(id) FROM changes)",
        "UPDATE steps SET \"at\" = 'noon' WHERE id = (SELECT max(id) FROM steps)",
    ],
)
def test_a_step_that_cannot_be_read_is_refused_with_a_way_on(year: Store, path: Path, harm: str) -> None:
    retitle(year, "a")
    tamper(path, harm)
    before = dump(path, journal=True)
    with pytest.raises(Rejected, match=r"can no longer be read: “learnboard doctor --repair”"):
        year.undo()
    assert dump(path, journal=True) == before
