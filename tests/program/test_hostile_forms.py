"""Texts that break careless programs in every field of every form: pasted, typed and imported, saved and shown."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from learnboard.domain.text import clean
from learnboard.service.importing import import_file
from tests.hostile import HOSTILE
from tests.program.boards import (
    COMMAND,
    asked,
    assert_sound,
    environment,
    opened,
    quit_program,
    terminal_of,
    wait_until,
)
from tests.program.served import Server
from tests.program.test_hostile_titles import hostile_document
from tests.program.test_two_years import ON_DAY
from tests.program.test_typing import CLEAR, ESCAPE, LAST, harmless, pasted, report, typed
from tests.program.wire import controls
from tests.terminal import Terminal, plain_environment

SAVE = b"\x13"
ROUNDS = len(HOSTILE)
AT_ONCE = 10
ALL = tuple(range(0, ROUNDS, AT_ONCE))
SIZES = [(120, 34), (80, 24)]
# What no text on a board may hold: C0 but tab and line feed, DEL, C1, bidi controls, separators, the byte order mark.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


TEXT, WORDS, CHOICE = "a text", "a text that is taken apart", "a choice"
CARD_END = ("", WORDS, "1", TEXT, CHOICE, CHOICE, TEXT)
"""Due date, labels, weight, help wanted, indicator, visibility, private note."""
FROM = ""
"""The day from which a key result counts: the first of its cycle."""


class Form(NamedTuple):
    """A form: the keys to its row, those that open it and those that lead back, and its fields in their order.

    A field is TEXT, WORDS, CHOICE, or what is written where a text would mean nothing, to take its place. So many
    texts as `at_once` says are written into a field before the form is saved, each over the one before. `rounds` says
    with which of the texts each round begins.
    """

    name: str
    opening: bytes
    fields: tuple[str, ...]
    back: bytes = b""
    way: bytes = b""
    at_once: int = AT_ONCE // 2  # the field beside it gets the others
    rounds: tuple[int, ...] = ALL

    @property
    def texts(self) -> list[int]:
        """The places of the fields that take any text."""
        return [at for at, field in enumerate(self.fields) if field in (TEXT, WORDS)]

    def filled(self, number: int) -> bytes:
        """The keys of a round: hostile texts pasted into each field, others into each, and typed into one of them."""
        by_hand = self.texts[number % len(self.texts)]
        return b"\t".join(self._field(at, number, typed if at == by_hand else pasted) for at in range(len(self.fields)))

    def _field(self, at: int, number: int, write: Callable[[str], bytes]) -> bytes:
        field = self.fields[at]
        if field == CHOICE:
            return pasted(self.last(at, number))
        texts = [self.text(at, number, place) for place in range(self.at_once)]
        keys = b"".join(CLEAR + (write if place == 0 else pasted)(text) for place, text in enumerate(texts))
        return keys if at in self.texts else keys + CLEAR + field.encode()

    def text(self, at: int, number: int, place: int) -> str:
        """One of the texts that are written into a field in a round."""
        return HOSTILE[(number + at + place) % ROUNDS]

    def last(self, at: int, number: int) -> str:
        """The text that stands in a field when it is saved; in one of many lines others may stand before it."""
        return self.text(at, number, self.at_once - 1)


def card(name: str, way: bytes, *numbers: str, rounds: tuple[int, ...]) -> Form:
    return Form(name, b"\r\r", (TEXT, TEXT, CHOICE, *numbers, *CARD_END), b"q", way, rounds=rounds)


# One form for the cards of every kind: what all share gets every text twice or more, their unit once or more.
FORMS = (
    card("metric", b"", "850", "450", TEXT, TEXT, "1", FROM, rounds=ALL[:2]),  # easier than 400, so it asks why
    card("maintain", b"jj", CHOICE, "2", CHOICE, TEXT, "0", FROM, rounds=ALL[2:]),
    card("milestones", b"jjj", FROM, rounds=ALL[:1]),
    card("baseline", b"ljj", TEXT, "0", rounds=ALL),
    card("binary", b"lj", rounds=ALL[-1:]),
    Form("objective", b"o", (TEXT, TEXT, CHOICE, CHOICE, CHOICE, CHOICE, "1", TEXT, TEXT, TEXT, TEXT, CHOICE)),
    Form("goal", b"O\r", (TEXT, CHOICE, TEXT, TEXT, TEXT, CHOICE), b"q"),
    Form("cycle", b"C\r", (TEXT, CHOICE, "2026-01-01", "31 dec 2026", "8"), b"q"),
    Form("settings", b",", (TEXT, TEXT, CHOICE, "3", "42", "0.10 0.25", "0.40 0.70", "5", "5", "EUR", "500")),
    Form("check-in", b" ", ("500", "7", TEXT, "", CHOICE, "dep", TEXT, TEXT, "fri")),
)


def steps(terminal: Terminal, board: Path, count: int) -> None:
    """Wait until so many steps stand in the journal."""
    wait_until(terminal, lambda _: asked(board, "SELECT count(*) FROM steps WHERE NOT undone") == [(count,)])


def texts_in(plain: Any) -> Iterator[str]:
    """All texts of an export."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, list | dict):
        for each in plain.values() if isinstance(plain, dict) else plain:
            yield from texts_in(each)


