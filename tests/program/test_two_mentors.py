"""Two windows of a mentor on one snapshot, each a program of its own: what each shows of the other, and a kill."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.program.boards import quit_program
from tests.program.test_mentor import HALF, JUNE, opened, wait_for_letter
from tests.terminal import Terminal

SAVE, ESCAPE = b"\x13", b"\x1b[27u"


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[tuple[Terminal, Terminal]]:
    """The snapshot in two windows, with the view of what was written."""
    with ExitStack() as stack:
        both = stack.enter_context(opened(tmp_path, JUNE)), stack.enter_context(opened(tmp_path, JUNE))
        for window in both:
            window.send(b"4")
            window.wait_for("What you wrote")
        yield both


def write(window: Terminal, text: str) -> None:
    """Write a comment on what the cursor stands on."""
    window.send(b"c")
    window.wait_for("kept as a draft")
    window.send(text.encode())
    window.wait_for(text)
    window.send(SAVE)
    window.wait_for("Saved your comment", text)


def leave(window: Terminal) -> None:
    """Leave, although not everything is in a file yet."""
    window.send(b"q")
    window.wait_for("q leaves.")
    assert quit_program(window) == 0


def texts_on_disk(folder: Path) -> list[str]:
    """The texts of the items of the one draft that there is."""
    (file,) = (folder / "data").glob("**/mentor/*/snp*.json")
    return [item["text"] for item in json.loads(file.read_text(encoding="utf-8"))["items"]]


def test_what_one_window_writes_the_other_shows_and_neither_writes_over_it(
    windows: tuple[Terminal, Terminal], tmp_path: Path
) -> None:
    one, other = windows
    write(one, "Written in the first?")
    other.wait_for("Written in the first?", "Another window has changed your feedback.", "1 not written yet")
    write(other, "And in the second?")
    one.wait_for("Written in the first?", "And in the second?", "2 not written yet")
    one.send(b"u")
    one.wait_for("Undid the last change to your feedback.")
    other.wait_for("1 not written yet")
    leave(one)
    leave(other)
    assert texts_on_disk(tmp_path) == ["And in the second?"]


def test_after_kill_9_of_one_nothing_of_either_is_lost(windows: tuple[Terminal, Terminal], tmp_path: Path) -> None:
    one, other = windows
    write(one, "Written before the kill?")
    one.send(b"c")
    one.wait_for("kept as a draft")
    one.send(HALF.encode())
    wait_for_letter(one, tmp_path, HALF)
    assert one.kill() == -9
    other.wait_for("Written before the kill?")
    other.send(b"c")
    other.wait_for(HALF, "kept from before")
    other.send(ESCAPE)
    other.wait_for("w write the file")
    assert texts_on_disk(tmp_path) == ["Written before the kill?"]
    assert other.kill() == -9
    with opened(tmp_path, JUNE) as again:
        again.send(b"4")
        again.wait_for("1 item, 1 not in a file yet", "Written before the kill?")
        again.send(b"c")
        again.wait_for(HALF, "kept from before")
        again.send(SAVE)
        again.wait_for("Saved your comment", HALF)
        leave(again)
    assert texts_on_disk(tmp_path) == ["Written before the kill?", HALF]


def test_two_type_in_the_same_form_and_each_keeps_its_own(windows: tuple[Terminal, Terminal], tmp_path: Path) -> None:
    one, other = windows
    one.send(b"c")
    one.wait_for("kept as a draft")
    one.send(HALF.encode())
    wait_for_letter(one, tmp_path, HALF)
    write(other, "All of the other?")  # its form begins empty
    one.send(SAVE)
    one.wait_for("Saved your comment", HALF, "All of the other?")
    other.wait_for(HALF)
    leave(one)
    leave(other)
    assert texts_on_disk(tmp_path) == ["All of the other?", HALF]


def test_both_write_at_once_and_everything_is_on_the_disk(windows: tuple[Terminal, Terminal], tmp_path: Path) -> None:
    wanted = [f"{name} {number}?" for number in range(5) for name in ("one", "other")]
    for number in range(5):
        for window, name in zip(windows, ("one", "other"), strict=True):
            window.send(b"c" + f"{name} {number}?".encode() + SAVE)  # the other is not waited for
    for window, name in zip(windows, ("one", "other"), strict=True):
        window.wait_for(f"{name} 4?")
    for window in windows:
        window.wait_for("10 not written yet")
        leave(window)
    assert sorted(texts_on_disk(tmp_path)) == sorted(wanted)
