"""Ids of rows in texts read as the titles of the rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.presentation.mentions import Mentions, read_rows, texts_of
from tests import builders

UUID = "0197a1c2-7d3e-7abc-8def-0123456789ab"
BOARD = builders.year_of(
    builders.binary(id="k11", title="Cut p95 latency"),
    builders.binary(id="k1", title="k12"),
    builders.binary(id="k12", title="Write the k11 guide"),
    builders.binary(id=UUID, title="Speak at a meetup"),
    builders.binary(id="energy", title="Keep my energy"),
    builders.binary(id="2026", title="A year"),
    builders.person(id="p-1", name="Rowan Teal"),
    builders.person(id="p-mentor", name="Hazel Brook"),
    builders.meeting(id="mt5", on="2026-08-07"),
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("k11 went backwards", "“Cut p95 latency” went backwards"),
        ("restart k11: two a week", "restart “Cut p95 latency”: two a week"),
        ("(k11, k11)", "(“Cut p95 latency”, “Cut p95 latency”)"),
        ("was it k11?", "was it “Cut p95 latency”?"),
        ("about k11.", "about “Cut p95 latency”."),
        ("k11’s step, or k11's", "“Cut p95 latency”’s step, or “Cut p95 latency”'s"),
        (f"{UUID} is next", "“Speak at a meetup” is next"),
        ("ask p-1", "ask “Rowan Teal”"),
        ("ask p-mentor at mt5, full-time", "ask “Hazel Brook” at the meeting of 7 Aug 2026, full-time"),
        # The title of a row is a title, also where another row has it as its id; and what a title says stays so.
        ("k12 is the title of one", "k12 is the title of one"),
        ("k1 is called so", "“k12” is called so"),
        # No id of a row, or no word that could be an id.
        ("k99 is not here", "k99 is not here"),
        ("energy in 2026", "energy in 2026"),
        ("K11 and k11a and ak11 and k11-b and ük11", "K11 and k11a and ak11 and k11-b and ük11"),
        # A title in quotation marks, an address, a file.
        ("“k11” and 'k11' and \"k11\"", "“k11” and 'k11' and \"k11\""),
        ("https://example.org/k11 and k11.md and me@k11", "https://example.org/k11 and k11.md and me@k11"),
        # Code, as a whole and word by word.
        ("`k11` and <k11> and {k11} and [k11] and k11() and $k11",) * 2,
        ("`move k11 on` and <a k11> and ```\nrun k11 now\n```",) * 2,
        ("a ` alone before k11, and 3 < 5 > k11", "a ` alone before “Cut p95 latency”, and 3 < 5 > “Cut p95 latency”"),
        ("", ""),
    ],
)
def test_an_id_reads_as_the_title_of_its_row(text: str, read: str) -> None:
    assert Mentions(BOARD).read(text) == read


@given(st.text(alphabet="k12 -.“”/:x9é`<>", max_size=40))
def test_what_mentions_nothing_stays_and_what_was_read_is_not_read_again(text: str) -> None:
    assert Mentions(builders.year_of()).read(text) == text
    once = Mentions(BOARD).read(text)
    assert Mentions(BOARD).read(once) == once


def test_the_texts_of_rows_are_read_and_their_titles_and_names_stay() -> None:
    read = Mentions(BOARD).read
    blocker = {"kind": "dependency", "text": "k11 first", "next_action": "ask p-1", "due_on": None}
    row = builders.check_in("2026-06-01", note="as for k11", blocker=blocker)
    found, other = read_rows((row, "k11"), read)

    assert (found.note, other) == ("as for “Cut p95 latency”", "k11")
    assert (found.blocker.text, found.blocker.next_action) == ("“Cut p95 latency” first", "ask “Rowan Teal”")
    assert sorted(texts_of((row,))) == ["as for k11", "ask p-1", "k11 first"]
    titled = read_rows(builders.binary(id="k5", title="k11 again", description="k11 again"), read)
    assert (titled.title, titled.description) == ("k11 again", "“Cut p95 latency” again")
    assert read_rows(BOARD.key_results, read) is BOARD.key_results  # what mentions nothing is the same


@pytest.mark.parametrize("mark", ["`", "```", "<a", "k1`", "<k1 "])
def test_a_long_text_of_marks_that_end_nowhere_is_read_at_once(mark: str) -> None:
    assert Mentions(BOARD).read(mark * 20_000)
