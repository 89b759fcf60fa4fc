"""Files from strangers are read within limits; files are written whole or not at all (more in tests/cli)."""

import bz2
import errno
import gzip
import json
import lzma
import os
import re
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.errors import InvalidFile
from learnboard.exchange.safe_io import FEEDBACK_LIMIT, SNAPSHOT_LIMIT, atomic_write, check_bytes, read_json
from tests.builders import EXAMPLE_BOARD
from tests.exchange.messages import message_of
from tests.quickness import quickest

MIB = 2**20
ROW = b'{"a":1,"b":"x","c":null,"d":[1,"y"],"e":{"f":true}}'
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def refusal(data: bytes, name: str = "b.json") -> str:
    with pytest.raises(InvalidFile) as refused:
        check_bytes(data, name)
    message = message_of(refused)
    assert not CONTROL.search(message)
    return message


def deep(levels: int, opening: bytes = b"[", closing: bytes = b"]") -> bytes:
    """A document of so many levels, its own object included."""
    return b'{"a":' + opening * (levels - 1) + closing * (levels - 1) + b"}"


# The file


def test_a_regular_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(b'{\n "a": "\xc3\xb6"\n}\n')
    assert read_json(path) == b'{\n "a": "\xc3\xb6"\n}\n'
    assert read_json(str(path)) == path.read_bytes()


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(b"{}")
    (tmp_path / "link").symlink_to("b.json")
    assert read_json(tmp_path / "link") == b"{}"


def fifo(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def unix_socket(folder: Path) -> Path:
    here = Path.cwd()
    os.chdir(folder)  # the path of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("sock")
    finally:
        os.chdir(here)
    return folder / "sock"


def loop(folder: Path) -> Path:
    (folder / "loop").symlink_to("loop")
    return folder / "loop"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (fifo, "a device or a pipe"),
        (lambda _: Path("/dev/zero"), "a device or a pipe"),
        (lambda _: Path("/dev/null"), "a device or a pipe"),
        (lambda folder: folder, "a directory"),
        (unix_socket, "cannot be read"),
        (loop, "cannot be read"),
        (lambda folder: folder / "none.json", "no such file"),
        (lambda folder: folder / ("x" * 300), "cannot be read"),
        (lambda _: Path("a\0b"), "no file can have this name"),
        (lambda _: Path("a\ud800b"), "no file can have this name"),
    ],
)
def test_what_is_no_readable_file_is_refused_at_once(make: Callable[[Path], Path], says: str, tmp_path: Path) -> None:
    path = make(tmp_path)
    began = time.perf_counter()
    with pytest.raises(InvalidFile, match=says) as refused:
        read_json(path)
    assert time.perf_counter() - began < 1
    assert not CONTROL.search(str(refused.value))


def test_no_permission_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> NoReturn:  # root may read everything, so the system's answer is played
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(InvalidFile, match="may not be read; check its permissions"):
        read_json(tmp_path / "b.json")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    with path.open("wb") as file:
        file.truncate(1024 * MIB)
    began = time.perf_counter()
    with pytest.raises(InvalidFile, match="larger than 20 MiB"):
        read_json(path)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(("limit", "says"), [(SNAPSHOT_LIMIT, "20 MiB"), (FEEDBACK_LIMIT, "2 MiB")])
