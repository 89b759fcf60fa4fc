"""A mentor and the board's owner: what goes to her, what comes back, and what the next mentor does not get to see."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from learnboard.storage.store import Store
from tests.builders import agreement, meeting, person, year_of
from tests.program.boards import KEY_LINE, asked, assert_sound, quit_program
from tests.program.test_two_years import SAVE, Years, press
from tests.terminal import Terminal

ESCAPE, EXPORT = "\x1b[27u", "\x05"
LATENCY = "Cut p95 from 850 ms to 400 ms"
ZONE = "Put me in front of people."
FEEDBACK = "rowan-teal-ada-finch-2026-06-10.feedback.json"
SECOND = "ada-finch-2026-06-15-mentor-rowan-teal.learnboard.json"
ASKED, REPLY = "Who waits for these 850 ms?", "Both shops, at every payment."


def replaced(text: str) -> str:
    """The keys that put another text into a field."""
    return f"\x01\x0b{text}"


def table(file: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table of a snapshot."""
    rows: list[dict[str, Any]] = json.loads(file.read_bytes())[name]
    return rows


def begin_with_a_mentor(terminal: Terminal) -> None:
    press(terminal, "", "Welcome to learnboard")
    press(terminal, "\r", "Your name")
    press(terminal, f"{replaced('Ada Finch')}\r", "Your long-term goal")
    press(terminal, "explain things well\r", "Your cycle")
    press(terminal, "\r", "A first objective", "no mentor yet · P")
    press(terminal, "Be the one they call\r", "Key results of")
    press(terminal, f"{LATENCY}\t\t\t7\r", "Who is your mentor? Your team lead is a good first one;", "team lead")
    press(terminal, "Rowan Teal\r", "Your board is ready")


def agree_on_something(terminal: Terminal) -> None:
    press(terminal, "P", "◆ Rowan Teal", "mentor, team lead", "asked 10 Jun")
    press(terminal, "\r", "no agreement yet")
    press(terminal, "a", "How do you want to leave your comfort zone?")
    press(terminal, ZONE + SAVE, "not agreed yet: waits for Rowan Teal", ZONE)
    press(terminal, ESCAPE, "x go on")
    press(terminal, ESCAPE, KEY_LINE, LATENCY)


def export_for_her(terminal: Terminal) -> None:
    press(terminal, EXPORT, "1 key result", "Rowan Teal has not accepted to be your mentor yet")
    press(terminal, f"\t\tf\t\t{replaced('~/first.learnboard.json')}", "file       ~/first.learnboard.json")
    press(terminal, "\r", "snapshot 1 for Rowan Teal.")
    press(terminal, "P", "asked 10 Jun")
    press(terminal, "x", "met 10 Jun, not accepted")
    press(terminal, "x", "Rowan Teal accepted on 10 Jun 2026.")
    press(terminal, ESCAPE, KEY_LINE, LATENCY)


def give_feedback(terminal: Terminal) -> None:
    press(terminal, "", "Ada Finch", "the first one here", LATENCY)
    press(terminal, "3", "Your agreement   on it, A agrees", ZONE)
    press(terminal, "A", "Approve: the agreement with Rowan Teal")
    press(terminal, SAVE, "Saved your approval of the agreement with Rowan Teal.")
    press(terminal, "1", "Where things stand", LATENCY)
    press(terminal, "c", "what you noticed", "what you would like to know")
    press(terminal, ASKED, f"{ASKED}▏")
    press(terminal, SAVE, "Saved your comment on key result")
    press(terminal, "w", "Write the feedback file", "1 comment, 1 approval", "Rowan Teal      mentor")
    press(terminal, "\r", "2 items in the file: send it to “Ada Finch”.")


def take_in_and_answer(terminal: Terminal) -> None:
    press(terminal, "", KEY_LINE, LATENCY)
    press(terminal, "m", "Prepare the meeting", "none: everything is answered")
    press(terminal, "i", f"oads/{FEEDBACK}", "found nearby")
    press(terminal, "\r", "Feedback from Rowan Teal", "2 new", ASKED)
    press(terminal, "\r", "Imported feedback of Rowan Teal: 2 new.", "2 of 2 still open")
    press(terminal, "y", "Rowan Teal agreed to your agreement on 15 Jun 2026.", "1 of 2 still open")
    press(terminal, "\r", "you read it, and say thank you")
    press(terminal, f"\t{REPLY}", f"{REPLY}▏")
    press(terminal, SAVE, "Everything is done: export for the meeting.", f"thanks: {REPLY}")


def export_again(terminal: Terminal) -> None:
    press(
        terminal,
        EXPORT,
        "It is the second for Rowan Teal; the last was of 10",
        "ada-finch-2026-06-15-mentor-rowan-teal",
    )
    assert "has not accepted" not in terminal.text()
    press(terminal, "\r", "snapshot 2 for Rowan Teal.")
    press(terminal, ESCAPE, KEY_LINE, LATENCY)


def see_the_answer(terminal: Terminal) -> None:
    press(terminal, "", "Ada Finch", "2 of 2", "follows the one before")
    press(terminal, "4", "Ada Finch answered 2 of 2", ASKED, f"thanks: {REPLY}")