def exported(server: Server, board: Path) -> dict[str, Any]:
    """The board as it leaves; nothing in it can be obeyed by a terminal, nor in its plain text."""
    env = plain_environment(environment(board.parent.parent))
    sent, shown = (
        server.run([*COMMAND, "--board", str(board), *words], env)
        for words in (("export", "--profile", "full", "-o", "-"), ("show",))
    )
    assert (sent.code, shown.code) == (0, 0)
    file: dict[str, Any] = json.loads(sent.out)
    assert not [text for text in texts_in(file) if FORBIDDEN.search(text)]
    assert controls(shown.out) <= {"U+000A"}
    return file


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_no_text_in_a_form_presses_a_key_or_reaches_the_terminal(server: Server, board: Path, form: Form) -> None:
    with opened(board, columns=100, rows=40) as terminal:
        terminal.send(form.way)
        for number in form.rounds:
            terminal.send(form.opening + form.filled(number) + SAVE + form.back)
            steps(terminal, board, 1)
            terminal.send(b"u")
            steps(terminal, board, 0)
        terminal.send(form.opening + form.filled(0) + SAVE + form.back)
        steps(terminal, board, 1)
        report(terminal)
        assert quit_program(terminal) == 0
        harmless(terminal.bytes_written)
    held = "\n".join(kept(text) for text in texts_in(exported(server, board)))
    assert all(kept(form.last(at, 0)) in held for at in form.texts if form.fields[at] == TEXT)
    assert_sound(board)


@pytest.mark.parametrize("size", SIZES[1:], ids=str)
def test_no_text_in_the_guide_presses_a_key_or_reaches_the_terminal(
    server: Server, tmp_path: Path, size: tuple[int, int]
) -> None:
    board, at_once = tmp_path / "boards" / "new.db", 8
    in_may = (*ON_DAY, "2026-05-04", "--board", str(board))  # late in a year the cycle has a choice more
    with terminal_of(in_may, *size, environment(tmp_path)) as terminal:
        terminal.wait_for("Welcome to learnboard")
        for number in range(0, ROUNDS, at_once):
            others = b"".join(CLEAR + pasted(text) for text in HOSTILE[number : number + at_once])
            others += CLEAR + typed(HOSTILE[number]) + CLEAR
            goal, cycle, objective, *lines = (others + pasted(HOSTILE[(number + place) % ROUNDS]) for place in range(6))
            terminal.send(pasted(HOSTILE[number]) + b"\r")  # nothing is typed into a choice
            terminal.send(others + pasted(HOSTILE[(number + 6) % ROUNDS]) + b"\r")  # the name
            terminal.send(goal + b"\r" + cycle + b"\r" + objective + b"\r" + b"\t".join(lines))
            terminal.send(b"\t" + others + b"7\r")
            terminal.send(others + pasted(HOSTILE[(number + 7) % ROUNDS]) + b"\r")  # the mentor
            steps(terminal, board, 11)  # name, goal, cycle, objective, three key results with a check-in each, mentor
            if number < ROUNDS - at_once:
                terminal.send(b"u" * 11 + b"\r")
                steps(terminal, board, 0)
                terminal.wait_for("Welcome to learnboard")
        report(terminal)
        assert quit_program(terminal) == 0
        harmless(terminal.bytes_written)
    file = exported(server, board)
    titles = [file["goals"][0]["statement"], *(row["title"] for row in (*file["cycles"], *file["objectives"]))]
    last = [kept(HOSTILE[(ROUNDS - at_once + place) % ROUNDS]) for place in range(6)]
    assert list(map(kept, titles)) == last[:3]
    assert {kept(row["title"]) for row in file["key_results"]} == {*last[3:]}
    assert [kept(row["name"]) for row in file["people"]] == [kept(HOSTILE[(ROUNDS - at_once + 7) % ROUNDS])]
    assert_sound(board)


