"""The session without a screen: wishes granted, told and shown once, whatever other programs do to the board."""

import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from learnboard.domain.errors import BoardBusy, BoardUnavailable, Rejected
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import CheckIn, KeyResult
from learnboard.service import board_service, factory
from learnboard.service.board_service import SLICE, BoardService
from learnboard.service.commands import (
    AddRow,
    ChangeRow,
    CheckInKeyResult,
    DeleteRow,
    MoveKeyResult,
    Redo,
    ToggleDone,
    Undo,
)
from learnboard.service.demo import DEMO_DAY
from learnboard.service.importing import import_file
from learnboard.storage.store import Store
from learnboard.ui.session import TRY_AGAIN, Session
from tests.benchmarks.boards import compact, snapshot
from tests.builders import log_entry
from tests.storage.year import records

BUSY = "Another program is writing to this board: trying again …"
OBJECTIVE = next(row for row in records().objectives if row.id == "o1")
"""The first objective of the year; the year before is closed."""
LOCKS = pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])


class Screen:
    """A watcher that keeps what it is told."""

    def __init__(self, session):
        self.session = session
        self.shown = []
        self.said = []
        self.refused = []
        self.timers = []
        self.hear = lambda _: None
        session.observers.append(self)

    def show(self, done):
        self.shown.append((self.session.board, done))

    def say(self, message, hint=""):
        self.said.append((message, hint))
        self.hear(message)

    def refuse(self, error):
        self.refused.append(str(error))

    def later(self, seconds, call):
        assert seconds == TRY_AGAIN
        self.timers.append(call)

    def ring(self):
        """Let the time pass that was waited for."""
        timers, self.timers = self.timers, []
        for call in timers:
            call()


class Other:
    """Another program with the board's file."""

    def __init__(self, path):
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.locked = False

    def lock(self, how="EXCLUSIVE"):
        if not self.locked:
            self.connection.execute(f"BEGIN {how}")
            self.locked = True

    def let_go(self):
        if self.locked:
            self.connection.execute("COMMIT")
            self.locked = False

    def rename(self, title, card="k11"):
        self.connection.execute("UPDATE key_results SET title = ? WHERE id = ?", (title, card))


@pytest.fixture
def service(tmp_path):
    """The example year, opened as the program opens it but that it waits for nobody."""
    path = tmp_path / "board.db"
    Store.create(path, records().board_info, records()).close()
    with BoardService(Store.open(path, wait=0.001)) as service:
        yield service


@pytest.fixture
def session(service):
    return Session(service, service.open(DEMO_DAY), lambda: DEMO_DAY)


@pytest.fixture
def screen(session):
    return Screen(session)


@pytest.fixture
def other(service):
    program = Other(service.path)
    with closing(program.connection):
        yield program
        program.let_go()


def noted(note, card="k11"):
    return CheckInKeyResult(card, DEMO_DAY, note=note)


def notes(service):
    """The notes of this day's check-ins of the card, in the order they were made."""
    return [row.note for row in service.store.rows(CheckIn, key_result_id="k11", on=DEMO_DAY)]


def steps(service):
    with closing(sqlite3.connect(service.path)) as connection:
        return connection.execute("SELECT count(*) FROM steps WHERE NOT undone").fetchone()[0]


def titles(board):
    return {card.id: card.key_result.title for column in board.columns for card in column.cards}


def column_of(board, card):
    at = board.find(card)
    return board.columns[at[0]].id if at else None


# -- a wish ----------------------------------------------------------------------------------------------------------


def test_a_wish_is_granted_shown_and_told_once(session, screen, service):
    assert session.execute(MoveKeyResult("k11", "o2", 0))
    assert column_of(session.board, "k11") == "o2"
    assert session.board == service.open(DEMO_DAY)
    assert [(board, done.focus) for board, done in screen.shown] == [(session.board, "k11")]
    ((message, hint),) = screen.said
    assert message.startswith("Moved “Cut p95 latency")
    assert (hint, screen.refused, screen.timers, steps(service)) == ("u undo", [], [], 1)


