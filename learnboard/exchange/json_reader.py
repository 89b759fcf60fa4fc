"""Checks the bytes of a JSON document before a parser reads them (FORMAT.md §1, "Files from strangers").

Refused are names that stand twice in an object, floats, integers beyond 64 bits, lone surrogates, and deep nesting.
The walk from bracket to bracket is slow, and most of a file are rows of tables, which programs write with the same
names in the same order: once some rows were checked, the rows that match the same pattern are skipped in one match.

The hooks of the standard library's parser, behind a pattern that steps from bracket to bracket, refuse the same files
in half the lines. They were tried: a snapshot of 9 MB was parsed in 260 ms, not in 113, and two of them were compared
in 15 times a bare import of the libraries, not in 12, where the goal is 11.5. So this walk pays.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NoReturn, TypeAlias

from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean_line
from learnboard.exchange.errors import file_error, file_error_at
from learnboard.exchange.file_kinds import beginning_fault

_MOST_NESTING: Final = 100
_MOST_NAMES: Final = 1_000
"""The most names in one object: far above any board, and it bounds the memory of the search for duplicates."""
_MOST_STEPS: Final = 50_000
"""The most brackets outside of simple rows: a board has some hundreds, and each takes a step of the slow walk."""
_ROW_DEPTH: Final = 3
_ROWS_AT_ONCE: Final = 50
_MOST_ROW_BYTES: Final = 100_000
_LONGEST_SHOWN: Final = 40
_MOST_PATTERNS: Final = 12
"""The most patterns of one file: a board has about five large tables, and a pattern takes 1 to 10 ms to compile."""
_MOST_MISSES: Final = 12
"""After so many misses, no more time is spent on patterns: no program wrote this file."""
_MOST_SHAPES: Final = 4
"""The most shapes in one pattern: each may be tried on every row."""
_MOST_ROW_NAMES: Final = 60
"""The most names in one pattern, for the same reason as `_MOST_PATTERNS`."""
_ROW_BLANK = rb"[ \t\r\n]*+"
_COMMA = _ROW_BLANK + rb"," + _ROW_BLANK
_ROW_THEN = _ROW_BLANK + rb"(?:," + _ROW_BLANK + rb"|(?=\]))"
# Integers of 19 digits may be beyond 64 bits: rows with one are left to the slower walk.
_ROW_SCALAR = rb'"[^"]*+"|true|false|null|-?[0-9]{1,18}+(?![0-9.eE])'
_LIST = rb"\[" + _ROW_BLANK + rb"(?:(?:" + _ROW_SCALAR + rb")" + _ROW_THEN + rb")*+\]"
_VALUE = rb"(?:" + _ROW_SCALAR + rb"|" + _LIST + rb")"
_Shape: TypeAlias = "tuple[tuple[str, _Shape | None], ...]"
"""The names of an object in their order, each with the shape of its value if that is an object too."""


def _shape(row: Mapping[str, Any]) -> _Shape:
    return tuple((name, _shape(value) if isinstance(value, dict) else None) for name, value in row.items())


def _all_names(shape: _Shape) -> Iterator[str]:
    """The names of a shape, and those of the objects in it."""
    for name, inner in shape:
        yield name
        yield from _all_names(inner or ())


def _shape_pattern(shape: _Shape) -> bytes:
    """A pattern for the objects of a shape; its other values are scalars and lists of them."""
    pairs = (
        b'"%s"%s:%s%s' % (name.encode(), _ROW_BLANK, _ROW_BLANK, _VALUE if inner is None else _shape_pattern(inner))
        for name, inner in shape
    )
    return rb"\{" + _ROW_BLANK + _COMMA.join(pairs) + _ROW_BLANK + rb"\}"


def _rows_pattern(shapes: frozenset[_Shape]) -> re.Pattern[bytes] | None:
    """A pattern for any number of rows of these shapes; None if programs do not write such names."""
    names = [name for shape in shapes for name in _all_names(shape)]
    # A name with an escape could be written in several ways, and so stand twice after all.
    simple = all(name.isascii() and name.isidentifier() for name in names)
    if not simple or len(names) > _MOST_ROW_NAMES or len(shapes) > _MOST_SHAPES:
        return None
    rows = rb"|".join(map(_shape_pattern, shapes))
    # The possessive quantifier saves a backtracking position for each row.
    return re.compile(rb"(?:(?:" + rows + rb")" + _ROW_THEN + rb")++")


_BLANK = rb"[ \t\r\n]*+"
_BETWEEN = rb"[ \t\r\n,]*+"


def _integer() -> bytes:
    # 18 digits are always within 64 bits; 19 digits are compared with the largest, digit by digit.
    largest, last = b"9223372036854775807", rb"(?![0-9.eE])"
    upto = b""
    for place in reversed(range(len(largest))):
        digit = int(largest[place : place + 1])
        less = rb"[0-%d][0-9]{%d}|" % (digit - 1, 18 - place) if digit else b""
        upto = rb"(?:" + less + rb"%d" % digit + upto + rb")"
    return rb"(?:-?[0-9]{1,18}+" + last + rb"|-?" + upto + last + rb"|-9223372036854775808" + last + rb")"


_INTEGER = _integer()
_SCALAR = rb'"[^"]*"|true|false|null|' + _INTEGER
_NAME = rb'"[^"]*"' + _BLANK + rb":" + _BLANK
_THEN = _BLANK + rb"(?:," + _BLANK + rb"|(?=[][{}]))"


def _items(value: bytes) -> bytes:
    # Possessive: a greedy quantifier would keep a backtracking position for each of millions of repeats.
    return _BETWEEN + rb"(?:(?:" + value + rb")" + _THEN + rb")*+"


def _pairs(value: bytes, most: int = _MOST_NAMES) -> bytes:
    return _BETWEEN + rb"(?:" + _NAME + rb"(?:" + value + rb")" + _THEN + rb"){0,%d}+" % most


@cache
def _row() -> re.Pattern[bytes]:
    """A usual row of a table: an object of scalars, small arrays and small objects (10 ms to compile)."""
    subject = rb"\{" + _pairs(_SCALAR) + rb"\}"
    array = rb"\[" + _items(_SCALAR + rb"|" + subject) + rb"\]"
    return re.compile(rb"\{" + _pairs(_SCALAR + rb"|" + array + rb"|" + subject) + rb"\}" + _THEN)


_OPENING = pattern(_BLANK + rb"(?=\{)")
_ITEMS = pattern(_items(_SCALAR))
_PAIRS = pattern(_pairs(_SCALAR + rb"|", _MOST_NAMES + 1))
_NAMES = pattern(rb'"([^"]*)"' + _BLANK + rb":" + _BLANK + rb'(?:"[^"]*")?')
_BEFORE_VALUE = pattern(_NAME)
_CLOSING = pattern(_BLANK + rb"\Z")
_TEXT = pattern(rb'"[^"]*"')
_WHOLE = pattern(_INTEGER)
_NUMBER = pattern(rb"-?[0-9]+([.eE])?")
_CUT_OFF = pattern(_BETWEEN + rb'(?:"[^"]*"' + _BLANK + rb":?|-?[0-9]*+|tr?u?e?|fa?l?s?e?|nu?l?l?)" + _BLANK + rb"\Z")
"""What is left of a document from an obstacle on, if only the rest of it is missing."""
_NOT_A_NUMBER = pattern(rb"-?(?:NaN|Infinity)")
_LONE_SURROGATE = pattern(
    rb"\\u[dD](?:[89abAB](?![0-9a-fA-F]{2}\\u[dD][c-fC-F])"
    rb"|[c-fC-F](?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F]))"
)


def scan(data: bytes, name: str) -> None:
    """Refuse JSON that a parser must not meet (FORMAT.md §1); `name` is the file's in errors.

    Raises:
        InvalidFile: with the line, and the column in bytes, both from 1.
    """
    # Escaped quotes and backslashes are masked, byte for byte, so that every remaining quote begins or ends a text.
    masked = data.replace(b"\\\\", b"\\1").replace(b'\\"', b"\\'") if b"\\" in data else data
    if b"\\u" in masked and (lone := _LONE_SURROGATE.search(masked)):
        raise file_error_at(data, lone.start(), name, "half a character (a lone surrogate) is no text")
    _Scanner(data, masked, name).run()


class _DuplicateName(Exception):
    """A name stands twice in one object."""


class _Scanner:
    """Walks from bracket to bracket, and over many simple rows of a table at once."""

    def __init__(self, data: bytes, masked: bytes, name: str) -> None:
        self._data = data
        self._masked = masked
        self._name = name
        self._patterns: dict[frozenset[_Shape], re.Pattern[bytes] | None] = {}
        self._misses = 0

    def run(self) -> None:
        start = _OPENING.match(self._masked)
        if not start:
            raise file_error(self._name, beginning_fault(self._data))
        at = start.end()
        opened: list[set[bytes] | None] = []  # for each open object its names so far, for each open array None
        for _ in range(_MOST_STEPS):
            at = self._bracket(at, opened)
            if not opened:
                break
            names = opened[-1]
            if names is not None:
                at = self._names(at, names)
                continue
            at = _match_end(_ITEMS, self._masked, at)
            if self._masked.startswith(b"{", at) and len(opened) <= _MOST_NESTING - _ROW_DEPTH:
                at = _match_end(_ITEMS, self._masked, self._simple_rows(at))
        else:
            self._refuse(at, "brackets are nested as in no learnboard file")
        if not _CLOSING.match(self._masked, at):
            self._refuse(at, "something follows after the end of the document")

    def _bracket(self, at: int, opened: list[set[bytes] | None]) -> int:
        """Step over the bracket at `at`, or refuse what stands there instead."""
        mark = self._masked[at : at + 1]
        if mark in (b"{", b"["):
            opened.append(set() if mark == b"{" else None)
            if len(opened) > _MOST_NESTING:
                self._refuse(at, f"brackets stand more than {_MOST_NESTING} deep in each other")
        elif mark in (b"}", b"]"):
            opened.pop()
        else:
            self._refuse_obstacle(at)
        return at + 1

    def _simple_rows(self, at: int) -> int:
        """Step over the simple rows that begin at `at`; stay there if a name stands twice, for the walk to find it."""
        end, count = self._rows_end(at)
        rows = self._data[at:end].rstrip(b" \t\r\n,").decode()
        try:
            parsed = json.loads(f"[{rows}]", object_pairs_hook=_unique)
        except _DuplicateName:
            return at
        except json.JSONDecodeError as error:
            self._refuse(at + len(rows[: error.pos - 1].encode()), "this is not JSON")
        # A table that ends here is not worth a pattern.
        return end if count < _ROWS_AT_ONCE else self._skip_similar(end, parsed)

    def _skip_similar(self, at: int, examples: Iterable[Mapping[str, Any]]) -> int:
        """Skip the rows from `at` that have the shape of an example; no example has a name twice."""
        if self._misses >= _MOST_MISSES:
            return at
        shapes = frozenset(map(_shape, examples))
        if shapes not in self._patterns and len(self._patterns) < _MOST_PATTERNS:
            self._patterns[shapes] = _rows_pattern(shapes)
        pattern = self._patterns.get(shapes)
        found = pattern.match(self._masked, at) if pattern else None
        self._misses += found is None
        return found.end() if found else at

    def _rows_end(self, at: int) -> tuple[int, int]:
        """Where the rows end that are parsed at once, and their number: not many, and none of a costly size."""
        match, end = _row().match, at
        for number in range(_ROWS_AT_ONCE):
            row = match(self._masked, end)
            if not row or row.end() - end > _MOST_ROW_BYTES:
                return end, number
            end = row.end()
        return end, _ROWS_AT_ONCE

    def _names(self, at: int, names: set[bytes]) -> int:
        """Read the names from `at` to the next bracket into `names`, and return where that bracket is."""
        end = _match_end(_PAIRS, self._masked, at)
        found = _NAMES.findall(self._masked, at, end)
        if self._masked.find(b"\\", at, end) >= 0:
            found = self._unescaped(found, at)
        fresh = set(found)
        if len(fresh) != len(found) or not names.isdisjoint(fresh):
            self._refuse_duplicate(at, end, found, names)
        names |= fresh
        if len(names) > _MOST_NAMES:
            self._refuse(at, f"an object has more than {_MOST_NAMES:,} names")
        return end

    def _unescaped(self, found: list[bytes], at: int) -> list[bytes]:
        joined = b'","'.join(found)
        if b"\\" not in joined:
            return found
        escaped = joined.replace(b"\\1", b"\\\\").replace(b"\\'", b'\\"')
        try:
            return [name.encode() for name in json.loads(b'["' + escaped + b'"]')]
        except ValueError:
            self._refuse(at, "a name here is no JSON text")

    def _refuse_duplicate(self, at: int, end: int, found: list[bytes], names: set[bytes]) -> NoReturn:
        earlier = set(names)
        places = _NAMES.finditer(self._masked, at, end)
        for place, name in zip(places, found, strict=True):
            if name in earlier:
                shown = clean_line(name.decode())[:_LONGEST_SHOWN]
                self._refuse(place.start(), f"the name “{shown}” stands twice in one object")
            earlier.add(name)
        raise AssertionError

    def _refuse_obstacle(self, at: int) -> NoReturn:
        """Refuse what stands where the next bracket was expected."""
        at = _match_end(_BEFORE_VALUE, self._masked, at)
        number = _NUMBER.match(self._masked, at)
        if self._masked.startswith(b'"', at) and not _TEXT.match(self._masked, at):
            what = "a text begins here and never ends: the file is cut off, or a quote is missing"
        elif _CUT_OFF.match(self._masked, at):
            what = "the file is cut off here"
        elif _NOT_A_NUMBER.match(self._masked, at):
            what = "NaN and Infinity are no numbers of a board"
        elif number and number.group(1):
            what = "a number with a fraction or an exponent has to be written as text, such as “0.70”"
        elif number and not _WHOLE.match(self._masked, at):
            what = "this whole number is beyond 64 bits"
        else:
            what = "this is not JSON"
        self._refuse(at, what)

    def _refuse(self, at: int, what: str) -> NoReturn:
        raise file_error_at(self._data, at, self._name, what)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    parsed = dict(pairs)
    if len(parsed) != len(pairs):
        raise _DuplicateName
    return parsed


def _match_end(pattern: re.Pattern[bytes], masked: bytes, at: int) -> int:
    found = pattern.match(masked, at)
    return found.end() if found else at