def test_the_limit_itself_is_allowed_and_one_byte_more_is_not(limit: int, says: str, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(b"{}".ljust(limit))
    assert len(read_json(path, limit=limit)) == limit
    path.write_bytes(b"{}".ljust(limit + 1))
    with pytest.raises(InvalidFile, match=f"larger than {says}"):
        read_json(path, limit=limit)


def test_a_file_that_hides_its_size_is_read_no_further_than_the_limit() -> None:
    path = Path("/proc/self/status")  # a regular file of 0 bytes that gives more
    if not path.exists():
        pytest.skip("there is no /proc here")
    with pytest.raises(InvalidFile, match="larger than"):
        read_json(path, limit=100)


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    lowest = os.open(tmp_path, os.O_RDONLY)
    os.close(lowest)
    for path in (tmp_path, fifo(tmp_path), Path("/dev/zero")):
        with pytest.raises(InvalidFile):
            read_json(path)
    again = os.open(tmp_path, os.O_RDONLY)
    os.close(again)
    assert again == lowest


# The encoding


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("{}".encode("utf-16"), "b.json: this is written in UTF-16; save it as UTF-8"),
        ("{}".encode("utf-16-be"), "b.json: this is written in UTF-16; save it as UTF-8"),
        ("\ufeff\n {}".encode("utf-16-le"), "UTF-16"),
        ("{}".encode("utf-32"), "b.json: this is written in UTF-32; save it as UTF-8"),
        ("{}".encode("utf-32-le"), "UTF-32"),
        ("{}".encode("utf-32-be"), "UTF-32"),
        (b"\0{}", "line 1, column 1: a zero byte is no text"),
        (b'{\n"a": "\0"}', "line 2, column 7: a zero byte"),
        (b'{"a": "\xff"}', "line 1, column 8: this is not UTF-8"),
        (b'{"a": "\xed\xa0\x80"}', "line 1, column 8: this is not UTF-8"),
        ('{"a": "é"}'.encode("latin-1"), "line 1, column 8: this is not UTF-8"),
        ('{"a": "é'.encode()[:-1], "line 1, column 8: the file is cut off here, within a letter"),
    ],
)
def test_only_utf_8_passes(data: bytes, says: str) -> None:
    assert says in refusal(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04\x14\0", "this is packed (zip); unpack it, and choose the file that comes out"),
        (b"PK\x05\x06" + bytes(18), "this is packed (zip)"),
        (gzip.compress(b"{}", mtime=0), "this is packed (gzip); unpack it"),
        (bz2.compress(b"{}"), "this is packed (bzip2)"),
        (lzma.compress(b"{}"), "this is packed (xz)"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "this is a PDF, which holds no snapshot; ask for the file or page"),
        (b"SQLite format 3\0\x10", "this is a board (or another SQLite database), not an export; open it with --board"),
        (rb"{\rtf1\ansi", "a document of a word processor (RTF); save it as plain text in UTF-8"),
        (b"\x89PNG\r\n\x1a\n", "this is a picture"),
        (b"", "there is nothing in it; ask for it again"),
        (b" \r\n\t", "there is nothing in it; ask for it again"),
        (b'[{"id": 1}]', "this is a list of JSON, and no learnboard file; choose a *.learnboard.json or"),
        (b"Objective;Key result\nGrow;Cut", "but text that begins with “Objective;Key result”; choose a"),
        (b"\n\x1b]0;x\x07 notes", "but text that begins with “]0;x notes”; choose a"),
        (b"<svg/>", "this is HTML or XML, but does not begin as a page that learnboard wrote; choose a"),
    ],
)
def test_a_file_is_named_by_what_it_is(data: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    for begin in (b"", b"\xef\xbb\xbf") if says.startswith(("but", "there")) else (b"",):
        path.write_bytes(begin + data)
        with pytest.raises(InvalidFile) as refused:
            read_json(path)
        assert message_of(refused).startswith(f"{path}: ")
        assert says in message_of(refused)
        assert not CONTROL.search(str(refused.value))


def test_a_large_board_is_not_called_a_large_file(tmp_path: Path) -> None:
    path = tmp_path / "board.db"
    with path.open("wb") as file:
        file.write(b"SQLite format 3\0")
        file.truncate(30 * MIB)
    with pytest.raises(InvalidFile, match="this is a board"):
        read_json(path)


@pytest.mark.parametrize("limit", [len(b'\xef\xbb\xbf{"a": "\xef\xbb\xbf"}'), MIB])
def test_the_byte_order_mark_at_the_beginning_is_skipped(limit: int, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(b'\xef\xbb\xbf{"a": "\xef\xbb\xbf"}')
    assert read_json(path, limit=limit) == b'{"a": "\xef\xbb\xbf"}'


def test_every_file_that_was_cut_off_is_reported_as_such() -> None:
    year = EXAMPLE_BOARD.read_bytes()
    ends = {
        *range(1, 3_000),
        *range(3_000, len(year) - 2, 251),
        *(at + 1 for at in range(len(year)) if year[at] > 0x7F),
    }
    year = year[:-2]  # without its last bracket
    assert [end for end in ends if "the file is cut off" not in refusal(year[:end])] == []


# What parsers read differently


@pytest.mark.parametrize("number", ["1.5", "-0.0", "1e400", "1E5", "0e0", "12345678901234567890.5", "0.1e-3"])
@pytest.mark.parametrize("around", ['{{"a": {}}}', '{{"a": [1, {}]}}', '{{"a": [{{"b": 1}}, {{"b": {}}}]}}'])
def test_a_float_is_refused_at_its_place(number: str, around: str) -> None:
    data = around.format(number)
    assert f"line 1, column {data.index(number) + 1}: a number with a fraction" in refusal(data.encode())


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("around", ['{{"a": {}}}', '{{"a": [{}]}}', '{{"a": [{{"b": {}}}]}}'])
def test_nan_and_infinity_are_refused(word: str, around: str) -> None:
    assert "NaN and Infinity are no numbers" in refusal(around.format(word).encode())


@pytest.mark.parametrize("around", ['{{"a": {}}}', '{{"a": [{}]}}', '{{"a": [{{"b": {}}}]}}'])
@pytest.mark.parametrize(
    "beyond", [str(2**63), str(-(2**63) - 1), str(2**64), "9" * 19, "1" + "0" * 19, "-" + "1" * 5000]
)
def test_an_integer_beyond_64_bits_is_refused(around: str, beyond: str) -> None:
    assert "beyond 64 bits" in refusal(around.format(beyond).encode())


@given(st.integers(-(2**63), 2**63 - 1))
def test_every_integer_of_64_bits_passes(number: int) -> None:
    check_bytes(b'{"a": [%d, {"b": %d}], "c": %d}' % (number, number, number), "b.json")


@given(st.integers().map(lambda n: n * 2**55))
def test_integers_pass_just_when_they_fit(number: int) -> None:
    data = b'{"a": [%d]}' % number
    if -(2**63) <= number < 2**63:
        check_bytes(data, "b.json")
    else:
        assert "beyond 64 bits" in refusal(data)


@pytest.mark.parametrize("edge", [2**63 - 1, -(2**63), 0, 10**18, 9_223_372_036_854_775_799])
def test_the_edges_of_64_bits_pass(edge: int) -> None:
    check_bytes(b'{"a": %d}' % edge, "b.json")


@pytest.mark.parametrize(
    ("data", "column"),
    [
        (r'{"a": "\ud800"}', 8),
        (r'{"a": "\uDC00"}', 8),
        (r'{"a": "\ud800x\udc00"}', 8),
        (r'{"a": "\ud83d\ude00\ude00"}', 20),
        (r'{"a": "\ud83d\ud83d\ude00"}', 8),
        (r'{"a": "\ud83d\\ude00"}', 8),
        (r'{"\ud800": 1}', 3),
    ],
)
def test_a_lone_surrogate_is_refused(data: str, column: int) -> None:
    assert f"line 1, column {column}: half a character" in refusal(data.encode())


@pytest.mark.parametrize("text", [r"\ud83d\ude00", r"\uD83D\uDE00", r"\\ud800", r"\u00e9", r"\"\\", r"\\\""])
def test_pairs_and_escaped_backslashes_are_text(text: str) -> None:
    check_bytes(f'{{"a": "{text}", "b": [{{"c": "{text}"}}]}}'.encode(), "b.json")


@pytest.mark.parametrize(
    ("data", "name", "line"),
    [
        ('{"a": 1,\n"a": 2}', "a", 2),
        ('{"a": 1, "b": {},\n"a": 2}', "a", 2),
        ('{"a": [1],\n\n"a": [2]}', "a", 3),
        ('{"x": [{"a": 1},\n{"b": 1,\n"b": 2}]}', "b", 3),
        ('{"x": [{"a": {"c": 1,\n"c": 1}}]}', "c", 2),
        ('{"x": [{"a": [{"c": 1,\n"c": 1}]}]}', "c", 2),
        ('{"x": [[[[{"a": 1,\n"a": 2}]]]]}', "a", 2),
        ('{"a": 1,\n"\\u0061": 2}', "a", 2),
        ('{"x": [{"a": 1,\n"\\u0061": 2}]}', "a", 2),
        ('{"a\\"b": 1,\n"a\\u0022b": 2}', 'a"b', 2),
        ('{"": 1,\n"": 2}', "", 2),
        ('{"a" :1,\n"a"\t: 2}', "a", 2),
        ('{"\\u001b[31m\\u202e": 1,\n"\\u001b[31m\\u202e": 2}', "", 2),
        ('{"' + "n" * 50 + '": 1,\n"' + "n" * 50 + '": 2}', "n" * 40, 2),
    ],
)
def test_a_name_twice_in_one_object_is_refused(data: str, name: str, line: int) -> None:
    message = refusal(data.encode())
    assert f"line {line}, column 1: " in message
    assert f"the name “{name}” stands twice" in message


@pytest.mark.parametrize(
    "data",
    [
        '{"a": "a", "b": "a:", "c": ",\\"a\\":"}',
        '{"a": {"a": {"a": 1}}, "b": [{"a": 1}, {"a": 1}]}',
        r'{"a\\": 1, "a": 2, "a\"": 3, "a\\\"": 4}',
        '{"x": [{"levels": {"a": 1, "A": 2}, "labels": ["a", "a"]}]}',
        '{"b": ",", ":x": 1, "x": ["]", "}", "{[", "\\"]"]}',
        " \r\n\t{ } \n",
    ],
)
def test_a_name_again_elsewhere_is_fine(data: str) -> None:
    json.loads(data)
    check_bytes(data.encode(), "b.json")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"null", "no learnboard file, but text that begins with “null”"),
        (b"{", "column 2: the file is cut off here"),
        (b'{"a":', "column 6: the file is cut off here"),
        (b'{"a": tr', "column 7: the file is cut off here"),
        (b'{"a": -', "column 7: the file is cut off here"),
        (b'{"a": [1, 2', "column 11: the file is cut off here"),
        (b'{"a": [1, {"b": 3}', "column 19: the file is cut off here"),
        (b'{"a" ', "column 2: the file is cut off here"),
        (b'{"a": "x}', "column 7: a text begins here and never ends: the file is cut off, or a quote is missing"),
        (b'{"a": trx', "column 7: this is not JSON"),
        (b'{"a": nul}', "column 7: this is not JSON"),
        (b'{"a": [{"b": 1}, {"b": 01}]}', "column 25: this is not JSON"),
        (b'{"a": [{"b": "\xc3\xa9\t"}]}', "column 17: this is not JSON"),
        (b'{"a": 1 2}', "not JSON"),
        (b'{} {"a": 1}', "column 3: something follows"),
        (b'{"a": 1}}', "column 9: something follows"),
        (b"{}\x0c", "column 3: something follows"),
        (b'{"\\x": 1}', "no JSON text"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, says: str) -> None:
    assert says in refusal(data)


def test_a_hundred_levels_pass_and_one_more_does_not() -> None:
    check_bytes(deep(100), "b.json")
    check_bytes(b'{"a":' * 99 + b"{}" + b"}" * 99, "b.json")
    assert "more than 100 deep" in refusal(deep(101))
    assert "more than 100 deep" in refusal(b'{"a":' * 100 + b"{}" + b"}" * 100)


def test_levels_inside_of_rows_count_as_well() -> None:
    row = b'{"r":[{"s":1}]}'  # three levels
    check_bytes(b'{"a":' + b"[" * 96 + row + b"]" * 96 + b"}", "b.json")
    assert "more than 100 deep" in refusal(b'{"a":' + b"[" * 97 + row + b"," + row + b"]" * 97 + b"}")


def test_more_names_than_any_board_has_are_refused() -> None:
    check_bytes(json.dumps(dict.fromkeys(map(str, range(1000)))).encode(), "b.json")
    assert "more than 1,000 names" in refusal(json.dumps(dict.fromkeys(map(str, range(1001)))).encode())
    assert "more than 1,000 names" in refusal(json.dumps({"a": [dict.fromkeys(map(str, range(1001)))]}).encode())


TREE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text('ab"\\:,é{}[]', max_size=3), inner, max_size=4),
    max_leaves=30,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=3), TREE), st.booleans(), st.sampled_from([None, 1]))