def test_what_was_taken_back_can_be_done_again(session, screen):
    before = session.board
    session.execute(MoveKeyResult("k11", "o2", 0))
    session.execute(Undo())
    assert session.board == before
    session.execute(Redo())
    assert column_of(session.board, "k11") == "o2"
    assert [hint for _, hint in screen.said] == ["u undo", "U redo", "u undo"]


@pytest.mark.parametrize(
    "command",
    [
        MoveKeyResult("k11", "o3", 2),
        CheckInKeyResult("k11", DEMO_DAY, confidence=3),
        ToggleDone("k22", DEMO_DAY),
        AddRow(factory.new_key_result("read", OBJECTIVE), 1),
        AddRow(factory.new_objective("new", OBJECTIVE.cycle_id, None), 0),
        DeleteRow(next(row for row in records().key_results if row.id == "k11")),
        DeleteRow(OBJECTIVE),
    ],
    ids=lambda command: f"{type(command).__name__} {getattr(getattr(command, 'row', None), 'TABLE', '')}",
)
def test_after_every_wish_and_its_undoing_the_board_is_the_one_in_the_file(session, screen, service, command):
    before = session.board
    assert session.execute(command)
    assert before != session.board == service.open(DEMO_DAY)
    session.execute(Undo())
    assert session.board == before == service.open(DEMO_DAY)
    assert len(screen.shown) == 2


def test_what_was_done_is_shown_and_told_to_everybody_who_watches(session, screen):
    """The page over the board and the board under it: what `u` takes back is what was told last on both."""
    page = Screen(session)
    session.execute(noted("one"))
    assert page.said == screen.said != []
    assert page.shown == screen.shown
    session.observers.remove(page)
    session.execute(noted("two"))
    assert (len(page.said), len(screen.said)) == (1, 2)


def test_a_watcher_may_go_while_it_is_told(session, screen):
    page = Screen(session)
    page.show = lambda _: session.observers.remove(page)
    last = Screen(session)
    assert session.execute(DeleteRow(session.service.store.row(KeyResult, "k11")))
    assert (len(screen.shown), len(last.shown), session.observers) == (1, 1, [screen, last])


def test_a_refusal_changes_nothing_and_is_told_on_the_screen_on_top(session, screen, service):
    before, page = session.board, Screen(session)
    assert not session.execute(ToggleDone("k11", DEMO_DAY))
    assert session.board is before
    assert (screen.refused, screen.said, screen.shown) == ([], [], [])
    assert (page.said, page.shown, steps(service)) == ([], [], 0)
    (message,) = page.refused
    assert "check in with space" in message


def test_after_a_refusal_the_next_wish_is_granted(session, screen, service):
    session.execute(ToggleDone("k11", DEMO_DAY))
    assert session.execute(noted("still here"))
    assert notes(service) == ["still here"]


# -- other programs that write ---------------------------------------------------------------------------------------


@LOCKS
def test_a_wish_waits_for_a_locked_board_and_is_done_once(session, screen, service, other, how):
    other.lock(how)
    assert session.execute(noted("one"))
    for _ in range(3):
        assert screen.said == [(BUSY, "")] * len(screen.said)
        assert (len(screen.timers), screen.refused, screen.shown) == (1, [], [])
        screen.ring()
    other.let_go()
    assert notes(service) == []
    screen.ring()
    assert notes(service) == ["one"]
    assert (len(screen.shown), screen.timers, screen.refused, steps(service)) == (1, [], [], 1)
    assert screen.said[-1][1] == "u undo"


@LOCKS
def test_wishes_wait_behind_one_another_in_their_order_and_none_is_done_twice(session, screen, service, other, how):
    other.lock(how)
    for note in ("one", "two", "three"):
        assert session.execute(noted(note))
    assert len(screen.timers) == 1
    screen.ring()
    other.let_go()
    screen.ring()
    assert notes(service) == ["one", "two", "three"]
    assert (steps(service), len(screen.shown), screen.timers) == (3, 3, [])
    assert session.execute(noted("four"))
    assert notes(service) == ["one", "two", "three", "four"]


