"""What the program says it has done, and the journal as it must be after that."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.program.wire import pieces

# The first that fits counts: a check-in is told as “A”: and whatever came of it.
_SENTENCES = (
    (re.compile(r"Added (“.*?”)"), r"add \1"),
    (re.compile(r"Deleted (“.*?”)"), r"delete \1"),
    (re.compile(r"Moved (“.*?”) to "), r"move \1"),
    (re.compile(r"Renamed (“.*?”) to "), r"rename \1"),
    (re.compile(r"Dropped (“.*?”)"), r"drop \1"),
    (re.compile(r"(“.*?”) is taken up again"), r"take up \1 again"),
    (re.compile(r"(“.*?”) is due "), r"set the due date of \1"),
    (re.compile(r"(“.*?”) has no due date any more"), r"remove the due date of \1"),
    (re.compile(r"Labels of (“.*?”): "), r"change the labels of \1"),
    (re.compile(r"(“.*?”): (?:only you|your mentor|everybody you|shared with your mentor)\b"), r"change who sees \1"),
    (re.compile(r"(“.*?”): .*"), r"check in \1"),
    (re.compile(r"Step (“.*?”) is (done|open again)"), r"mark step \1 \2"),
    (re.compile(r"(“.*?”) is (done|not done)"), r"mark \1 \2"),
)


class Lost(AssertionError):
    """Changes that had been acknowledged are gone."""

    def __init__(self, count: int, said: str) -> None:
        super().__init__(f"{count} acknowledged: {said}")
        self.count = count


def label_of(message: str) -> str | None:
    """The label under which the journal keeps the step that the sentence tells of; None if it tells of none."""
    for pattern, label in _SENTENCES:
        if found := pattern.match(message):
            return found.expand(label)
    return None


@dataclass
class Acknowledged:
    """The journal as it must be after what the program said: the steps that stand, and those undone."""

    live: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)

    def hear(self, message: str) -> bool:
        """Take in one sentence of the status line; whether it tells of a change."""
        if message.startswith("Undid: "):
            _same("Undid: ", message, self.live)
            self.undone.append(self.live.pop())
        elif message.startswith("Redid: "):
            _same("Redid: ", message, self.undone)
            self.live.append(self.undone.pop())
        elif label := label_of(message):
            self.live.append(label)
            self.undone.clear()
        else:
            return False
        return True

    def copy(self) -> "Acknowledged":
        """The same, and its own."""
        return Acknowledged(list(self.live), list(self.undone))

    def found_in(self, steps: Sequence[tuple[str, bool]]) -> bool:
        """Whether these are exactly the steps of a journal, each with whether it is undone."""
        return list(steps) == [(each, False) for each in self.live] + [(each, True) for each in self.undone[::-1]]


def _same(verb: str, message: str, labels: Sequence[str]) -> None:
    last = labels[-1] if labels else "nothing"
    if not message.removeprefix(verb).startswith(last):
        raise Lost(1, f"{message}, but {last} was last")


def without_hint(line: str) -> str:
    """What a status line says, without what can be done about it."""
    return line.strip().partition("   ")[0]


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


def labels_told(output: bytes, row: int, last: str) -> list[str]:
    """The steps the program told of since `last`; a sentence that is painted again, or a part of it, is no new one."""
    labels: list[str] = []
    for painted in sentences(output, row):
        message = without_hint(painted)
        if last.startswith(message):
            continue
        if label := label_of(message):
            labels.append(label)
        last = message
    return labels
