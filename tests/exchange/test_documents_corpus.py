"""Spoiled files by the thousand: each is read, or refused in one sentence that is safe to show (FORMAT.md §1).

The files are made here from a small snapshot, a small feedback file and a small page: cut at every byte, with any
byte another one, with any value another one, and with everything known that is nearly JSON.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.feedback import FeedbackDocument
from learnboard.domain.model.snapshot import Snapshot
from learnboard.exchange.documents import read_document
from learnboard.exchange.embedded import embedded
from tests.builders import EXAMPLE_BOARD, EXAMPLE_YEAR, document
from tests.quickness import quickest

NAME = "spoiled.json"
LONGEST_SENTENCE = 400
MIB = 2**20

# Control characters of both sets, line and bidi controls, halves of characters, tags, the byte order mark.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]")
_BEFORE = b"<!DOCTYPE html>\n<html lang=en><title>B</title>"


def judged(data: bytes) -> Snapshot | FeedbackDocument | str:
    """What a file is, or the sentence it is refused with; anything but these two fails."""
    try:
        return read_document(data, NAME)
    except InvalidFile as refused:
        message = str(refused)
    assert message.startswith((f"{NAME}: ", f"{NAME}, line "))
    assert not _UNSAFE.search(message)
    assert len(message) <= LONGEST_SENTENCE
    return message


def refused(data: bytes) -> str:
    message = judged(data)
    assert isinstance(message, str), "this was read"
    return message


# Three small files


def small_snapshot() -> dict[str, Any]:
    """The example year with a row or two in the tables whose fields are of every type, and none in the others."""
    year = document(EXAMPLE_BOARD)
    kept: dict[str, Any] = {"goals": 1, "cycles": 1, "objectives": 1, "key_results": 1, "check_ins": 1}
    kept |= {"people": 1, "assessments": 1, "hours_policies": 1}
    plain = {
        name: [row for row in value if row["id"] not in ("c2025", "o0", "k01", "k02", "k03")][: kept.get(name, 0)]
        if isinstance(value, list)
        else value
        for name, value in year.items()
    }
    plain["assessments"] = [plain["assessments"][0] | {"by_id": None, "levels": {"Systéme": 3}}]
    plain["key_results"] = [plain["key_results"][0] | {"labels": ["é"], "baseline_id": None}]
    return plain


def small_feedback() -> dict[str, Any]:
    plain = dict(document(EXAMPLE_YEAR / "mentor-2026-06-26.feedback.json"))
    return plain | {"items": [plain["items"][2] | {"text": "“läs”"}, plain["items"][4]]}


@cache
def file(kind: str) -> bytes:
    if kind == "page":
        return _BEFORE + embedded(file("snapshot")) + b"<p>and so on</p>\n"
    plain = small_snapshot() if kind == "snapshot" else small_feedback()
    return (json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


FILES = ("snapshot", "feedback", "page")


@pytest.mark.parametrize("kind", FILES)
def test_each_complete_file_is_read(kind: str) -> None:
    found = judged(file(kind))
    assert isinstance(found, FeedbackDocument if kind == "feedback" else Snapshot)


# Cut, and changed byte by byte


@pytest.mark.parametrize("kind", ["snapshot", "feedback"])
def test_a_document_cut_anywhere_is_refused(kind: str) -> None:
    whole = file(kind).rstrip()
    for length in range(len(whole)):
        refused(whole[:length])


def test_a_page_cut_before_its_snapshot_ends_is_refused() -> None:
    whole = file("page")
    end = whole.index(b"</script>") + len(b"</script>")
    for length in range(end):
        refused(whole[:length])
    assert isinstance(judged(whole[:end]), Snapshot)


def places(kind: str) -> Iterator[int]:
    """Every byte of a file; of a page, those around its snapshot and some inside, which is the other file again."""
    whole = file(kind)
    if kind != "page":
        yield from range(len(whole))
        return
    begins, ends = whole.index(b"{") + 200, whole.index(b"</script>") - 200
    yield from range(begins)
    yield from range(begins, ends, 11)
    yield from range(ends, len(whole))


ANOTHER = {"snapshot": b'\0\x1b"{9\xff', "feedback": b'\0\x1b"{9]\\\xff', "page": b'\0\x1b"<\xff'}


@pytest.mark.parametrize(("kind", "to"), [(kind, to) for kind in FILES for to in ANOTHER[kind]])
def test_a_file_with_any_byte_another_one_is_read_or_refused(kind: str, to: int) -> None:
    whole = bytearray(file(kind))
    read = 0
    for at in places(kind):
        byte = whole[at]
        whole[at] = to
        read += not isinstance(judged(bytes(whole)), str)
        whole[at] = byte
    # Nowhere is there a place for a zero byte, ESC (but between the tags of a page), or what is no UTF-8.
    if to in (0x00, 0xFF) or (to == 0x1B and kind != "page"):
        assert read == 0


@pytest.mark.parametrize("kind", FILES)
def test_a_file_with_any_bit_the_other_way_is_read_or_refused(kind: str) -> None:
    whole = bytearray(file(kind))
    for at in places(kind):
        bit = 1 << at % 8
        whole[at] ^= bit
        judged(bytes(whole))
        whole[at] ^= bit


@pytest.mark.parametrize("kind", FILES)
def test_a_file_without_any_one_byte_is_read_or_refused(kind: str) -> None:
    whole = file(kind)
    for at in places(kind):
        judged(whole[:at] + whole[at + 1 :])


# What is nearly JSON

HEAD = b'{"format":"learnboard.feedback","version":1,"minor":0,"x":'
NEARLY: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \r\n\t",
    "a comma at the end of an object": b'{"a":1,}',
    "a comma at the end of a list": b'{"a":[1,]}',
    "a comma at the beginning": b'{,"a":1}',
    "two commas": b'{"a":[1,,2]}',
    "no comma": b'{"a":1 "b":2}',
    "no comma in a list": b'{"a":["b" "c"]}',
    "no colon": b'{"a" 1}',
    "two colons": b'{"a"::1}',
    "a name alone": b'{"a"}',
    "no value": b'{"a":}',
    "a name that is no text": b"{a:1}",
    "a name that is a number": b"{1:1}",
    "a name that is null": b"{null:1}",
    "single quotes": b"{'a':'b'}",
    "typographic quotes": "{“a”:1}".encode(),
    "a comment": b'{"a":1 // so\n}',
    "a comment of stars": b'{/* so */"a":1}',
    "a comment of a hash": b'{"a":1 # so\n}',
    "brackets that do not fit": b'{"a":[1}',
    "brackets the other way": b'{"a":[1}]',
    "one bracket too many": b'{"a":1}}',
    "one bracket too few": b'{"a":{"b":1}',
    "a closing bracket first": b'}{"a":1}',
    "two documents": b'{"a":1}{"a":1}',
    "lines of documents": b'{"a":1}\n{"a":1}\n',
    "words behind": b'{"a":1} and so on',
    "a list": b"[1]",
    "a text": b'"a"',
    "a number": b"1",
    "null": b"null",
    "True": b'{"a":True}',
    "None": b'{"a":None}',
    "undefined": b'{"a":undefined}',
    "a word": b'{"a":b}',
    "nul": b'{"a":nul}',
    "nulls": b'{"a":nulls}',
    "NaN": b'{"a":NaN}',
    "-NaN": b'{"a":-NaN}',
    "Infinity": b'{"a":Infinity}',
    "-Infinity": b'{"a":-Infinity}',
    "inf": b'{"a":inf}',
    "1e999": b'{"a":1e999}',
    "-1e-999": b'{"a":-1e-999}',
    "1E2": b'{"a":1E2}',
    "-0.0": b'{"a":-0.0}',
    "-0": HEAD + b"-0}",
    "minus alone": b'{"a":-}',
    "plus": b'{"a":+1}',
    "two minus": b'{"a":--1}',
    "a zero before": b'{"a":01}',
    "a hexadecimal number": b'{"a":0x1}',
    "an octal number": b'{"a":0o1}',
    "underscores": b'{"a":1_000}',
    "a point at the end": b'{"a":1.}',
    "a point at the beginning": b'{"a":.5}',
    "digits of another script": '{"a":١}'.encode(),
    "30 digits": b'{"a":' + b"9" * 30 + b"}",
    "30 digits below zero": b'{"a":-' + b"9" * 30 + b"}",
    "5,000 digits": b'{"a":' + b"9" * 5_000 + b"}",
    "a text that does not end": b'{"a":"b}',
    "a text that ends in a backslash": b'{"a":"b\\"}',
    "an escape that is none": b'{"a":"\\q"}',
    "an escape of three digits": b'{"a":"\\u00e"}',
    "an escape in capitals": b'{"a":"\\U0041"}',
    "an escape in hexadecimal": b'{"a":"\\x41"}',
    "an escape without digits": b'{"a":"\\uzzzz"}',
    "a line feed in a text": b'{"a":"b\nc"}',
    "a tab in a text": b'{"a":"b\tc"}',
    "ESC in a text": b'{"a":"\x1b]0;x\x07"}',
    "DEL and ESC between": b'{"a":\x7f\x1b1}',
    "C1 in a text": b'{"\xc2\x9b31m":1}',
    "the second half of a character": b'{"a":"\\udc00"}',
    "the first half of a character": b'{"a":"\\ud800"}',
    "halves in the wrong order": b'{"a":"\\udc00\\ud800"}',
    "half a character in a name": b'{"\\ud800":1}',
    "a half written as UTF-8": b'{"a":"\xed\xa0\x80"}',
    "too long a form in UTF-8": b'{"a":"\xc0\xaf"}',
    "beyond Unicode": b'{"a":"\xf4\x90\x80\x80"}',
    "half of a character in UTF-8": b'{"a":"\xe2\x82"}',
    "Latin-1": '{"a":"é"}'.encode("latin-1"),
    "a name twice": b'{"a":1,"a":2}',
    "a name twice by an escape": b'{"a":1,"\\u0061":2}',
    "a name twice by another escape": b'{"/":1,"\\/":2}',
    "a name twice deep inside": b'{"a":[[[{"b":{"c":1,"\\u0063":2}}]]]}',
    "the empty name twice": b'{"":1,"":2}',
    "a byte order mark": b'\xef\xbb\xbf{"a":1}',
    "a byte order mark behind blanks": b' \xef\xbb\xbf{"a":1}',
    "UTF-16": '{"a":1}'.encode("utf-16"),
    "UTF-16, least first": '{"a":1}'.encode("utf-16-le"),
    "UTF-16, most first": '{"a":1}'.encode("utf-16-be"),
    "UTF-32": '{"a":1}'.encode("utf-32"),
    "UTF-32, least first": '{"a":1}'.encode("utf-32-le"),
    "UTF-32, most first": '{"a":1}'.encode("utf-32-be"),
    "UTF-7": '{"ä":1}'.encode("utf-7"),
    "a zero byte": b"\0",
    "a zero byte behind": b'{"a":1}\0',
    "a zero byte in a text": b'{"a":"\0"}',
    "zero bytes alone": b"\0" * 1_000,
    "nesting of 101 lists": b'{"a":' + b"[" * 100 + b"]" * 100 + b"}",
    "nesting of 101 objects": b'{"a":' * 101 + b"1" + b"}" * 101,
    "nesting that never ends": b'{"a":' * 100_000,
    "a name of a mebibyte": b'{"' + b"a" * MIB + b'":1}',
    "a name of a mebibyte in a document": HEAD + b'{"' + b"\\u0007" * MIB + b'":1}}',
    "a name of marks": '{"{}":1}'.replace("{}", "e" + "\u0301" * 100_000).encode(),
    "a thousand and one names": HEAD + json.dumps(dict.fromkeys(map(str, range(1_001)))).encode() + b"}",
    "a form feed for a blank": b'{\x0c"a":1}',
    "a blank that is none in JSON": '{"a":\u00a01}'.encode(),
    "a line separator for a line feed": '{\u2028"a":1}'.encode(),
    "an error in the 3rd line": b'{\n"a":\n?}',
    "returns for line feeds": b'{\r"a":\r?}',
    "YAML": b"format: learnboard.feedback\n",
    "TOML": b'format = "learnboard.feedback"\n',
    "XML": b"<?xml version='1.0'?><board/>",
    "JSON with padding": b'callback({"a":1})',
    "a zip": b"PK\x03\x04" + bytes(range(256)),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "a database": b"SQLite format 3\0" + bytes(range(256)),
    "a page without anything": b"<html>",
    "a page of another program": b"<!doctype html><script>alert(1)</script>",
    "every byte": bytes(range(256)),
}


@pytest.mark.parametrize("kind", NEARLY)
def test_what_is_nearly_json_is_refused_alone_and_in_a_page(kind: str) -> None:
    refused(NEARLY[kind])
    refused(_BEFORE + embedded(NEARLY[kind]))


@pytest.mark.parametrize("kind", [kind for kind, data in NEARLY.items() if data.strip() and len(data) < MIB])
def test_what_is_nearly_json_is_refused_in_every_place_of_a_file(kind: str) -> None:
    whole = file("feedback").rstrip()
    for place in re.finditer(rb'"[^"]*"|[0-9]+|null', whole):
        judged(whole[: place.start()] + NEARLY[kind] + whole[place.end() :])
    for end in (whole + NEARLY[kind], NEARLY[kind] + whole):
        refused(end)


@pytest.mark.parametrize("ends", [b"\r", b"\r\n", b"\n\n", b"\t"])
@pytest.mark.parametrize("kind", ["snapshot", "feedback"])
def test_a_file_with_other_line_ends_is_the_same(kind: str, ends: bytes) -> None:
    board_layout = json.dumps(json.loads(file(kind)), indent=1).encode()
    assert judged(board_layout.replace(b"\n", ends)) == judged(file(kind))


def _many(value: bytes, count: int) -> bytes:
    return HEAD + b"[" + b",".join([value] * count) + b"]}"


def _short_texts() -> bytes:
    """58 times 50,000 texts of one character, of which no parser can share much."""
    return ",".join([",".join(f'"{chr(2_048 + number)}"' for number in range(50_000))] * 58).encode()


FLOODS: dict[str, tuple[Callable[[], bytes], str]] = {
    "300,001 brackets": (lambda: _many(b"[]", 300_000), "more than 300,000 brackets"),
    "3,000,001 commas": (lambda: _many(b"1", 3_000_002 - 3), "more than 3,000,000 commas"),
    "short texts": (
        lambda: HEAD + b"[" + _short_texts() + b"]}",
        "too many values",
    ),
    "small objects": (lambda: _many(b'{"a":1,"b":2,"c":3,"d":4,"e":5}', 290_000), "too many values"),
    "a feedback file of snapshot's size": (lambda: HEAD + b'"' + b"x" * (19 * MIB) + b'"}', "larger than 2 MiB"),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_refused_within_a_second_alone_and_in_a_page(flood: str) -> None:
    make, says = FLOODS[flood]
    data = make()
    assert len(data) <= 20 * MIB
    for spoiled in (data, _BEFORE + embedded(data)):
        message, took = quickest(partial(refused, spoiled), 1)
        assert says in message
        assert took < 1


# Anything anywhere

SCRAPS = [
    *("{", "}", "[", "]", ":", ",", '"', "\\", "\\u", "null", "1e9", "NaN", "-", "0", "\n", "\x1b", "\0", "\ufeff"),
    *(
        "<html>",
        "<!doctype html>",
        '"format":"learnboard.feedback"',
        embedded(b"{}").decode(),
        "</script>",
        "é",
        "\U0001f600",
    ),
]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60) | st.lists(st.sampled_from(SCRAPS), max_size=20).map("".join).map(str.encode))
def test_any_bytes_are_refused(data: bytes) -> None:
    refused(data)
    refused(HEAD + data)
    refused(b"<html>" + embedded(data))


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything in a document."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _paths(inner, (*path, step))


ANY_TEXT = st.text(st.characters(), max_size=20)
ANY_VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | ANY_TEXT
    | st.sampled_from(["", "owner", "k11", "-0", "0.5", "2026-02-30", "2200-12-31", "x" * 100_001, 2**63, -(2**63)]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=4,
)
PLACES = [(kind, path) for kind in ("snapshot", "feedback") for path in _paths(json.loads(file(kind)))]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PLACES), ANY_VALUE, st.booleans(), st.booleans())
def test_any_value_in_any_place_is_read_or_refused(
    where: tuple[str, tuple[Any, ...]], value: object, ascii_only: bool, paged: bool
) -> None:
    kind, path = where
    plain = place = json.loads(file(kind))
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    data = json.dumps(plain, ensure_ascii=ascii_only).encode(errors="surrogatepass")
    judged(_BEFORE + embedded(data) if paged else data)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PLACES), ANY_TEXT, ANY_VALUE)
def test_any_field_too_many_is_refused(where: tuple[str, tuple[Any, ...]], name: str, value: object) -> None:
    kind, path = where
    plain = place = json.loads(file(kind))
    for step in path[:-1]:
        place = place[step]
    if isinstance(place, dict) and "levels" not in path[:-1] and name not in place:
        place[name] = value
        refused(json.dumps(plain).encode())
