"""Rows behind the first fifty are stepped over by a pattern: nothing slips through there that the gate refuses."""

import json
import time
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.errors import InvalidFile
from learnboard.exchange.documents import _parse, read_snapshot
from learnboard.exchange.safe_io import SNAPSHOT_LIMIT, check_bytes
from tests.exchange.messages import message_of

ROW = b'{"id":"k","labels":["a",1],"note":null,"blocker":{"text":"t"}}'
PLAIN = b'{"id":"k","labels":[],"note":"n","blocker":null}'
MANY = [ROW, PLAIN] * 100


def document(rows: list[bytes], comma: bytes = b",") -> bytes:
    return b'{"rows":[' + comma.join(rows) + b"]}"


def checked(data: bytes) -> bytes:
    check_bytes(data, "b.json")
    return data


def refused(data: bytes) -> str:
    with pytest.raises(InvalidFile) as error:
        check_bytes(data, "b.json")
    return message_of(error)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (PLAIN[:-1] + b',"id":"k"}', "“id” stands twice"),
        (PLAIN.replace(b'"note"', b'"id"'), "“id” stands twice"),
        (PLAIN.replace(b'"note"', b'"\\u0069d"'), "“id” stands twice"),
        (ROW.replace(b'"text":"t"', b'"text":"t","text":"t"'), "“text” stands twice"),
        (ROW.replace(b'"note":null', b'"note":[{"a":1,"a":2}]'), "“a” stands twice"),
        (PLAIN.replace(b"null", b"1.0"), "fraction"),
        (PLAIN.replace(b"[]", b"[1,2e3]"), "fraction"),
        (PLAIN.replace(b"null", b"NaN"), "NaN"),
        (PLAIN.replace(b"null", b"-Infinity"), "NaN"),
        (PLAIN.replace(b"null", b"9223372036854775808"), "64 bits"),
        (ROW.replace(b'"t"', b"12345678901234567890"), "64 bits"),
        (PLAIN.replace(b"null", b"nul"), "not JSON"),
        (PLAIN.replace(b'"note":"n",', b'"note":"n" '), "not JSON"),
        (PLAIN.replace(b"null", b"[" * 99 + b"]" * 99), "deep"),
    ],
)
@pytest.mark.parametrize("behind", [[], MANY])
def test_an_invalid_row_is_refused_after_two_hundred_similar_ones(row: bytes, says: str, behind: list[bytes]) -> None:
    assert says in refused(document([*MANY, row, *behind]))


@pytest.mark.parametrize(
    "row",
    [
        PLAIN.replace(b"null", b"9223372036854775807"),
        PLAIN.replace(b"null", b"-9223372036854775808"),
        PLAIN.replace(b'"n"', rb'"\" \\"'),
        PLAIN.replace(b'"n"', b'"\\"}, {\\"id\\":1"'),
        PLAIN.replace(b'"note"', b'"\\u0069d2"'),
        b"{}",
        b'{"other":[[1],[2,{"id":{"id":1}}]]}',
        b'"text"',
    ],
)
def test_rows_of_another_shape_between_similar_rows_pass(row: bytes) -> None:
    data = document([*MANY, row, *MANY])
    json.loads(data)
    check_bytes(data, "b.json")


def test_names_with_escapes_make_no_pattern() -> None:
    check_bytes(document([b'{"a\\"":1,"b":2}'] * 200), "b.json")
    assert "twice" in refused(document([*[b'{"a\\"":1,"b":2}'] * 200, b'{"a\\"":1,"a\\u0022":2}']))


def test_a_comma_is_missing_or_too_many_between_rows() -> None:
    for comma in (b" ", b",,"):
        with pytest.raises(InvalidFile, match="not JSON"):
            read_snapshot(checked(document(MANY, comma)), "b.json")


@given(st.integers(0, 400), st.booleans())
def test_a_duplicate_name_is_found_at_any_place_of_a_table(place: int, indented: bool) -> None:
    rows = [PLAIN] * 400
    rows.insert(place, ROW)
    data = document(rows, b",\n " if indented else b",")
    check_bytes(data, "b.json")
    rows[place] = b'{"id":1,"id":1}'
    assert "stands twice" in refused(document(rows))


SIGNS = rb"""\ " \u00e9 \ud83d\ude00 \x \/ \u+123 0 01 - -0 , ,, : { ] ' // tru null""".split()
SIGNS += [b"\t", b"\n", b"\x0b", b"\x1f", b"\x7f", "\u2028".encode(), "é".encode()]
SAMPLE = rb'{"a":"x\u00e9\n","b":[1,-2,0,true,null],"c":{"d":"y","e":""},"rows":[{"id":"k","n":10}, {"id" : "l"}]}'
CHANGE = st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 1), st.sampled_from(SIGNS))


@given(st.lists(CHANGE, max_size=3))
def test_what_passes_the_gate_is_read_as_the_standard_library_reads_it(changes: list[tuple[int, int, bytes]]) -> None:
    data = SAMPLE
    for place, left_out, sign in changes:
        data = data[:place] + sign + data[place + left_out :]
    try:
        check_bytes(data, "b.json")
    except InvalidFile:
        return
    try:
        expected = json.loads(data)
    except ValueError:
        with pytest.raises(InvalidFile, match="this is not JSON"):
            _parse(data, "b.json")
    else:
        assert _parse(data, "b.json") == expected


# Floods: refused, and soon

NAMES = [b'"a%d":1' % number for number in range(6)]
SHAPES = [b"{" + b",".join(names) + b"}" for names in permutations(NAMES)]
LONG = b'{"a":"' + b"x" * 20_000 + b'","%s":1}'
FLOODS = {
    "shapes that change all the time": [shape for shape in SHAPES for _ in range(60)] * 5,
    "shapes that change with every row": SHAPES * 350,
    "rows with more names than a pattern may have": [
        b"{" + b",".join(b'"n%d_%d":1' % (kind, name) for name in range(70)) + b"}"
        for kind in range(200)
        for _ in range(60)
    ],
    "long texts before what is not alike": [LONG % b"abcd"[n % 4 : n % 4 + 1] for n in range(900)],
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_rows_is_refused_soon(flood: str) -> None:
    rows = FLOODS[flood]
    data = document([*rows[: 19 * 2**20 // (sum(map(len, rows)) // len(rows) + 1)], b'{"b":1,"b":1}'])
    assert len(data) <= SNAPSHOT_LIMIT
    began = time.process_time()  # of this process alone: other tests run beside
    message = refused(data)
    took = time.process_time() - began
    assert "twice" in message or "brackets" in message
    assert took < 2  # half a second alone; a processor shared with other tests takes longer for the same