@LOCKS
def test_a_board_locked_again_between_two_waiting_wishes_keeps_their_order(session, screen, service, other, how):
    other.lock(how)
    for note in ("one", "two", "three"):
        session.execute(noted(note))
    other.let_go()
    screen.hear = lambda message: message == BUSY or other.lock(how)
    screen.ring()  # the first is done, and the lock is back
    assert session.execute(noted("four"))
    for done in (1, 2, 3, 4):
        assert steps_said(screen) == done
        other.let_go()
        screen.ring()
    other.let_go()
    assert notes(service) == ["one", "two", "three", "four"]
    assert (steps(service), screen.refused) == (4, [])


def steps_said(screen):
    return sum(hint == "u undo" for _, hint in screen.said)


def test_a_refusal_among_waiting_wishes_does_not_stop_those_behind_it(session, screen, service, other):
    other.lock()
    for command in (noted("one"), ToggleDone("k11", DEMO_DAY), noted("two")):
        assert session.execute(command)
    other.let_go()
    screen.ring()
    assert notes(service) == ["one", "two"]
    assert len(screen.refused) == 1


def test_what_was_typed_stays_until_the_command_that_waits_is_done(session, screen, service, other):
    other.lock()
    session.execute(noted("one"))
    session.finish_draft("check-in", "k11", {"note": "one"})
    session.execute(noted("two"))
    screen.ring()
    assert session.draft("check-in", "k11") == {"note": "one"}
    other.let_go()
    screen.ring()
    session.keep_drafts()
    assert notes(service) == ["one", "two"]
    assert (session.draft("check-in", "k11"), service.draft("check-in", "k11")) == ({}, {})


def test_what_was_typed_is_kept_if_the_command_that_waited_is_refused(session, screen, service, other):
    other.lock()
    session.execute(ToggleDone("k11", DEMO_DAY))
    session.finish_draft("check-in", "k11", {"note": "one"})
    other.let_go()
    screen.ring()
    session.keep_drafts()
    assert service.draft("check-in", "k11") == {"note": "one"}
    assert screen.refused[-1].endswith(" What you typed is kept: it is there again when you open the form.")
    session.finish_draft("check-in", "k11", {"note": "one"})
    assert service.draft("check-in", "k11") == {}


def test_what_was_typed_meanwhile_is_no_longer_the_draft_of_what_waited(session, screen, service, other):
    other.lock()
    session.execute(noted("one"))
    session.finish_draft("check-in", "k11", {"note": "one"})
    session.keep_draft("check-in", "k11", {"note": "another"})
    other.let_go()
    screen.ring()
    session.keep_drafts()
    assert service.draft("check-in", "k11") == {"note": "another"}


@pytest.mark.parametrize(
    ("command", "seen"),
    [
        (noted("one"), lambda service: notes(service) == ["one"]),
        (ToggleDone("k22", DEMO_DAY), lambda service: service.store.row(KeyResult, "k22").done_on == DEMO_DAY),
        (
            AddRow(factory.new_objective("new", OBJECTIVE.cycle_id, None)),
            lambda service: [row.title for row in service.store.rows(Objective)].count("new") == 1,
        ),
    ],
    ids=["check-in", "toggle", "add"],
)
def test_a_done_wish_is_not_done_again_when_the_board_cannot_be_read_after_it(
    session, screen, service, other, monkeypatch, command, seen
):
    lock_after_a_step(monkeypatch, other)
    assert session.execute(command)
    assert [hint for _, hint in screen.said] == ["u undo"]  # it is done, and can be taken back
    for _ in range(3):
        assert len(screen.timers) == 1
        screen.ring()
    other.let_go()
    screen.ring()
    assert (screen.timers, screen.refused, steps(service)) == ([], [], 1)
    assert seen(service)
    assert session.board == service.open(DEMO_DAY) == screen.shown[-1][0]


def test_a_move_is_shown_from_what_is_known_when_the_board_cannot_be_read_after_it(
    session, screen, service, other, monkeypatch
):
    lock_after_a_step(monkeypatch, other)
    assert session.execute(MoveKeyResult("k11", "o2", 0))
    assert (column_of(session.board, "k11"), screen.timers) == ("o2", [])
    other.let_go()
    assert session.board == service.open(DEMO_DAY) == screen.shown[-1][0]