def test_every_tree_of_texts_and_integers_passes(tree: dict[str, object], ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(tree, ensure_ascii=ascii_only, indent=indent).replace("\0", "")
    check_bytes(text.encode(), "b.json")


@given(st.binary(max_size=40) | st.text('{}[]",:\\u0aeE1.-ntd \n', max_size=40).map(str.encode))
def test_any_bytes_pass_or_are_refused_with_a_sentence(data: bytes) -> None:
    try:
        check_bytes(b'{"a":' + data, "b.json")
    except InvalidFile as refused:
        assert not CONTROL.search(str(refused))  # noqa: PT017


def test_the_name_of_the_file_is_shown_clean_and_short() -> None:
    assert refusal(b"{", "a\x1b]52;c;eA==\x07b\n.json").startswith("a]52;c;eA==b .json, line 1")
    assert refusal(b"{", "\x1b").startswith("the file, line 1")
    assert refusal(b"{", "d/" * 500 + "b.json").startswith("…")
    assert "/b.json, line 1" in refusal(b"{", "d/" * 500 + "b.json")


@pytest.mark.parametrize("size", [10, 120_000])
def test_rows_of_any_size_are_checked(size: int) -> None:
    row = b'{"note":"' + b"x" * size + b'","n":%s}'
    rows = [row % b"1"] * 60
    check_bytes(b'{"a":[' + b",".join(rows) + b"]}", "b.json")
    assert "fraction" in refusal(b'{"a":[' + b",".join([*rows, row % b"1.5"]) + b"]}")
    assert "“n” stands twice" in refusal(b'{"a":[' + b",".join([*rows, row % b'1,"n":2']) + b"]}")


# Floods: refused, and soon

FLOODS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty objects": (lambda: b'{"a":[' + b",".join([b"{}"] * 6_900_000) + b"]}", "300,000 brackets"),
    "brackets": (lambda: b"[" * (20 * MIB), "300,000 brackets"),
    "commas": (lambda: b'{"a":[' + b"0," * 10_000_000 + b"0]}", "3,000,000 commas"),
    "deep arrays": (lambda: deep(290_000), "100 deep"),
    "deep objects": (lambda: deep(290_000, b'{"a":', b"}"), "100 deep"),
    "many deep arrays": (lambda: b'{"a":[' + b",".join([b"[" * 90 + b"]" * 90] * 3000) + b"]}", "nested as in no"),
    "one name again and again": (lambda: b"{" + b",".join([b'"a":1'] * 2_900_000) + b"}", "twice"),
    "millions of names": (lambda: b"{" + b",".join(b'"%x":1' % n for n in range(1_900_000)) + b"}", "1,000 names"),
    "a name twice in the last row": (
        lambda: b'{"a":[' + b",".join([ROW] * 90_000) + b',{"b":1,"b":1}]}',
        "twice",
    ),
    "escaped names, twice in the last row": (
        lambda: b'{"a":[' + b'{"\\n":1,"\\t":1,"\\u0061":1},' * 290_000 + b'{"a":1,"\\u0061":1}]}',
        "twice",
    ),
    "rows too deep to be plain": (
        lambda: b'{"a":[' + b",".join([ROW[:-1] + b',"z":{"y":{"x":{"w":[]}}}}'] * 37_000) + b"]}",
        "nested as in no",
    ),
    "a float behind millions of integers": (lambda: b'{"a":[' + b"12345," * 2_900_000 + b"1.5]}", "fraction"),
    "a million digits": (lambda: b'{"a":' + b"1" * (19 * MIB) + b"}", "beyond 64 bits"),
    "the largest integers": (lambda: b'{"a":[' + b"9223372036854775807," * 1_000_000 + b"1.5]}", "fraction"),
    "backslashes": (lambda: b'{"a":"' + b"\\" * (19 * MIB) + b"x", "never ends"),
    "quotes": (lambda: b"{" + b'"' * (19 * MIB), "not JSON"),
    "surrogate pairs and a lone one": (
        lambda: b'{"a":"' + b"\\ud83d\\ude00" * 1_600_000 + b'\\ud83d"}',
        "lone surrogate",
    ),
    "blanks": (lambda: b"{" + b" " * (19 * MIB) + b"x", "not JSON"),
    "blanks behind a colon": (lambda: b'{"a":' + b" " * (19 * MIB), "cut off here"),
    "blanks behind a name": (lambda: b'{"a"' + b" " * (19 * MIB) + b"x", "not JSON"),
    "blanks behind digits": (lambda: b'{"a":' + b"1" * (9 * MIB) + b" " * (9 * MIB) + b"x", "beyond 64 bits"),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_refused_within_a_second(flood: str) -> None:
    make, says = FLOODS[flood]
    data = make()
    assert len(data) <= SNAPSHOT_LIMIT
    message, took = quickest(lambda: refusal(data), 1)
    assert says in message
    assert took < 1


