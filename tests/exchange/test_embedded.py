"""Pages with a snapshot inside: the one element is found, and nothing else of a page is believed (FORMAT.md §1)."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.feedback import FeedbackDocument
from learnboard.domain.model.snapshot import Snapshot
from learnboard.exchange.documents import encode_snapshot, open_document, open_snapshot, read_document, read_snapshot
from learnboard.exchange.embedded import CLOSING, OPENING, embedded, extracted
from learnboard.exchange.html import html_page
from learnboard.exchange.safe_io import SNAPSHOT_LIMIT
from tests.builders import EXAMPLE_BOARD, EXAMPLE_YEAR, document
from tests.exchange.messages import message_of
from tests.hostile import HOSTILE
from tests.quickness import quickest

YEAR = EXAMPLE_BOARD.read_bytes()
FEEDBACK = (EXAMPLE_YEAR / "mentor-2026-06-26.feedback.json").read_bytes()
MIB = 2**20
HEAD = b"<!doctype html>\n<html lang=en><head><meta charset=utf-8><title>Board</title>\n"
TAIL = b"\n<p>of a page</p></html>\n"


def page(inside: bytes = YEAR) -> bytes:
    """A page with a document inside, on its third line."""
    return HEAD + embedded(inside) + TAIL


def refusal(data: bytes, name: str = "a.html") -> str:
    with pytest.raises(InvalidFile) as refused:
        read_document(data, name)
    return message_of(refused)


# What is read


def test_the_snapshot_in_a_page_is_the_one_that_was_put_in(tmp_path: Path) -> None:
    path = tmp_path / "board.html"
    path.write_bytes(page())
    snapshot = open_snapshot(path)
    assert snapshot == open_snapshot(EXAMPLE_BOARD) == open_document(path)
    assert not snapshot.altered
    assert encode_snapshot(snapshot)[0] == YEAR
    path.write_bytes(b"\xef\xbb\xbf" + page())  # as some editors of Windows save it
    assert open_snapshot(path) == open_document(path) == snapshot


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_no_title_ends_the_element_or_begins_another(title: str) -> None:
    first, *rest = document(EXAMPLE_BOARD)["key_results"]
    hostile = [first | {"title": title[:200] + "</script><!--<script>" + OPENING.decode()[:9]}, *rest]
    plain = document(EXAMPLE_BOARD) | {"key_results": hostile}
    data = json.dumps(plain, ensure_ascii=False).encode()
    inside = embedded(data)
    assert inside.count(b"<") == 2  # of the element itself
    assert read_document(HEAD + inside + TAIL, "x") == read_snapshot(data, "x")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.binary(max_size=20).filter(lambda data: b"<" not in data))
def test_what_was_put_in_comes_out_as_the_same_json(text: str, around: bytes) -> None:
    data = json.dumps({text: [text]}, ensure_ascii=False).encode()
    found = extracted(b"<html>" + around + embedded(data) + around, "x")
    assert found is not None
    assert json.loads(found) == {text: [text]}
    assert not re.search(b"[<>&]", found)


@pytest.mark.parametrize(
    "begin",
    [
        b"<!doctype html>",
        b"<!DOCTYPE HTML>",
        b"<!DocType hTmL PUBLIC>",
        b"<html>",
        b"<HTML lang=de>",
        b" \r\n\t\f<html>",
    ],
)
def test_a_page_is_known_by_how_it_begins(begin: bytes) -> None:
    assert isinstance(read_document(begin + embedded(YEAR), "x"), Snapshot)


@pytest.mark.parametrize(
    ("begin", "says"),
    [
        (b"<p>", "this is HTML or XML, but does not begin as a page that learnboard wrote; choose a *.learnboard.json"),
        (b"<?xml version='1.0'?><html>", "this is HTML or XML"),
        (b"<!-- --><html>", "this is HTML or XML"),
        (b"x<html>", "this is no learnboard file, but text that begins with “x<html><script"),
        (b"\x0b<html>", "this is no learnboard file, but text that begins with “<html><script"),
    ],
)
def test_what_begins_otherwise_is_no_page(begin: bytes, says: str) -> None:
    assert extracted(begin + embedded(YEAR), "x") is None
    assert says in refusal(begin + embedded(YEAR))


def test_a_document_is_no_page_whatever_its_texts_say() -> None:
    assert extracted(b'{"a": "<!doctype html>' + OPENING + b'"}', "x") is None


def test_feedback_in_a_page_is_feedback() -> None:
    assert isinstance(read_document(page(FEEDBACK), "x"), FeedbackDocument)


# What is refused


def test_a_page_without_a_snapshot_is_refused() -> None:
    assert refusal(HEAD + TAIL) == (
        "a.html: this page holds no snapshot of learnboard; choose a page that learnboard wrote"
    )


@pytest.mark.parametrize(
    "opening",
    [
        b'<script id="learnboard-snapshot" type="application/json">',
        b"<script type='application/json' id='learnboard-snapshot'>",
        OPENING.upper(),
        OPENING.replace(b" ", b"  "),
        OPENING.replace(b"<", b"&lt;"),
    ],
)
def test_an_element_that_learnboard_did_not_write_does_not_count(opening: bytes) -> None:
    assert "this page holds no snapshot" in refusal(page().replace(OPENING, opening))


def test_a_page_with_two_snapshots_is_refused_at_the_second() -> None:
    assert refusal(HEAD + embedded(b"{}") + b"\n\n " + embedded(YEAR)) == (
        "a.html, line 5, column 2: a second snapshot begins here, and a page holds one; ask for a new export"
    )
    assert "a second snapshot begins here" in refusal(page() + b"<!-- " + OPENING + b" -->")


@pytest.mark.parametrize("end", [b"", b"<", b"</script"])
def test_a_page_that_was_cut_off_is_reported_as_such(end: bytes) -> None:
    data = (HEAD + b" " + embedded(YEAR)).removesuffix(CLOSING) + end
    assert refusal(data) == "a.html: the page is cut off in the middle of its snapshot: ask for it again"


@pytest.mark.parametrize("end", [0, 10_000])
def test_a_page_that_lost_its_snapshot_is_told_from_one_that_never_had_one(end: int) -> None:
    whole = html_page(read_snapshot(YEAR, "x"), YEAR)
    start, stop = whole.index(OPENING), whole.index(CLOSING, whole.index(OPENING)) + len(CLOSING)
    left = whole[:start] + whole[stop:] if end == 0 else whole[: whole.index(b"<body") + end]
    assert refusal(left) == (
        "a.html: this page was saved without the snapshot in it, or cut off before it; ask for the file that was "
        "exported"
    )


@pytest.mark.parametrize("end", [b"</SCRIPT>", b"</div></script>", b"<!-- </script>"])
def test_a_snapshot_that_does_not_end_is_refused_where_it_begins(end: bytes) -> None:
    data = (HEAD + b" " + embedded(YEAR)).removesuffix(CLOSING) + end
    assert refusal(data) == (
        "a.html, line 3, column 2: the snapshot in the page begins here and never ends; ask for a new export"
    )


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        (b"", "there is nothing in it; ask for it again"),
        (b"[]", "this is a list of JSON, and no learnboard file; choose a *.learnboard.json"),
        (b'{"a":\n 1.5}', "a.html, line 4, column 2: a number with a fraction"),
        (b'{"a":1.5}', "a.html, line 3, column 63: a number with a fraction"),  # the opening tag has 57 bytes
        (b'{"a": 1, "a": 2}', "the name “a” stands twice"),
        (b'{"a": 1,}', "a.html, line 3, column 66: this is not JSON"),
        (b'{"a": "&lt;\\u003c\\ud800"}', "half a character"),
        (b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}", "more than 100 deep"),
        (b'{"a": [' + b"{}," * 300_000 + b"{}]}", "300,000 brackets"),
        (b"{}", "format is missing"),
        (YEAR.replace(b'"version": 1', b'"version": 2'), "the file is of version 2 of the format"),
        (YEAR.replace(b'"id": "g1"', b'"id": "owner"'), "goals owner, id: “owner” always means"),
    ],
)
def test_a_snapshot_in_a_page_passes_the_same_checks_as_a_file(inside: bytes, says: str) -> None:
    assert says in refusal(HEAD + OPENING + inside + CLOSING + TAIL)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (page().decode().encode("utf-16"), "this is written in UTF-16; save it as UTF-8"),
        (page().decode().encode("utf-16-le"), "this is written in UTF-16; save it as UTF-8"),
        (page() + b"\n\0", "a zero byte is no text"),
        (HEAD + b"\0" + embedded(YEAR), "line 3, column 1: a zero byte is no text"),
        (page() + b"\xff", "this is not UTF-8 text"),
        (HEAD + "é".encode("latin-1") + embedded(YEAR), "line 3, column 1: this is not UTF-8 text"),
    ],
)
def test_the_whole_page_is_utf_8(data: bytes, says: str) -> None:
    assert says in refusal(data)


def test_brackets_and_commas_outside_of_the_snapshot_do_not_count() -> None:
    style = b"a{b:c,d}" * 400_000
    assert isinstance(read_document(HEAD + style + embedded(YEAR) + style, "x"), Snapshot)


def test_a_page_of_20_mebibytes_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "board.html"
    path.write_bytes(page().ljust(SNAPSHOT_LIMIT))
    assert open_document(path) == open_snapshot(path) == open_snapshot(EXAMPLE_BOARD)
    path.write_bytes(page().ljust(SNAPSHOT_LIMIT + 1))
    for opened in (open_document, open_snapshot):
        with pytest.raises(InvalidFile, match="larger than 20 MiB"):
            opened(path)


FLOODS: dict[str, tuple[Callable[[], bytes], str]] = {
    "blanks": (lambda: b" " * (20 * MIB), "there is nothing in it"),
    "blanks before": (lambda: b" " * (19 * MIB) + b"<html>", "holds no snapshot"),
    "openings": (lambda: b"<html>" + OPENING * 360_000, "a second snapshot"),
    "near openings": (lambda: b"<html>" + OPENING[:-1] * 370_000, "holds no snapshot"),
    "near endings": (lambda: b"<html>" + OPENING + CLOSING[:-1] * 2_600_000, "never ends"),
    "signs that begin a tag": (lambda: b"<html>" + b"<" * (19 * MIB), "holds no snapshot"),
    "line feeds before a wrong number": (
        lambda: b"<html>" + b"\n" * (19 * MIB) + OPENING + b'{"a": 1.5}' + CLOSING,
        "line 19922945, column 64: a number with a fraction",
    ),
    "one line before a wrong number": (
        lambda: b"<html>" + "漢".encode() * (6 * MIB) + OPENING + b'{"a": 1.5}' + CLOSING,
        "line 1, column 18874438: a number with a fraction",  # 6 + 3 * 6 MiB + 57 + 7
    ),
    "emoji": (lambda: b"<html>" + "😀".encode() * (5 * MIB - 100) + OPENING + b"{" + CLOSING, "cut off here"),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_refused_within_a_second(flood: str) -> None:
    make, says = FLOODS[flood]
    data = make()
    assert 18 * MIB < len(data) <= SNAPSHOT_LIMIT
    message, took = quickest(lambda: refusal(data), 1)
    assert says in message
    assert took < 1
