"""One scene over two years: a board begun late in a year, closed, gone on with in a quarter, and looked back at."""

import json
import sys
from pathlib import Path

import pytest

from tests.program.boards import KEY_LINE, asked, assert_sound, environment, quit_program, ran, terminal_of
from tests.terminal import Terminal

ON_DAY = (sys.executable, "-m", "tests.program.on_day")
SAVE, ESCAPE, DOWN = "\x13", "\x1b[27u", "\x1b[B"
LATENCY, TALK = "Cut p95 from 850 ms to 400 ms", "Give a talk"


class Years:
    """A person's program, opened on one day after the other in a home of its own."""

    def __init__(self, home: Path, size: tuple[int, int]) -> None:
        self._home, self._size = home, size

    def on(self, day: str, *arguments: str) -> Terminal:
        """Open the board, or what the arguments name, on a day."""
        return terminal_of([*ON_DAY, day, *arguments], *self._size, environment(self._home))

    def told(self, day: str, *arguments: str) -> str:
        """Run a command on a day; what it prints."""
        done = ran([*ON_DAY, day, *arguments], environment(self._home), self._home)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def board(self) -> Path:
        """The file that the program made."""
        (found,) = (self._home / "data" / "learnboard").glob("*.db")
        return found


def press(terminal: Terminal, keys: str, *shown: str) -> None:
    """Press keys and wait until something is on the screen."""
    terminal.send(keys.encode())
    terminal.wait_for(*shown)


def begin_in_november(terminal: Terminal) -> None:
    press(terminal, "", "Welcome to learnboard")
    press(terminal, "\r", "Your name")
    press(terminal, "\x01\x0bAda Finch\r", "Your long-term goal")
    press(terminal, "explain things well\r", "twelve months from today", "rest of this year")
    press(terminal, DOWN + DOWN, "20 Nov 2026 to 31 Dec 2026", "2026-12-31")
    press(terminal, "\r", "A first objective")
    press(terminal, "Be the one they call\r", "Key results of")
    press(terminal, f"{LATENCY}\r{TALK}\r\r", "Your mentor", "team lead")
    press(terminal, "Hazel Brook\r", "Your board is ready", "not done")


def check_in_in_december(terminal: Terminal) -> None:
    press(terminal, "", "2026 ends in 11 days · Y", KEY_LINE)
    press(terminal, "k ", "There is nothing to check in yet")
    press(terminal, f"500\t7{SAVE}", "78 %", "500 ms")


def close_in_january(terminal: Terminal) -> None:
    press(terminal, "", "2026 ended 5 days ago · Y", KEY_LINE)
    press(terminal, "Y", "6 of 6 not answered yet", "enter keeps 0.78")
    press(terminal, "\r", "5 of 6 not answered yet")
    press(terminal, ".5\thalf of it is written" + SAVE, "0.00 → 0.50", "4 of 6 not answered yet")
    press(terminal, ESCAPE, KEY_LINE, "2026 ended 5 days ago")
    press(terminal, "Y", "4 of 6 not answered yet", "keep, change or let go")
    press(terminal, "2", "3 of 6 not answered yet")
    press(terminal, "\rAsk for a date first." + SAVE, "2 of 6 not answered yet")
    press(terminal, "\rA short year." + SAVE, "1 of 6 not answered yet")
    press(terminal, "\r", "New cycle")
    press(terminal, "\tq", "Q1 2027", "2027-03-31")
    press(terminal, SAVE, "Everything is answered", "from 500 to 400 ms")
    press(terminal, "G\r", "Closed “2026”", "Q1 2027")


def look_around(terminal: Terminal) -> None:
    press(terminal, "(", "2026 is closed · ) Q1 2027", "500 ms")
    press(terminal, "x", "can only be read")
    press(terminal, ")", "Q1 2027", "“Q1 2027”, 1 Jan 2027")
    press(terminal, "CG", "closed 5 Jan")
    press(terminal, "X", "“2026” is open again")
    press(terminal, "u", "Undid: open “2026” again.", "closed 5 Jan")
    press(terminal, "q", KEY_LINE)
    press(terminal, "u", "Undid: close “2026”.", "2026 ended 5 days ago · Y")
    press(terminal, "U", "Redid: close “2026”.", "Q1 2027")


@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["80x24", "160x45"])
def test_two_years_on_one_board(tmp_path: Path, size: tuple[int, int]) -> None:
    years = Years(tmp_path, size)
    for day, scenes in {
        "2026-11-20": (begin_in_november,),
        "2026-12-20": (check_in_in_december,),
        "2027-01-05": (close_in_january, look_around),
    }.items():
        with years.on(day) as terminal:
            for scene in scenes:
                scene(terminal)
            assert quit_program(terminal) == 0
    assert_sound(years.board)
    assert asked(years.board, "SELECT title, status, closed_on, reflection FROM cycles ORDER BY starts_on") == [
        ("2026", "closed", "2027-01-05", "A short year."),
        ("Q1 2027", "active", None, ""),
    ]
    assert asked(years.board, "SELECT own_score, own_score_reason FROM key_results WHERE own_score IS NOT NULL") == [
        ("0.5", "half of it is written")
    ]
    carried = asked(
        years.board,
        "SELECT new.title, new.start, new.target, old.title FROM key_results new "
        "JOIN key_results old ON old.id = new.carried_from_id ORDER BY new.position",
    )
    assert carried == [(LATENCY, "500", "400", LATENCY), (TALK, None, None, TALK)]

    year = json.loads(years.told("2027-01-05", "show", "--json", "--cycle", "2026"))
    (objective,) = year["objectives"]
    assert [card["final"] for card in objective["key_results"]] == ["0.78", "0.50"]  # (850 − 500) / 450
    assert objective["final"] == "0.64"
    story = years.told("2027-01-05", "export", "--story", "2026", "--format", "markdown", "-o", "-")
    assert "Ask for a date first." in story
    assert "A short year." in story
    assert "explain things well" in story
    quarter = json.loads(years.told("2027-01-05", "show", "--json"))
    assert [each["status"] if "status" in each else each["counted"] for each in quarter["objectives"]] == [False]