def test_an_undo_is_not_done_twice_when_the_board_cannot_be_read_after_it(session, screen, service, other, monkeypatch):
    for note in ("one", "two"):
        session.execute(noted(note))
    undo = Store.undo
    monkeypatch.setattr(Store, "undo", lambda store: (undo(store), other.lock())[0])
    assert session.execute(Undo())
    other.let_go()
    screen.ring()
    assert notes(service) == ["one"]
    assert session.board == service.open(DEMO_DAY)


def test_a_wish_after_one_that_could_not_be_read_is_done_on_the_board_as_it_is(
    session, screen, service, other, monkeypatch
):
    lock_after_a_step(monkeypatch, other)
    session.execute(noted("one"))
    other.let_go()
    assert session.execute(MoveKeyResult("k11", "o2", 0))
    other.let_go()
    screen.ring()
    assert notes(service) == ["one"]
    assert session.board == service.open(DEMO_DAY)


def lock_after_a_step(monkeypatch, other):
    """Have the other program lock the board right when a step has been written."""
    step = Store.step

    @contextmanager
    def locked_after(store, label):
        with step(store, label) as record:
            yield record
        other.lock()

    monkeypatch.setattr(Store, "step", locked_after)


def test_a_board_that_is_refused_after_a_done_wish_is_told_once(session, screen, service, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(board_service, "read_board", raising(BoardUnavailable("The board is damaged.")))
        assert session.execute(DeleteRow(OBJECTIVE))
        assert (screen.refused, screen.timers) == (["The board is damaged."], [])
    session.keep_up()
    assert session.board == service.open(DEMO_DAY)


def raising(error):
    def refuse(*_args, **_named):
        raise error

    return refuse


# -- keeping up ------------------------------------------------------------------------------------------------------


def test_a_draft_that_another_window_writes_takes_no_message_away(session, screen, service):
    session.execute(noted("mine"))
    screen.said.clear()
    with Store.open(service.path) as elsewhere:
        elsewhere.save_draft("timer", "", {"seen": "1"})
        session.keep_up()
        assert screen.said == []
        with elsewhere.step("log it") as record:
            record.put(log_entry(id="elsewhere"))
        session.keep_up()
        assert screen.said == [("Another window has changed the board.", "")]


def test_what_another_program_wrote_is_shown_when_one_keeps_up(session, screen, other):
    session.keep_up()
    assert screen.shown == []
    other.rename("renamed elsewhere")
    session.keep_up()
    assert titles(session.board)["k11"] == "renamed elsewhere"
    assert screen.shown == [(session.board, None)]
    session.keep_up()
    assert (len(screen.shown), screen.said) == (1, [("Another window has changed the board.", "")])


def test_ones_own_wishes_are_no_other_programs(session, screen):
    session.execute(noted("one"))
    session.keep_up()
    assert len(screen.shown) == 1


def test_a_wish_is_done_on_what_another_program_wrote(session, screen, service, other):
    row = service.store.row(KeyResult, "k11")
    other.rename("renamed elsewhere")
    assert not session.execute(ChangeRow(row, replace(row, title="mine")))
    assert titles(session.board)["k11"] == "renamed elsewhere"
    row = service.store.row(KeyResult, "k11")
    assert session.execute(ChangeRow(row, replace(row, title="mine")))
    assert titles(session.board)["k11"] == "mine"


def test_a_new_day_is_shown_when_one_keeps_up(service):
    days = [DEMO_DAY]
    session = Session(service, service.open(DEMO_DAY), lambda: days[-1])
    screen = Screen(session)
    days.append(DEMO_DAY + timedelta(days=1))
    session.keep_up()
    assert [board.day for board, _ in screen.shown] == [date(2026, 6, 27)]


def test_a_board_that_cannot_be_read_just_now_stays_in_silence_and_is_read_later(session, screen, other):
    other.rename("renamed elsewhere")
    other.lock()
    before = session.board
    session.keep_up()
    assert session.board is before
    assert (screen.shown, screen.said, screen.refused) == ([], [], [])
    other.let_go()
    session.keep_up()
    assert titles(session.board)["k11"] == "renamed elsewhere"


def test_a_change_is_not_forgotten_when_reading_it_found_the_board_locked(session, screen, other, monkeypatch):
    other.rename("renamed elsewhere")
    with monkeypatch.context() as busy:
        busy.setattr(board_service, "read_board", raising(BoardBusy("is being written")))
        session.keep_up()
    session.keep_up()
    assert titles(session.board)["k11"] == "renamed elsewhere"


def test_a_board_that_is_gone_is_told_and_the_one_that_was_shown_stays(session, screen, service, monkeypatch):
    monkeypatch.setattr(type(service), "changed_elsewhere", property(lambda _: True))
    monkeypatch.setattr(board_service, "read_board", raising(BoardUnavailable("The board is gone.")))
    before = session.board
    session.keep_up()
    assert (session.board, screen.refused) == (before, ["The board is gone."])


# -- large boards ----------------------------------------------------------------------------------------------------

LARGE = 450
FIRST = 8


@pytest.fixture
def large(tmp_path):
    """A session of a board of 450 key results of which the first eight of each column are read."""
    file = tmp_path / "large.learnboard.json"
    file.write_text(compact(snapshot(LARGE, DEMO_DAY)), encoding="utf-8")
    assert len(json.loads(file.read_text(encoding="utf-8"))["key_results"]) == LARGE
    import_file(file, tmp_path / "large.db")
    with BoardService(Store.open(tmp_path / "large.db", wait=0.001)) as service:
        yield Session(service, service.open(DEMO_DAY, first=FIRST), lambda: DEMO_DAY)


def read(session):
    return sum(len(column.cards) for column in session.board.columns)


def test_a_large_board_is_read_slice_by_slice_until_it_is_whole(large):
    screen = Screen(large)
    counts = [read(large)]
    while large.read_more():
        counts.append(read(large))
    assert counts[0] == FIRST * len(large.board.columns)
    assert counts[-1] == LARGE
    assert all(0 < after - before <= SLICE for before, after in pairwise(counts))
    assert [done for _, done in screen.shown] == [None] * (len(counts) - 1)
    assert large.board == large.service.open(DEMO_DAY, first=LARGE)


def test_a_wish_on_a_board_that_is_not_whole_reads_the_rest_first(large):
    Screen(large)
    last = large.service.open(DEMO_DAY, first=LARGE).columns[-1].cards[-1].id
    assert large.execute(noted("found", last))
    assert large.board.complete
    assert large.board == large.service.open(DEMO_DAY, first=LARGE)


def test_a_card_is_moved_among_those_that_are_read_before_the_rest_is(large):
    screen = Screen(large)
    first, second = large.board.columns[:2]
    assert large.execute(MoveKeyResult(first.cards[3].id, second.id, 3))
    assert not large.board.complete
    assert [len(column.cards) for column in large.board.columns[:2]] == [FIRST - 1, FIRST + 1]
    assert screen.said[-1][1] == "u undo"
    while large.read_more():
        pass
    assert large.board == large.service.open(DEMO_DAY, first=LARGE)


def test_behind_the_last_card_that_is_read_a_card_is_moved_on_the_whole_board(large):
    Screen(large)
    first, second = large.board.columns[:2]
    assert large.execute(MoveKeyResult(first.cards[3].id, second.id, FIRST))
    assert large.board.complete
    assert large.board == large.service.open(DEMO_DAY, first=LARGE)


def test_a_wish_on_a_board_that_cannot_be_read_to_its_end_waits(large):
    screen, other = Screen(large), Other(large.service.path)
    with closing(other.connection):
        other.lock()
        card = large.board.columns[0].cards[0].id
        assert large.execute(noted("later", card))
        assert (screen.said, screen.refused) == ([(BUSY, "")], [])
        other.let_go()
        screen.ring()
    assert [row.note for row in large.service.store.rows(CheckIn, key_result_id=card) if row.note == "later"] == [
        "later"
    ]


def test_a_slice_that_cannot_be_read_is_told_and_leaves_the_board_as_it_is(large, monkeypatch):
    screen, before = Screen(large), large.board
    monkeypatch.setattr(board_service, "read_more", raising(Rejected("no")))
    assert not large.read_more()
    assert not large.read_all()
    assert (large.board, screen.refused) == (before, ["no", "no"])


def test_a_whole_board_is_not_read_again(session, screen):
    before = session.board
    assert session.read_all()
    assert not session.read_more()
    assert session.board is before
    assert screen.shown == []
