"""Writing rows: nothing is written that the recorder does not know."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from learnboard.domain.errors import NotFound
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.model.growth import Stretch
from learnboard.domain.model.key_results import CheckIn, IloPeriod, KeyResult, Milestone, TargetChange
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry, Evaluation
from learnboard.domain.model.people import Action, Meeting, Person, Topic
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store
from learnboard.storage.tables import to_row
from tests.storage.year import document, dump, record_of, records

CARD = record_of("k11")
OTHER_BOARD = replace(records().board_info, id="brd-other")


def ids(table: str, **where: object) -> set[str]:
    return {row["id"] for row in document()[table] if all(row[name] == value for name, value in where.items())}


def _twice(recorder: Recorder) -> None:
    recorder.put(replace(CARD, title="once"))
    recorder.put(replace(CARD, title="twice"))


def _there_and_back(recorder: Recorder) -> None:
    recorder.put(replace(CARD, title="there"))
    recorder.put(CARD)


def _new_and_gone(recorder: Recorder) -> None:
    recorder.put(replace(CARD, id="new"))
    recorder.remove(KeyResult, "new")


def change_one_and_remove_nobody(store: Store) -> None:
    with store.step("remove") as recorder:
        recorder.put(replace(CARD, title="changed"))
        recorder.remove(KeyResult, "k99")


OPERATIONS: dict[str, tuple[Callable[[Recorder], object], int]] = {
    "a card is moved": (lambda recorder: recorder.put(replace(CARD, position=1)), 1),
    "a card is added": (lambda recorder: recorder.put(replace(CARD, id="new")), 1),
    "the same again": (lambda recorder: recorder.put(CARD), 0),
    "a card twice": (_twice, 2),
    "there and back": (_there_and_back, 2),
    "new and gone": (_new_and_gone, 2),
    "many at once": (lambda recorder: recorder.put_all(replace(CARD, id=f"n{n}") for n in range(50)), 50),
    "the owner's name": (
        lambda recorder: recorder.put(
            replace(records().board_info, owner=replace(records().board_info.owner, name="Birch"))
        ),
        1,
    ),
    "another identity": (lambda recorder: recorder.put(OTHER_BOARD), 2),
    "a check-in is removed": (lambda recorder: recorder.remove(CheckIn, "ci005"), 1),
    # k31: 4 check-ins, 5 milestones, no ILO period; log entries l01, l03, l06, l09 and budget entry b2 let go; itself.
    "a card is removed": (lambda recorder: recorder.remove(KeyResult, "k31"), 4 + 5 + 4 + 1 + 1),
    # k23: 1 check-in; k24 was built on it; itself.
    "a baseline is removed": (lambda recorder: recorder.remove(KeyResult, "k23"), 1 + 1 + 1),
    # a5, a6, tp06, tp07 and the meeting.
    "a meeting is removed": (lambda recorder: recorder.remove(Meeting, "mt5"), 5),
    "the year again": (lambda recorder: recorder.put_records(records()), 0),
}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda name: name.replace(" ", "-"))
def test_no_write_escapes_the_journal(year: Store, operation: str) -> None:
    act, expected = OPERATIONS[operation]
    before = year.file.total_changes
    with year.step(operation) as recorder:
        act(recorder)
    of_the_journal = 1 + len(recorder.changes) if recorder.changes else 0
    assert year.file.total_changes - before - of_the_journal == len(recorder.changes) == expected


def test_no_write_escapes_when_a_board_is_filled(empty: Store) -> None:
    before = empty.file.total_changes
    with empty.step("import") as recorder:
        recorder.put_records(records())
    rows = sum(len(rows) for _, rows in records().tables())
    assert len(recorder.changes) == rows  # the identity was there already
    assert empty.file.total_changes - before == rows + rows + 1


@pytest.mark.parametrize("record", [KeyResult, Objective, Cycle, Goal, Meeting, Person, Budget, Proposal, BudgetEntry])
def test_no_write_escapes_when_anything_is_removed(year: Store, record: type) -> None:
    for row in year.rows(record):
        before = year.file.total_changes
        with year.step("remove") as recorder:
            recorder.remove(record, row.id)  # type: ignore[attr-defined]
        assert year.file.total_changes - before == 2 * len(recorder.changes) + 1
        with year.step("bring it back") as recorder:
            recorder.put_records(records())


def test_a_change_tells_the_row_before_and_after(year: Store) -> None:
    moved = replace(CARD, position=5)
    with year.step("move") as recorder:
        recorder.put(moved)
    (change,) = recorder.changes
    assert (change.table, change.id) == ("key_results", CARD.id)
    assert change.before == to_row(CARD)
    assert change.after == to_row(moved)


def test_a_new_row_has_no_before_and_a_removed_one_no_after(year: Store) -> None:
    with year.step("add") as recorder:
        recorder.put(replace(CARD, id="new"))
        recorder.remove(KeyResult, "new")
    added, removed = recorder.changes
    assert added.before is None
    assert added.after == removed.before == to_row(replace(CARD, id="new"))
    assert removed.after is None


def test_a_card_is_removed_with_its_parts_and_references_are_cleared(year: Store) -> None:
    with year.step("remove") as recorder:
        recorder.remove(KeyResult, "k33")
    assert ids("check_ins", key_result_id="k33")
    assert year.count(CheckIn, key_result_id="k33") == 0
    assert year.find(IloPeriod, "ilo02") is None
    assert year.row(BudgetEntry, "b6").key_result_id is None
    assert year.count(CheckIn) == len(document()["check_ins"]) - len(ids("check_ins", key_result_id="k33"))


def test_removing_a_baseline_keeps_the_card_built_on_it(year: Store) -> None:
    assert year.row(KeyResult, "k24").baseline_id == "k23"
    with year.step("remove") as recorder:
        recorder.remove(KeyResult, "k23")
    assert year.row(KeyResult, "k24").baseline_id is None


def test_an_objective_is_removed_with_its_cards_and_their_parts(year: Store) -> None:
    with year.step("remove") as recorder:
        recorder.remove(Objective, "o1")
    cards = ids("key_results", objective_id="o1")
    assert cards == {"k11", "k12", "k13", "k14"}
    assert year.count(KeyResult, id=cards) == year.count(CheckIn, key_result_id=cards) == 0
    assert year.count(Milestone) == 5
    assert year.row(Stretch, "s1").key_result_id is None
    assert year.row(LogEntry, "l02").key_result_id is None
    assert year.count(LogEntry) == len(document()["log_entries"])


def test_removing_a_goal_keeps_its_objectives(year: Store) -> None:
    goal = records().objectives[0].goal_id
    assert goal
    with year.step("remove") as recorder:
        recorder.remove(Goal, goal)
    assert year.count(Objective) == len(document()["objectives"])
    assert year.count(Objective, goal_id=goal) == 0


def test_a_cycle_is_removed_with_its_objectives_and_budgets(year: Store) -> None:
    with year.step("remove") as recorder:
        recorder.remove(Cycle, "c2026")
    for record in (Milestone, IloPeriod, TargetChange, Budget, BudgetAdjustment, BudgetEntry, Evaluation):
        assert year.count(record) == 0, record
    assert [row.id for row in year.rows(Objective)] == ["o0"]
    assert sorted(row.id for row in year.rows(KeyResult)) == ["k01", "k02", "k03"]
    assert {row.key_result_id for row in year.rows(CheckIn)} == {"k01", "k02", "k03"}
    assert year.count(Goal) == 2


def test_what_goes_on_with_a_removed_cycles_key_result_goes_on_without_it(year: Store) -> None:
    assert [row.carried_from_id for row in year.rows(KeyResult) if row.carried_from_id] == ["k02"]
    with year.step("remove") as recorder:
        recorder.remove(Cycle, "c2025")
    assert year.row(KeyResult, "k33").carried_from_id is None
    assert year.undo().label == "remove"
    assert year.row(KeyResult, "k33").carried_from_id == "k02"


def test_a_removed_key_result_takes_its_target_changes_with_it(year: Store) -> None:
    (changed,) = {row.key_result_id for row in records().target_changes}
    with year.step("remove") as recorder:
        recorder.remove(KeyResult, changed)
    assert year.count(TargetChange) == 0
    year.undo()
    assert tuple(year.rows(TargetChange)) == records().target_changes


def test_a_removed_meeting_takes_its_topics_and_leaves_those_that_are_parked(year: Store) -> None:
    parked = [row for row in records().topics if row.meeting_id is None]
    new = replace(records().topics[0], id="parked", meeting_id=None)
    with year.step("park") as recorder:
        recorder.put(new)
        for meeting in records().meetings:
            recorder.remove(Meeting, meeting.id)
    assert {row.id for row in year.rows(Topic)} == {"tp08", "parked"} == {row.id for row in [*parked, new]}


def test_a_removed_person_is_invited_no_more(year: Store) -> None:
    proposal = replace(records().proposals[0], invited_ids=("p-rev1", "p-sup"))
    with year.step("remove") as recorder:
        recorder.put(proposal)
        recorder.remove(Person, "p-rev1")
    assert year.row(Proposal, proposal.id).invited_ids == ("p-sup",)


def test_a_removed_person_is_removed_from_every_list_and_field(year: Store) -> None:
    with year.step("remove") as recorder:
        recorder.remove(Person, "p-rev1")
    assert year.row(Meeting, "mt3").with_ids == ("p-rev2",)
    assert year.row(Meeting, "mt4").with_ids == ("p-buddy", "p-sup")
    assert year.row(Response, "rs01").by_id is None
    assert year.row(Response, "rs03").by_id == "owner"
    assert "p-rev1" not in str([row for name, rows in dump(year.path).items() for row in rows if name != "exports"])


def test_a_changed_list_is_written_like_any_other(year: Store) -> None:
    everybody = replace(year.row(Meeting, "mt4"), with_ids=("p-buddy", "p-sup", "p-mentor"))
    with year.step("invite") as recorder:
        recorder.put(everybody)
    with year.step("remove") as recorder:
        recorder.remove(Person, "p-buddy")
    with year.step("the same again") as recorder:
        recorder.put(replace(everybody, with_ids=("p-sup", "p-mentor")))
    assert recorder.changes == ()


def test_a_meeting_is_removed_with_its_topics_and_actions(year: Store) -> None:
    with year.step("remove") as recorder:
        recorder.remove(Meeting, "mt2")
    assert year.count(Topic, meeting_id="mt2") == year.count(Action, meeting_id="mt2") == 0
    assert {change.id for change in recorder.changes} == {"tp02", "tp03", "a2", "a3", "mt2"}


def test_a_proposal_is_removed_with_its_responses(year: Store) -> None:
    proposal = next(response.proposal_id for response in records().responses if response.id == "rs03")
    with year.step("remove") as recorder:
        recorder.remove(Proposal, proposal)
    assert year.count(Response) == len(document()["responses"]) - len(ids("responses", proposal_id=proposal))


def test_removing_a_missing_row_is_refused_and_writes_nothing(year: Store) -> None:
    with pytest.raises(NotFound, match="This key result is no longer on the board"):
        change_one_and_remove_nobody(year)
    assert year.row(KeyResult, CARD.id) == CARD


def test_a_board_has_one_identity(year: Store) -> None:
    with year.step("take over") as recorder:
        recorder.put(OTHER_BOARD)
    assert year.rows(BoardInfo) == [OTHER_BOARD]
    year.undo()
    assert year.rows(BoardInfo) == [records().board_info]


def test_the_parts_of_a_board_come_in_any_order(empty: Store) -> None:
    tables = list(records().tables())
    with empty.step("children first") as recorder:
        for _, rows in reversed(tables):
            recorder.put_all(rows)
    assert empty.count(CheckIn) == len(document()["check_ins"])


def test_a_recorder_is_of_no_use_after_its_step(year: Store) -> None:
    with year.step("move") as recorder:
        recorder.put(replace(CARD, position=1))
    with pytest.raises(RuntimeError, match="over"):
        recorder.put(replace(CARD, position=2))
    assert year.row(KeyResult, CARD.id).position == 1


def test_a_step_in_a_step_is_a_fault_of_the_program(year: Store) -> None:
    with pytest.raises(RuntimeError, match="open already"), year.step("outer"), year.step("inner"):
        pass


def write_past_the_journal(store: Store, sql: str) -> None:
    with store.step("rename") as recorder:
        recorder.put(replace(CARD, title="told"))
        store.file.execute(sql)


def write_past_it_alone(store: Store, sql: str) -> None:
    with store.step("nothing"):
        store.file.execute(sql)


@pytest.mark.parametrize("write", [write_past_the_journal, write_past_it_alone])
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE key_results SET title = 'untold' WHERE id = 'k12'",
        "INSERT INTO drafts VALUES ('check in', 'k11', '{}', '')",
        "DELETE FROM check_ins WHERE id = 'ci001'",
        "DELETE FROM steps",
        "UPDATE identity SET owner = owner",
    ],
    ids=lambda sql: sql.split()[0].lower(),
)
def test_a_step_that_writes_past_the_journal_is_a_fault_and_leaves_everything_as_it_was(
    year: Store, write: Callable[[Store, str], None], sql: str
) -> None:
    before = dump(year.path, journal=True)
    with pytest.raises(RuntimeError, match="wrote rows past the journal"):
        write(year, sql)
    assert dump(year.path, journal=True) == before
    assert year.next_undo == "import the year"
    with year.step("go on") as recorder:
        recorder.put(replace(CARD, title="told"))
    assert year.next_undo == "go on"
