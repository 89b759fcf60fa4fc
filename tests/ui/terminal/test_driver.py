"""What a terminal sends, cut into keys and pastes: however it is split, a paste is text and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Paste

from learnboard.ui.terminal.driver import PasteSplitter
from tests.hostile import HOSTILE

START, END = "\x1b[200~", "\x1b[201~"
PIECES = st.one_of(
    st.text(max_size=4), st.sampled_from([START, END, "\x1b", "\x1b[", "\x1b[2", "\x1b[A", "[200~", "200~", "q"])
)
STREAMS = st.lists(PIECES, max_size=12).map("".join)


def fed(parts):
    """What comes out for these reads: keys as one text each stretch, pastes as events."""
    pastes, out = PasteSplitter(), []
    for part in parts:
        out += pastes.feed(part)
    return joined([*out, pastes.rest()])


def joined(pieces):
    """The pieces with texts that stand beside each other as one."""
    out = []
    for piece in pieces:
        told = ("pasted", piece.text) if isinstance(piece, Paste) else ("keys", piece)
        if told == ("keys", ""):
            continue
        if out and told[0] == out[-1][0] == "keys":
            out[-1] = ("keys", out[-1][1] + told[1])
        else:
            out.append(told)
    return out


@pytest.mark.parametrize(
    ("sent", "comes"),
    [
        ("jk", [("keys", "jk")]),
        ("\x1b[A", [("keys", "\x1b[A")]),
        ("\x1b", [("keys", "\x1b")]),
        (f"{START}two\nlines{END}", [("pasted", "two\nlines")]),
        (f"a{START}b{END}c", [("keys", "a"), ("pasted", "b"), ("keys", "c")]),
        (f"{START}{END}", [("pasted", "")]),
        (f"{START}q\x1b[Aq\x1bq{END}q", [("pasted", "q[Aqq"), ("keys", "q")]),
        (f"{START}a{START}b{END}", [("pasted", "a[200~b")]),
        (f"{START}a{END}{START}b{END}", [("pasted", "a"), ("pasted", "b")]),
        (f"a{END}b", [("keys", f"a{END}b")]),
        (f"{START}never ended", []),
        ("x\x1b[200", [("keys", "x\x1b[200")]),
    ],
)
def test_what_is_sent_comes_as_keys_and_pastes(sent, comes):
    assert fed([sent]) == comes


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_can_press_a_key_out_of_its_paste(text):
    ((kind, pasted),) = fed([f"{START}{text}{END}"])
    assert kind == "pasted"
    assert not set(pasted) & {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160))}


@given(STREAMS, st.data())
def test_any_split_of_what_is_sent_gives_the_same(stream, data):
    places = sorted(data.draw(st.sets(st.integers(0, len(stream)), max_size=8)))
    ends = [*places, len(stream)]
    parts = [stream[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    assert fed(parts) == fed([stream]) == fed(stream)


@given(STREAMS)
def test_no_escape_comes_out_of_a_paste_and_keys_come_as_they_were_sent(stream):
    out = fed([stream])
    assert not any("\x1b" in text for kind, text in out if kind == "pasted")
    outside, rest = [], stream
    while rest:
        keys, _, rest = rest.partition(START)
        outside.append(keys)
        rest = rest.partition(END)[2]
    assert "".join(text for kind, text in out if kind == "keys") == "".join(outside)


def test_only_what_may_be_a_key_is_waited_for():
    pastes = PasteSplitter()
    doubts = []
    for sent in ("a", "\x1b", "[20", "0~", "text", "\x1b", "[201~", "b", "\x1b[A"):
        list(pastes.feed(sent))
        doubts.append(pastes.doubtful)
    assert doubts == [False, True, True, False, False, False, False, False, False]


def test_a_megabyte_in_small_reads_is_taken_at_once():
    pastes = PasteSplitter()
    list(pastes.feed(START))
    for _ in range(250):
        assert list(pastes.feed("x" * 4_000)) == []
    ((told),) = pastes.feed(END)
    assert len(told.text) == 1_000_000