# Writing


def test_a_file_that_appears_meanwhile_stays_as_it_is(tmp_path):
    file = tmp_path / "file"
    with pytest.raises(InvalidFile, match="already exists"), atomic_write(file, b"ours"):
        file.write_bytes(b"theirs")
    assert file.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [file]


def test_a_disk_that_knows_no_links_takes_a_file_all_the_same(tmp_path, monkeypatch):
    def no_links(*_):
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    file = tmp_path / "file"
    with atomic_write(file, b"ours"):
        assert not file.exists()
    assert file.read_bytes() == b"ours"
    with pytest.raises(InvalidFile, match="already exists"), atomic_write(file, b"new"):
        pass
    assert list(tmp_path.iterdir()) == [file]


def test_a_block_that_raises_leaves_no_file(tmp_path):
    file = tmp_path / "file"
    with pytest.raises(LookupError), atomic_write(file, b"ours"):
        raise LookupError
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none/file", "No such file or directory. Choose another file."),
        ("folder", "is a folder: name a file in it."),
        ("pipe", "is a device or a pipe: choose another file."),
        ("file", "already exists: choose another name, or replace it."),
    ],
)
def test_a_message_on_a_screen_names_no_options_of_a_command(tmp_path, name, words):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidFile) as refused, atomic_write(tmp_path / name, b"ours"):
        pass
    assert refused.value.on_screen.endswith(words)
    assert " -o" in str(refused.value) or "“-o -”" in str(refused.value)