@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["80x24", "160x45"])
def test_a_mentor_is_named_writes_is_answered_and_sees_the_answer(tmp_path: Path, size: tuple[int, int]) -> None:
    ada, rowan = tmp_path / "ada", tmp_path / "rowan"
    (ada / "Downloads").mkdir(parents=True)
    rowan.mkdir()
    owner, mentor = Years(ada, size), Years(rowan, size)
    with owner.on("2026-06-10") as terminal:
        begin_with_a_mentor(terminal)
        agree_on_something(terminal)
        export_for_her(terminal)
        assert quit_program(terminal) == 0
    first = Path(shutil.copy(ada / "first.learnboard.json", rowan))
    with mentor.on("2026-06-12", "mentor", str(first)) as terminal:
        give_feedback(terminal)
        assert quit_program(terminal) == 0
    shutil.copy(rowan / FEEDBACK, ada / "Downloads")
    with owner.on("2026-06-15") as terminal:
        take_in_and_answer(terminal)
        export_again(terminal)
        assert quit_program(terminal) == 0
    second = Path(shutil.copy(ada / SECOND, rowan))
    with mentor.on("2026-06-16", "mentor", str(first), str(second)) as terminal:
        see_the_answer(terminal)
        assert quit_program(terminal) == 0
    assert_sound(owner.board)
    assert table(first, "feedback") == []
    (person,) = table(second, "people")
    assert (person["name"], person["relation"], person["kind"], person["primary"], person["accepted_on"]) == (
        *("Rowan Teal", "mentor", "team_lead", True, "2026-06-10"),
    )
    assert person["agreement"]["comfort_zone"] == ZONE
    said = sorted(table(second, "feedback"), key=lambda row: row["kind"])
    assert [(row["kind"], row["person_id"], row["text"], row["reply"]) for row in said] == [
        ("approve", person["id"], "", ""),
        ("comment", person["id"], ASKED, REPLY),
    ]


ROWANS = {
    "comfort_zone": "Stages frighten her.",
    "owner_expects": "Yardsticks of his own.",
    "they_expect": "Snapshots two days before.",
    "between_meetings": "No calls in the evening.",
    "ends_on": "2026-11-13",
    "length_minutes": 47,
    "cadence_days": 43,
}
"""What was agreed with the first mentor; nothing of it is anywhere else on the board."""


def change_the_mentor(terminal: Terminal) -> None:
    press(terminal, "", KEY_LINE, "Rowan in 28 days")
    press(terminal, "P", "◆ Rowan Teal")
    press(terminal, "n", "escape back, kept as a draft")
    press(terminal, "Hazel Brook, mentor, every 8 weeks", "Hazel Brook: mentor, every 8 weeks")
    press(terminal, "\r", "Added “Hazel Brook”.", "not asked yet")
    press(terminal, "x", "asked 4 May")
    press(terminal, "x", "met 4 May, not accepted")
    press(terminal, "x", "Hazel Brook accepted on 4 May 2026.")
    press(terminal, "*", "1 meeting is planned with Rowan Teal: with Hazel Brook instead?")
    press(terminal, "y", "◆ Hazel Brook", "until ")
    press(terminal, "\r", "Hazel Brook   ◆ primary mentor")
    press(terminal, "a", "How do you want to leave your comfort zone?")
    press(terminal, ZONE + SAVE, "waits for Hazel Brook", ZONE)
    press(terminal, ESCAPE, "x go on")
    press(terminal, ESCAPE, KEY_LINE, "Hazel in 28 days")


def meet(terminal: Terminal, told: str) -> None:
    press(terminal, "m", "Prepare the meeting", "Meeting with Hazel Brook")
    press(terminal, "w", "We met: Meeting with Hazel Brook", "in 8 weeks")
    press(terminal, SAVE, told)


def test_the_second_mentor_of_a_year_gets_nothing_of_what_was_agreed_with_the_first(tmp_path: Path) -> None:
    years = Years(tmp_path, (160, 45))
    path = tmp_path / "data" / "learnboard" / "board.db"
    path.parent.mkdir(parents=True)
    rowan = person(
        name="Rowan Teal",
        primary=True,
        accepted_on="2026-01-12",
        from_on="2026-01-12",
        visibility="shared",
        agreement=agreement(**ROWANS),
    )
    held = [meeting(id=f"m{on}", on=on, with_ids=["p1"]) for on in ("2026-02-02", "2026-03-16")]
    year = year_of(rowan, *held, meeting(id="m3", on="2026-06-01", with_ids=["p1"], held=False))
    Store.create(path, year.board_info, year).close()
    export = ("export", "--profile", "mentor", "-o", "-", "--for")
    first = years.told("2026-04-01", *export, "Rowan Teal")
    with years.on("2026-05-04") as terminal:
        change_the_mentor(terminal)
        meet(terminal, "Held the meeting of 4 May with Hazel Brook; the next on 29 Jun")
        terminal.send(ESCAPE.encode())
        assert quit_program(terminal) == 0
    with years.on("2026-06-29") as terminal:
        press(terminal, "", KEY_LINE)
        meet(terminal, "Held the meeting of 29 Jun with Hazel Brook")
        press(terminal, EXPORT, "› Hazel Brook", "It is the first for Hazel Brook.")
        press(terminal, f"\t\tf\t\t{replaced('~/hazel.learnboard.json')}", "file       ~/hazel.learnboard.json")
        press(terminal, "\r", "snapshot 1 for Hazel Brook, something was withheld.")
        terminal.send(ESCAPE.encode())
        assert quit_program(terminal) == 0
    second = (tmp_path / "hazel.learnboard.json").read_text(encoding="utf-8")
    words = [word if isinstance(word, str) else f": {word}" for word in ROWANS.values()]
    assert [word for word in words if word not in first] == []  # so a file could hold them, written like this
    assert [word for word in words if word in second] == []
    assert ZONE in second
    people = {row["name"]: row for row in json.loads(second)["people"]}
    assert people["Hazel Brook"]["agreement"]["cadence_days"] == 56
    assert [people[name]["agreement"] for name in people if name != "Hazel Brook"] == [None]
    met = asked(path, 'SELECT "on" FROM meetings WHERE held ORDER BY "on"')
    assert met == [("2026-02-02",), ("2026-03-16",), ("2026-05-04",), ("2026-06-29",)]
    assert_sound(path)
