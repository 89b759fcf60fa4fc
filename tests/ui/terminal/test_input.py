"""What a terminal sends, cut into units and read into messages: however it is split, and whatever it is."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events
from textual.messages import InBandWindowResize, TerminalSupportsSynchronizedOutput

from learnboard.ui.terminal.input import (
    ESCAPE_WAIT,
    MOST_CHARACTERS,
    MOST_SECONDS,
    PASTE_WAIT,
    SEQUENCE_WAIT,
    InputReader,
    Tokenizer,
    Unit,
)
from tests.hostile import HOSTILE
from tests.ui.terminal.streams import ANSWERS, BROKEN_KEYS, Clock, one_by_one, read, told

START, END = "\x1b[200~", "\x1b[201~"
X = ("x", "x")


def units(*parts, pause=0.0):
    """The units of some reads, with pauses between them, and of silence at the end."""
    clock = Clock()
    tokenizer, found = Tokenizer(clock), []
    for part in parts:
        found += tokenizer.feed(part)
        clock.now += pause
        if tokenizer.due is not None and tokenizer.due <= 0:
            found += tokenizer.give_up()
    return [*found, *tokenizer.give_up()]


def characters(text):
    return [Unit("character", sign) for sign in text]


# -- units ------------------------------------------------------------------------------------------------------------

UNITS = (
    ("j", Unit("character", "j")),
    ("é", Unit("character", "é")),
    ("\r", Unit("character", "\r")),
    ("\x7f", Unit("character", "\x7f")),
    ("\x85", Unit("character", "\x85")),
    ("\x1bb", Unit("alt", "b")),
    ("\x1b\x7f", Unit("alt", "\x7f")),
    ("\x1b\\", Unit("alt", "\\")),
    ("\x1b[A", Unit("csi", "A")),
    ("\x9bA", Unit("csi", "A")),
    ("\x1b[1;5A", Unit("csi", "1;5A")),
    ("\x1b[?2026;2$y", Unit("csi", "?2026;2$y")),
    ("\x1b[97:65;1:1;97:98u", Unit("csi", "97:65;1:1;97:98u")),
    ("\x1b[<0;12;5M", Unit("csi", "<0;12;5M")),
    ("\x1b[<32;NaN;NaNM", Unit("csi", "<32;NaN;NaNM")),
    ("\x1b[<0;-∞;5m", Unit("csi", "<0;-∞;5m")),
    ("\x1b[M !\xff", Unit("csi", "M !\xff")),
    ("\x1b[[A", Unit("csi", "[A")),
    ("\x1bOp", Unit("ss3", "p")),
    ("\x8fp", Unit("ss3", "p")),
    ("\x1bO5A", Unit("ss3", "5A")),
    ("\x1b]11;rgb:0/0/0\x07", Unit("string", "]")),
    ("\x1b]11;rgb:0/0/0\x1b\\", Unit("string", "]")),
    ("\x9d11;rgb:0/0/0\x9c", Unit("string", "\x9d")),
    ("\x1bP>|term\x1b\\", Unit("string", "P")),
    ("\x1b_Gi=1;OK\x1b\\", Unit("string", "_")),
    ("\x1b^p\x1b\\", Unit("string", "^")),
    ("\x1bXs\x18", Unit("string", "X")),
    (f"{START}two\nlines{END}", Unit("paste", "two\nlines")),
    (f"{START}{END}", Unit("paste", "")),
    (f"{START}q\x1b[Aq\x1bq\x1b]0;{END}", Unit("paste", "q\x1b[Aq\x1bq\x1b]0;")),
    (f"{START}a{START}b{END}", Unit("paste", f"a{START}b")),
)
"""What a terminal may send as one, and the unit it is."""


@pytest.mark.parametrize(("sent", "unit"), UNITS)
def test_each_is_one_unit_whole_and_byte_by_byte_with_pauses(sent, unit):
    assert units(sent) == [unit]
    assert units(*sent, pause=ESCAPE_WAIT * 0.9) == [unit]
    assert units(f"a{sent}b") == [*characters("a"), unit, *characters("b")]


@given(st.lists(st.sampled_from(UNITS), max_size=8), st.data())
def test_any_split_of_any_concatenation_gives_the_same_units(chosen, data):
    stream = "".join(sent for sent, _ in chosen)
    places = sorted(data.draw(st.sets(st.integers(0, len(stream)), max_size=8)))
    ends = [*places, len(stream)]
    parts = [stream[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    pause = data.draw(st.sampled_from([0.0, 0.01, ESCAPE_WAIT * 0.9]))
    assert units(*parts, pause=pause) == units(*stream) == [unit for _, unit in chosen]


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ("\x1b", [Unit("escape", "\x1b")]),
        ("\x1b\x1b", [Unit("escape", "\x1b")] * 2),
        ("\x1b\x1b[A", [Unit("escape", "\x1b"), Unit("csi", "A")]),
        ("\x1b\x1b]0;x\x07", [Unit("escape", "\x1b"), Unit("string", "]")]),
        ("\x1b\x9bA", [Unit("escape", "\x1b"), Unit("csi", "A")]),
        ("\x1b[", [Unit("alt", "[")]),
        ("\x1bO", [Unit("alt", "O")]),
        ("\x1bP", [Unit("alt", "P")]),
        ("\x1b]", [Unit("alt", "]")]),
        ("\x1bO\r", [Unit("alt", "O"), *characters("\r")]),
        ("\x1b[1;5", []),
        ("\x1b[1;5\rx", characters("\rx")),
        ("\x1b[1;5éx", characters("éx")),
        ("\x1b[1;5\x1b[A", [Unit("csi", "A")]),
        ("\x1b[<0;5\x1b[<0;1;1M", [Unit("csi", "<0;1;1M")]),
        ("\x1b[M \x1b[A", [Unit("csi", "A")]),
        ("\x1b]11;rgb:0", []),
        ("\x1b]11;rgb:0\x1b", [Unit("escape", "\x1b")]),
        ("\x1b]11;rgb:0\x1b[Ax", [Unit("string", "]"), Unit("csi", "A"), *characters("x")]),
        ("\x1b]11;rgb:0\x1bbx", [Unit("string", "]"), Unit("alt", "b"), *characters("x")]),
        ("\x9b", []),
        ("\x9c", characters("\x9c")),
        (f"{START}never ended", [Unit("paste", "never ended")]),
        (f"{START}never\x1b[20", [Unit("paste", "never\x1b[20")]),
        ("x\x1b[200", characters("x")),
        (f"a{END}b", [*characters("a"), Unit("csi", "201~"), *characters("b")]),
    ],
)
def test_what_is_broken_off_vanishes_and_what_follows_is_read(sent, found):
    assert units(sent) == units(*sent) == found


# -- time -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pause", "keys"),
    [
        (0.0, [("alt+b", None)]),
        (ESCAPE_WAIT * 0.9, [("alt+b", None)]),
        (ESCAPE_WAIT * 1.1, [("escape", "\x1b"), ("b", "b")]),
    ],
)
def test_escape_and_a_letter_are_two_keys_only_with_a_pause_between_them(pause, keys):
    assert told(read(b"\x1b", b"b", pause=pause)) == keys


def test_escape_waits_a_twentieth_of_a_second():
    assert ESCAPE_WAIT == 0.05
    clock = Clock()
    reader = InputReader(clock=clock)
    assert reader.read(b"\x1b") == []
    assert reader.due == 0.05
    clock.now += 0.04
    assert round(reader.due, 9) == 0.01
    assert told(reader.give_up()) == [("escape", "\x1b")]
    assert reader.due is None


@pytest.mark.parametrize(
    ("sent", "wait"),
    [
        (b"a", None),
        (b"\x1b[A", None),
        (b"\x1b[", SEQUENCE_WAIT),
        (b"\x1b[20", SEQUENCE_WAIT),
        (b"\x1b]11", SEQUENCE_WAIT),
        (b"\x1b]11\x1b", SEQUENCE_WAIT),
        (b"\x1b]11\x07", None),
        (START.encode(), PASTE_WAIT),
        (START.encode() + b"text\x1b", PASTE_WAIT),
        (START.encode() + b"text" + END.encode(), None),
    ],
)
def test_only_the_unfinished_is_waited_for(sent, wait):
    reader = InputReader(clock=Clock())
    reader.read(sent)
    assert reader.due == wait


@pytest.mark.parametrize("begun", [b"\x1b]11;rgb:", b"\x1bPq", b"\x1b_G", b"\x1b[<0;5", b"\x1b[1;5"])
def test_a_sequence_that_never_ends_swallows_only_what_comes_at_once(begun):
    assert told(read(begun, b"x", pause=SEQUENCE_WAIT)) == [X]


@pytest.mark.parametrize("begun", [b"\x1b]11;rgb:", b"\x1bPq", b"\x1b_G", b"\x1b^", b"\x1bX"])
def test_somebody_who_types_without_a_pause_gets_their_keys_back_after_two_seconds(begun):
    assert MOST_SECONDS == 2.0
    typed = read(begun, *[b"x"] * 40, pause=0.1)  # ten keys a second, for four seconds
    assert 20 <= len(typed) <= 21
    assert set(told(typed)) == {X}


def test_a_string_that_is_too_long_is_given_up_with_the_read_it_came_in():
    assert told(read(b"\x1b]52;c;", b"q" * (MOST_CHARACTERS + 9), b"x")) == [X]
    assert told(read(b"\x1b]52;c;" + b"q" * (MOST_CHARACTERS - 9) + b"\x07x")) == [X]


def test_a_sequence_of_a_hundred_thousand_digits_vanishes():
    assert told(read(b"\x1b[" + b"9" * 100_000 + b"u", b"x", pause=SEQUENCE_WAIT)) == [X]


def test_a_paste_without_its_end_is_pasted_after_five_seconds():
    assert PASTE_WAIT == 5.0
    assert told(read(f"{START}ab".encode(), b"q", pause=4.9)) == [("paste", "abq")]
    assert told(read(f"{START}ab".encode(), b"q", pause=5.1)) == [("paste", "ab"), ("q", "q")]


def test_a_megabyte_in_small_reads_is_taken_at_once():
    pieces = [START.encode(), *[b"x" * 4_000] * 250, END.encode()]
    assert told(read(*pieces)) == [("paste", "x" * 1_000_000)]


# -- what a terminal says by itself -----------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [*ANSWERS, *BROKEN_KEYS])
def test_what_a_terminal_says_by_itself_is_no_key_however_it_comes(answer):
    assert read(answer) == []
    assert read(*one_by_one(answer), pause=ESCAPE_WAIT * 0.9) == []
    for at in range(1, len(answer)):
        assert told(read(answer[:at], answer[at:], b"x")) == [X]


def test_answers_between_keys_leave_the_keys():
    stream = b"".join(answer + b"x" for answer in (*ANSWERS, *BROKEN_KEYS))
    assert told(read(stream)) == told(read(*one_by_one(stream), pause=0.001)) == [X] * len((*ANSWERS, *BROKEN_KEYS))


@pytest.mark.parametrize(
    ("sent", "kind", "values"),
    [
        (b"\x1b[I", events.AppFocus, {}),
        (b"\x1b[O", events.AppBlur, {}),
        (b"\x1b[?2026;2$y", TerminalSupportsSynchronizedOutput, {}),
        (b"\x1b[?2048;2$y", InBandWindowResize, {"supported": True, "enabled": False}),
        (b"\x1b[?2048;0$y", InBandWindowResize, {"supported": False, "enabled": False}),
        (b"\x1b[48;24;80;480;800t", events.Resize, {"size": (80, 24), "pixel_size": (800, 480)}),
        (b"\x1b[48;24:1;80;480;800:7t", events.Resize, {"size": (80, 24), "pixel_size": (800, 480)}),
        (b"\x1b[<0;12;5M", events.MouseDown, {"x": 11, "y": 4, "button": 1, "shift": False}),
        (b"\x1b[<0;12;5m", events.MouseUp, {"x": 11, "y": 4, "button": 1}),
        (b"\x1b[<4;12;5M", events.MouseDown, {"shift": True}),
        (b"\x1b[<2;1;1M", events.MouseDown, {"button": 3}),
        (b"\x1b[<35;300;90M", events.MouseMove, {"x": 299, "y": 89}),
        (b"\x1b[<64;1;1M", events.MouseScrollUp, {}),
        (b"\x1b[<65;1;1M", events.MouseScrollDown, {}),
    ],
)
def test_reports_that_textual_lives_by_reach_it(sent, kind, values):
    for messages in (read(sent), read(*one_by_one(sent), pause=0.01)):
        (message,) = messages
        assert type(message) is kind
        assert {name: getattr(message, name) for name in values} == values


def test_a_window_whose_pixels_are_unknown_has_a_mouse_all_the_same():
    reader = InputReader()
    _, moved = reader.read(b"\x1b[48;24;80;0;0t\x1b[<35;12;5M")
    assert (moved.x, moved.y) == (11, 4)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_can_press_a_key_out_of_its_paste(text):
    ((kind, pasted),) = told(read(f"{START}{text}{END}".encode(errors="replace")))
    assert kind == "paste"
    assert not set(pasted) & {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160))}


# -- anything ---------------------------------------------------------------------------------------------------------

FRAGMENTS = st.one_of(
    st.binary(max_size=6),
    st.sampled_from([*ANSWERS, *BROKEN_KEYS]),
    st.sampled_from(
        [b"\x1b", b"\x1b[", b"\x1b[<", b"\x1b[M", b"\x1bO", b"\x1bP", b"\x1b]", b"\x9b", b"\x1b[200~", b"\x1b[201~"]
    ),
    st.from_regex(rb"\A\x1b\[[0-9:;<?]{0,12}[@-~]\Z"),
    st.from_regex(rb"\A\x1bO[0-9;]{0,5}[ -~]\Z"),
)


@given(st.lists(FRAGMENTS, max_size=10))
@example([b"\x1b[48;1;1;1;1t", b"\x1b[<0;5;5M"])
@example([b"\xe2\x82", b"\x1b[97;1;99999999u"])
@example([b"\xe1", b"\x9b"])
def test_no_bytes_raise_and_after_a_silence_a_key_is_a_key(pieces):
    reader = InputReader()
    messages = [message for piece in pieces for message in (*reader.read(piece), *reader.give_up())]
    messages += [*reader.read(b"".join(pieces)), *reader.give_up()]
    assert all(
        isinstance(message, events.Event | InBandWindowResize | TerminalSupportsSynchronizedOutput)
        for message in messages
    )
    assert told(reader.read(b"x"))[-1] == X
    assert reader.due is None
