"""The timer in a real terminal: it outlives kill -9, and what it ran is logged by the next program."""

from pathlib import Path

from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.timer import TIMER, Moment, RunningTimer
from learnboard.service.clock import read_moment
from learnboard.storage.store import Store
from tests.program.boards import asked, assert_sound, opened

_HALF_PAST_THREE = 210 * 60 + 30


def test_it_outlives_a_kill(board: Path) -> None:
    now = read_moment()
    since = Moment(now.at - _HALF_PAST_THREE, now.steady - _HALF_PAST_THREE)
    with Store.open(board) as store, store.step("start the timer") as record:
        record.put(LocalValue(TIMER, RunningTimer(since, "k11").text))
    with opened(board, columns=80, rows=24) as terminal:
        terminal.wait_for("▶ 3:3")
        terminal.send(b"s")
        terminal.wait_for("No key came for hours after", "a all 3 h 3", "n nothing")
        terminal.kill()
    assert_sound(board)
    with opened(board, columns=80, rows=24) as terminal:
        terminal.wait_for("▶ 3:3")
        terminal.send(b"s")
        terminal.wait_for("No key came for hours after")
        terminal.send(b"a")
        terminal.wait_for("log  3h3")
        terminal.send(b"after a kill\r")
        terminal.wait_for("the timer is stopped")
        terminal.kill()
    ((minutes, key_result),) = asked(
        board, "SELECT minutes, key_result_id FROM log_entries WHERE text = 'after a kill'"
    )
    assert minutes in range(210, 220)
    assert key_result == "k11"
    assert asked(board, "SELECT count(*) FROM local_values WHERE id = 'timer'") == [(0,)]
