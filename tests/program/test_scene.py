"""One scene: a person makes a board from nothing, works on it, leaves, and finds all of it again."""

import json
import re
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.program.boards import (
    COMMAND,
    KEY_LINE,
    assert_sound,
    cursor_on,
    environment,
    opened,
    program,
    quit_program,
    ran,
    wait_until,
)
from tests.terminal import Terminal

SAVE, ESCAPE = b"\x13", b"\x1b"
ENOUGH = b"\r" + ESCAPE
"""Keeps a new title, and ends the next one, which is empty."""
GOAL = "I want to be a performance expert"
CALLED, EXPLAIN, GROW = "Become the person teams call", "Explain performance so that all can", "Grow others without me"
LATENCY, TALK = "Cut p95 latency from 850 ms to 400 ms", "Speak at one meetup"
COURSE, BUILD, REVIEWS, GLOSSARY = "Finish the course", "Keep the build short", "Time of reviews", "Write a glossary"
LAST_QUARTER = 10
"""The first month of a year's last quarter."""
STEPS = ["read the book", "do the exercises", "tell the team"]


_NAMES = re.compile("“([^“”]{8})[^“”]*”")


class Person:
    """Presses keys, and reads the screen before the next one."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def press(self, keys: bytes | str, *shown: str) -> None:
        """Press keys and wait until something is on the screen."""
        self._terminal.send(keys.encode() if isinstance(keys, str) else keys)
        self._terminal.wait_for(*shown)

    def leave(self, shown: str) -> None:
        """Press escape and wait until what was shown is gone."""
        self._terminal.send(ESCAPE)
        wait_until(self._terminal, lambda lines: not any(shown in line for line in lines))

    def hear(self, keys: bytes | str, message: str, hint: str = "u undo") -> None:
        """Press keys and wait until the sentence is told, as far as there is room for it, with its hint in full."""
        self._terminal.send(keys.encode() if isinstance(keys, str) else keys)
        wait_until(self._terminal, lambda lines: any(_told(line, message, hint) for line in (*lines, *_folded(lines))))

    def be_refused(self, keys: str, *words: str) -> None:
        """Press keys and wait until the words stand in a box over the board."""
        self._terminal.send(keys.encode())
        wait_until(self._terminal, lambda lines: all(word in _in_boxes(lines) for word in words))

    def go(self, keys: str, title: str) -> None:
        """Move the cursor to a card."""
        self._terminal.send(keys.encode())
        wait_until(self._terminal, cursor_on(title))

    def stays_on(self, title: str) -> None:
        """The cursor is on a card."""
        wait_until(self._terminal, cursor_on(title))


def _in_boxes(lines: list[str]) -> str:
    return " ".join(line.rpartition("▌ ")[2].strip() for line in lines if "▌ " in line)


def _folded(lines: list[str]) -> list[str]:
    """Messages of two lines, above the line of the keys."""
    return [f"{lines[-3].strip()} {lines[-2].strip()}"]


def _told(line: str, message: str, hint: str) -> bool:
    said = line.strip()
    if hint and not said.endswith(f"   {hint}"):
        return False
    said = _NAMES.sub(r"“\1”", said.removesuffix(hint).rstrip())  # a name gives way before the rest of a sentence
    message = _NAMES.sub(r"“\1”", message)
    if said.endswith("…") and len(said) > 40:
        return message.startswith(said[:-1])
    return said.startswith(message)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=str)
def test_a_board_is_made_worked_on_and_found_again(tmp_path: Path, size: tuple[int, int]) -> None:
    board = tmp_path / "boards" / "mine.db"
    day = date.today()  # noqa: DTZ011 - the day it is where the person is
    with program(tmp_path, "--board", str(board), columns=size[0], rows=size[1]) as terminal:
        person = Person(terminal)
        _first_run(person, day)
        _making(person)
        _kinds(person)
        _checking_in(person, day)
        _finding(person)
        _shaping(person, day)
        assert quit_program(terminal) == 0
        assert b"Traceback" not in terminal.bytes_written
    _assert_report(board, day)
    _assert_file(board, day)
    with opened(board, columns=size[0], rows=size[1]) as terminal:
        person = Person(terminal)
        person.hear("u", f"Undid: drop “{TALK}”.", "U redo")
        person.hear("u", f"Undid: change who sees “{LATENCY}”.", "U redo")
        person.hear("U", f"Redid: change who sees “{LATENCY}”.")
        assert quit_program(terminal) == 0
    cards = _by_title(_exported(board)["key_results"])
    assert (cards[TALK]["dropped_on"], cards[TALK]["drop_reason"]) == (None, "")
    assert cards[LATENCY]["visibility"] == "shared"
    assert_sound(board)


# -- what is done ----------------------------------------------------------------------------------------------------


def _first_run(person: Person, day: date) -> None:
    person.press(b"", "Welcome to learnboard", "my own board", "the example year")
    person.press("\r", "Your name", "What are you called?")
    person.press("\x15Ada Finch\r", "1 of 5   Your long-term goal", "I want to …")
    person.press(f"{GOAL}\ta", f"goal     {GOAL}", "› active")
    person.press("\r", "2 of 5   Your cycle", f"Added “{GOAL}”.   u undo", _cycle(day)[2])
    person.press("\r", "3 of 5   A first objective", f"Added “{_cycle(day)[0]}”.   u undo")
    person.press(f"{CALLED}\r", f"4 of 5   Key results of “{CALLED}”", f"Added “{CALLED}”.")
    person.press(f"{LATENCY}\t{TALK}\t\t7", f"{LATENCY}   850 → 400 ms", f"{TALK}   done, or not", "confidence   7")
    person.press("\r", "5 of 5   Your mentor", "Who is your mentor? Your team lead is a good first one;", "team lead")
    person.press("\x1b")
    person.hear(b"", "Your board is ready: space checks in, n adds a key result, N an objective.", "")
    person.press(b"", KEY_LINE, LATENCY, TALK, "850 ms", "● on track   confidence 7")


def _making(person: Person) -> None:
    person.press("N", "new objective", "2 ▏", "enter and the next one", "escape end")
    person.press(f"{EXPLAIN}\r", "3 ▏")
    person.hear(GROW.encode() + ENOUGH, f"Added “{GROW}”.")
    person.press("n", "new key result", "“from 850 ms to 400 ms” in it makes it a metric")
    person.press(COURSE, f"{COURSE}▏")
    person.press(f"\r{BUILD}", f"{BUILD}▏")
    person.hear(b"\r" + REVIEWS.encode() + ENOUGH, f"Added “{REVIEWS}”.")
    person.stays_on(REVIEWS)
    person.hear(b"hn" + GLOSSARY.encode() + ENOUGH, f"Added “{GLOSSARY}”.")
    person.stays_on(GLOSSARY)


def _kinds(person: Person) -> None:
    """The page of a card, its form, and back: enter, enter, escape."""
    person.go("lg", COURSE)
    _open_form(person, COURSE)
    person.press("\t\tmil", "› milestone", "steps, each done or not")
    person.hear(SAVE, f"Kind of “{COURSE}”: step by step")
    person.press(b"", "step by step", "No steps yet: n adds the first.")
    person.press("n", "new step")
    for step in STEPS[:-1]:
        person.press(f"{step}\r", step)
    person.hear(STEPS[-1].encode() + ENOUGH, f"Added “{STEPS[-1]}”.")
    person.press(b"", "Steps   0 of 3 done")
    person.hear("kkx", f"“{STEPS[0]}” is done")
    person.press(b"", "Steps   1 of 3 done", "33 %", "step by step, 1 of 3 steps")
    person.leave("enter edit")
    person.press(b"", f"“{STEPS[0]}” is done.   u undo", "1 of 3")

    person.go("j", BUILD)
    _open_form(person, BUILD)
    person.press("\t\tmai\t\t5", "kind           maintain", "bound          at most", "maximum        5")
    person.press("\t\tmin", "unit           min")
    person.hear(SAVE, f"Kind of “{BUILD}”: keep at most 5 min")
    person.press(b"", "keep at most 5 min each month")
    person.leave("enter edit")

    person.go("j", REVIEWS)
    _open_form(person, REVIEWS)
    person.press("\t\tba", "› baseline", "find out where you stand")
    person.press("\th", "kind           baseline", "unit           h")
    person.hear(SAVE, f"Kind of “{REVIEWS}”: a number to find out")
    person.leave("enter edit")
    person.stays_on(REVIEWS)


def _open_form(person: Person, title: str) -> None:
    person.press("\r", "enter edit", "esc back", title)
    person.press("\r", "Key result", f"title          {title}▏", "enter save", "esc back, kept as a draft")


def _checking_in(person: Person, day: date) -> None:
    person.press(" ", f"   {REVIEWS}", "value", "confidence", "nothing to check in yet")
    person.press("37\t6", "value        37   h", "confidence   6▏   1 to 10")
    person.hear("\r", f"“{REVIEWS}”: not done.")
    person.press(b"", "● on track   confidence 6")

    person.go("k", BUILD)
    person.press(" 4.5", "value        4.5▏   min", "0 % → 8 %")  # one of twelve months
    person.hear("\r", f"“{BUILD}”: 0 % → 8 %, ")

    person.go("k", COURSE)
    person.press(" 8\tchapter one", "confidence   8", "note         chapter one▏", "● on track")
    person.hear("\r", f"“{COURSE}”: 33 %, ")

    person.go("hhg", LATENCY)
    person.press(" 580", "value        580▏   ms", "0 % → 60 %")  # 270 of 450
    person.press("\t8\tcached the cart\t\t\t", "blocker    › none")
    person.press("dep\t", "blocker      dependency", "what stands in the way")
    person.press("the platform team\task on fri\tfri", "by         fri▏   Fri ")
    person.hear("\r", f"“{LATENCY}”: 0 % → 60 %, {_pace(Fraction(60, 100), day)}.")
    person.press(b"", "60 %", "580 ms", "confidence 8 ↑1")


def _finding(person: Person) -> None:
    person.press("/", "words, #label, is:at-risk", "enter to the cards", "escape show all again")
    person.press("late", "/  late▏   1 of 6")
    person.press("r", "/  later▏   0 of 6")
    person.press("\x7f -kind:metric", "0 of 6")
    person.press(b"\x15kind:metric", "/  kind:metric▏   1 of 6", LATENCY[:34])
    person.press("\r", KEY_LINE, "/kind:metric  1 of 6")
    person.stays_on(LATENCY)
    person.hear(ESCAPE, "The filter is cleared.", "")
    person.press(b"", TALK)


def _shaping(person: Person, day: date) -> None:
    person.hear("L", f"Moved “{LATENCY}” to “{EXPLAIN}”, place 1.")
    person.stays_on(LATENCY)
    person.hear("J", f"Moved “{LATENCY}” to place 2.")
    person.stays_on(LATENCY)
    person.press("#", "labels", "commas between labels")
    person.hear("ops, load test\r", f"Labels of “{LATENCY}”: #ops #load test.")
    later = day + timedelta(days=14)
    person.press("tin 2 weeks", f"due  in 2 weeks▏   {later:%a} {later.day} {later:%b} {later.year}, in 14 days")
    person.hear("\r", f"“{LATENCY}” is due {later:%a} {later.day} {later:%b} {later.year}.")
    person.hear("i", f"“{LATENCY}” is now the Individual Learning Objective.")
    person.press(b"", "▌ ★")
    person.press("l")
    person.go("g", COURSE)
    person.be_refused("i", f"“{LATENCY}” is the Individual Learning Objective since", "press i here.")
    person.go("hj", LATENCY)
    person.hear("p", f"“{LATENCY}”: shared with your mentor only, since its objective is.")
    person.go("hg", TALK)
    person.press("d", "drop, because  ▏")
    person.hear("not this year\r", f"Dropped “{TALK}”: not this year.")
    person.hear("u", f"Undid: drop “{TALK}”.", "U redo")
    person.hear("U", f"Redid: drop “{TALK}”.")
    person.press(b"", "– dropped on")


# -- what is there afterwards ----------------------------------------------------------------------------------------


def _cycle(day: date) -> tuple[str, str, str, str]:
    """The cycle that the guide offers: the calendar year, or in its last quarter twelve months from the day."""
    if day.month < LAST_QUARTER:
        return str(day.year), "year", f"{day.year}-01-01", f"{day.year}-12-31"
    last = day.replace(year=day.year + 1) - timedelta(days=1)
    return f"{day.year}–{last.year % 100:02}", "custom", str(day), str(last)


def _is_late(day: date) -> bool:
    """Whether what is made on the day counts from it: more than a tenth of its calendar year is over."""
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    return day.month < LAST_QUARTER and Fraction((day - first).days + 1, (last - first).days + 1) > Fraction(1, 10)


def _pace(progress: Fraction, day: date) -> str:
    """The pace of what is due in 14 days: the days since it counts over those until then, today included."""
    first = day if _is_late(day) or day.month >= LAST_QUARTER else date(day.year, 1, 1)
    over = (day - first).days + 1
    gap = Fraction(over, over + 14) - progress
    return "on pace" if gap <= Fraction(1, 10) else "behind" if gap <= Fraction(1, 4) else "far behind"


def _assert_report(board: Path, day: date) -> None:
    cards, objectives = _by_title(_exported(board)["key_results"]), _by_title(_exported(board)["objectives"])
    report = json.loads(_run(board, "show", "--json"))
    columns = {column["id"]: column for column in report["objectives"]}
    figures = {card["id"]: card for column in report["objectives"] for card in column["key_results"]}
    assert [column["id"] for column in report["objectives"]] == [
        objectives[each]["id"] for each in (CALLED, EXPLAIN, GROW)
    ]
    assert [card["id"] for card in columns[objectives[EXPLAIN]["id"]]["key_results"]] == [
        cards[each]["id"] for each in (GLOSSARY, LATENCY)
    ]
    of = {title: figures[card["id"]] for title, card in cards.items()}
    # Of the months that count, all of the cycle or those from this one on, this one is kept.
    months, kept = 13 - day.month if _is_late(day) else 12, 1 if _cycle(day)[2][5:] != "01-01" else day.month
    build = Fraction(1, months)
    assert {title: (of[title]["raw"], of[title]["shown"], of[title]["health"]) for title in of} == {
        LATENCY: ("0.600000", "60%", "on_track"),
        TALK: ("0.000000", "0%", "dropped"),
        COURSE: ("0.333333", "33%", "on_track"),
        BUILD: (_ratio(build), _percent(build), of[BUILD]["health"]),
        REVIEWS: ("0.000000", "0%", "on_track"),
        GLOSSARY: ("0.000000", "0%", "pending"),
    }
    assert of[LATENCY]["pace"].replace("_", " ") == _pace(Fraction(60, 100), day)
    assert of[LATENCY]["confidence"] == 8
    assert of[BUILD]["held"] == {"met": 1, "seen": 1 if _is_late(day) else kept, "total": months}
    # Means over what is not dropped: nothing of the first column, (60 + 0) / 2 of the second, a third of the last.
    grow = (Fraction(1, 3) + build) / 3
    assert [column["shown"] for column in report["objectives"]] == ["–", "30%", _percent(grow)]
    assert [column["progress"] for column in report["objectives"]] == [None, "0.300000", _ratio(grow)]
    assert [goal["progress"] for goal in report["goals"]] == [_ratio((Fraction(3, 10) + grow) / 2)]


def _ratio(ratio: Fraction) -> str:
    millionths = int(ratio * 1_000_000 + Fraction(1, 2))
    return f"0.{millionths:06}" if millionths < 1_000_000 else "1.000000"


def _percent(ratio: Fraction) -> str:
    return f"{int(ratio * 100 + Fraction(1, 2))}%"


def _assert_file(board: Path, day: date) -> None:
    file = _exported(board)
    assert [(row["statement"], row["status"]) for row in file["goals"]] == [(GOAL, "active")]
    assert file["owner"]["name"] == "Ada Finch"
    assert [(row["title"], row["kind"], row["starts_on"], row["ends_on"]) for row in file["cycles"]] == [_cycle(day)]
    cards, objectives = _by_title(file["key_results"]), _by_title(file["objectives"])
    assert {row["goal_id"] for row in file["objectives"]} == {file["goals"][0]["id"]}
    assert {title: card["kind"] for title, card in cards.items()} == {
        LATENCY: "metric",
        TALK: "binary",
        COURSE: "milestone",
        BUILD: "maintain",
        REVIEWS: "baseline",
        GLOSSARY: "binary",
    }
    latency, build = cards[LATENCY], cards[BUILD]
    assert (latency["objective_id"], latency["visibility"]) == (objectives[EXPLAIN]["id"], "shared")
    assert (latency["start"], latency["target"], latency["unit"]) == ("850", "400", "ms")
    assert (latency["labels"], latency["due_on"]) == (["ops", "load test"], str(day + timedelta(days=14)))
    assert [build[name] for name in ("bound", "maximum", "minimum", "period", "unit")] == [
        "at_most",
        "5",
        None,
        "month",
        "min",
    ]
    assert (cards[TALK]["dropped_on"], cards[TALK]["drop_reason"]) == (str(day), "not this year")
    assert [(row["key_result_id"], row["from_on"], row["to_on"]) for row in file["ilo_periods"]] == [
        (latency["id"], str(day), None)
    ]
    steps = sorted(file["milestones"], key=lambda row: row["position"])
    assert [(row["title"], row["done_on"], row["key_result_id"]) for row in steps] == [
        (title, str(day) if title == STEPS[0] else None, cards[COURSE]["id"]) for title in STEPS
    ]
    titles = {card["id"]: title for title, card in cards.items()}
    said = [(titles[row["key_result_id"]], row["value"], row["confidence"], row["note"]) for row in file["check_ins"]]
    assert sorted(said, key=str) == sorted(
        [
            (LATENCY, None, 7, ""),
            (TALK, None, 7, ""),
            (REVIEWS, "37", 6, ""),
            (BUILD, "4.5", None, ""),
            (COURSE, None, 8, "chapter one"),
            (LATENCY, "580", 8, "cached the cart"),
        ],
        key=str,
    )
    friday = day + timedelta(days=(4 - day.weekday() - 1) % 7 + 1)  # the next one, never today
    assert [row["blocker"] for row in file["check_ins"] if row["blocker"]] == [
        {"kind": "dependency", "text": "the platform team", "next_action": "ask on fri", "due_on": str(friday)}
    ]


def _by_title(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["title"]: row for row in rows}


def _exported(board: Path) -> dict[str, Any]:
    file: dict[str, Any] = json.loads(_run(board, "export", "--profile", "full", "-o", "-"))
    return file


def _run(board: Path, *arguments: str) -> str:
    """What a command writes; it succeeds and says nothing else."""
    done = ran([*COMMAND, "--board", str(board), *arguments], environment(board.parent.parent))
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