def test_no_text_typed_on_a_cards_page_presses_a_key_or_reaches_the_terminal(server: Server, board: Path) -> None:
    """New steps, titles of steps and of the card, labels, a reason to drop it, and what is no date and no weight."""
    with opened(board, columns=100, rows=40) as terminal:
        terminal.send(b"jjj\r")
        terminal.wait_for("Steps", "new step")
        terminal.send(b"n" + b"".join(pasted(text) + b"\r" for text in HOSTILE) + ESCAPE)
        for number, text in enumerate(HOSTILE):  # every text in each of these prompts: see the tests of typing
            ways = (
                b"e" + CLEAR + pasted(text) + b"\r",
                b"#" + CLEAR + typed(text) + b"\r",
                b"t" + pasted(text) + b"\r" + CLEAR + b"\r",
                b"w" + CLEAR + pasted(text) + b"\r" + ESCAPE,
                b"d" + pasted(text) + b"\rd",
            )
            terminal.send(ways[(ROUNDS - 1 - number) % len(ways)])  # the last text stays the title of the last step
        terminal.send(b"n" + LAST + b"\r" + ESCAPE)
        terminal.wait_for(LAST.decode())
        terminal.send(b"ggGGq")
        report(terminal)
        assert quit_program(terminal) == 0
        harmless(terminal.bytes_written)
    file = exported(server, board)
    (card,) = (row for row in file["key_results"] if row["id"] == "k14")
    assert card["dropped_on"] is None
    titles = [kept(row["title"]) for row in file["milestones"] if row["key_result_id"] == "k14"]
    assert {kept(text) for text in HOSTILE} <= {*titles}
    assert len(titles) == 4 + ROUNDS + 1
    assert_sound(board)


@pytest.mark.parametrize("size", SIZES[:1], ids=str)
def test_imported_texts_stand_in_every_page_and_form_and_are_obeyed_by_none(
    server: Server, tmp_path: Path, size: tuple[int, int]
) -> None:
    file, board = tmp_path / "from-a-stranger.learnboard.json", tmp_path / "boards" / "year.db"
    file.write_text(json.dumps(hostile_document()), encoding="utf-8")
    board.parent.mkdir()
    import_file(file, board)
    count = len(json.loads(file.read_text(encoding="utf-8"))["key_results"])
    with opened(board, columns=size[0], rows=size[1]) as terminal:
        for opening, fields in ((b"o", 13), (b"O\r", 6), (b"C\r", 5), (b",", 11), (b" ", 9)):
            terminal.send(opening + b"\t" * fields + ESCAPE * len(opening))
        terminal.send(b"\r")
        terminal.wait_for("edit", "check in")
        for number in range(count):
            terminal.send(b"\x1b[6~Gg" + (b"\r" + b"\t" * 20 + ESCAPE if number % 3 == 0 else b"") + b"l")
            terminal.quiet(0.01)
        terminal.send(b"q")
        report(terminal)
        assert asked(board, "SELECT count(*) FROM steps") == [(1,)]  # the import
        assert quit_program(terminal) == 0
        harmless(terminal.bytes_written)
    exported(server, board)
    assert_sound(board)


def kept(text: str) -> str:
    """A text without what no board keeps of it, and without the blanks by which lines and texts differ."""
    return " ".join(clean(text).split())
