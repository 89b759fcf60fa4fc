"""A hand on the keyboard that changes a board at random and notes everything the program says it has done."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.program.boards import FORM, leave, open_form, under_cursor, wait_until
from tests.program.wire import pieces
from tests.terminal import Terminal

HELP = "j k scroll"  # the last line of help, which the status line never says
CARRIES = (b"H", b"J", b"K", b"L", b"[", b"]")
_MOVES = (b"h", b"j", b"k", b"l", b"g", b"G")
# Cards that `x` marks; with any other it is refused, and the refusal would cover what is said.
_MARKED = (
    "Speak at one external meetup",
    "Publish a performance playbook",
    "Build a toy map-tile",
    "Finish the queueing",
)
_EMPTY_COLUMN = "n names the first key result"
_SENTENCES = (
    (re.compile(r"added (“.*?”)"), r"add \1"),
    (re.compile(r"deleted (“.*?”)"), r"delete \1"),
    (re.compile(r"moved (“.*?”) to "), r"move \1"),
    (re.compile(r"(“.*?”): .*"), r"check in \1"),
    (re.compile(r"step (“.*?”) is (done|open again)"), r"mark step \1 \2"),
    (re.compile(r"(“.*?”) is (done|not done)"), r"mark \1 \2"),
)


def label_of(sentence: str) -> str | None:
    """The label under which the journal keeps the step that the sentence tells of; None if it tells of none."""
    for pattern, label in _SENTENCES:
        if found := pattern.match(sentence):
            return found.expand(label)
    return None


@dataclass
class Acknowledged:
    """The journal as it must be after what the program said: the steps that stand, and those undone."""

    live: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    count: int = 0

    def hear(self, sentence: str) -> None:
        """Take in one sentence of the status line."""
        self.count += 1
        if sentence.startswith("undid: "):
            assert sentence.removeprefix("undid: ").startswith(self.live[-1]), (
                f"{sentence}, but {self.live[-1]} was last"
            )
            self.undone.append(self.live.pop())
        elif sentence.startswith("did again: "):
            assert sentence.removeprefix("did again: ").startswith(self.undone[-1]), (
                f"{sentence}, not {self.undone[-1]}"
            )
            self.live.append(self.undone.pop())
        elif label := label_of(sentence):
            self.live.append(label)
            self.undone.clear()


class Driver:
    """Presses keys one by one, each when the program has said what became of the one before."""

    def __init__(self, terminal: Terminal, rng: random.Random) -> None:
        self.heard = Acknowledged()
        self._terminal = terminal
        self._rng = rng
        self.status = self._said()

    def change(self) -> None:
        """Change the board by one key, or by a check-in, and hear what the program says."""
        self._terminal.send(b"".join(self._rng.choices(_MOVES, k=self._rng.randint(0, 3))))
        kind = self._rng.choices(("carry", "check in", "name", "delete", "undo", "redo"), (6, 2, 2, 1, 2, 1))[0]
        if kind == "check in" and not (label_of(self.status) or "").startswith("check in"):
            self._check_in()
        elif kind == "name":
            self._name()
        elif kind == "delete" and self._on_a_card():
            self._press(b"\x7f")
        elif kind == "undo" and self._tells(self.heard.live, "undid"):
            self._press(b"u")
        elif kind == "redo" and self._tells(self.heard.undone, "did again"):
            self._press(b"U")
        else:
            self._carry_or_mark()

    def _tells(self, labels: list[str], verb: str) -> bool:
        """Whether there is such a step, and what will be said of it is not what is said already."""
        return bool(labels) and not self.status.startswith(f"{verb}: {labels[-1]}")

    def _carry_or_mark(self) -> None:
        key = self._rng.choice((*CARRIES, b"x"))
        if key == b"x":
            self._fence()
        if key != b"x" or under_cursor(self._terminal.lines()).startswith(_MARKED):
            self._press(key)

    def _on_a_card(self) -> bool:
        """Whether there is a card under the cursor, once it is where the keys before brought it."""
        self._fence()
        return under_cursor(self._terminal.lines()) != _EMPTY_COLUMN

    def _name(self) -> None:
        """Type a key result; escape keeps it."""
        title = f"practise {self._rng.getrandbits(40):x}"
        self._terminal.send(b"n" + title.encode())
        wait_until(self._terminal, lambda lines: any(f"▌{title}▏" in line for line in lines))
        self._terminal.send(b"\x1b")
        wait_until(self._terminal, lambda lines: lines[-2].strip().startswith(f"added “{title}”"))
        self._listen()

    def _check_in(self) -> None:
        if not self._on_a_card():
            return
        open_form(self._terminal)
        digit = str(self._rng.randint(1, 9))
        self._terminal.send(digit.encode())
        shown = re.compile(rf"(value|confidence) +{digit}▏")
        wait_until(self._terminal, lambda lines: any(shown.search(line) for line in lines))
        self._terminal.send(b"\r")
        wait_until(self._terminal, lambda lines: not any(FORM in line for line in lines))
        self._listen()

    def _press(self, key: bytes) -> None:
        self._terminal.send(key)
        self._listen()

    def _listen(self) -> None:
        """Hear what is said of the last key; one that could do nothing is known by the one after it."""
        self._terminal.quiet(0.03)
        if self._said() == self.status:
            self._fence()
        wait_until(self._terminal, lambda _: self._frames_are_whole())
        if self._said() != self.status:
            self.status = self._said()
            self.heard.hear(self.status)

    def _frames_are_whole(self) -> bool:
        """Whether the last frame has come to its end: one in two pieces would be heard as two sentences."""
        output = self._terminal.bytes_written
        return output.count(b"\x1b[?2026h") == output.count(b"\x1b[?2026l")

    def _fence(self) -> None:
        """Keys are taken in order: once help has come and gone, all that was typed before it has been done."""
        self._terminal.send(b"?")
        self._terminal.wait_for(HELP)
        leave(self._terminal, HELP)

    def _said(self) -> str:
        """The status line; a form that is still open covers no part of it."""
        return self._terminal.lines()[-2].strip()


def sentences(output: bytes, row: int) -> Iterator[str]:
    """What was painted from the start of a line of the screen, one text for each time it was."""
    text, here = "", False
    for kind, content in pieces(output):
        if kind == "csi" and content.endswith("H"):
            if text.strip():
                yield text.strip()
            text, here = "", content in (f"{row + 1};1H", f"{row + 1};2H")
        elif kind == "text" and here:
            text += content
    if text.strip():
        yield text.strip()
